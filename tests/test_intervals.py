from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evenhand.balance import effective_number
from evenhand.errors import ParameterError, TableError
from evenhand.intervals import (
    cliffs_delta,
    cohens_h,
    group_gaps,
    holm,
    index_intervals,
    paired_gaps,
    ratio_gap,
    ratio_intervals,
    ratio_table,
    share_intervals,
)

TABLE = pd.DataFrame({"outlet": ["a"] * 3 + ["b"] * 3, "official": [3, 4, 5, 0, 1, 1], "sources": [5, 5, 5, 5, 4, 6]})


def test_the_value_is_a_sum_over_a_sum():
    found = ratio_intervals(TABLE, by="outlet", count="official", base="sources")
    assert found["value"].tolist() == [12 / 15, 2 / 15]
    assert (found["low"] <= found["value"]).all()
    assert (found["value"] <= found["high"]).all()
    assert found["few"].all()


def test_a_group_without_base_is_missing_not_zero():
    found = ratio_intervals(TABLE.assign(sources=0), by="outlet", count="official", base="sources")
    assert found[["value", "low", "high"]].isna().all(axis=None)


def test_an_empty_group_keeps_its_row():
    table = TABLE.assign(outlet=pd.Categorical(TABLE["outlet"], ["a", "b", "c"]))
    assert ratio_intervals(table, by="outlet", count="official", base="sources")["n_articles"].tolist() == [3, 3, 0]


def test_the_order_of_articles_does_not_change_the_value():
    shuffled = TABLE.sample(frac=1, random_state=3)
    first, second = (ratio_intervals(t, by="outlet", count="official", base="sources")["value"] for t in (TABLE, shuffled))
    assert first.tolist() == second.tolist()


def test_swapping_the_sides_flips_the_gap():
    mask = (TABLE["outlet"] == "a").to_numpy()
    one, other = (ratio_gap(TABLE, of=m, count="official", base="sources") for m in (mask, ~mask))
    assert one["gap"] == pytest.approx(-other["gap"])
    assert one["p"] == pytest.approx(0.1, abs=0.03)  # 2 of the 20 ways to pick three of six are as extreme


def test_a_gap_needs_both_sides():
    with pytest.raises(ParameterError, match="^a gap needs articles on both sides; expected a mask"):
        ratio_gap(TABLE, of=np.ones(6, bool), count="official", base="sources")


def test_a_missing_column_is_named_with_its_nearest():
    with pytest.raises(
        TableError, match=r'^the table has no column "offical" \(did you mean "official"\?\); it has: outlet, official, sources$'
    ):
        ratio_intervals(TABLE, by="outlet", count="offical", base="sources")


def test_the_interval_draws_articles_not_sources():
    # Ten sources an article, all alike inside it: the interval must be that of 20 draws, not of 200.
    random = np.random.default_rng(1)
    official = np.where(random.random(20) < 0.5, 10, 0)
    table = pd.DataFrame({"g": "x", "n": official, "m": 10})
    row = ratio_intervals(table, by="g", count="n", base="m").iloc[0]
    assert row["high"] - row["low"] > 0.3


def test_paired_gaps_draw_the_same_articles_for_both_sides():
    table = pd.DataFrame({"g": "x", "a": [1, 2, 3], "b": [1, 2, 3], "n": [4, 4, 4]})
    row = paired_gaps(table, by="g", first=("a", "n"), second=("b", "n")).iloc[0]
    assert (row["value"], row["low"], row["high"]) == (0, 0, 0)


def test_every_share_comes_from_the_same_draws_and_adds_up_to_one():
    random = np.random.default_rng(2)
    articles = pd.DataFrame({"article_id": [str(n) for n in range(30)], "outlet": ["a"] * 20 + ["b"] * 10})
    ids, types = random.integers(0, 30, 90).astype(str), random.choice(["party", "expert", "citizen"], 90)
    sources = pd.DataFrame({"article_id": ids, "type": types, "n_quotes": 1, "n_words": random.integers(1, 9, 90)})
    for base in ("sources", "quotes", "words"):
        found = share_intervals(articles, sources, by="outlet", base=base, n_resamples=200)
        assert found.groupby("outlet")["value"].sum().tolist() == pytest.approx([1, 1])
    one = ratio_intervals(TABLE, by="outlet", count="official", base="sources")
    several = ratio_table(TABLE, {"x": ("official", "sources"), "y": ("official", "sources")}, by="outlet")
    assert several.loc[several["measure"] == "y", ["low", "high"]].to_numpy().tolist() == one[["low", "high"]].to_numpy().tolist()


def test_an_index_has_an_interval_round_it_and_none_without_sources():
    articles = pd.DataFrame({"article_id": list("123456"), "outlet": pd.Categorical(["a"] * 6, ["a", "b"])})
    types = ["party", "expert", "party", "citizen", "expert", "party"]
    sources = pd.DataFrame({"article_id": list("123456"), "type": types, "n_quotes": 1, "n_words": 5})
    found = index_intervals(articles, sources, by="outlet", indices=["effective_number"]).set_index("outlet")
    assert found.loc["a", "value"] == pytest.approx(effective_number([3, 2, 1]))
    assert found.loc["a", "low"] <= found.loc["a", "value"] <= found.loc["a", "high"]
    assert found.loc["b", ["value", "low", "high"]].isna().all()


def test_group_gaps_are_one_family():
    found = group_gaps(TABLE, by="outlet", count="official", base="sources")
    assert found["gap"].tolist() == pytest.approx([2 / 3, -2 / 3])
    assert found["p_holm"].tolist() == pytest.approx(np.minimum(1, 2 * found["p"]).cummax().tolist(), abs=0.02)
    assert found["few"].all()


@pytest.mark.parametrize(
    ("p", "corrected"),
    [([0.01, 0.04, 0.03], [0.03, 0.06, 0.06]), ([0.5], [0.5]), ([0.6, 0.7], [1, 1]), ([0.02, np.nan], [0.02, np.nan]), ([], [])],
)
def test_holm_steps_down_and_never_back(p, corrected):
    assert holm(p) == pytest.approx(corrected, nan_ok=True)


def test_effect_sizes_of_no_difference_are_nought_and_of_none_missing():
    assert cohens_h(0.3, 0.3) == 0
    assert np.isnan(cohens_h(float("nan"), 0.3))
    assert np.isnan(cohens_h(1.2, 0.3))
    assert cliffs_delta([1, 2], [1, 2]) == 0
    assert np.isnan(cliffs_delta([], [1]))


def test_an_unknown_method_is_refused():
    with pytest.raises(ParameterError, match=r'^method is "bcaa" \(did you mean "bca"\?\); expected one of: percentile, bca$'):
        ratio_intervals(TABLE, by="outlet", count="official", base="sources", method="bcaa")
