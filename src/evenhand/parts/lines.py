"""What a line of a page is by itself: prose, a short line, or a standing phrase of news pages."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from evenhand.lexicons import read_lexicon

FURNITURE = (
    "menu",
    "share",
    "newsletter",
    "subscribe",
    "donate",
    "cookie",
    "legal",
    "related",
    "comments",
    "advertisement",
    "app",
    "contact",
)

BYLINE = ("byline", "time", "role")
MARKS = (*FURNITURE, *BYLINE, "credit")
MATCHES = ("whole", "start", "within")
_APPEALS = ("newsletter", "subscribe", "donate", "cookie")
_LINKS = ("related", "menu", "share", "comments", "contact", "app", "advertisement")

SHORTEST_SENTENCE = 7  # words of what counts as prose
_PARAGRAPH = 14  # words of a sentence that no list of links would hold
LONG_UNENDED, _LONG_PARAGRAPH = 30, 25  # words that make prose, and a paragraph, of a line without an end mark
_KEPT = 300  # characters of the longest line whose reading is kept
_KEY = 2  # characters by which phrases are found
_LOOKED_AT = 600  # characters of a line in which phrases are looked for
_COUNTED = 5000  # characters of a line in which words are counted
_LONGEST_CREDIT = 60  # words, with the caption
_CREDIT_END = 60  # characters at the end of a sentence in which a credit may stand
_LONGEST_BYLINE, _LONGEST_DATE, _LONGEST_ROLE = 16, 14, 12  # words
_LONGEST_LINK = 30  # words of a line such as "Read more: ..." without an end mark
_LONGEST_SENTENCE = 9  # words of a byline that ends as a sentence does

_TERMINAL = re.compile(r"[.!?…:;。！？।؟][\"”’'»“」』)\]]{0,3}(?:\s?(?:\[\d+\]|\d|\*)){0,2}$|''$")
_BULLET = re.compile(r"^(?:[*•·▪■►▶»>–—|-]|\d{1,2}[.)])\s+")
_HEADING = re.compile(r"^#{1,6}\s+")  # of Markdown, which some dumps are written in
_ESCAPED = re.compile(r"\\([-.+#*_()\[\]>!])")  # a mark that Markdown would read otherwise
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff]")
_LOWER = re.compile(r"\b(?!(?:and|by|for|via|und|von)\b)[a-zß-öø-ÿ]{2,}")  # words that names and agencies do not have
_LONGEST_ALONE = 10  # words of a credit without its caption
_QUOTES = ('"', "“", "„", "«", "‘", "'")
# An appeal speaks to its readers, or of them.
_ADDRESSED = re.compile(
    r"\b(?:we|our|us|you|your|wir|uns|unsere[nmrs]?|sie|ihre[nmrs]?|readers|members|newsletters?|inbox|cookies)\b", re.IGNORECASE
)
_QUOTED = re.compile('["“„][^"“”„]{0,600}["”“]')
_HANDLE = re.compile(r"@\w{2,40}$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$|\S+@\S+\.\w+$")
_AGENCY_PHOTO = re.compile(r"\([^()/]{2,40}/[^()]{2,40}\)$")  # (Jan Moor/Newswire)

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ][\w'’.-]*"
_PARTICLE = r"(?:de|del|della|di|da|van|von|der|den|la|le|al|el|bin|ibn|ter|ten|zu|dos|du|st)\.?"
_NAME = rf"{_CAPITAL}(?:\s(?:{_PARTICLE}\s){{0,2}}{_CAPITAL}){{1,3}}"
NAMES = re.compile(rf"{_NAME}(?:(?:,|,?\s(?:and|und|&))\s{_NAME}){{0,4}}")

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|jän|mär|mai|okt|dez)\w{0,7}\b\.?"
_WHEN = (
    r"\d{1,2}[:.h]\d\d|\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.)?\s{_MONTH}|{_MONTH}\s\d{{1,2}}\b"
)
_DATE = re.compile(_WHEN, re.IGNORECASE)
_DATE_WORD = re.compile(
    rf"{_WHEN}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|\b(?:mon|tue|wed|thu|fri|sat|sun|at|on|the|um|uhr|updated|published|posted|last|first|stand|[ap]\.?m)\b"
    r"|\b(?:utc|gmt|[cemp][ds]?t|bst|cest|est|edt|ist)\b|\b(?:19|20)\d\d\b|\d|\W",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """A line by itself.

    ``mark`` is the category of the standing phrase in it (see the list ``boilerplate``), ``match`` how it was found
    (whole, start, within) and ``phrase`` the phrase; all empty for other lines. ``alone`` is a credit without its caption.
    """

    words: int
    terminal: bool
    mark: str = ""
    match: str = ""
    phrase: str = ""
    bullet: bool = False
    quote: bool = False
    alone: bool = False

    @property
    def is_prose(self) -> bool:
        """A sentence or more, or a very long line."""
        return self.words >= (SHORTEST_SENTENCE if self.terminal else LONG_UNENDED)

    @property
    def is_paragraph(self) -> bool:
        """A sentence that no list of links would hold."""
        return not self.mark and self.words >= (_PARAGRAPH if self.terminal else _LONG_PARAGRAPH)


def read_line(text: str) -> Line:
    """Tell what a line is by itself.

    Examples
    --------
    >>> read_line("63 comments").mark, read_line("The council met on Monday and voted.").is_prose
    ('comments', True)
    """
    return _read_short(text) if len(text) < _KEPT else _read_line(text)


def _read_line(text: str) -> Line:
    text = _ESCAPED.sub(r"\1", text) if "\\" in text else text
    heading = text.startswith("#") and bool(_HEADING.match(text))
    text = _HEADING.sub("", text, count=1) if heading else text
    words = _count_words(text)
    terminal = not heading and bool(_TERMINAL.search(text[-12:]))
    mark, match, phrase = _mark(text, words, terminal=terminal)
    alone = mark == "credit" and words <= _LONGEST_ALONE and not _LOWER.search(_until(phrase, text))
    return Line(words, terminal, mark, match, phrase, bool(_BULLET.match(text)), text.startswith(_QUOTES), alone)


def _until(phrase: str, text: str) -> str:
    """Return what a line says before a phrase."""
    return text[: max(0, text.lower().find(phrase))]


# Menus and standing phrases come back on every page of an outlet.
_read_short = lru_cache(maxsize=1 << 15)(_read_line)


def _count_words(text: str) -> int:
    """Count words by the spaces between them; two characters of a script without spaces count as one."""
    words = len(text[:_COUNTED].split())
    return words if text.isascii() else max(words, len(_UNSPACED.findall(text[:_COUNTED])) // 2)


def _mark(text: str, words: int, *, terminal: bool) -> tuple[str, str, str]:
    """Return category, match and phrase of what makes a line a standing one."""
    plain = _plain(text)
    if found := _phrases("whole").get(plain) or _shape(text, words, terminal=terminal):
        return (found, "whole", plain) if isinstance(found, str) else found
    for match, phrase in (("start", _opening(plain)), ("within", _inside(plain))):
        if phrase and _holds(phrase, match, text, words, terminal=terminal):
            return _phrases(match)[phrase], "whole" if phrase == plain else match, phrase
    return "", "", ""


def _shape(text: str, words: int, *, terminal: bool) -> tuple[str, str, str] | None:
    """Return what the look of a line makes it, whatever its words."""
    if words == 1 and _HANDLE.match(text):
        return "credit", "whole", "@handle"
    if words <= _LONGEST_DATE and is_date(text):
        return "time", "whole", "a date"
    if (words == 1 and len(text) < _KEPT and _ADDRESS.match(text)) or not any(map(str.isalpha, text)):
        return "menu", "whole", "an address or no words"
    if words <= (_LONGEST_SENTENCE if terminal else _LONGEST_BYLINE) and is_byline(text):
        return "byline", "start", "by whom"
    if words <= _LONGEST_CREDIT and text.endswith(")") and _AGENCY_PHOTO.search(text[-90:]):
        return "credit", "within", "photographer/agency"
    return None


def _holds(phrase: str, match: str, text: str, words: int, *, terminal: bool) -> bool:
    """Tell whether a phrase makes its line a standing one: some would also open or stand in a sentence of news."""
    category, plain = _phrases(match)[phrase], _plain(text)
    if category in ("role", "time"):
        return words <= _LONGEST_ROLE and not terminal and (category == "role" or any(map(str.isdigit, text)))
    if category in _LINKS and match == "start":
        short = words <= (_LONGEST_ROLE if terminal else _LONGEST_LINK)
        return short or text.rstrip(".").endswith((":", "»", ">", "→"))
    if category in _APPEALS and terminal and words >= _LONGEST_ROLE:
        return bool(_ADDRESSED.search(_QUOTED.sub("", text)))
    if category == "credit":
        # In a sentence, "courtesy of" or "handout" is a credit only at the end.
        return words <= _LONGEST_CREDIT and (not terminal or words < _LONGEST_ROLE or match == "start" or phrase in plain[-_CREDIT_END:])
    return category != "byline"


@lru_cache(maxsize=8)  # asked for by each rule in turn
def _plain(text: str) -> str:
    """Return a line in the form of the list: lower case, numbers as #, no bullets nor marks at the ends."""
    lowered = text[:_LOOKED_AT].lower()
    unmarked = lowered if lowered[:1].isalpha() else _BULLET.sub("", lowered, count=1)
    straight = unmarked if unmarked.isascii() else unmarked.replace("’", "'").replace("‘", "'")
    plain = " ".join(straight.split())
    return _NUMBER.sub("#", plain).strip(" :>»›→.…|·•<«‹←+-–—▼▲↓*_")


