"""What a word is: the pattern that cuts text into tokens, and the form in which words are compared."""

from __future__ import annotations

import re

_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
_APOSTROPHES = "'’ʼ"

# Every character of a text falls into exactly one match, so the lengths of the matches give the offsets.
TOKEN = re.compile(
    r"\s+"
    r"|(?:[^\W\d_]\.){2,}(?![^\W_])"  # U.S. and a.m. keep their dots
    r"|[^\W\d_]\.(?=\s+[^\W\d_a-z])"  # an initial before a name: J. Smith
    r"|\d+(?:[.,:]\d+)+"
    # A word may hold hyphens, apostrophes and characters that print nothing; a possessive 's is a token of its own,
    # so that the name before it stays whole.
    rf"|[^\W_](?:[\w{_INVISIBLE}]|[-{_APOSTROPHES}](?![sS](?!\w))(?=[^\W_]))*"
    rf"|[{_APOSTROPHES}][sS](?!\w)"
    r"|''|``|--+|\.\.\.+"
    r"|.",
    re.DOTALL,
)
_NORMAL = str.maketrans({"’": "'", "ʼ": "'", "‘": "'"} | dict.fromkeys(map(chr, (0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)), ""))


def normal(word: str) -> str:
    """Lower a word and straighten its apostrophes; characters that print nothing are dropped.

    Examples
    --------
    >>> normal("Don’t")
    "don't"
    """
    return word.translate(_NORMAL).lower()


def words_of(term: str) -> list[str]:
    """Cut a term of a word list as texts are cut; a ``*`` stays with its word.

    Examples
    --------
    >>> words_of("Lash* out at")
    ['lash*', 'out', 'at']
    """
    words: list[str] = []
    for word in TOKEN.findall(term):
        if word == "*" and words:
            words[-1] += word
        elif not word.isspace():
            words.append(normal(word))
    return words
