"""A study: one TOML file that says what is asked of which articles, with which sides, codebook and statistics."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from evenhand.balance import count_by_side, is_own_copy
from evenhand.corpus import Corpus, open_corpus, read_corpus
from evenhand.errors import StudyError, nearest
from evenhand.features import find_all
from evenhand.lexicons import Lexicon, read_lexicon
from evenhand.sources.codes import TYPES
from evenhand.sources.lists import check_lists
from evenhand.trail import mark

# What a study file may say: section -> key -> (type, default). `sides` and `lists` are free in their names.
KEYS: dict[str, dict[str, tuple[type, Any]]] = {
    "": {"title": (str, None), "question": (str, None)},
    "corpus": {"paths": (list, None), "parts": (str, "auto"), "own_copy": (bool, False)},
    "groups": {"by": (str, "outlet")},
    "frames": {"codebook": (str, "generic_frames")},
    "language": {"lexicons": (list, ["hedges", "loaded"])},
    "sources": {"first_names": (bool, False)},
    "statistics": {"seed": (int, 1), "n_resamples": (int, 2000)},
}
SIDE_KEYS = ("names", "types", "patterns")
NO_GROUP = "(unknown)"
TABLES_VARIABLE = "EVENHAND_TABLES"  # a report hands the tables it has made to its notebooks here


@dataclass(frozen=True)
class Study:
    """What a study file says; paths are resolved against the file's folder."""

    name: str
    title: str
    question: str
    paths: tuple[Path, ...]
    parts: str = "auto"
    own_copy: bool = False
    by: str = "outlet"
    sides: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    codebook: str = "generic_frames"
    lexicons: tuple[str, ...] = ("hedges", "loaded")
    lists: dict[str, dict[str, str]] = field(default_factory=dict)
    first_names: bool = False
    seed: int = 1
    n_resamples: int = 2000
    file: Path | None = None

    @cached_property
    def corpus(self) -> Corpus:
        """The articles of the study with every table; read and measured on first use."""
        ready = os.environ.get(TABLES_VARIABLE)
        return open_corpus(ready) if ready else self.measure()

    def measure(self) -> Corpus:
        """Read the articles and run every finder on them."""
        corpus = self._with_short_names(read_corpus(self.paths, parts=self.parts))
        if self.by not in corpus.articles:
            names = ", ".join(corpus.articles.columns)
            raise StudyError(
                f'{self._where}: groups.by is "{self.by}"{nearest(self.by, corpus.articles.columns)}; the articles have: {names}'
            )
        if self.own_copy:
            corpus = corpus.select(is_own_copy(corpus.articles))
        return self.find(corpus)

    def find(self, corpus: Corpus) -> Corpus:
        """Run every finder on a corpus as the study says."""
        return find_all(
            corpus,
            sides=self.sides,
            codebook=self.book,
            lexicons=self.lexicons,
            lists=self.lists,
            first_names=self.first_names,
        )

    def _with_short_names(self, corpus: Corpus) -> Corpus:
        """Name files from the corpus folder on, so that a table does not tell where on a machine they lay."""

        def shorten(names: pd.Series) -> pd.Series:
            for path in self.paths:
                names = names.str.replace(path.as_posix(), path.resolve().name, regex=False)
            return names

        articles, problems = corpus.articles, corpus.problems
        return corpus.with_tables(
            articles=articles.assign(file=shorten(articles["file"])),
            problems=problems.assign(file=shorten(problems["file"]), message=shorten(problems["message"])),
        )

    @cached_property
    def articles(self) -> pd.DataFrame:
        """One row per article with its features and the columns of the metadata; groups without a name are ``(unknown)``."""
        features = self.corpus.features
        assert features is not None
        extras = [name for name in self.corpus.articles.columns if name not in features.columns and name != "text"]
        table = features.merge(self.corpus.articles[["article_id", *extras]], on="article_id", how="left", validate="one_to_one")
        groups = table[self.by].astype(object)
        names = sorted(groups.dropna().unique()) + ([NO_GROUP] if groups.isna().any() else [])
        grouped = table.assign(**{self.by: pd.Categorical(groups.where(groups.notna(), NO_GROUP), names)})
        return mark(grouped, {"kind": "articles"}, corpus=self.corpus)

    @cached_property
    def side_counts(self) -> pd.DataFrame:
        """`articles` with what each side of the study gets in them (see `count_by_side`)."""
        quotes, sources = self.corpus.quotes, self.corpus.sources
        assert quotes is not None
        assert sources is not None
        counts = count_by_side(quotes, sources, self.sides)
        table = self.articles.merge(counts, on="article_id", how="left", validate="one_to_one")
        names = [name for name in counts.columns if name != "article_id"]
        # Columns filled one by one lie one by one in memory, which pandas warns of; a copy lays them together.
        filled = table.assign(**{name: table[name].fillna(0).astype("int64") for name in names}).copy()
        return mark(filled, {"kind": "articles", "sides": list(self.sides)}, corpus=self.corpus)

    @property
    def statistics(self) -> dict[str, Any]:
        """What every interval of the study is made with: ``by``, ``seed``, ``n_resamples``."""
        return {"by": self.by, "seed": self.seed, "n_resamples": self.n_resamples}

    @property
    def groups(self) -> list[str]:
        """The groups compared, in the order of every table."""
        return list(self.articles[self.by].cat.categories)

    @property
    def book(self) -> Lexicon:
        """The codebook, by name or by a path from the study file's folder."""
        path = (self.file.parent / self.codebook) if self.file and self.codebook.endswith(".csv") else self.codebook
        return read_lexicon(path)

    @property
    def _where(self) -> str:
        return str(self.file or self.name)


