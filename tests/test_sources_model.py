"""The model that reads sources again after the rules."""

from __future__ import annotations

import numpy as np
import pytest
from test_sources import quotes_of, spoken

import evenhand as eh
from evenhand.sources import codes, find_sources
from evenhand.sources.codes import TYPES
from evenhand.sources.model import CODES, Decision, SourceModel, shipped
from evenhand.sources.signals import Signals

CAMPAIGN = "The campaign rally in the swing state drew voters. The candidate thanked delegates before the primary and the caucus. "


def test_the_shipped_model_knows_every_type_and_rung():
    decisions = shipped().decisions
    assert set(decisions["type"].values) == set(TYPES)
    assert set(decisions["anonymity"].values) == {"named_described", "named", "described", "bare", "hidden", "document"}
    assert all(decisions[code].weights.shape == (len(shipped().places), len(decisions[code].values)) for code in CODES)


def signals(**named):
    """Signals of a source whose words have no vectors."""
    return Signals({name.replace("_", " "): size for name, size in named.items()}, np.zeros(len(shipped().decisions["type"].meaning)))


def test_signals_that_were_never_learnt_say_nothing():
    found = [shipped().decide("type", "expert", signals(type_expert=3.0, **more), 0.0) for more in ({}, {"zzyzx": 9.0})]
    assert found[0] == found[1]


@pytest.mark.parametrize(("doubt", "kind"), [(0.0, "party"), (2.0, "legislature")])
def test_the_rules_are_ahead_by_the_doubt(doubt, kind):
    decision = Decision(["legislature", "party"], np.array([[0.5, 1.5]]), np.zeros((1, 2)), np.zeros(2))
    assert SourceModel({"a": 0}, {"type": decision}).decide("type", "legislature", Signals({"a": 1.0}, np.zeros(1)), doubt) == kind


def test_words_count_by_where_they_lie():
    decision = Decision(["legislature", "party"], np.zeros((0, 2)), np.array([[0.0, 2.0]]), np.zeros(2))
    model = SourceModel({}, {"type": decision})
    assert [model.decide("type", "legislature", Signals({}, np.array([size])), 1.0) for size in (0.4, 0.6)] == ["legislature", "party"]


def test_what_is_impossible_is_never_chosen():
    assert shipped().decide("type", "document", signals(type_document=3.0), 5.0, frozenset({"document"})) != "document"


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind not in {"document", "unknown"}])
def test_a_type_that_a_study_names_itself_stands_in_campaign_news_too(kind):
    corpus = eh.corpus_from(CAMPAIGN + "Reeve Oda Marsh said it. Marlwatch said so. Zed Quill said no.")
    quotes = quotes_of(corpus, [[("Reeve Oda Marsh", "said", "it"), ("Marlwatch", "said", "so"), ("Zed Quill", "said", "no")]])
    lists = {"titles": {"reeve": kind}, "institutions": {"marlwatch": kind}, "public_figures": {"Zed Quill": kind}}
    assert find_sources(corpus, quotes, lists=lists)[0]["type"].tolist() == [kind] * 3


def test_documents_are_documents_on_both_codes():
    text = CAMPAIGN + "The report said it. A poll said no. Ana Lind said yes. Voters said no. The Brightwater Trust said it."
    sources, _ = spoken(text, "The report", "A poll", "Ana Lind", "Voters", "The Brightwater Trust")
    assert ((sources["type"] == "document") == (sources["anonymity"] == "document")).all()


def test_the_model_changes_type_and_rung_alone(monkeypatch):
    text = CAMPAIGN + "Ana Lind, whose fields lie by the river, said it."
    again, _ = spoken(text, "Ana Lind")
    monkeypatch.setattr(codes, "is_read_again", lambda *_: False)
    rules, _ = spoken(text, "Ana Lind")
    assert again.drop(columns=["type", "anonymity"]).equals(rules.drop(columns=["type", "anonymity"]))
