"""Frame marks: words and phrases of a codebook that show a frame, each with its place, its voice and its part."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from evenhand.corpus import Corpus, corpus_from
from evenhand.lexicons import Lexicon, find_terms, read_lexicon
from evenhand.voices import with_voices

FRAME_COLUMNS = ["article_id", "sentence_id", "codebook", "frame", "start", "end", "term", "voice", "quote_id", "part"]
Codebook = Lexicon | str | Path


def find_frames(corpus: Corpus, codebook: Codebook = "generic_frames") -> pd.DataFrame:
    """Mark each term of a codebook in the corpus.

    Parameters
    ----------
    corpus
        Articles with sentences and tokens; with ``quotes``, each mark tells whose voice it is in.
    codebook
        A codebook, its name, or the path of its CSV. Built in: ``generic_frames``.

    Returns
    -------
    DataFrame
        One row per mark in reading order: ``article_id, sentence_id, codebook, frame, start, end, term, voice``
        (reporter, quoted; unknown without quotes), ``quote_id, part`` (headline, lead, body).

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
    book = codebook if isinstance(codebook, Lexicon) else read_lexicon(codebook)
    marks = find_terms(corpus.tokens, book, corpus.sentences).rename(columns={"category": "frame"})
    return with_voices(marks.assign(codebook=book.name), corpus)[FRAME_COLUMNS]


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
    book = codebook if isinstance(codebook, Lexicon) else read_lexicon(codebook)
    corpus = corpus_from(texts)
    marks = find_terms(corpus.tokens, book, corpus.sentences)
    counts = pd.crosstab(marks["article_id"], marks["category"]).reindex(
        index=corpus.articles["article_id"], columns=book.names, fill_value=0
    )
    return counts.reset_index(drop=True).rename_axis(columns=None).astype("int64")
