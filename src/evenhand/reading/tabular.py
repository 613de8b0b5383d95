"""CSV: one article a row."""

from __future__ import annotations

import csv
import html
import re
from collections.abc import Iterator

from evenhand.errors import ReadError
from evenhand.reading.columns import Given
from evenhand.reading.decode import decode
from evenhand.reading.problems import Problem, warning
from evenhand.reading.records import Record, rows_of_table
from evenhand.reading.tables import Row

SUFFIXES = (".csv", ".tsv")
_LONGEST_FIELD = 2**30  # Python's own limit, 131,072 characters, is less than a long read
_DELIMITERS = ",;\t|"

# GDELT's Global Knowledge Graph 2.1: the columns used here; the title stands in the last one.
_GKG = ("GKGRECORDID", "V2.1DATE", "collection", "V2SOURCECOMMONNAME", "V2DOCUMENTIDENTIFIER")
_GKG_COLUMNS = 27
_GKG_KEY = re.compile(rb"\d{14}-T?\d+\t\d{14}\t")
_PAGE_TITLE = re.compile(rb"<PAGE_TITLE>([^<\t]{1,500})</PAGE_TITLE>")


def read_csv(raw: bytes, file: str, given: Given | None = None) -> tuple[list[Row], list[Problem]]:
    r"""Read a table of articles.

    Examples
    --------
    >>> rows, problems = read_csv(b"id,body\n01,It rains.\n", "a.csv")
    >>> rows[0].columns
    {'article_id': '01', 'text': 'It rains.'}
    """
    header, records, problems = read_records(_gkg_with_header(raw), file)
    rows, more = rows_of_table(header, records, file, given, held=True)
    return rows, problems + more


def _gkg_with_header(raw: bytes) -> bytes:
    """Give GDELT's knowledge graph, which comes without one, its header, and take the title out of its last column."""
    first = raw[:20000].split(b"\n", 1)[0]
    if first.count(b"\t") != _GKG_COLUMNS - 1 or not _GKG_KEY.match(first):
        return raw
    header = [*_GKG, *(f"gkg_{number}" for number in range(len(_GKG), _GKG_COLUMNS)), "title"]
    lines = [b"\t".join([line.rstrip(b"\r"), _page_title(line)]) for line in raw.split(b"\n") if line.strip()]
    return b"\n".join(["\t".join(header).encode(), *(line.replace(b'"', b"'") for line in lines)])


def _page_title(line: bytes) -> bytes:
    found = _PAGE_TITLE.search(line)
    return html.unescape(found[1].decode("utf-8", errors="replace")).encode() if found else b""


def read_records(raw: bytes, file: str) -> tuple[list[str], list[Record], list[Problem]]:
    """Read any table: its header, its records with the line each begins on, and what was wrong.

    The delimiter is the comma, semicolon, tab or bar that the header has most of. Everything is text: "001" stays "001". A
    record with too few fields is left out.
    """
    text, doubts = decode(raw)
    if text.lower().startswith("sep="):  # a line for Excel only; the line numbers stay
        text = text[text.find("\n") if "\n" in text else len(text) :]
    problems = [warning(file, doubt) for doubt in doubts]
    lines = _lines(text)
    header_line, header = next(lines, (1, []))
    if not any(map(str.strip, header)):
        raise ReadError("the file is empty")
    if len(set(header)) < len(header):
        problems.append(warning(file, "two columns have the same name; the last is read", line=header_line))
    records: list[Record] = []
    begins = header_line
    for begins, fields in lines:
        if len(fields) != len(header):
            fate = "it was left out" if len(fields) < len(header) else "what is too much was left out"
            problems.append(warning(file, f"the row has {len(fields)} fields, the header {len(header)}; {fate}", line=begins))
        if len(fields) >= len(header):
            records.append((begins, dict(zip(header, fields, strict=False))))
    return header, records, problems + _unclosed(text, file, begins)


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
