"""The CSV of a list as rows with their line numbers; what makes a file no table at all stops here."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from evenhand.errors import LexiconError, nearest

NEEDED = ("term", "category")
EXTRA = "\0"  # holds what stands behind the last column of the header

Row = tuple[int, dict[str, str]]  # line, values by column


def read_rows(path: Path) -> list[Row]:
    """Read the rows of a CSV.

    Raises
    ------
    LexiconError
        If it is not UTF-8, has no header, lacks a column, names one twice, breaks off inside quotation marks or has no row.
    """
    reader = csv.DictReader(io.StringIO(read_text(path).removeprefix("\ufeff"), newline=""), restkey=EXTRA, strict=True)
    try:
        _check_header(path, list(reader.fieldnames or []))
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as fault:
        # The line after the last sound row: there the quotation mark was opened.
        raise LexiconError(f'{path}, line {reader.line_num + 1}: {fault}; expected a closing " for each opening one') from None
    if not rows:
        raise LexiconError(f"{path}, line 2: no entry; expected one term a line below the header")
    return rows


def read_text(path: Path) -> str:
    """Read a file as UTF-8.

    Raises
    ------
    LexiconError
        If it is not UTF-8 (the line is named) or holds a character that prints nothing and belongs in no text.
    """
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = raw[: fault.start].count(b"\n") + 1
        raise LexiconError(f'{path}, line {line}: not UTF-8; save the file again with the encoding "UTF-8"') from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise LexiconError(f"{path}, line {line}: a zero byte; expected plain text (was a spreadsheet renamed to {path.suffix}?)")
    return text


def _check_header(path: Path, header: list[str]) -> None:
    if not any(header):
        raise LexiconError(f"{path}, line 1: no header; expected a first line such as term,category")
    for mark, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if len(header) == 1 and mark in header[0]:
            raise LexiconError(f"{path}, line 1: the columns are parted by {name}; expected commas: {','.join(header[0].split(mark))}")
    for column in NEEDED:
        if column not in header:
            raise LexiconError(f'{path}, line 1: no column "{column}"{nearest(column, header)}; it has: {", ".join(header)}')
    for column in header:
        if not column.strip():
            raise LexiconError(f"{path}, line 1: a column without a name; expected a name between each two commas")
        if header.count(column) > 1:
            raise LexiconError(f'{path}, line 1: the column "{column}" stands there twice; expected each name once')
