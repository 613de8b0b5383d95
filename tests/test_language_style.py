from __future__ import annotations

import numpy as np
import pytest

import evenhand as eh
from evenhand.language.style import COUNTS
from evenhand.language.syllables import syllables

# "The ferry was closed by the ministry." and so on, counted by hand.
EASY = "The cat sat on the mat. The dog ran."
HARD = "Governmental administrations systematically underestimated infrastructural expenditure considerations."


@pytest.mark.parametrize(
    ("words", "n"),
    [
        ("strike said voice hoped asked makes closed roles free judge", 1),
        ("table wanted houses boxes lately being nation little handled agreed churches million", 2),
        ("created minister radio government hospital idea video serious employees companies", 3),
        ("situation society opposition economic democracy", 4),
    ],
)
def test_syllables_are_those_of_the_dictionary(words, n):
    expected = dict.fromkeys(words.split(), n)
    assert {word: syllables(word) for word in words.split()} == expected


def test_counts_are_those_made_by_hand():
    counts = eh.count_style(eh.corpus_from(EASY)).iloc[0]
    expected = {"n_words": 9, "n_sentences": 2, "n_characters": 26, "n_syllables": 9, "n_complex_words": 0, "n_long_words": 0}
    assert {name: counts[name].round(9) for name in expected} == expected


def test_indices_follow_their_formulas():
    row = eh.readability(eh.count_style(eh.corpus_from(EASY))).iloc[0]
    assert row["flesch_reading_ease"] == pytest.approx(206.835 - 1.015 * 4.5 - 84.6)
    assert row["flesch_kincaid_grade"] == pytest.approx(0.39 * 4.5 + 11.8 - 15.59)
    assert row["coleman_liau"] == pytest.approx(0.0588 * (100 * 26 / 9) - 0.296 * (100 * 2 / 9) - 15.8)
    assert (row["gunning_fog"], row["lix"]) == (pytest.approx(1.8), pytest.approx(4.5))


def test_a_hard_text_is_harder_on_every_index():
    easy, hard = (eh.readability(eh.count_style(eh.corpus_from(text))).iloc[0] for text in (EASY, HARD))
    assert easy["flesch_reading_ease"] > hard["flesch_reading_ease"]
    for index in ("flesch_kincaid_grade", "gunning_fog", "smog", "automated_readability", "coleman_liau", "lix"):
        assert easy[index] < hard[index]


def test_a_text_without_words_has_no_index_and_no_count():
    table = eh.readability(eh.count_style(eh.corpus_from("")))
    assert table[COUNTS].to_numpy().sum() == 0
    assert np.isnan(table["lix"]).all()


@pytest.mark.parametrize(
    ("text", "n"),
    [
        ("Costs were cut.", 1),
        ("The man was not immediately named.", 1),
        ("The bridge has been closed and is being rebuilt.", 2),
        ("She was interested.", 0),
        ("They closed it.", 0),
        ("It was. Closed shops stood there.", 0),
    ],
)
def test_passives_are_a_form_of_be_and_a_participle(text, n):
    assert eh.count_style(eh.corpus_from(text))["n_passives"].sum() == n


@pytest.mark.parametrize(
    ("text", "numbers", "statistics"),
    [
        ("Rents rose by 4 percent to $900.", 2, 2),
        ("He is 43 and lives at 7 Elm Street.", 2, 0),
        ("It cost 3 million.", 1, 1),
        ("None.", 0, 0),
    ],
)
def test_a_statistic_is_a_number_with_a_measure(text, numbers, statistics):
    counts = eh.count_style(eh.corpus_from(text)).sum(numeric_only=True)
    assert (counts["n_numbers"], counts["n_statistics"]) == (numbers, statistics)


def test_headlines_are_described_once_an_article():
    texts = ["Why you should fear this fiasco!\n\nThe budget was read on Monday. It is long.", "The budget was read on Monday."]
    table = eh.headline_style(eh.corpus_from(texts, parts="auto", article_id=["a", "b"]))
    row = table[table["article_id"] == "a"].iloc[0]
    assert row["headline"] == "Why you should fear this fiasco!"
    assert (row["n_words"], row["n_loaded"], row["points_forward"], row["addresses_reader"]) == (6, 2, 1, 1)
    assert (row["is_exclamation"], row["is_question"], row["has_number"], row["has_quotation"]) == (1, 0, 0, 0)
