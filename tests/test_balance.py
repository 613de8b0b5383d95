from __future__ import annotations

import math

import pandas as pd
import pytest

from evenhand.balance import category_share, concentration, effective_number, two_camp_balance
from evenhand.errors import ParameterError

SOURCES = pd.DataFrame({"type": ["party", "expert", "party"], "n_quotes": [3, 1, 2], "n_words": [60, 30, 10]})


@pytest.mark.parametrize(("base", "party"), [("sources", 2 / 3), ("quotes", 5 / 6), ("words", 0.7)])
def test_shares_state_their_base_and_add_up_to_one(base, party):
    shares = category_share(SOURCES, base=base)
    assert shares["party"] == pytest.approx(party)
    assert shares.sum() == pytest.approx(1)


def test_the_worked_numbers_of_the_field():
    assert effective_number([50, 30, 20]) == pytest.approx(2.8001, abs=5e-5)
    assert concentration([50, 30, 20]) == pytest.approx(0.38)


def test_nothing_to_measure_is_missing_not_zero():
    assert math.isnan(effective_number([]))
    assert math.isnan(concentration([0, 0]))
    assert math.isnan(two_camp_balance(0, 0))
    assert category_share(SOURCES.iloc[:0]).empty


def test_swapping_the_camps_flips_the_balance():
    assert two_camp_balance(30, 10) == -two_camp_balance(10, 30) == 0.5


def test_an_unknown_base_is_refused_with_the_known_ones():
    with pytest.raises(ParameterError, match=r'^base is "word" \(did you mean "words"\?\); expected one of: sources, quotes, words$'):
        category_share(SOURCES, base="word")
