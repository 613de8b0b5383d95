"""Word lists and codebooks: two files each, checked as they are read, matched on distinct words.

A list is ``name.csv`` (``term``, ``category`` and whatever else it needs) beside ``name.toml`` (title, version, source,
licence, how it is matched, what each category means). An entry is a word, a phrase, or either with ``*`` at the end of
a word for any ending. Changing an entry is a change of method: raise the version.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.errors import LexiconError, nearest
from evenhand.spans import outermost, places
from evenhand.words import normal, words_of

FOLDERS = tuple(Path(__file__).with_name("data") / folder for folder in ("lexicons", "codebooks"))
TERM_COLUMNS = ["article_id", "sentence_id", "start", "end", "term", "category"]

Integers = npt.NDArray[np.int64]


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
    def trie(self) -> Trie:
        """The entries, compiled for `find_terms`."""
        return _compile(self.entries["term"].tolist())

    def words(self, *categories: str) -> frozenset[str]:
        """Return the terms of some categories, or of all."""
        chosen = self.entries if not categories else self.entries[self.entries["category"].isin(categories)]
        return frozenset(chosen["term"])

    def column(self, name: str) -> dict[str, str]:
        """Return ``{term: value}`` for a column of the list."""
        return dict(zip(self.entries["term"], self.entries[name], strict=True))


def lexicon_names() -> list[str]:
    """Return the names of the lists and codebooks that ship with the package.

    Examples
    --------
    >>> "hedges" in lexicon_names()
    True
    """
    return sorted(path.stem for folder in FOLDERS for path in folder.glob("*.csv"))


@cache
def read_lexicon(source: str | Path) -> Lexicon:
    """Read a word list or codebook, by name or by the path of its CSV.

    Parameters
    ----------
    source
        A name from `lexicon_names`, or the path of a ``.csv`` with a ``.toml`` of the same name beside it.

    Raises
    ------
    LexiconError
        If a file is missing, or holds a duplicate, a stray space, an empty or capital term or an unknown category;
        every fault of the file is listed with its line.

    Examples
    --------
    >>> read_lexicon("hedges").column("category")["reportedly"]
    'evidential'
    """
    path = _find(source)
    about = _read_about(path.with_suffix(".toml"))
    rows = _read_rows(path)
    categories = about.get("frames", about.get("categories", {}))
    _check(path, rows, categories)
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


def _read_about(path: Path) -> dict[str, Any]:
    try:
        about = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LexiconError(f"{path}: missing; a list needs this file with title, version, source and licence") from None
    except tomllib.TOMLDecodeError as fault:
        raise LexiconError(f"{path}: {fault}") from None
    for key in ("title", "version", "source", "licence"):
        if not isinstance(about.get(key), str):
            raise LexiconError(f'{path}: "{key}" is missing; expected a line such as {key} = "..."')
    return about


def _read_rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, restkey="", strict=True)
        header = reader.fieldnames or []
        for column in ("term", "category"):
            if column not in header:
                raise LexiconError(f'{path}, line 1: no column "{column}"; it has: {", ".join(header)}')
        try:
            return [(reader.line_num, row) for row in reader]
        except csv.Error as fault:
            raise LexiconError(f"{path}, line {reader.line_num}: {fault}") from None


def _check(path: Path, rows: list[tuple[int, dict[str, str]]], categories: dict[str, Any]) -> None:
    faults = [f"{path}, line {line}: {fault}" for line, fault in _faults(rows, categories)]
    if faults:
        raise LexiconError("\n".join(faults))


def _faults(rows: list[tuple[int, dict[str, str]]], categories: dict[str, Any]) -> Iterator[tuple[int, str]]:
    seen: dict[str, int] = {}
    for line, row in rows:
        term, category = row.get("term") or "", row.get("category") or ""
        if None in row.values() or "" in row:
            yield line, "another number of fields than the header has; expected one value a column, quoted where it holds a comma"
        if not term.strip():
            yield line, "an empty term; expected a word or phrase"
        elif term != " ".join(term.split()):
            yield line, f'"{term}" has a stray space; expected "{" ".join(term.split())}"'
        if term != term.lower():
            yield line, f'"{term}" has a capital; expected "{term.lower()}" (case is ignored in matching)'
        if "*" in re.sub(r"\*(?= |$)", "", term) or term == "*":
            yield line, f'"{term}" has a * that does not end a word; expected it at the end, after at least one letter'
        if term in seen:
            yield line, f'"{term}" stands on line {seen[term]} already; expected each term once'
        if categories and category not in categories:
            yield line, f'category "{category}"{nearest(category, categories)} is not defined; expected one of: {", ".join(categories)}'
        seen.setdefault(term, line)


class Trie(NamedTuple):
    """Entries as steps from node to node; node 0 is the root. A step reads one piece: a word, or a stem ending in ``*``."""

    exact: dict[str, int]
    stems: dict[str, int]
    keys: Integers  # node * n_pieces + piece, sorted
    targets: Integers
    entry: Integers  # the entry that ends at each node, or -1

    def pieces_of(self, words: list[str]) -> tuple[Integers, Integers]:
        """Return, for distinct words, the pieces each one matches as rows of (word number, piece)."""
        found = []
        for number, word in enumerate(words):
            if word in self.exact:
                found.append((number, self.exact[word]))
            found.extend((number, self.stems[word[:n]]) for n in range(1, len(word) + 1) if word[:n] in self.stems)
        pairs = np.array(found, np.int64).reshape(-1, 2)
        return pairs[:, 0], pairs[:, 1]


def _compile(terms: list[str]) -> Trie:
    exact: dict[str, int] = {}
    stems: dict[str, int] = {}
    steps: dict[tuple[int, int], int] = {}
    ends = {}
    for number, term in enumerate(terms):
        node = 0
        for word in words_of(term):
            shelf, key = (stems, word[:-1]) if word.endswith("*") else (exact, word)
            piece = shelf.setdefault(key, len(exact) + len(stems))
            node = steps.setdefault((node, piece), len(steps) + 1)
        ends[node] = number
    pieces = len(exact) + len(stems)
    keys = np.array([node * pieces + piece for node, piece in steps], np.int64)
    targets = np.fromiter(steps.values(), np.int64, len(steps))
    order = np.argsort(keys)
    entry = np.full(len(steps) + 1, -1, np.int64)
    entry[list(ends)] = list(ends.values())
    return Trie(exact, stems, keys[order], targets[order], entry)


def find_terms(tokens: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Find the entries of a list in the tokens of a corpus.

    Parameters
    ----------
    tokens
        The ``tokens`` table of a corpus, in reading order.
    lexicon
        Words and phrases. A longer term wins over one inside it; a phrase stays inside its sentence.

    Returns
    -------
    DataFrame
        One row per term found, in reading order: ``article_id, sentence_id, start, end, term, category``.

    Notes
    -----
    Works once per distinct word, then walks all phrases of all texts together, one word further at each step.
    """
    rows, entry, last = _walk(tokens, lexicon.trie)
    article = tokens["article_id"].cat.codes.to_numpy()
    starts, ends = tokens["start"].to_numpy()[rows], tokens["end"].to_numpy()[last]
    keep = outermost(places(article[rows], starts), places(article[rows], ends))
    order = np.flatnonzero(keep)[np.argsort(rows[keep], kind="stable")]
    found = tokens.iloc[rows[order]][["article_id", "sentence_id"]].reset_index(drop=True)
    found["start"], found["end"] = starts[order], ends[order]
    found["term"] = lexicon.entries["term"].to_numpy(object)[entry[order]]
    found["category"] = lexicon.entries["category"].to_numpy(object)[entry[order]]
    return found.astype({"term": "str", "category": "str"})[TERM_COLUMNS]


