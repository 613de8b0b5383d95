from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import evenhand as eh
from evenhand.corpus import count_words
from evenhand.errors import ParameterError
from evenhand.features import RATIOS
from evenhand.voices import words_by_voice

SENTENCES = [
    '"We are ready," said Mayor Ada Quill.',
    "Critics claimed the fiasco may end.",
    "According to the audit, costs rose.",
    "“Nobody asked us,” she added. “Not once.”",
    "It rained.",
    'He asked: "Why',
    "The ministry declined to comment.",
]
ARTICLES = st.lists(st.lists(st.sampled_from(SENTENCES), max_size=5).map("\n\n".join), min_size=1, max_size=4)


@settings(max_examples=10)
@given(ARTICLES)
def test_reporters_words_and_quoted_words_are_all_words(texts):
    corpus = eh.find_all(eh.corpus_from(texts))
    voices = words_by_voice(corpus)
    assert voices.sum(axis=1).tolist() == count_words(corpus.tokens, len(texts)).tolist()
    assert (corpus.features["n_reporter_words"] + corpus.features["n_quoted_words"]).tolist() == corpus.features["n_words"].tolist()


@settings(max_examples=10)
@given(ARTICLES, st.randoms(use_true_random=False))
def test_the_order_of_articles_changes_no_result(texts, chance):
    ids = [f"a{n}" for n in range(len(texts))]
    order = chance.sample(range(len(texts)), len(texts))
    one = eh.find_all(eh.corpus_from(texts, article_id=ids)).features
    other = eh.find_all(eh.corpus_from([texts[n] for n in order], article_id=[ids[n] for n in order])).features
    left, right = (table.set_index("article_id").drop(columns="outlet").sort_index() for table in (one, other))
    pd.testing.assert_frame_equal(left, right)


@settings(max_examples=10)
@given(ARTICLES)
def test_an_empty_article_changes_no_count(texts):
    alone, beside = (eh.find_all(eh.corpus_from(some)) for some in (texts, [*texts, ""]))
    for name in ("quotes", "sources", "frames", "terms"):
        assert len(getattr(alone, name)) == len(getattr(beside, name))


@settings(max_examples=10)
@given(ARTICLES)
def test_every_finding_is_what_stands_in_the_text(texts):
    corpus = eh.find_all(eh.corpus_from(texts))
    by_id = corpus.articles.set_index("article_id")["text"]
    for row in corpus.quotes.itertuples():
        text = by_id[row.article_id]
        assert 0 <= row.start < row.end <= len(text)
        assert (row.spans[0][0], row.spans[-1][1]) == (row.start, row.end)
        if pd.notna(row.speaker_start):
            assert text[row.speaker_start : row.speaker_end] == row.speaker
        if pd.notna(row.cue_start):
            assert text[row.cue_start : row.cue_end] == row.cue
    for table in (corpus.frames, corpus.terms):
        for row in table.itertuples():
            assert by_id[row.article_id][row.start : row.end].strip()


def test_shares_are_their_count_over_their_base(measured):
    features = measured.features
    for name, (count, base, scale) in RATIOS.items():
        expected = [scale * c / b if b else None for c, b in zip(features[count], features[base], strict=True)]
        assert features[name].astype(object).where(features[name].notna(), None).tolist() == pytest.approx(expected), name


def test_an_article_without_sources_has_missing_shares():
    features = eh.find_all(eh.corpus_from("It rained. Nothing moved.")).features.iloc[0]
    assert features["n_sources"] == 0
    assert features[["official_share", "anonymous_share", "direct_share", "effective_types"]].isna().all()


def test_moving_a_loaded_word_into_a_quote_moves_one_count():
    outside = eh.find_all(eh.corpus_from('The plan is a fiasco. "It is late," said Ada Quill.')).features.iloc[0]
    inside = eh.find_all(eh.corpus_from('The plan is late. "It is a fiasco," said Ada Quill.')).features.iloc[0]
    assert (outside["n_loaded_reporter"], outside["n_loaded_quoted"]) == (1, 0)
    assert (inside["n_loaded_reporter"], inside["n_loaded_quoted"]) == (0, 1)


def test_a_corpus_that_no_finder_saw_is_refused():
    with pytest.raises(ParameterError, match=r"^the corpus has no quotes table yet; expected a corpus from find_all\(\)$"):
        eh.measure_articles(eh.corpus_from("It rained."))


def test_columns_of_an_unknown_table_name_the_nearest():
    with pytest.raises(ParameterError, match=r'^table is "feature" \(did you mean "features"\?\); expected one of: articles, '):
        eh.columns("feature")
