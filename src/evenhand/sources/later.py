"""A second look at descriptions, once all quotes are read: "a federal court", "Poll: ...", and the name or noun that follows."""

from __future__ import annotations

from collections import Counter

from evenhand.sources.descriptions import PASSED, Descriptions, is_plural_word
from evenhand.sources.nouns import same_nouns
from evenhand.sources.registry import Entity

_LEAD = 4  # sentences below a headline in which its nouns return
# What opens a description that a later name may take up: "a senior aide", "his attorney", "my father".
_FIRST = frozenset({"a", "an", "one", "his", "her", "its", "their", "my", "our"})


def join_later_names(descriptions: Descriptions, spoken: list[tuple[int, Entity]]) -> dict[int, Entity]:
    """Join "a federal court ..." to the one body or person of that noun that is named, and speaks, later on."""
    page = descriptions.page
    joined: dict[int, Entity] = {}
    speaking = {id(entity): entity for _, entity in spoken}
    voices = Counter(id(entity) for _, entity in spoken)
    for first, entity in descriptions.entities:
        bare = page.heading[first] or page.word[first] == entity.head
        headline = bare and not is_plural_word(entity.head)  # "Judge blocks state's law"
        opens = headline or page.word[first] in _FIRST
        if entity.kind != "group" or not opens or id(entity) not in speaking:
            continue
        carrying = [other for other in descriptions.carrying(same_nouns(entity.head)) if id(other) in speaking and other is not entity]
        later = [other for other in carrying if headline or other.mentions[0].first > first]
        later = [other for other in later if _is_later_name(descriptions, entity, other)]
        if headline and len(later) > 1:
            later.sort(key=lambda other: -voices[id(other)])  # of several senators, the one who speaks most
            later = later[: 1 + (voices[id(later[0])] < 2 * voices[id(later[1])])]
        if len(later) == 1:
            later[0].evidence += entity.evidence
            joined[id(entity)] = later[0]
        elif headline and not carrying and (told := _told_below(descriptions, first, entity)) is not None:
            joined[id(entity)] = told
    return joined


def _told_below(descriptions: Descriptions, first: int, entity: Entity) -> Entity | None:
    """Find what the lead calls by the noun of a headline: "Poll: ..." and "a poll by the Herald"."""
    page, heads = descriptions.page, same_nouns(entity.head)
    for at, other in descriptions.entities:
        below = at > first and not page.heading[at] and page.sentence[at] - page.sentence[first] <= _LEAD
        if below and other.kind == "group" and other.head in heads:
            return other
    return None


def _is_later_name(descriptions: Descriptions, entity: Entity, other: Entity) -> bool:
    heads = same_nouns(entity.head)
    if other.kind == "body":
        return bool(heads & set(other.key))
    strange = set(entity.key) - descriptions.pooled(other) - heads - PASSED - _FIRST
    return other.kind == "person" and bool(heads & descriptions.nouns(other)) and not strange
