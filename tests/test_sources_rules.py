from __future__ import annotations

import pandas as pd
import pytest
from test_sources import quotes_of, sources_in, spoken

import evenhand as eh
from evenhand.errors import ParameterError, StudyError
from evenhand.lexicons import read_lexicon
from evenhand.sources import SCHEMES, find_sources, recode_sources
from evenhand.sources.codes import TYPES


@pytest.mark.parametrize(
    ("text", "speakers", "numbers"),
    [
        ("The Quennet Herald said yes. The newspaper said no.", ["The Quennet Herald", "The newspaper"], [0, 0]),
        ("Ana Lind and Ben Roe met. They said yes. The two said no.", ["They", "The two"], [0, 0]),
        ("Mr. Roe met Ida Roe. Mr. Roe said yes. Ida Roe said no.", ["Mr. Roe", "Ida Roe"], [0, 1]),
        ("Ana Lind said yes. Lind herself said no.", ["Ana Lind", "Lind herself"], [0, 0]),
        ("Ana Lind said yes. In Lind's view it said no.", ["Ana Lind", "Lind's view"], [0, 0]),
        (
            "A House panel said yes. The House Water and Weir Committee said no.",
            ["A House panel", "The House Water and Weir Committee"],
            [0, 0],
        ),
        ("Writer Tom Will said yes. Will said no.", ["Writer Tom Will", "Will"], [0, 0]),
        ("Ana Lind, who said no and who said yes.", ["who", "who"], [0, 0]),
        ("Ben Roe met Ana Lind, a teacher from Corvell, who said no. Roe said yes.", ["who", "Roe"], [0, 1]),
        ("Estate agent and radio host Ana Lind said no. Lind said yes.", ["Estate agent and radio host Ana Lind", "Lind"], [0, 0]),
        ("Ana Lind met Ben Lind. Ben Lind said no. Lind said yes.", ["Ben Lind", "Lind"], [0, 1]),
        ("A Lind-endorsed plan. Ana Lind said no. Lind said yes.", ["Ana Lind", "Lind"], [0, 0]),
        ("The campaign of Ben Roe met. Ana Lind's campaign said no. Her team said yes.", ["Ana Lind's campaign", "Her team"], [0, 0]),
    ],
)
def test_one_source_has_many_names(text, speakers, numbers):
    _, quotes = spoken(text, *speakers)
    assert quotes["source_id"].tolist() == numbers


@pytest.mark.parametrize(("headline", "lead"), [("Ana", "Ana Lind"), ("Lind", "Ana Lind"), ("Poll", "A poll by the Herald")])
def test_a_headline_has_the_sources_of_its_lead(headline, lead):
    text = f"{headline} Says Yes To Trains.\n\n{lead} said no."
    assert sources_in(text, [(headline, "Says", "Yes"), (lead, "said", "no")])[1]["source_id"].tolist() == [0, 0]


def test_a_row_of_relative_clauses_has_no_end_that_matters():
    corpus = eh.corpus_from("Ana Lind, " + "who left and " * 3000 + "who said no.")
    start = corpus.text("1").rindex("who")
    quotes = quotes_of(corpus, [[("who", "said", "no")]]).assign(speaker_start=start, speaker_end=start + 3)
    assert find_sources(corpus, quotes)[0]["name"].tolist() == ["Ana Lind"]


def test_several_quotes_of_one_printed_speaker_have_one_source():
    corpus = eh.corpus_from("An aide said yes and no.")
    quotes = pd.concat([quotes_of(corpus, [[("An aide", "said", content)]]) for content in ("yes", "no")], ignore_index=True)
    assert find_sources(corpus, quotes)[1]["source_id"].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("text", "cue", "goes_on"),
    [
        ("Ana Lind said yes, adding that it rains.", "adding", True),
        ("Ana Lind said yes. Questions came, adding that it rains.", "adding", False),
        ("Ana Lind said yes and vowed that it rains.", "vowed", True),
        ("Ana Lind said yes. Asked about it, nobody knew.", "Asked", False),
        ("Ana Lind said yes when asked whether it rains.", "asked", False),
    ],
)
def test_a_cue_without_a_speaker_goes_on_in_its_sentence_alone(text, cue, goes_on):
    sources, quotes = sources_in(text, [("Ana Lind", "said", "yes"), (None, cue, text.split()[-1])])
    assert (sources.iloc[quotes["source_id"][1]]["anonymity"] != "hidden") == goes_on


@pytest.mark.parametrize(
    ("text", "speaker", "kind"),
    [
        ("One of those pollsters said it.", "One of those pollsters", "expert"),
        ("About four in 10 Quennet voters said it.", "About four in 10 Quennet voters", "citizen"),
        ("Otto Brandt, president of Kestrel Strategies, said it.", "Otto Brandt, president of Kestrel Strategies,", "business"),
        ("The ex-wife of Otto Brandt said it.", "The ex-wife of Otto Brandt", "citizen"),
        ("A Democratic strategist said it.", "A Democratic strategist", "party"),
        ("Some advocates for stem cell research said it.", "Some advocates for stem cell research", "civil_society"),
        ("The Marl Valley Tribune said it.", "The Marl Valley Tribune", "media"),
        ("A poll out this week said it.", "A poll out this week", "document"),
        ("Cologne police said it.", "Cologne police", "foreign"),
        ("ROE: It rains, he said.", "ROE", "media"),
    ],
)
def test_a_type_comes_from_head_noun_owner_or_name(text, speaker, kind):
    assert spoken(text, speaker)[0]["type"].tolist() == [kind]


