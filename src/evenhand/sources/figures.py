"""What is commonly known of people whom news names without saying what they are."""

from __future__ import annotations

from functools import cache

import pandas as pd

from evenhand.lexicons import read_lexicon
from evenhand.sources.mentions import name_key

Key = tuple[str, ...]
_OFFICES = frozenset({"president", "minister", "chancellor"})


@cache
def _figures() -> dict[Key, dict[str, str]]:
    found: dict[Key, dict[str, str]] = {}
    for row in read_lexicon("public_figures").entries.to_dict("records"):
        key = name_key(row["term"].split())
        found[key] = row
        if row["note"] == "surname alone":
            found[key[-1:]] = row
    return found


def known_figure(key: Key) -> Key:
    """Return the full name of a public figure, by full name or by a surname that only one of them needs; else nothing.

    Examples
    --------
    >>> known_figure(("merkel",))
    ('angela', 'merkel')
    """
    row = _figures().get(key)
    return name_key(row["term"].split()) if row else ()


def known_capacity(key: Key, published: pd.Timestamp | None) -> str:
    """Return the type in which a public figure speaks on a day, or nothing."""
    row = _figures().get(key)
    if row is None:
        return ""
    for capacity in row["capacities"].split():
        name, _, until = capacity.partition("<")
        if not until or (published is not None and str(published)[:10] < until):
            return name
    return row["category"]


def known_gender(key: Key) -> str:
    """Return the gender of a public figure, or nothing."""
    row = _figures().get(key)
    return row["gender"] if row else ""


def known_nouns(key: Key, published: pd.Timestamp | None = None) -> frozenset[str]:
    """Return the nouns by which news takes up a public figure ("the senator"); a president only while in office.

    Examples
    --------
    >>> "president" in known_nouns(("barack", "obama"), pd.Timestamp("2012-05-01"))
    True
    """
    row = _figures().get(key)
    if row is None:
        return frozenset()
    words = frozenset(row["words"].split())
    in_office = published is None or known_capacity(key, published) in {"executive", "foreign", "business"}
    return words if in_office else words - _OFFICES
