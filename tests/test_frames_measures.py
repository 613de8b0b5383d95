"""Frame measures against numbers worked by hand, and whose voice a frame is in."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import evenhand as eh
from evenhand import frames as ef
from evenhand.errors import ParameterError
from evenhand.lexicons import Lexicon

MARKS = pd.DataFrame(
    [
        ("a", 0, "war", "war", "headline"),
        ("a", 1, "war", "war … over", "lead"),
        ("a", 1, "war", "war", "lead"),
        ("a", 2, "money", "money", "body"),
        ("b", 0, "money", "money", "headline"),
        ("b", 1, "war", "war", "body"),
    ],
    columns=["article_id", "sentence_id", "frame", "term", "part"],
)
ARTICLES = pd.DataFrame({"article_id": ["a", "b", "c"], "outlet": ["x", "y", "y"], "n_words": [100, 50, 0], "n_sentences": [10, 4, 0]})
COUNTS = ef.count_by_article(MARKS, ARTICLES, ["war", "money", "faith"])


def test_counts_have_a_row_for_every_article_and_frame():
    assert COUNTS[["article_id", "frame"]].to_numpy().tolist() == [[a, f] for a in "abc" for f in ("war", "money", "faith")]
    first = COUNTS.iloc[0]
    assert first[["n_marks", "n_marked_words", "n_marked_sentences", "n_headline_marks", "n_lead_marks", "n_body_marks"]].tolist() == [
        3,
        4,
        2,
        1,
        2,
        0,
    ]
    assert (first["salience"], first["per_1000"], first["present"]) == (0.2, 40.0, 1)
    assert COUNTS[COUNTS["article_id"] == "c"]["salience"].isna().all()


def test_ties_between_frames_are_declared():
    table = ef.dominant_frames(COUNTS)
    assert table["dominant"].tolist() == ["war", "war + money", "none"]
    assert table["n_tied"].tolist() == [1, 2, 0]


def test_emphasis_gives_rates_and_lift():
    table = ef.emphasis(COUNTS).set_index("frame")
    assert table.loc["war", ["headline_rate", "lead_rate", "body_rate"]].round(3).tolist() == [0.333, 0.333, 0.333]
    assert table.loc["war", "emphasis"] == 1.0
    # Two of the four presences of any frame are in a headline; so is one of two of war's.
    assert table.loc["war", "lift"] == 1.0
    assert np.isnan(table.loc["faith", "lift"])


def test_diversity_is_relative_entropy():
    table = ef.frame_diversity(COUNTS).set_index("article_id")
    shares = np.array([2 / 3, 1 / 3])
    entropy = -(shares * np.log(shares)).sum()
    assert table.loc["a", "evenness"] == pytest.approx(entropy / np.log(3))
    assert table.loc["a", "effective_frames"] == pytest.approx(np.exp(entropy))
    assert np.isnan(table.loc["c", "evenness"])


def test_diversity_of_what_is_no_number_names_the_columns_that_are():
    with pytest.raises(ParameterError, match='measure is "outlet"; expected one of: .*n_marked_sentences'):
        ef.frame_diversity(COUNTS.assign(outlet="Herald"), "outlet")


def test_cooccurrence_is_phi_and_pmi():
    rows = [
        (n, frame, int(here))
        for n, pair in enumerate([(1, 1), (1, 0), (0, 1), (0, 0), (1, 1)])
        for frame, here in zip("xy", pair, strict=True)
    ]
    found = ef.cooccurrence(pd.DataFrame(rows, columns=["article_id", "frame", "present"])).iloc[0]
    assert found["phi"] == pytest.approx((5 * 2 - 3 * 3) / np.sqrt(3 * 2 * 3 * 2))
    assert found["pmi"] == pytest.approx(np.log2(5 * 2 / 9))


def test_a_gap_between_groups_has_an_interval_and_an_effect_size():
    articles = pd.DataFrame({"article_id": range(40), "outlet": ["x"] * 20 + ["y"] * 20, "n_words": 100, "n_sentences": 5})
    marks = pd.DataFrame({"article_id": range(15), "sentence_id": 0, "frame": "war", "term": "war", "part": "body"})
    counts = ef.count_by_article(marks, articles, ["war", "faith"])
    war, faith = ef.frame_gaps(counts, by="outlet", group="x", n_resamples=200).to_dict("records")
    assert (war["first"], war["rest"], war["gap"]) == (0.75, 0.0, 0.75)
    assert 0 < war["low"] < 0.75 < war["high"]
    assert war["p"] < 0.01
    assert war["h"] == pytest.approx(2 * np.arcsin(np.sqrt(0.75)))
    assert (faith["gap"], faith["p"]) == (0, 1)
    table = ef.prevalence(counts, by="outlet", n_resamples=200)
    assert table[["frame", "outlet", "value"]].to_numpy().tolist() == [
        ["war", "x", 0.75],
        ["war", "y", 0],
        ["faith", "x", 0],
        ["faith", "y", 0],
    ]


SIDES = {"harbour": {"names": ["Ada Quill"]}, "town": {"names": ["Ben Marl"]}}


def _framed(text, book="generic_frames"):
    corpus = eh.corpus_from(text, parts="auto")
    sources, quotes = eh.find_sources(corpus, eh.find_quotes(corpus), sides=SIDES)
    corpus = corpus.with_tables(quotes=quotes, sources=sources)
    return corpus, eh.find_frames(corpus, book)


def test_a_frame_voiced_by_one_side_counts_for_nobody_else():
    text = (
        "“The job losses and the soaring costs will ruin the region,” said Ada Quill of the harbour board.\n\n"
        "“We will read the report,” said Ben Marl, the mayor.\n\nThe council meets on Monday in the hall at the old market."
    )
    corpus, marks = _framed(text)
    money = marks[marks["frame"] == "economic_consequences"]
    assert len(money) >= 2
    assert money["side"].unique().tolist() == ["harbour"]
    by_side = ef.frames_by(marks, "side", ["economic_consequences"]).set_index("side")["n_marks"]
    assert by_side.to_dict() == {"harbour": len(money)}
    assert set(ef.voice_of(money, corpus.sources)) == {"Ada Quill"}


TERM = "homeless families"
LAST = "The homeless families wait in the hall of the school on Marl Street until the water falls and the ferry sails again."


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("The homeless families wait in the hall. “It is cold,” said Ada Quill. “It rains,” said Ben Marl.", "(reporter)"),
        ("They wait in the hall. “The homeless families are cold,” said Ada Quill. “It rains,” said Ben Marl.", "harbour"),
        ("They wait in the hall. “It is cold,” said Ada Quill. “The homeless families are wet,” said Ben Marl.", "town"),
    ],
)
def test_moving_words_between_voices_moves_marks_one_for_one(text, voices):
    _, marks = _framed(text)
    assert len(marks[marks["term"] == TERM]) == 1
    table = ef.frames_by(marks[marks["term"] == TERM], "side")
    assert table[["side", "n_marks"]].to_numpy().tolist() == [[voices, 1]]


def test_marks_of_the_headline_and_of_thirds_can_be_told_apart():
    text = "Homeless families wait\n\n" + "It rains on the roofs of the town and on the harbour wall all day long. " * 6 + "\n\n" + LAST
    corpus, marks = _framed(text)
    assert ef.frames_by(marks, "part")["part"].tolist() == ["body", "headline"]
    assert ef.third_of(marks, corpus.articles).tolist() == ["first third", "last third"]


def test_episodic_and_thematic_paragraphs_give_an_index():
    told = eh.read_lexicon("episodic_thematic").categories
    single, wider = told["episodic"]["example"], told["thematic"]["example"]
    table = ef.episodic_thematic(eh.corpus_from([f"{single}\n\n{wider}\n\n{wider}", single, "It rains."]))
    assert table[["n_episodic", "n_thematic", "story"]].to_numpy().tolist() == [[1, 2, "thematic"], [1, 0, "episodic"], [0, 0, "none"]]
    assert table["index"].round(3).tolist()[:2] == [0.333, -1.0]
    assert np.isnan(table["index"][2])


def test_war_and_peace_are_counted_by_indicator():
    told = eh.read_lexicon("war_peace").categories
    assert len({says["indicator"] for says in told.values()}) == 13
    war = " ".join(says["example"] for says in told.values() if says["pole"] == "war")
    peace = " ".join(says["example"] for says in told.values() if says["pole"] == "peace")
    corpus = eh.corpus_from([war, peace, "The ferry leaves at nine."])
    table = ef.story_poles(eh.find_frames(corpus, "war_peace"), corpus.articles)
    assert table["index"].tolist()[0] < -0.8
    assert table["index"].tolist()[1] > 0.6
    assert table.loc[2, ["n_war", "n_peace", "n_indicators"]].tolist() == [0, 0, 0]
    with pytest.raises(ParameterError, match=r"^the frames of \"generic_frames\" name no indicator and pole"):
        ef.story_poles(eh.find_frames(corpus), corpus.articles, "generic_frames")


def test_a_scale_is_the_mean_of_its_questions_and_has_an_alpha():
    entries = pd.DataFrame(
        {"term": ["owl", "dark", "sun"], "category": ["night", "night", "day"], "item": ["bird", "light", "light"]}, dtype="str"
    )
    told = {"night": {"items": {"bird": "?", "light": "?", "sound": "?"}}, "day": {"items": {"light": "?"}}}
    book = Lexicon("own", "", "", "", "", entries, told)
    corpus = eh.corpus_from(["Owl, dark owl.", "Dark.", "Sun.", "Owl in the dark."])
    scores = ef.scale_scores(eh.find_frames(corpus, book), corpus.articles, book)
    assert scores["night"].tolist() == [1, 0.5, 0, 1]
    assert scores["day"].tolist() == [0, 0, 1, 0]
    items = scores[["night.bird", "night.light"]]
    expected = 2 * (1 - items.var().sum() / items.sum(axis=1).var())
    assert ef.scale_alpha(scores, book).set_index("frame").loc["night", "alpha"] == pytest.approx(expected)


def test_the_twenty_questions_are_asked_one_by_one():
    told = eh.read_lexicon("generic_frames").categories
    assert [len(says["items"]) for says in told.values()] == [4, 5, 3, 3, 5]
    corpus = eh.corpus_from("The mayor hit back at the board.")
    scores = ef.scale_scores(eh.find_frames(corpus), corpus.articles)
    assert len([name for name in scores if "." in name]) == 19  # pictures are not applicable to text
