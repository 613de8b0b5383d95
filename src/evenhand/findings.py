"""Findings as sentences: what a table of measures says, with interval and n, never a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from evenhand.display import Shown, show_finding, show_findings, show_note
from evenhand.intervals import FEW_ARTICLES, paired_gaps, ratio_gap, ratio_intervals


def order_by_value(table: pd.DataFrame) -> pd.DataFrame:
    """Sort a table of `ratio_intervals` from the highest value to the lowest; groups without base come last."""
    return table.sort_values("value", ascending=False, kind="stable", na_position="last", ignore_index=True)


def state_extremes(
    articles: pd.DataFrame,
    *,
    by: str,
    count: str,
    base: str,
    what: str,
    per: str,
    key: str,
    scale: float = 1.0,
    seed: int = 0,
    n_resamples: int = 2000,
) -> Shown:
    """State which group stands highest and lowest on a ratio, and how far the highest stands above all others.

    Parameters
    ----------
    articles
        One row per article with the columns ``by``, ``count``, ``base``.
    what
        What is counted, as it stands in the sentence (``"official sources"``).
    per
        What it is counted in (``"sources"``).
    key
        Name of the finding.
    scale
        1 for shares (written in percent), 1000 for rates.
    """
    options: dict[str, Any] = {"count": count, "base": base, "scale": scale, "seed": seed, "n_resamples": n_resamples}
    table = order_by_value(ratio_intervals(articles, by=by, **options)).dropna(subset=["value"])
    if table.empty:
        return show_finding(f"There are no {per} to count {what} in.", key, n=0)
    first, last = table.iloc[0], table.iloc[-1]
    if len(table) == 1:
        sentence = f"{_phrase(first, by, scale, what, per)}."
        return show_finding(sentence, key, **_numbers(first, by))
    if (table["value"] == first["value"]).sum() > 1:
        tied = table.loc[table["value"] == first["value"], by].astype(str).tolist()
        rest = f", the most; {_lowest(table, by, scale)}, the fewest" if last["value"] < first["value"] else ""
        sentence = f"{_listed(tied)} each have {_value(first['value'], scale)} {what}{_rate(scale, per)}{rest}."
        return show_finding(sentence, key, group=", ".join(tied), value=float(first["value"]))
    gap = ratio_gap(articles, of=(articles[by] == first[by]).to_numpy(), **options)
    sentence = (
        f"{_phrase(first, by, scale, what, per)}, the most; {_lowest(table, by, scale)}, the fewest. "
        f"{first[by]} stands {_points(gap['gap'], scale)} above all others together "
        f"(95 % interval {_range(gap['low'], gap['high'], scale)}; permutation p {_p(gap['p'])})."
    )
    numbers = _numbers(first, by) | {
        "lowest": str(last[by]),
        "gap": gap["gap"],
        "gap_low": gap["low"],
        "gap_high": gap["high"],
        "p": gap["p"],
    }
    return show_finding(sentence, key, **numbers)


def state_lowest_mean(
    articles: pd.DataFrame, column: str, *, by: str, what: str, key: str, seed: int = 0, n_resamples: int = 2000
) -> Shown:
    """State in which group the mean of a column over articles is lowest, and how far it stands below all others."""
    measured = articles[articles[column].notna()].assign(n_measured=1)
    table = order_by_value(ratio_intervals(measured, by=by, count=column, base="n_measured", seed=seed, n_resamples=n_resamples))
    known = table.dropna(subset=["value"])
    if known.empty:
        return show_finding(f"There is no {what} to average.", key, n=0)
    last = known.iloc[-1]
    sentence = (
        f"The mean {what} is lowest in {last[by]}: {last['value']:.2f} "
        f"(95 % interval {last['low']:.2f} to {last['high']:.2f}; {last['n_articles']} articles)"
    )
    numbers = _numbers(last, by)
    if len(known) > 1:
        gap = ratio_gap(
            measured, of=(measured[by] == last[by]).to_numpy(), count=column, base="n_measured", seed=seed, n_resamples=n_resamples
        )
        sentence += (
            f", {abs(gap['gap']):.2f} below all others together (95 % interval of the difference {gap['low']:.2f} to {gap['high']:.2f}; "
            f"permutation p {_p(gap['p'])})"
        )
        numbers |= {"gap": gap["gap"], "gap_low": gap["low"], "gap_high": gap["high"], "p": gap["p"]}
    return show_finding(f"{sentence}.", key, **numbers)


def state_leaders(
    articles: pd.DataFrame, measures: Mapping[str, tuple[str, str]], *, per: str, by: str, seed: int = 0, n_resamples: int = 2000
) -> Shown:
    """State for each of several ratios which group leads (see `state_extremes`); the names become the keys of the findings."""
    return show_findings(
        state_extremes(
            articles,
            by=by,
            count=count,
            base=base,
            what=f"{name.replace('_', ' ')} sentences",
            per=per,
            key=name,
            seed=seed,
            n_resamples=n_resamples,
        )
        for name, (count, base) in measures.items()
    )


def side_gaps(
    articles: pd.DataFrame, sides: Sequence[str], *, by: str, count: str, base: str, seed: int = 0, n_resamples: int = 2000
) -> pd.DataFrame:
    """Compare the first two sides of a study on a share, group by group: `paired_gaps` over ``<count>_<side>`` and ``<base>_<side>``.

    Fewer than two sides give a table without rows.
    """
    if len(sides) < 2:
        found = ["n_articles", "n_first", "n_second", "first", "second", "value", "low", "high", "p", "p_holm", "few"]
        return pd.DataFrame(columns=[by, *found])
    pairs = [(f"{count}_{side}", f"{base}_{side}") for side in sides[:2]]
    return paired_gaps(articles, by=by, first=pairs[0], second=pairs[1], seed=seed, n_resamples=n_resamples)


def state_side_gap(gaps: pd.DataFrame, sides: Sequence[str], *, by: str, what: str, key: str) -> Shown:
    """State in which group the two sides are treated most differently, and whether the interval leaves out zero.

    Parameters
    ----------
    gaps
        From `side_gaps`.
    what
        What the shares are of (``"distancing cues"``).
    key
        Name of the finding.
    """
    known = gaps.dropna(subset=["value", "low", "high"])
    if known.empty:
        return show_finding(f"No {by} quotes two sides that the study names, so {what} cannot be compared between sides.", key, n=0)
    row = known.loc[known["value"].abs().idxmax()]
    apart = [str(group) for group, low, high in zip(known[by], known["low"], known["high"], strict=True) if low > 0 or high < 0]
    rest = f"In {_listed(apart)} the interval leaves out zero" if apart else "In none does the interval leave out zero"
    sentence = (
        f"The two sides stand furthest apart in {row[by]}: {_value(row['first'], 1)} {what} for {sides[0]} ({row['n_first']} cues), "
        f"{_value(row['second'], 1)} for {sides[1]} ({row['n_second']} cues); difference {100 * row['value']:.0f} points "
        f"(95 % interval {_range(row['low'], row['high'], 1)}). {rest} ({len(known)} compared)."
    )
    numbers = {"group": str(row[by]), "n_articles": int(row["n_articles"]), "value": row["value"], "low": row["low"], "high": row["high"]}
    return show_finding(sentence, key, **numbers)


def state_side_table(table: pd.DataFrame, sides: Sequence[str], *, what: str, key: str) -> Shown:
    """State on which measure of `side_grid` two sides stand furthest apart, and on how many the corrected test finds a difference.

    Parameters
    ----------
    what
        What the measures are shares of (``"cues"``).
    """
    known = table.dropna(subset=["value", "low", "high"])
    if known.empty:
        return show_finding(f"Two sides that the study names do not both speak, so {what} cannot be compared.", key, n=0)
    row = known.loc[known["value"].abs().idxmax()]
    found = int((known["p_holm"] < 0.05).sum())
    measure, shares = str(row["measure"]).replace("_", " "), [_value(row[side], 1) for side in ("first", "second")]
    sentence = (
        f"The sides stand furthest apart in {measure}: {shares[0]} of {what} for {sides[0]}, {shares[1]} for {sides[1]}; "
        f"difference {100 * row['value']:.0f} points (95 % interval {_range(row['low'], row['high'], 1)}; "
        f"Holm's p {_p(row['p_holm'])}; {row['n_articles']} articles). {found} of {len(known)} differences hold after Holm's correction."
    )
    return show_finding(sentence, key, group=str(row["measure"]), **{name: float(row[name]) for name in ("value", "low", "high", "p_holm")})


def state_definitions(grid: pd.DataFrame, *, by: str, what: str, key: str) -> Shown:
    """State whether the group that leads under the first definition leads under the others too, and how far its share moves."""
    known = grid.dropna(subset=["value"])
    if known.empty:
        return show_finding(f"There is nothing to count {what} in.", key, n=0)
    top = known.loc[known.groupby("definition", sort=False)["value"].idxmax()].set_index("definition")[by].astype(str)
    leader = top.iloc[0]
    mine = known[known[by].astype(str) == leader]["value"]
    others = sorted({name for name in top if name != leader})
    instead = f" (else {_listed(others)})" if others else ""
    sentence = (
        f"{leader} has the largest share of {what} under {int((top == leader).sum())} of {len(top)} definitions{instead}; "
        f"its share runs from {_value(mine.min(), 1)} to {_value(mine.max(), 1)}."
    )
    return show_finding(sentence, key, group=leader, low=float(mine.min()), high=float(mine.max()), n=len(top))


def state_same_events(table: pd.DataFrame, *, by: str, what: str, key: str) -> Shown:
    """State which group stands highest above the others on the same events.

    Parameters
    ----------
    table
        `ratio_intervals` of the gaps of `event_gaps` over events.
    """
    known = order_by_value(table.dropna(subset=["value"]))
    if known.empty:
        return show_finding(f"No event is covered by two {by}s with sources, so {what} cannot be compared on the same events.", key, n=0)
    first, last = known.iloc[0], known.iloc[-1]
    sentence = (
        f"On the same events {first[by]} has {100 * first['value']:.0f} points more {what} than the others (95 % interval "
        f"{_range(first['low'], first['high'], 1)}; {first['n_articles']} events), the most; {last[by]} stands at "
        f"{100 * last['value']:.0f} points ({_range(last['low'], last['high'], 1)}), the least."
    )
    return show_finding(
        sentence, key, group=str(first[by]), n=int(first["n_articles"]), **{k: float(first[k]) for k in ("value", "low", "high")}
    )


def state_few(articles: pd.DataFrame, *, by: str) -> Shown:
    """Warn of groups with fewer than 20 articles, whose intervals are somewhat too narrow."""
    sizes = articles.groupby(by, observed=False).size()
    small = [f"{name} ({n})" for name, n in sizes.items() if n < FEW_ARTICLES]
    text = f"Fewer than {FEW_ARTICLES} articles: {_listed(small)}. Their intervals are somewhat too narrow." if small else (
        f"Every {by} has {FEW_ARTICLES} articles or more."
    )  # fmt: skip
    return show_note(text)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _numbers(row: pd.Series, by: str) -> dict[str, Any]:
    names = {"value": "value", "low": "low", "high": "high", "count": "count", "base": "base"}
    return {"group": str(row[by]), "n_articles": int(row["n_articles"])} | {name: float(row[column]) for name, column in names.items()}


def _lowest(table: pd.DataFrame, by: str, scale: float) -> str:
    last = table.iloc[-1]
    names = table.loc[table["value"] == last["value"], by].astype(str).tolist()
    has = "has" if len(names) == 1 else "each have"
    interval = f" (95 % interval {_range(last['low'], last['high'], scale)})" if len(names) == 1 else ""
    return f"{_listed(names)} {has} {_value(last['value'], scale)}{interval}"


def _phrase(row: pd.Series, by: str, scale: float, what: str, per: str) -> str:
    rate = _rate(scale, per)
    where = "" if per == "articles" else f" in {row['n_articles']} articles"
    interval = f"95 % interval {_range(row['low'], row['high'], scale)}"
    return (
        f"{row[by]} has {_value(row['value'], scale)} {what}{rate} "
        f"({interval}; {_number(row['count'])} of {_number(row['base'])} {per}{where})"
    )


def _rate(scale: float, per: str) -> str:
    return "" if scale == 1 else f" per {scale:,.0f} {per}"


def _value(value: float, scale: float) -> str:
    return f"{value:.0%}".replace("%", " %") if scale == 1 else f"{value:.1f}"


def _points(value: float, scale: float) -> str:
    return f"{100 * value:.0f} points" if scale == 1 else f"{value:.1f}"


def _range(low: float, high: float, scale: float) -> str:
    return f"{100 * low:.0f} to {100 * high:.0f}" if scale == 1 else f"{low:.1f} to {high:.1f}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def _p(p: float) -> str:
    return "< .001" if p < 0.001 else f"= {p:.3f}".replace("0.", ".")
