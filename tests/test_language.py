from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import evenhand as eh
from evenhand.language.inflection import forms_of, inflected, read_inflected
from evenhand.lexicons import Lexicon, read_lexicon

STANCE = ["boosters", "emotive", "euphemisms", "hedges", "presuppositions", "subjectives"]
PIECES = [
    '"It is a disgrace," said Mayor Ada Quill.',
    "Rivals slammed the fiasco.",
    "Turnout was 41 percent, officials said.",
    "She called it “a shameless farce” on Monday.",
    "It may rain.",
    "",
]
TEXTS = st.lists(st.lists(st.sampled_from(PIECES), max_size=4).map("\n\n".join), min_size=1, max_size=3)


def _found(text, *lexicons):
    return eh.find_language(eh.corpus_from(text), lexicons)["term"].tolist()


def test_marks_name_list_class_and_place():
    corpus = eh.corpus_from("The fiasco may end.")
    marks = eh.find_language(corpus)
    assert marks[["lexicon", "term", "start", "end"]].to_numpy().tolist() == [["loaded", "fiasco", 4, 10], ["hedges", "may", 11, 14]]


@pytest.mark.parametrize(
    ("term", "kinds", "forms"),
    [
        ("slam", "v", ["slam", "slams", "slammed", "slamming"]),
        ("cave in", "v", ["cave in", "caves in", "caved in", "caving in"]),
        ("witch hunt", "n", ["witch hunt", "witch hunts"]),
        ("bully", "nv", ["bully", "bullies", "bullied", "bullying"]),
        ("lie about", "v", ["lie about", "lies about", "lied about", "lying about"]),
        ("panic", "v", ["panic", "panics", "panicked", "panicking"]),
        ("cancel", "v", ["cancel", "cancels", "canceled", "canceling", "cancelled", "cancelling"]),
        ("flip-flop", "v", ["flip-flop", "flip-flops", "flip-flopped", "flip-flopping"]),
        ("tear into", "v", ["tear into", "tears into", "tore into", "torn into", "tearing into"]),
        ("have to", "v", ["have to", "has to", "had to", "having to"]),
        ("yes-man", "n", ["yes-man", "yes-men"]),
        ("free", "v", ["free", "frees", "freed", "freeing"]),
        ("deep state", "", ["deep state"]),
    ],
)
def test_forms_follow_rules_and_exceptions(term, kinds, forms):
    assert forms_of(term, kinds) == forms


def test_a_form_that_is_listed_itself_stays_its_own_entry():
    entries = pd.DataFrame({"term": ["load", "loaded"], "category": "x", "forms": ["v", ""]}, dtype="str")
    lemmas = inflected(Lexicon("own", "", "", "", "", entries)).column("lemma")
    assert lemmas == {"load": "load", "loaded": "loaded", "loading": "load", "loads": "load"}


@pytest.mark.parametrize("name", ["loaded", *STANCE])
def test_every_entry_stands_among_its_forms(name):
    assert set(read_inflected(name).column("lemma").values()) == set(read_lexicon(name).entries["term"])


def test_the_lists_are_as_large_as_they_must_be():
    assert len(read_lexicon("loaded").entries) >= 3000
    assert sum(len(read_lexicon(name).entries) for name in STANCE) >= 1200


@pytest.mark.parametrize("name", ["loaded", *STANCE])
def test_every_class_says_what_it_means_and_is_used(name):
    lexicon = read_lexicon(name)
    assert set(lexicon.entries["category"]) == set(lexicon.categories)


@pytest.mark.parametrize(
    ("text", "lexicon", "terms"),
    [
        ("It may rain.", "hedges", ["may"]),
        ("May rain fall.", "hedges", ["may"]),
        ("May 5 was dry.", "hedges", []),
        ("He met Theresa May on Monday.", "hedges", []),
        ("Military might decides.", "hedges", []),
        ("Clear water ran.", "boosters", []),
        ("It is clear that costs rose.", "boosters", ["it is clear that"]),
        ("The offensive line held.", "loaded", []),
        ("It was an offensive remark.", "loaded", []),
        ("Her remark was offensive.", "loaded", ["offensive"]),
        ("The bomb blast hurt two.", "loaded", []),
        ("Rivals blasted the plan.", "loaded", ["blast"]),
        ("Officers managed to escape.", "presuppositions", ["manage to"]),
        ("They forgot to vote.", "presuppositions", ["forget to"]),
        ("It was ironic that rain fell.", "presuppositions", ["was ironic that"]),
        ("Civilians died as collateral damage.", "euphemisms", ["collateral damage"]),
        ("Butchers slaughtered the destitute.", "emotive", ["butcher", "slaughter", "destitute"]),
    ],
)
def test_a_word_counts_where_its_frame_allows(text, lexicon, terms):
    assert _found(text, lexicon) == terms


