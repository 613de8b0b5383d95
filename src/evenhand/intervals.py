"""Uncertainty that respects articles: whole articles are drawn again, never single quotes.

Quotes of one article are alike (one reporter, one event), so an interval that treats them as independent is too narrow.
Every figure here is a ratio of two sums over articles (official sources / sources, loaded words / words); a plain mean
over articles is the ratio whose base is 1 in each.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.errors import ParameterError, require_columns

Floats = npt.NDArray[np.float64]

LEVEL = 0.95
N_RESAMPLES = 2000
FEW_ARTICLES = 20  # below this a percentile interval is too narrow to trust to the digit; tables say so in `few`


def ratio_intervals(
    articles: pd.DataFrame, *, by: str, count: str, base: str, scale: float = 1.0, n_resamples: int = N_RESAMPLES, seed: int = 0
) -> pd.DataFrame:
    """Give a ratio for each group of articles, with an article-clustered bootstrap interval.

    Parameters
    ----------
    articles
        One row per article, with the columns named below.
    by
        The column that names the groups (``outlet``).
    count, base
        The columns summed above and below the line; rows where either is missing are left out.
    scale
        1 for shares, 1000 for rates per thousand.
    n_resamples, seed
        How many times articles are drawn, and the seed of the draws.

    Returns
    -------
    DataFrame
        One row per group in the order of its categories (else sorted): ``by``, ``n_articles``, ``count``, ``base``,
        ``value``, ``low``, ``high`` (percentile interval, 95 %), ``few`` (true under 20 articles). A group without base
        has NaN.

    Raises
    ------
    TableError
        If a column is missing.

    Notes
    -----
    Formula: value = scale * sum(count) / sum(base); the interval is the 2.5 to 97.5 percentile of the same over
    ``n_resamples`` draws of as many articles with replacement. Percentile intervals undercover with few articles.

    References
    ----------
    Efron, B. & Tibshirani, R. (1993). *An Introduction to the Bootstrap*. Chapman & Hall. Deacon, D. & Stanyer, J. (2021).

    Examples
    --------
    >>> table = pd.DataFrame({"outlet": ["a", "a"], "official": [1, 3], "sources": [2, 4]})
    >>> ratio_intervals(table, by="outlet", count="official", base="sources")["value"].round(3).tolist()
    [0.667]
    """
    require_columns(articles, [by, count, base], "the table")
    known = articles.dropna(subset=[by, count, base])
    rows = []
    for group, part in known.groupby(by, observed=False, sort=True):
        above, below = part[count].to_numpy(np.float64), part[base].to_numpy(np.float64)
        low, high = _percentiles(_resample(above, below, n_resamples, np.random.default_rng(seed))) if len(part) else (np.nan, np.nan)
        rows.append((group, len(part), above.sum(), below.sum(), _ratio(above.sum(), below.sum()), low, high))
    table = pd.DataFrame(rows, columns=[by, "n_articles", "count", "base", "value", "low", "high"])
    table[["value", "low", "high"]] *= scale
    whole_numbers = [name for name in ("count", "base") if (table[name] % 1 == 0).all()]
    table[whole_numbers] = table[whole_numbers].astype("int64")
    return table.assign(few=table["n_articles"] < FEW_ARTICLES)


def ratio_gap(
    articles: pd.DataFrame, *, of: npt.ArrayLike, count: str, base: str, scale: float = 1.0, n_resamples: int = N_RESAMPLES, seed: int = 0
) -> dict[str, Any]:
    """Compare a ratio between some articles and all others.

    Parameters
    ----------
    articles
        One row per article.
    of
        A mask: the articles on the first side of the difference.
    count, base, scale, n_resamples, seed
        As in `ratio_intervals`.

    Returns
    -------
    dict
        ``first``, ``rest`` (the two ratios), ``gap`` (first - rest), ``low``, ``high`` (95 %, both sides drawn again by
        article), ``p`` (two-sided, labels permuted over articles), ``n_first``, ``n_rest`` (articles).

    Raises
    ------
    ParameterError
        If one side has no article.

    Examples
    --------
    >>> table = pd.DataFrame({"official": [4, 4, 4, 0, 0, 0], "sources": [4] * 6})
    >>> found = ratio_gap(table, of=[True] * 3 + [False] * 3, count="official", base="sources")
    >>> found["gap"], found["p"] <= 0.11
    (1.0, True)
    """
    require_columns(articles, [count, base], "the table")
    known = articles[[count, base]].notna().all(axis=1).to_numpy()
    first = np.asarray(of, bool)[known]
    above, below = articles[count].to_numpy(np.float64)[known], articles[base].to_numpy(np.float64)[known]
    if first.all() or not first.any():
        raise ParameterError("a gap needs articles on both sides; expected a mask that is true for some articles and false for others")
    random = np.random.default_rng(seed)
    sides = [_resample(above[side], below[side], n_resamples, random) for side in (first, ~first)]
    low, high = _percentiles(sides[0] - sides[1])
    values = [_ratio(above[side].sum(), below[side].sum()) for side in (first, ~first)]
    gap = values[0] - values[1]
    p = _permutation_p(above, below, first, gap, n_resamples, random)
    found = {"first": values[0], "rest": values[1], "gap": gap, "low": low, "high": high}
    return {name: value * scale for name, value in found.items()} | {"p": p, "n_first": int(first.sum()), "n_rest": int((~first).sum())}


def paired_gaps(
    articles: pd.DataFrame, *, by: str, first: tuple[str, str], second: tuple[str, str], n_resamples: int = N_RESAMPLES, seed: int = 0
) -> pd.DataFrame:
    """Compare two ratios inside each group: how differently the same articles treat two sides.

    Parameters
    ----------
    articles
        One row per article.
    by
        The column that names the groups.
    first, second
        The columns ``(count, base)`` of either side.

    Returns
    -------
    DataFrame
        One row per group: ``by``, ``n_articles``, ``n_first``, ``n_second`` (the bases), ``first``, ``second`` (the ratios),
        ``value`` (first - second), ``low``, ``high`` (95 %, the same articles drawn for both sides), ``few``. A side without base has NaN.

    Examples
    --------
    >>> table = pd.DataFrame({"outlet": ["a"] * 2, "x": [2, 2], "m": [4, 4], "y": [1, 1], "n": [4, 4]})
    >>> paired_gaps(table, by="outlet", first=("x", "m"), second=("y", "n"))["value"].tolist()
    [0.25]
    """
    require_columns(articles, [by, *first, *second], "the table")
    rows = []
    for group, part in articles.groupby(by, observed=False, sort=True):
        sides = [(part[count].to_numpy(np.float64), part[base].to_numpy(np.float64)) for count, base in (first, second)]
        values = [_ratio(above.sum(), below.sum()) for above, below in sides]
        low, high = np.nan, np.nan
        if not np.isnan(values).any():
            # The same seed draws the same articles for both sides.
            draws = [_resample(above, below, n_resamples, np.random.default_rng(seed)) for above, below in sides]
            low, high = _percentiles(draws[0] - draws[1])
        rows.append((group, len(part), *(below.sum() for _, below in sides), *values, values[0] - values[1], low, high))
    names = [by, "n_articles", "n_first", "n_second", "first", "second", "value", "low", "high"]
    table = pd.DataFrame(rows, columns=names).astype({"n_first": "int64", "n_second": "int64"})
    return table.assign(few=table["n_articles"] < FEW_ARTICLES)


def _ratio(above: float, below: float) -> float:
    return float(above / below) if below else float("nan")


def _resample(above: Floats, below: Floats, n_resamples: int, random: np.random.Generator) -> Floats:
    """Draw articles with replacement; return the ratio of each draw."""
    draws = random.multinomial(len(above), np.full(len(above), 1 / len(above)), size=n_resamples)
    return _divide(draws @ above, draws @ below)


def _permutation_p(above: Floats, below: Floats, first: npt.NDArray[np.bool_], gap: float, n: int, random: np.random.Generator) -> float:
    """Share of relabellings whose gap is at least as wide, the observed one counted among them."""
    labels = random.permuted(np.tile(first, (n, 1)), axis=1).astype(np.float64)
    gaps = _divide(labels @ above, labels @ below) - _divide((1 - labels) @ above, (1 - labels) @ below)
    return float((1 + np.sum(np.abs(gaps) >= abs(gap) - 1e-12)) / (1 + n))


def _divide(above: Floats, below: Floats) -> Floats:
    return np.divide(above, below, out=np.full(len(above), np.nan), where=below != 0)


def _percentiles(values: Floats) -> tuple[float, float]:
    known = values[~np.isnan(values)]
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.percentile(known, [50 * (1 - LEVEL), 50 * (1 + LEVEL)])
    return float(low), float(high)
