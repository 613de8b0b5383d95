"""Parquet and the files of statistics programs (Stata, SPSS)."""

from __future__ import annotations

import io
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from evenhand.errors import MissingPackageError, ReadError
from evenhand.reading.archives import MOST_UNPACKED
from evenhand.reading.columns import Given
from evenhand.reading.problems import Problem
from evenhand.reading.records import records_of_frame, rows_of_table
from evenhand.reading.tables import Row

PARQUET, STATA, SPSS = (".parquet",), (".dta",), (".sav", ".zsav")


def read_parquet(raw: bytes, file: str, given: Given | None = None) -> tuple[list[Row], list[Problem]]:
    """Read a table of articles from Parquet."""
    return _read(_parquet, raw, file, given, "Parquet file")


def read_stata(raw: bytes, file: str, given: Given | None = None) -> tuple[list[Row], list[Problem]]:
    """Read a table of articles from a Stata file; an empty text there is a missing value here."""
    return _read(_stata, raw, file, given, "Stata file")


def read_spss(raw: bytes, file: str, given: Given | None = None) -> tuple[list[Row], list[Problem]]:
    """Read a table of articles from an SPSS file; an empty text there is a missing value here."""
    return _read(_spss, raw, file, given, "SPSS file")


def _read(load: Callable[[bytes], pd.DataFrame], raw: bytes, file: str, given: Given | None, what: str) -> tuple[list[Row], list[Problem]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            frame = load(raw)
    except (ReadError, MissingPackageError):
        raise
    except Exception as fault:  # a broken file makes its library fail in any way; it must not sink the others
        raise ReadError(f"the {what} cannot be read ({type(fault).__name__})") from fault
    return rows_of_table(map(str, frame.columns), records_of_frame(frame), file, given)


def _parquet(raw: bytes) -> pd.DataFrame:
    import pyarrow.parquet as pq  # noqa: PLC0415 - only these files need it

    source = pq.ParquetFile(io.BytesIO(raw))
    about = source.metadata
    size = sum(about.row_group(number).total_byte_size for number in range(about.num_row_groups))
    if size > MOST_UNPACKED or about.num_rows > MOST_UNPACKED // 16:
        raise ReadError(f"it unpacks to more than {MOST_UNPACKED >> 20:,} MB; split it into smaller files")
    table = source.read()
    table.validate(full=True)
    return table.to_pandas(ignore_metadata=True)


def _stata(raw: bytes) -> pd.DataFrame:
    return pd.read_stata(io.BytesIO(raw), convert_categoricals=True, convert_missing=False)


def _spss(raw: bytes) -> pd.DataFrame:
    try:
        import pyreadstat  # noqa: PLC0415 - optional
    except ImportError:
        raise MissingPackageError("reading SPSS files needs pyreadstat: pip install 'evenhand[spss]'") from None
    # The library reads files only; ours is gone before anything else happens.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.sav"
        path.write_bytes(raw)
        frame, _ = pyreadstat.read_sav(str(path), apply_value_formats=True)
    return frame
