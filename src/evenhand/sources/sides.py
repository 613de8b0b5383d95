"""Sides: which camp of a dispute a source belongs to, by the names, types and patterns of a study."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from evenhand.errors import StudyError, nearest
from evenhand.sources.nouns import AGAINST

Sides = Mapping[str, Mapping[str, Sequence[str]]]

KEYS = ("names", "types", "patterns")
UNKNOWN = "unknown"
# Nouns whose owner is on the other side: "critics of Corvell".


class SideFinder:
    """Sides of a study, checked and ready to match.

    Raises
    ------
    StudyError
        If a side has a key that means nothing, a type that does not exist, or a list that is none.

    Examples
    --------
    >>> sides = SideFinder({"government": {"names": ["Edda Corvell"], "patterns": ["* ministry"]}}, ["executive"])
    >>> sides.find(["Corvell"]), sides.find(["the Transport Ministry"]), sides.find(["Lind"])
    ('government', 'government', 'unknown')
    """

    def __init__(self, sides: Sides | None, types: Sequence[str]) -> None:
        self._names: list[tuple[str, list[str]]] = []
        self._patterns: list[tuple[str, re.Pattern[str]]] = []
        self._types: dict[str, str] = {}
        for side, table in (sides or {}).items():
            _check(side, table, types)
            self._names += [(side, _words(name)) for name in table.get("names", ())]
            self._patterns += [(side, _pattern(pattern)) for pattern in table.get("patterns", ())]
            for kind in table.get("types", ()):
                self._types.setdefault(kind, side)

    def find(self, names: Sequence[str], *, described: Iterable[str] = (), kind: str = "", unnamed: bool = False) -> str:
        """Return the side of a source.

        Parameters
        ----------
        names
            Everything it is called in the article.
        described
            What the article says it is ("Civic League leader").
        kind
            Its type.
        unnamed
            Whether the names are descriptions ("a League source"), which match where they hold a name.
        """
        called = [_words(name) for name in names]
        if unnamed and any(set(words) & AGAINST for words in called):
            return UNKNOWN
        texts = [_words(text) for text in described]
        match = _holds if unnamed else _is_part
        for side, wanted in self._names:
            if any(match(words, wanted) for words in called):
                return side
        for side, pattern in self._patterns:
            if any(pattern.fullmatch(" ".join(words) + " ") for words in [*called, *texts]):
                return side
        for side, wanted in self._names:
            if len(wanted) > 1 and any(_inside(wanted, words) for words in texts):
                return side
        return self._types.get(kind, UNKNOWN)


def _check(side: str, table: Mapping[str, Sequence[str]], types: Sequence[str]) -> None:
    if not isinstance(table, Mapping):
        raise StudyError(f"sides.{side} is {table!r}; expected a table with {', '.join(KEYS)}")
    for key, values in table.items():
        if key not in KEYS:
            raise StudyError(f'sides.{side} has a key "{key}"{nearest(key, KEYS)}; expected {", ".join(KEYS)}')
        if isinstance(values, str) or not all(isinstance(value, str) and value.strip() for value in values):
            raise StudyError(f'sides.{side}.{key} is {values!r}; expected a list of texts such as {key} = ["..."]')
    for kind in table.get("types", ()):
        if kind not in types:
            raise StudyError(f'sides.{side}.types has "{kind}"{nearest(kind, types)}; expected one of: {", ".join(types)}')


def _words(name: str) -> list[str]:
    words = re.findall(r"[\w*][\w.*&'’-]*", name.lower().replace("’", "'"))
    words = [word.removesuffix("'s").rstrip(".'") or word for word in words]
    return words[1:] if words[:1] == ["the"] and len(words) > 1 else words


def _pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern: ``*`` alone stands for any words, also for none; at the end of a word for any ending."""
    text = ""
    for word in _words(pattern):
        if word == "*":
            text += r"(?:\S+ )*"
        else:
            text += re.escape(word).replace(r"\*", r"\S*") + " "
    return re.compile(text)


def _is_part(words: list[str], wanted: list[str]) -> bool:
    """Tell whether a name is one side's: the whole, its last words, its acronym, or a longer form of it."""
    if not words or not wanted:
        return False
    if words == wanted[-len(words) :] or _inside(wanted, words):
        return True
    letters = "".join(word[0] for word in wanted)
    return len(letters) > 1 and words == [letters]


def _holds(words: list[str], wanted: list[str]) -> bool:
    return _inside(wanted, words) or (
        len(wanted) > 1 and len(wanted[-1]) > 3 and wanted[-1] in words and wanted[-1] not in {"party", "union"}
    )


def _inside(short: list[str], long: list[str]) -> bool:
    n = len(short)
    return n > 0 and any(long[at : at + n] == short for at in range(len(long) - n + 1))
