"""Loaded language: the words of a sentence that judge while they seem to describe, and a probability for the sentence.

The model is a logistic sum of seven signals whose weights were set by argument, not fitted: a list and seven numbers travel to
other topics and years, where models trained on one set of sentences fall to chance. It is never told the outlet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.corpus import Corpus, corpus_from, is_word
from evenhand.language.inflection import read_inflected
from evenhand.language.marks import find_counted
from evenhand.lexicons import read_lexicon
from evenhand.spans import places
from evenhand.voices import VOICES, quote_of, with_voices
from evenhand.words import normal

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

# What one of each adds to the log-odds. A strong word is seldom found in sober prose (about three mild ones); a booster leans
# the same way, far less; numbers and reporting verbs are the marks of a factual report.
WEIGHTS = {
    "mild": 0.6,
    "plain": 1.1,
    "strong": 1.7,
    "boosters": 0.3,
    "numbers": -0.25,
    "reports": -0.5,
    "length": -0.5,  # for each time the words of the sentence are e times TYPICAL_WORDS: the same marks weigh less in a longer one
}
INTERCEPT = -1.0
TYPICAL_WORDS = 25.0
_STRENGTHS = {"1": "mild", "2": "plain", "3": "strong"}
# How sure a single word is, by the strength of its entry.
_WORD_PROBABILITY = {"1": 0.5, "2": 0.65, "3": 0.8}
_BOOSTERS = ("certainty", "amplifier", "universal")

WORD_COLUMNS = ["text_id", "start", "end", "word", "term", "category", "strength", "probability"]
SENTENCE_COLUMNS = ["article_id", "sentence_id", "voice", "part", "text", "n_words", "n_loaded", "words", "probability"]


def loaded_language(texts: Iterable[str]) -> Floats:
    """Give the probability that a sentence is loaded: worded so that it judges what it reports.

    Parameters
    ----------
    texts
        Sentences; longer texts give a number that means little.

    Returns
    -------
    array
        One value per text, 0 to 1; NaN for a text without words. `loaded_signals` shows what weighed.

    Notes
    -----
    Measured, not fitted, on BABE (2,163 sentences of ten US outlets, marked by trained coders); lists and weights were checked
    on four outlets, four others left unread. The mean area under the curve inside an outlet is .70 on those left unread (.66
    to .78), .76 on those read. Half of the sentences there are loaded by choice of the makers; in ordinary news far fewer
    are, so compare groups rather than count sentences above .5. Irony, selection and what is left out are not seen.

    References
    ----------
    Recasens, M. et al. (2013). Linguistic models for analyzing and detecting biased language. *ACL*: framing bias. Spinde, T.
    et al. (2021). *Findings of EMNLP*: BABE.

    Examples
    --------
    >>> loaded_language(["The shameless hacks gloated over the debacle.", "Turnout was 41 percent, officials said."]).round(2).tolist()
    [1.0, 0.26]
    """
    signals = loaded_signals(texts)
    return _probability(signals)


def loaded_signals(texts: Iterable[str]) -> pd.DataFrame:
    """Count what `loaded_language` weighs.

    Returns
    -------
    DataFrame
        One row per text, one column per name of ``WEIGHTS``: marks of each strength, boosters, numbers,
        reporting verbs, and the log of the words over 25 (NaN without words).

    Examples
    --------
    >>> loaded_signals(["The debacle cost 12 jobs."])[["plain", "strong", "numbers"]].values.tolist()
    [[0.0, 1.0, 1.0]]
    """
    corpus = corpus_from(list(texts))
    ids = pd.Index(corpus.articles["article_id"])
    return _signals(corpus.tokens, lambda table: ids.get_indexer(table["article_id"].astype(object)), len(ids))


def loaded_words(texts: Iterable[str]) -> pd.DataFrame:
    """List the loaded words of some texts.

    Returns
    -------
    DataFrame
        One row per word or phrase in reading order: ``text_id`` (place in ``texts``, from 0), ``start``, ``end``, ``word`` (as
        printed), ``term`` (the entry), ``category``, ``strength`` (1 mild to 3 strong), ``probability`` (.5, .65 or .8 by strength).

    Notes
    -----
    On the outlets of BABE left unread the words agree with those that its coders marked at F1 .38 (precision .30, recall .52).
    Coders mark a mild word in three of ten cases and a strong one in half: the probability ranks words, it is no frequency.

    Examples
    --------
    >>> loaded_words(["Rivals slammed the plan."])[["start", "end", "term", "strength"]].values.tolist()
    [[7, 14, 'slam', 2]]
    """
    listed = list(texts)
    corpus, book = corpus_from(listed), read_inflected("loaded")
    marks = find_counted(corpus.tokens, book)
    strength = marks["term"].map(book.column("strength"))
    row = pd.Index(corpus.articles["article_id"]).get_indexer(marks["article_id"].astype(object))
    printed = [corpus.articles["text"].iloc[n][start:end] for n, start, end in zip(row, marks["start"], marks["end"], strict=True)]
    return marks.assign(
        text_id=row,
        word=pd.Series(printed, marks.index, dtype="str"),
        term=marks["term"].map(book.column("lemma")).astype("str"),
        strength=strength.astype("int64"),
        probability=strength.map(_WORD_PROBABILITY).astype("float64"),
    )[WORD_COLUMNS]


def loaded_by_voice(corpus: Corpus) -> pd.DataFrame:
    """Score each sentence twice: the reporter's words in it, and the quoted ones.

    Parameters
    ----------
    corpus
        With ``quotes``; without them every word is taken for the reporter's.

    Returns
    -------
    DataFrame
        One row per sentence and voice that has words there: ``article_id, sentence_id, voice, part, text`` (the whole
        sentence), ``n_words, n_loaded, words`` (the entries that weighed), ``probability``. The voices of a sentence add up:
        ``n_words`` to its words, ``n_loaded`` to its marks.

    Examples
    --------
    >>> from evenhand.quotes import find_quotes
    >>> corpus = corpus_from('"It is a farce," said Ada Quill of the fiasco.')
    >>> loaded_by_voice(corpus.with_tables(quotes=find_quotes(corpus)))[["voice", "n_loaded", "words"]].values.tolist()
    [['reporter', 1, 'fiasco'], ['quoted', 1, 'farce']]
    """
    sentences = corpus.sentences
    keys = places(_codes(sentences, corpus), sentences["sentence_id"])

    def group(table: pd.DataFrame) -> Integers:
        return 2 * np.searchsorted(keys, places(_codes(table, corpus), table["sentence_id"])) + (quote_of(table, corpus) >= 0)

    signals = _signals(corpus.tokens, group, 2 * len(sentences))
    marks = _loaded_marks(corpus)
    words = marks["term"].groupby(group(marks)).agg(", ".join)
    texts = corpus.articles["text"].to_numpy(object)
    cut = [texts[code][start:end] for code, start, end in zip(_codes(sentences, corpus), sentences["start"], sentences["end"], strict=True)]
    scored = sentences[["article_id", "sentence_id", "part"]].assign(text=pd.Series(cut, sentences.index, dtype="str"))
    scored = scored.loc[scored.index.repeat(2)].reset_index(drop=True)
    scored = scored.assign(
        voice=pd.Series(np.tile(VOICES, len(sentences)), dtype="str"),
        n_words=(TYPICAL_WORDS * np.exp(signals["length"])).fillna(0).round().astype("int64"),
        n_loaded=signals[["mild", "plain", "strong"]].sum(axis=1).astype("int64"),
        words=words.reindex(scored.index).fillna("").astype("str"),
        probability=_probability(signals),
    )
    return scored.loc[scored["n_words"] > 0, SENTENCE_COLUMNS].reset_index(drop=True)


def _loaded_marks(corpus: Corpus) -> pd.DataFrame:
    book = read_inflected("loaded")
    marks = find_counted(corpus.tokens, book)
    return with_voices(marks.assign(term=marks["term"].map(book.column("lemma"))), corpus)


def _codes(table: pd.DataFrame, corpus: Corpus) -> Integers:
    return pd.Index(corpus.articles["article_id"]).get_indexer(table["article_id"].astype(object)).astype(np.int64)


def _signals(tokens: pd.DataFrame, group: Callable[[pd.DataFrame], npt.NDArray[np.integer]], n: int) -> pd.DataFrame:
    """Count the signals of each group of tokens; ``group`` numbers the rows of a table of tokens or marks."""

    def count(rows: pd.DataFrame) -> Floats:
        return np.bincount(group(rows), minlength=n).astype(np.float64)

    book = read_inflected("loaded")
    marks = find_counted(tokens, book)
    strength = marks["term"].map(book.column("strength"))
    counts = {name: count(marks[strength == digit]) for digit, name in _STRENGTHS.items()}
    boosters = find_counted(tokens, read_inflected("boosters"))
    counts["boosters"] = count(boosters[boosters["category"].isin(_BOOSTERS)])
    spellings = [normal(word) for word in tokens["word"].cat.categories.to_numpy(object)]
    codes = tokens["word"].cat.codes.to_numpy()
    counts["numbers"] = count(tokens[np.array([word[:1].isdigit() for word in spellings], np.bool_)[codes]])
    counts["reports"] = count(tokens[np.array([word in _reports() for word in spellings], np.bool_)[codes]])
    n_words = count(tokens[is_word(tokens)])
    counts["length"] = np.log(np.where(n_words > 0, n_words, np.nan) / TYPICAL_WORDS)
    return pd.DataFrame(counts)[list(WEIGHTS)]


@cache
def _reports() -> frozenset[str]:
    """Return the past forms of neutral reporting verbs: the others ("state", "comment") are mostly no verbs."""
    verbs = read_lexicon("reporting_verbs").entries
    neutral = verbs[(verbs["category"] == "neutral") & verbs["frame"].str.contains("clause|quote")]
    return frozenset(forms.split()[1] for forms in neutral["forms"]) | {"says", "according"}


def loaded_odds(signals: pd.DataFrame) -> Floats:
    """Return the log-odds that a text is loaded, from its `loaded_signals`; NaN for a text without words."""
    odds: Floats = signals.to_numpy(np.float64) @ np.array(list(WEIGHTS.values())) + INTERCEPT
    return odds


def _probability(signals: pd.DataFrame) -> Floats:
    probability: Floats = 1 / (1 + np.exp(-loaded_odds(signals)))
    return probability
