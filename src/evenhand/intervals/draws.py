"""The random part: articles drawn with replacement, and labels dealt out again, as sums over whole columns at once.

Draws are made in blocks that fit the processor's cache and turned into weights; one matrix product then sums every
column of a block, so a hundred shares cost little more than one.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

LEVEL = 0.95
N_RESAMPLES = 2000
FEW_ARTICLES = 20  # below this a percentile interval is too narrow to trust to the digit; tables say so in `few`
_BLOCK = 2**18  # weights made at once: 2 MB of them
_MANY = 2000  # articles from which on dealing labels one hand at a time is the faster way


def resampled_sums(columns: Floats, n_resamples: int, random: np.random.Generator) -> Floats:
    """Draw as many articles as there are, with replacement, and sum every column over the draw.

    Parameters
    ----------
    columns
        One row per article.
    n_resamples
        How many draws.

    Returns
    -------
    array
        One row per draw, one column per column.
    """
    n = len(columns)
    sums = np.empty((n_resamples, columns.shape[1]))
    for first, rows in _blocks(n_resamples, n):
        picks = random.integers(0, n, (rows, n), np.int32) + np.arange(rows)[:, None] * n
        weights = np.bincount(picks.ravel(), minlength=rows * n).reshape(rows, n)
        sums[first : first + rows] = weights.astype(np.float64) @ columns
    return sums


def relabelled_sums(columns: Floats, first: npt.NDArray[np.bool_], n_resamples: int, random: np.random.Generator) -> Floats:
    """Deal the label "first" out again to as many articles, and sum every column over those that get it."""
    n, n_first = len(columns), int(first.sum())
    fewer = min(n_first, n - n_first)
    sums = np.empty((n_resamples, columns.shape[1]))
    if n > _MANY:
        # One hand at a time: numpy draws the few that get a label without touching the rest.
        across = np.ascontiguousarray(columns.T)
        for row in range(n_resamples):
            sums[row] = across[:, random.choice(n, fewer, replace=False, shuffle=False)].sum(axis=1)
    else:
        dealt = np.arange(n) < fewer
        for start, rows in _blocks(n_resamples, n):
            labels = random.permuted(np.broadcast_to(dealt, (rows, n)), axis=1)
            sums[start : start + rows] = labels.astype(np.float64) @ columns
    return sums if n_first == fewer else columns.sum(axis=0) - sums


def swapped_sums(columns: Floats, n_resamples: int, random: np.random.Generator) -> Floats:
    """Toss a coin for each article, and sum every column over the heads."""
    n = len(columns)
    sums = np.empty((n_resamples, columns.shape[1]))
    for start, rows in _blocks(n_resamples, n):
        sums[start : start + rows] = random.integers(0, 2, (rows, n), np.int8).astype(np.float64) @ columns
    return sums


def divide(above: Floats, below: Floats) -> Floats:
    """Divide, NaN where nothing stands below the line."""
    above, below = np.asarray(above, np.float64), np.asarray(below, np.float64)
    return np.divide(above, below, out=np.full(np.broadcast_shapes(above.shape, below.shape), np.nan), where=below != 0)


def permutation_p(gaps: Floats, observed: float) -> float:
    """Give the share of relabellings whose gap is at least as wide, the observed one counted among them; NaN without a gap."""
    if np.isnan(observed):
        return float("nan")
    return float((1 + np.sum(np.abs(gaps) >= abs(observed) - 1e-12)) / (1 + len(gaps)))


def _blocks(n_resamples: int, n: int) -> Iterator[tuple[int, int]]:
    step = max(1, _BLOCK // max(1, n))
    for first in range(0, n_resamples, step):
        yield first, min(step, n_resamples - first)
