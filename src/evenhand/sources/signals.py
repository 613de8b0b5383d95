"""What speaks for the type and the rung of a source: the rules' verdict, the words said of it, its article, its quotes.

Most of it are named numbers. The words also count by their vectors, so that a word which no coded article has speaks as its kin do.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evenhand.sources.evidence import Evidence
from evenhand.sources.figures import known_capacity
from evenhand.sources.page import Page
from evenhand.sources.registry import Entity
from evenhand.vectors import shipped_vectors
from evenhand.words import words_of

Floats = npt.NDArray[np.float64]

# Where words stand that say what a source is; other evidence (a bracket, a place, an age) speaks through the rules alone.
_PLACES = {
    "before": "before", "title": "before", "leading": "before", "behind": "behind", "is": "behind", "self": "self", "again": "again",
}  # fmt: skip
_MANY = 14  # words of a span that count
_LARGE = 30  # words of a setting from which an article is full of it
# How large each kind of signal is: the larger, the less the fit is held back from using it.
_VERDICT, _CROSSED, _WORD, _SHARE = 3.0, 1.0, 0.7, 3.0
_OF_SOURCE, _OF_ARTICLE = 1.5, 2.0


class Signals(NamedTuple):
    """Named numbers, and where the words lie that are said of a source, in its article, by it, and of how it speaks."""

    named: dict[str, float]
    meaning: Floats


def signals_of(page: Page, entity: Entity, kind: str, rung: str, evidence: list[Evidence]) -> Signals:
    """Name everything that speaks for what a source is; ``kind`` and ``rung`` are what the rules call it."""
    found = {f"type {kind}": _VERDICT, f"rung {rung}": _VERDICT}
    found |= dict.fromkeys((f"{kind} {rung}", f"{kind} {entity.kind}", f"{rung} {entity.kind}"), _CROSSED)
    said = [(place, page.word[first : min(after, first + _MANY)]) for first, after, how in evidence if (place := _PLACES.get(how))]
    found |= {f"{place}: {word}": _WORD for place, words in said for word in words if any(map(str.isalpha, word))}
    if entity.head:
        found[f"head: {entity.head}"] = _CROSSED
    if entity.is_person:
        known = known_capacity(entity.key, page.published) or "nobody"
        found |= dict.fromkeys((f"known {known}", f"known {known}, {kind}"), _CROSSED)
    found |= _of_article(page, entity.kind, kind) | _of_cues(entity, kind)
    return Signals(found, _meaning(page, entity, {word for place, words in said if place != "again" for word in words}))


def _meaning(page: Page, entity: Entity, described: set[str]) -> Floats:
    """Return where the words of a source lie: those said of it, of its article, of its quotes and of its cues."""
    quoted = (at for said in entity.said for at in range(said.first, said.after))
    cues = (word for said in entity.said for word in words_of(said.cue))
    vectors = shipped_vectors()
    kinds = [_OF_SOURCE * vectors.direction(sorted(described)), _OF_ARTICLE * page.subject]
    return np.concatenate([*kinds, page.meaning(quoted), vectors.direction(cues)])


def _of_article(page: Page, form: str, kind: str) -> dict[str, float]:
    """Say what the article is about: a campaign, parliament, abroad, and which types its words for people and bodies have."""
    found = {f"{kind} abroad" if page.abroad else f"{kind} at home": _CROSSED / 2}
    for setting in ("campaign", "parliament"):
        share = min(page.settings[setting], _LARGE) / _LARGE
        found |= {f"{kind}, {setting}": share, f"{form}, {setting}": share}
    for topic, share in page.topics.items():
        found |= dict.fromkeys((f"topic {topic}", f"{kind}, topic {topic}", f"{form}, topic {topic}"), _SHARE * share)
    return found


def _of_cues(entity: Entity, kind: str) -> dict[str, float]:
    """Say how its words are reported: who "votes" speaks in another capacity than who "recalls"."""
    shares = {cue: _WORD * n / len(entity.said) for cue, n in Counter(said.cue_class for said in entity.said).items()}
    return {f"cue {cue}": share for cue, share in shares.items()} | {f"{kind}, cue {cue}": share for cue, share in shares.items()}
