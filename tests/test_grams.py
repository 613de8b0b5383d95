from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.grams import cut_words, learn_grams, packed_grams, unpacked_grams, word_spans

TEXTS = ["The tax cut failed.", "A tax cut; the tax-cut plan.", "", "Isn’t the plan over?"]


def test_counts_are_those_of_a_plain_loop():
    grams = learn_grams(cut_words(TEXTS), least=1, least_letters=None)
    matrix = grams.matrix(cut_words(TEXTS)).toarray()
    for row, text in enumerate(TEXTS):
        words = text.lower().replace("’", "'").replace("-", " ").replace(".", "").replace(";", "").replace("?", "").split()
        uses = [*words, *(f"{one} {two}" for one, two in pairwise(words))]
        plain = np.array(
            [(1 + np.log(uses.count(term))) * idf if term in uses else 0 for term, idf in zip(grams.terms, grams.idf, strict=True)]
        )
        assert matrix[row] == pytest.approx(plain / max(np.linalg.norm(plain), 1e-9))


def test_groups_of_letters_stay_inside_a_word():
    grams = learn_grams(cut_words(["ab cd"]), least=1, least_letters=1)
    assert grams.letters == (" ab", " ab ", " cd", " cd ", "ab ", "cd ")


@pytest.mark.parametrize("dash", ["—", "–", "-", "--", " - "])
def test_typography_does_not_change_words(dash):
    assert cut_words([f"“It isn’t over”{dash}yet…"]).words == ["it", "isn't", "over", "yet"]


def test_a_vocabulary_survives_storage():
    grams = learn_grams(cut_words(TEXTS), least=1, least_letters=1)
    stored = unpacked_grams(packed_grams(grams, "v"), "v")
    assert (stored.terms, stored.letters) == (grams.terms, grams.letters)
    assert stored.idf == pytest.approx(grams.idf, abs=1e-6)


@given(st.lists(st.text(alphabet="aB’'-—… .,1é\n", max_size=30), max_size=4))
def test_spans_are_the_words(texts):
    tokens = cut_words(texts)
    cut = [text[start:end].lower().replace("’", "'") for text in texts for start, end in word_spans(text)]
    assert cut == [tokens.words[code] for code in tokens.codes]
