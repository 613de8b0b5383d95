"""What an entry of a list means: its words, its gap and its conditions."""

from __future__ import annotations

from typing import NamedTuple

from evenhand.words import TOKEN, normal

GAP = "…"
WITHIN = 5  # words that may stand in a gap unless the entry says otherwise
CONDITIONS = ("not before", "not after", "only in", "within")
PARTS = ("headline", "lead", "body")

Pieces = tuple[str, ...]  # words as they are compared; a * stays with its word


class Pattern(NamedTuple):
    """An entry, taken apart: one run of words, or two with a gap between them, and where it does not count."""

    segments: tuple[Pieces, ...]
    within: int
    not_before: tuple[Pieces, ...]
    not_after: tuple[Pieces, ...]
    only_in: tuple[str, ...]

    @property
    def looseness(self) -> tuple[int, int]:
        """Sort key that puts the plainest of several entries for the same words first."""
        return len(self.segments), sum(piece.count("*") for pieces in self.segments for piece in pieces)


def pattern_of(term: str, condition: str = "") -> Pattern:
    """Take a sound entry apart.

    Examples
    --------
    >>> pattern_of("hold* … accountable", "within: 3").segments
    (('hold*',), ('accountable',))
    """
    told = dict(clauses_of(condition))
    segments = tuple(pieces_of(segment) for segment in term.split(GAP))
    within = int(told["within"][0]) if "within" in told else WITHIN
    before, after = (tuple(pieces_of(value) for value in told.get(name, ())) for name in ("not before", "not after"))
    return Pattern(segments, within, before, after, tuple(told.get("only in", ())))


def clauses_of(condition: str) -> list[tuple[str, list[str]]]:
    """Cut a condition into its clauses: name and values.

    Examples
    --------
    >>> clauses_of("not before: track / field; only in: headline")
    [('not before', ['track', 'field']), ('only in', ['headline'])]
    """
    parted = [clause.partition(":") for clause in condition.split(";")] if condition.strip() else []
    return [(name.strip(), [value.strip() for value in values.split("/") if value.strip()]) for name, _, values in parted]


def pieces_of(phrase: str) -> Pieces:
    """Cut a phrase into words as texts are cut; a ``*`` at either end of a word stays with it.

    Examples
    --------
    >>> pieces_of("Pro-* *gate don’t")
    ('pro-*', '*gate', "don't")
    """
    return tuple(piece for chunk in phrase.split() for piece in _pieces_of_chunk(chunk))


def _pieces_of_chunk(chunk: str) -> list[str]:
    opens, closes = chunk.startswith("*"), chunk.endswith("*")
    # A letter in the place of each star, so that a hyphen beside it stays inside the word as it does in a text.
    words = TOKEN.findall("x" * opens + chunk.strip("*") + "x" * closes)
    if opens:
        words[0] = "*" + words[0][1:]
    if closes:
        words[-1] = words[-1][:-1] + "*"
    return [normal(word) for word in words]
