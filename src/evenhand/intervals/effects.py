"""How large a difference is, beside how sure it is; and p-values of a family of comparisons."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def cohens_h(first: float, second: float) -> float:
    """Give Cohen's h = 2 asin(sqrt(p1)) - 2 asin(sqrt(p2)) between two shares: .2 is small, .5 medium, .8 large.

    NaN where either is missing or no share from 0 to 1.

    References
    ----------
    Cohen, J. (1988). *Statistical Power Analysis for the Behavioral Sciences*, ch. 6.

    Examples
    --------
    >>> round(cohens_h(0.5, 0.3), 4)
    0.4115
    """
    if not (0 <= first <= 1 and 0 <= second <= 1):
        return float("nan")
    return float(2 * np.arcsin(np.sqrt(first)) - 2 * np.arcsin(np.sqrt(second)))


def cliffs_delta(first: npt.ArrayLike, second: npt.ArrayLike) -> float:
    """Give Cliff's delta between two groups of articles: P(a > b) - P(a < b), from -1 to 1; NaN if one has no value.

    References
    ----------
    Cliff, N. (1993). Dominance statistics. *Psychological Bulletin* 114(3).

    Examples
    --------
    >>> cliffs_delta([3, 4], [1, 3])
    0.75
    """
    a, b = (np.asarray(values, np.float64) for values in (first, second))
    a, b = a[~np.isnan(a)], np.sort(b[~np.isnan(b)])
    if not len(a) or not len(b):
        return float("nan")
    above, below = np.searchsorted(b, a, side="left").sum(), (len(b) - np.searchsorted(b, a, side="right")).sum()
    return float((above - below) / (len(a) * len(b)))


def holm(p_values: npt.ArrayLike) -> Floats:
    """Correct the p-values of a family of tests by Holm's step-down rule; missing ones stay missing and do not count.

    Formula: of m values in ascending order, the i-th becomes max over j <= i of min(1, (m - j + 1) p_(j)).

    References
    ----------
    Holm, S. (1979). A simple sequentially rejective multiple test procedure. *Scandinavian Journal of Statistics* 6(2).

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).round(4).tolist()
    [0.03, 0.06, 0.06]
    """
    p = np.asarray(p_values, np.float64)
    corrected = np.full(p.shape, np.nan)
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")]
    steps = np.arange(len(order), 0, -1)
    corrected[order] = np.maximum.accumulate(np.minimum(1, steps * p[order]))
    return corrected
