"""How many different voices there are, and how evenly they share the space: indices over counts of categories.

Notation: counts f_i of K categories, N = sum(f), p_i = f_i / N. Each index takes one list of counts and returns a number, or a table
of them (the categories along its last axis) and returns one number a row. Categories that exist but are empty must be
handed in as 0 where K counts (`evenness`, `qualitative_variation`, `deviation_from_mode`, `mean_difference`, `gini`). No counts give NaN.

References: DIVA is the diversity calculator described in Deacon, D. & Stanyer, J. (2021).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from evenhand.errors import ParameterError

Floats = npt.NDArray[np.float64]


def richness(counts: npt.ArrayLike) -> Any:
    """Give the number of categories that are not empty, S; higher is more diverse.

    References
    ----------
    McDonald, D. & Dimmick, J. (2003). The conceptualization and measurement of diversity. *Communication Research* 30(1).

    Examples
    --------
    >>> richness([50, 30, 0])
    2.0
    """
    values = _counts(counts)
    return _given(np.where(_total(values) > 0, (values > 0).sum(axis=-1), np.nan))


def shannon(counts: npt.ArrayLike, *, unit: float = np.e) -> Any:
    """Give Shannon's entropy, H = -sum(p ln p), in nats (``unit=2``: bits); 0 when all falls in one category, at most ln K.

    References
    ----------
    McDonald & Dimmick (2003). Boydstun, A. et al. (2014). The importance of attention diversity. *Policy Studies Journal* 42(2).

    Examples
    --------
    >>> round(shannon([50, 30, 20]), 4), round(shannon([50, 30, 20], unit=2), 4)
    (1.0297, 1.4855)
    """
    p = _shares(_counts(counts))
    logs = np.log(p, out=np.zeros_like(p), where=p > 0)
    return _given(np.abs(np.sum(p * logs, axis=-1)) / np.log(unit))


def evenness(counts: npt.ArrayLike) -> Any:
    """Give relative entropy, J = H / ln K, from 0 (one category) to 1 (all alike); NaN for a single category.

    References
    ----------
    Boydstun et al. (2014), as HREL.

    Examples
    --------
    >>> round(evenness([50, 30, 20]), 4)
    0.9372
    """
    return _per_category(counts, lambda values, k: shannon(values) / np.log(k))


def effective_number(counts: npt.ArrayLike, *, order: int = 1) -> Any:
    """Give the effective number of categories: N1 = exp(H), or N2 = 1 / sum(p^2) (``order=2``); 1 when all fall in one, at most K.

    Raises
    ------
    ParameterError
        If the order is neither 1 nor 2.

    References
    ----------
    Hill, M. O. (1973). Diversity and evenness. *Ecology* 54(2).

    Examples
    --------
    >>> round(effective_number([50, 30, 20]), 4), round(effective_number([50, 30, 20], order=2), 4)
    (2.8001, 2.6316)
    """
    if order not in {1, 2}:
        raise ParameterError(f"order is {order!r}; expected 1 (exp of Shannon's H) or 2 (1 / sum of squared shares)")
    return _given(np.exp(shannon(counts)) if order == 1 else 1 / np.asarray(concentration(counts)))


def simpson(counts: npt.ArrayLike, *, unbiased: bool = False) -> Any:
    """Give Simpson's D = 1 - sum(p^2): the chance that two draws differ; ``unbiased``: 1 - sum(f(f-1)) / (N(N-1)), NaN for N < 2.

    References
    ----------
    Simpson, E. H. (1949). Measurement of diversity. *Nature* 163. Masini, A. et al. (2018). Measuring and explaining the
    diversity of voices and viewpoints in the news. *Journalism Studies* 19(15).

    Examples
    --------
    >>> round(simpson([50, 30, 20]), 4), round(simpson([50, 30, 20], unbiased=True), 4)
    (0.62, 0.6263)
    """
    values = _counts(counts)
    if not unbiased:
        return _given(1 - np.asarray(concentration(values)))
    total = _total(values)
    return _given(1 - _divide(np.sum(values * (values - 1), axis=-1), total * (total - 1)))


def qualitative_variation(counts: npt.ArrayLike) -> Any:
    """Give the index of qualitative variation, IQV = K / (K-1) * (1 - sum(p^2)), from 0 to 1; NaN for a single category.

    References
    ----------
    Mueller, J. & Schuessler, K. (1961). *Statistical Reasoning in Sociology*. DIVA.

    Examples
    --------
    >>> round(qualitative_variation([50, 30, 20]), 4)
    0.93
    """
    return _per_category(counts, lambda values, k: k / (k - 1) * np.asarray(simpson(values)))


def deviation_from_mode(counts: npt.ArrayLike) -> Any:
    """Give DM = 1 - sum(f_max - f_i) / (N(K-1)), from 0 (one category) to 1 (all alike); NaN for a single category.

    References
    ----------
    Wilcox, A. (1973). Indices of qualitative variation and political measurement. *Western Political Quarterly* 26(2). DIVA.

    Examples
    --------
    >>> round(deviation_from_mode([50, 30, 20]), 4)
    0.75
    """

    def measured(values: Floats, k: int) -> Floats:
        short = np.sum(values.max(axis=-1, keepdims=True) - values, axis=-1)
        return 1 - _divide(short, _total(values) * (k - 1))

    return _per_category(counts, measured)


def mean_difference(counts: npt.ArrayLike) -> Any:
    """Give the mean difference analogue, MDA = 1 - sum over pairs |f_i - f_j| / (N(K-1)), from 0 to 1; NaN for a single category.

    References
    ----------
    Wilcox (1973). DIVA.

    Examples
    --------
    >>> round(mean_difference([50, 30, 20]), 4)
    0.7
    """

    def measured(values: Floats, k: int) -> Floats:
        # Of the values in order, the i-th stands above i - 1 others and below K - i.
        pairs = np.sum(np.sort(values, axis=-1) * (2 * np.arange(1, k + 1) - k - 1), axis=-1)
        return 1 - _divide(pairs, _total(values) * (k - 1))

    return _per_category(counts, measured)


def concentration(counts: npt.ArrayLike) -> Any:
    """Give the Herfindahl-Hirschman index, HHI = sum(p^2): 1 when one voice has all the space, 1/n when n share it.

    References
    ----------
    Hirschman, A. O. (1945). *National Power and the Structure of Foreign Trade*. DIVA.

    Examples
    --------
    >>> round(concentration([50, 30, 20]), 4)
    0.38
    """
    return _given(np.sum(_shares(_counts(counts)) ** 2, axis=-1))


def gini(counts: npt.ArrayLike) -> Any:
    """Give Gini's coefficient, 2 sum(i x_(i)) / (n sum(x)) - (n+1) / n, x in ascending order: 0 when all have alike, near 1 for one alone.

    References
    ----------
    Gini, C. (1912). *Variabilità e mutabilità*.

    Examples
    --------
    >>> round(gini([50, 30, 20]), 4)
    0.2
    """
    values = _counts(counts)
    n = values.shape[-1]
    ranked = np.sum(np.sort(values, axis=-1) * np.arange(1, n + 1), axis=-1)
    return _given(2 * _divide(ranked, n * _total(values)) - (n + 1) / max(n, 1))


def top_share(counts: npt.ArrayLike, *, k: int = 1) -> Any:
    """Give the concentration ratio CR_k: the share of the k largest, from k/K to 1.

    Raises
    ------
    ParameterError
        If k is below 1.

    Examples
    --------
    >>> top_share([50, 30, 20]), top_share([50, 30, 20], k=2)
    (0.5, 0.8)
    """
    if k < 1:
        raise ParameterError(f"k is {k}; expected 1 or more")
    return _given(np.sum(np.sort(_shares(_counts(counts)), axis=-1)[..., ::-1][..., :k], axis=-1))


# What a table of diversity shows, by name.
INDICES: dict[str, Callable[[npt.ArrayLike], Any]] = {
    "richness": richness,
    "shannon": shannon,
    "evenness": evenness,
    "effective_number": effective_number,
    "simpson": simpson,
    "qualitative_variation": qualitative_variation,
    "deviation_from_mode": deviation_from_mode,
    "mean_difference": mean_difference,
    "concentration": concentration,
    "gini": gini,
    "top_share": top_share,
}


def _counts(counts: npt.ArrayLike) -> Floats:
    values = np.atleast_1d(np.asarray(counts, np.float64))
    if np.any(values < 0):
        raise ParameterError(f"a count is {values.min():g}; expected counts of 0 and up")
    return values


def _total(values: Floats) -> Floats:
    return np.asarray(values.sum(axis=-1))


def _shares(values: Floats) -> Floats:
    """Divide by the sum; nothing to divide gives NaN in every place, so that every sum over it is NaN."""
    if values.shape[-1] == 0:
        return np.full((*values.shape[:-1], 1), np.nan)
    return _divide(values, np.broadcast_to(_total(values)[..., None], values.shape))


def _divide(above: Floats, below: Floats) -> Floats:
    above, below = np.asarray(above), np.asarray(below)
    return np.divide(above, below, out=np.full(below.shape, np.nan), where=below > 0)


def _per_category(counts: npt.ArrayLike, measured: Callable[[Floats, int], Any]) -> Any:
    values = _counts(counts)
    k = values.shape[-1]
    return _given(measured(values, k) if k > 1 else np.full(values.shape[:-1], np.nan))


def _given(values: Any) -> Any:
    """Return a number for one list of counts, an array for a table."""
    return float(values) if np.ndim(values) == 0 else values
