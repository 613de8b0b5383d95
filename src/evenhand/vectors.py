"""Word vectors for what is learnt from hand codes: what words that never stood in the coded texts have in common with those that did."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from evenhand.grams import Grams, Tokens
from evenhand.tagger import read_weights

Floats = npt.NDArray[np.float64]
# The vectors are part of the model that finds quotes.
_WEIGHTS = Path(__file__).parent / "data" / "models" / "quotes.npz"
_TABLE = "net0.table0.1"  # the vectors among the weights that find quotes; their first row stands for all other words


@dataclass(frozen=True)
class Vectors:
    """One row of small whole numbers per word, with the scale of the row; kept so, a saved coder stays small."""

    words: tuple[str, ...]
    rows: npt.NDArray[np.int8]
    scale: npt.NDArray[np.float32]

    @property
    def width(self) -> int:
        """How many numbers a word has."""
        return int(self.rows.shape[1])

    @cached_property
    def places(self) -> dict[str, int]:
        """The row of each word."""
        return {word: number for number, word in enumerate(self.words)}

    @cached_property
    def units(self) -> Floats:
        """The direction of each word."""
        vectors = self.rows * self.scale.astype(np.float64)
        units: Floats = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        return units

    def direction(self, words: Iterable[str]) -> Floats:
        """Return where words lie together: the direction of the sum of theirs, or zeros where none is known."""
        total: Floats = self.units[[self.places[word] for word in words if word in self.places]].sum(axis=0)
        return total / max(float(np.linalg.norm(total)), 1e-9)

    def of_words(self, words: list[str], grams: Grams) -> Floats:
        """Return the vector of each word, times the rarity it has in a vocabulary; words without one have zeros."""
        number = np.fromiter((self.places.get(word, -1) for word in words), np.int64, len(words))
        rarity = dict(zip(grams.terms, grams.idf.tolist(), strict=False))
        # A word that the vocabulary lacks is at least as rare as its rarest.
        rarest = max(rarity.values(), default=1.0)
        weight = np.fromiter((rarity.get(word, rarest) for word in words), np.float64, len(words))
        found = self.rows[number].astype(np.float64) * self.scale[number]
        return np.where((number >= 0)[:, None], found * weight[:, None], 0.0)

    def shares(self, tokens: Tokens, grams: Grams, weights: Floats) -> dict[str, float]:
        """Return what each word of one text adds to the weight of its mean vector."""
        by_word = self.of_words(tokens.words, grams) * np.bincount(tokens.codes, minlength=len(tokens.words))[:, None]
        length = max(float(np.linalg.norm(by_word.sum(axis=0))), 1e-9)
        return dict(zip(tokens.words, (by_word @ weights / length).tolist(), strict=True))

    def means(self, tokens: Tokens, grams: Grams) -> Floats:
        """Return the direction of the sum of the vectors of each text's words: length 1, or 0 without any known word."""
        by_word = self.of_words(tokens.words, grams)
        sums = np.zeros((tokens.n_texts, self.width))
        np.add.at(sums, tokens.text, by_word[tokens.codes])
        return sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)


@cache
def shipped_vectors() -> Vectors:
    """Return the vectors that the package ships, learnt from how words stand beside one another in news."""
    arrays = read_weights(_WEIGHTS)
    words = tuple(arrays["vocabulary.vectors"].tobytes().decode().split("\n"))
    return Vectors(words, arrays[_TABLE][1:], arrays[f"{_TABLE}.scale"][1:])


def packed_vectors(vectors: Vectors) -> dict[str, npt.NDArray[Any]]:
    """Return vectors as plain arrays for a weights file."""
    words = np.frombuffer("\n".join(vectors.words).encode(), np.uint8)
    return {"vectors.words": words, "vectors.rows": vectors.rows, "vectors.scale": vectors.scale}


def unpacked_vectors(arrays: dict[str, npt.NDArray[Any]]) -> Vectors:
    """Return the vectors that `packed_vectors` stored."""
    words = tuple(arrays["vectors.words"].tobytes().decode().split("\n"))
    return Vectors(words, arrays["vectors.rows"], arrays["vectors.scale"])
