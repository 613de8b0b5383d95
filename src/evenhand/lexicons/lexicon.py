"""A word list or codebook, and reading one from its two files."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.errors import LexiconError, nearest
from evenhand.lexicons.descriptions import read_description
from evenhand.lexicons.faults import entry_faults
from evenhand.lexicons.matching import Matcher, compile_patterns
from evenhand.lexicons.patterns import pattern_of
from evenhand.lexicons.rows import read_rows

FOLDERS = tuple(Path(__file__).parents[1] / "data" / folder for folder in ("lexicons", "codebooks"))


@dataclass(frozen=True)
class Lexicon:
    """A checked word list or codebook.

    Attributes
    ----------
    name, title, version, source, licence
        Which list this is and whose definition it follows.
    entries
        One row per term: ``term``, ``category`` and the list's own columns, all text.
    categories
        What each category means; for a codebook, the whole entry of each frame (label, question, include, exclude, example).
    """

    name: str
    title: str
    version: str
    source: str
    licence: str
    entries: pd.DataFrame
    categories: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def matcher(self) -> Matcher:
        """The entries, compiled for `find_terms`."""
        terms = self.entries["term"].tolist()
        conditions = self.entries["condition"].tolist() if "condition" in self.entries else [""] * len(terms)
        return compile_patterns(terms, [pattern_of(term, condition) for term, condition in zip(terms, conditions, strict=True)])

    @cached_property
    def weights(self) -> npt.NDArray[np.float64]:
        """What each entry counts for in a score: its ``weight``, or 1."""
        if "weight" not in self.entries:
            return np.ones(len(self.entries))
        return pd.to_numeric(self.entries["weight"].replace("", "1")).to_numpy(np.float64)

    @property
    def names(self) -> list[str]:
        """The categories in the order of the description, else sorted."""
        return list(self.categories) or sorted({name for cell in self.entries["category"] for name in categories_in(cell)})

    def words(self, *categories: str) -> frozenset[str]:
        """Return the terms of some categories, or of all."""
        chosen = [not categories or bool(set(categories_in(cell)) & set(categories)) for cell in self.entries["category"]]
        return frozenset(self.entries.loc[chosen, "term"])

    def column(self, name: str) -> dict[str, str]:
        """Return ``{term: value}`` for a column of the list."""
        return dict(zip(self.entries["term"], self.entries[name], strict=True))


def categories_in(cell: str) -> list[str]:
    """Return the categories that a cell names: ``care; harm`` are two."""
    return [name.strip() for name in cell.split(";")]


def lexicon_names() -> list[str]:
    """Return the names of the lists and codebooks that ship with the package.

    Examples
    --------
    >>> "hedges" in lexicon_names()
    True
    """
    return sorted(path.stem for folder in FOLDERS for path in folder.glob("*.csv"))


def read_lexicon(source: str | Path) -> Lexicon:
    """Read a word list or codebook, by name or by the path of its CSV.

    Parameters
    ----------
    source
        A name from `lexicon_names`, or the path of a ``.csv`` with a ``.toml`` of the same name beside it.

    Raises
    ------
    LexiconError
        If a file is missing or has faults; every fault is listed with its line and what to write instead.

    Examples
    --------
    >>> read_lexicon("hedges").column("category")["reportedly"]
    'evidential'
    """
    path = _find(source)
    # Read again after every change of the files, so that an edited codebook counts at once.
    stamps = tuple((file.stat().st_mtime_ns, file.stat().st_size) for file in (path, path.with_suffix(".toml")) if file.is_file())
    return _read(path, stamps)


@cache
def _read(path: Path, stamps: tuple[tuple[int, int], ...]) -> Lexicon:  # noqa: ARG001 - the stamps tell one state of the files from another
    about, faults = read_description(path.with_suffix(".toml"))
    rows = read_rows(path)
    categories = about.get("frames", about.get("categories", {}))
    faults += [f"{path}, line {line}: {fault}" for line, fault in entry_faults(rows, categories, is_codebook="frames" in about)]
    if faults:
        raise LexiconError("\n".join(faults))
    entries = pd.DataFrame([row for _, row in rows], dtype="str").fillna("")
    return Lexicon(path.stem, about["title"], about["version"], about["source"], about["licence"], entries, categories)


def _find(source: str | Path) -> Path:
    if Path(source).suffix == ".csv":
        if not Path(source).is_file():
            raise LexiconError(f"{source}: no such file; expected a CSV with the columns term and category")
        return Path(source)
    for folder in FOLDERS:
        if (folder / f"{source}.csv").is_file():
            return folder / f"{source}.csv"
    names = lexicon_names()
    raise LexiconError(f'there is no list "{source}"{nearest(str(source), names)}; those there are: {", ".join(names)}')