@cache
def _phrases(match: str) -> dict[str, str]:
    entries = read_lexicon("boilerplate").entries
    chosen = entries[entries["match"] == match]
    return dict(zip(chosen["term"], chosen["category"], strict=True))


@cache
def _openings() -> dict[str, list[str]]:
    """Return the phrases that a line may begin with, the longest first, by their first characters."""
    by_opening: dict[str, list[str]] = {}
    for phrase in sorted(_phrases("start"), key=len, reverse=True):
        by_opening.setdefault(phrase[:_KEY], []).append(phrase)
    return by_opening


def _opening(plain: str) -> str:
    """Return the longest phrase that a line begins with, as whole words."""
    known = _openings()
    for phrase in (*known.get(plain[:_KEY], ()), *known.get(plain[:1], ())):
        if plain.startswith(phrase) and not (plain[len(phrase) : len(phrase) + 1].isalpha() and phrase[-1].isalpha()):
            return phrase
    return ""


@cache
def _within() -> tuple[dict[str, list[str]], re.Pattern[str]]:
    """Return the phrases to look for inside a line: by their first word, and those that begin with a mark."""
    by_word: dict[str, list[str]] = {}
    marked = []
    for phrase in sorted(_phrases("within"), key=len, reverse=True):
        if phrase[0].isalpha():
            by_word.setdefault(_WORD.findall(phrase)[0], []).append(phrase)
        else:
            marked.append(re.escape(phrase) + (r"\b" if phrase[-1].isalpha() else ""))
    return by_word, re.compile("|".join(marked))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(_within()[0])


