"""Shares of categories and diversity indices over them, group by group, with intervals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from evenhand.balance import INDICES, count_categories, own_articles
from evenhand.errors import ParameterError, require_choice, require_columns
from evenhand.intervals.bounds import METHODS, interval
from evenhand.intervals.draws import FEW_ARTICLES, N_RESAMPLES, Floats, resampled_sums
from evenhand.intervals.ratios import ratio_table
from evenhand.trail import mark

_TOTAL = "n of all categories"


def share_intervals(
    articles: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    by: str,
    column: str = "type",
    base: str = "sources",
    categories: Sequence[str] | None = None,
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
    method: str = "percentile",
    own_copy: bool = False,
) -> pd.DataFrame:
    """Give the share of every category of sources in every group, with intervals.

    Parameters
    ----------
    articles
        One row per article: ``article_id`` and ``by``.
    sources
        The ``sources`` table; a source is of its article's group.
    by
        The column that names the groups.
    column, base
        As in `category_share`.
    categories
        The categories to show, in this order; by default all there are, by name. The base is always all sources.
    n_resamples, seed, method, own_copy
        As in `ratio_intervals`.

    Returns
    -------
    DataFrame
        One row per category and group: the column's name, ``by``, ``n_articles``, ``count``, ``base``, ``value``, ``low``,
        ``high``, ``few``. The values of a group add up to 1 over all categories.

    Examples
    --------
    >>> pages = pd.DataFrame({"article_id": ["1", "2"], "outlet": ["a", "a"]})
    >>> table = pd.DataFrame({"article_id": ["1", "2", "2"], "type": ["party", "expert", "party"], "n_quotes": 1, "n_words": 9})
    >>> share_intervals(pages, table, by="outlet")[["type", "value"]].round(2).values.tolist()
    [['expert', 0.33], ['party', 0.67]]
    """
    require_columns(articles, ["article_id", by], "articles")
    counts = count_categories(sources, column=column, base=base)
    present = [name for name in counts.columns if name != "article_id"]
    wanted = present if categories is None else list(categories)
    names = {name: f"n of {name}" for name in dict.fromkeys([*present, *wanted])}
    table = _joined(articles, counts.assign(**{name: 0 for name in wanted if name not in present}), names)
    table = table.assign(**{_TOTAL: table[[names[name] for name in present]].sum(axis=1)})
    measures = {name: (names[name], _TOTAL) for name in wanted}
    shares = ratio_table(table, measures, by=by, n_resamples=n_resamples, seed=seed, method=method, own_copy=own_copy)
    recipe = {"kind": "categories", "by": by, "column": column, "base": base}
    return mark(shares.rename(columns={"measure": column}), recipe, articles=own_articles(articles, own_copy), sources=sources)


def index_intervals(
    articles: pd.DataFrame,
    sources: pd.DataFrame,
    *,
    by: str,
    indices: Iterable[str] = ("effective_number", "evenness", "concentration"),
    column: str = "type",
    base: str = "sources",
    categories: Sequence[str] | None = None,
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
    method: str = "bca",
    own_copy: bool = False,
) -> pd.DataFrame:
    """Give diversity indices of every group over its categories of sources, with intervals.

    Parameters
    ----------
    articles, sources, by, column, base, n_resamples, seed, own_copy
        As in `share_intervals`.
    indices
        Names of `evenhand.balance.INDICES`.
    categories
        The K categories that could occur; by default those that do in any group.
    method
        ``"bca"`` by default: draws repeat articles, so they are less diverse than the articles, which BCa corrects.

    Returns
    -------
    DataFrame
        One row per index and group: ``index``, ``by``, ``n_articles``, ``n`` (of the base), ``value``, ``low``, ``high``, ``few``.

    Examples
    --------
    >>> pages = pd.DataFrame({"article_id": ["1", "2"], "outlet": ["a", "a"]})
    >>> table = pd.DataFrame({"article_id": ["1", "2"], "type": ["party", "expert"], "n_quotes": 1, "n_words": 9})
    >>> index_intervals(pages, table, by="outlet", indices=["richness", "evenness"])["value"].tolist()
    [2.0, 1.0]
    """
    require_columns(articles, ["article_id", by], "articles")
    require_choice(method, METHODS, "method")
    chosen = list(indices)
    for name in chosen:
        require_choice(name, INDICES, "indices")
    if not chosen:
        raise ParameterError(f"indices is empty; expected some of: {', '.join(INDICES)}")
    counts = count_categories(sources, column=column, base=base, categories=categories)
    names = {name: f"n of {name}" for name in counts.columns if name != "article_id"}
    table = own_articles(_joined(articles, counts, names), own_copy)
    rows = []
    for group, part in table.groupby(by, observed=False, sort=True):
        columns = part[list(names.values())].to_numpy(np.float64)
        drawn = resampled_sums(columns, n_resamples, np.random.default_rng(seed)) if len(part) else columns
        for place, name in enumerate(chosen):
            value, low, high = _index_bounds(name, columns, drawn, method)
            rows.append((place, name, group, len(part), int(columns.sum()), value, low, high))
    found = pd.DataFrame(rows, columns=["place", "index", by, "n_articles", "n", "value", "low", "high"])
    ordered = found.sort_values("place", kind="stable", ignore_index=True).drop(columns="place")
    return ordered.assign(few=ordered["n_articles"] < FEW_ARTICLES)


def _joined(articles: pd.DataFrame, counts: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Put the counts beside the articles under names that no column of articles has; an article without sources has 0."""
    ids = articles["article_id"].astype("str")
    found = counts.set_index("article_id").rename(columns=names).reindex(ids).fillna(0).astype("int64")
    return pd.concat([articles, found.set_axis(articles.index)], axis=1)


def _index_bounds(name: str, columns: Floats, drawn: Floats, method: str) -> tuple[float, float, float]:
    measured = INDICES[name]
    value = float(measured(columns.sum(axis=0)))
    if np.isnan(value):
        return value, np.nan, np.nan
    n = len(columns)
    without = np.asarray(measured(columns.sum(axis=0) - columns))
    left_out = (np.nanmean(without) - without) * (n - 1) / n if method == "bca" and n > 1 else np.zeros(0)
    return value, *interval(np.asarray(measured(drawn)), value, left_out, method=method)
