"""What a learned coder sees of a text: words, phrases, groups of letters, counts of codebooks, sums of rated words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from evenhand.frames import count_frames
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
    list_share: float = 1.0  # weight of a standard deviation of a codebook's count; a text's words together have length 1

    @property
    def names(self) -> list[str]:
        """A name for each column."""
        return [*self.grams.names, *_list_names(self.books), *(f"[{name}]" for name in SIGNALS)]

    def look(self, texts: Sequence[str], tokens: Tokens) -> Look:
        """Count once, for `matrix` under several weights of the lists."""
        return Look(self.grams.matrix(tokens), _rest(texts, tokens, self.books))

    def matrix(self, look: Look) -> sparse.csr_matrix:
        """Return one row per text."""
        return sparse.hstack([look.grams, sparse.csr_matrix((look.rest - self.centre) / self.spread)], format="csr")

    def with_lists(self, share: float) -> Columns:
        """Return the columns with another weight for the counts of codebooks."""
        n = len(_list_names(self.books))
        return self._replace(spread=np.concatenate((self.spread[:n] * self.list_share / share, self.spread[n:])), list_share=share)


def learn_columns(texts: Sequence[str], tokens: Tokens, books: tuple[Lexicon, ...]) -> Columns:
    """Collect the vocabulary of some texts, and how far counts spread."""
    grams = learn_grams(tokens, least=LEAST, least_letters=LEAST_LETTERS, most=MOST)
    rest = _rest(texts, tokens, books)
    spread = rest.std(axis=0) + 1e-9
    n = len(_list_names(books))
    return Columns(grams, books, np.concatenate((spread[:n], spread[n:] / SIGNAL_SHARE)), rest.mean(axis=0), 1.0)


def _list_names(books: tuple[Lexicon, ...]) -> list[str]:
    kinds = ("count", "rate")
    return [f"[{book.name}: {frame} {kind}]" for book in books for kind in kinds for frame in _frames(book)]


def _frames(book: Lexicon) -> list[str]:
    return list(book.categories) or sorted(book.entries["category"].unique())


def _rest(texts: Sequence[str], tokens: Tokens, books: tuple[Lexicon, ...]) -> Floats:
    """Return for each codebook log(1 + count) and the root of the count per word, then the signals of rated words."""
    lengths = np.maximum(tokens.lengths(), 1)[:, None]
    counts = [count_frames(texts, book).to_numpy(np.float64) for book in books]
    lists = [column for each in counts for column in (np.log1p(each), np.sqrt(each / lengths))]
    return np.hstack([*lists, signals(tokens)])


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
