from __future__ import annotations

import re

import pandas as pd
import pytest

import evenhand as eh
from evenhand.errors import LexiconError, ParameterError
from evenhand.lexicons import Lexicon, find_terms, lexicon_names, read_lexicon

ABOUT = 'title = "T"\nversion = "1.0"\nsource = "S"\nlicence = "CC0-1.0"\n[categories]\ngood = "g"\nbad = "b"\n'


def _write(folder, rows, about=ABOUT):
    (folder / "own.csv").write_text("term,category\n" + rows, encoding="utf-8")
    (folder / "own.toml").write_text(about, encoding="utf-8")
    return folder / "own.csv"


def _lexicon(*terms):
    return Lexicon("own", "", "", "", "", pd.DataFrame({"term": terms, "category": "x"}, dtype="str"))


@pytest.mark.parametrize("name", lexicon_names())
def test_every_list_that_ships_is_sound(name):
    lexicon = read_lexicon(name)
    assert len(lexicon.entries) > 0
    assert re.fullmatch(r"\d+\.\d+", lexicon.version)
    assert lexicon.entries["term"].is_monotonic_increasing


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("calm,good\ncalm,bad\n", 'line 3: "calm" stands on line 2 already; expected each term once'),
        ("calm ,good\n", 'line 2: "calm " has a stray space; expected "calm"'),
        ("Calm,good\n", 'line 2: "Calm" has a capital; expected "calm" (case is ignored in matching)'),
        ("calm,goood\n", 'line 2: category "goood" (did you mean "good"?) is not defined; expected one of: good, bad'),
        (",good\n", "line 2: an empty term; expected a word or phrase"),
        ("calm\n", "line 2: another number of fields than the header has; expected one value a column, quoted where it holds a comma"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path, rows, message):
    path = _write(tmp_path, rows)
    with pytest.raises(LexiconError) as raised:
        read_lexicon(path)
    assert f"{path}, {message}" in str(raised.value).splitlines()


def test_every_fault_of_a_file_is_listed(tmp_path):
    with pytest.raises(LexiconError) as raised:
        read_lexicon(_write(tmp_path, "Calm,good\ncalm ,bad\n"))
    assert len(str(raised.value).splitlines()) == 2


def test_an_unknown_list_names_the_nearest():
    with pytest.raises(LexiconError, match=r'^there is no list "hedge" \(did you mean "hedges"\?\); those there are: '):
        read_lexicon("hedge")


def test_a_list_without_its_description_is_refused(tmp_path):
    (tmp_path / "bare.csv").write_text("term,category\ncalm,good\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"bare\.toml: missing; a list needs this file with title, version, source and licence$"):
        read_lexicon(tmp_path / "bare.csv")


@pytest.mark.parametrize(
    ("terms", "text", "found"),
    [
        (["cost of living", "cost"], "The cost of living is a cost.", ["cost of living", "cost"]),
        (["grie*"], "Grief grieved; the agrieved grin.", ["grie*", "grie*"]),
        (["lash* out", "out"], "He lashed out. Out!", ["lash* out", "out"]),
        (["don't know"], "I don’t know.", ["don't know"]),
        (["end it"], "That is the end. It goes on.", []),
    ],
)
def test_longer_terms_win_and_phrases_stay_in_their_sentence(terms, text, found):
    tokens = eh.corpus_from(text).tokens
    assert find_terms(tokens, _lexicon(*terms))["term"].tolist() == found


@pytest.mark.parametrize(
    ("term", "condition", "text", "found"),
    [
        ("*gate", "", "Ferrygate and a gate, said the gatekeeper.", ["Ferrygate", "gate"]),
        ("*migra*", "", "Immigrants emigrate; migration.", ["Immigrants", "emigrate", "migration"]),
        ("*-wing", "", "A left-wing bird on the wing.", ["left-wing"]),
        ("anti-*", "", "Anti-war and anti war.", ["Anti-war"]),
        ("hold … accountable", "", "They hold the ministers accountable.", ["hold the ministers accountable"]),
        ("hold … accountable", "within: 1", "They hold the ministers accountable.", []),
        ("hold … accountable", "", "They hold on. He is accountable.", []),
        ("blame … for", "", "I blame you, blame him for it, for all.", ["blame him for"]),
        ("race", "not before: track / cours*", "The race, a race track, a race course.", ["race"]),
        ("rights", "not after: human / all", "Human rights and rights.", ["rights"]),
        ("race", "not before: against time", "A race against time, a race against him.", ["race"]),
        ("race", "not before: he", "A race. He ran.", ["race"]),
    ],
)
def test_an_entry_counts_where_it_says(term, condition, text, found):
    book = Lexicon("own", "", "", "", "", pd.DataFrame({"term": [term], "category": "x", "condition": condition}, dtype="str"))
    marks = find_terms(eh.corpus_from(text).tokens, book)
    assert [text[start:end] for start, end in zip(marks["start"], marks["end"], strict=True)] == found


def test_an_entry_may_count_in_the_headline_only():
    book = Lexicon(
        "own", "", "", "", "", pd.DataFrame({"term": ["ferry"], "category": ["x"], "condition": ["only in: headline"]}, dtype="str")
    )
    corpus = eh.corpus_from(
        "Ferry to be cut\n\nThe ferry to the islands will be cut, the harbour board of Lorvia said on Monday.", parts="auto"
    )
    assert find_terms(corpus.tokens, book, corpus.sentences)["start"].tolist() == [0]
    with pytest.raises(ParameterError, match=r'^"own" has entries that count in some parts only; expected sentences=corpus.sentences$'):
        find_terms(corpus.tokens, book)


def test_a_gap_covers_its_own_words_only():
    marks = find_terms(eh.corpus_from("They blame corrupt men for it.").tokens, _lexicon("blame … for", "blame", "corrupt"))
    assert marks["term"].tolist() == ["blame … for", "corrupt"]


def test_an_entry_of_two_categories_gives_two_rows():
    book = Lexicon("own", "", "", "", "", pd.DataFrame({"term": ["calm"], "category": ["good; quiet"]}, dtype="str"))
    assert find_terms(eh.corpus_from("Calm.").tokens, book)["category"].tolist() == ["good", "quiet"]
    assert book.words("quiet") == {"calm"}
