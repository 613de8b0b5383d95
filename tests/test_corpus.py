from __future__ import annotations

import pandas as pd
import pytest

import evenhand as eh
from evenhand.errors import ParameterError, ReadError, TableError


def test_selecting_articles_keeps_what_belongs_to_them_in_every_table(measured):
    one = measured.select(measured.articles["outlet"] == "Lantern")
    for name, table in one.tables().items():
        whole = measured.tables()[name]
        expected = whole[whole["article_id"].astype(object) == "1"]
        assert len(table) == len(expected), name
    assert set(one.tokens["word"].cat.categories) == set(one.tokens["word"])
    assert measured.select(["1"]).articles["article_id"].tolist() == ["1"]


def test_saved_tables_open_as_they_were(measured, tmp_path):
    measured.save(tmp_path)
    again = eh.open_corpus(tmp_path)
    for name, table in measured.tables().items():
        pd.testing.assert_frame_equal(again.tables()[name], table, check_categorical=False, obj=name)
    assert again.quotes["spans"].tolist() == measured.quotes["spans"].tolist()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"{name}.parquet" for name in measured.tables())


def test_a_folder_without_tables_is_refused(tmp_path):
    with pytest.raises(ReadError, match="no articles.parquet; expected a folder that corpus.save"):
        eh.open_corpus(tmp_path)


def test_leading_zeros_of_ids_are_kept(measured):
    assert measured.articles["article_id"].tolist() == ["01", "1"]
    assert measured.text("01") != measured.text("1")


def test_an_unknown_article_or_table_names_the_nearest(measured):
    with pytest.raises(ParameterError, match=r'^no article "001" \(did you mean "01"\?\)$'):
        measured.text("001")
    with pytest.raises(TableError, match=r'^a corpus has no table "quote" \(did you mean "quotes"\?\); it has: articles, '):
        measured.with_tables(quote=measured.quotes)


def test_tables_answer_sql(measured):
    pytest.importorskip("duckdb")
    found = measured.sql("select a.outlet, count(*) as n from quotes q join articles a using (article_id) group by 1 order by 1")
    assert found["n"].sum() == len(measured.quotes)


def test_no_finder_changes_the_corpus_it_is_given():
    corpus = eh.corpus_from('"We are ready," said Ada Quill.')
    before = {name: table.copy() for name, table in corpus.tables().items()}
    eh.find_all(corpus)
    for name, table in before.items():
        pd.testing.assert_frame_equal(corpus.tables()[name], table)


def test_the_way_to_read_parts_has_two_values():
    with pytest.raises(ParameterError, match='^parts is "all"; expected one of: auto, all-body$'):
        eh.corpus_from("x", parts="all")
