"""Who a text comes from: the agency that supplied it, and the people who wrote it."""

from __future__ import annotations

import re
from functools import cache

from evenhand.lexicons import read_lexicon
from evenhand.parts import agency_in


def agency_behind(stated: str | None, text: str, author: str | None) -> str | None:
    """Return the agency that an article is credited to: as stated, in its dateline, or in its author line.

    Examples
    --------
    >>> agency_behind(None, "HAVEN (Reuters) - It rains.", "Jan Moor")
    'Reuters'
    """
    stated = stated or agency_in(text.lstrip())
    return agency_of(stated) or stated or agency_of(author)


def people_of(author: str | None) -> str | None:
    """Return an author line without news agencies: they are no persons, and stand in ``wire``.

    Examples
    --------
    >>> people_of("Jan Moor, Associated Press"), people_of("Reuters staff"), people_of("Jan Moor and Ida Berg")
    ('Jan Moor', None, 'Jan Moor and Ida Berg')
    """
    if not author or agency_of(author) is None:
        return author
    whole, *pieces = _pieces(author)
    people = [piece for piece in pieces if not _is_agency(piece)]
    return None if _is_agency(whole) else ", ".join(dict.fromkeys(people)) or None


def agency_of(credit: str | None) -> str | None:
    """Return the news agency that an author line names, in its usual form, or None.

    Examples
    --------
    >>> agency_of("Jan Moor, Associated Press"), agency_of("Reuters staff"), agency_of("Jan Moor")
    ('AP', 'Reuters', None)
    """
    if not credit:
        return None
    return next((name for piece in _pieces(credit) if (name := _is_agency(piece))), None)


def _pieces(credit: str) -> list[str]:
    """Return a credit as a whole, then piece by piece."""
    whole = credit.strip(" .()")
    return [whole, *filter(None, map(str.strip, re.split(r"\s*(?:[,;/|(–—]|\b(?:with|for|in|and|und|et|y)\b)\s*", whole)))]


def _is_agency(piece: str) -> str | None:
    """Return the usual form of an agency's name, if a piece of a credit is one."""
    plain = re.sub(
        r"^(?:by|von)\s+|\s+(?:staff|wires?|news agency|reporters?|correspondents?|writers?)$", "", piece.casefold().strip(" .()")
    )
    return _agencies().get(plain)


@cache
def _agencies() -> dict[str, str]:
    return read_lexicon("agencies").column("name")
