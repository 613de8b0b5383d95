"""Tables to show: findings counted by group, measures side by side, and the sentences behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from evenhand.balance import count_categories
from evenhand.corpus import Corpus
from evenhand.errors import require_columns
from evenhand.intervals import holm, paired_gaps, ratio_table
from evenhand.spans import excerpt

REST = "other"
LONGEST_EXAMPLE = 240  # characters of context on either side


def shares_of(rows: pd.DataFrame, *, by: str, column: str, order: Sequence[str] | None = None, most: int | None = None) -> pd.DataFrame:
    """Give the share of each category among the rows of each group.

    Parameters
    ----------
    rows
        Any table with one row per thing counted (a source, a line, a mark).
    by, column
        The column that names the groups, and the one with the categories.
    order
        The categories to show, in this order; by default all, most frequent first.
    most
        Show so many, and the rest together as ``other``.

    Returns
    -------
    DataFrame
        One row per group, one column per category; each row adds up to 1. A group without rows has NaN.

    Examples
    --------
    >>> rows = pd.DataFrame({"outlet": ["a", "a", "b"], "type": ["party", "expert", "party"]})
    >>> shares_of(rows, by="outlet", column="type").to_dict("list")
    {'outlet': ['a', 'b'], 'party': [0.5, 1.0], 'expert': [0.5, 0.0]}
    """
    require_columns(rows, [by, column], "the table")
    values = rows[column].astype("str")
    counts = values.value_counts().sort_index().sort_values(ascending=False, kind="stable")
    shown = list(order) if order is not None else list(counts.index)
    if most is not None and len(shown) > most:
        shown = [*shown[: most - 1], REST]
        values = values.where(values.isin(shown), REST)
    table = pd.crosstab(rows[by], values, dropna=False).reindex(columns=shown, fill_value=0)
    if isinstance(rows[by].dtype, pd.CategoricalDtype):
        table = table.reindex(rows[by].cat.categories, fill_value=0)
    total = table.sum(axis=1)
    return table.div(total.where(total > 0), axis=0).rename_axis(index=by, columns=None).reset_index().astype({by: "str"})


def count_parts(corpus: Corpus, articles: pd.DataFrame) -> pd.DataFrame:
    """Add to a table of articles: ``n_lines``, ``n_boilerplate_lines``, ``is_copy`` (1 or 0) and ``n_articles`` (1)."""
    lines = corpus.paragraphs.assign(article_id=corpus.paragraphs["article_id"].astype(object))
    n_lines = lines.groupby("article_id").size()
    boilerplate = lines[lines["part"] == "boilerplate"].groupby("article_id").size()
    ids = articles["article_id"].astype(object)
    return articles.assign(
        n_lines=ids.map(n_lines).fillna(0).astype("int64"),
        n_boilerplate_lines=ids.map(boilerplate).fillna(0).astype("int64"),
        is_copy=articles["copy_group"].notna().astype("int64"),
        n_articles=1,
    )


def ratio_grid(
    articles: pd.DataFrame,
    measures: Mapping[str, tuple[str, str]],
    *,
    by: str,
    seed: int = 0,
    n_resamples: int = 2000,
    own_copy: bool = False,
) -> pd.DataFrame:
    """Put the intervals of several ratios under one another.

    Parameters
    ----------
    measures
        ``{name: (count column, base column)}``.

    Returns
    -------
    DataFrame
        The rows of `ratio_intervals`, with the column ``measure`` in front.
    """
    return ratio_table(articles, measures, by=by, seed=seed, n_resamples=n_resamples, own_copy=own_copy)


def mean_grid(articles: pd.DataFrame, measures: Sequence[str], *, by: str, seed: int = 0, n_resamples: int = 2000) -> pd.DataFrame:
    """Put the means of several columns under one another, with intervals; articles where one is missing are left out of it."""
    ones = articles.assign(n_articles_measured=1)
    grid = ratio_grid(ones, {name: (name, "n_articles_measured") for name in measures}, by=by, seed=seed, n_resamples=n_resamples)
    return grid.drop(columns=["count", "base"])


def widen(grid: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """Turn the rows of `ratio_grid` into one row per group and one column per measure."""
    wide = grid.pivot_table(index=by, columns="measure", values="value", observed=False, sort=False, dropna=False)
    return wide[list(dict.fromkeys(grid["measure"]))].rename_axis(columns=None).reset_index().astype({by: "str"})


def side_grid(
    articles: pd.DataFrame,
    sides: Sequence[str],
    measures: Mapping[str, tuple[str, str]],
    *,
    seed: int = 0,
    n_resamples: int = 2000,
    own_copy: bool = False,
) -> pd.DataFrame:
    """Compare the first two sides on several shares, over all articles together, as one family of tests.

    Parameters
    ----------
    articles
        ``study.side_counts``, or a part of it.
    sides
        The sides of the study; fewer than two give a table without rows.
    measures
        ``{name: (count, base)}``, columns without ``n_`` and without the side (``{"distancing": ("distancing", "cues")}``).

    Returns
    -------
    DataFrame
        ``measure`` and the columns of `paired_gaps`; ``p_holm`` corrects for the number of measures.
    """
    columns = ["measure", "n_articles", "n_first", "n_second", "first", "second", "value", "low", "high", "p", "p_holm", "few"]
    if len(sides) < 2:
        return pd.DataFrame(columns=columns)
    together = articles.assign(all_articles="all")
    rows = []
    for name, (count, base) in measures.items():
        first, second = ((f"n_{count}_{side}", f"n_{base}_{side}") for side in sides[:2])
        gap = paired_gaps(together, by="all_articles", first=first, second=second, seed=seed, n_resamples=n_resamples, own_copy=own_copy)
        rows.append(gap.assign(measure=name))
    table = pd.concat(rows, ignore_index=True)
    return table.assign(p_holm=holm(table["p"].to_numpy(float)))[columns]


def definition_grid(
    articles: pd.DataFrame,
    sources: pd.DataFrame,
    definitions: Mapping[str, Mapping[str, Any]],
    *,
    by: str,
    seed: int = 0,
    n_resamples: int = 2000,
) -> pd.DataFrame:
    """Give one share under several definitions.

    Parameters
    ----------
    definitions
        ``{name: {"column": ..., "categories": [...], "base": ..., "without": [...], "own_copy": ...}}``: which categories of
        which column count (``type``), on which base (``sources``), which categories are left out altogether (none), and
        whether wire copy is (no).

    Returns
    -------
    DataFrame
        ``definition`` and the columns of `ratio_intervals`.
    """
    tables = []
    for name, how in definitions.items():
        column = how.get("column", "type")
        kept = sources[~sources[column].isin(how.get("without", ()))]
        counts = count_categories(kept, column=column, base=how.get("base", "sources")).set_index("article_id")
        counts = counts.reindex(articles["article_id"].astype("str"), fill_value=0)
        wanted = [category for category in how["categories"] if category in counts]
        table = articles.assign(n_wanted=counts[wanted].sum(axis=1).to_numpy(), n_all=counts.sum(axis=1).to_numpy())
        found = ratio_table(
            table, {name: ("n_wanted", "n_all")}, by=by, seed=seed, n_resamples=n_resamples, own_copy=how.get("own_copy", False)
        )
        tables.append(found.rename(columns={"measure": "definition"}))
    return pd.concat(tables, ignore_index=True)


def quote_strip(corpus: Corpus, articles: pd.DataFrame) -> pd.DataFrame:
    """Lay the quotes of each article on a line from its first word to its last: what `plot_strip` draws.

    Returns
    -------
    DataFrame
        One row per quote, article by article in the order given: ``label``, ``article_id``, ``position`` (0 first to 1 last),
        ``width`` (its words as a share of the article's), ``side``.
    """
    quotes, sources = corpus.quotes, corpus.sources
    assert quotes is not None
    assert sources is not None
    keys = {"article_id": "str", "source_id": "Int64"}
    sided = quotes.astype(keys).merge(sources[["article_id", "source_id", "side"]].astype(keys), on=list(keys), how="left")
    shown = articles[["article_id", "n_words"]].astype({"article_id": "str"}).rename(columns={"n_words": "n_article_words"})
    joined = shown.merge(sided, on="article_id", how="inner")
    words = joined["n_article_words"]
    return joined[["article_id", "position"]].assign(
        label=joined["article_id"],
        width=joined["n_words"] / words.where(words > 0),
        side=joined["side"].fillna("unknown"),
    )


def frames_of(corpus: Corpus) -> list[str]:
    """Return the frames whose sentences the features count, in the order of the codebook."""
    names = corpus.features.columns if corpus.features is not None else ()
    return [name.removeprefix("n_").removesuffix("_sentences") for name in names if name.endswith("_sentences") and name != "n_sentences"]


def most_used(marks: pd.DataFrame, *, by: str, column: str, most: int) -> pd.DataFrame:
    """List the most frequent values of a column in each group as one text: ``chaos 3, fury 2``."""
    counts = marks.groupby([marks[by].astype(object), column]).size().rename("n").reset_index()
    ordered = counts.sort_values([by, "n", column], ascending=[True, False, True])
    texts = ordered.groupby(by).head(most).assign(text=lambda table: table[column] + " " + table["n"].astype(str))
    return texts.groupby(by)["text"].agg(", ".join).rename(column).reset_index()


def examples(corpus: Corpus, marks: pd.DataFrame, *, by: str, per_group: int) -> pd.DataFrame:
    """Show the sentences behind marks, the first of each group in the order of publication.

    Parameters
    ----------
    marks
        Rows with ``article_id, sentence_id, term`` and the column ``by``.
    per_group
        How many sentences a group; no two of one article where there are enough articles.

    Returns
    -------
    DataFrame
        ``by``, ``article_id``, ``term``, ``sentence`` (the printed text).
    """
    order = corpus.articles.sort_values(["published", "article_id"])["article_id"].tolist()
    ranked = marks.assign(rank=marks["article_id"].astype(object).map({name: rank for rank, name in enumerate(order)}))
    ranked = ranked.sort_values([by, "rank", "sentence_id", "start"], kind="stable").drop_duplicates([by, "article_id"])
    chosen = ranked.groupby(by, observed=True).head(per_group)
    found = chosen[[by, "article_id", "sentence_id", "term", "start"]].astype({"article_id": "str"})
    sentences = corpus.sentences[["article_id", "sentence_id", "start", "end"]].astype({"article_id": "str"})
    placed = found.merge(sentences, on=["article_id", "sentence_id"], suffixes=("_term", ""))
    placed["sentence"] = [_shown(corpus.text(row.article_id), row) for row in placed.itertuples(index=False)]
    return placed[[by, "article_id", "term", "sentence"]]


def _shown(text: str, row: pd.Series) -> str:
    if row.end - row.start <= 2 * LONGEST_EXAMPLE:
        return text[row.start : row.end]
    return excerpt(text[row.start : row.end], row.start_term - row.start, row.start_term - row.start + 1, around=LONGEST_EXAMPLE)
