"""The compound score of vaderSentiment 3.3.2, computed for all texts together.

Words and rules are those of the installed library, read from it when first used (MIT; Hutto & Gilbert 2014). The library walks
every word of every text; here what depends on a word alone is settled once per distinct word, and the rules run over the columns of
rated words of all texts at once. Each step keeps the order of the library's arithmetic, so that its printed score comes out.
"""

from __future__ import annotations

import re
import string
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from heapq import heappop, heappush
from itertools import chain, repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.integer]
Flags = npt.NDArray[np.bool_]

_ALPHA = 15  # of the library's normalize()
_DIGITS = 4  # that the library prints
_LOSS = (1.0, 0.95, 0.9)  # of an intensifier one, two and three words before
_SO_OR_THIS = 1.25  # "never so", "never this" strengthen
_EXCLAMATION, _MOST_EXCLAMATIONS, _QUESTION, _MANY_QUESTIONS = 0.292, 4, 0.18, 0.96
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
# Words that the library's functions name in passing; those of its idioms are added to them.
_NAMED = ("no", "or", "nor", "never", "so", "this", "without", "doubt", "least", "at", "very", "kind", "of", "but")


class _Rules(NamedTuple):
    """What the library knows."""

    ratings: dict[str, float]
    emoji: dict[str, str]
    known: frozenset[str]  # all words that mean anything, but for those with "n't"
    boosters: dict[str, float]
    negations: frozenset[str]
    names: dict[str, int]  # a small number for each word that a rule or an idiom names; 0 is any other word
    idioms: npt.NDArray[np.float64]  # value of a phrase of two or three named words, NaN where there is none
    boosting_pairs: npt.NDArray[np.float64]
    capitals: float
    reversal: float


@cache
def _rules() -> _Rules:
    from vaderSentiment import vaderSentiment as library  # noqa: N813, PLC0415 - a module; read when first used

    analyser = library.SentimentIntensityAnalyzer()
    phrases = [phrase.split() for phrase in (*library.SPECIAL_CASES, *library.BOOSTER_DICT) if " " in phrase]
    named = dict.fromkeys([*_NAMED, *chain.from_iterable(phrases)])
    names = {word: number for number, word in enumerate(named, 1)}
    emoji = {mark: words for mark, words in analyser.emojis.items() if len(mark) == 1}
    return _Rules(
        analyser.lexicon,
        emoji,
        frozenset([*analyser.lexicon, *library.BOOSTER_DICT, *library.NEGATE, *names]),
        library.BOOSTER_DICT,
        frozenset(library.NEGATE),
        names,
        _phrase_values(library.SPECIAL_CASES, names),
        np.nan_to_num(_phrase_values(library.BOOSTER_DICT, names)),
        library.C_INCR,
        library.N_SCALAR,
    )


def _phrase_values(values: dict[str, float], names: dict[str, int]) -> Floats:
    """Return an array over three named words: a phrase of two has 0 for its third."""
    table = np.full((len(names) + 1,) * 3, np.nan)
    for phrase, value in values.items():
        words = phrase.split()
        if len(words) > 1:
            table[tuple([names[word] for word in words] + [0] * (3 - len(words)))] = value
    return table


class _Words(NamedTuple):
    """What is known of each distinct word; the last row stands for no word (before the first, behind the last)."""

    rating: Floats
    rated: Flags
    boost: Floats
    boosts: Flags
    negates: Flags
    capital: Flags
    name: Integers


def _look_up(printed: pa.Array, rules: _Rules) -> _Words:
    words = _bare(printed)
    lower = [word.lower() for word in words]
    # Few words mean anything to the rules: the others share one row of the table.
    forms = ["", *sorted(rules.known.intersection(lower).union(word for word in lower if "n't" in word))]
    telling = {form: row for row, form in enumerate(forms)}
    row = np.fromiter(map(telling.get, lower, repeat(0)), np.int64, len(lower))
    return _Words(
        np.array([rules.ratings.get(form, 0.0) for form in forms])[row],
        np.array([form in rules.ratings for form in forms])[row],
        np.array([rules.boosters.get(form, 0.0) for form in forms])[row],
        np.array([form in rules.boosters for form in forms])[row],
        np.array([form in rules.negations or "n't" in form for form in forms])[row],
        np.fromiter(map(str.isupper, words), np.bool_, len(words)),
        np.array([rules.names.get(form, 0) for form in forms])[row],
    )


def _bare(printed: pa.Array) -> list[str]:
    """Strip punctuation, unless so little is left that it may have been an emoticon; add a last word that is none."""
    stripped = pc.utf8_trim(printed, string.punctuation)
    return [*pc.if_else(pc.greater(pc.utf8_length(stripped), 2), stripped, printed).to_pylist(), ""]


