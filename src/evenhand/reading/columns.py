"""What files call their columns, and the cleaning of what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pandas as pd

from evenhand.errors import ParameterError, ReadError, nearest
from evenhand.lexicons import read_lexicon

ARTICLE_COLUMNS = [
    *("article_id", "outlet", "published", "title", "author", "url", "language"),
    *("text", "file", "wire", "copy_group", "n_words", "n_sentences", "metadata_from"),
]
MADE_COLUMNS = ("file", "copy_group", "n_words", "n_sentences", "metadata_from")  # never taken from a file
Given = Mapping[str, str]  # what a user says of columns: our name, and the file's

# Directional marks, and control characters but for the tab and line ends that collapse into spaces.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_BETWEEN = re.compile(r"[\s._-]+")
_SHOWN = 12  # columns that a message lists


def name_columns(header: Iterable[str], given: Given | None = None) -> dict[str, str]:
    """Return what each column of a file is called here; other columns keep their name, stripped.

    What the user gives comes first; then a column's own name wins over another name for it, and of two other names the
    first in the list of names.

    Raises
    ------
    ParameterError
        If a column is given that the file does not have.

    Examples
    --------
    >>> name_columns(["ID", "Headline", "body", "event"])
    {'ID': 'article_id', 'Headline': 'title', 'body': 'text', 'event': 'event'}
    >>> name_columns(["Slug", "Copy"], {"text": "Copy"})
    {'Slug': 'Slug', 'Copy': 'text'}
    """
    printed = list(dict.fromkeys(header))
    named = _given_names(printed, given or {})
    known = _known_names()
    ours = {_squeezed(name): name for name in MADE_COLUMNS}
    plain = {column: _squeezed(column) for column in printed if column not in named}
    for column in sorted(plain, key=lambda column: (known.get(plain[column], "").replace("_", "") != plain[column], plain[column])):
        name = known.get(plain[column], ours.get(plain[column], column.strip()))
        named[column] = name if name not in named.values() else column.strip()
    return {column: named[column] for column in printed}


def _given_names(printed: list[str], given: Given) -> dict[str, str]:
    by_plain = {_squeezed(column): column for column in reversed(printed)}
    named = {}
    for name, column in given.items():
        found = column if column in printed else by_plain.get(_squeezed(column))
        if found is None:
            raise ReadError(f'no column "{column}" for {name}{nearest(column, printed)}; it has: {", ".join(printed[:_SHOWN])}')
        named[found] = name
    return named


def given_in(printed: Iterable[str], given: Given | None) -> Given:
    """Return what the user says of columns that are there: not every record of JSON has every key."""
    there = set(map(_squeezed, printed))
    return {ours: column for ours, column in (given or {}).items() if _squeezed(column) in there}


def parse_columns(printed: str) -> dict[str, str]:
    """Read what a user says of columns on the command line.

    Raises
    ------
    ParameterError
        If it is no list of ``ours=theirs``.

    Examples
    --------
    >>> parse_columns("title=Headline,text=Body")
    {'title': 'Headline', 'text': 'Body'}
    """
    pairs = [piece.partition("=") for piece in printed.split(",")]
    if not all(ours.strip() and theirs.strip() for ours, _, theirs in pairs):
        raise ParameterError(f'columns are "{printed}"; expected pairs such as title=Headline,text=Body')
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}


def no_text(columns: Iterable[str]) -> str:
    """Say that a table has no column for the text, which it has, and how to name one.

    Examples
    --------
    >>> no_text(["Slug", "Copy"])
    'no column for the text; it has: Slug, Copy; name it with --columns text=..., as in --columns title=Headline,text=Body'
    """
    listed = [column.strip() for column in columns]
    shown = ", ".join(listed[:_SHOWN]) + (f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else "")
    return f"no column for the text; it has: {shown}; name it with --columns text=..., as in --columns title=Headline,text=Body"


@cache
def _known_names() -> dict[str, str]:
    return {_squeezed(name): ours for name, ours in read_lexicon("column_names").column("category").items()}


def _squeezed(column: str) -> str:
    return _BETWEEN.sub("", column.lower())


def plain_value(value: Any) -> Any:
    """Return a value of a file as text or a date; lists, tables and gaps become None."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if value is None or not pd.api.types.is_scalar(value) or pd.isna(value):
        return None
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # an id that pandas made a float because another was missing
    return value if hasattr(value, "year") else str(value)


def clean_line(value: str) -> tuple[str | None, list[str]]:
    r"""Clean a piece of metadata: one line, nothing that does not print.

    Examples
    --------
    >>> clean_line(" A\u202eB ")
    ('AB', ['1 text-direction control character left out'])
    """
    doubts = []
    for pattern, what in ((_BIDI, "text-direction control"), (_CONTROL, "control"), (_SURROGATE, "broken")):
        value, n = pattern.subn("", value)
        if n:
            doubts.append(f"{n:,} {what} character{'s' * (n > 1)} left out")
    return " ".join(value.split()) or None, doubts


def clean_text(value: str) -> tuple[str, list[str]]:
    r"""Mend what no table can hold: NULs go, broken characters are shown as such, line ends become ``\n``.

    Examples
    --------
    >>> clean_text("a\r\nb")
    ('a\nb', [])
    """
    doubts = []
    if nuls := value.count("\0"):
        value, doubts = value.replace("\0", ""), [f"{nuls:,} NUL characters left out"]
    value, n = _SURROGATE.subn("\ufffd", value)
    if n:
        doubts.append(f"{n:,} broken character{'s' * (n > 1)} shown as \ufffd")
    return value.replace("\r\n", "\n").replace("\r", "\n"), doubts
