"""Files and folders into articles: which files are articles, and the metadata beside them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pandas as pd

from evenhand.errors import ReadError, nearest
from evenhand.reading.archives import MOST_UNPACKED
from evenhand.reading.columns import Given
from evenhand.reading.formats import SUFFIXES, describe, is_hidden, read_bytes, unknown
from evenhand.reading.metadata import NAME, Metadata, is_metadata, read_metadata
from evenhand.reading.names import FILE_NAME, name_pattern, told_by_name
from evenhand.reading.problems import Problem, problem_table, rejected, warning
from evenhand.reading.tables import Row, tidy


class Source(NamedTuple):
    """A file to read: where it is, what the user calls it, and the id of an article that is the whole file."""

    path: Path
    file: str
    key: str


def read_articles(
    paths: str | Path | Iterable[str | Path], *, columns: Mapping[str, str] | None = None, names: str | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read articles from files and folders.

    Parameters
    ----------
    paths
        Text dumps (``.txt``), web pages (``.html``), tables (CSV, TSV, JSON lines, JSON, Parquet, Excel, Stata, SPSS),
        exports of Nexis, LexisNexis, Factiva and Europresse (``.docx``, ``.rtf``, ``.txt``, ``.html``, ``.xml``), feeds,
        NewsML-G2 and NITF (``.xml``), web archives (``.warc``), ``.zip`` and ``.gz`` of these, or folders of them. A folder
        may hold ``articles.csv`` with metadata: its column ``file`` names the article, the other columns are those of
        ``articles`` or your own.
    columns
        What tables of a layout of your own call their columns, as ``{"title": "Headline", "text": "Body"}``.
    names
        What file names say, as ``"{outlet}_{published}_*"``; it fills in what neither the page nor ``articles.csv`` tells.

    Returns
    -------
    articles
        One row per article, in the order of file names; further columns of the files are kept as text.
        ``metadata_from`` says where title, author, date, outlet and language come from.
    problems
        What was doubtful or could not be read; the rest is read all the same.

    Raises
    ------
    ReadError
        If a path does not exist.
    ParameterError
        If ``names`` is no pattern.

    Notes
    -----
    Hidden files and files named README or LICENSE are passed over. Archives are opened in memory, within bounds; nothing is
    unpickled or downloaded.
    """
    given = [Path(path) for path in ([paths] if isinstance(paths, (str, Path)) else paths)]
    pattern = name_pattern(names) if names else None
    found = sorted({source.path: source for path in given for source in _sources(path)}.values(), key=lambda source: source.file)
    described, problems = _metadata(found)
    rows: list[Row] = []
    for source in found:
        if source.path.name == NAME and _describes(source.path):
            continue
        read, more = _read(source, columns)
        known = described.get(Path(os.path.normpath(source.path)), {})
        read = [describe(row, source.key, known) for row in read]
        if pattern:
            read = [_add(row, told_by_name(pattern, row.file or "")) for row in read]
        rows += read
        problems += more
    articles, more = tidy(rows)
    return articles, problem_table(problems + more)


def _add(row: Row, told: Mapping[str, str]) -> Row:
    return describe(row, "", {column: value for column, value in told.items() if not row.columns.get(column)}, FILE_NAME)


def _sources(path: Path) -> Iterator[Source]:
    """Give the files that a path stands for."""
    if path.is_dir():
        for folder, inner, files in os.walk(path):
            inner[:] = [name for name in inner if not name.startswith(".")]
            for name in files:
                if not is_hidden(name):
                    whole = Path(folder, name)
                    yield Source(whole, whole.as_posix(), whole.relative_to(path).with_suffix("").as_posix())
    elif path.exists():
        yield Source(path, path.as_posix(), path.stem)
    else:
        beside = [entry.name for entry in path.parent.iterdir()] if path.parent.is_dir() else []
        raise ReadError(f"{path}: no such file or folder{nearest(path.name, beside)}")


def _describes(path: Path) -> bool:
    try:
        return path.is_file() and is_metadata(path.read_bytes())
    except OSError:
        return False


def _metadata(sources: list[Source]) -> tuple[Metadata, list[Problem]]:
    """Read the metadata of every folder that holds a source."""
    files = {Path(os.path.normpath(source.path)) for source in sources}
    folders = {source.path.parent: PurePosixPath(source.file).parent for source in sources}
    described: Metadata = {}
    problems: list[Problem] = []
    for folder, shown in sorted(folders.items()):
        if not _describes(folder / NAME):
            continue
        found, lines, more = read_metadata((folder / NAME).read_bytes(), folder / NAME, (shown / NAME).as_posix())
        described |= found
        problems += more
        # A folder that was given whole should hold every file that its metadata describe.
        if Path(os.path.normpath(folder / NAME)) in files:
            missing = [(line, path) for line, path in lines if path not in files]
            problems += [warning((shown / NAME).as_posix(), f'there is no file "{path.name}"', line=line) for line, path in missing]
    return described, problems


def _read(source: Source, columns: Given | None) -> tuple[list[Row], list[Problem]]:
    """Read one file; what cannot be read is one problem."""
    if source.path.suffix.lower() not in SUFFIXES:
        return [], [rejected(source.file, unknown(source.path.name))]
    if not source.path.is_file():
        return [], [rejected(source.file, "this is no ordinary file")]
    try:
        if source.path.stat().st_size > MOST_UNPACKED:
            return [], [rejected(source.file, f"it is larger than {MOST_UNPACKED >> 20:,} MB; split it into smaller files")]
        rows, problems = read_bytes(source.path.read_bytes(), source.file, columns)
    except ReadError as fault:
        return [], [rejected(source.file, str(fault))]
    except OSError as fault:
        return [], [rejected(source.file, fault.strerror or str(fault))]
    return [replace(row, made_id=row.made_id or source.key) for row in rows], problems
