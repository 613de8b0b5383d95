"""Excel workbooks: the first sheet that holds articles."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

from evenhand.errors import ReadError
from evenhand.foreign import unescaped
from evenhand.reading.archives import open_zip
from evenhand.reading.columns import Given
from evenhand.reading.problems import Problem, warning
from evenhand.reading.records import Record, rows_of_table
from evenhand.reading.tables import Row

SUFFIXES = (".xlsx", ".xlsm")
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 500


def read_workbook(raw: bytes, file: str, given: Given | None = None) -> tuple[list[Row], list[Problem]]:
    """Read the first sheet of a workbook that has rows.

    Notes
    -----
    The values that formulas had when the file was saved are read; no formula, macro or link is followed. A text that goes
    on in columns named ``text (2)``, ``text (3)`` (a cell holds 32,767 characters) is put together.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - a fifth of a second, and only workbooks need it

    open_zip(raw).close()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that do not matter here
            book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
            sheets = [(sheet.title, _records(sheet)) for sheet in book.worksheets]
            book.close()
    except ReadError:
        raise
    except Exception as fault:  # a broken workbook makes the library fail in any way; it must not sink the others
        raise ReadError(f"the workbook cannot be taken apart ({type(fault).__name__})") from fault
    full = [(title, header, records) for title, (header, records) in sheets if header]
    if not full:
        raise ReadError("the workbook holds no rows")
    title, header, records = full[0]
    rows, problems = rows_of_table(header, records, file, given)
    if len(full) > 1:
        others = ", ".join(f'"{name}"' for name, _, _ in full[1:])
        problems.append(warning(file, f'the sheet "{title}" was read; others were not: {others[:200]}'))
    return rows, problems


def _records(sheet: Any) -> tuple[list[str], list[Record]]:
    """Return the header of a sheet and its rows, each with its number."""
    rows = ((number, [_value(value) for value in row]) for number, row in _numbered(sheet))
    full = ((number, row) for number, row in rows if any(value not in (None, "") for value in row))
    _, first = next(full, (0, []))
    header = [str(value) if value is not None else "" for value in first]
    return header, [(number, dict(zip(header, row, strict=False))) for number, row in full]


def _numbered(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    sheet.reset_dimensions()  # stated wrongly by many programs, and on purpose by some files
    yield from enumerate(sheet.iter_rows(values_only=True, max_row=_MOST_ROWS, max_col=_MOST_COLUMNS), 1)


def _value(value: Any) -> Any:
    return unescaped(value) if isinstance(value, str) else value