def compound_scores(texts: Sequence[str]) -> Floats:
    """Return the compound score of each text, as ``SentimentIntensityAnalyzer().polarity_scores(text)["compound"]`` would.

    Examples
    --------
    >>> compound_scores(["VADER is not smart, handsome, nor funny.", ""]).tolist()
    [-0.7424, 0.0]
    """
    rules = _rules()
    texts = [text if text.isascii() or rules.emoji.keys().isdisjoint(text) else _spell_emoji(text, rules.emoji) for text in texts]
    column = _column(texts)
    codes, text, printed = _cut(column)
    words = _look_up(printed, rules)
    capitals = np.bincount(text[words.capital[codes]], minlength=len(texts))
    mixed_case = (capitals > 0) & (capitals < np.bincount(text, minlength=len(texts)))
    at = _rated(codes, text, words, rules)
    valence = _valence(_Neighbours(codes, text, at, len(printed)), mixed_case[text[at]], words, rules)
    but = np.flatnonzero(words.name[codes] == rules.names["but"])
    valence = _weigh_but(valence, at, text[at], but, text[but])
    return _normal(np.bincount(text[at], valence, len(texts)).astype(np.float64), _emphasis(column))


def _column(texts: Sequence[str]) -> pa.Array:
    try:
        return pa.array(texts, pa.large_string())
    except UnicodeEncodeError:  # half a character, which a rated word never holds
        return pa.array([_HALF_CHARACTER.sub("\ufffd", text) for text in texts], pa.large_string())


def _cut(column: pa.Array) -> tuple[Integers, Integers, pa.Array]:
    """Cut texts at white space; return the code and the text of each word, and the distinct words."""
    cut = pc.utf8_split_whitespace(column)
    words = cut.flatten().dictionary_encode()
    codes = words.indices.to_numpy()
    text = np.repeat(np.arange(len(column), dtype=np.int32), np.diff(cut.offsets.to_numpy()))
    empty = pc.index(words.dictionary, "").as_py()
    if empty >= 0:  # white space at either end of a text leaves an empty word there
        kept = codes != empty
        codes, text = codes[kept], text[kept]
    return codes, text, words.dictionary


def _spell_emoji(text: str, emoji: dict[str, str]) -> str:
    """Write each emoji as its description, set off by a space from what stands before it."""
    spelt: list[str] = []
    after_space = True
    for mark in text:
        description = emoji.get(mark)
        if description is None:
            spelt.append(mark)
        else:
            spelt.extend([description] if after_space else [" ", description])
        after_space = mark == " "
    return "".join(spelt).strip()


def _rated(codes: Integers, text: Integers, words: _Words, rules: _Rules) -> Integers:
    """Return the places of the rated words; a word that boosts, and "kind" before "of", is not rated."""
    at = np.flatnonzero(words.rated[codes] & ~words.boosts[codes])
    then = np.minimum(at + 1, len(codes) - 1)
    of = (words.name[codes[then]] == rules.names["of"]) & (text[then] == text[at]) & (then > at)
    return at[~(of & (words.name[codes[at]] == rules.names["kind"]))]


class _Neighbours:
    """The words around each rated word: ``around[-1]`` is the one before it."""

    def __init__(self, codes: Integers, text: Integers, at: Integers, nothing: int) -> None:
        self._columns = {}
        for distance in range(-3, 3):
            place = np.clip(at + distance, 0, max(0, len(codes) - 1))
            there = (place == at + distance) & (text[place] == text[at])
            self._columns[distance] = np.where(there, codes[place], nothing)
        self._nothing = nothing

    def __getitem__(self, distance: int) -> Integers:
        return self._columns[distance]

    def has(self, distance: int) -> Flags:
        return self._columns[distance] != self._nothing


def _valence(around: _Neighbours, mixed_case: Flags, words: _Words, rules: _Rules) -> Floats:
    """Return the rating of each rated word after the words around it had their say."""
    name = {distance: words.name[around[distance]] for distance in range(-3, 3)}
    number = rules.names
    denied = (name[-1] == number["no"]) | (name[-2] == number["no"])
    denied |= (name[-3] == number["no"]) & np.isin(name[-1], [number["or"], number["nor"]])
    valence = words.rating[around[0]]
    before_rated = (name[0] == number["no"]) & words.rated[around[1]]
    valence = np.where(denied, valence * rules.reversal, np.where(before_rated, 0.0, valence))
    loud = words.capital[around[0]] & mixed_case
    valence = np.where(loud, valence + np.where(valence > 0, rules.capitals, -rules.capitals), valence)
    for distance in (1, 2, 3):
        word = around[-distance]
        heard = around.has(-distance) & ~words.rated[word]
        boost = np.where(valence < 0, -words.boost[word], words.boost[word])
        loud = words.boosts[word] & words.capital[word] & mixed_case
        boost = np.where(loud, boost + np.where(valence > 0, rules.capitals, -rules.capitals), boost) * _LOSS[distance - 1]
        changed = (valence + boost) * _turn(distance, name, words.negates[word], rules)
        if distance == 3:
            changed = _with_idioms(changed, around, name, rules)
        valence = np.where(heard, changed, valence)
    least = (name[-1] == number["least"]) & ~words.rated[around[-1]] & ~np.isin(name[-2], [number["at"], number["very"]])
    return np.where(least, valence * rules.reversal, valence)


