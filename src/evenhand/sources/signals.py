"""What speaks for the type and the rung of a source, as named numbers: the rules' verdict, the words said of it, its article."""

from __future__ import annotations

from evenhand.sources.evidence import Evidence
from evenhand.sources.figures import known_capacity
from evenhand.sources.page import Page
from evenhand.sources.registry import Entity

Signals = dict[str, float]

# Where words stand that say what a source is; other evidence (a bracket, a place, an age) speaks through the rules alone.
_PLACES = {
    "before": "before", "title": "before", "leading": "before", "behind": "behind", "is": "behind", "self": "self", "again": "again",
}  # fmt: skip
_MANY = 14  # words of a span that count
_LARGE = 30  # words of a setting from which an article is full of it
# How large each kind of signal is: the larger, the less the fit is held back from using it.
_VERDICT, _CROSSED, _WORD, _SHARE = 3.0, 1.0, 0.7, 3.0


def signals_of(page: Page, entity: Entity, kind: str, rung: str, evidence: list[Evidence]) -> Signals:
    """Name everything that speaks for what a source is; ``kind`` and ``rung`` are what the rules call it."""
    found = {f"type {kind}": _VERDICT, f"rung {rung}": _VERDICT}
    found |= dict.fromkeys((f"{kind} {rung}", f"{kind} {entity.kind}", f"{rung} {entity.kind}"), _CROSSED)
    for first, after, how in evidence:
        if place := _PLACES.get(how):
            said = (page.word[at] for at in range(first, min(after, first + _MANY)))
            found |= {f"{place}: {word}": _WORD for word in said if any(map(str.isalpha, word))}
    if entity.head:
        found[f"head: {entity.head}"] = _CROSSED
    if entity.is_person:
        known = known_capacity(entity.key, page.published) or "nobody"
        found |= dict.fromkeys((f"known {known}", f"known {known}, {kind}"), _CROSSED)
    return found | _of_article(page, entity.kind, kind) | _of_cues(entity, kind)


def _of_article(page: Page, form: str, kind: str) -> Signals:
    """Say what the article is about: a campaign, parliament, abroad, and which types its words for people and bodies have."""
    found = {f"{kind} abroad" if page.abroad else f"{kind} at home": _CROSSED / 2}
    for setting in ("campaign", "parliament"):
        share = min(page.settings[setting], _LARGE) / _LARGE
        found |= {f"{kind}, {setting}": share, f"{form}, {setting}": share}
    for topic, share in page.topics.items():
        found |= dict.fromkeys((f"topic {topic}", f"{kind}, topic {topic}", f"{form}, topic {topic}"), _SHARE * share)
    return found


def _of_cues(entity: Entity, kind: str) -> Signals:
    """Say how its words are reported: who "votes" speaks in another capacity than who "recalls"."""
    quoted = max(sum(entity.cues.values()), 1)
    shares = {cue: _WORD * n / quoted for cue, n in entity.cues.items()}
    return {f"cue {cue}": share for cue, share in shares.items()} | {f"{kind}, cue {cue}": share for cue, share in shares.items()}
