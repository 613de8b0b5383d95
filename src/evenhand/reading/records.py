"""Records with named columns into rows: the same for CSV, workbooks, Parquet and statistics files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

import pandas as pd

from evenhand.errors import ReadError
from evenhand.exports import released
from evenhand.reading.columns import ARTICLE_COLUMNS, Given, name_columns, no_text
from evenhand.reading.problems import Problem, rejected, warning
from evenhand.reading.tables import Row

Record = tuple[int | None, dict[str, Any]]

_CONTINUED = re.compile(r"(.+) \((\d{1,4})\)$")


def rows_of_table(
    header: Iterable[str], records: Iterable[Record], file: str, given: Given | None = None, *, held: bool = False
) -> tuple[list[Row], list[Problem]]:
    """Make rows of records.

    Parameters
    ----------
    header
        The names of the columns, as the file prints them.
    records
        Where each record stands, and its values by column.
    file
        What the user calls the file.
    given
        What the user says of columns.
    held
        Undo the apostrophe that our own CSV puts before what a spreadsheet would run.

    Raises
    ------
    ReadError
        If there is no column for the text, and it is no list of titles with their addresses either.

    Examples
    --------
    >>> rows, _ = rows_of_table(["ID", "Body"], [(2, {"ID": "01", "Body": "It rains."})], "a.csv")
    >>> rows[0].columns
    {'article_id': '01', 'text': 'It rains.'}
    """
    names = name_columns(header, given)
    ours = set(names.values())
    listed = list(records)
    problems: list[Problem] = []
    if "text" not in ours and not (listed and {"title", "url"} <= ours):
        raise ReadError(f"line 1: {no_text(names)}")
    if "text" not in ours:
        problems.append(warning(file, "it lists articles without their texts: each is its headline only; `evenhand fetch` gets the pages"))
    if not listed:
        problems.append(rejected(file, "it holds no articles, only a header"))
    undo = held and ours >= set(ARTICLE_COLUMNS)
    stem = PurePath(file).stem
    rows = []
    for number, (line, values) in enumerate(listed, 1):
        columns = _continued({names[column]: value for column, value in values.items() if column in names})
        if "text" not in ours:
            columns["text"] = columns.get("title")
        if undo:
            columns = {name: released(value) for name, value in columns.items()}
        rows.append(Row(columns, file, line, f"{stem}-{number}", origin="export"))
    return rows, problems


def _continued(columns: dict[str, Any]) -> dict[str, Any]:
    """Put a text together that goes on in further columns."""
    more = [(found[1], int(found[2]), name) for name in columns if (found := _CONTINUED.match(name)) and found[1] in columns]
    for begun, _, name in sorted(more):
        columns[begun] = f"{columns[begun] or ''}{columns.pop(name) or ''}"
    return columns


def records_of_frame(frame: pd.DataFrame) -> Iterator[Record]:
    """Give the rows of a data frame as records, counted from 1."""
    columns = [str(column) for column in frame.columns]
    cells = (frame.iloc[:, place].tolist() for place in range(len(columns)))
    for number, values in enumerate(zip(*cells, strict=True), 1):
        yield number, dict(zip(columns, values, strict=True))
