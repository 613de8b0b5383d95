from __future__ import annotations

import random

import evenhand as eh

SENTENCE = "the council voted to keep every night bus on its old route until spring although costs rose and riders fell said a clerk"
WORDS = SENTENCE.split()


def _article(seed, n=200):
    chosen = random.Random(seed)
    return " ".join(chosen.choice(WORDS) + str(chosen.randrange(9)) for _ in range(n))


def _changed(text, share, seed):
    chosen = random.Random(seed)
    return " ".join("other" if chosen.random() < share else word for word in text.split())


def test_copy_with_a_few_words_changed_is_grouped_under_the_earliest():
    wire = _article(1)
    texts = [_article(2), _changed(wire, 0.06, 5), wire, _article(3)]
    dates = ["2031-01-01", "2031-01-03", "2031-01-02", "2031-01-01"]
    corpus = eh.corpus_from(texts, published=dates)
    assert corpus.articles["copy_group"].fillna("").tolist() == ["", "3", "3", ""]


def test_many_copies_make_one_group():
    wire = _article(1)
    corpus = eh.corpus_from([_changed(wire, 0.03, seed) for seed in range(12)])
    assert corpus.articles["copy_group"].nunique() == 1


def test_articles_shorter_than_a_run_are_no_copies():
    assert eh.corpus_from(["One.", "One.", ""]).articles["copy_group"].isna().all()
