"""The shipped model of tone in news: one weight for each word, phrase, group of letters and signal of the word lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evenhand.grams import Grams, cut_words, unpacked_grams
from evenhand.tone.signals import signals
from evenhand.tone.weights import shipped_arrays

Floats = npt.NDArray[np.float64]
_BATCH = 20_000  # texts scored at a time, to bound memory
_POWER = 0.8  # of the linear score; then 4 % of tones lie within .05 of zero, as 5 % of the mean ratings do


class NewsModel(NamedTuple):
    """A linear score of gram and signal columns; drawn a little away from zero and held between -1 and 1 it is the tone."""

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
        return np.where(tokens.lengths() > 0, as_tone(score), 0.0)


def as_tone(scores: Floats) -> Floats:
    """Return the tone that linear scores stand for: few sentences are neutral to people, and so few come to lie near zero."""
    return np.clip(np.sign(scores) * np.abs(scores) ** _POWER, -1, 1)


@cache
def shipped() -> NewsModel:
    """Return the model of the package; raises as `shipped_arrays`."""
    arrays = shipped_arrays("news_tone")
    return NewsModel(unpacked_grams(arrays, "grams"), arrays["gram_weights"], arrays["signal_weights"], float(arrays["bias"]))
