"""Differences between groups of articles, and between two sides inside the same articles, with permutation tests."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.balance import own_articles
from evenhand.errors import ParameterError, require_columns
from evenhand.intervals.bounds import interval
from evenhand.intervals.draws import (
    FEW_ARTICLES,
    N_RESAMPLES,
    Floats,
    divide,
    permutation_p,
    relabelled_sums,
    resampled_sums,
    swapped_sums,
)
from evenhand.intervals.effects import cohens_h, holm
from evenhand.intervals.ratios import moves
from evenhand.trail import mark


def ratio_gap(
    articles: pd.DataFrame,
    *,
    of: npt.ArrayLike,
    count: str,
    base: str,
    scale: float = 1.0,
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
    method: str = "percentile",
    own_copy: bool = False,
) -> dict[str, Any]:
    """Compare a ratio between some articles and all others.

    Parameters
    ----------
    articles
        One row per article.
    of
        A mask: the articles on the first side of the difference.
    count, base, scale, n_resamples, seed, method, own_copy
        As in `ratio_intervals`.

    Returns
    -------
    dict
        ``first``, ``rest`` (the two ratios), ``gap`` (first - rest), ``low``, ``high`` (95 %, both sides drawn again by
        article), ``h`` (Cohen's h, for shares), ``p`` (two-sided, labels permuted over articles), ``n_first``, ``n_rest`` (articles).

    Raises
    ------
    ParameterError
        If one side has no article.

    References
    ----------
    Good, P. (2005). *Permutation, Parametric and Bootstrap Tests of Hypotheses*. Springer.

    Examples
    --------
    >>> table = pd.DataFrame({"official": [4, 4, 4, 0, 0, 0], "sources": [4] * 6})
    >>> found = ratio_gap(table, of=[True] * 3 + [False] * 3, count="official", base="sources")
    >>> found["gap"], round(found["h"], 2), found["p"] <= 0.11
    (1.0, 3.14, True)
    """
    require_columns(articles, [count, base], "the table")
    marked = own_articles(articles.assign(first_side=np.asarray(of, bool)), own_copy).dropna(subset=[count, base])
    first = marked["first_side"].to_numpy(bool)
    if first.all() or not first.any():
        raise ParameterError("a gap needs articles on both sides; expected a mask that is true for some articles and false for others")
    columns = marked[[count, base]].to_numpy(np.float64)
    random = np.random.default_rng(seed)
    values = [_ratio(columns[side]) for side in (first, ~first)]
    gap = values[0] - values[1]
    drawn = [_ratios(resampled_sums(columns[side], n_resamples, random)) for side in (first, ~first)]
    left_out = np.concatenate([moves(columns[first, 0], columns[first, 1]), -moves(columns[~first, 0], columns[~first, 1])])
    low, high = interval(drawn[0] - drawn[1], gap, left_out, method=method)
    mine = relabelled_sums(columns, first, n_resamples, random)
    p = permutation_p(_ratios(mine) - _ratios(columns.sum(axis=0) - mine), gap)
    found = {"first": values[0], "rest": values[1], "gap": gap, "low": low, "high": high}
    sizes = {"n_first": int(first.sum()), "n_rest": int((~first).sum())}
    return {name: value * scale for name, value in found.items()} | {"h": cohens_h(*values) if scale == 1 else np.nan, "p": p} | sizes


def group_gaps(
    articles: pd.DataFrame,
    *,
    by: str,
    count: str,
    base: str,
    scale: float = 1.0,
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
    method: str = "percentile",
    own_copy: bool = False,
) -> pd.DataFrame:
    """Compare each group of articles with all others, as one family of tests.

    Parameters
    ----------
    articles, by, count, base, scale, n_resamples, seed, method, own_copy
        As in `ratio_intervals`.

    Returns
    -------
    DataFrame
        One row per group: ``by`` and what `ratio_gap` gives, ``p_holm`` (corrected for the number of groups), ``few``. A group
        without articles, or one that is all there is, has no row.

    References
    ----------
    Holm (1979), see `holm`.

    Examples
    --------
    >>> table = pd.DataFrame({"outlet": ["a"] * 3 + ["b"] * 3, "official": [4, 4, 4, 0, 0, 0], "sources": [4] * 6})
    >>> group_gaps(table, by="outlet", count="official", base="sources")[["outlet", "gap"]].to_dict("list")
    {'outlet': ['a', 'b'], 'gap': [1.0, -1.0]}
    """
    require_columns(articles, [by, count, base], "the table")
    chosen = own_articles(articles, own_copy).dropna(subset=[count, base])
    options: dict[str, Any] = {"count": count, "base": base, "scale": scale, "n_resamples": n_resamples, "seed": seed, "method": method}
    names = [name for name, part in chosen.groupby(by, observed=True, sort=True) if len(part) < len(chosen)]
    rows = [{by: name} | ratio_gap(chosen, of=(chosen[by] == name).to_numpy(), **options) for name in names]
    found = ("first", "rest", "gap", "low", "high", "h", "p", "n_first", "n_rest")
    table = pd.DataFrame(rows, columns=[by, *found])
    return table.assign(p_holm=holm(table["p"].to_numpy(np.float64)), few=table["n_first"].astype("int64") < FEW_ARTICLES)


def paired_gaps(
    articles: pd.DataFrame,
    *,
    by: str,
    first: tuple[str, str],
    second: tuple[str, str],
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
    method: str = "percentile",
    own_copy: bool = False,
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
    n_resamples, seed, method, own_copy
        As in `ratio_intervals`.

    Returns
    -------
    DataFrame
        One row per group: ``by``, ``n_articles``, ``n_first``, ``n_second`` (the bases), ``first``, ``second`` (the ratios),
        ``value`` (first - second), ``low``, ``high`` (95 %, the same articles drawn for both sides), ``p`` (two-sided, the sides
        swapped in articles at random), ``p_holm`` (corrected for the number of groups), ``few``. A side without base has NaN.

    Examples
    --------
    >>> table = pd.DataFrame({"outlet": ["a"] * 2, "x": [2, 2], "m": [4, 4], "y": [1, 1], "n": [4, 4]})
    >>> paired_gaps(table, by="outlet", first=("x", "m"), second=("y", "n"))["value"].tolist()
    [0.25]
    """
    require_columns(articles, [by, *first, *second], "the table")
    rows = []
    chosen = own_articles(articles, own_copy)
    for group, part in chosen.groupby(by, observed=False, sort=True):
        columns = part[[*first, *second]].to_numpy(np.float64)
        values = [_ratio(columns[:, :2]), _ratio(columns[:, 2:])]
        bases = columns.sum(axis=0)[[1, 3]]
        rows.append((group, len(part), *bases, *values, values[0] - values[1], *_paired(columns, n_resamples, seed, method)))
    names = [by, "n_articles", "n_first", "n_second", "first", "second", "value", "low", "high", "p"]
    table = pd.DataFrame(rows, columns=names).astype({"n_first": "int64", "n_second": "int64"})
    found = table.assign(p_holm=holm(table["p"].to_numpy(np.float64)), few=table["n_articles"] < FEW_ARTICLES)
    return mark(found, {"kind": "paired", "by": by, "first": list(first), "second": list(second)}, articles=chosen)


def _paired(columns: Floats, n_resamples: int, seed: int, method: str) -> tuple[float, float, float]:
    """Give the interval of the difference of two ratios of the same articles, and its p."""
    value = _ratio(columns[:, :2]) - _ratio(columns[:, 2:])
    if np.isnan(value):
        return np.nan, np.nan, np.nan
    random = np.random.default_rng(seed)
    sums = resampled_sums(columns, n_resamples, random)
    left_out = moves(columns[:, 0], columns[:, 1]) - moves(columns[:, 2], columns[:, 3])
    low, high = interval(_ratios(sums[:, :2]) - _ratios(sums[:, 2:]), value, left_out, method=method)
    change = np.hstack([columns[:, 2:] - columns[:, :2], columns[:, :2] - columns[:, 2:]])
    swapped = columns.sum(axis=0) + swapped_sums(change, n_resamples, random)
    return low, high, permutation_p(_ratios(swapped[:, :2]) - _ratios(swapped[:, 2:]), value)


def _ratio(columns: Floats) -> float:
    above, below = columns.sum(axis=0)
    return float(above / below) if below else float("nan")


def _ratios(sums: Floats) -> Floats:
    return divide(sums[..., 0], sums[..., 1])
