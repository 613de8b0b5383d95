"""How frames stand to one another: emphasis, diversity and company."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd

from evenhand.errors import require_choice, require_columns

WEIGHTS = {"headline": 2, "lead": 1, "body": 0}


def emphasis(counts: pd.DataFrame) -> pd.DataFrame:
    """Say how far each frame is pushed to the top of the articles.

    Parameters
    ----------
    counts
        From `count_by_article`.

    Returns
    -------
    DataFrame
        One row per frame: ``n_articles`` that show it, ``headline_rate``, ``lead_rate``, ``body_rate`` (share of all articles that
        show it there), ``emphasis`` (mean over the articles that show it of 2 in the headline, else 1 in the lead, else 0),
        ``lift`` = P(in the headline | frame) / P(any frame's mark in the headline): over 1, the frame is in headlines more often than
        frames are. No marks: NaN.

    Notes
    -----
    The weights 2, 1, 0 are a choice, so the rates stand beside them. Articles without a headline part count in the base.

    References
    ----------
    Entman, R. M. (1991). Framing U.S. coverage of international news. *Journal of Communication* 41(4).
    """
    require_columns(counts, ["frame", "n_headline_marks", "n_lead_marks", "n_body_marks", "present"], "counts")
    there = {part: counts[f"n_{part}_marks"] > 0 for part in WEIGHTS}
    points = np.select([there["headline"], there["lead"]], [WEIGHTS["headline"], WEIGHTS["lead"]], WEIGHTS["body"])
    shown = counts["present"] == 1
    table = counts.assign(points=np.where(shown, points, np.nan), **{f"{part}_rate": there[part].astype(float) for part in WEIGHTS})
    rates = table.groupby("frame", sort=False).agg(
        n_articles=("present", "sum"),
        headline_rate=("headline_rate", "mean"),
        lead_rate=("lead_rate", "mean"),
        body_rate=("body_rate", "mean"),
        emphasis=("points", "mean"),
    )
    overall = there["headline"].sum() / shown.sum() if shown.any() else np.nan
    given = there["headline"].groupby(counts["frame"], sort=False).sum() / rates["n_articles"].where(rates["n_articles"] > 0)
    return rates.assign(lift=given / (overall or np.nan)).reset_index()


def frame_diversity(counts: pd.DataFrame, measure: str = "n_marked_sentences") -> pd.DataFrame:
    """Say how evenly each article spreads over the frames.

    Parameters
    ----------
    counts
        From `count_by_article`.
    measure
        The column whose numbers are spread.

    Returns
    -------
    DataFrame
        One row per article: ``n_frames`` (with a mark), ``evenness`` J = H / ln K (0 one frame, 1 all K alike), ``effective_frames``
        e^H. No marks: NaN.

    Raises
    ------
    ParameterError
        If ``counts`` has no column of numbers of that name.

    References
    ----------
    Boydstun, A. E., Bevan, S. & Thomas, H. F. (2014). The importance of attention diversity. *Policy Studies Journal* 42(2).

    Examples
    --------
    >>> table = pd.DataFrame({"article_id": ["a", "a"], "frame": ["x", "y"], "n_marked_sentences": [2, 2]})
    >>> frame_diversity(table)[["evenness", "effective_frames"]].round(3).to_dict("list")
    {'evenness': [1.0], 'effective_frames': [2.0]}
    """
    require_columns(counts, ["article_id", "frame"], "counts")
    require_choice(measure, counts.select_dtypes("number").columns, "measure")
    wide = counts.pivot_table(index="article_id", columns="frame", values=measure, sort=False, observed=True)
    total = wide.sum(axis=1)
    shares = wide.div(total.where(total > 0), axis=0)
    entropy = -(shares * np.log(shares.where(shares > 0))).sum(axis=1, min_count=1)
    return pd.DataFrame(
        {
            "n_frames": (wide > 0).sum(axis=1),
            "evenness": entropy / (np.log(len(wide.columns)) or np.nan),
            "effective_frames": np.exp(entropy),
        }
    ).reset_index()


def cooccurrence(counts: pd.DataFrame) -> pd.DataFrame:
    """Say which frames keep company: φ and PMI of their presence in articles.

    Returns
    -------
    DataFrame
        One row per pair of frames: ``first, second, n_both, n_first, n_second, n`` (articles), ``phi`` (-1 to 1; NaN where a frame is in
        all or in no article), ``pmi`` (bits; NaN where the two never meet).

    Notes
    -----
    φ = (n·n_both - n_first·n_second) / √(n_first(n - n_first)·n_second(n - n_second)); PMI = log2(n·n_both / (n_first·n_second)).

    Examples
    --------
    >>> table = pd.DataFrame({"article_id": [1, 1, 2, 2], "frame": ["x", "y"] * 2, "present": [1, 1, 0, 0]})
    >>> cooccurrence(table)[["phi", "pmi"]].to_dict("records")
    [{'phi': 1.0, 'pmi': 1.0}]
    """
    wide = counts.pivot_table(index="article_id", columns="frame", values="present", sort=False, observed=True)
    n, rows = len(wide), []
    for one, other in combinations(wide.columns, 2):
        a, b, both = int(wide[one].sum()), int(wide[other].sum()), int((wide[one] * wide[other]).sum())
        spread = np.sqrt(float(a * (n - a) * b * (n - b)))
        rows.append(
            (one, other, both, a, b, n, (n * both - a * b) / spread if spread else np.nan, np.log2(n * both / (a * b)) if both else np.nan)
        )
    return pd.DataFrame(rows, columns=["first", "second", "n_both", "n_first", "n_second", "n", "phi", "pmi"])
