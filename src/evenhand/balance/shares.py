"""Shares of categories of sources on three bases: officials, gender, anonymity."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evenhand.errors import ParameterError, require_choice, require_columns

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
        ``"sources"``, ``"quotes"`` or ``"words"`` (the space share).

    Returns
    -------
    Series
        Shares (0 to 1) by category, largest first (ties by name). No sources gives an empty series.

    References
    ----------
    Sigal, L. (1973). *Reporters and Officials*. Heath. Gans, H. (1979). *Deciding What's News*. Pantheon. Brown, J. et al.
    (1987). Invisible power: newspaper news sources and the limits of diversity. *Journalism Quarterly* 64(1).

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


def count_categories(
    sources: pd.DataFrame, *, column: str = "type", base: str = "sources", categories: Sequence[str] | None = None
) -> pd.DataFrame:
    """Count each category of sources in each article: what intervals of shares and indices are drawn from.

    Parameters
    ----------
    sources
        The ``sources`` table, or a part of it.
    column, base
        As in `category_share`.
    categories
        The categories to count, in this order; by default all there are, by name.

    Returns
    -------
    DataFrame
        One row per article that has a source, one column per category.

    Examples
    --------
    >>> table = pd.DataFrame({"article_id": ["1", "1"], "type": ["party", "expert"], "n_quotes": [3, 1], "n_words": [60, 30]})
    >>> count_categories(table, base="words").to_dict("records")
    [{'article_id': '1', 'expert': 30, 'party': 60}]
    """
    require_columns(sources, ["article_id", column], "sources")
    counts = source_counts(sources, base).groupby([sources["article_id"].astype("str"), sources[column].astype("str")]).sum()
    wide = counts.rename("n").reset_index().pivot_table(index="article_id", columns=column, values="n", fill_value=0, aggfunc="sum")
    wanted = sorted(wide.columns) if categories is None else list(categories)
    return wide.rename_axis(columns=None).reindex(columns=wanted, fill_value=0).reset_index()


def official_share(sources: pd.DataFrame, base: str = "sources") -> float:
    """Give the share of official sources: the sum of p_i over government, parliament, parties, courts, police, military, foreign states.

    References
    ----------
    Sigal (1973). Bennett, W. L. (1990). Toward a theory of press-state relations. *Journal of Communication* 40(2).

    Examples
    --------
    >>> official_share(pd.DataFrame({"type": ["party", "citizen"], "n_quotes": [3, 1], "n_words": [30, 70]}), base="words")
    0.3
    """
    return _share_of(sources, sources["type"].isin(OFFICIAL), base)


def elite_ratio(elite: float, ordinary: float) -> float:
    """Give how many elite sources there are for one ordinary person, f_elite / f_ordinary; NaN without ordinary people.

    References
    ----------
    Gans (1979), "knowns" and "unknowns".

    Examples
    --------
    >>> elite_ratio(30, 10)
    3.0
    """
    return elite / ordinary if ordinary else float("nan")


def log_elite_ratio(elite: float, ordinary: float) -> float:
    """Give ln((f_elite + .5) / (f_ordinary + .5)): 0 for as many of either, defined also where one is missing; NaN for none at all.

    Examples
    --------
    >>> round(log_elite_ratio(30, 10), 4), log_elite_ratio(4, 4)
    (1.0664, 0.0)
    """
    return float(np.log((elite + 0.5) / (ordinary + 0.5))) if elite + ordinary else float("nan")


def gender_share(sources: pd.DataFrame, base: str = "sources") -> pd.Series:
    """Give the share of women among the persons whose gender the text shows, with bounds for those whose it does not.

    Returns
    -------
    Series
        ``female``, ``male``, ``unknown`` (counts F, M, U on the base), ``share`` F / (F+M), ``gap`` (F-M) / (F+M),
        ``low`` F / (F+M+U) and ``high`` (F+U) / (F+M+U): the share if every unknown were a man, or a woman.

    Notes
    -----
    Sources that are no single person (gender ``none``) do not count. The bounds say what is not known; they are no interval.

    References
    ----------
    Asr, F. T. et al. (2021). The Gender Gap Tracker. *PLoS ONE* 16(1). Manski, C. (2003). *Partial Identification*. Springer.

    Examples
    --------
    >>> table = pd.DataFrame({"gender": ["female", "male", "male", "unknown", "none"], "n_quotes": 1, "n_words": 5})
    >>> gender_share(table).round(3).to_dict()
    {'female': 1.0, 'male': 2.0, 'unknown': 1.0, 'share': 0.333, 'gap': -0.333, 'low': 0.25, 'high': 0.5}
    """
    require_columns(sources, ["gender"], "sources")
    sums = source_counts(sources, base).groupby(sources["gender"].astype("str")).sum()
    female, male, unknown = (float(sums.get(name, 0)) for name in ("female", "male", "unknown"))
    shown, persons = female + male or np.nan, female + male + unknown or np.nan
    measured = {"share": female / shown, "gap": (female - male) / shown, "low": female / persons, "high": (female + unknown) / persons}
    return pd.Series({"female": female, "male": male, "unknown": unknown, **measured})


def anonymous_rate(sources: pd.DataFrame, base: str = "sources") -> pd.Series:
    """Give the share of unnamed sources, and of those that are not even described.

    Returns
    -------
    Series
        ``anonymous`` (described, bare or hidden / all) and ``undescribed`` (bare or hidden / all), on the base.

    References
    ----------
    Project for Excellence in Journalism (2004). *The State of the News Media*.

    Examples
    --------
    >>> table = pd.DataFrame({"anonymity": ["named", "described", "bare", "hidden"], "n_quotes": 1, "n_words": 5})
    >>> anonymous_rate(table).to_dict()
    {'anonymous': 0.75, 'undescribed': 0.5}
    """
    require_columns(sources, ["anonymity"], "sources")
    undescribed = [name for name in UNNAMED if name != "described"]
    ladder = {"anonymous": UNNAMED, "undescribed": undescribed}
    return pd.Series({name: _share_of(sources, sources["anonymity"].isin(rungs), base) for name, rungs in ladder.items()})


def corrected_share(share: float, *, sensitivity: float, specificity: float) -> float:
    """Correct a share for the errors of the finder: (q + sp - 1) / (se + sp - 1), kept within 0 and 1.

    Parameters
    ----------
    share
        The share that the finder gives.
    sensitivity, specificity
        How often it marks what coders mark, and leaves what they leave.

    Raises
    ------
    ParameterError
        If the finder is no better than chance (se + sp <= 1): nothing can be told from it.

    References
    ----------
    Rogan, W. & Gladen, B. (1978). Estimating prevalence from the results of a screening test. *American Journal of Epidemiology* 107(1).

    Examples
    --------
    >>> round(corrected_share(0.35, sensitivity=0.8, specificity=0.95), 4)
    0.4
    """
    reach = sensitivity + specificity - 1
    if reach <= 0:
        raise ParameterError(
            f"sensitivity {sensitivity:g} and specificity {specificity:g} add up to 1 or less; expected a finder above chance"
        )
    return float(np.clip((share + specificity - 1) / reach, 0, 1))


def _share_of(sources: pd.DataFrame, mask: pd.Series, base: str) -> float:
    counts = source_counts(sources, base)
    total = counts.sum()
    return float(counts[mask].sum() / total) if total else float("nan")
