from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from vaderSentiment import vaderSentiment as library  # noqa: N813 - a module

import evenhand as eh
from evenhand.errors import ParameterError
from evenhand.tone.news import as_tone
from evenhand.typography import straighten

SCORER = library.SentimentIntensityAnalyzer()
SENTENCES = [
    "A great success!",
    "It isn't good.",
    "A terrible failure.",
    "It is Monday.",
    "",
    "   ",
    "The plan was good, but the result was not good, not good at all.",
    "NO good came of it, but it was kind of fun!!!!!",
    "This is the least bad of bad deals, never so bad, without a doubt great???",
    "That is to die for. Yeah right, the bomb.",
    "At least it was GREAT; the very least hated.",
    "no bad no good nor bad",
    "😀 fine😁 sad x💋y",
    "İ was VERY sad in İstanbul \ud800 indeed",
    "good\u00a0bad\u2003ugly\x1cnice",
]
CURLY = ["It isn’t good.", "“Great” — she said…", "The ‘best’ plan–ever", "They don’t—won’t—love it"]


def reference(texts):
    return [SCORER.polarity_scores(text)["compound"] for text in texts]


def test_vader_is_that_of_the_library():
    assert eh.tone(SENTENCES, "vader").tolist() == reference(SENTENCES)


def stress(n, seed):
    """Texts where the rules of the library meet: rated words among boosters, negations, idioms, capitals and marks."""
    draw = random.Random(seed)
    rated = list(SCORER.lexicon)
    idioms = [word for phrase in (*library.SPECIAL_CASES, *library.BOOSTER_DICT) for word in phrase.split()]
    others = [
        *library.NEGATE,
        *idioms,
        "but",
        "no",
        "or",
        "nor",
        "so",
        "this",
        "doubt",
        "least",
        "at",
        "kind",
        "of",
        "table",
        "!",
        "??",
        "😀",
    ]
    shapes = [str.upper, str.title, "({}".format, "{}!".format, "{}'s".format, *[str] * 8]

    def text():
        words = (draw.choice(rated) if draw.random() < 0.35 else draw.choice(others) for _ in range(draw.randrange(25)))
        return " ".join(draw.choice(shapes)(word) for word in words)

    return [text() for _ in range(n)]


def test_vader_is_that_of_the_library_where_its_rules_meet():
    texts = stress(1500, seed=1)
    assert eh.tone(texts, "vader").tolist() == reference(texts)


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=40), max_size=5))
def test_vader_is_that_of_the_library_on_any_straight_text(texts):
    straight = [straighten(text) for text in texts]
    assert eh.tone(texts, "vader").tolist() == reference(straight)


def test_vader_takes_time_in_proportion_to_length():
    # The library itself looks every value up again from the start: a text of this length would take it hours.
    assert eh.tone(["good bad " * 20_000 + "but " + "sad nice " * 20_000], "vader")[0] != 0


@pytest.mark.parametrize("text", CURLY)
def test_typography_does_not_change_vader(text):
    assert eh.tone([text], "vader").tolist() == eh.tone([straighten(text)], "vader").tolist()


@pytest.mark.parametrize("dash", ["-", "--", " - ", " – "])
@pytest.mark.parametrize("text", CURLY)
def test_typography_does_not_change_the_model_for_news(text, dash):
    assert eh.tone([text]).tolist() == eh.tone([straighten(text.replace("—", dash).replace("–", dash))]).tolist()


def test_the_model_for_news_tells_praise_from_blame_and_a_denial_of_it():
    praise, blame, denied = eh.tone(["A wise and honest plan.", "A corrupt and cruel plan.", "This is not a wise or honest plan."])
    assert praise > denied > blame
    assert praise > 0 > blame


def test_tones_keep_the_order_and_the_ends_of_scores():
    assert as_tone(np.array([-9.0, -0.1, 0.0, 0.1, 9.0])).round(3).tolist() == [-1, -0.158, 0, 0.158, 1]


def test_a_text_without_words_has_no_tone():
    assert eh.tone(["", " — ", "…"]).tolist() == [0, 0, 0]


def test_a_score_does_not_hang_on_the_texts_beside_it():
    assert eh.tone(SENTENCES).tolist() == pytest.approx([eh.tone([text])[0] for text in SENTENCES])


def test_an_unknown_method_is_refused():
    with pytest.raises(ParameterError, match=r'^method is "vadr" \(did you mean "vader"\?\); expected one of: '):
        eh.tone(["x"], method="vadr")


def test_tone_of_no_text_is_no_score():
    assert eh.tone([]).shape == (0,)


def test_tone_keeps_the_two_voices_apart():
    corpus = eh.corpus_from('"What a wonderful success," said Ada Quill of the terrible failure.')
    tones = eh.tone_by_voice(corpus.with_tables(quotes=eh.find_quotes(corpus))).set_index("voice")["tone"]
    assert tones["quoted"] > 0 > tones["reporter"]