def test_a_condition_does_not_look_into_the_next_sentence():
    entries = pd.DataFrame({"term": ["offensive"], "category": "x", "not_before": "line"}, dtype="str")
    book = Lexicon("own", "", "", "", "", entries)
    assert _found("It was offensive. Line up!", book) == ["offensive"]
    assert _found("An offensive line up!", book) == []


def test_a_loaded_sentence_is_likelier_than_a_dry_one():
    loaded, dry, empty = eh.loaded_language(
        ["The shameless hacks gloated over the debacle.", "Turnout was 41 percent, officials said.", ""]
    )
    assert loaded > 0.9
    assert dry < 0.3
    assert math.isnan(empty)


def test_loaded_language_of_no_text_is_no_score():
    assert eh.loaded_language([]).shape == (0,)
    assert len(eh.loaded_words([])) == 0


def test_typography_changes_no_probability():
    curly = eh.loaded_language(["Rivals didn’t “cave in” — they slammed the deal…"])
    assert curly.tolist() == eh.loaded_language(['Rivals didn\'t "cave in" -- they slammed the deal...']).tolist()


def test_loaded_words_are_what_is_printed():
    texts = ["", "Rivals SLAMMED the plan.", "The witch hunts began."]
    words = eh.loaded_words(texts)
    assert words[["text_id", "word", "term"]].to_numpy().tolist() == [[1, "SLAMMED", "slam"], [2, "witch hunts", "witch hunt"]]
    assert [texts[row.text_id][row.start : row.end] for row in words.itertuples()] == words["word"].tolist()


def test_moving_a_loaded_word_into_a_quotation_moves_one_count():
    texts = [
        'Ada Quill said of the fiasco: "The plan is new and it will stay."',
        'Ada Quill said of it: "The plan is new and the fiasco will stay."',
    ]
    counts = []
    for text in texts:
        corpus = eh.corpus_from(text)
        scored = eh.loaded_by_voice(corpus.with_tables(quotes=eh.find_quotes(corpus)))
        counts.append(scored.groupby("voice")["n_loaded"].sum().to_dict())
    assert counts == [{"quoted": 0, "reporter": 1}, {"quoted": 1, "reporter": 0}]


@settings(max_examples=10)
@given(TEXTS)
def test_the_voices_add_up_on_every_measure(texts):
    corpus = eh.find_all(eh.corpus_from(texts))
    n_words, n_loaded = corpus.features["n_words"].sum(), int((corpus.terms["lexicon"] == "loaded").sum())
    by_voice, by_part, style = eh.loaded_by_voice(corpus), eh.language_by_part(corpus), eh.count_style(corpus)
    assert (by_voice["n_words"].sum(), by_voice["n_loaded"].sum()) == (n_words, n_loaded)
    assert by_part["n_words"].sum() == style["n_words"].sum() == n_words
    assert by_part["n_loaded"].sum() == n_loaded
    assert round(style["n_sentences"].sum()) == len(corpus.sentences)


def test_sentences_and_their_measures_are_joined_to_the_side_they_name():
    sides = {"government": {"names": ["Edda Corvell"], "patterns": ["* ministry"]}, "opposition": {"names": ["Civic League"]}}
    corpus = eh.corpus_from("Corvell smiled. The shambolic Transport Ministry slammed it. It rained. The Civic League met Corvell.")
    named = eh.sentences_by_side(corpus, sides)
    assert named["side"].tolist() == ["government", "government", "both"]
    summed = eh.by_side_named(eh.loaded_by_voice(corpus), named, ["government", "opposition"], ["n_loaded"])
    assert summed.drop(columns="article_id").to_numpy().tolist() == [[2.0, 2.0, 0.0, 0.0]]


def test_a_study_without_sides_speaks_of_none():
    corpus = eh.corpus_from("It rained. It poured.")
    named = eh.sentences_by_side(corpus, {})
    assert len(named) == 0
    assert eh.by_side_named(eh.loaded_by_voice(corpus), named, [], ["n_loaded"]).to_numpy().tolist() == [["1"]]


def test_marks_are_counted_by_part_only_where_there_are_terms():
    with pytest.raises(eh.EvenhandError, match=r"^the corpus has no terms table yet; expected a corpus from find_all\(\)$"):
        eh.language_by_part(eh.corpus_from("It rains."))
