"""The teaching corpus against its hand coding, and the planted differences in the coding itself."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from evenhand.balance import OFFICIAL

ROOT = Path(__file__).parents[1]
CODED = [json.loads(line) for line in (ROOT / "analysis" / "teaching" / "hand_coding.jsonl").read_text(encoding="utf-8").splitlines()]
DISTANCING = ("claim", "alleg", "insist", "purport", "maintain", "contend")


@pytest.fixture(scope="module")
def lines(study):
    """Every line of every dump: what hand and rules call it."""
    paragraphs = study.corpus.paragraphs
    found = []
    for coded in CODED:
        article_id = coded["file"].removesuffix(".txt")
        mine = paragraphs.loc[paragraphs["article_id"] == article_id, "part"].tolist()
        hand = [part for _, part in coded["parts"]]
        assert len(mine) == len(hand), article_id
        found += [(article_id, text, part, other) for (text, part), other in zip(coded["parts"], mine, strict=True)]
    return found


def test_the_corpus_is_eight_events_in_five_outlets(study):
    articles = study.corpus.articles
    assert sorted(Counter(zip(articles["outlet"], articles["event"], strict=True)).values()) == [1] * 40
    assert articles["n_words"].between(250, 600).all()
    assert articles["published"].notna().all()
    assert study.corpus.problems.empty


def test_furniture_and_article_are_told_apart(lines):
    wrong = [(name, text, hand, found) for name, text, hand, found in lines if (hand == "boilerplate") != (found == "boilerplate")]
    assert len(wrong) <= 0.01 * len(lines), wrong


def test_parts_are_those_of_the_hand_coding(lines):
    wrong = [(name, text, hand, found) for name, text, hand, found in lines if hand != found]
    assert len(wrong) <= 0.02 * len(lines), wrong


def test_titles_and_authors_are_those_of_the_hand_coding(study):
    articles = study.corpus.articles.set_index("article_id")
    wrong = [coded["file"] for coded in CODED if articles.loc[coded["file"].removesuffix(".txt"), "title"] != coded["title"]]
    assert wrong == []


def test_agency_copy_and_its_reprint_are_near_duplicates_and_nothing_else_is(study):
    articles = study.corpus.articles
    groups = articles.groupby("copy_group")["article_id"].agg(sorted)
    twins = ("1_ferry", "3_strike", "5_hospital", "7_rent")
    assert groups.tolist() == [[f"ostline_{event}", f"record_{event}"] for event in twins]


PLANTED = [("official", "The Tamsen Courier", 0.7), ("anonymous", "The Lorvia Lantern", 0.4), ("ordinary", "Harbour Post", 0.5)]


@pytest.mark.parametrize(("measure", "outlet", "least"), PLANTED)
def test_the_differences_are_planted_in_the_hand_coding(measure, outlet, least):
    shares = {}
    for name in {coded["outlet"] for coded in CODED}:
        sources = [
            source for coded in CODED if coded["outlet"] == name for source in {a["name"]: a for a in coded["attributions"]}.values()
        ]
        counted = {
            "official": sum(source["type"] in OFFICIAL for source in sources),
            "anonymous": sum(source["anonymous"] for source in sources),
            "ordinary": sum(source["type"] in {"affected", "citizen", "witness"} for source in sources),
        }
        shares[name] = counted[measure] / len(sources)
    assert max(shares, key=shares.get) == outlet
    assert shares[outlet] >= least


def test_only_one_outlet_keeps_one_side_at_arms_length():
    kept = Counter()
    for coded in CODED:
        for attribution in coded["attributions"]:
            distant = any(stem in attribution["cue"].lower() for stem in DISTANCING)
            kept[coded["outlet"], attribution["side"], distant] += 1
    distant = {key[:2] for key, n in kept.items() if key[2] and key[1] != "none" and n}
    assert distant == {("The Tamsen Courier", "opposition")}
    assert kept["The Tamsen Courier", "opposition", True] >= 2 * kept["The Tamsen Courier", "opposition", False]


def _content_starts(coded, text):
    """Where each hand-coded content begins in the text; a coder may have left out the opening mark."""
    at = 0
    for attribution in coded["attributions"]:
        if attribution["content"] and (found := text.find(attribution["content"], 0)) >= 0:
            at = found
            yield at, attribution


def test_most_hand_coded_attributions_are_found_with_their_speaker(study):
    quotes, found, total = study.corpus.quotes, 0, 0
    for coded in CODED:
        article_id = coded["file"].removesuffix(".txt")
        mine = quotes[quotes["article_id"] == article_id]
        for start, attribution in _content_starts(coded, study.corpus.text(article_id)):
            total += 1
            here = mine[(mine["start"] <= start + 1) & (mine["end"] > start)]
            printed = " ".join(here["speaker"].dropna()).split()
            found += not here.empty and (not attribution["speaker"] or bool(set(printed) & set(attribution["speaker"].split())))
    assert total > 450
    assert found >= 0.8 * total, (found, total)
