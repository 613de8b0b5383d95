from __future__ import annotations

import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import evenhand as eh
from evenhand.errors import ParameterError

SENTENCES = ["A great success!", "It isn't good.", "A terrible failure.", "It is Monday.", ""]


def test_tone_is_that_of_vader():
    reference = [SentimentIntensityAnalyzer().polarity_scores(text)["compound"] for text in SENTENCES]
    assert eh.tone(SENTENCES).tolist() == reference


@pytest.mark.parametrize(("printed", "plain"), [("It isn’t good.", "It isn't good."), ("“Great” — she said…", '"Great"  -  she said...')])
def test_typography_does_not_change_the_tone(printed, plain):
    assert eh.tone([printed]).tolist() == eh.tone([plain]).tolist()


def test_an_unknown_method_is_refused():
    with pytest.raises(ParameterError, match=r'^method is "vadr" \(did you mean "vader"\?\); expected one of: vader$'):
        eh.tone(["x"], method="vadr")


def test_tone_of_no_text_is_no_score():
    assert eh.tone([]).shape == (0,)


def test_tone_keeps_the_two_voices_apart():
    corpus = eh.corpus_from('"What a wonderful success," said Ada Quill of the terrible failure.')
    tones = eh.tone_by_voice(corpus.with_tables(quotes=eh.find_quotes(corpus))).set_index("voice")["tone"]
    assert tones["quoted"] > 0 > tones["reporter"]


def test_marks_name_list_class_and_place():
    corpus = eh.corpus_from("The fiasco may end.")
    marks = eh.find_language(corpus)
    assert marks[["lexicon", "term", "start", "end"]].values.tolist() == [["loaded", "fiasco", 4, 10], ["hedges", "may", 11, 14]]
