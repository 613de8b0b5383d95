"""The model that reads a page again after the rules: how likely each line is of the article, and what speaks most for it.

Trees of yes-or-no questions, learnt one after the other from hand-labelled page dumps (gradient boosting), stored as plain
numbers; see the model card in ``analysis/models/parts``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evenhand.errors import ModelError
from evenhand.parts.context import RULES, WHAT_SPEAKS, Flags, Numbers
from evenhand.tagger.weights import Arrays, read_weights

WEIGHTS = Path(__file__).parents[1] / "data" / "models" / "parts.npz"
LEAVES = 16  # of the largest tree: one bit each

_LOWEST, _HIGHEST = 0.25, 0.5  # between which the chance lies from which a line is of the article, where any line has so much
_FAINTEST = 0.1  # chance of the faintest line chosen on a page where none has so much
_LINES_AT_ONCE, _TOLD_AT_ONCE = 2000, 200


class BodyModel(NamedTuple):
    """Trees as arrays: one row a tree, one column a question (or a leaf), from left to right.

    A line for which the value in `column` is above `threshold` cannot end in the leaves that `shut` has a bit of.
    """

    column: npt.NDArray[np.int16]
    threshold: Numbers
    shut: npt.NDArray[np.uint16]
    leaf: Numbers
    start: float
    usual: Numbers

    def scores(self, described: Numbers) -> Numbers:
        """Return the log odds of each line, as `evenhand.parts.context.describe` tells of it, being of the article."""
        pieces = [described[:, n : n + _LINES_AT_ONCE] for n in range(0, described.shape[1], _LINES_AT_ONCE)]
        return np.concatenate([self._scores(piece) for piece in pieces])

    def _scores(self, described: Numbers) -> Numbers:
        beyond = described.take(self.column.ravel(), axis=0) > self.threshold.reshape(-1, 1)
        shut = np.multiply(beyond, self.shut.reshape(-1, 1), dtype=np.uint16).reshape(*self.column.shape, -1)
        leaf = _first_open()[np.bitwise_or.reduce(shut, axis=1)] + np.arange(0, self.leaf.size, LEAVES)[:, None]
        scores: Numbers = self.start + self.leaf.ravel()[leaf].sum(axis=0)
        return scores

    def why(self, described: Numbers, scores: Numbers, kept: Flags) -> list[str]:
        """Say what speaks most for how each line was told: what changes its score most where it is put to its usual value."""
        pieces = [slice(n, n + _TOLD_AT_ONCE) for n in range(0, len(scores), _TOLD_AT_ONCE)]
        return [what for piece in pieces for what in self._why(described[:, piece], scores[piece], kept[piece])]

    def _why(self, described: Numbers, scores: Numbers, kept: Flags) -> list[str]:
        groups = _groups()
        changed = np.repeat(described[None], len(groups), axis=0)
        for number, rows in enumerate(groups.values()):
            changed[number, rows] = self.usual[rows, None]
        without = self.scores(np.concatenate(changed, axis=1)).reshape(len(groups), -1)
        weight = np.where(kept, scores - without, without - scores)
        return [list(groups)[n] for n in weight.argmax(axis=0)]


@cache
def _groups() -> dict[str, list[int]]:
    """Return the rows that one reason stands for; that the rules say otherwise is no reason to go against them."""
    groups: dict[str, list[int]] = {}
    for row, what in enumerate(WHAT_SPEAKS.values()):
        if what != RULES:
            groups.setdefault(what, []).append(row)
    return groups


@cache
def _first_open() -> npt.NDArray[np.int64]:
    """Return the place of the lowest bit that each number of 16 bits has not."""
    numbers = np.arange(1 << LEAVES)
    places = np.zeros(1 << LEAVES, np.int64)
    for place in reversed(range(LEAVES)):
        places[numbers >> place & 1 == 0] = place
    return places


@cache
def shipped() -> BodyModel:
    """Return the model that the package ships."""
    return unpack(read_weights(WEIGHTS))


def unpack(arrays: Arrays) -> BodyModel:
    """Return a model from its arrays; its columns must be those of this version."""
    if arrays["columns"].tolist() != list(WHAT_SPEAKS):
        raise ModelError(
            f"{WEIGHTS}: made for other columns than this version has; expected the file that the package ships (reinstall it)"
        )
    return BodyModel(
        column=arrays["column"],
        threshold=arrays["threshold"],
        shut=arrays["shut"],
        leaf=arrays["leaf"],
        start=float(arrays["start"]),
        usual=arrays["usual"],
    )


def choose(scores: Numbers, words: Numbers) -> Flags:
    """Choose the lines of the article: those with which the expected F of its words is highest.

    That is so from a chance of half the F that can be expected (Lipton, Elkan & Narayanaswamy 2014), on clear pages one half.
    Where no line is likely, those at least half as likely as the likeliest, if that has any chance to speak of.

    Examples
    --------
    >>> choose(np.array([3.0, -0.3, -2.0]), np.array([40.0, 20.0, 40.0])).tolist()
    [True, True, False]
    """
    chances = 1 / (1 + np.exp(-scores.astype(np.float64)))
    order = np.argsort(-chances, kind="stable")
    expected = np.cumsum((words * chances)[order])
    f = 2 * expected / np.maximum(np.cumsum(words[order]) + expected[-1], 1)
    return chances >= np.clip(f.max() / 2, min(_LOWEST, max(_FAINTEST, chances.max() / 2)), _HIGHEST)
