"""The columns the rules read: words, their classes, sentences and passages of a whole corpus, side by side.

Everything here is made in array operations, once per corpus; the rules then look at the few words round a cue.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.corpus import Corpus
from evenhand.quotes import grammar as g
from evenhand.quotes.marks import Passage, passages
from evenhand.segment import TEXT_PARTS
from evenhand.spans import places
from evenhand.words import normal

Integers = npt.NDArray[np.int64]

_LONGEST_SENTENCE = 200  # tokens


@dataclass(frozen=True)
class Stretch:
    """A passage as tokens: ``first`` is the opening mark, ``after`` the token behind the closing one."""

    first: int
    after: int
    start: int
    end: int
    closed: bool
    joined: bool


@dataclass(frozen=True)
class Sheet:
    """Columns over the tokens of a corpus, as plain lists because the rules read single cells.

    Attributes
    ----------
    word, upper, bits, start, end, article
        One value per token: the word in lower case, whether it was printed with a capital, its classes, its offsets, the
        code of its article.
    first, after
        One value per token: the bounds of its sentence, as tokens.
    paragraph, headline
        One value per token: the number of its paragraph, counted through the corpus, and whether that is a headline (or the
        first paragraph of an article without one).
    inside
        One value per token: the stretch that holds it, or -1.
    stretches
        The passages in marks that hold a token, in reading order.
    paragraphs
        ``(first token, token behind the last)`` of each paragraph that holds one.
    """

    word: list[str]
    upper: list[bool]
    bits: list[int]
    start: list[int]
    end: list[int]
    article: list[int]
    first: list[int]
    after: list[int]
    paragraph: list[int]
    headline: list[bool]
    inside: list[int]
    stretches: list[Stretch]
    paragraphs: list[tuple[int, int]]

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.word)


def sheet_of(corpus: Corpus) -> Sheet:
    """Lay out a corpus for the rules."""
    tokens = corpus.tokens
    codes = tokens["word"].cat.codes.to_numpy(np.int64)
    printed = tokens["word"].cat.categories.tolist()
    lower = [normal(word) for word in printed]
    article = tokens["article_id"].cat.codes.to_numpy(np.int64)
    bounds = _sentence_bounds(places(article, tokens["sentence_id"]))
    lengths = np.diff(bounds)
    bits = g.word_bits(printed)[codes] if len(codes) else codes
    glued = np.flatnonzero((bits[1:] & g.HYPHEN > 0) & (tokens["start"].to_numpy()[1:] == tokens["end"].to_numpy()[:-1])) + 1
    bits[glued] = 0  # U.S.-based: no dash
    stretches, inside = _stretches(corpus, article)
    paragraph = _paragraph_numbers(corpus, article)
    return Sheet(
        word=[lower[code] for code in codes.tolist()],
        upper=np.fromiter((word[0].isupper() for word in printed), np.bool_, len(printed))[codes].tolist() if len(codes) else [],
        bits=bits.tolist(),
        start=tokens["start"].tolist(),
        end=tokens["end"].tolist(),
        article=article.tolist(),
        first=np.repeat(bounds[:-1], lengths).tolist(),
        after=np.repeat(bounds[1:], lengths).tolist(),
        paragraph=paragraph.tolist(),
        headline=_headlines(corpus, article, paragraph).tolist(),
        inside=inside.tolist(),
        stretches=stretches,
        paragraphs=_runs(paragraph),
    )


def _sentence_bounds(sentences: Integers) -> Integers:
    """Return where sentences begin and end; one without an end in sight is cut, so that no rule looks too far."""
    starts = np.flatnonzero(np.diff(sentences, prepend=-1, append=-1))
    lengths = np.diff(starts)
    place = np.arange(len(sentences)) - np.repeat(starts[:-1], lengths)
    return np.union1d(starts, np.flatnonzero(place % _LONGEST_SENTENCE == 0))


def _runs(numbers: Integers) -> list[tuple[int, int]]:
    """Return the bounds of runs of equal numbers."""
    bounds = np.flatnonzero(np.diff(numbers, prepend=-1, append=-1)).tolist()
    return list(pairwise(bounds))


def _paragraph_numbers(corpus: Corpus, article: Integers) -> Integers:
    """Return the row of each token's paragraph in ``corpus.paragraphs``."""
    paragraphs = corpus.paragraphs
    codes = pd.Categorical(paragraphs["article_id"], corpus.articles["article_id"]).codes
    begins = places(codes, paragraphs["start"])
    order = np.argsort(begins, kind="stable")
    found = np.searchsorted(begins[order], places(article, corpus.tokens["start"]), side="right") - 1
    return order[found] if len(found) else np.empty(0, np.int64)


def _headlines(corpus: Corpus, article: Integers, paragraph: Integers) -> npt.NDArray[np.bool_]:
    """Mark the tokens of headlines; where an article has none, those of its first paragraph."""
    marked = (corpus.paragraphs["part"] == "headline").to_numpy()[paragraph]
    with_headline = np.bincount(article, marked, minlength=len(corpus.articles)) > 0
    opening = np.full(len(corpus.articles), -1, np.int64)
    opening[article[::-1]] = paragraph[::-1]
    return np.asarray(marked | (~with_headline[article] & (paragraph == opening[article])), np.bool_)


def _stretches(corpus: Corpus, article: Integers) -> tuple[list[Stretch], Integers]:
    """Find the passages of every article and the tokens they hold."""
    kept = corpus.paragraphs[corpus.paragraphs["part"].isin(TEXT_PARTS)]
    owner = pd.Categorical(kept["article_id"], corpus.articles["article_id"]).codes.tolist()
    by_article: list[list[tuple[int, int]]] = [[] for _ in range(len(corpus.articles))]
    for code, start, end in zip(owner, kept["start"].tolist(), kept["end"].tolist(), strict=True):
        by_article[code].append((start, end))
    found = [(code, passage) for code, text in enumerate(corpus.articles["text"]) for passage in passages(text, by_article[code])]
    return _as_tokens(found, article, corpus.tokens)


def _as_tokens(found: list[tuple[int, Passage]], article: Integers, tokens: pd.DataFrame) -> tuple[list[Stretch], Integers]:
    begins = places(article, tokens["start"])
    codes = np.array([code for code, _ in found], np.int64)
    firsts = np.searchsorted(begins, places(codes, [passage.start for _, passage in found]))
    afters = np.searchsorted(begins, places(codes, [passage.end for _, passage in found]))
    inside = np.full(len(tokens), -1, np.int64)
    stretches: list[Stretch] = []
    for (_, passage), first, after in zip(found, firsts.tolist(), afters.tolist(), strict=True):
        if after - first > 1 + passage.closed:  # marks round nothing are none
            inside[first:after] = len(stretches)
            stretches.append(Stretch(first, after, passage.start, passage.end, passage.closed, passage.joined))
    return stretches, inside
