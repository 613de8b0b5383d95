"""What a learned coder sees of a text: words, letters, scores of codebooks, sums of rated and of loaded words, word vectors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from evenhand.frames import count_frames, score_frames
from evenhand.grams import Grams, Tokens, cut_words, learn_grams
from evenhand.language.loaded import WEIGHTS, loaded_odds, loaded_signals
from evenhand.lexicons import Lexicon
from evenhand.tone.signals import SIGNALS, signals
from evenhand.vectors import Vectors, shipped_vectors

Floats = npt.NDArray[np.float64]

SIGNAL_SHARE = 0.15  # of the sums of rated words, as in `Columns.weighted`
LOADED = (*(f"loaded: {name}" for name in WEIGHTS), "loaded: log-odds")
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

    @property
    def names(self) -> list[str]:
        """A name for each column."""
        return [
            *self.grams.names,
            *_list_names(self.books),
            *(f"[{name}]" for name in (*SIGNALS, *LOADED)),
            *(f"[vector {number}]" for number in range(self.vectors.width)),
        ]

    def look(self, texts: Sequence[str], tokens: Tokens) -> Look:
        """Count once, for `matrix` under several weights of the counts."""
        return Look(self.grams.matrix(tokens), _rest(texts, tokens, self.books, self.grams, self.vectors))

    def matrix(self, look: Look) -> sparse.csr_matrix:
        """Return one row per text."""
        return sparse.hstack([look.grams, sparse.csr_matrix((look.rest - self.centre) / self.spread)], format="csr")

    def weighted(self, *, lists: float, loaded: float, signals: float = SIGNAL_SHARE) -> Columns:
        """Return the columns of `learn_columns` with what a standard deviation of a count weighs; a text's words have length 1.

        ``lists`` goes for scores of codebooks, ``signals`` for sums of rated words, ``loaded`` for loaded words (0 leaves them out).
        """
        sizes = (len(_list_names(self.books)), len(SIGNALS), len(LOADED), self.vectors.width)
        shares = np.repeat((lists, signals, loaded, 1.0), sizes)
        return self._replace(spread=np.divide(self.spread, shares, out=np.full(len(shares), np.inf), where=shares > 0))


def learn_columns(texts: Sequence[str], tokens: Tokens, books: tuple[Lexicon, ...]) -> Columns:
    """Collect the vocabulary of some texts, and how far counts spread."""
    grams = learn_grams(tokens, least=LEAST, least_letters=LEAST_LETTERS, most=MOST)
    vectors = shipped_vectors()
    rest = _rest(texts, tokens, books, grams, vectors)
    spread = rest.std(axis=0) + 1e-9
    spread[-vectors.width :] = 1.0  # a mean of vectors has length 1, as all words of a text together
    return Columns(grams, books, spread, rest.mean(axis=0), vectors)


def _list_names(books: tuple[Lexicon, ...]) -> list[str]:
    kinds = ("score", "rate")
    return [f"[{book.name}: {frame} {kind}]" for book in books for kind in kinds for frame in _frames(book)]


def _frames(book: Lexicon) -> list[str]:
    return list(book.categories) or sorted(book.entries["category"].unique())


def _rest(texts: Sequence[str], tokens: Tokens, books: tuple[Lexicon, ...], grams: Grams, vectors: Vectors) -> Floats:
    """Return scores and counts per word of the codebooks, the signals of rated and of loaded words, and the mean vector."""
    lengths = np.maximum(tokens.lengths(), 1)[:, None]
    scores = [np.log1p(score_frames(texts, book).to_numpy(np.float64)) for book in books]
    rates = [np.sqrt(count_frames(texts, book).to_numpy(np.float64) / lengths) for book in books]
    lists = [column for each in zip(scores, rates, strict=True) for column in each]
    return np.hstack([*lists, signals(tokens), _loaded(texts), vectors.means(tokens, grams)])


def _loaded(texts: Sequence[str]) -> Floats:
    found = loaded_signals(texts).fillna(0)
    counts = found.drop(columns="length").to_numpy(np.float64)
    return np.column_stack([np.log1p(counts), found["length"], loaded_odds(found)])


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
