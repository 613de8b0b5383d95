"""Syllables of a word, by its vowels: good enough for averages over a text, not for verse."""

from __future__ import annotations

import re

from evenhand.words import normal

_VOWELS = re.compile(r"[aeiouyàâäéèêëîïôöûü]+")
# Vowels that stand together but sound apart: radio, actual, going, employee, video, idea, prism.
_APART = re.compile(
    r"(?<![cstgl])i[ao](?!u)|[^cstgxn]ious|(?<!q)ua(?=[lt])|[aeiou]ing$|[aeiou]y(?=[aeiou])|eo$|[aeiou][^aeiou]+ea$|scien|ciet|sm$|creat"
)
# Endings whose e is silent: voice, asked, makes, lately; but not table, centre, wanted, houses.
_SILENT = re.compile(
    r"(?<=[aeiouy])[^aeiouy]*(?<![tc]r)(?<![^aeiouy]l)e$|(?<=[^aeiouydt])(?<![^aeiouy]l)ed$|(?<=[^aeiouycgsxzhl])es$|(?<=[aeiou]l)es$|(?<=[^aeiouyl])ely$"
)


def syllables(word: str) -> int:
    """Count the syllables of a word: one for each run of vowels, but for silent endings and vowels that part.

    Parameters
    ----------
    word
        As printed; a compound counts part by part. Digits and letters without a vowel count one.

    Notes
    -----
    Right for about nine words in ten; wrong where spelling does not show it ("business", "every").

    Examples
    --------
    >>> [syllables(word) for word in ("strike", "table", "created", "minister", "radio", "well-known")]
    [1, 2, 3, 3, 3, 2]
    """
    return sum(_count(part) for part in normal(word).split("-") if part) or 1


def _count(part: str) -> int:
    runs = len(_VOWELS.findall(part)) + len(_APART.findall(part))
    return max(1, runs - bool(_SILENT.search(part)))
