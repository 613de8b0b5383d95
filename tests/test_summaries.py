from __future__ import annotations

import pandas as pd
import pytest

import evenhand as eh
from evenhand.intervals import ratio_intervals
from evenhand.summaries import definition_grid, examples, mean_grid, most_used, quote_strip, ratio_grid, shares_of, side_grid, widen

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


def test_two_sides_are_compared_measure_by_measure_as_one_family():
    table = pd.DataFrame({"n_a_x": [1] * 9, "n_c_x": [2] * 9, "n_a_y": [0] * 9, "n_c_y": [2] * 9, "n_b_x": [1] * 9, "n_b_y": [1] * 9})
    measures = {"first": ("a", "c"), "second": ("b", "c")}
    found, flipped = side_grid(table, ["x", "y"], measures), side_grid(table, ["y", "x"], measures)
    assert found["value"].tolist() == (-flipped["value"]).tolist() == [0.5, 0]
    assert found["p_holm"].iloc[0] == pytest.approx(2 * found["p"].iloc[0])
    assert side_grid(table, ["x"], measures).empty


def test_definitions_change_what_counts_and_out_of_what():
    articles = pd.DataFrame({"article_id": ["1", "2"], "outlet": ["a", "a"], "wire": [None, "AP"], "copy_group": None})
    sources = pd.DataFrame({"article_id": ["1", "1", "2"], "type": ["party", "unknown", "expert"], "n_quotes": [3, 1, 1], "n_words": 10})
    definitions = {
        "sources": {"categories": ["party"]},
        "quotes": {"categories": ["party"], "base": "quotes"},
        "known": {"categories": ["party"], "without": ["unknown"]},
        "own": {"categories": ["party"], "own_copy": True},
    }
    found = definition_grid(articles, sources, definitions, by="outlet")
    assert found["value"].tolist() == [1 / 3, 3 / 5, 1 / 2, 1 / 2]


def test_one_wire_story_reprinted_by_five_moves_all_and_not_own_copy():
    own = pd.DataFrame({"article_id": list("abcde"), "outlet": list("vwxyz"), "official": [1, 2, 0, 1, 3], "sources": 4, "wire": None})
    own = own.assign(copy_group=None)
    reprints = own.assign(article_id=list("fghij"), official=4, wire=["Lorpress", None, None, None, None], copy_group="f")
    both = pd.concat([own, reprints], ignore_index=True)
    options = {"by": "outlet", "count": "official", "base": "sources"}
    alone, every = (ratio_intervals(table, **options)["value"].tolist() for table in (own, both))
    assert all(after > before for before, after in zip(alone, every, strict=True) if before < 1)
    pd.testing.assert_frame_equal(ratio_intervals(both, **options, own_copy=True), ratio_intervals(own, **options))


def test_an_unattributed_paragraph_lowers_space_and_leaves_counts():
    text = '"We are ready," said Mayor Ada Quill.\n\n"It is too late," Ben Osk said.'
    more = f"{text}\n\nThe town lies on the coast and has a harbour."
    before, after = (eh.find_all(eh.corpus_from(story)).features.iloc[0] for story in (text, more))
    assert after["quoted_share"] < before["quoted_share"]
    assert after[["n_quotes", "n_sources", "n_quoted_words"]].tolist() == before[["n_quotes", "n_sources", "n_quoted_words"]].tolist()


def test_a_strip_has_every_quote_inside_its_article(measured):
    strip = quote_strip(measured, measured.articles)
    assert len(strip) == len(measured.quotes)
    assert strip["position"].between(0, 1).all()
    assert strip["width"].between(0, 1).all()
