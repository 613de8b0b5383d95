"""Readability and style: additive counts for each article and voice, and the established indices over any sum of them."""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.corpus import Corpus, is_word
from evenhand.errors import require_columns
from evenhand.language.inflection import past_participles
from evenhand.language.syllables import syllables
from evenhand.lexicons import read_lexicon
from evenhand.spans import places
from evenhand.voices import VOICES, quote_of
from evenhand.words import normal

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

COUNTS = [
    "n_words",
    "n_sentences",
    "n_characters",
    "n_syllables",
    "n_complex_words",
    "n_long_words",
    "n_passives",
    "n_numbers",
    "n_statistics",
]
COMPLEX_SYLLABLES = 3  # Gunning 1952
LONG_LETTERS = 7  # Björnsson 1968: more than six letters
_FURTHEST = 3  # words from a form of "be" to its participle: "was not immediately named"


def count_style(corpus: Corpus) -> pd.DataFrame:
    """Count what readability and style are made of, in each voice.

    Parameters
    ----------
    corpus
        With ``quotes``; without them every word is taken for the reporter's.

    Returns
    -------
    DataFrame
        One row per article and voice: ``article_id, voice`` and counts, all of which add up over voices and articles: ``n_words``,
        ``n_sentences`` (a sentence with both voices counts in each by its words), ``n_characters`` (letters and digits),
        ``n_syllables``, ``n_complex_words`` (three syllables or more, no capital), ``n_long_words`` (over six letters), ``n_passives``,
        ``n_numbers``, ``n_statistics`` (numbers with a unit of measure, money or share).

    Notes
    -----
    Syllables are counted by rule. A passive is a form of "be" with a past participle at most three words on: "was
    interested" counts, "got fired" does not.

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> count_style(corpus_from("Costs were cut by 4 percent."))[["n_words", "n_passives", "n_statistics"]].iloc[0].tolist()
    [6.0, 1.0, 1.0]
    """
    tokens = corpus.tokens
    quoted = quote_of(tokens, corpus) >= 0
    group = 2 * tokens["article_id"].cat.codes.to_numpy(np.int64) + quoted
    word = is_word(tokens)
    measures = _of_words(tokens)
    measures |= {
        "n_words": word.astype(np.float64),
        "n_sentences": _share_of_sentence(tokens, word),
        "n_passives": _passives(tokens).astype(np.float64),
        "n_statistics": _statistics(tokens).astype(np.float64),
    }
    n = len(corpus.articles)
    counts = {name: np.bincount(group, weights=measures[name], minlength=2 * n) for name in COUNTS}
    ids = np.repeat(corpus.articles["article_id"].to_numpy(object), 2)
    return pd.DataFrame({"article_id": pd.Series(ids, dtype="str"), "voice": pd.Series(np.tile(VOICES, n), dtype="str"), **counts})


def readability(counts: pd.DataFrame) -> pd.DataFrame:
    """Add the indices to rows of `count_style`, or to sums of them.

    Parameters
    ----------
    counts
        The columns of `count_style`; group and sum them first to measure outlets.

    Returns
    -------
    DataFrame
        The same rows with ``words_per_sentence``; ``flesch_reading_ease`` (higher = easier); ``flesch_kincaid_grade``, ``gunning_fog``,
        ``smog``, ``automated_readability``, ``coleman_liau`` (years of schooling; higher = harder); ``lix`` (higher = harder);
        ``passives_per_sentence``, ``numbers_per_1000``, ``statistics_per_1000`` words. Without words NaN.

    Notes
    -----
    Made for school texts of 100 words and more; below that they swing. They count length, not understanding.

    References
    ----------
    Flesch (1948). Kincaid et al. (1975). Gunning (1952). McLaughlin (1969). Senter & Smith (1967). Coleman & Liau (1975).
    Björnsson (1968).

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> readability(count_style(corpus_from("The cat sat on the mat.")))["flesch_reading_ease"].iloc[0].round(1)
    np.float64(116.1)
    """
    require_columns(counts, COUNTS, "the counts")
    n = {name: counts[name].where(counts["n_words"] > 0) for name in COUNTS}
    words, sentences = n["n_words"], n["n_sentences"]
    length, sounds, letters = words / sentences, n["n_syllables"] / words, n["n_characters"] / words
    return counts.assign(
        words_per_sentence=length,
        flesch_reading_ease=206.835 - 1.015 * length - 84.6 * sounds,
        flesch_kincaid_grade=0.39 * length + 11.8 * sounds - 15.59,
        gunning_fog=0.4 * (length + 100 * n["n_complex_words"] / words),
        smog=1.043 * np.sqrt(30 * n["n_complex_words"] / sentences) + 3.1291,
        automated_readability=4.71 * letters + 0.5 * length - 21.43,
        coleman_liau=5.88 * letters - 29.6 / length - 15.8,
        lix=length + 100 * n["n_long_words"] / words,
        passives_per_sentence=n["n_passives"] / sentences,
        numbers_per_1000=1000 * n["n_numbers"] / words,
        statistics_per_1000=1000 * n["n_statistics"] / words,
    )


