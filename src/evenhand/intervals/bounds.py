"""The ends of an interval from the values of the draws: percentile, or bias-corrected and accelerated (BCa)."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from evenhand.errors import require_choice
from evenhand.intervals.draws import LEVEL, Floats

METHODS = ("percentile", "bca")
_NORMAL = NormalDist()


def interval(drawn: Floats, value: float, left_out: Floats, *, method: str = "percentile") -> tuple[float, float]:
    """Give the ends of the 95 % interval of a figure.

    Parameters
    ----------
    drawn
        The figure in each draw; draws without a base are NaN and left out.
    value
        The figure observed.
    left_out
        For each article, how the figure moves when it is left out, times (n - 1) / n of its group: what BCa takes its
        acceleration from.
    method
        ``"percentile"`` or ``"bca"``.

    References
    ----------
    Efron, B. (1987). Better bootstrap confidence intervals. *JASA* 82(397). Efron, B. & Tibshirani, R. (1993). *An
    Introduction to the Bootstrap*, ch. 13 and 14.
    """
    require_choice(method, METHODS, "method")
    known = drawn[~np.isnan(drawn)]
    if not len(known) or np.isnan(value):
        return float("nan"), float("nan")
    ends = [0.5 * (1 - LEVEL), 0.5 * (1 + LEVEL)]
    if method == "bca":
        ends = _corrected(known, value, left_out, ends)
    low, high = np.quantile(known, ends)
    return float(low), float(high)


def _corrected(drawn: Floats, value: float, left_out: Floats, ends: list[float]) -> list[float]:
    # Draws that equal the figure count half: shares of few articles take few values.
    below = (np.sum(drawn < value - 1e-12) + 0.5 * np.sum(np.abs(drawn - value) <= 1e-12)) / len(drawn)
    if not 0 < below < 1:
        return ends
    bias = _NORMAL.inv_cdf(float(below))
    moves = left_out[~np.isnan(left_out)]
    spread = float(np.sum(moves**2))
    acceleration = float(np.sum(moves**3)) / (6 * spread**1.5) if spread > 0 else 0.0
    corrected = []
    for end in ends:
        z = bias + _NORMAL.inv_cdf(end)
        corrected.append(_NORMAL.cdf(bias + z / (1 - acceleration * z)))
    return corrected
