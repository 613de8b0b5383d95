"""Quotation marks and their pairing: which stretches of a text stand in marks.

A stretch in marks is a *passage*. Marks are paired paragraph by paragraph in one walk, so a mark too many or too few
costs at most its own paragraph: an opening mark that nothing closes ends with its paragraph, and goes on in the next one
if that opens with a mark again (a quotation over several paragraphs); a closing mark that nothing opened is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Double marks in all their prints, then single ones; three apostrophes are a double and a single mark.
_MARK = re.compile(r"[\"“”„«»]|''|``|[‘’']")
_OPENING, _CLOSING, _STRAIGHT = "“„«``", "”»", "\"''"
_STOPS = ".,?!…—-:;)]"
_SHORTEST_SINGLE = 2  # words; a single word in single marks is a letter in feet, a dialect form, a scare quote


class Passage(NamedTuple):
    """A stretch in quotation marks, marks included."""

    start: int
    end: int
    closed: bool  # False where the paragraph ended first
    joined: bool  # True where it carries on the unclosed passage before it


def passages(text: str, paragraphs: list[tuple[int, int]]) -> list[Passage]:
    """Pair the quotation marks of one article.

    Parameters
    ----------
    text, paragraphs
        The text, and ``(start, end)`` of its paragraphs in reading order; marks outside them are passed over.

    Returns
    -------
    list of Passage
        In reading order, never overlapping.

    Notes
    -----
    Single marks count only where no double mark is open, and only as a pair round several words of one paragraph.

    Examples
    --------
    >>> text = 'She said "no" twice. The "barking never ends.'
    >>> [text[passage.start : passage.end] for passage in passages(text, [(0, len(text))])]
    ['"no"', '"barking never ends.']
    """
    found: list[Passage] = []
    open_since = False
    for start, end in paragraphs:
        here = list(_pairs(text, start, end))
        if here and open_since and text[start : here[0].start].strip() == "":
            here[0] = here[0]._replace(joined=True)
        found.extend(here)
        open_since = bool(here) and not here[-1].closed
    return found


def _pairs(text: str, start: int, end: int) -> Iterator[Passage]:
    """Walk the marks of one paragraph."""
    opened = -1
    single = -1
    for match in _MARK.finditer(text, start, end):
        mark, at = match[0], match.start()
        if mark in "‘’'":
            if opened < 0:
                single, closed = _single(text, match, single, start, end)
                if closed:
                    yield Passage(closed[0], closed[1], True, False)
            continue
        opens = _opens(text, match, start, end, is_open=opened >= 0)
        if opened < 0 and opens:
            opened, single = at, -1
        elif opened >= 0 and opens and mark in _OPENING and (cut := _last_stop(text, opened, at)) > 0:
            yield Passage(opened, cut, True, False)  # a second opening mark: the first one lost its closing mark
            opened = at
        elif opened >= 0 and not opens:
            yield Passage(opened, match.end(), True, False)
            opened = -1
    if opened >= 0:
        yield Passage(opened, end, False, False)


def _opens(text: str, match: re.Match[str], start: int, end: int, *, is_open: bool) -> bool:
    """Tell an opening from a closing mark by its shape, or else by what stands on either side."""
    if match[0] in _CLOSING:
        return False
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < end else " "
    open_side = before.isspace() or before in "([—–-‘'/"
    close_side = after.isspace() or after in ".,;:?!)]—–-’'/"
    if match[0] in _OPENING:
        return open_side or not close_side  # “ is also met as a closing mark
    if open_side != close_side:
        return open_side
    return not is_open


def _single(text: str, match: re.Match[str], single: int, start: int, end: int) -> tuple[int, tuple[int, int] | None]:
    """Follow single marks: return where one is open, and the pair if this mark closed one."""
    at = match.start()
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if match[0] != "’" and (before.isspace() or before in "(—:") and (after.isalnum() and not after.isdigit()):
        return (at if single < 0 else single), None
    closes = match[0] != "‘" and not before.isspace() and not after.isalnum()
    if (
        single >= 0
        and closes
        and (text.count(" ", single, at) >= _SHORTEST_SINGLE - 1)
        and (before != "s" or at + 1 == end or after in ",.:;?!")
    ):
        return -1, (single, at + 1)
    return single, None


def _last_stop(text: str, start: int, end: int) -> int:
    """Return the end of the last sentence that ends between two places, or -1."""
    stop = max(text.rfind(mark, start + 1, end) for mark in ".?!,")
    return stop + 1
