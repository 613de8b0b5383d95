"""Columns over the tokens of a corpus: where each stands, and what stands in quotation marks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.corpus import Corpus
from evenhand.quotes.marks import Passage, passages
from evenhand.segment import TEXT_PARTS
from evenhand.spans import places, ranges

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Sheet:
    """Columns over the tokens of a corpus, in reading order.

    Attributes
    ----------
    printed, word
        The distinct words as printed, and the one at each token.
    article, sentence, paragraph
        The article, sentence and paragraph at each token, counted through the corpus.
    start, end
        Offsets into the article's text.
    headline
        Whether a token stands in a headline (or in the first paragraph of an article without one).
    inside
        The stretch in marks that holds a token, or -1.
    first, after, closed, joined
        Of each stretch: its opening mark, the token behind it, whether a mark closes it, whether it carries on the one before.
    bounds
        Where paragraphs begin, as tokens, and the number of tokens at the end.
    """

    printed: list[str]
    word: Integers
    article: Integers
    sentence: Integers
    paragraph: Integers
    start: Integers
    end: Integers
    headline: Flags
    inside: Integers
    first: Integers
    after: Integers
    closed: Flags
    joined: Flags
    bounds: Integers

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.word)

    def spread(self, flags: list[bool]) -> Flags:
        """Spread a value of each distinct word over the tokens."""
        return np.array(flags, np.bool_)[self.word] if len(self) else np.empty(0, np.bool_)

    def words(self, *texts: str) -> Flags:
        """Mark the tokens that are one of some words as printed."""
        return self.spread([word in texts for word in self.printed])


def sheet_of(corpus: Corpus) -> Sheet:
    """Lay out a corpus."""
    tokens = corpus.tokens
    article = tokens["article_id"].cat.codes.to_numpy(np.int64)
    starts = tokens["start"].to_numpy(np.int64)
    numbers = _paragraph_numbers(corpus, article, starts)
    first, after, closed, joined, inside = _stretches(corpus, article, starts)
    bounds = np.flatnonzero(np.diff(numbers, prepend=-1, append=-1))
    paragraph = np.repeat(np.arange(max(len(bounds) - 1, 0)), np.diff(bounds))
    sentence = np.cumsum(np.diff(places(article, tokens["sentence_id"]), prepend=-1) != 0) - 1
    return Sheet(
        tokens["word"].cat.categories.tolist(), tokens["word"].cat.codes.to_numpy(np.int64), article, sentence, paragraph, starts,
        tokens["end"].to_numpy(np.int64), _headlines(corpus, article, numbers), inside, first, after, closed, joined, bounds,
    )  # fmt: skip


def _paragraph_numbers(corpus: Corpus, article: Integers, starts: Integers) -> Integers:
    """Return the row of each token's paragraph in ``corpus.paragraphs``."""
    paragraphs = corpus.paragraphs
    codes = pd.Categorical(paragraphs["article_id"], corpus.articles["article_id"]).codes
    begins = places(codes, paragraphs["start"])
    order = np.argsort(begins, kind="stable")
    found = np.searchsorted(begins[order], places(article, starts), side="right") - 1
    return order[found] if len(found) else np.empty(0, np.int64)


def _headlines(corpus: Corpus, article: Integers, paragraph: Integers) -> Flags:
    """Mark the tokens of headlines; where an article has none, those of its first paragraph."""
    marked = (corpus.paragraphs["part"] == "headline").to_numpy()[paragraph]
    with_headline = np.bincount(article, marked, minlength=len(corpus.articles)) > 0
    opening = np.full(len(corpus.articles), -1, np.int64)
    opening[article[::-1]] = paragraph[::-1]
    return marked | (~with_headline[article] & (paragraph == opening[article]))


def _stretches(corpus: Corpus, article: Integers, starts: Integers) -> tuple[Integers, Integers, Flags, Flags, Integers]:
    """Find the passages of every article and the tokens they hold."""
    kept = corpus.paragraphs[corpus.paragraphs["part"].isin(TEXT_PARTS)]
    owner = pd.Categorical(kept["article_id"], corpus.articles["article_id"]).codes.tolist()
    by_article: list[list[tuple[int, int]]] = [[] for _ in range(len(corpus.articles))]
    for code, start, end in zip(owner, kept["start"].tolist(), kept["end"].tolist(), strict=True):
        by_article[code].append((start, end))
    codes: list[int] = []
    found: list[Passage] = []
    for code, text in enumerate(corpus.articles["text"]):
        here = passages(text, by_article[code])
        codes += [code] * len(here)
        found += here
    table = np.array(found, np.int64).reshape(-1, 4)
    begins = places(article, starts)
    first = np.searchsorted(begins, places(codes, table[:, 0]))
    after = np.searchsorted(begins, places(codes, table[:, 1]))
    held = after > first
    first, after = first[held], after[held]
    inside = np.full(len(starts), -1, np.int64)
    inside[ranges(first, after)] = np.repeat(np.arange(len(first)), after - first)
    return first, after, table[held, 2] > 0, table[held, 3] > 0, inside
