"""Where a text comes from: the language it is in, and the agency that supplied it."""

from __future__ import annotations

import re
from functools import cache

from evenhand.lexicons import read_lexicon
from evenhand.parts import agency_in

_WORD = re.compile(r"[^\W\d_]+")
_LANGUAGE_SAMPLE = 4000  # characters looked at
_LEAST_WORDS = 20  # fewer tell no language
_LEAST_ENGLISH = 0.04  # share of common English words; news prose has 0.15 to 0.3, other languages under 0.02


def language_of(text: str) -> str | None:
    """Return ``"en"`` unless a text is plainly not English.

    Examples
    --------
    >>> language_of("The mayor said that it rains."), language_of("Мэр сказал, что идёт дождь.")
    ('en', None)
    """
    sample = text[:_LANGUAGE_SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if sum(character.isalpha() and character > "\u024f" for character in sample) * 2 > letters:
        return None
    words = _WORD.findall(sample.lower())
    if len(words) < _LEAST_WORDS:
        return "en"
    common = read_lexicon("english_words").words()
    return "en" if sum(word in common for word in words) >= _LEAST_ENGLISH * len(words) else None


def agency_behind(stated: str | None, text: str, author: str | None) -> str | None:
    """Return the agency that an article is credited to: as stated, in its dateline, or in its author line.

    Examples
    --------
    >>> agency_behind(None, "HAVEN (Reuters) - It rains.", "Jan Moor")
    'Reuters'
    """
    stated = stated or agency_in(text.lstrip())
    return agency_of(stated) or stated or agency_of(author)


def agency_of(credit: str | None) -> str | None:
    """Return the news agency that an author line names, in its usual form, or None.

    Examples
    --------
    >>> agency_of("Jan Moor, Associated Press"), agency_of("Reuters staff"), agency_of("Jan Moor")
    ('AP', 'Reuters', None)
    """
    if not credit:
        return None
    names, known = _agencies()
    whole = credit.casefold().strip(" .()")
    pieces = [whole, *re.split(r"\s*(?:[,;/|(–—]|\bwith\b|\bfor\b|\bin\b)\s*", whole)]
    for piece in pieces:
        name = re.sub(r"^(?:by|von)\s+|\s+(?:staff|wires?|news agency|reporters?|correspondents?)$", "", piece.strip(" .()"))
        if name in known:
            return names[name]
    return None


@cache
def _agencies() -> tuple[dict[str, str], frozenset[str]]:
    listed = read_lexicon("agencies")
    return listed.column("name"), listed.words()
