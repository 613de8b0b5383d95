"""The columnar matcher against a plain one that tries every entry at every place, mark by mark and cell by cell."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import evenhand as eh
from evenhand.lexicons import Lexicon, find_terms
from evenhand.lexicons.patterns import GAP
from evenhand.words import normal

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "polnear_dev.jsonl"


def _book(entries):
    table = pd.DataFrame(entries, columns=["term", "category", "condition"], dtype="str")
    return Lexicon("own", "", "", "", "", table.sort_values("term", ignore_index=True))


def _fits(piece, word):
    letters = piece.strip("*")
    if piece.startswith("*") and piece.endswith("*"):
        return letters in word
    if piece.startswith("*"):
        return word.endswith(letters)
    return word.startswith(letters) if piece.endswith("*") else word == letters


def _runs(phrase, words, known):
    """First and last place of each run of words that a phrase matches in one sentence."""
    pieces = phrase.split()
    for at in range(len(words) - len(pieces) + 1):
        if all(known.setdefault((piece, word), _fits(piece, word)) for piece, word in zip(pieces, words[at:], strict=False)):
            yield at, at + len(pieces) - 1


def _clauses(condition):
    return {
        name.strip(): [value.strip() for value in values.split("/")]
        for name, _, values in (clause.partition(":") for clause in condition.split(";") if clause)
    }


def _matches(entry, words, known):
    """Places an entry matches in one sentence: a list of spans of its own words."""
    told = _clauses(entry.condition)
    parts = [part.strip() for part in entry.term.split(GAP)]
    found = [[run] for run in _runs(parts[0], words, known)]
    if len(parts) == 2 and found:
        ends = list(_runs(parts[1], words, known))
        nearest = {}
        for (left,) in found:
            later = [end for end in ends if end[0] > left[1]]
            if later and sum(any(map(str.isalnum, word)) for word in words[left[1] + 1 : later[0][0]]) <= int(told.get("within", ["5"])[0]):
                nearest[later[0]] = left
        found = [[left, right] for right, left in nearest.items()]
    for spans in found:
        behind = {first for value in told.get("not before", ()) for first, _ in _runs(value, words, known)}
        ahead = {last for value in told.get("not after", ()) for _, last in _runs(value, words, known)}
        if spans[-1][1] + 1 not in behind and spans[0][0] - 1 not in ahead:
            yield spans


def _plainest(entry):
    return entry.term.count(GAP), entry.term.count("*"), entry.term


def _reference(corpus, book):
    """Every mark as (article, first character, last, term), the slow way."""
    first_words, known, marks = {}, {}, []
    entries = list(book.entries.itertuples(index=False))
    for (article, _), rows in corpus.tokens.groupby(["article_id", "sentence_id"], observed=True):
        words = [normal(word) for word in rows["word"]]
        for word in set(words) - first_words.keys():
            first_words[word] = [entry for entry in entries if _fits(entry.term.split()[0], word)]
        here = {entry.term: entry for word in set(words) for entry in first_words[word]}
        found = [(spans, entry) for entry in here.values() for spans in _matches(entry, words, known)]
        starts, ends = rows["start"].tolist(), rows["end"].tolist()
        marks += [(article, starts[spans[0][0]], ends[spans[-1][1]], entry.term) for spans, entry in _kept(found)]
    return sorted(marks)


def _kept(found):
    plain = [(spans, entry) for spans, entry in found if len(spans) == 1]
    spread = [(spans, entry) for spans, entry in found if len(spans) == 2]
    spread = [
        (spans, entry)
        for spans, entry in spread
        if not any(other[0][0] <= spans[0][0] and spans[1][1] <= other[0][1] for other, _ in plain)
        and not any(
            (other[0][0], other[1][1]) == (spans[0][0], spans[1][1]) and _plainest(twin) < _plainest(entry) for other, twin in spread
        )
    ]
    covers = [(span, None) for spans, _ in spread for span in spans] + [(spans[0], entry) for spans, entry in plain]
    for spans, entry in plain:
        (first, last), hidden = spans[0], False
        for (begin, end), other in covers:
            same = (begin, end) == (first, last)
            hidden |= begin <= first and last <= end and (not same or other is None or _plainest(other) < _plainest(entry))
        if not hidden:
            yield spans, entry
    yield from spread


def _got(corpus, book):
    marks = find_terms(corpus.tokens, book, corpus.sentences)
    return sorted(zip(marks["article_id"], marks["start"], marks["end"], marks["term"], strict=True))


PIECES = st.sampled_from(["war", "war*", "*ar", "*a*", "cold", "peace", "a"])
TERMS = st.lists(PIECES, min_size=1, max_size=3).map(" ".join)
ENTRIES = st.tuples(
    st.one_of(TERMS, st.tuples(TERMS, TERMS).map(f" {GAP} ".join)), st.sampled_from(["", "not before: cold", "not after: a / the"])
)


@given(
    st.lists(st.sampled_from(["war", "wars", "cold", "peace", "the", "a", ".", "Warm", ","]), min_size=1, max_size=30),
    st.lists(ENTRIES, min_size=1, max_size=7, unique_by=lambda entry: entry[0]),
)
def test_matching_agrees_with_a_slow_reference(words, entries):
    corpus, book = eh.corpus_from(" ".join(words)), _book([(term, "x", condition) for term, condition in entries])
    assert _got(corpus, book) == _reference(corpus, book)


@pytest.mark.slow
@pytest.mark.skipif(not GOLD.is_file(), reason="needs the gold articles")
def test_counts_of_1500_entries_in_84_articles_agree_cell_by_cell():
    texts = [json.loads(line)["text"] for line in GOLD.read_text(encoding="utf-8").splitlines()]
    corpus = eh.corpus_from(texts)
    book = _book(_entries_from(corpus, 1500))
    expected = _reference(corpus, book)
    assert _got(corpus, book) == expected
    categories = book.column("category")
    cells = Counter((article, categories[term]) for article, _, _, term in expected)
    counts = eh.count_frames(texts, book).set_axis(corpus.articles["article_id"])
    assert counts.shape == (84, 15)
    assert {(article, name): row[name] for article, row in counts.iterrows() for name in counts if row[name]} == cells
    assert sum(cells.values()) > 10_000


def _entries_from(corpus, n):
    """Draw words, stems, endings, phrases and gaps from the texts themselves."""
    draw = random.Random(7)
    words = [normal(word) for word in corpus.tokens["word"].astype(str)]
    found = {}
    while len(found) < n:
        at = draw.randrange(len(words) - 8)
        run = words[at : at + draw.choice([1, 1, 2, 2, 3])]
        if not all(word.isalpha() for word in run) or (len(run) == 1 and len(run[0]) < 5):
            continue
        form = draw.randrange(6)
        if form == 1 and len(run[-1]) > 4:
            run[-1] = run[-1][:5] + "*"
        elif form == 2 and len(run[0]) > 4:
            run[0] = "*" + run[0][-4:]
        elif form == 3 and len(run) > 1:
            run[1:1] = [GAP]
        condition = draw.choice(["", "", "not before: the / of", "not after: a / the"]) + ("; within: 2" if GAP in run and at % 2 else "")
        found[" ".join(run)] = (" ".join(run), f"c{len(found) % 15}", condition.lstrip("; "))
    return list(found.values())
