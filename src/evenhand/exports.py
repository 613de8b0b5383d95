"""Tables out and in again: Parquet, CSV, JSONL, Excel, Stata, SPSS; complete or absent, and nothing in them that runs.

A table is written with its codebook beside it: what each column is called, means and holds. With the codebook a table is
read again as it was, whatever the format.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from evenhand.errors import ReadError, require_choice
from evenhand.foreign import FOREIGN, read_foreign, write_foreign

FORMATS = ("parquet", "csv", "jsonl", *FOREIGN)
CODEBOOK_COLUMNS = ["table", "name", "type", "missing", "meaning", "unit", "base", "range"]
_HELD = re.compile(r"'*[=+\-@\t\r]")
_TRUTH = {"true": True, "1": True, "1.0": True, "false": False, "0": False, "0.0": False}
_BOM = "\ufeff"  # tells spreadsheet programs that a CSV is UTF-8


def inert(value: object) -> object:
    """Keep a spreadsheet from running a cell: a text that begins like a formula gets a leading apostrophe.

    So does one that begins with apostrophes and then like a formula, so that `released` can undo it.

    Examples
    --------
    >>> inert("=1+1"), inert("-3 degrees"), inert(-3)
    ("'=1+1", "'-3 degrees", -3)
    """
    return f"'{value}" if isinstance(value, str) and _HELD.match(value) else value


def released(value: object) -> object:
    """Undo `inert`.

    Examples
    --------
    >>> released("'=1+1"), released("'tis"), released(inert("'=1+1"))
    ('=1+1', "'tis", "'=1+1")
    """
    return value[1:] if isinstance(value, str) and value.startswith("'") and _HELD.match(value) else value


def as_csv(table: pd.DataFrame, *, header: bool = True, digits: int | None = 10) -> str:
    r"""Write a table as CSV with inert cells; lists as JSON, times in ISO 8601, numbers to ten digits, or all with None.

    Examples
    --------
    >>> as_csv(pd.DataFrame({"title": ["=1+1", "Plain"], "share": [1 / 3, 0.5]}))
    "title,share\n'=1+1,0.3333333333\nPlain,0.5\n"
    """
    texts = table.select_dtypes(exclude=["number", "bool", "datetime", "datetimetz"]).columns
    safe = {
        str(name): table[name].astype(object).map(lambda value: json.dumps(value) if isinstance(value, list) else inert(value))
        for name in texts
    }
    safe |= {str(name): table[name].dt.strftime("%Y-%m-%dT%H:%M:%SZ") for name in table.select_dtypes(["datetimetz"]).columns}
    printed = f"%.{digits}g" if digits else None
    return str(table.assign(**safe).to_csv(index=False, header=header, lineterminator="\n", float_format=printed))


def as_jsonl(table: pd.DataFrame) -> str:
    """Write a table as JSON lines; missing values are null, times ISO 8601."""
    if table.empty:
        return ""
    return str(table.to_json(orient="records", lines=True, date_format="iso", date_unit="s", force_ascii=False, double_precision=15))


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a temporary name to write to, and move it into place only when the block ends well."""
    waiting = path.with_name(f".{path.name}.part")
    try:
        yield waiting
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)


def write_table(parts: Iterable[pd.DataFrame], path: Path, form: str, *, bom: bool = False) -> None:
    """Write the parts of a table one after the other into one file.

    Parameters
    ----------
    parts
        Tables with the same columns; only one is in memory at a time for CSV and JSONL.
    path
        The file, with its ending.
    form
        One of `FORMATS`.
    bom
        Begin a CSV with a byte-order mark, without which Excel takes its letters for others.
    """
    with whole_file(path) as waiting:
        if form not in ("csv", "jsonl"):
            whole = pd.concat(list(parts), ignore_index=True)
            if form == "parquet":
                whole.to_parquet(waiting, index=False)
            else:
                write_foreign(whole, waiting, form, labels=_meanings(path.stem))
            return
        with waiting.open("w", encoding="utf-8", newline="") as file:
            file.write(_BOM if bom and form == "csv" else "")
            for number, part in enumerate(parts):
                file.write(as_csv(part, header=number == 0, digits=None) if form == "csv" else as_jsonl(part))


def export_table(table: pd.DataFrame, path: str | Path, *, bom: bool = False) -> None:
    """Write one table, in the format of the file's suffix, and its codebook beside it.

    Parameters
    ----------
    table
        Any table of a corpus.
    path
        ``articles.csv`` and the like; the codebook is ``articles_codebook.csv``.
    bom
        As in `write_table`.

    Raises
    ------
    ParameterError
        If the suffix is none of the formats.
    """
    target = Path(path)
    form = target.suffix.removeprefix(".")
    require_choice(form, FORMATS, "format")
    write_table([table], target, form, bom=bom)
    with whole_file(_codebook_of(target)) as waiting:
        waiting.write_text(as_csv(codebook({target.stem: table})), encoding="utf-8")