def _inside(plain: str) -> str:
    """Return a phrase that a line holds outside quotation marks."""
    by_word, marked = _within()
    first_words = _first_words().intersection(_WORD.findall(plain))
    near = [phrase for word in first_words for phrase in by_word[word] if phrase in plain]
    if found := marked.search(plain):
        near.append(found[0])
    for phrase in sorted(near, key=lambda phrase: (-len(phrase), phrase)):
        place = plain.find(phrase)
        before, after = plain[:place], plain[place + len(phrase) : place + len(phrase) + 1]
        quoted = before.count('"') % 2 == 1 or before.count("“") > before.count("”")
        if not quoted and not (phrase[-1].isalpha() and after.isalpha()):
            return phrase
    return ""


def is_date(text: str) -> bool:
    """Tell whether a line is a date or time and nothing else.

    Examples
    --------
    >>> is_date("Published: 06:12, 12 Mar 2031 | Updated: 09:47, 12 Mar 2031"), is_date("Wednesday 12 March")
    (True, True)
    """
    return len(text) < 120 and bool(_NUMBER.search(text)) and bool(_DATE.search(text)) and len(_DATE_WORD.sub("", text)) <= 3


def is_byline(text: str) -> bool:
    """Tell whether a line opens like a byline and goes on with a name.

    Examples
    --------
    >>> is_byline("By Jan Moor, Economics Editor"), is_byline("By and large it rained")
    (True, False)
    """
    plain, printed = _plain(text), _BULLET.sub("", text, count=1)
    for phrase in _bylines() if plain.startswith(_bylines()) else ():
        rest = printed[len(phrase) :].lstrip(" :")
        if plain.startswith(phrase) and rest and not printed[len(phrase)].isalpha() and (rest[0].isupper() or rest[0] in "<@"):
            words = rest.split()
            return len(phrase) > 2 or rest[0] in "<@" or sum(word[0].isupper() for word in words) * 2 >= len(words)
    return False


@cache
def _bylines() -> tuple[str, ...]:
    return tuple(sorted((phrase for phrase, kind in _phrases("start").items() if kind == "byline"), key=len, reverse=True))