def _turn(distance: int, name: dict[int, Integers], negates: Flags, rules: _Rules) -> Floats:
    """Return what the word at a distance multiplies the valence by: a reversal, a strengthening ("never so") or 1."""
    so = {place: np.isin(name[place], [rules.names["so"], rules.names["this"]]) for place in (-1, -2)}
    doubt = {place: name[place] == rules.names["doubt"] for place in (-1, -2)}
    never, without = name[-distance] == rules.names["never"], name[-distance] == rules.names["without"]
    reversal = np.where(negates, rules.reversal, 1.0)
    if distance == 1:
        return reversal
    if distance == 2:
        return np.where(never & so[-1], _SO_OR_THIS, np.where(without & doubt[-1], 1.0, reversal))
    # As in the library, "so" or "this" right before the word is enough here, whatever stands three words before.
    return np.where((never & so[-2]) | so[-1], _SO_OR_THIS, np.where(without & (doubt[-2] | doubt[-1]), 1.0, reversal))


def _with_idioms(valence: Floats, around: _Neighbours, name: dict[int, Integers], rules: _Rules) -> Floats:
    """Replace the valence of a word in an idiom by that of the idiom (the last rule that applies wins)."""
    none = np.zeros_like(name[0])
    # Of the five phrases that end at or before the word the first one counts, so it is written last.
    phrases = [(-3, -2), (-3, -2, -1), (-2, -1), (-2, -1, 0), (-1, 0), (0, 1), (0, 1, 2)]
    for places in phrases:
        words = [name[place] for place in places]
        value = rules.idioms[tuple([*words, none][:3])]
        known = ~np.isnan(value) & np.logical_and.reduce([word > 0 for word in words])
        valence = np.where(known & around.has(places[-1]), value, valence)
    for first in (-3, -2):
        valence = valence + rules.boosting_pairs[name[first], name[first + 1], none]
    return valence


def _weigh_but(valence: Floats, at: Integers, text: Integers, but: Integers, text_of_but: Integers) -> Floats:
    """Halve what stands before the first "but" of a text, and raise what follows by half."""
    valence = valence.copy()
    texts, first = np.unique(text_of_but, return_index=True)
    starts, ends = np.searchsorted(text, texts), np.searchsorted(text, texts, side="right")
    for start, end, place in zip(starts, ends, but[first], strict=True):
        valence[start:end] = list(_weighed(valence[start:end].tolist(), at[start:end].tolist(), int(place)))
    return valence


def _weighed(values: list[float], at: list[int], but: int) -> Iterator[float]:
    """Weigh the values of one text.

    The library looks each value up by its number, not its place, and so meets the first of several equal ones again; heaps of
    places per value repeat that without searching the whole list each time.
    """
    where: dict[float, list[int]] = defaultdict(list)
    for number, value in enumerate(values):
        where[value].append(number)
    for number in range(len(values)):
        value = values[number]
        equal = where[value]
        while values[equal[0]] != value:
            heappop(equal)
        first = equal[0]
        values[first] = value * 0.5 if at[first] < but else value * 1.5
        heappush(where[values[first]], first)
    return iter(values)


def _emphasis(column: pa.Array) -> Floats:
    exclaimed, asked = (pc.count_substring(column, mark).to_numpy() for mark in "!?")
    asking = np.where(asked < 2, 0.0, np.where(asked <= 3, asked * _QUESTION, _MANY_QUESTIONS))
    return np.minimum(exclaimed, _MOST_EXCLAMATIONS) * _EXCLAMATION + asking


def _normal(sums: Floats, emphasis: Floats) -> Floats:
    sums = sums + np.sign(sums) * emphasis
    scores = np.clip(sums / np.sqrt(sums * sums + _ALPHA), -1, 1)
    # Rounded as Python rounds a float: NumPy's own rounding differs in the last digit now and then.
    codes, distinct = pd.factorize(scores)
    return np.array([round(float(score), _DIGITS) for score in distinct])[codes] if len(codes) else scores


def library_ratings() -> dict[str, float]:
    """Return the ratings of the library's lexicon, -4 to 4, by word in lower case."""
    return _rules().ratings
