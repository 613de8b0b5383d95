from __future__ import annotations

import random

import pytest

import evenhand as eh
from evenhand.wirecopy import changes, list_copies, show_changes

SENTENCE = "the council voted to keep every night bus on its old route until spring although costs rose and riders fell said a clerk"
WORDS = SENTENCE.split()


def _article(seed, n=200):
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) + str(chosen.randrange(9)) for _ in range(n))


def _changed(text, share, seed):
    chosen = random.Random(seed)
    return " ".join("other" if chosen.random() < share else word for word in text.split())


@pytest.mark.parametrize("share", [0.05, 0.15, 0.3])
def test_copy_with_some_words_changed_is_grouped_under_the_earliest(share):
    wire = _article(1)
    texts = [_article(2), _changed(wire, share, 5), wire, _article(3)]
    dates = ["2031-01-01", "2031-01-03", "2031-01-02", "2031-01-01"]
    corpus = eh.corpus_from(texts, published=dates)
    assert corpus.articles["copy_group"].fillna("").tolist() == ["", "3", "3", ""]


def test_many_copies_make_one_group():
    wire = _article(1)
    corpus = eh.corpus_from([_changed(wire, 0.03, seed) for seed in range(12)])
    assert corpus.articles["copy_group"].nunique() == 1


def test_two_reports_that_share_a_quotation_are_no_copies():
    quotation = _article(7, 40)
    corpus = eh.corpus_from([f"{_article(1, 80)} {quotation} {_article(2, 80)}", f"{_article(3, 60)} {quotation} {_article(4, 90)}"])
    assert corpus.articles["copy_group"].isna().all()


def test_articles_shorter_than_a_run_are_no_copies():
    for texts in (["One.", "One.", ""], ["It rains, she said."], ["It pours, he said."], []):
        assert eh.corpus_from(texts).articles["copy_group"].isna().all()


def test_a_group_tells_who_had_it_first_and_whose_it_is():
    wire = _article(1)
    texts = [f"HAVEN (Reuters) - {wire}", wire, _changed(wire, 0.1, 3)]
    dates = ["2031-01-02T06:00Z", "2031-01-02T09:00Z", "2031-01-03T06:00Z"]
    listed = list_copies(eh.corpus_from(texts, published=dates, outlet=["a", "b", "c"], parts="all-body"))
    assert listed[["outlet", "wire", "dateline", "is_first", "hours_after"]].fillna("").to_numpy().tolist() == [
        ["a", "Reuters", "HAVEN", True, 0.0],
        ["b", "Reuters", "", False, 3.0],
        ["c", "Reuters", "", False, 24.0],
    ]
    assert listed["shared"].between(0.9, 1).all()
    assert list_copies(eh.corpus_from([_article(1), _article(2)])).empty


def test_changes_give_both_texts_back():
    before, after = _article(1, 60), _changed(_article(1, 60), 0.2, 4)
    pieces = changes(before, after)
    assert "".join(text for kind, text in pieces if kind != "added") == before
    assert "".join(text for kind, text in pieces if kind != "left out") == after


def test_a_view_of_changes_is_inert():
    shown = show_changes(eh.corpus_from(["It rains <script>x</script> now.", "It rains <b>again</b> now."]), "1", "2")
    assert "<script>" not in shown.data["text/html"]
    assert "&lt;" in shown.data["text/html"]
