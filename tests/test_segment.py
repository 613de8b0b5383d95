from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import evenhand as eh
from evenhand.segment import sentence_spans


@pytest.mark.parametrize(
    "sentences",
    [
        ["Gen. Lind met Sen. Crake.", "They spoke."],
        ["He works in the U.S.", "The talks failed."],
        ["J. Q. Moss of St. Anne lost."],
        ['"Is it true?" he asked.', "Nobody knew."],
        ['"We won!" Moss shouted.', '"We lost," said Lind.'],
        ["“It is over.”", "She left."],
        ["''We are here.''", "They were not."],
        ["It cost 4.1 million crowns at 5 p.m. on Monday.", "Nobody paid."],
        ["He said no.", "Police left."],
        ["They live at No. 10 now.", "Nobody else does."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(sentences):
    text = " ".join(sentences)
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


@given(st.lists(st.text(alphabet="Ab c.?!\"“”'’…\n-é", max_size=60), max_size=4))
def test_text_start_end_reproduces_everything(texts):
    corpus = eh.corpus_from(texts) if texts else None
    if corpus is None:
        return
    by_id = corpus.articles.set_index("article_id")["text"]
    for row in corpus.tokens.astype({"word": object}).itertuples():
        assert by_id[row.article_id][row.start : row.end] == row.word
    for row in corpus.sentences.itertuples():
        sentence = by_id[row.article_id][row.start : row.end]
        assert sentence == sentence.strip() != ""
    printed = corpus.tokens.groupby("article_id", observed=False)["word"].agg(lambda words: "".join(map(str, words)))
    assert {name: "".join(text.split()) for name, text in by_id.items() if name in printed.index} == printed.to_dict()


def test_abbreviations_keep_their_dot_and_sentences_do_not():
    assert eh.corpus_from("Gen. Lind spoke.").tokens["word"].tolist() == ["Gen.", "Lind", "spoke", "."]


def test_an_initial_and_an_abbreviation_of_the_same_letters_are_one_word():
    words = eh.corpus_from("He won Roe v. Wade. V. Moss left, V.").tokens["word"]
    assert words.cat.categories.is_unique
    assert words.tolist().count("V.") == 2


def test_an_empty_article_has_no_tokens_and_changes_no_other():
    alone, beside = eh.corpus_from(["It rains."]), eh.corpus_from(["It rains.", ""])
    assert beside.tokens["word"].tolist() == alone.tokens["word"].tolist()
