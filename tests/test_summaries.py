from __future__ import annotations

import pandas as pd
import pytest

from evenhand.summaries import examples, mean_grid, most_used, ratio_grid, shares_of, widen

ROWS = pd.DataFrame({"outlet": list("aaab"), "type": ["party", "party", "expert", "citizen"]})


def test_shares_of_a_group_add_up_to_one():
    shares = shares_of(ROWS, by="outlet", column="type")
    assert shares.drop(columns="outlet").sum(axis=1).tolist() == pytest.approx([1, 1])
    assert shares.columns.tolist() == ["outlet", "party", "citizen", "expert"]


def test_rare_categories_are_counted_together():
    shares = shares_of(ROWS, by="outlet", column="type", most=2)
    assert shares.to_dict("list") == {"outlet": ["a", "b"], "party": [2 / 3, 0], "other": [1 / 3, 1]}


def test_a_group_without_rows_keeps_its_row():
    rows = ROWS.assign(outlet=pd.Categorical(ROWS["outlet"], ["a", "b", "c"]))
    assert shares_of(rows, by="outlet", column="type").set_index("outlet").loc["c"].isna().all()


def test_the_most_used_terms_are_listed_with_their_number():
    marks = pd.DataFrame({"outlet": ["a", "a", "a"], "term": ["fury", "chaos", "fury"]})
    assert most_used(marks, by="outlet", column="term", most=5)["term"].tolist() == ["fury 2, chaos 1"]


def test_measures_stand_under_and_beside_one_another():
    articles = pd.DataFrame({"outlet": ["a", "b"], "x": [1, 2], "y": [2, 2], "n": [4, 4]})
    grid = ratio_grid(articles, {"first": ("x", "n"), "second": ("y", "n")}, by="outlet")
    assert grid["measure"].tolist() == ["first", "first", "second", "second"]
    assert widen(grid, by="outlet").to_dict("list") == {"outlet": ["a", "b"], "first": [0.25, 0.5], "second": [0.5, 0.5]}


def test_a_mean_leaves_out_articles_where_it_is_missing():
    articles = pd.DataFrame({"outlet": ["a", "a", "a"], "tone": [0.2, 0.4, None]})
    assert mean_grid(articles, ["tone"], by="outlet")["value"].tolist() == pytest.approx([0.3])


def test_examples_are_the_printed_sentences(measured):
    shown = examples(measured, measured.terms, by="lexicon", per_group=1)
    for row in shown.itertuples():
        assert row.sentence in measured.text(row.article_id)
