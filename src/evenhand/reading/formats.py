"""Which reader reads a file, by its suffix; archives are opened and their files read in turn."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from evenhand.errors import ReadError
from evenhand.reading import binary, dumps, html, jsonl, office, sheets, tabular, warc, xml
from evenhand.reading.archives import Member, gunzip, unzip
from evenhand.reading.columns import Given
from evenhand.reading.metadata import NAME, Metadata, is_metadata, read_metadata
from evenhand.reading.problems import Problem, rejected, warning
from evenhand.reading.tables import Row

Read = tuple[list[Row], list[Problem]]
Reader = Callable[[bytes, str], Read]
TableReader = Callable[[bytes, str, Given | None], Read]

_ARTICLES: tuple[tuple[tuple[str, ...], Reader], ...] = (
    (dumps.SUFFIXES, dumps.read_dump),
    (html.SUFFIXES, html.read_html),
    (xml.SUFFIXES, xml.read_xml),
    (office.WORD, office.read_docx),
    (office.RTF, office.read_rtf),
    (warc.SUFFIXES, warc.read_warc),
)
_TABLES: tuple[tuple[tuple[str, ...], TableReader], ...] = (
    (tabular.SUFFIXES, tabular.read_csv),
    (jsonl.SUFFIXES, jsonl.read_jsonl),
    (sheets.SUFFIXES, sheets.read_workbook),
    (binary.PARQUET, binary.read_parquet),
    (binary.STATA, binary.read_stata),
    (binary.SPSS, binary.read_spss),
)
READERS: dict[str, Reader] = {suffix: reader for suffixes, reader in _ARTICLES for suffix in suffixes}
TABLE_READERS: dict[str, TableReader] = {suffix: reader for suffixes, reader in _TABLES for suffix in suffixes}
ZIP, GZIP = ".zip", ".gz"
SUFFIXES = (*READERS, *TABLE_READERS, ZIP, GZIP)
_ADVICE = {
    ".pdf": "a PDF holds no lines; export text, Word or HTML instead",
    ".doc": "save it as .docx",
    ".xls": "save it as .xlsx",
    ".ods": "save it as .xlsx or .csv",
    ".pickle": "nothing is unpickled; save the table as Parquet or CSV",
    ".pkl": "nothing is unpickled; save the table as Parquet or CSV",
    ".rds": "save the table as Parquet or CSV",
    ".rdata": "save the table as Parquet or CSV",
    ".tar": "unpack it first, or use .zip",
    ".7z": "unpack it first, or use .zip",
    ".rar": "unpack it first, or use .zip",
}
_NESTED = 2  # archives inside one another
_ABOUT = re.compile(r"readme|license|licence|__macosx|thumbs\.db", re.IGNORECASE)


def read_bytes(raw: bytes, file: str, given: Given | None = None, *, depth: int = 0) -> Read:
    """Read the content of one file, whatever its format.

    Raises
    ------
    ReadError
        If it cannot be read at all; the message is the reason.

    Examples
    --------
    >>> read_bytes(b'{"text": "It rains."}', "a.jsonl")[0][0].columns
    {'text': 'It rains.'}
    """
    suffix = PurePosixPath(file).suffix.lower()
    if suffix in READERS:
        return READERS[suffix](raw, file)
    if suffix in TABLE_READERS:
        return TABLE_READERS[suffix](raw, file, given)
    if suffix in (ZIP, GZIP) and depth >= _NESTED:
        raise ReadError(f"archives inside archives are opened {_NESTED} deep")
    if suffix == GZIP:
        return _read_gzip(raw, file, given, depth)
    if suffix == ZIP:
        return _read_zip(raw, file, given, depth)
    raise ReadError(unknown(file))


def unknown(file: str) -> str:
    """Say that a suffix is none that is read, and what to do.

    Examples
    --------
    >>> unknown("a.xls")[:51]
    '".xls" files are not read: save it as .xlsx; expect'
    """
    suffix = PurePosixPath(file).suffix.lower()
    kind = f'"{suffix}" files are' if suffix else "files without a suffix are"
    advice = f": {_ADVICE[suffix]}" if suffix in _ADVICE else ""
    return f"{kind} not read{advice}; expected one of {', '.join(SUFFIXES)}"


def _read_gzip(raw: bytes, file: str, given: Given | None, depth: int) -> Read:
    inner = PurePosixPath(file).stem
    suffix = PurePosixPath(inner).suffix.lower()
    content, doubts = gunzip(raw)
    if suffix not in SUFFIXES:
        raise ReadError(f"a gzip archive of {unknown(inner)}")
    name = file[: -len(GZIP)]
    rows, problems = read_bytes(content, name, given, depth=depth + 1)
    problems = [problem._replace(file=file) for problem in problems]
    return [replace(row, file=file) for row in rows], [*(warning(file, doubt) for doubt in doubts), *problems]


def _read_zip(raw: bytes, file: str, given: Given | None, depth: int) -> Read:
    """Read the files of an archive like those of a folder; one that cannot be read is one problem."""
    rows: list[Row] = []
    problems: list[Problem] = []
    described: Metadata = {}
    for member in _metadata_first(raw):
        shown = f"{file}/{member.name}"
        if member.fault:
            problems.append(rejected(file, f"{member.name}: {member.fault}"))
            continue
        if PurePosixPath(member.name).name == NAME and is_metadata(member.content):
            found, _, more = read_metadata(member.content, Path(shown), shown)
            described |= found
            problems += _inside(more, file, member.name)
            continue
        try:
            read, more = read_bytes(member.content, shown, given, depth=depth + 1)
        except ReadError as fault:
            problems.append(rejected(file, f"{member.name}: {fault}"))
            continue
        key = PurePosixPath(member.name).with_suffix("").as_posix()
        rows += [describe(replace(row, made_id=row.made_id or key), key, described.get(Path(shown), {})) for row in read]
        problems += _inside(more, file, member.name)
    if not rows and not problems:
        raise ReadError("the archive holds no files")
    return rows, problems


def _inside(problems: list[Problem], file: str, name: str) -> list[Problem]:
    """Name the archive as the file of a problem, and its file in the message."""
    return [problem._replace(file=file, message=f"{name}: {problem.message}") for problem in problems]


def _metadata_first(raw: bytes) -> Iterator[Member]:
    """Give the files of an archive, one in memory at a time, those that describe others first."""
    yield from unzip(raw, lambda name: PurePosixPath(name).name == NAME and not is_hidden(name))
    yield from unzip(raw, lambda name: PurePosixPath(name).name != NAME and not is_hidden(name))


def is_hidden(name: str) -> bool:
    """Tell files that describe a folder, or that a system hides in one, from articles.

    Examples
    --------
    >>> is_hidden("README.md"), is_hidden("in/.a.txt"), is_hidden("in/a.txt")
    (True, True, False)
    """
    parts = PurePosixPath(name).parts
    return any((part.startswith(".") and part != "..") or _ABOUT.match(part) for part in parts)


def describe(row: Row, key: str, known: Mapping[str, str], origin: str = NAME) -> Row:
    """Add the metadata of a file to its article; where the file holds many articles, what each states itself comes first."""
    if not known:
        return row
    whole = row.line is None and row.made_id == key
    added = {column: value for column, value in known.items() if whole or (column != "article_id" and column not in row.columns)}
    return replace(row, columns=row.columns | added, origins=row.origins | dict.fromkeys(added, origin))
