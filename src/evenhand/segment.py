"""Sentences and tokens, with offsets into the text as it was read.

Sentence ends are those of NLTK's Punkt, given our newsroom abbreviations instead of trained data, and mended where the
printed capital or a quotation mark decides: ``"Is it true?" he asked.`` and ``No. 10`` are not cut.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.lexicons import read_lexicon
from evenhand.spans import containing, places
from evenhand.words import TOKEN, normal

if TYPE_CHECKING:
    from nltk.tokenize.punkt import PunktSentenceTokenizer

Codes = npt.NDArray[np.int64]

TEXT_PARTS = ("headline", "lead", "body")
SENTENCE_COLUMNS = ["article_id", "sentence_id", "paragraph_id", "start", "end", "part"]
TOKEN_COLUMNS = ["article_id", "sentence_id", "start", "end", "word"]

_LAST_WORD = re.compile(r"([^\W\d_][\w.]*)\.$")
_QUESTION_QUOTED = re.compile(r"[?!…]\s?(?:[\"”’»]|'')$")
_NEXT_WORDS = 6  # how far behind a quotation a reporting verb still closes it: ``"Go!" the union's leader later said``


def find_sentences(articles: pd.DataFrame, paragraphs: pd.DataFrame) -> pd.DataFrame:
    """Cut headline, lead and body paragraphs into sentences.

    Parameters
    ----------
    articles, paragraphs
        Tables of a corpus; paragraphs of other parts are passed over.

    Returns
    -------
    DataFrame
        One row per sentence: ``article_id`` (categorical), ``sentence_id`` (from 0 in each article), ``paragraph_id``,
        ``start``, ``end`` (no space at either end), ``part``.

    Notes
    -----
    Wrong where a sentence ends in an abbreviation and the next begins with a name ("in the U.S. Smith said"): not cut.

    References
    ----------
    Kiss, T. & Strunk, J. (2006). Unsupervised multilingual sentence boundary detection. *Computational Linguistics* 32(4).
    """
    kept = paragraphs[paragraphs["part"].isin(TEXT_PARTS)]
    texts = articles.set_index("article_id")["text"]
    rows = [
        (paragraph.article_id, paragraph.paragraph_id, paragraph.start + start, paragraph.start + end, paragraph.part)
        for paragraph in kept.itertuples(index=False)
        for start, end in sentence_spans(texts[paragraph.article_id][paragraph.start : paragraph.end])
    ]
    sentences = pd.DataFrame(rows, columns=["article_id", "paragraph_id", "start", "end", "part"])
    sentences["article_id"] = pd.Categorical(sentences["article_id"], articles["article_id"])
    sentences["sentence_id"] = sentences.groupby("article_id", observed=True).cumcount()
    whole = dict.fromkeys(["sentence_id", "paragraph_id", "start", "end"], "int64")
    return sentences.astype(whole | {"part": "str"})[SENTENCE_COLUMNS]


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Return the sentences of one paragraph as ``(start, end)``.

    Examples
    --------
    >>> text = '"Is it true?" he asked. Gen. Lind met J. Q. Moss in the U.S. The talks failed.'
    >>> [text[start:end] for start, end in sentence_spans(text)]
    ['"Is it true?" he asked.', 'Gen. Lind met J. Q. Moss in the U.S.', 'The talks failed.']
    """
    spans: list[tuple[int, int]] = []
    for start, end in _punkt().span_tokenize(text):
        if spans and _goes_on(text[spans[-1][0] : spans[-1][1]], text[start:end]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


@cache
def _punkt() -> PunktSentenceTokenizer:
    # NLTK costs a second to import: paid only when text is read.
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer  # noqa: PLC0415

    known = PunktParameters()
    known.abbrev_types = set(read_lexicon("abbreviations").words()) - _also_words()
    known.sent_starters = set(read_lexicon("sentence_starters").words())
    return PunktSentenceTokenizer(known)


@cache
def _also_words() -> frozenset[str]:
    """Abbreviations that are words too ("no", "mass"); only a printed capital tells them apart."""
    entries = read_lexicon("abbreviations").entries
    return frozenset(entries.loc[entries["note"].str.contains("also a word"), "term"])


@cache
def _verbs_behind_quotes() -> frozenset[str]:
    entries = read_lexicon("reporting_verbs").entries
    spoken = entries[entries["frame"].str.contains("clause|quote")]
    return frozenset(chain(spoken["term"], chain.from_iterable(spoken["forms"].str.split())))


def _goes_on(before: str, after: str) -> bool:
    """Tell whether what Punkt cut in two is one sentence."""
    if after[0].islower():
        return True
    if last := _LAST_WORD.search(before[-20:]):
        word = last[1]
        return word[0].isupper() and word.lower() in _also_words() and (after[0].isdigit() or (after[0].isupper() and word != "No"))
    if not _QUESTION_QUOTED.search(before[-4:]):
        return False
    words = [word for word in TOKEN.findall(after[:120]) if not word.isspace()][:_NEXT_WORDS]
    return any(normal(word) in _verbs_behind_quotes() and '"' not in words[:n] and "“" not in words[:n] for n, word in enumerate(words))


def find_tokens(articles: pd.DataFrame, sentences: pd.DataFrame) -> pd.DataFrame:
    """Cut sentences into tokens.

    Returns
    -------
    DataFrame
        One row per token in reading order: ``article_id`` (categorical; its code is the row of the article),
        ``sentence_id``, ``start``, ``end``, ``word`` (categorical, as printed).

    Notes
    -----
    A word with its hyphens and apostrophes is one token, a possessive 's another; "U.S." and "Gen." keep their dots.
    """
    cut = [TOKEN.findall(text) for text in articles["text"]]
    counts = np.fromiter(map(len, cut), np.int64, len(cut))
    printed = np.fromiter(chain.from_iterable(cut), object, counts.sum())
    lengths = np.fromiter(map(len, printed), np.int64, len(printed))
    article = np.repeat(np.arange(len(cut)), counts)
    before = np.concatenate(([0], np.cumsum(articles["text"].str.len().to_numpy(np.int64))))
    ends = np.cumsum(lengths) - before[article]
    starts = ends - lengths
    codes, words = pd.factorize(printed)
    codes, words, joined = _join_dots(codes, words)
    ends[joined] += 1
    kept = np.flatnonzero(~np.fromiter(map(str.isspace, words), np.bool_, len(words))[codes])
    kept = kept[~np.isin(kept, joined + 1)]
    sentence = _sentence_of(article[kept], starts[kept], ends[kept], sentences)
    kept, sentence = kept[sentence >= 0], sentence[sentence >= 0]
    return pd.DataFrame(
        {
            "article_id": pd.Categorical.from_codes(article[kept], articles["article_id"]),
            "sentence_id": sentences["sentence_id"].to_numpy()[sentence],
            "start": starts[kept],
            "end": ends[kept],
            "word": pd.Categorical.from_codes(codes[kept], words).remove_unused_categories(),
        }
    )[TOKEN_COLUMNS]


def _join_dots(codes: Codes, words: npt.NDArray[np.object_]) -> tuple[Codes, npt.NDArray[np.object_], Codes]:
    """Give an abbreviation printed with a capital its dot ("Gen" and "." are "Gen."); return the tokens so lengthened."""
    known = read_lexicon("abbreviations").words() - _also_words()
    short = np.fromiter((word[0].isupper() and word.lower() in known for word in words), np.bool_, len(words))
    joined = np.flatnonzero(short[codes[:-1]] & (words[codes[1:]] == ".")) if len(codes) else codes
    plain, dotted = np.unique(codes[joined], return_inverse=True)
    codes = codes.copy()
    codes[joined] = len(words) + dotted
    # "V." may stand there already, as an initial: one word, one code.
    same, distinct = pd.factorize(np.concatenate([words, words[plain] + "."]))
    return same[codes], distinct, joined


def _sentence_of(article: Codes, starts: Codes, ends: Codes, sentences: pd.DataFrame) -> npt.NDArray[np.intp]:
    """Return the row of the sentence that holds each token, or -1 (sentences never overlap)."""
    numbers = sentences["article_id"].cat.codes
    return containing(
        places(article, starts), places(article, ends), places(numbers, sentences["start"]), places(numbers, sentences["end"])
    )
