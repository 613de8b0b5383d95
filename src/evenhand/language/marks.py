"""Language marks: the terms of word lists, each with its class, its place and its voice."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from evenhand.corpus import Corpus
from evenhand.language.context import counted
from evenhand.language.inflection import inflected, read_inflected
from evenhand.lexicons import Lexicon, find_terms
from evenhand.voices import with_voices

TERM_COLUMNS = ["article_id", "sentence_id", "lexicon", "category", "start", "end", "term", "voice", "quote_id", "part"]


def find_language(corpus: Corpus, lexicons: Iterable[Lexicon | str] = ("hedges", "loaded")) -> pd.DataFrame:
    """Mark the terms of some word lists in the corpus: by default hedges ("may", "reportedly") and loaded words.

    Others that ship are ``boosters``, ``presuppositions`` (factives, implicatives, assertives), ``subjectives``, ``euphemisms``
    and ``emotive`` (victimising, demonising and emotive words of conflict news).

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
    ``term`` is the entry as listed ("slam" for "slammed"); the text between ``start`` and ``end`` is what is printed. A list
    knows words, not senses, but for the conditions of its entries ("May" is no hedge, a rugby "offensive line" not loaded);
    "may not" counts as a hedge. Scare quotes count in the voice of the sentence they stand in.

    References
    ----------
    Hyland, K. (2005). *Metadiscourse*. Continuum: hedges. Recasens, M. et al. (2013). ACL: loaded words as framing bias.

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> find_language(corpus_from("Rivals slammed it. It may end."))["term"].tolist()
    ['slam', 'may']
    """
    marks = pd.concat([_find(corpus.tokens, book) for book in lexicons], ignore_index=True)
    marks["article_id"] = pd.Categorical(marks["article_id"], corpus.articles["article_id"])
    marks = marks.sort_values(["article_id", "start", "lexicon"], kind="stable", ignore_index=True)
    return with_voices(marks, corpus)[TERM_COLUMNS]


def _find(tokens: pd.DataFrame, book: Lexicon | str) -> pd.DataFrame:
    lexicon = inflected(book) if isinstance(book, Lexicon) else read_inflected(book)
    marks = find_counted(tokens, lexicon)
    return marks.assign(term=marks["term"].map(lexicon.column("lemma")).astype("str"), lexicon=lexicon.name)


def find_counted(tokens: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Find the entries of an inflected list where their conditions hold; ``term`` is the form found."""
    return counted(find_terms(tokens, lexicon), tokens, lexicon)
