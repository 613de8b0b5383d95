"""Lines in context: what stands before, inside and after the article."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evenhand.parts.blocks import Span
from evenhand.parts.context import describe
from evenhand.parts.head import Part, name_head, same_title, signs_off
from evenhand.parts.lines import BYLINE, FURNITURE, Line, read_line
from evenhand.parts.model import BodyModel, choose, shipped
from evenhand.parts.run import find_run, is_caption, is_standfirst

_BOXES = ("related", "newsletter", "comments")  # what heads a list of links
_LONGEST_BOX_HEAD = 6  # words
_LONGEST_HEADING = 11  # words of a heading in the article; what is longer without an end mark is a sentence that lost it
_MOST_HEADINGS = 3  # short lines in a row that may be headings of the article
_MOST_FURNITURE = 0.2  # share of standing lines above which the text of an article is a whole page after all
_LONGEST_TITLE = 25  # words
_DEEPEST_HEAD = 8  # lines among which the text of an article has its headline and byline
_BY_ITSELF = 12  # words of a credit without a caption
_BEFORE, _AFTER = Part("boilerplate", "before the article"), Part("boilerplate", "after the end of the article")
_MODEL = "model: "
_MOST_TOLD = 1000  # lines of a page of which the model says what weighed most
_SHORTEST_PAGE = 80  # words; the model has seen no shorter article


class Reading(NamedTuple):
    """A page as the rules read it: each line by itself and in context, how often it stands there, where the article runs."""

    lines: list[Line]
    repeated: list[int]
    run: Span
    parts: list[Part]

    @property
    def body(self) -> npt.NDArray[np.bool_]:
        """Which lines are of the article."""
        return np.array([part.part == "body" for part in self.parts], np.bool_)


def lay_out(
    texts: list[str], title: str | None = None, *, standing: frozenset[str] = frozenset(), model: BodyModel | None = None
) -> list[Part]:
    """Tell what each line of a page dump is.

    Parameters
    ----------
    texts
        The lines.
    title
        The headline, if known.
    standing
        Lines that stand in other files of the outlet too.
    model
        Another model than the one shipped.

    Examples
    --------
    >>> page = ["Menu", "Rain stops play again", "By Jan Moor", "It rained on Monday, the club said.", "Share"]
    >>> [part.part for part in lay_out(page)]
    ['boilerplate', 'headline', 'byline', 'lead', 'boilerplate']
    """
    reading = read_by_rules(texts)
    lines, parts = reading.lines, reading.parts
    if sum(line.words for line in lines) >= _SHORTEST_PAGE:
        _read_again(reading, texts, model or shipped())
    for n, part in enumerate(parts):
        if part.part == "body" and texts[n] in standing:
            parts[n] = Part("boilerplate", "stands in other files of the outlet")
    last = max((n + 1 for n, part in enumerate(parts) if part.part == "body"), default=reading.run[1])
    for n in range(last, min(last + 3, len(lines))):
        if lines[n].mark == "byline" or signs_off(texts[n]):
            parts[n] = Part("byline", "byline under the article")
    lead = _name_lead(parts)
    name_head(parts, texts, lines, len(lines) if lead is None else lead, title)
    return parts


def read_by_rules(texts: list[str]) -> Reading:
    """Tell what each line is from its own looks and the run of lines that is most like an article.

    Examples
    --------
    >>> read_by_rules(["Menu", "It rained on Monday, the club said.", "Share"]).body.tolist()
    [False, True, False]
    """
    lines, repeated = [read_line(text) for text in texts], _repeated(texts)
    first, last = run = find_run(lines, repeated)
    inside = _inside(lines[first:last], repeated[first:last], lines[last : last + 1])
    before = [_outside(line, _BEFORE) if line.mark else _BEFORE for line in lines[:first]]
    after = [_outside(line, _AFTER) if line.mark else _AFTER for line in lines[last:]]
    return Reading(lines, repeated, run, before + inside + after)


def _read_again(reading: Reading, texts: list[str], model: BodyModel) -> None:
    """Let the model put lines into the article or out of it, in place; what a line outside is stays with the rules."""
    (lines, repeated, run, parts), rule = reading, reading.body
    described = describe(texts, lines, repeated, rule, run)
    scores = model.scores(described)
    chosen = choose(scores, np.array([line.words for line in lines], np.float64))
    other = [n for n in np.flatnonzero(chosen != rule).tolist() if rule[n] or _may_enter(n, lines)]
    after = rule.copy()
    after[other] = chosen[other]
    if not other or not after.any():
        return
    told = other[:_MOST_TOLD]
    reasons = model.why(described[:, told], scores[told], chosen[told]) + ["a page of such lines"] * (len(other) - len(told))
    for n, reason in zip(other, reasons, strict=True):
        parts[n] = Part("body" if chosen[n] else "boilerplate", f"{_MODEL}{reason}")


def _may_enter(n: int, lines: list[Line]) -> bool:
    """Tell whether the model may put a line into the article; a standing phrase or a place between headline and byline keeps it out."""
    return not lines[n].mark and not is_standfirst(n, lines)


def _repeated(texts: list[str]) -> list[int]:
    """Count how often a line stands on the page, where it does so more than once (titles, captions, pull quotes)."""
    counts = Counter(texts)
    return [counts[text] if counts[text] > 1 else 0 for text in texts]


def _outside(line: Line, where: Part) -> Part:
    if line.mark == "credit":
        return Part("credit", f"credit: {line.phrase}")
    return _standing(line) if line.mark in FURNITURE else where


def _name_lead(parts: list[Part]) -> int | None:
    """Call the first paragraph of the article its lead; return its place."""
    first = next((n for n, part in enumerate(parts) if part.part == "body"), None)
    if first is not None:
        reason = parts[first].reason
        parts[first] = Part("lead", reason if reason.startswith(_MODEL) else "first of the article")
    return first


def _inside(lines: list[Line], repeated: list[int], below: list[Line]) -> list[Part]:
    """Tell what each line between the first and the last of the article is."""
    boxes, runs = _boxes(lines), _short_runs(lines)
    around = lines + below
    return [_line_inside(n, around, repeated[n], boxes[n], runs[n]) for n in range(len(lines))]


def _line_inside(n: int, lines: list[Line], repeated: int, box: str, run: int) -> Part:  # noqa: PLR0911 - one rule after the other
    line = lines[n]
    if line.mark == "credit":
        return Part("credit", f"credit: {line.phrase}")
    if line.mark:
        return Part("byline", f"byline: {line.phrase}") if line.mark in BYLINE else _standing(line)
    if repeated:
        return Part("boilerplate", "stands on the page twice")
    if is_caption(n, lines):
        return Part("credit", "before a credit")
    if box:
        return Part("boilerplate", f"in a box: {box}")
    if run > _MOST_HEADINGS:
        return Part("boilerplate", "in a list of short lines")
    return Part("body", "heading in the article" if run else "of the article")


def _boxes(lines: list[Line]) -> list[str]:
    """Return the head of the box that each line stands in: from the head down to the next sentence that no list holds."""
    heads, head = [], ""
    for line in lines:
        if line.mark in _BOXES and (line.match == "whole" or (line.match == "start" and line.words <= _LONGEST_BOX_HEAD)):
            head = line.phrase
        elif line.is_paragraph:
            head = ""
        heads.append(head)
    return heads


def _short_runs(lines: list[Line]) -> list[int]:
    """Return for each short line how many stand in a row, and 0 for others."""
    short = [not line.terminal and line.words <= _LONGEST_HEADING for line in lines]
    runs, begin = [0] * len(lines), 0
    for n in range(len(lines) + 1):
        if n == len(lines) or not short[n]:
            runs[begin:n] = [n - begin] * (n - begin)
            begin = n + 1
    return runs


def lay_out_article(texts: list[str], title: str | None = None, *, standing: frozenset[str] = frozenset()) -> list[Part]:
    """Tell what each line of a text is that is an article already: only plain furniture is taken out of it.

    Examples
    --------
    >>> texts = ["Rain again", "It rained on Monday, the town said.", "Advertisement", "So be it."]
    >>> [part.part for part in lay_out_article(texts)]
    ['headline', 'lead', 'boilerplate', 'body']
    """
    lines = [read_line(text) for text in texts]
    furniture = [line.mark in FURNITURE and line.match != "within" and not line.is_prose for line in lines]
    if sum(furniture) > max(2, _MOST_FURNITURE * len(lines)):
        return lay_out(texts, title, standing=standing)
    parts = [_standing(line) if mark else _line_of_article(line) for line, mark in zip(lines, furniture, strict=True)]
    for n in range(_head_of_article(lines)):
        is_title = same_title(texts[n], title)
        if lines[n].mark in BYLINE:
            parts[n] = Part("byline", f"byline: {lines[n].phrase}")
        elif parts[n].part == "body" and (is_title or (n == 0 and lines[n].words <= _LONGEST_TITLE)):
            parts[n] = Part("headline", "the title" if is_title else "a short line before the article")
    _name_lead(parts)
    return parts


def _standing(line: Line) -> Part:
    return Part("boilerplate", f"standing phrase: {line.phrase}")


def _line_of_article(line: Line) -> Part:
    if line.mark == "credit" and (line.words <= _BY_ITSELF or not line.is_prose):
        return Part("credit", f"credit: {line.phrase}")
    return Part("body", "of the article")


def _head_of_article(lines: list[Line]) -> int:
    """Count the lines above the first that ends as a sentence does."""
    return next((n for n, line in enumerate(lines[:_DEEPEST_HEAD]) if line.is_prose or (line.terminal and line.words > 3)), 0)
