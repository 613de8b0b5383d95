"""Two sides of a dispute: how often each speaks, where, and with which verbs it is introduced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from evenhand.balance.shares import BASES
from evenhand.balance.space import prominence
from evenhand.errors import require_columns

# A cue outside these takes a stand towards what is said or who says it (Caldas-Coulthard 1994: all but neutral structuring verbs).
NEUTRAL_CUES = ("neutral", "linking", "other", "refusal")
STANCES = ("neutral", "endorsing", "distancing", "accusing", "conceding", "directive", "emotive", "mental", "linking")


def count_by_side(quotes: pd.DataFrame, sources: pd.DataFrame, sides: Iterable[str]) -> pd.DataFrame:
    """Count what each side of a dispute gets in each article.

    Parameters
    ----------
    quotes, sources
        Tables of a corpus; a quote is of the side of its source.
    sides
        Names of sides.

    Returns
    -------
    DataFrame
        One row per article that has a quote: ``article_id`` and, for each side, ``n_sources_<side>``, ``n_quotes_<side>``,
        ``n_words_<side>``, the quotes in headline, lead and first third (``n_headline_<side>``, ``n_lead_<side>``,
        ``n_first_third_<side>``), whether it has the first and the last quote (``n_first_voice_<side>``, ``n_last_word_<side>``),
        ``n_cues_<side>`` (quotes whose cue is there and not negated), of these ``n_evaluative_<side>`` (cues outside
        `NEUTRAL_CUES`) and ``n_<class>_<side>`` for each class of cues.

    References
    ----------
    Thompson, G. & Ye, Y. (1991). Evaluation in the reporting verbs. *Applied Linguistics* 12(4). Caldas-Coulthard, C. R.
    (1994). On reporting reporting. In Coulthard (ed.), *Advances in Written Text Analysis*. Routledge.

    Examples
    --------
    >>> spoken = pd.DataFrame({"article_id": "1", "source_id": 0, "n_words": [5, 7], "negated": False})
    >>> spoken = spoken.assign(cue_class=["neutral", "distancing"], part="body", position=[0.2, 0.8])
    >>> who = pd.DataFrame({"article_id": ["1"], "source_id": [0], "side": ["left"]})
    >>> counts = count_by_side(spoken, who, ["left"])
    >>> counts[["n_sources_left", "n_quotes_left", "n_words_left", "n_cues_left", "n_distancing_left"]].values.tolist()
    [[1, 2, 12, 2, 1]]
    """
    require_columns(quotes, ["article_id", "source_id", "n_words", "cue_class", "negated"], "quotes")
    require_columns(sources, ["article_id", "source_id", "side"], "sources")
    keys = ["article_id", "source_id"]
    plain = prominence(quotes).astype({"article_id": "str", "source_id": "Int64"})
    joined = plain.merge(sources[[*keys, "side"]].astype({"article_id": "str", "source_id": "Int64"}), on=keys, how="left")
    marked = _marked(joined)
    sums: dict[str, pd.Series] = {}
    for side in sides:
        mine = (joined["side"] == side).astype("int64")
        sums |= {f"n_{name}_{side}": marked[name] * mine for name in marked}
    return pd.DataFrame(sums, dtype="int64").groupby(joined["article_id"], sort=True).sum().reset_index()


def _marked(joined: pd.DataFrame) -> pd.DataFrame:
    """Give what every quote counts for, as whole numbers."""
    cued = joined["cue_class"].notna() & ~joined["negated"].astype(bool)
    stances = {name: cued & (joined["cue_class"] == name) for name in STANCES}
    flags = {name: joined[f"is_{name}"] for name in ("headline", "lead", "first_third", "first_voice", "last_word")}
    first = ~joined.duplicated(["article_id", "source_id"]) & joined["source_id"].notna()
    counted = {"sources": first, "quotes": pd.Series(1, joined.index), "words": joined["n_words"], **flags}
    counted |= {"cues": cued, "evaluative": cued & ~joined["cue_class"].isin(NEUTRAL_CUES), **stances}
    return pd.DataFrame(counted).astype("int64")


def with_camps(counts: pd.DataFrame, sides: Sequence[str]) -> pd.DataFrame:
    """Add what the first of two sides gets, and what both get: ``n_first_<base>`` and ``n_both_<base>`` for sources, quotes, words.

    Their ratio p is the first side's share among the two; the two-camp balance is 2 p - 1. Fewer than two sides give 0.

    Examples
    --------
    >>> table = pd.DataFrame({f"n_{base}_{side}": [3] for base in ("sources", "quotes", "words") for side in ("left", "right")})
    >>> with_camps(table, ["left", "right"])[["n_first_words", "n_both_words"]].values.tolist()
    [[3, 6]]
    """
    columns: dict[str, pd.Series] = {}
    for base in BASES:
        names = [f"n_{base}_{side}" for side in sides[:2]] if len(sides) > 1 else []
        require_columns(counts, names, "counts")
        columns |= {f"n_first_{base}": counts[names[:1]].sum(axis=1), f"n_both_{base}": counts[names].sum(axis=1)}
    return counts.assign(**{name: values.astype("int64") for name, values in columns.items()})


def two_camp_balance(first: float, second: float) -> float:
    """Compare two sides: B = (A - B') / (A + B'), from -1 (only the second speaks) to 1 (only the first); NaN if neither does.

    Examples
    --------
    >>> two_camp_balance(30, 10)
    0.5
    """
    return (first - second) / (first + second) if first + second else float("nan")


def balance_to_target(first: float, second: float, *, target: float) -> float:
    """Give how far the first side's share stands above a target: p - p*, with p = A / (A + B').

    Parameters
    ----------
    first, second
        Counts of the two sides on any base.
    target
        The share that the first side should have by a standard of the study's own (votes, population); .5 for parity.

    References
    ----------
    The practice of BBC and Ofcom reviews: balance is due to something, not by itself a half.

    Examples
    --------
    >>> round(balance_to_target(30, 10, target=0.6), 4)
    0.15
    """
    return first / (first + second) - target if first + second else float("nan")


def evaluative_cues(counts: pd.DataFrame, first: str, second: str, *, stance: str = "evaluative") -> pd.Series:
    """Compare how often two sides are introduced with a cue that takes a stand.

    Parameters
    ----------
    counts
        From `count_by_side`, or a part of it.
    first, second
        The sides.
    stance
        ``"evaluative"`` (all that are not neutral) or one class (``"distancing"``).

    Returns
    -------
    Series
        ``first``, ``second`` (cues of that stance / cues), ``gap`` (first - second), ``odds_ratio`` (see `odds_ratio`).

    References
    ----------
    Caldas-Coulthard (1994).

    Examples
    --------
    >>> table = pd.DataFrame({"n_cues_a": [4], "n_evaluative_a": [0], "n_cues_b": [4], "n_evaluative_b": [4]})
    >>> evaluative_cues(table, "a", "b").round(4).tolist()
    [0.0, 1.0, -1.0, 0.0123]
    """
    needed = [f"n_{name}_{side}" for side in (first, second) for name in (stance, "cues")]
    require_columns(counts, needed, "counts")
    a, n, b, m = (float(counts[name].sum()) for name in needed)
    rates = [a / n if n else float("nan"), b / m if m else float("nan")]
    return pd.Series({"first": rates[0], "second": rates[1], "gap": rates[0] - rates[1], "odds_ratio": odds_ratio(a, n - a, b, m - b)})


def odds_ratio(a: float, b: float, c: float, d: float) -> float:
    """Give ((a+.5)(d+.5)) / ((b+.5)(c+.5)) for the table [[a, b], [c, d]]: 1 for no difference; NaN if a row is empty.

    References
    ----------
    Haldane, J. B. S. (1956). The estimation and significance of the logarithm of a ratio of frequencies. *Annals of Human Genetics* 20(4).

    Examples
    --------
    >>> odds_ratio(4, 4, 2, 2)
    1.0
    """
    return ((a + 0.5) * (d + 0.5)) / ((b + 0.5) * (c + 0.5)) if a + b and c + d else float("nan")
