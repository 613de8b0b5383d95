"""Figures: the one place that uses matplotlib. Each takes a table of measures and ``ax=None``, and returns the Axes."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import fill, shorten
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evenhand.errors import require_columns

WIDTH = 7.0  # inches; every figure is as wide as the text column
COLOURS = tuple(mpl.color_sequences["okabe_ito"][n] for n in (5, 6, 3, 1, 7, 2, 4, 0))
INK, PALE = "#333333", "#d9d9d9"


def label(text: object, width: int = 34) -> str:
    r"""Make a name safe as a label: no mathematics between dollar signs, no line breaks, not longer than a margin.

    Examples
    --------
    >>> label("The $5 $aily")
    'The \\$5 \\$aily'
    """
    return shorten(str(text), width, placeholder="…").replace("$", r"\$") or " "


def new_axes(rows: int, *, width: float = WIDTH, row_height: float = 0.42) -> Axes:
    """Return empty axes high enough for some rows of labels."""
    figure = Figure(figsize=(width, 1.1 + row_height * max(1, rows)), dpi=100, layout="constrained")
    axes: Axes = figure.subplots()
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.tick_params(colors=INK)
    axes.set_axisbelow(True)
    return axes


def plot_intervals(table: pd.DataFrame, *, by: str, xlabel: str, percent: bool = False, ax: Axes | None = None) -> Axes:
    """Draw one dot with its interval for each group.

    Parameters
    ----------
    table
        From `ratio_intervals`: ``value, low, high`` and the column named by ``by``; drawn in the order given, first on top.
    xlabel
        What is measured, with its unit.
    percent
        Write the axis in percent (values are shares from 0 to 1).
    """
    require_columns(table, [by, "value", "low", "high"], "the table")
    axes = new_axes(len(table)) if ax is None else ax
    places = np.arange(len(table))
    axes.hlines(places, table["low"], table["high"], color=COLOURS[0], linewidth=2.2)
    axes.plot(table["value"], places, "o", color=COLOURS[0], markersize=8, markeredgecolor="white")
    for place, value in zip(places, table["value"], strict=True):
        if not np.isnan(value):
            text = f"{value:.0%}" if percent else f"{value:.2f}" if abs(value) < 1 else f"{value:.3g}"
            axes.annotate(text, (value, place), (0, 7), textcoords="offset points", ha="center", fontsize=9, color=INK)
    _name_rows(axes, table[by].tolist())
    _scale(axes, xlabel, percent=percent)
    return axes


def plot_bars(table: pd.DataFrame, *, by: str, parts: Sequence[str], xlabel: str, ax: Axes | None = None) -> Axes:
    """Draw one bar for each group, cut into shares that add up to one; each piece of 8 % or more carries its number.

    Parameters
    ----------
    table
        One row per group, with a column of shares for each part.
    parts
        The columns, in the order of the pieces.
    """
    require_columns(table, [by, *parts], "the table")
    axes = new_axes(len(table) + 1) if ax is None else ax
    left = np.zeros(len(table))
    hatches = ("", "///", "", "...", "", "\\\\\\", "", "xxx")
    for number, part in enumerate(parts):
        widths = table[part].fillna(0).to_numpy(float)
        style: dict[str, Any] = {"color": COLOURS[number % len(COLOURS)], "hatch": hatches[number % len(hatches)], "edgecolor": "white"}
        axes.barh(np.arange(len(table)), widths, left=left, height=0.66, label=label(part.replace("_", " ")), **style)
        for place, (start, width) in enumerate(zip(left, widths, strict=True)):
            if width >= 0.08:
                box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.85}
                axes.text(start + width / 2, place, f"{width:.0%}", ha="center", va="center", fontsize=8, color=INK, bbox=box)
        left += widths
    _name_rows(axes, table[by].tolist())
    _scale(axes, xlabel, percent=True)
    axes.set_xlim(0, 1)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=min(4, len(parts)), frameon=False, fontsize=9)
    return axes


def plot_grid(table: pd.DataFrame, *, by: str, columns: Sequence[str], title: str, ax: Axes | None = None) -> Axes:
    """Draw a grid of shares, groups down and columns across, darker for more, each cell with its number.

    Parameters
    ----------
    table
        One row per group, with a column of shares (0 to 1) for each column of the grid.
    """
    require_columns(table, [by, *columns], "the table")
    axes = new_axes(len(table) + 1) if ax is None else ax
    values = table[list(columns)].to_numpy(float)
    most = float(np.nanmax(values)) if values.size and not np.isnan(values).all() else 1.0
    axes.imshow(values, cmap="Blues", vmin=0, vmax=max(most * 1.25, 0.01), aspect="auto")
    for (row, column), value in np.ndenumerate(values):
        text = "–" if np.isnan(value) else f"{value:.0%}"
        axes.text(column, row, text, ha="center", va="center", fontsize=9, color="white" if value > 0.75 * most else INK)
    _name_rows(axes, table[by].tolist())
    names = [fill(label(name.replace("_", " "), 30), 12, break_long_words=False) for name in columns]
    axes.set_xticks(np.arange(len(columns)), names, fontsize=9 if len(columns) < 7 else 7.5)
    axes.tick_params(axis="x", length=0, labeltop=True, labelbottom=False)
    axes.spines[:].set_visible(False)
    axes.set_xlabel(title, color=INK)
    return axes


def plot_words(table: pd.DataFrame, *, most: int = 10, ax: Axes | None = None) -> Axes:
    """Draw words by how often they are used and how far they set two groups apart; the most telling of either side carry labels.

    Parameters
    ----------
    table
        From `compare_words`.
    most
        Labels for each side.
    """
    require_columns(table, ["term", "leans_to", "n", "n_other", "z"], "the table")
    axes = new_axes(12) if ax is None else ax
    uses, z = np.log10(np.maximum(table["n"] + table["n_other"], 1)), table["z"]
    axes.axhspan(-1.96, 1.96, color=PALE, alpha=0.5, linewidth=0)
    axes.plot(uses, z, "o", color=COLOURS[0], markersize=3, alpha=0.35)
    named = pd.concat([table[z > 0].nlargest(most, "z"), table[z < 0].nsmallest(most, "z")])
    # Labels stand in two columns beside the points, in the order of z, so that none covers another.
    for side, rows in named.groupby(named["z"] < 0):
        for place, row in enumerate(rows.sort_values("z", ascending=bool(side)).itertuples()):
            point = (float(uses[row.Index]), float(row.z))
            height = (0.03 if side else 0.97) + (1 if side else -1) * place * 0.46 / max(1, most)
            axes.annotate(
                label(row.term),
                point,
                (1.02, height),
                textcoords="axes fraction",
                va="center",
                fontsize=9,
                color=INK,
                annotation_clip=False,
                arrowprops={"arrowstyle": "-", "color": PALE, "linewidth": 0.6},
            )
    for row in named.drop_duplicates("leans_to").itertuples():
        edge, anchor = (0.99, "top") if row.z > 0 else (0.01, "bottom")
        axes.text(0.01, edge, f"more in {label(row.leans_to)}", transform=axes.transAxes, va=anchor, fontsize=9, color=INK, weight="bold")
    axes.set_xlabel("uses in both groups (log10)", color=INK)
    axes.set_ylabel("z of the weighted log-odds", color=INK)
    return axes


def plot_strip(table: pd.DataFrame, *, sides: Sequence[str], xlabel: str, ax: Axes | None = None) -> Axes:
    """Draw each article as a line from its first word to its last, with its quotes in the colours of their sides.

    Parameters
    ----------
    table
        One row per quote: ``label`` (of the article), ``position`` (0 to 1), ``width`` (share of the article's words), ``side``.
    sides
        The sides to colour, in this order; quotes of others are pale.
    """
    require_columns(table, ["label", "position", "width", "side"], "the table")
    names = list(dict.fromkeys(table["label"]))
    axes = new_axes(len(names) + 1, row_height=0.3) if ax is None else ax
    place = table["label"].map({name: number for number, name in enumerate(names)})
    axes.hlines(np.arange(len(names)), 0, 1, color=PALE, linewidth=1, zorder=0.5)
    styles = [(side, COLOURS[number % len(COLOURS)], ("", "////")[number % 2]) for number, side in enumerate(sides)]
    rest = ("no side", "#b8b8b8", "")
    for side, colour, hatch in [rest, *styles]:
        mine = (table["side"] == side) if side != "no side" else ~table["side"].isin(list(sides))
        part = table[mine].dropna(subset=["position", "width"])
        widths = part["width"].clip(lower=0.004)
        left = part["position"].clip(upper=1 - widths)
        axes.barh(
            place[part.index], widths, left=left, height=0.6, color=colour, hatch=hatch, edgecolor="white", linewidth=0.4, label=label(side)
        )
    _name_rows(axes, names)
    axes.set_xlim(0, 1)
    axes.set_xlabel(label(xlabel, 90), color=INK)
    axes.set_xticks([0, 1 / 3, 2 / 3, 1], ["first word", "one third", "two thirds", "last word"])
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=min(4, len(styles) + 1), frameon=False, fontsize=9)
    return axes


def plot_pairs(table: pd.DataFrame, *, by: str, names: Sequence[str], xlabel: str, ax: Axes | None = None) -> Axes:
    """Draw two shares on each row, joined by a line: how two sides fare on each measure.

    Parameters
    ----------
    table
        From `side_grid` or `side_gaps`: ``first``, ``second`` (shares) and ``by``; a row whose interval (``low``, ``high``) leaves out zero
        has a full line, others a dotted one.
    names
        The two sides.
    """
    require_columns(table, [by, "first", "second", "low", "high"], "the table")
    axes = new_axes(len(table) + 1) if ax is None else ax
    places = np.arange(len(table))
    apart = ((table["low"] > 0) | (table["high"] < 0)).to_numpy(bool)
    left, right = table[["first", "second"]].min(axis=1).to_numpy(float), table[["first", "second"]].max(axis=1).to_numpy(float)
    axes.hlines(places[apart], left[apart], right[apart], color=INK, linewidth=1.4)
    axes.hlines(places[~apart], left[~apart], right[~apart], color=INK, linewidth=1.4, linestyles="dotted")
    # The square is the smaller one, so that both are seen where they coincide.
    for column, name, marker, size, colour in zip(("first", "second"), names, "os", (12, 7), COLOURS, strict=False):
        axes.plot(table[column], places, marker, color=colour, markersize=size, markeredgecolor="white", label=label(name))
    _name_rows(axes, [str(name).replace("_", " ") for name in table[by]])
    _scale(axes, xlabel, percent=True)
    if len(names):
        axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, frameon=False, fontsize=9)
    return axes


def _name_rows(axes: Axes, names: Sequence[object]) -> None:
    axes.set_yticks(np.arange(len(names)), [label(name) for name in names])
    axes.set_ylim(len(names) - 0.4, -0.6)


def _scale(axes: Axes, xlabel: str, *, percent: bool) -> None:
    axes.set_xlabel(label(xlabel, 90), color=INK)
    axes.grid(axis="x", color=PALE, linewidth=0.8)
    if percent:
        axes.xaxis.set_major_formatter(mpl.ticker.PercentFormatter(1, decimals=0))
