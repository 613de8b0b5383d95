from __future__ import annotations

import math

import pytest

import evenhand as eh
from evenhand.errors import ParameterError, TableError
from evenhand.keyness import PRIOR_WORDS


@pytest.fixture(scope="module")
def corpus():
    texts = [
        "The raid was a raid on reason. Rain fell.",
        "The measure was a reform. Rain fell.",
        "A raid on the north.",
        "A storm. Rain fell on the north.",
    ]
    return eh.corpus_from(texts, outlet=["Courier", "Lantern", "Courier", "Lantern"], story=["tax", "tax", "snow", None])


def test_log_odds_are_those_of_the_worked_example():
    table = eh.log_odds([30], [10], [4], n=1000, n_other=1000, n_prior=200)
    assert table.round(4).values.tolist() == [[0.9043, 2.8477]]


def test_words_are_compared_with_a_prior_of_their_own_use(corpus):
    table = eh.compare_words(corpus, "Courier", least=1).set_index("term")
    row = table.loc["raid"]
    n = m = 14
    a = PRIOR_WORDS * 3 / (n + m)
    one, other = 3 + a, a
    delta = math.log(one / (n + PRIOR_WORDS - one)) - math.log(other / (m + PRIOR_WORDS - other))
    assert (row["n"], row["n_other"], row["leans_to"], row["n_articles"]) == (3, 0, "Courier", 2)
    assert row["log_odds"] == pytest.approx(delta)
    assert row["z"] == pytest.approx(delta / math.sqrt(1 / one + 1 / other))
    assert row["per_1000"] == pytest.approx(1000 * 3 / n)


def test_g2_is_that_of_a_table_of_four_cells(corpus):
    row = eh.compare_words(corpus, "Courier", least=1).set_index("term").loc["rain"]
    cells = [(1, 1.5), (2, 1.5), (13, 12.5), (12, 12.5)]
    assert row["g2"] == pytest.approx(-2 * sum(seen * math.log(seen / expected) for seen, expected in cells))


def test_only_events_that_both_reported_count(corpus):
    table = eh.compare_words(corpus, "Courier", event="story", least=1).set_index("term")
    assert table.loc["raid", ["n", "n_other"]].tolist() == [2, 0]
    assert "storm" not in table.index


def test_swapping_the_groups_turns_every_sign(corpus):
    one, other = (eh.compare_words(corpus, group, least=1).set_index("term").sort_index() for group in ("Courier", "Lantern"))
    assert one["z"].tolist() == pytest.approx((-other["z"]).tolist())
    assert one["g2"].tolist() == pytest.approx((-other["g2"]).tolist())


def test_phrases_stay_inside_a_sentence(corpus):
    terms = set(eh.compare_words(corpus, "Courier", of="phrases", least=1)["term"])
    assert "rain fell" in terms
    assert "reason rain" not in terms


def test_terms_of_frames_and_a_voice_can_be_compared(measured):
    table = eh.compare_words(measured, "Courier", of="frames", voice="reporter", least=1)
    marks = measured.frames[measured.frames["voice"] == "reporter"]
    assert table["n"].sum() + table["n_other"].sum() == len(marks)


@pytest.mark.parametrize(
    ("options", "fault", "message"),
    [
        ({"group": "Gazette"}, ParameterError, '^no article has outlet "Gazette"; those there are: Courier, Lantern$'),
        ({"group": "Courier", "other": "Courier"}, ParameterError, '^"Courier" is compared with itself'),
        ({"group": "Courier", "by": "outlets"}, TableError, '^the articles table has no column "outlets"'),
        ({"group": "Courier", "of": "frames"}, ParameterError, '^of is "frames", and the corpus has no such table yet'),
        ({"group": "Courier", "voice": "quoted"}, ParameterError, '^voice is "quoted", and the corpus has no quotes table yet'),
    ],
)
def test_bad_options_say_what_there_is(corpus, options, fault, message):
    with pytest.raises(fault, match=message):
        eh.compare_words(corpus, **options)


def test_the_plot_names_the_most_telling_words(corpus):
    axes = eh.plot_words(eh.compare_words(corpus, "Courier", least=1), most=2)
    labels = {text.get_text() for text in axes.texts}
    assert {"raid", "more in Courier", "more in the others"} <= labels


def test_a_concordance_shows_every_use_in_its_place(corpus):
    uses = eh.concordance(corpus, "RAID", around=8)
    texts = corpus.articles.set_index("article_id")["text"]
    assert uses["term"].tolist() == ["raid", "raid", "raid"]
    assert all(texts[row.article_id][row.start : row.end] == row.term for row in uses.itertuples())
    assert uses.loc[0, ["left", "right", "outlet"]].tolist() == ["The ", " was a r", "Courier"]


def test_a_term_of_the_comparison_can_be_looked_up_as_it_is(corpus):
    phrases = eh.compare_words(corpus, "Lantern", of="phrases", least=1)
    assert all(len(eh.concordance(corpus, row.term)) == row.n + row.n_other for row in phrases.itertuples())


def test_a_term_without_a_word_is_refused(corpus):
    with pytest.raises(ParameterError, match='^the term is " "; expected a word or a phrase$'):
        eh.concordance(corpus, " ")
