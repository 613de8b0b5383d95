from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.balance import (
    INDICES,
    anonymous_rate,
    balance_to_target,
    category_share,
    concentration,
    corrected_share,
    count_by_side,
    deviation_from_mode,
    direct_ratio,
    effective_number,
    elite_ratio,
    evaluative_cues,
    evenness,
    gender_share,
    gini,
    is_own_copy,
    log_elite_ratio,
    mean_difference,
    odds_ratio,
    official_share,
    prominence,
    qualitative_variation,
    quote_length,
    quoted_share,
    richness,
    shannon,
    simpson,
    top_share,
    two_camp_balance,
    weighted_share,
)
from evenhand.errors import ParameterError

SOURCES = pd.DataFrame({"type": ["party", "expert", "party"], "n_quotes": [3, 1, 2], "n_words": [60, 30, 10]})
COUNTS = [50, 30, 20]
# field-notes C1, to four digits
WORKED = {
    "richness": (richness(COUNTS), 3),
    "H in nats": (shannon(COUNTS), 1.0297),
    "H in bits": (shannon(COUNTS, unit=2), 1.4855),
    "J": (evenness(COUNTS), 0.9372),
    "N1": (effective_number(COUNTS), 2.8001),
    "N2": (effective_number(COUNTS, order=2), 2.6316),
    "Simpson": (simpson(COUNTS), 0.6200),
    "Simpson, unbiased": (simpson(COUNTS, unbiased=True), 0.6263),
    "IQV": (qualitative_variation(COUNTS), 0.9300),
    "DM": (deviation_from_mode(COUNTS), 0.7500),
    "MDA": (mean_difference(COUNTS), 0.7000),
    "HHI": (concentration(COUNTS), 0.3800),
    "Gini": (gini(COUNTS), 0.2000),
    "CR1": (top_share(COUNTS), 0.5000),
}
counts = st.lists(st.integers(0, 60), min_size=2, max_size=7)


@pytest.mark.parametrize("name", WORKED)
def test_the_worked_numbers_of_the_field(name):
    found, expected = WORKED[name]
    assert found == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(("base", "party"), [("sources", 2 / 3), ("quotes", 5 / 6), ("words", 0.7)])
def test_shares_state_their_base_and_add_up_to_one(base, party):
    shares = category_share(SOURCES, base=base)
    assert shares["party"] == pytest.approx(party)
    assert shares.sum() == pytest.approx(1)


@pytest.mark.parametrize("index", INDICES.values(), ids=list(INDICES))
def test_nothing_to_measure_is_missing_not_zero(index):
    assert math.isnan(index([]))
    assert math.isnan(index([0, 0, 0]))


def test_shares_of_nothing_are_missing_not_zero():
    none = SOURCES.iloc[:0].assign(anonymity=[], gender=[])
    assert category_share(none).empty
    missing = [official_share(none), elite_ratio(3, 0), log_elite_ratio(0, 0), two_camp_balance(0, 0), balance_to_target(0, 0, target=0.5)]
    missing += [odds_ratio(0, 0, 1, 1), quote_length(none), quoted_share(none, none)]
    missing += anonymous_rate(none).tolist() + gender_share(none)[["share", "gap", "low", "high"]].tolist()
    assert np.isnan(missing).all()


@given(st.lists(counts, min_size=1, max_size=4))
def test_a_table_of_counts_gives_what_its_rows_give(rows):
    width = max(map(len, rows))
    table = [row + [0] * (width - len(row)) for row in rows]
    for index in INDICES.values():
        assert index(table) == pytest.approx([index(row) for row in table], nan_ok=True)


@given(counts)
def test_indices_stay_in_their_range_and_do_not_depend_on_order(found):
    for name, index in INDICES.items():
        value = index(found)
        assert value == pytest.approx(index(found[::-1]), nan_ok=True)
        if not math.isnan(value) and name not in {"richness", "shannon", "effective_number"}:
            assert -1e-9 <= value <= 1 + 1e-9


@given(counts, counts)
def test_swapping_the_camps_flips_every_gap(first, second):
    a, b = sum(first), sum(second)
    assert two_camp_balance(a, b) == pytest.approx(-two_camp_balance(b, a), nan_ok=True)
    assert balance_to_target(a, b, target=0.5) == pytest.approx(-balance_to_target(b, a, target=0.5), nan_ok=True)
    table = pd.DataFrame({"n_evaluative_x": [a], "n_cues_x": [a + 3], "n_evaluative_y": [b], "n_cues_y": [b + 2]})
    one, other = evaluative_cues(table, "x", "y"), evaluative_cues(table, "y", "x")
    assert one["gap"] == pytest.approx(-other["gap"])
    assert one["odds_ratio"] == pytest.approx(1 / other["odds_ratio"])


