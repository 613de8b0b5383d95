"""What files call their columns, and the cleaning of what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

import pandas as pd

from evenhand.lexicons import read_lexicon

ARTICLE_COLUMNS = [
    *("article_id", "outlet", "published", "title", "author", "url", "language"),
    *("text", "file", "wire", "copy_group", "n_words", "n_sentences"),
]
MADE_COLUMNS = ("file", "copy_group", "n_words", "n_sentences")  # never taken from a file

# Directional marks, and control characters but for the tab and line ends that collapse into spaces.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def name_columns(header: Iterable[str]) -> dict[str, str]:
    """Return what each column of a file is called here; other columns keep their name, stripped.

    A column's own name wins over another name for it, and of two other names the first in the list of names.

    Examples
    --------
    >>> name_columns(["ID", "Headline", "body", "event"])
    {'ID': 'article_id', 'Headline': 'title', 'body': 'text', 'event': 'event'}
    """
    printed = list(dict.fromkeys(header))
    plain = {column: re.sub(r"[\s-]+", "_", column.strip().lower()) for column in printed}
    known = _known_names()
    named: dict[str, str] = {}
    ranked = sorted(printed, key=lambda column: (known.get(plain[column]) != plain[column], plain[column]))
    for column in ranked:
        name = known.get(plain[column], plain[column] if plain[column] in MADE_COLUMNS else column.strip())
        named[column] = name if name not in named.values() else column.strip()
    return {column: named[column] for column in printed}


@cache
def _known_names() -> dict[str, str]:
    return read_lexicon("column_names").column("category")


def plain_value(value: Any) -> Any:
    """Return a value of a file as text or a date; lists, tables and gaps become None."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if value is None or isinstance(value, (list, dict, tuple, set)) or pd.isna(value):
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
