"""The manner of headlines: questions, forward references, the reader addressed, numbers, quotation and loaded words."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenhand.corpus import Corpus, is_word
from evenhand.language.inflection import read_inflected
from evenhand.language.marks import find_counted
from evenhand.lexicons import read_lexicon
from evenhand.words import normal

HEADLINE_COLUMNS = [
    "article_id", "headline", "n_headlines", "n_words", "n_loaded", "is_question", "is_exclamation", "has_quotation", "has_number",
    "points_forward", "addresses_reader",
]  # fmt: skip
_MARKS = {"is_question": {"?"}, "is_exclamation": {"!"}, "has_quotation": {'"', "“", "”", "‘", "''"}}


def headline_style(corpus: Corpus) -> pd.DataFrame:
    r"""Describe the headline of each article that has one.

    Returns
    -------
    DataFrame
        One row per article with a headline: ``article_id, headline, n_headlines`` (1, a base for `ratio_intervals`), ``n_words,
        n_loaded`` and 1 or 0 for ``is_question, is_exclamation, has_quotation, has_number, points_forward`` ("this", "why",
        "here's": the thing meant is in the text), ``addresses_reader`` ("you").

    Notes
    -----
    The headline is what `find_parts` calls so, a second deck included. Single straight quotation marks are not told from apostrophes.

    References
    ----------
    Blom, J. N. & Hansen, K. R. (2015). Click bait. *Journal of Pragmatics* 76: forward reference. Dor, D. (2003). *Journal of
    Pragmatics* 35.

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> corpus = corpus_from("Why this budget is a fiasco\n\nThe budget was read on Monday. It is long.", parts="auto")
    >>> headline_style(corpus)[["n_loaded", "points_forward"]].values.tolist()
    [[1, 1]]
    """
    ids = corpus.articles["article_id"]
    headlines = corpus.sentences[corpus.sentences["part"] == "headline"]
    bounds = headlines.groupby(headlines["article_id"].astype(object)).agg(start=("start", "min"), end=("end", "max")).reindex(ids)
    there = bounds["start"].notna().to_numpy()
    places = headlines[["article_id", "sentence_id"]]
    tokens = corpus.tokens.merge(places, on=["article_id", "sentence_id"]).astype({"word": corpus.tokens["word"].dtype})
    tokens["article_id"] = pd.Categorical(tokens["article_id"], ids)
    words = tokens["word"].map(normal).astype(object)
    classes = read_lexicon("headline_words")
    flags = {name: words.isin(marks) for name, marks in _MARKS.items()} | {
        "has_number": words.str.match(r"\d"),
        "points_forward": words.isin(classes.words("forward")),
        "addresses_reader": words.isin(classes.words("reader")),
    }
    counts = {"n_words": pd.Series(is_word(tokens)), "n_loaded": find_counted(tokens, read_inflected("loaded"))}
    texts = [
        text[int(a) : int(b)] if known else ""
        for text, a, b, known in zip(corpus.articles["text"], *bounds.T.to_numpy(), there, strict=True)
    ]
    table = pd.DataFrame({"article_id": ids.astype("str"), "headline": pd.Series(texts, dtype="str"), "n_headlines": 1})
    table["n_words"] = _per_article(tokens[counts["n_words"].to_numpy()])
    table["n_loaded"] = _per_article(counts["n_loaded"])
    for name, mask in flags.items():
        table[name] = np.minimum(_per_article(tokens[mask.to_numpy(bool)]), 1)
    return table.loc[there, HEADLINE_COLUMNS].reset_index(drop=True)


def _per_article(rows: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.bincount(rows["article_id"].cat.codes, minlength=len(rows["article_id"].cat.categories))
