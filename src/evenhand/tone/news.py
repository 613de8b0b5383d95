"""The shipped model of tone in news: one weight for each word, phrase, group of letters and signal of the word lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evenhand.grams import Grams, cut_words, unpacked_grams
from evenhand.tagger import read_weights
from evenhand.tone.signals import signals

Floats = npt.NDArray[np.float64]
WEIGHTS = Path(__file__).parents[1] / "data" / "models" / "news_tone.npz"
_BATCH = 20_000  # texts scored at a time, to bound memory


class NewsModel(NamedTuple):
    """A linear score of gram and signal columns; its hyperbolic tangent is the tone."""

    grams: Grams
    gram_weights: Floats
    signal_weights: Floats
    bias: float

    def scores(self, texts: Sequence[str]) -> Floats:
        """Return the tone of each text, -1 to 1; 0 for a text without words."""
        found = [self._batch(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
        return np.concatenate(found) if found else np.empty(0)

    def _batch(self, texts: Sequence[str]) -> Floats:
        tokens = cut_words(texts)
        score = self.grams.matrix(tokens) @ self.gram_weights + signals(tokens) @ self.signal_weights + self.bias
        return np.where(tokens.lengths() > 0, np.tanh(score), 0.0)


@cache
def shipped() -> NewsModel:
    """Return the model of the package.

    Raises
    ------
    ModelError
        If the file is missing, broken or not the one that its digest names.
    """
    arrays = read_weights(WEIGHTS)
    gram_weights, signal_weights = (arrays[name].astype(np.float64) for name in ("gram_weights", "signal_weights"))
    return NewsModel(unpacked_grams(arrays, "grams"), gram_weights, signal_weights, float(arrays["bias"]))