def _of_words(tokens: pd.DataFrame) -> dict[str, Floats]:
    """Measure each distinct word once and spread it."""
    printed = tokens["word"].cat.categories.tolist()
    codes = tokens["word"].cat.codes.to_numpy()
    sounding = is_word(pd.DataFrame({"word": pd.Categorical(printed, printed)}))
    sounds = np.array([syllables(word) for word in printed], np.float64) * sounding
    letters = np.array([sum(map(str.isalnum, word)) for word in printed], np.float64) * sounding
    number = np.array([word[:1].isdigit() for word in printed], np.bool_)
    capital = np.array([word[:1].isupper() for word in printed], np.bool_)
    found = {
        "n_syllables": sounds,
        "n_characters": letters,
        "n_complex_words": (sounds >= COMPLEX_SYLLABLES) & ~capital & ~number,
        "n_long_words": (letters >= LONG_LETTERS) & ~number,
        "n_numbers": number,
    }
    return {name: values.astype(np.float64)[codes] for name, values in found.items()}


def _share_of_sentence(tokens: pd.DataFrame, word: Mask) -> Floats:
    """Give each word its share of its sentence, so that a sentence adds up to one."""
    sentence = np.unique(places(tokens["article_id"].cat.codes, tokens["sentence_id"]), return_inverse=True)[1]
    n_words = np.bincount(sentence, weights=word, minlength=1)
    return np.divide(word, n_words[sentence], out=np.zeros(len(word)), where=word)


@cache
def _words(category: str) -> frozenset[str]:
    return read_lexicon("style_words").words(category)


def _marked(tokens: pd.DataFrame, known: frozenset[str]) -> Mask:
    spelled = np.array([normal(word) in known for word in tokens["word"].cat.categories.to_numpy(object)], np.bool_)
    return spelled[tokens["word"].cat.codes.to_numpy()]


def _beside(mask: Mask, tokens: pd.DataFrame, shift: int) -> Mask:
    """Mark the tokens whose neighbour so many places on is marked and stands in the same sentence."""
    row = np.arange(len(mask)) + shift
    inside = (row >= 0) & (row < len(mask))
    row = np.where(inside, row, 0)
    sentence = places(tokens["article_id"].cat.codes, tokens["sentence_id"])
    return inside & mask[row] & (sentence[row] == sentence) if len(mask) else mask


def _passives(tokens: pd.DataFrame) -> Mask:
    """Mark the participles of passives."""
    spellings = [normal(word) for word in tokens["word"].cat.categories.to_numpy(object)]
    codes = tokens["word"].cat.codes.to_numpy()
    participles, states = past_participles(), _words("state")
    participle = np.array(
        [(word in participles or (word.endswith("ed") and len(word) > 4)) and word not in states for word in spellings], bool
    )
    between = np.array([word in _words("between") or word.endswith("ly") for word in spellings], np.bool_)
    participle, between = participle[codes], between[codes]
    reached = _marked(tokens, _words("be"))
    passive = np.zeros(len(tokens), np.bool_)
    for _ in range(_FURTHEST):
        behind = _beside(reached, tokens, -1)
        passive |= behind & participle
        reached = behind & between & ~participle
    return passive


def _statistics(tokens: pd.DataFrame) -> Mask:
    """Mark the numbers that measure: a share, money, or an amount with a unit."""
    spellings = tokens["word"].cat.categories.tolist()
    number = np.array([word[:1].isdigit() for word in spellings], np.bool_)[tokens["word"].cat.codes.to_numpy()]
    return number & (_beside(_marked(tokens, _words("unit")), tokens, 1) | _beside(_marked(tokens, _words("currency")), tokens, -1))
