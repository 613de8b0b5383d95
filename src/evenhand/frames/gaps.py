"""Frames compared between groups of articles and between voices, with intervals that draw whole articles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.errors import require_columns
from evenhand.intervals import N_RESAMPLES, ratio_gap, ratio_intervals

REPORTER, NO_SIDE, NO_SOURCE = "(reporter)", "(no side)", "(unknown source)"
THIRDS = ("first third", "middle third", "last third")


def prevalence(
    counts: pd.DataFrame, *, by: str, count: str = "present", base: str = "n_articles", n_resamples: int = N_RESAMPLES, seed: int = 0
) -> pd.DataFrame:
    """Give for each frame and group the share of articles that show it, with its interval.

    Parameters
    ----------
    counts
        From `count_by_article`, with the column ``by``.
    count, base
        By default articles with a mark among articles; ``n_marked_sentences`` and ``n_sentences`` give salience instead.

    Returns
    -------
    DataFrame
        ``frame`` and the columns of `ratio_intervals`.
    """
    require_columns(counts, ["frame", by, count, base], "counts")
    tables = [
        ratio_intervals(part, by=by, count=count, base=base, n_resamples=n_resamples, seed=seed).assign(frame=frame)
        for frame, part in counts.groupby("frame", sort=False)
    ]
    table = pd.concat(tables, ignore_index=True)
    return table[["frame", *(name for name in table.columns if name != "frame")]]


def frame_gaps(
    counts: pd.DataFrame,
    *,
    by: str,
    group: str,
    count: str = "present",
    base: str = "n_articles",
    n_resamples: int = N_RESAMPLES,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare one group of articles with all others, frame by frame.

    Parameters
    ----------
    counts
        From `count_by_article`, with the column ``by``.
    group
        The value of ``by`` that is compared with the rest.

    Returns
    -------
    DataFrame
        One row per frame: ``frame, first, rest`` (shares), ``gap`` (first - rest), ``low, high`` (95 %, articles drawn again), ``p``
        (labels permuted over articles), ``h`` (Cohen's effect size), ``n_first, n_rest`` (articles).

    Notes
    -----
    h = 2 asin(sqrt(first)) - 2 asin(sqrt(rest)); 0.2 is small, 0.5 medium, 0.8 large by custom. p is per frame: with many frames
    some fall below .05 by chance.

    References
    ----------
    Cohen, J. (1988). *Statistical Power Analysis for the Behavioral Sciences*. Erlbaum.
    """
    require_columns(counts, ["frame", by, count, base], "counts")
    rows = []
    for frame, part in counts.groupby("frame", sort=False):
        found = ratio_gap(part, of=(part[by] == group).to_numpy(), count=count, base=base, n_resamples=n_resamples, seed=seed)
        rows.append({"frame": frame, **found, "h": effect_size(found["first"], found["rest"])})
    return pd.DataFrame(rows)[["frame", "first", "rest", "gap", "low", "high", "p", "h", "n_first", "n_rest"]]


def effect_size(first: float, second: float) -> float:
    """Return Cohen's h for two shares.

    Examples
    --------
    >>> round(effect_size(0.5, 0.25), 4)
    0.5236
    """
    return float(2 * np.arcsin(np.sqrt(first)) - 2 * np.arcsin(np.sqrt(second)))


def frames_by(marks: pd.DataFrame, by: str, frames: Sequence[str] | None = None) -> pd.DataFrame:
    """Count the marks of each frame by speaker, side, part or position.

    Parameters
    ----------
    marks
        From `find_frames`; with `voice_of` or `third_of` as a further column for speakers and positions.
    by
        The column: ``side``, ``voice``, ``part``, ``speaker``, ``outlet``, ... Under ``side`` the reporter's marks are
        ``(reporter)`` and those of sources on no side ``(no side)``; a mark counts for the one who voices it and nobody else.

    Returns
    -------
    DataFrame
        One row per value of ``by`` and frame: ``by``, ``frame``, ``n_marks``, ``n_articles`` (that hold one), ``share`` (of the marks
        of that value, 0 to 1; NaN where it has none).
    """
    require_columns(marks, ["frame", "article_id", by], "marks")
    values = _sides(marks) if by == "side" else marks[by].astype(object)
    ordered = marks[by].cat.categories if isinstance(marks[by].dtype, pd.CategoricalDtype) else sorted(values.dropna().unique())
    names = list(frames) if frames is not None else sorted(marks["frame"].unique())
    known = marks.assign(**{by: values.to_numpy(object), "article_id": marks["article_id"].astype(object)})
    grouped = known.groupby([by, "frame"], observed=True)["article_id"]
    index = pd.MultiIndex.from_product([ordered, names], names=[by, "frame"])
    table = pd.DataFrame({"n_marks": grouped.size(), "n_articles": grouped.nunique()}).reindex(index, fill_value=0).reset_index()
    total = table.groupby(by)["n_marks"].transform("sum")
    return table.assign(share=table["n_marks"] / total.where(total > 0))


def _sides(marks: pd.DataFrame) -> pd.Series:
    quoted = marks["voice"] == "quoted"
    return marks["side"].astype(object).where(marks["side"].notna(), NO_SIDE).where(quoted, REPORTER)


def voice_of(marks: pd.DataFrame, sources: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Name who voices each mark: the source's fullest name, ``(reporter)``, or ``(unknown source)`` for a quote without one."""
    keys = pd.MultiIndex.from_arrays([sources["article_id"].astype(object), sources["source_id"].astype("Int64")])
    names = pd.Series(sources["name"].to_numpy(object), keys)
    found = names.reindex(pd.MultiIndex.from_arrays([marks["article_id"].astype(object), marks["source_id"]])).to_numpy(object)
    return np.where(marks["voice"] == "quoted", np.where(pd.isna(found), NO_SOURCE, found), REPORTER)


def third_of(marks: pd.DataFrame, articles: pd.DataFrame) -> pd.Categorical:
    """Say in which third of its article's characters each mark stands."""
    length = marks["article_id"].astype(object).map(articles.set_index(articles["article_id"].astype(object))["text"].str.len())
    third = np.minimum(3 * marks["start"].to_numpy(np.int64) // length.to_numpy(np.int64), 2)
    return pd.Categorical.from_codes(third, THIRDS, ordered=True)
