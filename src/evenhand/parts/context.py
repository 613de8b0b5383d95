"""What speaks for or against a line being of the article, as numbers: itself, its neighbours, its place on the page."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from evenhand.parts.blocks import Span
from evenhand.parts.characters import Makeup, make_up
from evenhand.parts.lines import BYLINE, FURNITURE, LONG_UNENDED, MARKS, MATCHES, SHORTEST_SENTENCE, Line

Numbers = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int64]
Codes = npt.NDArray[np.uint8]

_LONG = 25  # words of a paragraph
_FAR = 20  # lines; what is farther off counts as so far
_NEAR = ("furniture", "paragraph", "byline", "list")  # whose distance counts
_NO_LINE = -1.0  # in place of the neighbours of the first and last lines

_MARKS = {mark: number for number, mark in enumerate(("", *MARKS))}
_MATCHES = {match: number for number, match in enumerate(("", *MATCHES))}
_FURNITURE, _BYLINE = (np.array([mark in kinds for mark in _MARKS]) for kinds in (FURNITURE, BYLINE))

# Every column belongs to something that can be said in words when the model goes against the rules.
RULES = "what the rules say"
_ITSELF = {
    "rule": RULES,
    "words_log": "its length",
    "characters_log": "its length",
    "letters_per_word": "its words",
    "relative_length": "its length beside the other paragraphs",
    "capitalised": "its capital letters",
    "in_capitals": "its capital letters",
    "figures": "its figures",
    "short": "its words",
    "long_lower": "its words",
    "terminal": "how it ends",
    "sentence_ends": "its sentences",
    "words_per_sentence": "its sentences",
    "bars": "its marks",
    "brackets": "its marks",
    "quotes": "its marks",
    "rounds": "its marks",
    "colons": "its marks",
    "signs": "its marks",
    "bullet": "its marks",
    "opens_with_mark": "its marks",
    "furniture": "standing phrases",
    "whole": "standing phrases",
    "within": "standing phrases",
    "links": "standing phrases",
    "repeated": "how often it stands on the page",
    "shared_with_prose": "the words it shares with the page",
    "shared_with_article": "the words it shares with the article",
}
_AROUND = {
    "words_2": "the lines around it",
    "words_5": "the lines around it",
    "words_10": "the lines around it",
    "prose_10": "the lines around it",
    "rule_5": RULES,
    "short_run": "the lines around it",
    "prose_run": "the lines around it",
    "links_before": "link lists before or after it",
    "links_after": "link lists before or after it",
    "comments_before": "comments before or after it",
    "comments_after": "comments before or after it",
    "from_first": RULES,
    "from_last": RULES,
    "furniture_above": "standing phrases around it",
    "furniture_below": "standing phrases around it",
    "paragraph_above": "the lines around it",
    "paragraph_below": "the lines around it",
    "byline_above": "bylines around it",
    "byline_below": "bylines around it",
    "list_above": "link lists before or after it",
    "list_below": "link lists before or after it",
    "words_before": "its place on the page",
    "words_after": "its place on the page",
    "share_before": "its place on the page",
    "share_after": "its place on the page",
}
_LOOKED_AT = ("words_log", "capitalised", "shared_with_article", "repeated", "terminal", "bullet", "rule")
_OF_NEIGHBOURS = {1: _LOOKED_AT, 2: _LOOKED_AT, 3: ("words_log", "rule")}  # by how many lines off
_NEIGHBOURS = tuple((name, step) for reach, names in _OF_NEIGHBOURS.items() for step in (-reach, reach) for name in names)
WHAT_SPEAKS: dict[str, str] = (
    _ITSELF | _AROUND | {f"{name}{step:+d}": RULES if name == "rule" else "the lines around it" for name, step in _NEIGHBOURS}
)


def describe(texts: list[str], lines: list[Line], repeated: list[int], rule: Flags, run: Span) -> Numbers:
    """Return what speaks for or against each line, one column a line, the rows in the order of `WHAT_SPEAKS`.

    Parameters
    ----------
    texts, lines
        The lines of a page, and what each is by itself.
    repeated
        How often each stands on the page, or 0 for once.
    rule
        Which lines the rules call body.
    run
        The first line of the article and the one after its last, by the rules.

    Examples
    --------
    >>> from evenhand.parts.lines import read_line
    >>> texts = ["Menu", "It rained on Monday, the town said."]
    >>> found = describe(texts, [read_line(text) for text in texts], [0, 0], np.array([False, True]), (1, 2))
    >>> found.shape == (len(WHAT_SPEAKS), 2), found[list(WHAT_SPEAKS).index("furniture")].tolist()
    (True, [1.0, 0.0])
    """
    read = _read(lines)
    alone = _alone(texts, read, repeated, rule, make_up(texts))
    around = _around(read, rule, run)
    described = np.empty((len(WHAT_SPEAKS), len(lines)), np.float32)
    for number, name in enumerate((*_ITSELF, *_AROUND)):
        described[number] = alone[name] if name in alone else around[name]
    _look_beside(described)
    return described


class _Read(NamedTuple):
    """What `read_line` tells of all lines, by column."""

    words: Numbers
    terminal: Flags
    marks: Codes
    whole: Flags
    within: Flags
    bullets: Flags
    prose: Flags  # sentences or more, without a standing phrase (see `Line.is_prose`)


def _read(lines: list[Line]) -> _Read:
    counts, ends, named, matches, _, bullets, *_ = zip(*lines, strict=True)
    words, terminal = np.array(counts, np.float32), np.array(ends, np.bool_)
    marks = np.array([_MARKS[mark] for mark in named], np.uint8)
    match = np.array([_MATCHES[match] for match in matches], np.uint8)
    prose = (words >= np.where(terminal, SHORTEST_SENTENCE, LONG_UNENDED)) & (marks == _MARKS[""])
    return _Read(words, terminal, marks, match == _MATCHES["whole"], match == _MATCHES["within"], np.array(bullets, np.bool_), prose)


def _alone(texts: list[str], read: _Read, repeated: list[int], rule: Flags, made: Makeup) -> dict[str, npt.NDArray[Any]]:
    """Describe every line by itself."""
    words, prose = read.words, read.prose
    n_words, log = np.maximum(made.words, 1), np.log1p(words)
    return {
        "rule": rule,
        "words_log": log,
        "characters_log": np.log1p(np.fromiter(map(len, texts), np.float32, len(texts))),
        "letters_per_word": made.letters_per_word,
        "relative_length": log - np.log1p(np.median(words[prose]) if prose.any() else 1),
        "capitalised": made.capitalised / n_words,
        "in_capitals": made.in_capitals / n_words,
        "figures": made.figures / n_words,
        "short": made.short / n_words,
        "long_lower": made.long_lower / n_words,
        "terminal": read.terminal,
        "sentence_ends": made.sentence_ends,
        "words_per_sentence": np.log1p(words / np.maximum(made.sentence_ends, 1)),
        **{name: getattr(made, name) for name in ("bars", "brackets", "quotes", "rounds", "colons", "signs", "opens_with_mark")},
        "bullet": read.bullets,
        "furniture": _FURNITURE[read.marks],
        "whole": read.whole,
        "within": read.within,
        "links": read.marks == _MARKS["related"],
        "repeated": np.array(repeated, np.float32),
        "shared_with_prose": _shared(made, prose),
        "shared_with_article": _shared(made, rule),
    }


def _shared(made: Makeup, chosen: Flags) -> Numbers:
    """Return the share of the longer words of each line that another of the chosen lines has too."""
    n = len(chosen)
    words, lines = made.telling, made.telling_line
    having = np.bincount(words[chosen[lines]], minlength=len(words))
    elsewhere = having[words] > chosen[lines]
    return (np.bincount(lines[elsewhere], minlength=n) / np.maximum(np.bincount(lines, minlength=n), 1)).astype(np.float32)


def _around(read: _Read, rule: Flags, run: Span) -> dict[str, npt.NDArray[Any]]:
    """Describe what stands around every line, and where on the page it stands."""
    marks, words, prose, n = read.marks, read.words, read.prose, len(rule)
    links, comments = marks == _MARKS["related"], marks == _MARKS["comments"]
    said = np.where(prose, words, 0)
    before = np.cumsum(said) - said
    after, total = before[-1] + said[-1] - before, max(1.0, float(said.sum()))
    place = np.arange(n)
    near = np.stack([_FURNITURE[marks], prose & (words >= _LONG), _BYLINE[marks], (links | comments) & read.whole])
    above, below = (dict(zip(_NEAR, lines_off, strict=True)) for lines_off in _distances(near))
    return {
        **{f"words_{reach}": np.log1p(_mean(said, reach)) for reach in (2, 5, 10)},
        "prose_10": _mean(prose, 10),
        "rule_5": _mean(rule, 5),
        "short_run": _run_lengths(~prose),
        "prose_run": _run_lengths(prose),
        "links_before": np.cumsum(links),
        "links_after": np.cumsum(links[::-1])[::-1] - links,
        "comments_before": np.cumsum(comments),
        "comments_after": np.cumsum(comments[::-1])[::-1] - comments,
        "from_first": np.clip(place - run[0], -_FAR, _FAR),
        "from_last": np.clip(place - run[1] + 1, -_FAR, _FAR),
        **{f"{name}_above": lines_off for name, lines_off in above.items()},
        **{f"{name}_below": lines_off for name, lines_off in below.items()},
        "words_before": np.log1p(before),
        "words_after": np.log1p(after),
        "share_before": before / total,
        "share_after": after / total,
    }


def _mean(values: npt.NDArray[Any], reach: int) -> Numbers:
    """Return the mean over so many lines on either side."""
    n = len(values)
    sums = np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])
    low, high = np.maximum(np.arange(n) - reach, 0), np.minimum(np.arange(n) + reach + 1, n)
    means: Numbers = np.maximum((sums[high] - sums[low]) / (high - low), 0)
    return means


def _distances(chosen: Flags) -> tuple[Places, Places]:
    """Return how many lines above and below each line the nearest chosen one is; each row by itself."""
    kinds, n = chosen.shape
    place = np.arange(n)
    last, following = np.full((kinds, n + 1), -_FAR), np.full((kinds, n + 1), n + _FAR)
    np.maximum.accumulate(np.where(chosen, place, -_FAR), axis=1, out=last[:, 1:])
    following[:, :-1] = np.minimum.accumulate(np.where(chosen, place, n + _FAR)[:, ::-1], axis=1)[:, ::-1]
    return np.minimum(place - last[:, :-1], _FAR), np.minimum(following[:, 1:] - place, _FAR)


def _run_lengths(chosen: Flags) -> Places:
    """Return for each chosen line how many stand in a row, and 0 for others."""
    place, n = np.arange(len(chosen)), len(chosen)
    last = np.maximum.accumulate(np.where(chosen, -1, place))
    following = np.minimum.accumulate(np.where(chosen, n, place)[::-1])[::-1]
    return np.where(chosen, np.minimum(following - last - 1, _FAR), 0)


def _look_beside(described: Numbers) -> None:
    """Fill in what the lines above and below are by themselves, in place."""
    begin, n = len(_ITSELF) + len(_AROUND), described.shape[1]
    described[begin:] = _NO_LINE
    for reach, rows in _rows_of_neighbours().items():
        itself = described[rows]
        for step in (-reach, reach):
            if reach < n:
                to, of = (slice(reach, None), slice(None, -reach)) if step < 0 else (slice(None, -reach), slice(reach, None))
                described[begin : begin + len(rows), to] = itself[:, of]
            begin += len(rows)


@cache
def _rows_of_neighbours() -> dict[int, list[int]]:
    rows = list(_ITSELF)
    return {reach: [rows.index(name) for name in names] for reach, names in _OF_NEIGHBOURS.items()}