def test_a_verb_of_doubt_for_one_side_is_a_gap_of_known_size():
    spoken = pd.DataFrame({"article_id": "1", "source_id": [0, 0, 1, 1, 1], "n_words": 4, "negated": [False] * 4 + [True]})
    spoken["cue_class"] = ["neutral", "neutral", "distancing", "distancing", "distancing"]
    who = pd.DataFrame({"article_id": "1", "source_id": [0, 1], "side": ["left", "right"]})
    found = evaluative_cues(count_by_side(spoken, who, ["left", "right"]), "left", "right", stance="distancing")
    assert found[["first", "second", "gap"]].tolist() == [0, 1, -1]  # "did not claim" counts for nobody


def test_gender_bounds_hold_whatever_the_unknown_are():
    table = pd.DataFrame({"gender": ["female"] * 3 + ["male"] * 5 + ["unknown"] * 2 + ["none"], "n_quotes": 1, "n_words": 5})
    found = gender_share(table)
    assert found[["share", "gap", "low", "high"]].tolist() == [3 / 8, -2 / 8, 3 / 10, 5 / 10]


def test_the_correction_gives_the_share_back_that_made_the_error():
    truth = np.linspace(0.1, 0.9, 5)
    seen = truth * 0.8 + (1 - truth) * 0.05
    assert [corrected_share(share, sensitivity=0.8, specificity=0.95) for share in seen] == pytest.approx(truth)
    with pytest.raises(ParameterError, match="expected a finder above chance"):
        corrected_share(0.5, sensitivity=0.5, specificity=0.5)


def test_direct_and_indirect_speech_are_compared():
    spoken = pd.DataFrame({"kind": ["direct", "indirect", "indirect", "mixed"], "n_words": [40, 5, 5, 30]})
    assert direct_ratio(spoken).tolist() == [0.5, 0.5]


SPOKEN = pd.DataFrame({"article_id": "1", "side": ["left", "right", "right"], "n_words": [20, 20, 10], "position": [0.0, 0.5, 0.9]})
SPOKEN["part"] = ["lead", "body", "body"]


def test_moving_a_quote_from_lead_to_tail_lowers_prominence_and_leaves_space():
    moved = SPOKEN.assign(part=["body"] * 3, position=[0.95, 0.5, 0.9])
    before, after = prominence(SPOKEN).iloc[0], prominence(moved).iloc[0]
    assert after["prominence"] < before["prominence"]
    assert [before["is_lead"], before["is_first_third"], before["is_first_voice"]] == [True, True, True]
    assert [after["is_lead"], after["is_first_third"], after["is_last_word"]] == [False, False, True]
    assert after["share_equal"] == before["share_equal"] == 0.4
    assert after["share_linear"] < before["share_linear"]
    assert after["share_head"] < before["share_head"]
    weighed = [weighted_share(table, "side").set_index("side").loc["left"] for table in (SPOKEN, moved)]
    assert weighed[1]["weighted_share"] < weighed[0]["weighted_share"]
    assert weighed[1]["share"] == weighed[0]["share"]


def test_weights_add_up_to_one_in_every_article():
    both = pd.concat([SPOKEN, SPOKEN.assign(article_id="2", n_words=[1, 0, 7])])
    sums = prominence(both).groupby("article_id")[["share_equal", "share_linear", "share_head"]].sum()
    assert sums.to_numpy() == pytest.approx(np.ones((2, 3)))


def test_without_quoted_words_a_share_is_missing():
    assert prominence(SPOKEN.assign(n_words=0))[["share_equal", "share_linear"]].isna().all(axis=None)


@pytest.mark.parametrize(
    ("wire", "group", "own"),
    [
        ([None, None], [None, None], [True, True]),
        (["AP", None], [None, None], [False, True]),
        (["AP", None], ["1", "1"], [False, False]),  # an uncredited reprint
        ([None, None], ["1", "1"], [True, False]),  # the first to print it wrote it
    ],
    ids=["apart", "credited", "reprinted", "copied"],
)
def test_own_copy_is_what_the_outlet_wrote_first(wire, group, own):
    table = pd.DataFrame({"article_id": ["1", "2"], "wire": wire, "copy_group": group}, dtype=object)
    assert is_own_copy(table).tolist() == own


def test_an_unknown_base_is_refused_with_the_known_ones():
    with pytest.raises(ParameterError, match=r'^base is "word" \(did you mean "words"\?\); expected one of: sources, quotes, words$'):
        category_share(SOURCES, base="word")