def read_table(path: str | Path) -> pd.DataFrame:
    """Read a table that `export_table` wrote, as it was.

    Raises
    ------
    ReadError
        If the codebook is not beside it, or the file is none of the formats.

    Notes
    -----
    Stata and SPSS have no empty text, only a missing one: in a column with both, empty texts come back as missing. Spaces at
    the end of a text are lost in SPSS. Fractions of a second are lost in CSV and JSONL.
    """
    source = Path(path)
    form = source.suffix.removeprefix(".")
    beside = _codebook_of(source)
    if form not in FORMATS or not beside.is_file():
        raise ReadError(f"{source}: cannot be read as a table; expected one that export_table() wrote, with {beside.name} beside it")
    told = pd.read_csv(beside, dtype="str", keep_default_na=False)
    return _restored(_read(source, form), told)


def codebook(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Describe the columns of some tables: ``table, name, type, missing`` (cells), ``meaning, unit, base, range``.

    Examples
    --------
    >>> codebook({"articles": pd.DataFrame({"title": ["Rain", None]})})[["name", "type", "missing", "meaning"]].values.tolist()
    [['title', 'text', 1, 'headline']]
    """
    rows = [
        {"table": table, "name": str(name), "type": _type(frame[name]), "missing": int(frame[name].isna().sum())}
        for table, frame in tables.items()
        for name in frame.columns
    ]
    described = pd.DataFrame(rows, columns=CODEBOOK_COLUMNS[:4]).merge(_dictionary(), how="left", on=["table", "name"])
    return described.fillna(dict.fromkeys(CODEBOOK_COLUMNS[4:], ""))[CODEBOOK_COLUMNS]


@cache
def _dictionary() -> pd.DataFrame:
    return pd.read_csv(Path(__file__).with_name("data") / "columns.csv", dtype="str", keep_default_na=False)


def _meanings(table: str) -> dict[str, str]:
    known = _dictionary()
    chosen = known[known["table"] == table.removeprefix(".").split(".")[0]]
    return dict(zip(chosen["name"], chosen["meaning"], strict=True))


def _codebook_of(path: Path) -> Path:
    return path.with_name(f"{path.stem}_codebook.csv")


def _type(column: pd.Series) -> str:
    """Name what a column holds, so that it can be made again from text."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return "category"
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return "time"
    if pd.api.types.is_bool_dtype(column.dtype) or pd.api.types.is_numeric_dtype(column.dtype):
        return str(column.dtype)
    return "list" if column.dtype == object and any(pd.api.types.is_list_like(value) for value in column) else "text"


def _read(path: Path, form: str) -> pd.DataFrame:
    if form == "parquet":
        return pd.read_parquet(path)
    if form == "csv":
        table = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig", lineterminator="\n")
        return table.map(released)
    if form == "jsonl":
        return pd.DataFrame([json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line])
    return read_foreign(path, form)


def _restored(table: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
    made = {column.name: _made(table[column.name], column.type, int(column.missing)) for column in told.itertuples(index=False)}
    return pd.DataFrame(made, index=table.index)


def _made(column: pd.Series, kind: str, missing: int) -> pd.Series:
    """Make a column again of what a file held."""
    if kind in ("text", "category", "list"):
        return _made_of_text(column, kind, missing)
    if kind == "time":
        return pd.to_datetime(column.replace("", None), utc=True).astype("datetime64[us, UTC]")
    if kind in ("bool", "boolean"):
        return column.map(lambda value: _TRUTH.get(str(value).lower())).astype(kind)
    return pd.to_numeric(column.replace("", None)).astype(kind)


def _made_of_text(column: pd.Series, kind: str, missing: int) -> pd.Series:
    """Make texts again: where a column lacks some, an empty one is a missing one; where it lacks none, it is empty."""
    given = column.astype(object).where(column.notna(), "")
    if kind == "list":
        return given.map(_list)
    texts = given.astype("str")
    texts = texts.where(texts != "") if missing else texts
    return texts if kind == "text" else pd.Series(pd.Categorical(texts, sorted(texts.dropna().unique())), index=column.index)


def _list(value: Any) -> list[Any] | None:
    if isinstance(value, str):
        return json.loads(value) if value else None
    return [list(part) for part in value]
