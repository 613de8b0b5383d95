"""What can go wrong, drawn as a tree.

EvenhandError
├── ReadError            a file or folder that cannot be read at all
├── LexiconError         a word list or codebook with a fault, named by file and line
├── StudyError           a study file with a fault
├── TableError           a table handed in without a column that is needed
├── ParameterError       an option with a value that means nothing
├── ModelError           a file of trained weights that is missing, broken or not the one that was shipped
├── MissingPackageError  an optional package that this call needs
└── ReportError          a notebook that failed while a report was made

A single bad article is no exception: it becomes a row of the ``problems`` table and the rest is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


class EvenhandError(Exception):
    """Base of every exception raised on purpose by this package."""


class ReadError(EvenhandError):
    """A path that does not exist or holds nothing that can be read."""


class LexiconError(EvenhandError):
    """A word list or codebook with a fault; the message names file and line."""


class StudyError(EvenhandError):
    """A study file with a fault; the message names the key and what was expected."""


class TableError(EvenhandError):
    """A table without a column that the call needs; the message lists those it has."""


class ParameterError(EvenhandError):
    """An option with a value that means nothing; the message lists those that do."""


class ModelError(EvenhandError):
    """A file of trained weights that is missing, broken or not the one that was shipped."""


class MissingPackageError(EvenhandError):
    """An optional package is not installed; the message says how to install it."""


class ReportError(EvenhandError):
    """A notebook that failed while a report was made; the message names notebook and cell."""


def nearest(word: str, choices: Iterable[str]) -> str:
    """Return `` (did you mean "x"?)`` for the choice nearest to a word, or nothing.

    Examples
    --------
    >>> nearest("qoutes", ["quotes", "sources"])
    ' (did you mean "quotes"?)'
    >>> nearest("zzz", ["quotes", "sources"])
    ''
    """
    found = get_close_matches(word, list(choices), n=1)
    return f' (did you mean "{found[0]}"?)' if found else ""


def require_columns(table: pd.DataFrame, needed: Iterable[str], name: str) -> None:
    """Raise `TableError` naming the first column that a table lacks and the columns it has."""
    for column in needed:
        if column not in table.columns:
            have = ", ".join(map(str, table.columns)) or "none"
            raise TableError(f'{name} has no column "{column}"{nearest(column, map(str, table.columns))}; it has: {have}')


def require_choice(value: str, choices: Iterable[str], name: str) -> None:
    """Raise `ParameterError` if an option has none of the values that mean something."""
    known = list(choices)
    if value not in known:
        raise ParameterError(f'{name} is "{value}"{nearest(value, known)}; expected one of: {", ".join(known)}')
