"""Sourcing measures: numbers about groups of sources, from tables alone, so they serve hand-coded data too.

Every measure has a base, which it names: *sources* (each counts once an article), *quotes* (each mention counts) or
*words* (each quoted word counts). They answer different questions; report more than one.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.errors import require_choice, require_columns

# Government, parliament, parties, courts, police and military (Sigal 1973; Bennett 1990), of any country.
OFFICIAL = ("executive", "legislature", "party", "judiciary_police", "security", "foreign")
# Those whom Gans (1979) calls the unknowns.
ORDINARY = ("affected", "witness", "citizen")
UNNAMED = ("described", "bare", "hidden")
BASES = ("sources", "quotes", "words")


def source_counts(sources: pd.DataFrame, base: str) -> pd.Series:
    """Return what each source counts for on a base: 1 (sources), its quotes, or its quoted words.

    Raises
    ------
    ParameterError
        If the base is none of sources, quotes, words.
    """
    require_choice(base, BASES, "base")
    require_columns(sources, ["n_quotes", "n_words"], "sources")
    counts = {"sources": pd.Series(1, index=sources.index), "quotes": sources["n_quotes"], "words": sources["n_words"]}
    return counts[base].astype("int64")


def category_share(sources: pd.DataFrame, column: str = "type", base: str = "sources") -> pd.Series:
    """Give the share of each category of sources: p_i = f_i / N.

    Parameters
    ----------
    sources
        The ``sources`` table, or a part of it.
    column
        The column with the categories (``type``, ``side``, ``anonymity``, ``gender``).
    base
        ``"sources"``, ``"quotes"`` or ``"words"``.

    Returns
    -------
    Series
        Shares (0 to 1) by category, largest first (ties by name). No sources gives an empty series.

    References
    ----------
    Sigal, L. (1973). *Reporters and Officials*. Heath. Gans, H. (1979). *Deciding What's News*. Pantheon.

    Examples
    --------
    >>> table = pd.DataFrame({"type": ["party", "expert", "party"], "n_quotes": [3, 1, 2], "n_words": [60, 30, 10]})
    >>> category_share(table, base="words").to_dict()
    {'party': 0.7, 'expert': 0.3}
    """
    require_columns(sources, [column], "sources")
    sums = source_counts(sources, base).groupby(sources[column].astype("str")).sum()
    ordered = sums.sort_index().sort_values(ascending=False, kind="stable")
    return ordered / ordered.sum()


def count_by_side(quotes: pd.DataFrame, sources: pd.DataFrame, sides: Iterable[str]) -> pd.DataFrame:
    """Count quotes, words and cues of each side in each article.

    Parameters
    ----------
    quotes, sources
        Tables of a corpus; a quote is of the side of its source.
    sides
        Names of sides.

    Returns
    -------
    DataFrame
        One row per article that has a quote: ``article_id`` and, for each side, ``n_quotes_<side>``, ``n_words_<side>``,
        ``n_cues_<side>`` (quotes whose cue is there and not negated) and ``n_distancing_<side>`` (those whose cue keeps the
        content at arm's length).

    References
    ----------
    Thompson, G. & Ye, Y. (1991). Evaluation in the reporting verbs. *Applied Linguistics* 12(4).

    Examples
    --------
    >>> spoken = pd.DataFrame({"article_id": "1", "source_id": 0, "n_words": [5, 7], "negated": False})
    >>> spoken["cue_class"] = ["neutral", "distancing"]
    >>> who = pd.DataFrame({"article_id": ["1"], "source_id": [0], "side": ["left"]})
    >>> count_by_side(spoken, who, ["left"]).to_dict("records")
    [{'article_id': '1', 'n_quotes_left': 2, 'n_words_left': 12, 'n_cues_left': 2, 'n_distancing_left': 1}]
    """
    require_columns(quotes, ["article_id", "source_id", "n_words", "cue_class", "negated"], "quotes")
    require_columns(sources, ["article_id", "source_id", "side"], "sources")
    keys = ["article_id", "source_id"]
    plain = quotes.astype({"article_id": "str", "source_id": "Int64"})
    joined = plain.merge(sources[[*keys, "side"]].astype({"article_id": "str", "source_id": "Int64"}), on=keys, how="left")
    cued = joined["cue_class"].notna() & ~joined["negated"].astype(bool)
    counted = {"article_id": joined["article_id"]}
    for side in sides:
        mine = joined["side"] == side
        counted |= {
            f"n_quotes_{side}": mine.astype("int64"),
            f"n_words_{side}": joined["n_words"].where(mine, 0).astype("int64"),
            f"n_cues_{side}": (mine & cued).astype("int64"),
            f"n_distancing_{side}": (mine & cued & (joined["cue_class"] == "distancing")).astype("int64"),
        }
    return pd.DataFrame(counted).groupby("article_id", sort=True).sum().reset_index()


def effective_number(counts: npt.ArrayLike) -> float:
    """Give the effective number of categories, N1 = exp(H) with H = -sum(p ln p); 1 when all fall in one, NaN for none.

    References
    ----------
    Hill, M. O. (1973). Diversity and evenness. *Ecology* 54(2).

    Examples
    --------
    >>> round(effective_number([50, 30, 20]), 4)
    2.8001
    """
    shares = _shares(counts)
    return float(np.exp(-np.sum(shares * np.log(shares)))) if len(shares) else float("nan")


def concentration(counts: npt.ArrayLike) -> float:
    """Give the Herfindahl-Hirschman index, HHI = sum(p^2): 1 when one voice has all the space, 1/n when n share it; NaN for none.

    Examples
    --------
    >>> round(concentration([50, 30, 20]), 4)
    0.38
    """
    shares = _shares(counts)
    return float(np.sum(shares**2)) if len(shares) else float("nan")


def two_camp_balance(first: float, second: float) -> float:
    """Compare two sides: B = (A - B') / (A + B'), from -1 (only the second speaks) to 1 (only the first); NaN if neither does.

    Examples
    --------
    >>> two_camp_balance(30, 10)
    0.5
    """
    return (first - second) / (first + second) if first + second else float("nan")


def _shares(counts: npt.ArrayLike) -> npt.NDArray[np.float64]:
    values = np.asarray(counts, np.float64)
    return values[values > 0] / values.sum()
