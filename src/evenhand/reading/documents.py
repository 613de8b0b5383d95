"""Many articles in one file: their rows, and the count that the file states held against the count found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from evenhand.errors import ReadError
from evenhand.reading.problems import Problem, warning
from evenhand.reading.tables import Row


def rows_of_documents(
    documents: Iterable[dict[str, str]], file: str, *, lines: Sequence[int] | None = None
) -> tuple[list[Row], list[Problem]]:
    """Make rows of the documents of a database export; empty values are left out.

    Examples
    --------
    >>> rows, problems = rows_of_documents([{"title": "Rain", "text": "It rains.", "author": ""}], "in/a.xml")
    >>> rows[0].columns, rows[0].made_id, problems
    ({'title': 'Rain', 'text': 'It rains.'}, 'a-1', [])
    """
    found = list(documents)
    if not found:
        raise ReadError("it holds no articles")
    stem = PurePath(file).name.split(".")[0]
    numbers: Sequence[int | None] = lines or [None] * len(found)
    rows = [
        Row({column: value for column, value in document.items() if value}, file, line, f"{stem}-{number}", origin="export")
        for number, (document, line) in enumerate(zip(found, numbers, strict=True), 1)
    ]
    return rows, []


def count_check(stated: int | None, found: int, file: str) -> list[Problem]:
    """Warn if a file states another number of documents than were found in it.

    Examples
    --------
    >>> count_check(3, 2, "a.txt")[0].message
    'it states 3 documents, but 2 were found; the export may be cut off'
    """
    if stated is None or stated == found:
        return []
    were = "was" if found == 1 else "were"
    return [warning(file, f"it states {stated:,} documents, but {found:,} {were} found; the export may be cut off")]
