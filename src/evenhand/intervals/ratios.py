"""Ratios of sums over articles, group by group, with article-clustered bootstrap intervals."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from evenhand.balance import own_articles
from evenhand.errors import require_choice, require_columns
from evenhand.intervals.bounds import METHODS, interval
from evenhand.intervals.draws import FEW_ARTICLES, N_RESAMPLES, Floats, divide, resampled_sums
from evenhand.trail import mark


def ratio_intervals(
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
    """Give a ratio for each group of articles, with an article-clustered bootstrap interval.

    Parameters
    ----------
    articles
        One row per article, with the columns named below.
    by
        The column that names the groups (``outlet``).
    count, base
        The columns summed above and below the line; an article where either is missing adds nothing to both.
    scale
        1 for shares, 1000 for rates per thousand.
    n_resamples, seed
        How many times articles are drawn, and the seed of the draws.
    method
        ``"percentile"``, or ``"bca"`` (bias-corrected and accelerated).
    own_copy
        Leave out wire copy and reprints (see `is_own_copy`; needs the columns ``wire`` and ``copy_group``).

    Returns
    -------
    DataFrame
        One row per group in the order of its categories (else sorted): ``by``, ``n_articles``, ``count``, ``base``,
        ``value``, ``low``, ``high`` (95 % interval), ``few`` (true under 20 articles). A group without base has NaN.

    Raises
    ------
    TableError
        If a column is missing.
    ParameterError
        If there is no such method.

    Notes
    -----
    Formula: value = scale * sum(count) / sum(base); the interval is the 2.5 to 97.5 percentile of the same over
    ``n_resamples`` draws of as many articles with replacement, or what BCa makes of these percentiles. Both are somewhat
    too narrow with few articles: in simulations (articles of five quotes, clustered) 95 % intervals of either kind cover the
    truth in 95 % of 1,000 draws at 40 articles a group, in 93 % at 20 and in 90 % at 8; treating quotes as independent, in 80 %.

    References
    ----------
    Efron, B. & Tibshirani, R. (1993). *An Introduction to the Bootstrap*. Chapman & Hall. Deacon, D. & Stanyer, J. (2021).

    Examples
    --------
    >>> table = pd.DataFrame({"outlet": ["a", "a"], "official": [1, 3], "sources": [2, 4]})
    >>> ratio_intervals(table, by="outlet", count="official", base="sources")["value"].round(3).tolist()
    [0.667]
    """
    measured = ratio_table(
        articles, {count: (count, base)}, by=by, scale=scale, n_resamples=n_resamples, seed=seed, method=method, own_copy=own_copy
    )
    return measured.drop(columns="measure")


def ratio_table(
    articles: pd.DataFrame,
    measures: Mapping[str, tuple[str, str]],
    *,
    by: str,
    scale: float = 1.0,
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
    method: str = "percentile",
    own_copy: bool = False,
) -> pd.DataFrame:
    """Give several ratios for each group of articles, all from the same draws: a hundred cost little more than one.

    Parameters
    ----------
    articles, by, scale, n_resamples, seed, method, own_copy
        As in `ratio_intervals`.
    measures
        ``{name: (count column, base column)}``.

    Returns
    -------
    DataFrame
        ``measure`` and the columns of `ratio_intervals`; the groups of the first measure, then of the second, ...

    Examples
    --------
    >>> table = pd.DataFrame({"outlet": ["a", "a"], "party": [1, 3], "expert": [1, 1], "sources": [2, 4]})
    >>> ratio_table(table, {"party": ("party", "sources"), "expert": ("expert", "sources")}, by="outlet")["count"].tolist()
    [4, 2]
    """
    require_choice(method, METHODS, "method")
    require_columns(articles, [by, *(name for pair in measures.values() for name in pair)], "the table")
    chosen = own_articles(articles, own_copy)
    rows = []
    for group, part in chosen.groupby(by, observed=False, sort=True):
        above, below, known = sums_of(part, measures)
        bounds = _bounds(above, below, n_resamples, np.random.default_rng(seed), method)
        for place, name in enumerate(measures):
            total, whole = float(above[:, place].sum()), float(below[:, place].sum())
            rows.append((name, group, int(known[:, place].sum()), total, whole, total / whole if whole else np.nan, *bounds[place]))
    table = pd.DataFrame(rows, columns=["measure", by, "n_articles", "count", "base", "value", "low", "high"])
    table = table.sort_values("measure", key=lambda names: names.map(dict(zip(measures, range(len(measures)), strict=True))), kind="stable")
    table[["value", "low", "high"]] *= scale
    found = _typed(table, articles[by], by).assign(few=lambda table: table["n_articles"] < FEW_ARTICLES)
    recipe = {"kind": "ratio", "by": by, "measures": {name: list(pair) for name, pair in measures.items()}}
    return mark(found, recipe, articles=chosen)


def sums_of(articles: pd.DataFrame, measures: Mapping[str, tuple[str, str]]) -> tuple[Floats, Floats, np.ndarray]:
    """Return what stands above and below each line in every article, 0 where either is missing, and where both are known."""
    above, below = (articles[[pair[side] for pair in measures.values()]].to_numpy(np.float64) for side in (0, 1))
    known = ~(np.isnan(above) | np.isnan(below))
    return np.where(known, above, 0), np.where(known, below, 0), known


def moves(above: Floats, below: Floats) -> Floats:
    """Return how far a ratio moves when each article is left out, times (n - 1) / n."""
    n = len(above)
    without = divide(above.sum(axis=0) - above, below.sum(axis=0) - below)
    return (np.nanmean(without, axis=0) - without) * (n - 1) / n if n > 1 else np.zeros_like(without)


def _bounds(above: Floats, below: Floats, n_resamples: int, random: np.random.Generator, method: str) -> list[tuple[float, float]]:
    k = above.shape[1]
    if not len(above):
        return [(np.nan, np.nan)] * k
    sums = resampled_sums(np.hstack([above, below]), n_resamples, random)
    drawn, values = divide(sums[:, :k], sums[:, k:]), divide(above.sum(axis=0), below.sum(axis=0))
    left_out = moves(above, below) if method == "bca" else np.zeros((0, k))
    return [interval(drawn[:, place], values[place], left_out[:, place], method=method) for place in range(k)]


def _typed(table: pd.DataFrame, groups: pd.Series, by: str) -> pd.DataFrame:
    """Keep the categories of the groups, and write sums of whole numbers as such."""
    if isinstance(groups.dtype, pd.CategoricalDtype):
        table = table.assign(**{by: pd.Categorical(table[by], groups.cat.categories, ordered=groups.cat.ordered)})
    whole = [name for name in ("count", "base") if (table[name] % 1 == 0).all()]
    return table.astype(dict.fromkeys(whole, "int64")).reset_index(drop=True)
