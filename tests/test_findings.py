from __future__ import annotations

import pandas as pd

from evenhand.findings import side_gaps, state_extremes, state_lowest_mean, state_side_gap

TABLE = pd.DataFrame(
    {"outlet": ["Courier"] * 4 + ["Post"] * 4, "official": [4, 3, 4, 4, 0, 1, 0, 0], "sources": [4] * 8, "tone": [0.1] * 4 + [-0.2] * 4}
)


def test_a_finding_states_groups_interval_and_n():
    shown = state_extremes(
        TABLE, by="outlet", count="official", base="sources", what="official sources", per="sources", key="official_share"
    )
    sentence = repr(shown)
    assert sentence.startswith("Courier has 94 % official sources (95 % interval ")
    assert "; 15 of 16 sources in 4 articles), the most; Post has 6 % (95 % interval " in sentence
    assert "Courier stands 88 points above all others together (95 % interval " in sentence
    told = shown.metadata["evenhand"]["findings"][0]
    assert (told["finding"], told["group"], told["lowest"], told["gap"]) == ("official_share", "Courier", "Post", 0.875)


def test_one_group_alone_is_stated_without_a_comparison():
    alone = TABLE[TABLE["outlet"] == "Post"]
    sentence = repr(state_extremes(alone, by="outlet", count="official", base="sources", what="official sources", per="sources", key="k"))
    assert sentence == "Post has 6 % official sources (95 % interval 0 to 19; 1 of 16 sources in 4 articles)."


def test_groups_that_tie_at_the_top_are_all_named():
    table = TABLE.assign(official=4, outlet=["Courier"] * 3 + ["Lantern"] * 3 + ["Post"] * 2).assign(official=[4] * 6 + [0] * 2)
    sentence = repr(state_extremes(table, by="outlet", count="official", base="sources", what="officials", per="sources", key="k"))
    assert sentence == "Courier and Lantern each have 100 % officials, the most; Post has 0 % (95 % interval 0 to 0), the fewest."


def test_nothing_to_count_is_said():
    none = TABLE.assign(sources=0)
    assert repr(state_extremes(none, by="outlet", count="official", base="sources", what="officials", per="sources", key="k")) == (
        "There are no sources to count officials in."
    )


def test_the_lowest_mean_is_stated_with_its_distance():
    sentence = repr(state_lowest_mean(TABLE, "tone", by="outlet", what="tone", key="tone"))
    assert sentence.startswith(
        "The mean tone is lowest in Post: -0.20 (95 % interval -0.20 to -0.20; 4 articles), 0.30 below all others together"
    )


def test_without_two_sides_nothing_is_compared():
    gaps = side_gaps(TABLE, [], by="outlet", count="n_distancing", base="n_cues")
    assert gaps.empty
    assert repr(state_side_gap(gaps, [], by="outlet", what="distancing cues", key="gap")) == (
        "No outlet quotes two sides that the study names, so distancing cues cannot be compared between sides."
    )


def test_swapping_the_sides_flips_the_gap():
    counts = TABLE.assign(n_d_left=[1] * 8, n_c_left=[4] * 8, n_d_right=[3] * 8, n_c_right=[4] * 8)
    one, other = (
        side_gaps(counts, sides, by="outlet", count="n_d", base="n_c")["value"] for sides in (["left", "right"], ["right", "left"])
    )
    assert one.tolist() == (-other).tolist() == [-0.5, -0.5]
