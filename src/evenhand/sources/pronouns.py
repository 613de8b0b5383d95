"""Pronouns: the likeliest person, group or body named before them."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from evenhand.sources.figures import known_gender
from evenhand.sources.page import Page
from evenhand.sources.phrases import Phrase
from evenhand.sources.registry import Entity, Registry, gender_of_words, given_gender

if TYPE_CHECKING:
    from evenhand.sources.descriptions import Descriptions

# Weights of the evidence, set on 740 coded articles; only their order of size matters.
_PER_SENTENCE = 2.4
_OPENS_SENTENCE = 1.2
_LAST_SOURCE = 2.2
_SOURCE_BEFORE = 0.4
_FREQUENT = 0.35
_QUOTED = 4.3
_HARDLY_PERSON = 1.2
_TITLED_NEAR = 0.08
_FURTHEST, _WORDS = 8, 400  # sentences and words back
_FIRST_MENTIONS = 30  # mentions in which a title may show the gender; later ones seldom have one


def antecedent(registry: Registry, descriptions: Descriptions, spoken: list[tuple[int, Entity]], phrase: Phrase) -> Entity | None:
    """Return the likeliest entity for a pronoun, or None where nothing before it fits."""
    page, at = registry.page, phrase.first
    last = spoken[-1][1] if spoken else None
    scores: dict[int, float] = {}
    known: dict[int, Entity] = {}
    for first, entity in candidates(registry, descriptions, at, plural=phrase.gender == "plural"):
        if not _fits(page, entity, phrase.gender):
            continue
        score = _score(page, first, entity, at, last)
        if score > scores.get(id(entity), -100.0):
            scores[id(entity)], known[id(entity)] = score, entity
    if last is not None and _fits(page, last, phrase.gender):
        # The last source stays a candidate however long it was not named: pronouns carry it from quote to quote.
        distance = page.sentence[at] - page.sentence[min(spoken[-1][0], len(page) - 1)]
        carried = _LAST_SOURCE + 0.5 - _PER_SENTENCE * min(distance, _FURTHEST) * 0.6
        if carried > scores.get(id(last), -100.0):
            scores[id(last)], known[id(last)] = carried, last
    if not scores:
        return _anybody(registry, phrase)
    best = known[max(scores, key=lambda number: scores[number])]
    if phrase.gender in {"female", "male"}:
        best.shown[phrase.gender] += 1
    return best


def _anybody(registry: Registry, phrase: Phrase) -> Entity | None:
    """Return the person named most often, where nobody named before "he" or "she" fits."""
    if phrase.gender not in {"female", "male"}:
        return None
    page = registry.page
    persons = [entity for entity in registry.entities if entity.kind == "person" and _fits(page, entity, phrase.gender)]
    return max(persons, key=lambda entity: len(entity.mentions), default=None)


def candidates(registry: Registry, descriptions: Descriptions, at: int, *, plural: bool = False) -> list[tuple[int, Entity]]:
    """Return what was named or described in the sentences before a token."""
    page = registry.page
    found: list[tuple[int, Entity]] = []
    back = at - 1
    while back >= max(0, at - _WORDS) and page.sentence[at] - page.sentence[back] <= _FURTHEST:
        if back in registry.at and registry.at[back][0].first == back:
            found.append((back, registry.at[back][1]))
        if back in descriptions.at:
            found.append((back, descriptions.at[back]))
        if plural and back in descriptions.pairs:
            found.append((back, descriptions.pair(*descriptions.pairs[back])))
        back -= 1
    return found


def _score(page: Page, first: int, entity: Entity, at: int, last: Entity | None) -> float:
    score = -_PER_SENTENCE * (page.sentence[at] - page.sentence[first]) - 0.01 * (at - first)
    if page.opens(first) or (first > 0 and page.word[first - 1] in {"the", "a", "an"} and page.opens(first - 1)):
        score += _OPENS_SENTENCE
    if entity is last:
        score += _LAST_SOURCE
    elif entity.last >= 0:
        score += _SOURCE_BEFORE
    if entity.kind == "person" and entity.votes <= 0:
        score -= _HARDLY_PERSON
    score += _FREQUENT * log(1 + len(entity.mentions))
    if page.quoted[first] and not page.quoted[at]:
        score -= _QUOTED
    if first > 0 and page.joined(first) and page.word[first - 1] in {"of", "for", "to", "with", "by", "about", "against", "on", "from"}:
        score -= 0.6
    return score + (_TITLED_NEAR if entity.evidence else 0.0)


def _fits(page: Page, entity: Entity, gender: str) -> bool:
    """Tell whether a pronoun may stand for an entity."""
    if gender in {"female", "male"}:
        shown = gender_of(page, entity)
        single = entity.kind == "person" or (entity.kind == "group" and not is_plural(entity) and _human(page, entity))
        return single and shown in {"", gender}
    if gender == "plural":
        return entity.kind in {"joint", "body"} or (entity.kind == "group" and (is_plural(entity) or entity.head in COLLECTIVE))
    if gender == "neuter":
        return entity.kind == "body" or (entity.kind == "group" and not is_plural(entity) and not _human(page, entity))
    return entity.kind != "hidden"


COLLECTIVE = frozenset(
    {"group", "team", "family", "couple", "pair", "campaign", "party", "union", "panel", "court", "committee", "public", "majority"}
)


def is_plural(entity: Entity) -> bool:
    """Tell whether a described source is several people."""
    head = entity.head
    return (
        head
        in {
            "people",
            "police",
            "others",
            "some",
            "many",
            "men",
            "women",
            "children",
            "most",
            "few",
            "parents",
            "staff",
            "public",
            "both",
            "those",
            "these",
        }
        or head.endswith(("men", "women", "people"))
        or (head.endswith("s") and not head.endswith(("ss", "us", "is")) and head not in {"news", "boss"})
    )


def _human(page: Page, entity: Entity) -> bool:
    """Tell whether the noun of a description is a word for people."""
    for first, after, _ in entity.evidence[:1]:
        marks = [mark for kind in ("roles", "gender_nouns", "unnamed") for mark in page.found(kind, first, after)]
        return any(page.word[mark.after - 1] == entity.head or mark.first <= first for mark in marks)
    return False


def gender_of(page: Page, entity: Entity, *, names: bool = True) -> str:
    """Return the gender that titles, nouns, pronouns or, where ``names`` count, the first name show, or nothing."""
    for mention in entity.mentions[:_FIRST_MENTIONS]:
        if gender := gender_of_words(page, mention.first, mention.core):
            return gender
    for first, after, how in entity.evidence[:_FIRST_MENTIONS]:
        if how in {"before", "leading", "behind", "is", "self"} and (gender := gender_of_words(page, first, min(after, first + 8))):
            return gender
    if not names:
        shown = entity.shown
        return "" if shown["female"] == shown["male"] else max(shown, key=lambda gender: shown[gender])
    if known := known_gender(entity.key):
        return known
    female, male = entity.shown["female"], entity.shown["male"]
    given = given_gender(page, entity)
    if female != male and (not given or max(female, male) > 2 * min(female, male) + (1 if given else 0)):
        return "female" if female > male else "male"
    return given
