from __future__ import annotations

import re
import zipfile

import pandas as pd
import pytest

import evenhand as eh
from evenhand.errors import ReadError
from evenhand.share import MOST_WORDS, read_share, without_text, write_share


def runs(text):
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[n : n + MOST_WORDS + 1]) for n in range(len(words) - MOST_WORDS)}


@pytest.fixture(scope="module")
def corpus():
    long = "The council of the old harbour town voted late on Monday night to keep every one of its night buses running until spring"
    texts = [
        f'{long}.\n\n"We are ready," said Mayor Ada Quill. The fiasco may cost families 3 crowns.',
        f"Critics claimed the plan was a disaster.\n\n{long}, the ministry said.",
    ]
    return eh.find_all(eh.corpus_from(texts, parts="auto", title=[long, "Critics"], outlet=["Courier", "Lantern"]))


def test_no_run_of_twelve_words_is_left_in_any_table(corpus, tmp_path):
    write_share(corpus, tmp_path / "share.zip")
    shared = read_share(tmp_path / "share.zip")
    secret = set().union(*map(runs, corpus.articles["text"]))
    assert secret
    for table in shared.tables().values():
        cells = [str(value) for column in table.columns for value in table[column].dropna()]
        assert not secret & set().union(*map(runs, cells))
        columns = [" ".join(map(str, table[column].dropna())) for column in table.columns]
        assert not secret & set().union(*map(runs, columns))


def test_the_tables_of_a_report_are_the_same_from_the_share_file(corpus, tmp_path):
    write_share(corpus, tmp_path / "share.zip")
    shared = read_share(tmp_path / "share.zip")
    pd.testing.assert_frame_equal(shared.features.drop(columns="title"), corpus.features.drop(columns="title"), check_categorical=False)
    again = eh.measure_articles(shared)
    counted = [name for name in again.columns if name.startswith("n_") or name.endswith(("_share", "_per_1000"))]
    pd.testing.assert_frame_equal(again[counted], corpus.features[counted])
    for table, column in (("sources", "type"), ("frames", "frame"), ("paragraphs", "part")):
        lines = [
            getattr(each, table).merge(each.articles[["article_id", "outlet"]], on="article_id", how="left") for each in (corpus, shared)
        ]
        first, second = (eh.shares_of(each, by="outlet", column=column) for each in lines)
        pd.testing.assert_frame_equal(first, second)


def test_the_same_corpus_gives_the_same_bytes_and_a_codebook(corpus, tmp_path):
    for name in ("a.zip", "b.zip"):
        write_share(corpus, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert b"headline" in archive.read("codebook.csv")


def test_sharing_changes_nothing_in_the_corpus(corpus):
    before = corpus.articles.copy()
    without_text(corpus)
    pd.testing.assert_frame_equal(before, corpus.articles)


def test_another_archive_is_refused(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK")
    with pytest.raises(ReadError, match="expected a file that write_share"):
        read_share(tmp_path / "a.zip")