def _walk(tokens: pd.DataFrame, trie: Trie) -> tuple[Integers, Integers, Integers]:
    """Walk the trie from every token at once; return first token, entry and last token of each match."""
    codes = tokens["word"].cat.codes.to_numpy()
    words, pieces = trie.pieces_of([normal(word) for word in tokens["word"].cat.categories])
    n_pieces = len(trie.exact) + len(trie.stems)
    counts = np.bincount(words, minlength=len(tokens["word"].cat.categories))
    offsets = np.concatenate(([0], np.cumsum(counts)))
    sentence = places(tokens["article_id"].cat.codes, tokens["sentence_id"])
    first = at = np.flatnonzero(counts[codes]) if len(codes) else np.empty(0, np.int64)
    node = np.zeros(len(first), np.int64)
    matches = [(np.empty(0, np.int64),) * 3]
    while len(at):
        # Each path branches into the pieces its next word matches, and lives on where the trie has that step.
        n = counts[codes[at]]
        branch = np.repeat(np.arange(len(at)), n)
        piece = pieces[np.arange(len(branch)) - np.repeat(np.cumsum(n) - n, n) + offsets[codes[at]][branch]]
        key = node[branch] * n_pieces + piece
        step = np.minimum(np.searchsorted(trie.keys, key), len(trie.keys) - 1)
        alive = trie.keys[step] == key
        first, at, node = first[branch][alive], at[branch][alive], trie.targets[step[alive]]
        ended = trie.entry[node] >= 0
        matches.append((first[ended], trie.entry[node[ended]], at[ended]))
        inside = (
            (at + 1 < len(codes)) & (sentence[np.minimum(at + 1, len(codes) - 1)] == sentence[at]) if len(at) else np.empty(0, np.bool_)
        )
        first, at, node = first[inside], at[inside] + 1, node[inside]
    return tuple(np.concatenate(column) for column in zip(*matches, strict=True))  # type: ignore[return-value]
