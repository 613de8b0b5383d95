"""Keyword in context: every use of a word or phrase with what stands around it."""

from __future__ import annotations

import pandas as pd

from evenhand.corpus import Corpus
from evenhand.errors import LexiconError, ParameterError
from evenhand.lexicons import Lexicon, find_terms
from evenhand.voices import with_voices
from evenhand.words import words_of

CONCORDANCE_COLUMNS = ["article_id", "outlet", "left", "term", "right", "voice", "part", "start", "end"]


def concordance(corpus: Corpus, term: str, *, around: int = 60) -> pd.DataFrame:
    """Show each use of a term in its sentence's surroundings.

    Parameters
    ----------
    corpus
        Articles with tokens; with ``quotes``, each use tells whose voice it is in.
    term
        A word or phrase as in a word list: case is ignored, ``*`` at the end of a word stands for any ending. A term of
        `compare_words` or of a table of marks can be handed on as it is.
    around
        Characters of context on either side, of the text as it was read (line breaks shown as spaces).

    Returns
    -------
    DataFrame
        One row per use in reading order: ``article_id, outlet, left, term`` (as printed), ``right, voice, part, start, end``.

    Raises
    ------
    ParameterError
        If the term holds no word.

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> concordance(corpus_from("The tax plan failed. Taxes rose."), "tax*")[["left", "term", "right"]].values.tolist()
    [['The ', 'tax', ' plan failed. Taxes rose.'], ['The tax plan failed. ', 'Taxes', ' rose.']]
    """
    if not any(character.isalnum() for character in term):
        raise ParameterError(f'the term is "{term}"; expected a word or a phrase')
    uses = with_voices(find_terms(corpus.tokens, _list_of(term)), corpus)
    articles = corpus.articles.set_index("article_id")
    texts = articles["text"].reindex(uses["article_id"].astype(object)).tolist()
    spans = list(zip(texts, uses["start"], uses["end"], strict=True))
    return uses.assign(
        outlet=articles["outlet"].reindex(uses["article_id"].astype(object)).to_numpy(object),
        left=pd.array([_one_line(text[max(0, start - around) : start]) for text, start, _ in spans], "str"),
        term=pd.array([text[start:end] for text, start, end in spans], "str"),
        right=pd.array([_one_line(text[end : end + around]) for text, _, end in spans], "str"),
    )[CONCORDANCE_COLUMNS]


def _one_line(text: str) -> str:
    return text.replace("\n", " ").replace("\r", " ").replace("\t", " ")


def _list_of(term: str) -> Lexicon:
    entry = " ".join(words_of(term))
    if entry.startswith("*"):
        raise LexiconError(f'"{term}" begins with a *; expected it at the end of a word')
    return Lexicon("concordance", term, "1.0", "asked for", "", pd.DataFrame({"term": [entry], "category": ["term"]}))
