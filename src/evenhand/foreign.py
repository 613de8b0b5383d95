"""Formats of other programs: Excel, Stata, SPSS."""

from __future__ import annotations

import json
import math
import re
import warnings
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from evenhand.errors import MissingPackageError

FOREIGN = ("xlsx", "dta", "sav")
CELL = 32_000  # characters; an Excel cell holds 32,767, some of which escapes may need
SHEET = 1_048_000  # rows; a sheet holds 1,048,576
_LABEL = 80  # characters of a label in Stata
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def write_foreign(table: pd.DataFrame, path: Path, form: str, *, labels: Mapping[str, str]) -> None:
    """Write a table as Excel, Stata or SPSS; lists as JSON, times in UTC without their zone.

    Parameters
    ----------
    labels
        What columns mean, for the labels that Stata and SPSS show.
    """
    if form == "xlsx":
        _write_excel(table, path)
        return
    plain = pd.DataFrame({str(name): _plain(table[name]) for name in table.columns})
    known = {name: labels[name][:_LABEL] for name in plain.columns if name in labels}
    if form == "dta":
        _write_stata(plain, path, known)
    else:
        _write_spss(plain, path, known)


def read_foreign(path: Path, form: str) -> pd.DataFrame:
    """Read a table that `write_foreign` wrote; the codebook says what its columns were."""
    if form == "xlsx":
        return _read_excel(path)
    if form == "dta":
        return pd.read_stata(path)
    frame, _ = _pyreadstat().read_sav(str(path))
    return pd.DataFrame(frame)


def unescaped(text: str) -> str:
    r"""Give a text from a workbook the characters back that XML does not have.

    Examples
    --------
    >>> unescaped("a_x000B_b")
    'a\x0bb'
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _write_excel(table: pd.DataFrame, path: Path) -> None:
    """Write texts as texts, never as formulas; one too long for a cell goes on in the next column."""
    from openpyxl import Workbook  # noqa: PLC0415 - a fifth of a second, and only workbooks need it

    book = Workbook(write_only=True)
    pieces = {str(name): _pieces(table[name]) for name in table.columns}
    header = [name if not n else f"{name} ({n + 1})" for name, n_cells in pieces.items() for n in range(n_cells)]
    for number, start in enumerate(range(0, max(1, len(table)), SHEET)):
        sheet = book.create_sheet("table" if not number else f"table ({number + 1})")
        sheet.append([_cell(sheet, name) for name in header])
        for values in table.iloc[start : start + SHEET].itertuples(index=False):
            sheet.append([_cell(sheet, part) for value, n in zip(values, pieces.values(), strict=True) for part in _cut(value, n)])
    book.save(path)


def _pieces(column: pd.Series) -> int:
    """Return the cells that the longest text of a column needs."""
    return max((math.ceil(len(value) / _width(value)) for value in column if isinstance(value, str) and value), default=1)


def _width(text: str) -> int:
    """Return how much of a text a cell holds: escapes are seven characters each."""
    return CELL // 7 if _NO_XML.search(text) else CELL


def _cut(value: Any, n: int) -> Iterable[Any]:
    if not isinstance(value, str) or n == 1:
        return [value, *[None] * (n - 1)]
    width = _width(value)
    return [value[start : start + width] or None for start in range(0, n * width, width)]


def _cell(sheet: Any, value: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - as above

    if isinstance(value, (list, tuple)):
        value = json.dumps(value)
    if not isinstance(value, str):
        if value is None or pd.isna(value):
            return None
        return (
            value.tz_convert(None).to_pydatetime() if isinstance(value, pd.Timestamp) else value.item() if hasattr(value, "item") else value
        )
    cell = WriteOnlyCell(sheet, _NO_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", value))
    cell.data_type = "s"
    return cell


def _read_excel(path: Path) -> pd.DataFrame:
    from openpyxl import load_workbook  # noqa: PLC0415 - as above

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(path, read_only=True)
        sheets = [list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets]
        book.close()
    header = [str(name) for name in sheets[0][0]]
    rows = [[unescaped(value) if isinstance(value, str) else value for value in row] for rows in sheets for row in rows[1:]]
    table = pd.DataFrame([[*row, *[None] * (len(header) - len(row))] for row in rows], columns=header, dtype=object)
    for name in [name for name in header if re.fullmatch(r".+ \(\d+\)", name)]:
        begun = name.rpartition(" (")[0]
        more = table.pop(name)
        table[begun] = table[begun].where(more.isna(), table[begun].fillna("") + more.fillna(""))
    return table


def _plain(column: pd.Series) -> pd.Series:
    """Return a column as text, number or time without a zone; a missing text is an empty one there."""
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return column.dt.tz_convert(None).astype("datetime64[ns]")
    if pd.api.types.is_bool_dtype(column.dtype):
        return column.astype("float64") if column.isna().any() else column.astype("int8")
    if pd.api.types.is_numeric_dtype(column.dtype):
        return column.astype("float64") if pd.api.types.is_extension_array_dtype(column.dtype) else column
    return column.astype(object).map(lambda value: json.dumps(value) if isinstance(value, list) else "" if pd.isna(value) else str(value))


def _write_stata(plain: pd.DataFrame, path: Path, labels: Mapping[str, str]) -> None:
    texts = [
        name for name in plain.columns if pd.api.types.is_object_dtype(plain[name].dtype) or pd.api.types.is_string_dtype(plain[name].dtype)
    ]
    long = [name for name in texts if plain[name].map(lambda value: len(value.encode())).max() > 2000]
    times = {name: "tc" for name in plain.columns if pd.api.types.is_datetime64_any_dtype(plain[name].dtype)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain.to_stata(path, version=118, write_index=False, convert_strl=long, convert_dates=times, variable_labels=dict(labels))


def _write_spss(plain: pd.DataFrame, path: Path, labels: Mapping[str, str]) -> None:
    _pyreadstat().write_sav(plain, str(path), column_labels=[labels.get(name, "") for name in plain.columns], row_compress=True)


def _pyreadstat() -> Any:
    try:
        import pyreadstat  # noqa: PLC0415 - optional
    except ImportError:
        raise MissingPackageError("SPSS files need pyreadstat: pip install 'evenhand[spss]'") from None
    return pyreadstat
