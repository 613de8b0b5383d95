from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.words import TOKEN, normal, words_of


@given(st.text())
def test_every_character_falls_into_one_token(text):
    assert "".join(TOKEN.findall(text)) == text


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Moss’s plan", ["Moss", "’s", "plan"]),
        ("the Ashgrove-Dunn bill", ["the", "Ashgrove-Dunn", "bill"]),
        ("They don't.", ["They", "don't", "."]),
        ("in the U.S. at 5 p.m.", ["in", "the", "U.S.", "at", "5", "p.m."]),
        ("J. Q. Moss", ["J.", "Q.", "Moss"]),
        ("''No''", ["''", "No", "''"]),
        ("4.1 million, 10:30", ["4.1", "million", ",", "10:30"]),
        ("wait... no--yes", ["wait", "...", "no", "--", "yes"]),
    ],
)
def test_words_keep_what_belongs_to_them(text, tokens):
    assert [word for word in TOKEN.findall(text) if not word.isspace()] == tokens


def test_words_are_compared_without_typography():
    assert normal("Don’t") == normal("don't")
    assert normal("Ze\u200blensky") == "zelensky"


def test_a_star_stays_with_its_word():
    assert words_of("so-called expert*") == ["so-called", "expert*"]