def test_letters_belong_to_those_who_sign_them():
    text = "LETTERS.\n\nI said it rains.\n\nAna Lind.\n\nPellbrook, Lorvia.\n\nI said it snows.\n\nBen Roe.\n\nQuennet, Lorvia.\n"
    corpus = eh.corpus_from(text)
    starts = [text.index("I said"), text.rindex("I said")]
    rows = [["1", n, [[at + 7, at + 15]], "I", at, at + 1, "said", at + 2, at + 6] for n, at in enumerate(starts)]
    sources, _ = find_sources(corpus, quotes_of(corpus, [[]]).reindex(range(0)).pipe(lambda none: pd.DataFrame(rows, columns=none.columns)))
    assert sources[["name", "type", "anonymity"]].to_numpy().tolist() == [["Ana Lind", "citizen", "named"], ["Ben Roe", "citizen", "named"]]


@pytest.mark.parametrize(
    ("text", "cue", "negated"),
    [
        ("Ana Lind declined to comment on it.", "declined to comment", True),
        ("Nobody said it rains.", "said", True),
        ("Ana Lind had no plans for it.", "had", True),
        ("Ana Lind had nothing but praise for it.", "had nothing but praise", False),
        ("Ana Lind has yet to say it.", "has yet to say", True),
        ("Ana Lind avoided direct talk of it.", "avoided direct talk of", True),
        ("None of the rivals said it.", "said", True),
        ("Not everyone said it.", "said", True),
    ],
)
def test_what_was_not_said_is_negated(text, cue, negated):
    _, quotes = sources_in(text, [("Ana Lind" if "Ana Lind" in text else text.split(" said")[0], cue, text.split()[-1])])
    assert quotes["negated"].tolist() == [negated]


def test_a_study_adds_its_own_lists():
    lists = {"roles": {"sluice keeper": "executive"}, "institutions": {"Marlwatch": "media"}, "public_figures": {"Zed Quill": "celebrity"}}
    text = "The sluice keeper said it. Marlwatch said so. Zed Quill said no."
    corpus = eh.corpus_from(text)
    quotes = quotes_of(corpus, [[(name, "said", "it") for name in ("The sluice keeper", "Marlwatch", "Zed Quill")]])
    assert find_sources(corpus, quotes, lists=lists)[0]["type"].tolist() == ["executive", "media", "celebrity"]


@pytest.mark.parametrize(
    ("lists", "message"),
    [
        ({"role": {}}, 'there is no list "role" (did you mean "roles"?); expected titles, roles, institutions, metonyms, public_figures'),
        ({"roles": ["a"]}, 'lists.roles is [\'a\']; expected a table such as "harbour master" = "executive"'),
    ],
)
def test_a_faulty_list_names_its_fault(lists, message):
    corpus = eh.corpus_from("It rains.")
    with pytest.raises(StudyError) as fault:
        find_sources(corpus, quotes_of(corpus, [[]]), lists=lists)
    assert str(fault.value) == message


def test_first_names_show_gender_only_where_they_are_switched_on():
    corpus = eh.corpus_from("Peter Lind said it. Mrs. Roe said so.")
    quotes = quotes_of(corpus, [[("Peter Lind", "said", "it"), ("Mrs. Roe", "said", "so")]])
    shown = {switch: find_sources(corpus, quotes, first_names=switch)[0]["gender"].tolist() for switch in (True, False)}
    assert shown == {True: ["male", "female"], False: ["unknown", "female"]}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_type_has_a_category_in_every_scheme(scheme):
    sources = pd.DataFrame({"type": TYPES, "role": "spokesperson", "former": False, "anonymity": "named"})
    assert recode_sources(sources, scheme).ne("").all()
    assert recode_sources(sources, scheme).notna().all()


def test_an_unknown_scheme_names_the_nearest():
    with pytest.raises(ParameterError, match='scheme is "gmp" \\(did you mean "gmmp"\\?\\)'):
        recode_sources(pd.DataFrame(), "gmp")


def test_no_cue_word_is_hidden_by_a_verb():
    verbs = read_lexicon("reporting_verbs").entries
    assert read_lexicon("cue_words").words().isdisjoint({*verbs["term"], *" ".join(verbs["forms"]).split()})


def test_the_lists_are_as_long_as_promised():
    own = sum(len(read_lexicon(name).entries) for name in ("titles", "roles", "institutions"))
    assert own >= 600
    assert len(read_lexicon("reporting_verbs").entries) >= 400
    assert len(read_lexicon("public_figures").entries) >= 400
