"""The language of the coverage: loaded words and hedges, in the reporter's voice and in the quoted."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from evenhand.corpus import Corpus
from evenhand.lexicons import Lexicon, find_terms, read_lexicon
from evenhand.voices import with_voices

TERM_COLUMNS = ["article_id", "sentence_id", "lexicon", "category", "start", "end", "term", "voice", "quote_id", "part"]


def find_language(corpus: Corpus, lexicons: Iterable[Lexicon | str] = ("hedges", "loaded")) -> pd.DataFrame:
    """Mark the terms of some word lists in the corpus: by default hedges ("may", "reportedly") and loaded words.

    Parameters
    ----------
    corpus
        Articles with sentences and tokens; with ``quotes``, each mark tells whose voice it is in.
    lexicons
        Lists, or names of lists.

    Returns
    -------
    DataFrame
        One row per mark: ``article_id, sentence_id, lexicon, category, start, end, term, voice, quote_id, part``; ordered by
        article and place.

    Notes
    -----
    A list knows words, not senses: "may not" counts as a hedge, a "plot" of land would count as loaded if it were listed.
    Scare quotes count in the voice of the sentence they stand in.

    References
    ----------
    Hyland, K. (2005). *Metadiscourse*. Continuum: hedges. Recasens, M. et al. (2013). ACL: loaded words as framing bias.

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> find_language(corpus_from("The fiasco may end."))["term"].tolist()
    ['fiasco', 'may']
    """
    books = [book if isinstance(book, Lexicon) else read_lexicon(book) for book in lexicons]
    marks = pd.concat([find_terms(corpus.tokens, book).assign(lexicon=book.name) for book in books], ignore_index=True)
    marks["article_id"] = pd.Categorical(marks["article_id"], corpus.articles["article_id"])
    marks = marks.sort_values(["article_id", "start", "lexicon"], kind="stable", ignore_index=True)
    return with_voices(marks, corpus)[TERM_COLUMNS]
