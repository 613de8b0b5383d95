"""Headline, standfirst, byline and credits: the lines between the top of the page and the article."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from evenhand.lexicons import read_lexicon
from evenhand.parts.lines import BYLINE, NAMES, Line

_DATELINE = re.compile(r"(?P<place>[^\W\d_]{3,})[^()\n]{0,60}\((?P<agency>[^()\n]{2,30})\)\s{0,2}[-–—]")
_CAPITALS = r"[^\W\d_a-z][^\Wa-z]*"
_PLACE = re.compile(
    rf"(?P<place>{_CAPITALS}(?:[ .'-]{{1,2}}{_CAPITALS}){{0,4}})(?:,[^()\n–—]{{1,40}}?)?(?:\s?\([^()\n]{{2,30}}\))?"
    r"\s{0,2}(?:[–—]|-\s|--)"
)
_LONGEST_DATELINE = 120  # characters
_SINGLE = re.compile(r"(?P<name>[^\W\d_a-z][\w.-]+)(?:\s[a-z]+){0,2}$")  # By Newswire staff
_SIGNED = re.compile(r"\((?P<agency>[^\W\d_a-z][^()\n]{1,30})\)\.?$")
_OPENING = re.compile(
    r"(?:exclusive|story|text|words|reported|written|reporting|analysis|report|von|par|por|di|door|by)\b[\s:]{0,3}(?:by\b\s?)?",
    re.IGNORECASE,
)
_LONGEST_TITLE = 30
_OPENING_LINES, _OPENING_READ = 6, 500  # paragraphs of the article, and characters of each, that a headline shares words with
_SAID = 3.0  # points of a line whose every longer word the article says too
_REPEATED = 1.0  # points of a line that stands above the article twice
_STEM = 5  # characters
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")
_SIGN = re.compile(r"[^\w\s]")
_STANDFIRST = 6  # words of the shortest one


class Part(NamedTuple):
    """What a line is, and the rule that says so."""

    part: str
    reason: str


def name_head(parts: list[Part], texts: list[str], lines: list[Line], lead: int, title: str | None) -> None:
    """Name headline, byline and credits in the lines before the lead, in place."""
    bare = [_bare(text) if line.words <= _LONGEST_TITLE else "" for text, line in zip(texts[:lead], lines, strict=False)]
    given = _bare(title) if title else ""
    headline = _headline(texts, lines, bare, given)
    if headline is None:
        return
    for n in range(lead):
        if bare[n] and bare[n] == bare[headline]:
            parts[n] = Part("headline", "the title" if bare[n] == given else "the headline before the article")
    agency = agency_in(texts[lead]) if lead < len(texts) else ""
    for n in range(headline + 1, lead):
        if lines[n].mark in BYLINE:
            parts[n] = Part("byline", f"byline: {lines[n].phrase}")
        elif not lines[n].mark and _is_name(n, texts, lines, agency):
            parts[n] = Part("byline", "a name before the article")
        elif not lines[n].mark and n + 1 < lead and lines[n + 1].mark == "credit" and lines[n].words > 3:
            parts[n] = Part("credit", "before a credit")
    below = headline + 1
    if below < lead and _is_standfirst(lines[below]) and parts[below].part in ("boilerplate", "body") and bare[below] != bare[headline]:
        parts[below] = Part("headline", "standfirst under the headline")


def _headline(texts: list[str], lines: list[Line], bare: list[str], given: str) -> int | None:
    """Return the line most like a headline of those before the lead; the one nearest to it, if a given title stands there."""
    if given and given in bare:
        return len(bare) - 1 - bare[::-1].index(given)
    counts = Counter(bare)
    said = _content(" ".join(text[:_OPENING_READ] for text in texts[len(bare) : len(bare) + _OPENING_LINES]))
    worth = {
        n: _worth(n, texts[n], lines, len(bare)) + _REPEATED * (counts[bare[n]] > 1) + _SAID * _share(_content(bare[n]), said)
        for n in range(len(bare))
        if not lines[n].mark and bare[n] and lines[n].words > 1
    }
    return max(worth, key=lambda n: (worth[n], -n)) if worth else None


def _worth(n: int, text: str, lines: list[Line], lead: int) -> float:
    """Count what speaks for a line being the headline: its length, a byline or standfirst under it, the nearness of the article."""
    line, below = lines[n], lines[n + 1 : min(n + 4, lead)]
    worth = 2.0 * (line.words >= 4) + (line.words == 3) - 2.0 * line.bullet - (lead - n) * 0.05 + (n == 0)
    worth += 2.0 * any(other.mark in ("byline", "time") for other in below)
    worth += 1.0 * (line.words > 3 and bool(below) and _is_standfirst(below[0]) and below[0].terminal)
    worth += 4.0 * text.startswith("# ")  # so Markdown marks the first heading of a page
    worth -= 1.0 * (bool(below) and below[0].mark == "credit")
    worth -= 2.0 * (text.endswith(".") and not text.endswith("..."))
    return worth - 2.0 * bool(line.words < 5 and NAMES.fullmatch(text))


def _content(text: str) -> set[str]:
    """Return the longer words of a text, cut short so that endings matter less."""
    return {word[:_STEM] for word in _LONG_WORD.findall(text.casefold())}


def _share(some: set[str], others: set[str]) -> float:
    return len(some & others) / max(2, len(some))


def same_title(text: str, title: str | None) -> bool:
    """Tell whether a line is the title, whatever its spaces and quotation marks."""
    return bool(title) and len(text) < 400 and _bare(text) == _bare(title or "") != ""


def _bare(text: str) -> str:
    return " ".join(_SIGN.sub("", text.casefold()).split())


def _is_standfirst(line: Line) -> bool:
    return not line.mark and not line.bullet and line.words >= _STANDFIRST


def _is_name(n: int, texts: list[str], lines: list[Line], agency: str) -> bool:
    """Tell whether a line names who wrote the article: a name alone, or the agency of the dateline."""
    text = texts[n]
    if text.casefold() in _agencies() or (agency and text.casefold() == agency.casefold()):
        return True
    if lines[n].words <= 12 and NAMES.fullmatch(text):
        return True
    followed = n + 1 < len(lines) and lines[n + 1].mark in ("time", "role")
    return followed and lines[n].words == 1 and text[:1].isupper() and text.isalpha() and not text.isupper()


def agency_in(lead: str) -> str:
    """Return the agency of a dateline.

    Examples
    --------
    >>> agency_in("SYDNEY (Newswire) - The ferry sank on Monday.")
    'Newswire'
    """
    found = _DATELINE.match(lead[:_LONGEST_DATELINE])
    return found["agency"] if found and found["place"].isupper() else ""


def dateline_in(lead: str) -> str:
    """Return the place of a dateline, as printed.

    Examples
    --------
    >>> dateline_in("PORT HAVEN, March 12 (Newswire) - It sank."), dateline_in("HAVEN — It sank."), dateline_in("EU - It sank.")
    ('PORT HAVEN', 'HAVEN', 'EU')
    """
    found = _PLACE.match(lead[:_LONGEST_DATELINE])
    return found["place"].strip() if found else ""


def signs_off(text: str) -> bool:
    """Tell whether a line is an agency's name in parentheses, as under an article.

    Examples
    --------
    >>> signs_off("(Reuters)")
    True
    """
    return len(text) < 60 and bool(_SIGNED.match(text))


def names_of(line: str) -> str:
    """Return the names in a byline, without what the reporters are called; nothing if there are none.

    Examples
    --------
    >>> names_of("By Jan Moor and Ida van der Berg, Political Correspondents")
    'Jan Moor, Ida van der Berg'
    >>> names_of("Updated 12 March 2031")
    ''
    """
    printed = _OPENING.sub("", line.strip("() "), count=1)
    pieces = re.split(r"\s*(?:[,;|/•·]|\s(?:and|und|et|y|e|&|in|for|for the|at)\s)\s*", printed)
    names = [piece for piece in pieces if NAMES.fullmatch(piece) and not _roles().search(piece)]
    if not names and (found := _SINGLE.match(printed)) and (found["name"] == line or printed != line):
        names = [found["name"]]
    return ", ".join(dict.fromkeys(names))


@cache
def _roles() -> re.Pattern[str]:
    return re.compile("|".join(sorted(read_lexicon("boilerplate").words("role"))), re.IGNORECASE)


@cache
def _agencies() -> frozenset[str]:
    return read_lexicon("agencies").words()
