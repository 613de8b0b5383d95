from __future__ import annotations

import pandas as pd
import pytest

import evenhand as eh
from evenhand.errors import ParameterError
from evenhand.trail import mark


@pytest.fixture(scope="module")
def articles(study):
    return study.side_counts


def test_every_count_of_an_article_is_the_sum_of_its_rows(articles):
    some = articles.iloc[::25]
    for column in [name for name in articles.columns if name.startswith("n_")]:
        for article_id, count in zip(some["article_id"], some[column], strict=True):
            assert eh.evidence(articles, (article_id, column))["counts"].sum() == count, (article_id, column)


@pytest.mark.parametrize("column", ["count", "base", "value"])
def test_a_ratio_leads_to_what_stands_above_and_below_the_line(articles, study, column):
    table = eh.order_by_value(eh.ratio_intervals(articles, count="n_official_sources", base="n_sources", **study.statistics))
    row = table.iloc[2]
    behind = eh.evidence(table, (row[study.by], column)).groupby("of")["counts"].sum()
    expected = {"count": {"count": row["count"]}, "base": {"base": row["base"]}}
    assert behind.to_dict() == expected.get(column, {"count": row["count"], "base": row["base"]})


def test_own_copy_leads_to_own_copy_only(articles, study):
    table = eh.ratio_intervals(articles, count="n_quotes", base="n_sentences", own_copy=True, **study.statistics)
    behind = eh.evidence(table, ("The Ardenhythe Record", "count"))
    assert len(behind) == table.set_index(study.by).loc["The Ardenhythe Record", "count"]
    assert not set(behind["article_id"]) & {"record_1_ferry", "record_3_strike"}


def test_shares_and_side_gaps_lead_to_their_sources(articles, study):
    shares = eh.share_intervals(articles, study.corpus.sources, base="words", **study.statistics)
    row = shares[shares["type"] == "party"].iloc[0]
    assert eh.evidence(shares, (("party", row[study.by]), "count"))["counts"].sum() == row["count"]
    gaps = eh.side_gaps(articles, list(study.sides), count="n_distancing", base="n_cues", **study.statistics)
    behind = eh.evidence(gaps, ("The Tamsen Courier", "second"))
    counts = behind.groupby("of")["counts"].sum()
    assert counts["count"] / counts["base"] == gaps.set_index(study.by).loc["The Tamsen Courier", "second"]


def test_the_sentence_is_printed_in_the_article(articles, study):
    behind = eh.evidence(articles, (articles["article_id"].iloc[0], "n_quotes"))
    for row in behind.itertuples():
        assert row.sentence in study.corpus.text(row.article_id)


def test_a_table_of_unknown_origin_and_an_unknown_cell_are_refused(articles):
    with pytest.raises(ParameterError, match="^the table does not say where it is from"):
        eh.evidence(pd.DataFrame({"outlet": ["a"], "count": [1]}), ("a", "count"))
    with pytest.raises(ParameterError, match=r'^the table has no column "n_quote" \(did you mean "n_quotes"\?\)'):
        eh.evidence(articles, ("1", "n_quote"))
    with pytest.raises(ParameterError, match="^the table has no single row 'nobody'"):
        eh.evidence(articles, ("nobody", "n_quotes"))


def test_a_table_with_a_trail_can_be_copied_and_written(study, tmp_path):
    table = mark(pd.DataFrame({"a": [1]}), {"kind": "articles"}, corpus=study.corpus)
    assert table.copy().attrs["evenhand"].tables["corpus"] is study.corpus
    table.to_parquet(tmp_path / "t.parquet")
    assert pd.read_parquet(tmp_path / "t.parquet").attrs == {"evenhand": {"kind": "articles"}}
