"""What could not be read or was doubtful, as rows of the ``problems`` table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

PROBLEM_COLUMNS = ["file", "line", "article_id", "severity", "message"]


class Problem(NamedTuple):
    """One row of ``problems``: a ``warning`` (read, but look at it) or ``rejected`` (not read)."""

    file: str | None
    line: int | None
    article_id: str | None
    severity: str
    message: str


def warning(file: str | None, message: str, *, line: int | None = None, article_id: str | None = None) -> Problem:
    """Say what was doubtful in something that was read."""
    return Problem(file, line, article_id, "warning", message)


def rejected(file: str | None, message: str, *, line: int | None = None, article_id: str | None = None) -> Problem:
    """Say why something was not read."""
    return Problem(file, line, article_id, "rejected", message)


def problem_table(problems: Iterable[Problem]) -> pd.DataFrame:
    """Return problems as a table, in the order given.

    Examples
    --------
    >>> problem_table([warning("a.txt", "very short")])["severity"].tolist()
    ['warning']
    """
    table = pd.DataFrame(list(problems), columns=PROBLEM_COLUMNS)
    return table.astype(dict.fromkeys(PROBLEM_COLUMNS, "str") | {"line": "Int64"})
