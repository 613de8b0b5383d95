"""Where the article begins and ends on a page: the run of lines with the most points.

Every line speaks for or against being of the article. Because the run as a whole is weighed, a box of links is bridged
by the paragraphs behind it, and a page of menus, or the comments under the article, are not.
"""

from __future__ import annotations

from evenhand.parts.lines import FURNITURE, Line

# The values were set by hand and then moved one at a time, as long as that raised the mean F of body lines on
# two thirds of the outlets of a hand-labelled set of page dumps.
_PER_WORD, _MOST_WORDS = 0.1, 50  # of a sentence or more
_SHORT = -0.8
_UNENDED = -0.5  # as long as a sentence, without an end mark: a teaser, a caption, a heading
_LONGEST_SHORT = 11  # words
_LONELY, _LONELY_WORTH = 20, 0.1  # up to so many words a sentence between short lines says little: mostly a teaser
_FURNITURE = {"whole": -1.5, "start": -2.0, "within": -2.0}
_FURNITURE_PROSE = -4.0  # appeals, small print
_HEADS = {"comments": -8.0, "related": -3.0}  # a line of its own that opens a list
_BESIDE = {"credit": 0.0, "advertisement": -0.2, "role": -0.3, "byline": -0.3, "time": -1.5}
_BESIDE_LATE = {"byline": -2.0, "time": -3.0}  # once the article is under way they belong to other texts
_UNDER_WAY = 80  # words
_PASSED_OVER = ("credit", "advertisement")

_LONGEST_CAPTION = 40  # words


def find_run(lines: list[Line], repeated: list[int]) -> tuple[int, int]:
    """Return the first line of the article and the one after its last.

    Parameters
    ----------
    lines
        The lines of a page.
    repeated
        How often each stands on the page, or 0 for once.
    """
    prose = [not line.mark and not again and line.is_prose for line, again in zip(lines, repeated, strict=True)]
    first, last = _best(_points(lines, repeated, prose))
    if first == last:
        return _sentences(lines)
    first = _reach_back(first, lines, prose)
    while first < last and not _may_open(first, lines, repeated):
        first += 1
    while first < last and (lines[last - 1].mark or not lines[last - 1].terminal):
        last -= 1
    return first, last


def _sentences(lines: list[Line]) -> tuple[int, int]:
    """Return the run from the first to the last line that ends as a sentence does: all there is on a page of short lines."""
    ended = [n for n, line in enumerate(lines) if line.terminal and not line.mark and line.words > 1]
    return (ended[0], ended[-1] + 1) if ended else (0, 0)


def _reach_back(first: int, lines: list[Line], prose: list[bool]) -> int:
    """Move the beginning up to paragraphs right under a byline or date, if a list of links parts them from the rest."""
    for n in range(first - 1, -1, -1):
        if lines[n].mark in ("byline", "time"):
            group = [k for k in range(n + 1, min(n + 6, first - 1)) if prose[k] and prose[k + 1]]
            return group[0] if group else first
    return first


def _points(lines: list[Line], repeated: list[int], prose: list[bool]) -> list[float]:
    lonely = _between_short_lines(lines, repeated, prose)
    said, points = 0, []
    for n, line in enumerate(lines):
        if lonely[n]:
            points.append(_LONELY_WORTH)
        elif line.mark or repeated[n] or prose[n]:
            points.append(_worth(line, repeated[n], under_way=said > _UNDER_WAY))
        else:
            points.append(_UNENDED if line.words > _LONGEST_SHORT else _SHORT)
        if prose[n]:
            said += line.words
    return points


def _worth(line: Line, repeated: int, *, under_way: bool) -> float:
    if line.mark in _HEADS and line.match == "whole":
        return _HEADS[line.mark]
    if line.mark in _BESIDE:
        return _BESIDE_LATE.get(line.mark, _BESIDE[line.mark]) if under_way else _BESIDE[line.mark]
    if line.mark in FURNITURE:
        return _FURNITURE_PROSE if line.is_prose else _FURNITURE[line.match]
    if repeated:
        return 0.0 if repeated > 2 else _SHORT  # what stands between all paragraphs says nothing about them
    if line.is_prose:
        return min(line.words, _MOST_WORDS) * _PER_WORD
    return _UNENDED if line.words > _LONGEST_SHORT else _SHORT


def _between_short_lines(lines: list[Line], repeated: list[int], prose: list[bool]) -> list[bool]:
    """Mark the short sentences with no other before or after them, looking past pictures, advertisements and separators."""
    shown = [n for n, line in enumerate(lines) if not (line.mark in _PASSED_OVER or (repeated[n] > 2 and not line.is_prose))]
    lonely = [False] * len(lines)
    for place, n in enumerate(shown):
        if prose[n] and lines[n].words <= _LONELY:
            beside = (*shown[max(0, place - 1) : place], *shown[place + 1 : place + 2])
            lonely[n] = not any(prose[other] for other in beside)
    return lonely


def _best(points: list[float]) -> tuple[int, int]:
    """Return the run with the greatest sum (Kadane's algorithm), without end."""
    best, found = 0.0, (0, 0)
    total, start = 0.0, 0
    for n, worth in enumerate(points):
        if total <= 0:
            total, start = 0.0, n
        total += worth
        if total > best:
            best, found = total, (start, n + 1)
    return found


def _may_open(n: int, lines: list[Line], repeated: list[int]) -> bool:
    """Tell whether the article may open with a line: a sentence, and no caption nor standfirst."""
    line = lines[n]
    return line.is_prose and not line.mark and not repeated[n] and not is_caption(n, lines) and not is_standfirst(n, lines)


def is_caption(n: int, lines: list[Line]) -> bool:
    """Tell whether a line stands right before a line that holds a credit and nothing else."""
    return n + 1 < len(lines) and lines[n + 1].alone and lines[n].words <= _LONGEST_CAPTION and not lines[n].quote


def is_standfirst(n: int, lines: list[Line]) -> bool:
    """Tell whether a line stands between a short line and a byline or date: then it sums the article up."""
    before = n > 0 and not lines[n - 1].is_prose
    return before and lines[n].words <= _LONGEST_CAPTION and any(line.mark in ("byline", "time") for line in lines[n + 1 : n + 3])
