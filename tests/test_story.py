"""What single stories offer: views, groups, transparency, replies, and which stories are one event."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import evenhand as eh
from evenhand.balance import anonymous_stories, stakeholders, story_views, transparency, viewpoint_mix
from evenhand.errors import ParameterError

SIDES = {"left": {"names": ["Ada Quill"]}, "right": {"names": ["Ben Osk"]}}


@pytest.mark.parametrize(
    ("counts", "views"),
    [
        ([66, 34], "mix"),
        ([67, 33], "mostly_one"),
        ([100, 0], "all_one"),
        ([2, 1], "mix"),  # exactly two thirds, and no more
        ([200, 99], "mostly_one"),
        ([40, 30, 30], "mix"),
        ([1, 0], "too_few"),
        ([0, 0], "too_few"),
    ],
)
def test_the_rule_of_pej_and_its_edges(counts, views):
    assert viewpoint_mix(counts) == views


def test_stories_are_judged_as_single_counts_are():
    table = pd.DataFrame({"n_quotes_left": [66, 67, 100, 1], "n_quotes_right": [34, 33, 0, 0]})
    found = story_views(table, ["left", "right"])
    assert found["views"].tolist() == ["mix", "mostly_one", "all_one", "too_few"]
    assert found[["is_dispute", "is_mix", "is_mostly_one", "is_all_one"]].sum().tolist() == [3, 1, 1, 1]


def test_one_side_alone_cannot_mix():
    with pytest.raises(ParameterError, match="^views of 1 side cannot mix; expected two sides or more$"):
        story_views(pd.DataFrame({"n_quotes_left": [1]}), ["left"])


def test_stakeholders_are_sides_and_interested_types():
    table = pd.DataFrame({"article_id": "1", "type": ["party", "executive", "expert", "citizen", "citizen", "unknown"]})
    table["side"] = ["left", "left", "unknown", "unknown", "unknown", "unknown"]
    assert stakeholders(table)["n_stakeholders"].tolist() == [2]


def test_four_and_more_identified_sources_are_the_top_level():
    table = pd.DataFrame({"article_id": ["1"] * 5 + ["2"], "anonymity": ["named_described"] * 5 + ["bare"]})
    assert transparency(table)["identified"].tolist() == ["4+", "0"]
    assert anonymous_stories(table, pd.DataFrame({"article_id": ["1", "2", "3"]})) == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("text", "replies"),
    [
        ('Ben Osk accused Ada Quill of fraud. "That is a lie," Quill said.', [["left", "voice"]]),
        ("Ben Osk accused Ada Quill of fraud. Quill did not respond to a request for comment.", [["left", "contact"]]),
        ("Ben Osk accused Ada Quill of fraud. The trial begins in May.", [["left", "neither"]]),
        ("Ada Quill opened a bridge. Ben Osk was there.", []),
    ],
    ids=["voice", "contact", "neither", "no criticism"],
)
def test_a_criticised_side_has_a_voice_was_asked_or_neither(text, replies):
    corpus = eh.find_all(eh.corpus_from(text), sides=SIDES)
    found = eh.right_of_reply(corpus, SIDES)
    assert found[["party", "reply"]].to_numpy().tolist() == replies
    counted = eh.count_replies(found, corpus.articles)
    assert counted["n_criticised"].tolist() == [len(replies)]


def test_replies_need_finders_and_no_sides_give_no_rows():
    corpus = eh.corpus_from("Ben Osk spoke.")
    with pytest.raises(ParameterError, match="^the corpus has no quotes and sources yet"):
        eh.right_of_reply(corpus, SIDES)
    assert eh.right_of_reply(eh.find_all(corpus), {}).empty


def test_the_teaching_events_are_matched_without_their_names(study):
    told, matched = (names.to_numpy(object) for names in (study.corpus.articles["event"], eh.match_events(study.corpus, days=9999)))
    one, found = (np.triu(names[:, None] == names, 1) for names in (told, matched))
    assert (one & found).sum() >= 0.95 * found.sum()
    assert (one & found).sum() >= 0.85 * one.sum()


def test_an_event_is_over_after_some_days():
    texts = [
        "The ferry Aldis ran aground off Tamsen.",
        "Off Tamsen the ferry Aldis ran aground.",
        "The ferry Aldis ran aground off Tamsen.",
    ]
    corpus = eh.corpus_from(texts, published=["2031-01-01", "2031-01-02", "2031-02-01"])
    assert eh.match_events(corpus).tolist() == ["1", "1", "3"]


def test_gaps_on_the_same_events_add_up_to_nothing_between_two():
    table = pd.DataFrame({"event": list("eeff"), "outlet": list("abab"), "n": [3, 1, 0, 0], "m": [4, 4, 2, 0]})
    found = eh.event_gaps(table, by="outlet", count="n", base="m")
    assert found[["event", "gap"]].to_numpy().tolist() == [["e", 0.5], ["e", -0.5]]  # on f, b has no base


@pytest.mark.parametrize(
    ("speaker", "form"),
    [("Mayor Ada Quill", "title_and_name"), ("Ada Quill", "full_name"), ("Quill", "surname"), ("Ada", "first_name"), ("the mayor", "role")],
)
def test_naming_forms(speaker, form):
    spoken = pd.DataFrame({"article_id": "1", "source_id": [0], "speaker": [speaker]})
    who = pd.DataFrame({"article_id": ["1"], "source_id": [0], "name": ["Ada Quill"], "side": ["left"], "anonymity": ["named"]})
    assert eh.naming_forms(spoken, who)["form"].tolist() == [form]
