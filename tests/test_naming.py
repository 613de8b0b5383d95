from __future__ import annotations

import pandas as pd
import pytest

import evenhand as eh
from evenhand.agency import agency_by_actor, agency_forms, find_agency
from evenhand.errors import ParameterError
from evenhand.lexicons import read_lexicon
from evenhand.naming import find_names, find_naming

ACTORS = {"quill": ["Ada Quill", "Quill"], "marl": ["Marl"], "police": ["police", "the police"]}


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("The embattled Quill resigned.", [("embattled", "quill", "before")]),
        ("The disgraced former minister Ada Quill resigned.", [("disgraced", "quill", "before"), ("former", "quill", "before")]),
        ("They met in the fortress city of Marl.", [("fortress city", "marl", "of")]),
        ("The Quill regime fell.", [("regime", "quill", "after")]),
        ("Quill's cronies fled.", [("cronies", "quill", "owner")]),
        ("Ada Quill, the embattled mayor, resigned.", [("embattled", "quill", "apposition")]),
        ("The regime fell. Quill resigned.", []),
        ("A top Quill aide wrote.", []),
        ("Quill’s former adviser spoke.", []),
        ("Quill failed.", []),
        ("Polls show him leading Quill.", []),
        ("Quill, who is under criminal investigation, left.", []),
        ("A quill is controversial.", []),
    ],
)
def test_labels_belong_to_the_name_beside_them(text, labels):
    found = find_naming(eh.corpus_from(text), ACTORS)
    assert [tuple(row) for row in found[["term", "actor", "relation"]].to_numpy()] == labels
    assert [text[start:end].lower() for start, end in zip(found["start"], found["end"], strict=True)] == [term for term, *_ in labels]


def test_names_come_with_their_form():
    text = "Ada Quill spoke. Mayor Quill left. Dr. Quill wrote. Quill paid."
    names = find_names(eh.corpus_from(text), ACTORS)
    assert names["form"].tolist() == ["full name", "title and name", "title and name", "full name"]
    assert names["actor"].tolist() == ["quill"] * 4


def test_the_sources_of_an_article_are_looked_for_by_name_and_last_word():
    corpus = eh.corpus_from(["“It rains,” said Ada Quill. The embattled Quill left.", "Quill is a town."])
    sources, quotes = eh.find_sources(corpus, eh.find_quotes(corpus))
    corpus = corpus.with_tables(quotes=quotes, sources=sources)
    names = find_names(corpus)
    assert names[["article_id", "actor", "form"]].to_numpy().tolist() == [
        [corpus.articles["article_id"][0], "Ada Quill", "full name"],
        [corpus.articles["article_id"][0], "Ada Quill", "last word of the name"],
    ]
    assert find_naming(corpus)["term"].tolist() == ["embattled"]


def test_without_names_there_is_nothing_to_find():
    with pytest.raises(ParameterError, match=r"^there are no sources to name; expected actors={...}, or a corpus from find_all\(\)$"):
        find_names(eh.corpus_from("It rains."))
    assert find_naming(eh.corpus_from("The embattled man."), {}).empty
    silent = eh.find_all(eh.corpus_from(["It rains.", "Clashes erupted."]))
    assert find_naming(silent).empty
    assert find_agency(silent)["form"].tolist() == ["eventive"]


@pytest.mark.parametrize(
    ("text", "form", "agent", "patient"),
    [
        ("Police arrested Quill.", "active", "police", "quill"),
        ("Quill was arrested by the Police.", "passive with agent", "police", "quill"),
        ("Quill was later violently arrested.", "passive without agent", None, "quill"),
        ("Quill has arrested nobody.", "active", "quill", None),
        ("Quill was not shot, Marl said by letter.", "passive without agent", None, "quill"),
        ("Violence broke out in Marl.", "eventive", None, None),
        ("Fresh clashes suddenly erupted.", "eventive", None, None),
    ],
)
def test_who_acts_and_who_is_acted_upon(text, form, agent, patient):
    found = find_agency(eh.corpus_from(text), ACTORS)
    assert found["form"].tolist() == [form]
    assert [None if pd.isna(value) else value for value in found.loc[0, ["agent", "patient"]]] == [agent, patient]


@pytest.mark.parametrize(
    "text",
    ["His attacks on Quill went on.", "Ground forces in Marl wait.", "Quill fired back.", "The wounded Quill left."],
)
def test_nouns_adjectives_and_other_verbs_are_no_acts(text):
    assert find_agency(eh.corpus_from(text), ACTORS).empty


@pytest.mark.parametrize(
    ("text", "form", "agent", "patient"),
    [
        ("Quill attacks the mayor.", "active", "quill", None),
        ("A deal signed by Quill failed.", "passive with agent", "quill", None),
        ("Quill was ever released.", "passive without agent", None, "quill"),
        ("On Monday, Quill said, Police arrested him.", "active", "police", None),
        ("Marl, who attacked Quill, left.", "active", "marl", "quill"),
        ("Marl cut spending for Quill.", "active", "marl", None),
    ],
)
def test_what_stands_between_parts_an_act_from_a_name(text, form, agent, patient):
    found = find_agency(eh.corpus_from(text), ACTORS)
    assert found["form"].tolist() == [form]
    assert [None if pd.isna(value) else value for value in found.loc[0, ["agent", "patient"]]] == [agent, patient]


def test_acts_are_counted_by_actor_and_form():
    events = find_agency(eh.corpus_from("Police arrested Quill. Quill was beaten. Quill was killed by Marl. Clashes erupted."), ACTORS)
    table = agency_by_actor(events).set_index("actor")
    assert table.loc["quill"].tolist() == [0, 3, 1, 0]
    assert table.loc["police", "acting_share"] == 1
    forms = agency_forms(events).set_index("category")
    assert forms.loc["harm"].tolist() == [0, 0.5, 0.5, 0, 2]
    assert forms.loc["event", "eventive"] == 1


def test_a_text_without_acts_gives_no_rows_and_the_same_columns():
    assert list(find_agency(eh.corpus_from("It rains."), ACTORS)) == list(find_agency(eh.corpus_from("Clashes erupted."), ACTORS))
    assert find_agency(eh.corpus_from("")).empty


def test_every_verb_has_all_its_forms():
    assert not read_lexicon("action_verbs").entries[["present", "past", "participle", "ing"]].eq("").to_numpy().any()
