"""The model that reads a source again after the rules: the type and the rung that are likeliest by all that is said of it.

Two linear models (multinomial logistic regressions) over the signals of `evenhand.sources.signals`, the rules' verdict among
them, learnt from hand codes of campaign news and stored as plain numbers; see the card in ``analysis/models/sources``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from evenhand.sources.signals import Signals
from evenhand.tagger.weights import Arrays, read_weights, unpacked

WEIGHTS = Path(__file__).parents[1] / "data" / "models" / "sources.npz"
CODES = ("type", "anonymity")
# Log odds by which the model has to be surer than the rules: in an article of the kind that it learnt from, where a near tie would turn
# with every small change of what it learns, and in another kind.
_TIE, _DOUBT = 0.5, 1.75
_AT_HOME = 5  # words of a campaign in an article from which on it is of the kind learnt from

Floats = npt.NDArray[np.floating[Any]]


class Decision(NamedTuple):
    """The weights of one code: a row for each signal (and each number of the meaning), a column for each value it may take."""

    values: list[str]
    weights: Floats
    meaning: Floats
    start: Floats

    def likeliest(self, rows: list[int], sizes: list[float], meaning: Floats, told: str, doubt: float, without: frozenset[str]) -> str:
        """Return the value with the highest score that is not left out; what the rules have ``told`` is ahead by ``doubt``."""
        scores = self.start + np.array(sizes, np.float32) @ self.weights[rows] + meaning.astype(np.float32) @ self.meaning
        scores += [doubt * (value == told) for value in self.values]
        scores[[value in without for value in self.values]] = -np.inf
        return self.values[int(scores.argmax())]


class SourceModel(NamedTuple):
    """The rows of the signals, and the decisions on type and rung."""

    places: dict[str, int]
    decisions: dict[str, Decision]

    def decide(self, code: str, told: str, signals: Signals, doubt: float, without: frozenset[str] = frozenset()) -> str:
        """Return the likeliest value of a code (``type`` or ``anonymity``), given what the rules have told.

        Signals that the model never learnt say nothing. Something else than the rules' verdict has to be likelier by ``doubt``
        (log odds). Values in ``without`` are impossible here.
        """
        known = [(self.places[name], size) for name, size in signals.named.items() if name in self.places]
        rows, sizes = [row for row, _ in known], [size for _, size in known]
        return self.decisions[code].likeliest(rows, sizes, signals.meaning, told, doubt, without)


def doubt_of(campaign: int) -> float:
    """Return how much surer of a type the model has to be than the rules, by the words of a campaign that an article has.

    Examples
    --------
    >>> doubt_of(0), doubt_of(20)
    (1.75, 0.5)
    """
    return _DOUBT - (_DOUBT - _TIE) * min(campaign, _AT_HOME) / _AT_HOME


@cache
def shipped() -> SourceModel:
    """Return the model that the package ships."""
    return unpack(read_weights(WEIGHTS))


def unpack(arrays: Arrays) -> SourceModel:
    """Return a model from its arrays."""
    names = arrays["signals"].tobytes().decode().split("\n")
    decisions = {}
    for code in CODES:
        weights, n = unpacked(arrays, code), len(names)  # behind a row for each signal, one for each number of the meaning
        decisions[code] = Decision(arrays[f"{code}.values"].tolist(), weights[:n], weights[n:], arrays[f"{code}.start"])
    return SourceModel({name: row for row, name in enumerate(names)}, decisions)
