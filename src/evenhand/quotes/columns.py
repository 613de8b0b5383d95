"""What the tagger is told of a token: integer columns, per distinct word and per place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from evenhand.quotes.layout import Integers, Sheet
from evenhand.tagger import Group
from evenhand.words import normal

_LONGEST = 256  # tokens of a sequence; longer paragraphs are cut, at the end of a sentence where one ends in their second half
_SHORT, _MIDDLE = 5, 10  # tokens of a stretch, marks included: a title or scare quote; a phrase
STATES = 16
FLAGS = 16
_THIRD = re.compile(r"(.)(?=\1\1)")
_LETTERS = 3  # letters of the endings and beginnings of words


@dataclass(frozen=True)
class Vocabulary:
    """The words, vector words, endings, beginnings and shapes that have a number; 0 stands for all others.

    ``cue_rate`` gives, per word, how often it was a cue in training, in classes.
    """

    words: list[str]
    vectors: list[str]
    endings: list[str]
    beginnings: list[str]
    shapes: list[str]
    cue_rate: npt.NDArray[np.int8]

    @cached_property
    def numbers(self) -> tuple[dict[str, int], ...]:
        """The number of each entry, list by list."""
        return tuple(
            {entry: number for number, entry in enumerate(entries, 1)}
            for entries in (self.words, self.vectors, self.endings, self.beginnings, self.shapes)
        )


def word_rows(vocabulary: Vocabulary, printed: list[str]) -> Integers:
    """Return the columns of distinct words: word, vector word, ending, beginning, shape, cue rate."""
    words, vectors, endings, beginnings, shapes = vocabulary.numbers
    rows = np.zeros((len(printed), 6), np.int64)
    for at, word in enumerate(printed):
        lower = normal(word)
        number = words.get(lower, 0)
        rows[at] = (
            number,
            vectors.get(lower, 0),
            endings.get(lower[-_LETTERS:], 0),
            beginnings.get(lower[:_LETTERS], 0),
            shapes.get(shape(word), 0),
            vocabulary.cue_rate[number],
        )
    return rows


def shape(word: str) -> str:
    """Return the shape of a word: capitals, small letters, digits and signs, runs cut to two.

    Examples
    --------
    >>> shape("McLind's"), shape("U.S."), shape("2,016")
    ("XxXxx'x", 'X.X.', 'd,dd')
    """
    return _THIRD.sub("", word.translate(_KINDS))


class _Kinds(dict[int, str]):
    """The kind of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        self[code] = "X" if sign.isupper() else "x" if sign.isalpha() else "d" if sign.isdigit() else sign
        return self[code]


_KINDS = _Kinds()


def token_groups(vocabulary: Vocabulary, sheet: Sheet) -> list[Group]:
    """Return the columns of every token: what follows from its word, and what follows from its place."""
    place = np.stack(np.divmod(np.arange(STATES * FLAGS), FLAGS), axis=1)
    return [Group(word_rows(vocabulary, sheet.printed), sheet.word), Group(place, _states(sheet) * FLAGS + _flags(sheet))]


def _states(sheet: Sheet) -> Integers:
    """Say where a token stands to quotation marks: outside, on an opening or closing mark, or inside, with how long the stretch is."""
    states = np.zeros(len(sheet), np.int64)
    if not len(sheet.first):
        return states
    size = sheet.after - sheet.first
    length = np.where(size <= _SHORT, 0, np.where(size <= _MIDDLE, 1, 2))
    kind = np.where(sheet.closed, 7, 10) + length
    held = sheet.inside >= 0
    states[held] = kind[sheet.inside[held]]
    states[sheet.first] = 1 + length
    states[(sheet.after - 1)[sheet.closed]] = 4 + length[sheet.closed]
    carried = sheet.joined[sheet.inside] & held & (states >= 7)
    states[carried] = np.where(states[carried] >= 10, 14, 13)
    return states


def _flags(sheet: Sheet) -> Integers:
    """Say whether a token opens a sentence, follows a space, stands in the headline, or in a paragraph led up to by the one before."""
    opens = np.diff(sheet.sentence, prepend=-1) != 0
    spaced = (
        np.concatenate(([True], (sheet.start[1:] > sheet.end[:-1]) | (sheet.article[1:] != sheet.article[:-1]))) if len(sheet) else opens
    )
    return opens + 2 * spaced + 4 * sheet.headline + 8 * _led_up(sheet)


def _led_up(sheet: Sheet) -> npt.NDArray[np.bool_]:
    """Mark the tokens of paragraphs before which one ends with a colon or an open quotation."""
    begins = sheet.bounds[:-1]
    last = np.maximum(begins - 1, 0)
    open_end = np.concatenate((~sheet.closed, [False]))[sheet.inside[last]] if len(begins) else np.empty(0, np.bool_)
    led = (sheet.words(":")[last] | open_end) & (sheet.article[last] == sheet.article[begins]) & (begins > 0)
    return np.repeat(led, np.diff(sheet.bounds)) if len(begins) else led


def sequence_lengths(sheet: Sheet) -> Integers:
    """Return the tokens of each sequence: a paragraph, or a part of a very long one."""
    sizes = np.diff(sheet.bounds)
    if not len(sizes) or sizes.max() <= _LONGEST:
        return sizes
    lengths: list[int] = []
    for start, end in pairwise(sheet.bounds.tolist()):
        begin = start
        while end - begin > _LONGEST:
            sentences = sheet.sentence[begin + _LONGEST // 2 : begin + _LONGEST + 1]
            ends = np.flatnonzero(np.diff(sentences))
            cut = _LONGEST // 2 + int(ends[-1]) + 1 if len(ends) else _LONGEST
            lengths.append(cut)
            begin += cut
        lengths.append(end - begin)
    return np.array(lengths, np.int64)