def load_articles(paths: str | Path | Iterable[str | Path], study: Study | str | Path | None = None) -> pd.DataFrame:
    """Read articles into one wide table: sourcing, framing and language features, one row per article.

    Parameters
    ----------
    paths
        Files and folders of articles (see `read_articles`).
    study
        A study, or its file: sides, codebook and word lists are taken from there.

    Returns
    -------
    DataFrame
        ``columns("features")`` says what each column means.
    """
    chosen = study if isinstance(study, Study) else read_study(study) if study else Study("articles", "", "", ())
    corpus = chosen.find(read_corpus(paths, parts=chosen.parts))
    assert corpus.features is not None
    return corpus.features


def read_study(source: str | Path) -> Study:
    """Read a study file, or make the default study of a bare folder of articles.

    Parameters
    ----------
    source
        The path of a ``study.toml``; the name of a study under ``analysis/`` here or in a folder above; or a folder or file of articles.

    Raises
    ------
    StudyError
        If there is no such study or the file has a fault; key, expectation and nearest fix are named.
    """
    path = _find(source)
    if path.suffix != ".toml":
        return default_study([path])
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise StudyError(f"{path}: {fault}; expected TOML") from None
    values = _checked(told, path)
    corpus = values["corpus"]
    return Study(
        name=path.parent.name if path.name == "study.toml" else path.stem,
        title=values[""]["title"],
        question=values[""]["question"],
        paths=tuple(path.parent / entry for entry in corpus["paths"]),
        parts=corpus["parts"],
        own_copy=corpus["own_copy"],
        by=values["groups"]["by"],
        sides=_sides(told.get("sides", {}), path),
        codebook=values["frames"]["codebook"],
        lexicons=tuple(values["language"]["lexicons"]),
        lists=_lists(told.get("lists", {}), path),
        first_names=values["sources"]["first_names"],
        seed=values["statistics"]["seed"],
        n_resamples=values["statistics"]["n_resamples"],
        file=path,
    )


def default_study(paths: Iterable[str | Path]) -> Study:
    """Make the study of articles that have no study file: compare outlets, no sides."""
    found = tuple(Path(path) for path in paths)
    name = found[0].resolve().stem if found else "articles"
    return Study(name, f"Articles in {name}", "Who gets to speak, in which frame, in what language?", found)


def _find(source: str | Path) -> Path:
    path = Path(source)
    if path.exists():
        return path / "study.toml" if (path / "study.toml").is_file() else path
    folders = [folder / "analysis" for folder in (Path.cwd(), *Path.cwd().parents)]
    for folder in folders:
        if (folder / source / "study.toml").is_file():
            return folder / source / "study.toml"
    names = [found.parent.name for folder in folders for found in folder.glob("*/study.toml")]
    raise StudyError(
        f'no study "{source}"{nearest(str(source), names)}; expected a study.toml, a study under analysis/, or a folder of articles'
    )


def _checked(told: dict[str, Any], path: Path) -> dict[str, dict[str, Any]]:
    sections = [name for name in KEYS if name] + ["sides", "lists"]
    values: dict[str, dict[str, Any]] = {}
    for name in told:
        if name not in KEYS[""] and name not in sections:
            raise StudyError(
                f'{path}: "{name}" means nothing{nearest(name, [*KEYS[""], *sections])}; expected: {", ".join([*KEYS[""], *sections])}'
            )
    for section, keys in KEYS.items():
        given = told.get(section, {}) if section else told
        if not isinstance(given, dict):
            raise StudyError(f"{path}: {section} is {given!r}; expected a table [{section}]")
        for key in given if section else ():
            if key not in keys:
                raise StudyError(f'{path}: "{section}.{key}" means nothing{nearest(key, keys)}; expected: {", ".join(keys)}')
        values[section] = {key: _value(given, key, kind, default, path, section) for key, (kind, default) in keys.items()}
    return values


def _value(given: dict[str, Any], key: str, kind: type, default: Any, path: Path, section: str) -> Any:
    where = f"{section}.{key}" if section else key
    if key not in given and default is None:
        raise StudyError(f"{path}: {where} is missing; expected {'a list of texts' if kind is list else 'a text'}")
    value = given.get(key, default)
    if not isinstance(value, kind) or (kind is list and not _are_texts(value)):
        named = {str: "a text", list: "a list of texts", int: "a whole number", bool: "true or false"}[kind]
        raise StudyError(f"{path}: {where} is {value!r}; expected {named}")
    return value


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)


def _lists(told: dict[str, Any], path: Path) -> dict[str, dict[str, str]]:
    try:
        return check_lists(told, TYPES)
    except StudyError as fault:
        raise StudyError(f"{path}: {fault}") from None


def _sides(told: dict[str, Any], path: Path) -> dict[str, dict[str, list[str]]]:
    for side, says in told.items():
        if not isinstance(says, dict):
            raise StudyError(f"{path}: sides.{side} is {says!r}; expected a table [sides.{side}] with {', '.join(SIDE_KEYS)}")
        for key, value in says.items():
            if key not in SIDE_KEYS:
                raise StudyError(f'{path}: "sides.{side}.{key}" means nothing{nearest(key, SIDE_KEYS)}; expected: {", ".join(SIDE_KEYS)}')
            if not _are_texts(value):
                raise StudyError(f"{path}: sides.{side}.{key} is {value!r}; expected a list of texts")
    return {side: {key: list(value) for key, value in says.items()} for side, says in told.items()}
