"""Tables out: Parquet, CSV and JSONL, complete or absent, without cells that a spreadsheet would run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

FORMATS = ("parquet", "csv", "jsonl")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def inert(value: object) -> object:
    """Keep a spreadsheet from running a cell: a text that begins like a formula gets a leading apostrophe.

    Examples
    --------
    >>> inert("=1+1"), inert("-3 degrees"), inert(-3)
    ("'=1+1", "'-3 degrees", -3)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def as_csv(table: pd.DataFrame, *, header: bool = True) -> str:
    r"""Write a table as CSV with inert cells; lists as JSON, times in ISO 8601, numbers to ten digits.

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
    return str(table.assign(**safe).to_csv(index=False, header=header, lineterminator="\n", float_format="%.10g"))


def as_jsonl(table: pd.DataFrame) -> str:
    """Write a table as JSON lines; missing values are null, times ISO 8601."""
    return table.to_json(orient="records", lines=True, date_format="iso", date_unit="s", force_ascii=False) if len(table) else ""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a temporary name to write to, and move it into place only when the block ends well."""
    waiting = path.with_name(f".{path.name}.part")
    try:
        yield waiting
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)


def write_table(parts: Iterable[pd.DataFrame], path: Path, form: str) -> None:
    """Write the parts of a table one after the other into one file.

    Parameters
    ----------
    parts
        Tables with the same columns; only one is in memory at a time for CSV and JSONL.
    path
        The file, with its ending.
    form
        ``"parquet"``, ``"csv"`` or ``"jsonl"``.
    """
    with whole_file(path) as waiting:
        if form == "parquet":
            pd.concat(list(parts), ignore_index=True).to_parquet(waiting, index=False)
            return
        with waiting.open("w", encoding="utf-8", newline="") as file:
            for number, part in enumerate(parts):
                file.write(as_csv(part, header=number == 0) if form == "csv" else as_jsonl(part))
