"""Word classes: what the rules know of a word, worked out once per distinct word and spread by code.

The classes are bits of one integer, so a rule asks ``bits & (DETERMINER | POSSESSIVE)``.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from evenhand.lexicons import read_lexicon
from evenhand.words import normal

_NAMES = (
    *("determiner", "possessive", "preposition", "subject_pronoun", "object_pronoun", "auxiliary", "negation"),
    *("adverb", "conjunction", "subordinator", "relative", "time", "verb", "noun"),
)  # the categories of the lexicon, in the order of the bits
DETERMINER, POSSESSIVE, PREPOSITION, SUBJECT, OBJECT, AUXILIARY, NEGATION = (1 << n for n in range(7))
ADVERB, CONJUNCTION, SUBORDINATOR, RELATIVE, TIME, VERB, NOUN = (1 << n for n in range(7, 14))
CAPITAL, NUMBER, OWNER, ED, HYPHEN = (1 << n for n in range(14, 19))  # by shape; OWNER is 's, ED a word in -ed
COMMA, STOP, COLON, SEMICOLON, DASH, BRACKET, MARK = (1 << n for n in range(19, 26))
PUNCTUATION = COMMA | STOP | COLON | SEMICOLON | DASH | BRACKET | MARK

_SIGNS = (
    {",": COMMA, ":": COLON, ";": SEMICOLON, "-": HYPHEN | DASH}
    | dict.fromkeys((".", "?", "!", "...", "…"), STOP)
    | dict.fromkeys(("--", "—", "–"), DASH)
    | dict.fromkeys("()[]", BRACKET)
    | dict.fromkeys(('"', "“", "”", "„", "«", "»", "''", "``"), MARK)
)


def word_bits(words: list[str]) -> npt.NDArray[np.int64]:
    """Return the classes of distinct words as printed.

    Examples
    --------
    >>> [bool(bits & AUXILIARY) for bits in word_bits(["was", "Lind"])]
    [True, False]
    """
    return np.fromiter(map(_bits, words), np.int64, len(words))


@cache
def _known() -> dict[str, int]:
    bit = {name: 1 << n for n, name in enumerate(_NAMES)}
    entries = read_lexicon("function_words").entries
    listed = zip(entries["term"], entries["category"], entries["also"], strict=True)
    return {term: sum(bit.get(name, 0) for name in {category, *also.split()}) for term, category, also in listed}


def _bits(word: str) -> int:
    if word in _SIGNS:
        return _SIGNS[word]
    lower = normal(word)
    if lower == "'s":
        return OWNER
    bits = _known().get(lower, -1)
    # A capital makes a name of what is else a noun ("Reed", "Supply"); other listed words keep their class.
    if bits >= 0 and (word.islower() or len(word) == 1 or not bits & NOUN):
        return bits | (CAPITAL if word[0].isupper() and bits & TIME else 0)
    return _shape(word, lower)


def _shape(word: str, lower: str) -> int:
    if word[0].isupper():
        return CAPITAL
    if word[0].isdigit():
        return NUMBER
    if lower.endswith("ly"):
        return ADVERB
    return ED if lower.endswith("ed") else 0
