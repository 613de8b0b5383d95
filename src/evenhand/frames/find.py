"""Frame marks: words and phrases of a codebook that show a frame, each with its place, its voice and its part."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd

from evenhand.corpus import Corpus, corpus_from
from evenhand.lexicons import Lexicon, find_terms, read_lexicon
from evenhand.voices import with_voices

FRAME_COLUMNS = [
    "article_id",
    "sentence_id",
    "codebook",
    "frame",
    "start",
    "end",
    "term",
    "voice",
    "quote_id",
    "part",
    "source_id",
    "side",
]
Codebook = Lexicon | str | Path


def book_of(codebook: Codebook) -> Lexicon:
    """Return a codebook, reading it where it is a name or a path."""
    return codebook if isinstance(codebook, Lexicon) else read_lexicon(codebook)


def find_frames(corpus: Corpus, codebook: Codebook = "generic_frames") -> pd.DataFrame:
    """Mark each term of a codebook in the corpus.

    Parameters
    ----------
    corpus
        Articles with sentences and tokens; with ``quotes``, each mark tells whose voice it is in, with ``sources`` also which source's.
    codebook
        A codebook, its name, or the path of its CSV. Built in: ``generic_frames``, ``policy_frames``, ``war_peace``,
        ``episodic_thematic``, ``moral_language``, ``frame_elements``.

    Returns
    -------
    DataFrame
        One row per mark in reading order: ``article_id, sentence_id, codebook, frame, start, end, term, voice``
        (reporter, quoted; unknown without quotes), ``quote_id, part`` (headline, lead, body), ``source_id`` and ``side`` of
        the source whose words they are (missing in the reporter's voice).

    Raises
    ------
    LexiconError
        If the codebook is missing or has a fault.

    Notes
    -----
    A word shows a frame only as often as its codebook is right; irony, negation ("no winners") and other senses count.

    References
    ----------
    Semetko, H. A. & Valkenburg, P. M. (2000). Framing European politics. *Journal of Communication* 50(2): the five frames.

    Examples
    --------
    >>> find_frames(corpus_from("The homeless families wait. Job losses loom."))["frame"].tolist()
    ['human_interest', 'economic_consequences']
    """
    book = book_of(codebook)
    marks = find_terms(corpus.tokens, book, corpus.sentences).rename(columns={"category": "frame"})
    return _with_sources(with_voices(marks.assign(codebook=book.name), corpus), corpus)[FRAME_COLUMNS]


def _with_sources(marks: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Add the source and side that a quoted mark belongs to."""
    blank = marks.assign(source_id=pd.array([pd.NA] * len(marks), "Int64"), side=pd.array([np.nan] * len(marks), "str"))
    quotes, sources = corpus.quotes, corpus.sources
    if quotes is None or "source_id" not in quotes:
        return blank
    keys = pd.MultiIndex.from_arrays([quotes["article_id"].astype(object), quotes["quote_id"].astype("Int64")])
    source = pd.Series(quotes["source_id"].astype("Int64").to_numpy(), keys)
    speakers = pd.MultiIndex.from_arrays([marks["article_id"].astype(object), marks["quote_id"]])
    found = pd.array(source.reindex(speakers).to_numpy(), "Int64")
    if sources is None or "side" not in sources:
        return blank.assign(source_id=found)
    keys = pd.MultiIndex.from_arrays([sources["article_id"].astype(object), sources["source_id"].astype("Int64")])
    side = pd.Series(sources["side"].to_numpy(object), keys)
    behind = pd.MultiIndex.from_arrays([marks["article_id"].astype(object), found])
    return blank.assign(source_id=found, side=pd.array(side.reindex(behind).to_numpy(), "str"))


def count_frames(texts: Iterable[str], codebook: Codebook = "generic_frames") -> pd.DataFrame:
    """Count the marks of each frame in plain strings.

    Returns
    -------
    DataFrame
        One row per text, one column per frame of the codebook, in the codebook's order; counts.

    Examples
    --------
    >>> count_frames(["The homeless families wait.", ""])["human_interest"].tolist()
    [1, 0]
    """
    book = book_of(codebook)
    corpus = corpus_from(texts)
    marks = find_terms(corpus.tokens, book, corpus.sentences)
    counts = pd.crosstab(marks["article_id"], marks["category"])
    counts = counts.reindex(index=corpus.articles["article_id"], columns=book.names, fill_value=0)
    return counts.reset_index(drop=True).rename_axis(columns=None).astype("int64")
