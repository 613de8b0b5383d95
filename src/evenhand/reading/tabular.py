"""CSV: one article a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import PurePath

from evenhand.errors import ReadError
from evenhand.reading.columns import name_columns
from evenhand.reading.decode import decode
from evenhand.reading.problems import Problem, rejected, warning
from evenhand.reading.tables import Row

SUFFIXES = (".csv", ".tsv")
_LONGEST_FIELD = 2**30  # Python's own limit, 131,072 characters, is less than a long read
_DELIMITERS = ",;\t"

Record = tuple[int, dict[str, str]]


def read_csv(raw: bytes, file: str) -> tuple[list[Row], list[Problem]]:
    r"""Read a table of articles.

    Examples
    --------
    >>> rows, problems = read_csv(b"id,body\n01,It rains.\n", "a.csv")
    >>> rows[0].columns
    {'article_id': '01', 'text': 'It rains.'}
    """
    names, records, problems = read_records(raw, file)
    if "text" not in names:
        raise ReadError(f"line 1: no column for the text; expected text (or body, content); it has: {', '.join(names)}")
    if not records:
        problems.append(rejected(file, "it holds no articles, only a header"))
    stem = PurePath(file).stem
    return [Row(values, file, line, f"{stem}-{number}") for number, (line, values) in enumerate(records, 1)], problems


def read_records(raw: bytes, file: str) -> tuple[list[str], list[Record], list[Problem]]:
    """Read any table: the names of its columns, its records with the line each begins on, and what was wrong.

    The delimiter is the comma, semicolon or tab that the header has most of. Everything is text: "001" stays "001". A
    record with too few fields is left out.
    """
    text, doubts = decode(raw)
    problems = [warning(file, doubt) for doubt in doubts]
    lines = _lines(text)
    header_line, header = next(lines, (1, []))
    if not any(map(str.strip, header)):
        raise ReadError("the file is empty")
    columns = name_columns(header)
    if len(columns) < len(header):
        problems.append(warning(file, "two columns have the same name; the last is read", line=header_line))
    names, records, begins = [columns[column] for column in header], [], header_line
    for begins, fields in lines:
        if len(fields) != len(header):
            fate = "it was left out" if len(fields) < len(header) else "what is too much was left out"
            problems.append(warning(file, f"the row has {len(fields)} fields, the header {len(header)}; {fate}", line=begins))
        if len(fields) >= len(header):
            records.append((begins, dict(zip(names, fields, strict=False))))
    return names, records, problems + _unclosed(text, file, begins)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give each record with the line that it begins on; blank lines are passed over."""
    limit = csv.field_size_limit(_LONGEST_FIELD)
    try:
        reader = csv.reader(_keep(text), delimiter=_delimiter(text))
        line = 1
        for record in reader:
            if any(map(str.strip, record)):
                yield line, record
            line = reader.line_num + 1
    finally:
        csv.field_size_limit(limit)


def _delimiter(text: str) -> str:
    header = text.lstrip("\n").split("\n", 1)[0]
    return max(_DELIMITERS, key=header.count)


def _unclosed(text: str, file: str, begins: int) -> list[Problem]:
    """Warn if the last record swallowed the rest of the file because its quotation mark was never closed."""
    limit = csv.field_size_limit(_LONGEST_FIELD)
    try:
        list(csv.reader(_keep(text)[begins - 1 :], delimiter=_delimiter(text), strict=True))
    except csv.Error as fault:
        if "unexpected end of data" in str(fault):
            return [warning(file, "a quotation mark opens here and never closes; the rest of the file was read as one field", line=begins)]
    finally:
        csv.field_size_limit(limit)
    return []


def _keep(text: str) -> list[str]:
    """Cut at line ends only, and keep them."""
    return [line + "\n" for line in text.removesuffix("\n").split("\n")]
