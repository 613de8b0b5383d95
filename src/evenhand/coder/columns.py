"""What a learned coder sees of a text: words, phrases, letters, scores of codebooks, sums of rated words, word vectors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from evenhand.coder.vectors import Vectors, shipped_vectors
from evenhand.frames import count_frames, score_frames
from evenhand.grams import Grams, Tokens, cut_words, learn_grams
from evenhand.lexicons import Lexicon
from evenhand.tone.signals import SIGNALS, signals

Floats = npt.NDArray[np.float64]

SIGNAL_SHARE = 0.15
LEAST, LEAST_LETTERS, MOST = 2, 4, 20_000


class Look(NamedTuple):
    """What was counted in some texts."""

    grams: sparse.csr_matrix
    rest: Floats


class Columns(NamedTuple):
    """How texts become columns; all of it learnt from the texts alone, not from their codes."""

    grams: Grams
    books: tuple[Lexicon, ...]
    spread: Floats  # of the columns that are no grams
    centre: Floats
    vectors: Vectors
    signal_share: float = SIGNAL_SHARE
    list_share: float = 1.0  # weight of a standard deviation of a codebook's count; a text's words together have length 1

    @property
    def names(self) -> list[str]:
        """A name for each column."""
        return [
            *self.grams.names,
            *_list_names(self.books),
            *(f"[{name}]" for name in SIGNALS),
            *(f"[vector {number}]" for number in range(self.vectors.width)),
        ]

    def look(self, texts: Sequence[str], tokens: Tokens) -> Look:
        """Count once, for `matrix` under several weights of the lists."""
        return Look(self.grams.matrix(tokens), _rest(texts, tokens, self.books, self.grams, self.vectors))

    def matrix(self, look: Look) -> sparse.csr_matrix:
        """Return one row per text."""
        return sparse.hstack([look.grams, sparse.csr_matrix((look.rest - self.centre) / self.spread)], format="csr")

    def weighing(self, lists: float, signals: float = SIGNAL_SHARE) -> Columns:
        """Return the columns with other weights for the scores of codebooks and for the signals of rated words."""
        n, wide = len(_list_names(self.books)), self.vectors.width
        spread = self.spread.copy()
        spread[:n] *= self.list_share / lists
        spread[n:-wide] *= self.signal_share / signals
        return self._replace(spread=spread, list_share=lists, signal_share=signals)


def learn_columns(texts: Sequence[str], tokens: Tokens, books: tuple[Lexicon, ...]) -> Columns:
    """Collect the vocabulary of some texts, and how far counts spread."""
    grams = learn_grams(tokens, least=LEAST, least_letters=LEAST_LETTERS, most=MOST)
    vectors = shipped_vectors()
    rest = _rest(texts, tokens, books, grams, vectors)
    spread = rest.std(axis=0) + 1e-9
    n = len(_list_names(books))
    spread[n:] /= SIGNAL_SHARE
    spread[-vectors.width :] = 1.0  # a mean of vectors has length 1, as all words of a text together
    return Columns(grams, books, spread, rest.mean(axis=0), vectors)


def _list_names(books: tuple[Lexicon, ...]) -> list[str]:
    kinds = ("score", "rate")
    return [f"[{book.name}: {frame} {kind}]" for book in books for kind in kinds for frame in _frames(book)]


def _frames(book: Lexicon) -> list[str]:
    return list(book.categories) or sorted(book.entries["category"].unique())


def _rest(texts: Sequence[str], tokens: Tokens, books: tuple[Lexicon, ...], grams: Grams, vectors: Vectors) -> Floats:
    """Return for each codebook log(1 + score) and the root of the count per word; the signals of rated words; the mean vector."""
    lengths = np.maximum(tokens.lengths(), 1)[:, None]
    scores = [np.log1p(score_frames(texts, book).to_numpy(np.float64)) for book in books]
    rates = [np.sqrt(count_frames(texts, book).to_numpy(np.float64) / lengths) for book in books]
    lists = [column for each in zip(scores, rates, strict=True) for column in each]
    return np.hstack([*lists, signals(tokens), vectors.means(tokens, grams)])


def packed_books(books: tuple[Lexicon, ...]) -> npt.NDArray[Any]:
    """Return codebooks as the bytes of their JSON, so that a saved coder needs no other file."""
    listed = [
        {name: getattr(book, name) for name in ("name", "title", "version", "source", "licence", "categories")}
        | {"entries": book.entries.to_dict("list")}
        for book in books
    ]
    return np.frombuffer(json.dumps(listed, default=str).encode(), np.uint8)


def unpacked_books(stored: npt.NDArray[Any]) -> tuple[Lexicon, ...]:
    """Return the codebooks that `packed_books` stored."""
    return tuple(Lexicon(**each | {"entries": pd.DataFrame(each["entries"], dtype="str")}) for each in json.loads(stored.tobytes()))


def seen(columns: Columns, texts: Sequence[str]) -> sparse.csr_matrix:
    """Return the columns of texts."""
    return columns.matrix(columns.look(texts, cut_words(texts)))
