from __future__ import annotations

import pytest

import evenhand as eh
from evenhand.errors import ParameterError
from evenhand.typography import straighten

PRAISE, BLAME = "Quill was widely praised as an honest and brilliant leader.", "Quill was widely condemned as a corrupt and brutal liar."


def test_praise_and_blame_are_told_apart():
    tones = eh.target_tone([PRAISE, BLAME], [0, 0], [5, 5])
    assert tones.idxmax(axis=1).tolist() == ["positive", "negative"]
    assert tones.sum(axis=1).tolist() == pytest.approx([1, 1])


def test_the_name_of_the_target_is_not_looked_at():
    other = eh.target_tone([PRAISE.replace("Quill", "Moss")], [0], [4])
    assert other.values.tolist() == eh.target_tone([PRAISE], [0], [5]).values.tolist()


@pytest.mark.parametrize("text", ["Quill’s plan — “a disgrace” – failed.", "Quill didn’t win—yet"])
def test_typography_does_not_change_it(text):
    assert eh.target_tone([text], [0], [5]).values.tolist() == eh.target_tone([straighten(text)], [0], [5]).values.tolist()


def test_a_target_outside_its_text_is_refused():
    with pytest.raises(ParameterError, match=r"^text 1: the target runs from 3 to 9, and the text from 0 to 5$"):
        eh.target_tone(["Quill won.", "Quill"], [0, 3], [5, 9])


def test_no_texts_give_no_rows():
    assert eh.target_tone([], [], []).columns.tolist() == ["negative", "neutral", "positive"]


def test_mentions_are_scored_one_by_one_and_summed_up_by_article_actor_and_voice():
    corpus = eh.corpus_from([f"{PRAISE} It rained.", f"Moss spoke. {BLAME}"], article_id=["a", "b"])
    mentions = eh.tone_towards(corpus, {"Quill": ["quill"], "Moss": ["moss", "ada moss"]})
    assert mentions[["article_id", "actor", "start", "end"]].values.tolist() == [
        ["a", "Quill", 0, 5],
        ["b", "Moss", 0, 4],
        ["b", "Quill", 12, 17],
    ]
    summed = eh.tone_by_actor(mentions).set_index(["article_id", "actor"])
    assert summed.loc[("a", "Quill"), "balance"] > 0 > summed.loc[("b", "Quill"), "balance"]
    assert summed["n_mentions"].sum() == len(mentions)


def test_actors_without_names_are_refused():
    with pytest.raises(ParameterError, match="^no actor has a name; expected"):
        eh.tone_towards(eh.corpus_from("It rained."), {})


def test_an_actor_who_is_not_there_gives_no_rows():
    mentions = eh.tone_towards(eh.corpus_from("It rained."), {"Quill": ["quill"]})
    assert mentions.empty
    assert eh.tone_by_actor(mentions).empty
