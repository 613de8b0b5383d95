"""What word lists say about the tone of a text: sums of rated words, turned by the words before them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evenhand.grams import Tokens
from evenhand.lexicons import read_lexicon
from evenhand.tone.vader import compound_scores, library_ratings

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.integer]
Flags = npt.NDArray[np.bool_]

SIGNALS = (
    *(
        f"{name} of {scale}"
        for scale in ("vader", "own", "both")
        for name in ("good", "bad", "good share", "bad share", "mean", "count", "sum")
    ),
    "denied good",
    "denied bad",
    "reduced bad",
    "before but",
    "after but",
    "contingent good",
    "contingent bad",
    "late",
    "denials",
    "contingents",
    "but",
    "words",
    "rules",
)
_REACH = 3  # words that a denial or a verb such as "curb" turns after it
_DENIED, _REDUCED = -0.5, 0.2  # what is left of a rating then; round numbers, not tuned


class _Lists(NamedTuple):
    exact: dict[str, float]
    stems: dict[str, float]
    shifters: dict[str, str]


@cache
def _lists() -> _Lists:
    entries = read_lexicon("tone_words").entries
    signs = entries["category"].map({"positive": 1.0, "negative": -1.0})
    values = dict(zip(entries["term"], signs * entries["strength"].astype(float), strict=True))
    stems = {term[:-1]: value for term, value in values.items() if term.endswith("*")}
    exact = {term: value for term, value in values.items() if not term.endswith("*")}
    return _Lists(exact, stems, read_lexicon("tone_shifters").column("category"))


def _own_rating(word: str, lists: _Lists) -> float:
    if word in lists.exact:
        return lists.exact[word]
    return next((lists.stems[word[:n]] for n in range(len(word), 2, -1) if word[:n] in lists.stems), 0.0)


class Rated(NamedTuple):
    """The words of some texts with what the lists say of each."""

    vader: Floats
    own: Floats
    both: Floats  # the mean of the two where both rate the word, a little less than the one that does otherwise
    denied: Flags
    reduced: Flags
    denies: Flags
    contingent: Flags


def rate(tokens: Tokens) -> Rated:
    """Look up each distinct word, then see which words stand before it."""
    lists, ratings = _lists(), library_ratings()
    vader = np.array([ratings.get(word, 0.0) for word in tokens.words])
    own = np.array([_own_rating(word, lists) for word in tokens.words])
    both = np.where((vader != 0) & (own != 0), (vader + own) / 2, 0.7 * (vader + own))
    kinds = np.array([lists.shifters.get(word, "") for word in tokens.words], object)
    codes = tokens.codes
    if not len(codes):
        empty, none = np.empty(0), np.empty(0, np.bool_)
        return Rated(empty, empty, empty, none, none, none, none)
    denies = kinds[codes] == "negating"
    denied, reduced = (_follows(flags, tokens) for flags in (denies, kinds[codes] == "reducing"))
    return Rated(vader[codes], own[codes], both[codes], denied, reduced, denies, kinds[codes] == "contingent")


def _follows(flags: Flags, tokens: Tokens) -> Flags:
    """Mark words that one of some flagged words stands before, at most a few words away in the same text."""
    marked = np.zeros(len(flags), np.bool_)
    for distance in range(1, _REACH + 1):
        marked[distance:] |= flags[:-distance] & (tokens.text[distance:] == tokens.text[:-distance])
    return marked


def turned(rated: Rated, values: Floats) -> Floats:
    """Return ratings after denial and reduction: "not good" is half as bad as "good" is good; "curb crime" keeps little."""
    kept = np.where(rated.reduced & (values < 0), -_REDUCED * values, values)
    return np.where(rated.denied, _DENIED * values, kept)


def signals(tokens: Tokens) -> Floats:
    """Return one row per text and one column per name in `SIGNALS`."""
    rated = rate(tokens)
    lengths = tokens.lengths() + 1.0

    def total(values: npt.NDArray[np.generic]) -> Floats:
        return np.bincount(tokens.text, values.astype(np.float64), tokens.n_texts).astype(np.float64)

    columns = []
    for values in (rated.vader, rated.own, rated.both):
        shown = turned(rated, values)
        good, bad = total(np.maximum(shown, 0)), total(np.minimum(shown, 0))
        n_good, n_bad = total(shown > 0), total(shown < 0)
        n = n_good + n_bad + 1
        columns += [
            good,
            bad,
            good / np.sqrt(lengths),
            bad / np.sqrt(lengths),
            (good + bad) / n,
            (n_good - n_bad) / n,
            np.tanh((good + bad) / 4),
        ]
    shown, praises = turned(rated, rated.both), rated.both > 0
    but = np.array([word == "but" for word in tokens.words], np.bool_)[tokens.codes] if len(tokens.codes) else np.empty(0, np.bool_)
    first, has_but = _first(but, tokens)
    place = tokens.place()
    contingents = total(rated.contingent)
    supposed = contingents[tokens.text] > 0
    columns += [
        total(np.where(rated.denied & praises, rated.both, 0)),
        total(np.where(rated.denied & ~praises, rated.both, 0)),
        total(np.where(rated.reduced & ~praises, rated.both, 0)),
        total(np.where(has_but[tokens.text] & (place < first[tokens.text]), shown, 0)),
        total(np.where(has_but[tokens.text] & (place > first[tokens.text]), shown, 0)),
        total(np.where(supposed & (shown > 0), shown, 0)),
        total(np.where(supposed & (shown < 0), shown, 0)),
        total(shown * place / lengths[tokens.text]),
        total(rated.denies),
        contingents,
        has_but.astype(np.float64),
        np.log(lengths),
        compound_scores(_joined(tokens)),
    ]
    return np.column_stack(columns)


def _joined(tokens: Tokens) -> list[str]:
    """Return the bare words of each text: marks and capitals, which typography may change, say nothing to the rules of VADER then."""
    words = np.array(tokens.words, object)[tokens.codes] if len(tokens.codes) else np.empty(0, object)
    ends = np.cumsum(tokens.lengths())
    return [" ".join(words[end - length : end]) for end, length in zip(ends, tokens.lengths(), strict=True)]


def _first(flags: Flags, tokens: Tokens) -> tuple[Integers, Flags]:
    """Return the place of the first flagged word of each text, and which texts have one."""
    texts, rows = np.unique(tokens.text[flags], return_index=True)
    first, has = np.zeros(tokens.n_texts, np.int64), np.zeros(tokens.n_texts, np.bool_)
    first[texts], has[texts] = tokens.place()[flags][rows], True
    return first, has
