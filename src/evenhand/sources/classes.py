"""Classes of words, as bits of one number: what a word is by its letters, by grammar and by the lists of names and verbs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import numpy as np
import numpy.typing as npt

from evenhand.lexicons import read_lexicon
from evenhand.words import normal

CAPITAL, CAPS, INITIAL, FUNCTION, DETERMINER, PREPOSITION, RELATIVE, AUXILIARY, CONJUNCTION = (1 << n for n in range(9))
OWNER, COMMA, STOP, NUMBER, MARK, VERB, TIME, PARTICLE = (1 << n for n in range(9, 17))
FEMALE, MALE, PERSONAL, GIVEN_FEMALE, GIVEN_MALE, COMMON = (1 << n for n in range(17, 23))
GIVEN = GIVEN_FEMALE | GIVEN_MALE

_GRAMMAR = {
    "determiner": DETERMINER, "preposition": PREPOSITION, "relative": RELATIVE, "auxiliary": AUXILIARY, "negation": AUXILIARY,
    "conjunction": CONJUNCTION, "possessive": DETERMINER, "object_pronoun": PERSONAL, "subject_pronoun": PERSONAL, "subordinator": FUNCTION,
    "time": TIME, "adverb": FUNCTION, "verb": VERB,
}  # fmt: skip
_FEMALE = frozenset({"she", "her", "hers", "herself"})
_MALE = frozenset({"he", "him", "his", "himself"})
_PARTICLES = frozenset(
    {"de", "da", "di", "du", "del", "della", "der", "den", "van", "von", "bin", "ibn", "al", "el", "la", "le", "ter", "ten", "dos", "y"}
)
_INITIALS = re.compile(r"[A-Z]\.[A-Z]\.")  # "J.M."
_PLACES = frozenset(
    {"U.S.", "U.K.", "U.N.", "E.U.", "D.C.", "L.A.", "A.P.", "N.Y.", "N.J.", "N.H.", "N.C.", "S.C.", "R.I.", "N.M.", "P.M."}
)


def word_bits(printed: list[str]) -> npt.NDArray[np.int64]:
    """Return the classes of distinct words.

    Examples
    --------
    >>> bits = word_bits(["Lind", "she", "UN"])
    >>> [bool(bit & CAPITAL) for bit in bits], [bool(bit & FEMALE) for bit in bits]
    ([True, False, True], [False, True, False])
    """
    known = _known()
    return np.fromiter((_shape(word) | known.get(normal(word), 0) for word in printed), np.int64, len(printed))


def _shape(word: str) -> int:
    letters = [letter for letter in word if letter.isalpha()]
    if not letters:
        if word in {",", "–", "—", "-", "--"}:
            return COMMA
        if word in {'"', "“", "”", "''", "``", "«", "»"}:
            return MARK
        return NUMBER if word[0].isdigit() else STOP
    if word in {"'s", "’s", "'S", "’S"}:
        return OWNER
    bits = CAPITAL if letters[0].isupper() and not word[0].isdigit() else 0
    if (len(letters) == 1 and len(word) <= 2 and bits and word not in {"I", "A"}) or (_INITIALS.fullmatch(word) and word not in _PLACES):
        bits |= INITIAL
    if len(letters) > 1 and all(letter.isupper() for letter in letters):
        bits |= CAPS
    return bits


@cache
def _known() -> dict[str, int]:
    """Return the classes of known words; the lists say which."""
    known: dict[str, int] = {}
    words = read_lexicon("function_words").column("category")
    groups: list[tuple[int, Iterable[str]]] = [(_GRAMMAR.get(category, 0), [word]) for word, category in words.items()]
    verbs = read_lexicon("reporting_verbs").entries
    groups.append((VERB, " ".join(verbs["forms"]).split()))
    names = read_lexicon("first_names").entries
    groups += [
        (GIVEN_FEMALE, names.loc[names["category"] == "female", "term"]),
        (GIVEN_MALE, names.loc[names["category"] == "male", "term"]),
    ]
    groups += [(GIVEN, names.loc[names["category"] == "either", "term"])]
    groups += [
        (FEMALE | PERSONAL, _FEMALE),
        (MALE | PERSONAL, _MALE),
        (PARTICLE, _PARTICLES),
        (COMMON, read_lexicon("sentence_starters").words()),
    ]
    for bit, members in groups:
        for word in members:
            known[word] = known.get(word, 0) | bit
    for word, bit in known.items():
        if bit & (DETERMINER | PREPOSITION | RELATIVE | AUXILIARY | CONJUNCTION | PERSONAL | TIME):
            known[word] |= FUNCTION
    return known
