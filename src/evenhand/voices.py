"""Whose words these are: every token, sentence piece or mark joined to the quote it stands in.

A word is in the *quoted* voice where it lies inside the content of a quote (direct, indirect or mixed: what the article
lays in somebody's mouth), else in the *reporter*'s. The two add up to all words.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.corpus import Corpus, is_word
from evenhand.spans import containing, places

VOICES = ("reporter", "quoted")


def quote_spans(quotes: pd.DataFrame) -> pd.DataFrame:
    """Return one row per content span of each quote: ``article_id, quote_id, start, end``."""
    spans = quotes[["article_id", "quote_id", "spans"]].explode("spans", ignore_index=True)
    spans = spans[spans["spans"].notna()].reset_index(drop=True)
    bounds = np.array(spans["spans"].tolist(), np.int64).reshape(-1, 2)
    return spans[["article_id", "quote_id"]].assign(start=bounds[:, 0], end=bounds[:, 1])


def quote_of(marks: pd.DataFrame, corpus: Corpus) -> npt.NDArray[np.intp]:
    """For each mark (``article_id, start, end``), the row of ``corpus.quotes`` whose content holds it, or -1.

    Of nested quotes the innermost one counts.
    """
    if corpus.quotes is None or corpus.quotes.empty:
        return np.full(len(marks), -1, np.intp)
    rows = corpus.quotes[["article_id", "spans"]].assign(quote_id=np.arange(len(corpus.quotes)))
    spans = quote_spans(rows)
    ids = pd.Index(corpus.articles["article_id"])
    inside, outside = ids.get_indexer(marks["article_id"].astype(object)), ids.get_indexer(spans["article_id"].astype(object))
    found = containing(
        places(inside, marks["start"]), places(inside, marks["end"]), places(outside, spans["start"]), places(outside, spans["end"])
    )
    row = spans["quote_id"].to_numpy(np.intp)
    return np.where(found >= 0, row[found], -1) if len(row) else found


def with_voices(marks: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Add ``voice`` (reporter, quoted), ``quote_id`` (missing outside quotes) and ``part`` to a table of marks.

    Where the corpus has no quotes table the voice is ``unknown``.
    """
    found = quote_of(marks, corpus)
    quoted = pd.Series(found >= 0, index=marks.index)
    ids = (
        corpus.quotes["quote_id"].to_numpy()[found] if corpus.quotes is not None and len(corpus.quotes) else np.zeros(len(marks), np.int64)
    )
    parts = corpus.sentences[["article_id", "sentence_id", "part"]]
    voices = quoted.map({True: "quoted", False: "reporter"}) if corpus.quotes is not None else "unknown"
    return marks.assign(
        voice=pd.Series(voices, index=marks.index, dtype="str"),
        quote_id=pd.array(ids, "Int64"),
        part=marks[["article_id", "sentence_id"]].merge(parts, how="left", on=["article_id", "sentence_id"])["part"].to_numpy(),
    ).assign(quote_id=lambda table: table["quote_id"].where(quoted))


def words_by_voice(corpus: Corpus) -> pd.DataFrame:
    """Count the words of each article in each voice: one row per article, columns ``reporter`` and ``quoted``.

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> from evenhand.quotes import find_quotes
    >>> corpus = corpus_from('"We are ready," said the mayor.')
    >>> words_by_voice(corpus.with_tables(quotes=find_quotes(corpus))).to_dict("list")
    {'reporter': [3], 'quoted': [3]}
    """
    quoted = quote_of(corpus.tokens, corpus) >= 0
    article, word = corpus.tokens["article_id"].cat.codes.to_numpy(), is_word(corpus.tokens)
    n = len(corpus.articles)
    counts = {voice: np.bincount(article[word & (quoted == (voice == "quoted"))], minlength=n) for voice in VOICES}
    return pd.DataFrame(counts, index=pd.Index(corpus.articles["article_id"], name="article_id"))


def pieces_by_voice(corpus: Corpus) -> pd.DataFrame:
    """Cut sentences into what the reporter says and what is quoted.

    Returns
    -------
    DataFrame
        One row per sentence and voice: ``article_id, sentence_id, voice, text`` (the pieces joined by a space) and ``n_words``.
    """
    tokens = corpus.tokens
    quoted = quote_of(tokens, corpus) >= 0
    sentence = places(tokens["article_id"].cat.codes, tokens["sentence_id"])
    turn = (
        np.flatnonzero(np.concatenate(([True], (sentence[1:] != sentence[:-1]) | (quoted[1:] != quoted[:-1])))) if len(tokens) else sentence
    )
    last = np.concatenate((turn[1:], [len(tokens)])) - 1 if len(tokens) else turn
    texts = corpus.articles["text"].to_numpy(object)
    codes, starts, ends = (
        tokens["article_id"].cat.codes.to_numpy()[turn],
        tokens["start"].to_numpy()[turn],
        tokens["end"].to_numpy()[last],
    )
    words = np.add.reduceat(is_word(tokens).astype(np.int64), turn) if len(turn) else turn
    pieces = tokens.iloc[turn][["article_id", "sentence_id"]].assign(
        voice=np.where(quoted[turn], "quoted", "reporter"),
        text=[texts[code][start:end] for code, start, end in zip(codes, starts, ends, strict=True)],
        n_words=words,
    )
    keys = ["article_id", "sentence_id", "voice"]
    return pieces.groupby(keys, observed=True, sort=False).agg(text=("text", " ".join), n_words=("n_words", "sum")).reset_index()
