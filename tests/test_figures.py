from __future__ import annotations

import pandas as pd
import pytest

from evenhand.errors import TableError
from evenhand.figures import label, plot_bars, plot_grid, plot_intervals, plot_pairs, plot_strip

TABLE = pd.DataFrame({"outlet": ["a", "b"], "value": [0.5, 0.2], "low": [0.4, 0.1], "high": [0.6, 0.3]})


def test_dots_stand_at_their_values_in_the_order_given():
    axes = plot_intervals(TABLE, by="outlet", xlabel="share", percent=True)
    assert axes.lines[0].get_xdata().tolist() == [0.5, 0.2]
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["a", "b"]
    assert [text.get_text() for text in axes.texts] == ["50%", "20%"]


def test_pieces_of_a_bar_are_as_wide_as_their_shares():
    table = pd.DataFrame({"outlet": ["a"], "party": [0.75], "expert": [0.25]})
    axes = plot_bars(table, by="outlet", parts=["party", "expert"], xlabel="share")
    assert [(bar.get_x(), bar.get_width()) for bar in axes.patches] == [(0, 0.75), (0.75, 0.25)]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["party", "expert"]


def test_a_grid_writes_every_number_and_a_dash_for_none():
    table = pd.DataFrame({"outlet": ["a"], "x": [0.25], "y": [float("nan")]})
    axes = plot_grid(table, by="outlet", columns=["x", "y"], title="t")
    assert [text.get_text() for text in axes.texts] == ["25%", "–"]


def test_a_strip_lays_quotes_where_they_stand():
    table = pd.DataFrame({"label": ["x", "x", "y"], "position": [0.5, 0.99, 0.0], "width": [0.1, 0.2, 0.3], "side": ["a", "b", "unknown"]})
    axes = plot_strip(table, sides=["a", "b"], xlabel="place")
    assert sorted((round(bar.get_x(), 2), round(bar.get_width(), 2)) for bar in axes.patches) == [(0, 0.3), (0.5, 0.1), (0.8, 0.2)]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["no side", "a", "b"]


def test_pairs_stand_at_both_shares():
    table = pd.DataFrame(
        {"measure": ["lead", "last_word"], "first": [0.5, 0.2], "second": [0.1, 0.2], "low": [0.1, -1.0], "high": [0.6, 1.0]}
    )
    axes = plot_pairs(table, by="measure", names=["a", "b"], xlabel="share")
    assert [line.get_xdata().tolist() for line in axes.lines] == [[0.5, 0.2], [0.1, 0.2]]
    assert [tick.get_text() for tick in axes.get_yticklabels()] == ["lead", "last word"]


@pytest.mark.parametrize("rows", [TABLE.iloc[:0], TABLE.iloc[:1]])
def test_few_rows_and_none_still_draw(rows):
    assert plot_intervals(rows, by="outlet", xlabel="share").figure


def test_dollars_in_names_are_no_mathematics():
    assert label("$x^2$ & $y$") == r"\$x^2\$ & \$y\$"


def test_a_missing_column_is_named():
    with pytest.raises(TableError, match='^the table has no column "value"'):
        plot_intervals(TABLE.drop(columns="value"), by="outlet", xlabel="x")
