"""What the lines of a page are made of: letters, figures, marks and words, counted over all characters at once."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.float32]
Codes = npt.NDArray[np.int64]

_SPACE, _UPPER, _LOWER, _LETTER, _FIGURE, _STOP, _QUOTE, _BAR, _BRACKET, _ROUND, _COLON, _SIGN, _OTHER = range(13)
_IN_CAPITALS, _SHORT_LOWER = _STOP, _QUOTE  # kinds of words; a word has no marks
_MARKS = {
    _STOP: ".!?…。؟",
    _QUOTE: '"“”„«»‘’',
    _BAR: "|›→•·/",
    _BRACKET: "[]{}<>_#*=",
    _ROUND: "()",
    _COLON: ":",
    _SIGN: "@©",
}
_PLANE = 1 << 16  # characters looked up; those beyond are pictures, for the most part
_SHORT = 3  # letters of the longest short word: articles and prepositions, in most languages with spaces
_TELLING, _TELLING_UNSPACED = 5, 2  # letters from which a word tells what a text is about
_STEM = 6  # letters by which words are compared
_POWERS = np.array([pow(1_000_003, place, 1 << 61) for place in range(_STEM)], np.int64)  # letters into one number
_BITS = (1 << 40) - 1  # kept of it, so that the number of a line fits beside it


class Makeup(NamedTuple):
    """Counts per line, and the longer words of the page: each once for every line it stands in, in order, by number."""

    words: Counts
    letters_per_word: Counts
    capitalised: Counts
    in_capitals: Counts
    short: Counts
    long_lower: Counts
    figures: Counts
    sentence_ends: Counts
    quotes: Counts
    bars: Counts
    brackets: Counts
    rounds: Counts
    colons: Counts
    signs: Counts
    opens_with_mark: Counts
    telling: Codes
    telling_line: Codes


def make_up(texts: list[str]) -> Makeup:
    """Count what the lines of a page, at least one, are made of.

    Examples
    --------
    >>> found = make_up(["Rain again: It rained (and POURED) on 3 May."])
    >>> found.words.tolist(), found.capitalised.tolist(), found.in_capitals.tolist(), found.rounds.tolist()
    ([9.0], [4.0], [1.0], [2.0])
    """
    page, n = "\n".join(texts), len(texts)
    points = np.minimum(np.frombuffer(page.encode("utf-32-le", "surrogatepass"), np.uint32), _PLANE - 1)
    kinds = _kinds()[points]
    lengths = np.fromiter(map(len, texts), np.int64, n) + 1
    starts = np.cumsum(lengths) - lengths
    line_of = np.repeat(np.arange(n), lengths)[:-1]
    marked = np.flatnonzero(kinds >= _STOP)
    marks, line_of_mark = kinds[marked], line_of[marked]
    by_kind = np.bincount(marks.astype(np.int64) * n + line_of_mark, minlength=n * (_OTHER + 1)).reshape(-1, n).astype(np.float32)
    ending = (marks == _STOP) & (np.append(kinds, _SPACE)[marked + 1] == _SPACE)

    inside = np.zeros(len(kinds) + 2, np.int8)
    inside[1:-1] = (kinds >= _UPPER) & (kinds <= _FIGURE)
    edges = np.diff(inside)
    begin, end = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    size, first, line = end - begin, kinds[begin], line_of[begin]
    words = np.bincount(line, minlength=n)

    of_word = first.copy()
    of_word[(first == _UPPER) & (kinds[end - 1] == _UPPER) & (size > 1)] = _IN_CAPITALS
    of_word[(first == _LOWER) & (size <= _SHORT)] = _SHORT_LOWER
    by_word = np.bincount(of_word.astype(np.int64) * n + line, minlength=n * (_SHORT_LOWER + 1)).reshape(-1, n).astype(np.float32)
    long = (size >= _TELLING) | ((first == _LETTER) & (size >= _TELLING_UNSPACED))
    telling, telling_line = _telling(points, begin[long], size[long], line[long], n)
    return Makeup(
        words=words.astype(np.float32),
        letters_per_word=(np.bincount(line, weights=size, minlength=n) / np.maximum(words, 1)).astype(np.float32),
        capitalised=by_word[_UPPER] + by_word[_IN_CAPITALS],
        in_capitals=by_word[_IN_CAPITALS],
        short=by_word[_SHORT_LOWER],
        long_lower=by_word[_LOWER],
        figures=by_word[_FIGURE],
        sentence_ends=np.bincount(line_of_mark[ending], minlength=n).astype(np.float32),
        quotes=by_kind[_QUOTE],
        bars=by_kind[_BAR],
        brackets=by_kind[_BRACKET],
        rounds=by_kind[_ROUND],
        colons=by_kind[_COLON],
        signs=by_kind[_SIGN],
        opens_with_mark=(kinds[starts] >= _STOP).astype(np.float32),
        telling=telling,
        telling_line=telling_line,
    )


def _telling(points: npt.NDArray[np.uint32], begin: Codes, size: Codes, line: Codes, n: int) -> tuple[Codes, Codes]:
    """Return words as numbers, the same where their first letters are, case aside, once for every line they stand in."""
    reach = np.arange(_STEM)
    letters = _lowered()[points[np.minimum(begin[:, None] + reach, len(points) - 1)]]
    letters[reach >= size[:, None]] = 0
    pairs = np.sort((letters @ _POWERS & _BITS) * n + line)
    words, lines = np.divmod(pairs[np.diff(pairs, prepend=-1) > 0], n)
    return np.cumsum(np.diff(words, prepend=-1) > 0) - 1, lines


@cache
def _kinds() -> npt.NDArray[np.uint8]:
    """Return what each character is."""
    tests = ((_SPACE, str.isspace), (_UPPER, str.isupper), (_LOWER, str.islower), (_LETTER, str.isalpha), (_FIGURE, str.isdigit))
    kinds = np.full(_PLANE, _OTHER, np.uint8)
    characters = [chr(point) for point in range(_PLANE)]
    for kind, test in reversed(tests):
        kinds[np.fromiter(map(test, characters), np.bool_, _PLANE)] = kind
    for kind, marks in _MARKS.items():
        kinds[[ord(mark) for mark in marks]] = kind
    return kinds


@cache
def _lowered() -> Codes:
    return np.fromiter((ord(chr(point).lower()[0]) for point in range(_PLANE)), np.int64, _PLANE)
