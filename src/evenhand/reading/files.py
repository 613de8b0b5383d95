"""Files and folders into articles: which files are articles, who reads them, and the metadata beside them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pandas as pd

from evenhand.errors import ReadError, nearest
from evenhand.reading import dumps, html, jsonl, tabular
from evenhand.reading.metadata import NAME, Metadata, is_metadata, read_metadata
from evenhand.reading.problems import Problem, problem_table, rejected, warning
from evenhand.reading.tables import Row, tidy

Reader = Callable[[bytes, str], tuple[list[Row], list[Problem]]]

_FORMATS: tuple[tuple[tuple[str, ...], Reader], ...] = (
    (dumps.SUFFIXES, dumps.read_dump),
    (html.SUFFIXES, html.read_html),
    (tabular.SUFFIXES, tabular.read_csv),
    (jsonl.SUFFIXES, jsonl.read_jsonl),
)
READERS: dict[str, Reader] = {suffix: reader for suffixes, reader in _FORMATS for suffix in suffixes}
_ABOUT = ("readme", "license", "licence")  # files that describe a folder


class Source(NamedTuple):
    """A file to read: where it is, what the user calls it, and the id of an article that is the whole file."""

    path: Path
    file: str
    key: str


def read_articles(paths: str | Path | Iterable[str | Path]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read articles from files and folders.

    Parameters
    ----------
    paths
        Text dumps (``.txt``), web pages (``.html``), tables (``.csv``, ``.tsv``), JSON (``.jsonl``, ``.ndjson``,
        ``.json``), or folders of them. A folder may hold ``articles.csv`` with metadata: its column ``file`` names the
        article, the other columns are those of ``articles`` or your own.

    Returns
    -------
    articles
        One row per article, in the order of file names; further columns of the files are kept as text.
    problems
        What was doubtful or could not be read; the rest is read all the same.

    Raises
    ------
    ReadError
        If a path does not exist.

    Notes
    -----
    Hidden files and files named README or LICENSE are passed over. Nothing is unpacked, unpickled or downloaded.
    """
    given = [Path(path) for path in ([paths] if isinstance(paths, (str, Path)) else paths)]
    found = sorted({source.path: source for path in given for source in _sources(path)}.values(), key=lambda source: source.file)
    described, problems = _metadata(found)
    rows: list[Row] = []
    for source in found:
        if source.path.name == NAME and is_metadata(source.path):
            continue
        read, more = _read(source)
        rows.extend(_described(row, source, described) for row in read)
        problems += more
    articles, more = tidy(rows)
    return articles, problem_table(problems + more)


def _sources(path: Path) -> Iterator[Source]:
    """Give the files that a path stands for."""
    if path.is_dir():
        for folder, inner, files in os.walk(path):
            inner[:] = [name for name in inner if not name.startswith(".")]
            for name in files:
                if not name.startswith(".") and not name.lower().startswith(_ABOUT):
                    whole = Path(folder, name)
                    yield Source(whole, whole.as_posix(), whole.relative_to(path).with_suffix("").as_posix())
    elif path.exists():
        yield Source(path, path.as_posix(), path.stem)
    else:
        beside = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
        raise ReadError(f"{path}: no such file or folder{nearest(path.name, beside)}")


def _metadata(sources: list[Source]) -> tuple[Metadata, list[Problem]]:
    """Read the metadata of every folder that holds a source."""
    files = {Path(os.path.normpath(source.path)) for source in sources}
    folders = {source.path.parent: PurePosixPath(source.file).parent for source in sources}
    described: Metadata = {}
    problems: list[Problem] = []
    for folder, shown in sorted(folders.items()):
        if not is_metadata(folder / NAME):
            continue
        found, lines, more = read_metadata(folder / NAME, (shown / NAME).as_posix())
        described |= found
        problems += more
        # A folder that was given whole should hold every file that its metadata describe.
        if Path(os.path.normpath(folder / NAME)) in files:
            missing = [(line, path) for line, path in lines if path not in files]
            problems += [warning((shown / NAME).as_posix(), f'there is no file "{path.name}"', line=line) for line, path in missing]
    return described, problems


def _read(source: Source) -> tuple[list[Row], list[Problem]]:
    """Read one file; what cannot be read is one problem."""
    reader = READERS.get(source.path.suffix.lower())
    if reader is None:
        kind = f'"{source.path.suffix}" files are' if source.path.suffix else "files without a suffix are"
        return [], [rejected(source.file, f"{kind} not read; expected one of {', '.join(READERS)}")]
    if not source.path.is_file():
        return [], [rejected(source.file, "this is no ordinary file")]
    try:
        rows, problems = reader(source.path.read_bytes(), source.file)
    except ReadError as fault:
        return [], [rejected(source.file, str(fault))]
    except OSError as fault:
        return [], [rejected(source.file, fault.strerror or str(fault))]
    return [replace(row, made_id=row.made_id or source.key) for row in rows], problems


def _described(row: Row, source: Source, described: Metadata) -> Row:
    """Add the metadata of a file to its article; where the file holds many articles, what each states itself comes first."""
    known = described.get(Path(os.path.normpath(source.path)), {})
    if not known:
        return row
    if row.line is None and row.made_id == source.key:
        return replace(row, columns=row.columns | known)
    return replace(row, columns={column: value for column, value in known.items() if column != "article_id"} | row.columns)
