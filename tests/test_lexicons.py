from __future__ import annotations

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import evenhand as eh
from evenhand.errors import LexiconError
from evenhand.lexicons import Lexicon, find_terms, lexicon_names, read_lexicon
from evenhand.words import TOKEN, normal, words_of

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
        ("ca*lm,good\n", 'line 2: "ca*lm" has a * that does not end a word; expected it at the end, after at least one letter'),
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


VOCABULARY = st.sampled_from(["war", "wars", "cold", "peace", "the", "a", ".", "Warm"])


@given(
    st.lists(VOCABULARY, max_size=30),
    st.lists(st.lists(st.sampled_from(["war", "war*", "cold", "peace", "a"]), min_size=1, max_size=3), max_size=6),
)
def test_matching_agrees_with_a_slow_reference(words, terms):
    text, entries = " ".join(words), sorted({" ".join(term) for term in terms})
    corpus = eh.corpus_from([text or "x"])
    found = find_terms(corpus.tokens, _lexicon(*entries)) if entries else pd.DataFrame({"start": []})
    got = [(row.start, row.end, row.term) for row in found.itertuples()] if len(found) else []
    assert got == _reference(text, corpus, entries)


def _reference(text, corpus, entries):
    """Try every entry at every token of every sentence; drop what lies inside a longer match."""
    matches = []
    for sentence in corpus.sentences.itertuples():
        tokens = [
            (m.start() + sentence.start, m.end() + sentence.start)
            for m in TOKEN.finditer(text[sentence.start : sentence.end])
            if not m[0].isspace()
        ]
        for at in range(len(tokens)):
            for entry in entries:
                pieces = words_of(entry)
                window = tokens[at : at + len(pieces)]
                if len(window) == len(pieces) and all(
                    _fits(piece, normal(text[s:e])) for piece, (s, e) in zip(pieces, window, strict=True)
                ):
                    matches.append((window[0][0], window[-1][1], entry))
    longest = [m for m in matches if not any(o[0] <= m[0] and m[1] <= o[1] and o[:2] != m[:2] for o in matches)]
    one_each = {}
    for start, end, entry in longest:
        one_each.setdefault((start, end), []).append(entry)
    # Where two entries match the very same words, the exact one or the other may be named; the tests' lists decide by order.
    return [(start, end, _named(found)) for (start, end), found in sorted(one_each.items())]


def _fits(piece, word):
    return word.startswith(piece[:-1]) if piece.endswith("*") else word == piece


def _named(found):
    return min(found, key=lambda entry: (entry.count("*"), entry))
