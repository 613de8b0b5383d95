"""Pronouns: the likeliest person, group or body named before them."""

from __future__ import annotations

from math import log
from operator import mul
from typing import NamedTuple

from evenhand.sources.classes import OWNER
from evenhand.sources.descriptions import Descriptions
from evenhand.sources.page import Page
from evenhand.sources.people import COLLECTIVE, gender_of, is_human, is_plural
from evenhand.sources.phrases import Phrase
from evenhand.sources.registry import Entity, Registry


class Weights(NamedTuple):
    """How much each thing speaks for somebody named before a pronoun, or against him; or how much there is of each."""

    sentence: float  # for each sentence between
    word: float  # for each word between
    paragraph: float  # in the same paragraph
    opens: float  # named at the start of a sentence
    last: float  # the last source
    before: float  # another source before
    frequent: float  # times the logarithm of how often it is named
    described: float  # never named
    hardly: float  # of whom nothing but the name shows a person
    quoted: float  # named in a quotation, where the pronoun is in none
    owner: float  # "Lind's"
    behind: float  # "of Lind", "to Lind"


# Of "he" and "she" as a conditional logit on 2,200 pronouns of 740 coded articles has them (of two people named in one sentence, the first
# is more often its subject, hence the weight of words); of "they" and "it", of which there are few, by search on the same articles.
PERSON = Weights(-0.9, 0.013, 1.7, 0.9, 1.4, 0.6, 0.2, -1.9, -0.4, -3.1, -0.85, -0.5)
OTHER = Weights(-2.4, -0.01, 0.0, 1.2, 2.2, 0.4, 0.35, 0.08, 0.0, -4.3, 0.0, -0.6)
_BEFORE_OBJECTS = frozenset({"of", "for", "to", "with", "by", "about", "against", "on", "from"})
_FURTHEST, _WORDS = 8, 400  # sentences and words back


def antecedent(registry: Registry, descriptions: Descriptions, spoken: list[tuple[int, Entity]], phrase: Phrase) -> Entity | None:
    """Return the likeliest entity for a pronoun, or None where nothing before it fits."""
    weights = PERSON if phrase.gender in {"female", "male"} else OTHER
    found = fitting(registry, descriptions, spoken, phrase)
    if not found:
        return _anybody(registry, phrase)
    best, _ = max(found, key=lambda pair: sum(map(mul, weights, pair[1])))
    if phrase.gender in {"female", "male"}:
        best.shown[phrase.gender] += 1
    return best


def fitting(
    registry: Registry, descriptions: Descriptions, spoken: list[tuple[int, Entity]], phrase: Phrase
) -> list[tuple[Entity, Weights]]:
    """Return all who fit a pronoun, once for each place where they are named, with what speaks for them."""
    page, at = registry.page, phrase.first
    named = candidates(registry, descriptions, at, plural=phrase.gender == "plural")
    spoke, last = spoken[-1] if spoken else (0, None)
    if last is not None:
        # It stays a candidate however long it was not named: pronouns carry it from quote to quote.
        named.append((min(spoke, len(page) - 1), last))
    return [(entity, evidence_for(registry, (first, at), entity, last)) for first, entity in named if _fits(page, entity, phrase.gender)]


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


def evidence_for(registry: Registry, place: tuple[int, int], entity: Entity, last: Entity | None) -> Weights:
    """Measure what speaks for somebody named at one token as the antecedent of a pronoun at another; `Weights` says of what."""
    page, (first, at) = registry.page, place
    mention, named = registry.at.get(first, (None, None))
    after = mention.after if mention is not None and named is entity and mention.first == first else len(page)
    return Weights(
        sentence=min(page.sentence[at] - page.sentence[first], _FURTHEST),
        word=at - first,
        paragraph=page.text.find("\n", page.start[first], page.start[at]) < 0,
        opens=page.opens(first) or (first > 0 and page.word[first - 1] in {"the", "a", "an"} and page.opens(first - 1)),
        last=entity is last,
        before=entity is not last and entity.last >= 0,
        frequent=log(1 + len(entity.mentions)),
        described=entity.kind == "group",
        hardly=entity.kind == "person" and entity.votes <= 0,
        quoted=bool(page.quoted[first]) and not page.quoted[at],
        owner=after < len(page) and bool(page.bits[after] & OWNER),
        behind=first > 0 and page.joined(first) and page.word[first - 1] in _BEFORE_OBJECTS,
    )


def _fits(page: Page, entity: Entity, gender: str) -> bool:
    """Tell whether a pronoun may stand for an entity."""
    if gender in {"female", "male"}:
        shown = gender_of(page, entity)
        single = entity.kind == "person" or (entity.kind == "group" and not is_plural(entity) and is_human(page, entity))
        return single and shown in {"", gender}
    if gender == "plural":
        return entity.kind in {"joint", "body"} or (entity.kind == "group" and (is_plural(entity) or entity.head in COLLECTIVE))
    if gender == "neuter":
        return entity.kind == "body" or (entity.kind == "group" and not is_plural(entity) and not is_human(page, entity))
    return entity.kind != "hidden"
