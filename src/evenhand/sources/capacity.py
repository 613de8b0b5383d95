"""Capacities: what one stretch of words ("chief executive of Kestrel Marine") says of the type and role of a source."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from evenhand.sources.classes import CAPITAL, COMMA, OWNER, PREPOSITION, RELATIVE
from evenhand.sources.evidence import Evidence
from evenhand.sources.mentions import Mention, plurals
from evenhand.sources.nouns import AGAINST, body_nouns
from evenhand.sources.offices import (
    CANDIDATES,
    OVERRIDDEN,
    abroad,
    beside,
    doubtful_roles,
    expert_of,
    heads_firm,
    home_places,
    leaves_open,
    name_type,
    of_party,
    role_kinds,
    speaks_for_place,
)
from evenhand.sources.page import Mark, Page
from evenhand.sources.registry import Entity, Registry

_WEIGHTS = {
    "title": 30,
    "before": 30,
    "leading": 28,
    "behind": 28,
    "self": 30,
    "again": 18,
    "is": 14,
    "who": 8,
    "place": 6,
    "bracket": 12,
    "name": 30,
}
_MEMBER = re.compile(r"^[RDI]-(?!ex)[A-Z]")  # "(R-Calif.)" is how members of Congress are printed
_PARTY_LETTER = re.compile(r"^[RDI]$|\b(?:[RDI]|GOP)-|\b(?:Republican|Democrat|Labour|Conservative)\b")
_FORMER = frozenset({"former", "ex", "retired", "onetime", "ousted", "deposed"})
_KIN = frozenset({
    "wife", "husband", "son", "daughter", "father", "mother", "brother", "sister", "friend", "neighbour", "neighbor", "widow", "parent",
    "uncle", "aunt", "cousin",
})  # fmt: skip
_HOLDS = frozenset({
    "runs", "ran", "heads", "headed", "leads", "led", "chairs", "chaired", "helmed", "directs", "directed", "works", "worked",
    "teaches", "taught", "represents",
})  # fmt: skip
_HOME = frozenset({"u.s", "u.s.", "american", "obama", "bush", "trump", "biden", "washington"})
_AWAY = frozenset({"in", "on", "during", "after", "before", "about", "over", "against", "since", "despite"})
_BACK = 60  # words before "its director" in which the body may have been named


class Capacity(NamedTuple):
    """A type and role that some words give, with their weight."""

    type: str
    role: str
    former: bool
    weight: int
    candidate: bool = False


def capacities(registry: Registry, span: Evidence, entity: Entity, type_of: Callable[[Entity], str]) -> list[Capacity]:
    """Return what one span of evidence says; ``type_of`` is asked for others named in it ("Clinton spokesman")."""
    page = registry.page
    first, after, how = span
    weight = _WEIGHTS.get(how, 0)
    if how == "bracket":
        printed = page.words(first, after)
        if _MEMBER.match(printed):
            return [Capacity("legislature", "decision_maker", False, weight)]
        return [Capacity("party", "unknown", False, weight)] if _PARTY_LETTER.search(printed) else []
    if how == "name":
        own = name_type(page, first, after)
        return [Capacity(own, "none", False, weight)] if own else []
    bodies = page.bodies(first, after)
    role = _head_role(page, first, after, how, entity)
    if role is not None and how in {"behind", "is"} and _heads_body(page, role, after):
        role = None
    if role is None or not speaks_for_place(role):
        # "the Nevada Democrat" and "the Washington director" are no more of a government than "a Nevada teacher".
        bodies = [mark for mark in bodies if mark.term not in home_places()]
    if role is None:
        return _body_alone(page, span, bodies, weight, entity.head)
    if how in {"who", "place"} and role_kinds().get(role.term) == "ordinary":
        return []
    return [_by_role(registry, span, entity, type_of, role, bodies)]


def _body_alone(page: Page, span: Evidence, bodies: list[Mark], weight: int, head: str) -> list[Capacity]:
    """Read a span with a body but no role: "of the Brookings Institution", "the Obama administration"."""
    first, after, how = span
    if how == "self":
        away = next((at for at in range(first + 1, after) if page.bits[at] & PREPOSITION and page.word[at] in _AWAY), after)
        bodies = [mark for mark in bodies if mark.first < away and (mark.category != "document" or page.word[mark.after - 1] == head)]
    headed = [mark for mark in bodies if how == "self" and page.word[mark.after - 1] == head]
    bodies = headed or bodies
    if not bodies or how == "again" or (how == "who" and page.word[first] not in _HOLDS):
        return []
    found = abroad(page, first, after, _nearest(page, bodies, how).category)
    return [Capacity(found, "unknown", _is_former(page, first, after), weight if how == "self" else 10)]


def _by_role(
    registry: Registry, span: Evidence, entity: Entity, type_of: Callable[[Entity], str], role: Mark, bodies: list[Mark]
) -> Capacity:
    """Read a span by its role word; where that is general, by the body or person it belongs to."""
    page = registry.page
    first, after, how = span
    weight, former, name = _WEIGHTS.get(how, 0), _is_former(page, first, role.after), role_kinds().get(role.term, "unknown")
    found = "unknown" if role.term in doubtful_roles() else role.category
    if role.term in _KIN and how != "self":
        return Capacity(found, name, former, 4)
    aside = how in {"who", "place"}
    candidate = bool(CANDIDATES.search(role.term)) and not former and not aside and how != "again"
    if not aside:
        found = abroad(page, first, after, found)
    if found == "executive" and heads_firm(page, role, after, how):
        found = "business"
    elif found == "foreign" and set(page.word[first:after]) & _HOME:
        found = "executive"
    told = "party" if not aside and of_party(page, first, role) else expert_of(page, role, bodies)
    if not told and found != "unknown" and not leaves_open(page, role, after) and not beside(page, role, bodies):
        told = found
    told = told or abroad(page, first, after, _body_of(registry, span, role, bodies, type_of))
    if told == "foreign" and any(page.word[mark.first - 1] in _HOME for mark in bodies if mark.first > role.after):
        told = "executive"  # "deputy chief of the U.S. Embassy"
    if not told and not aside and (found in OVERRIDDEN or name in {"staff", "spokesperson"}):
        told = _served(registry, span, entity, type_of, role)
    return Capacity(told or found, name, former, weight if told else weight // 2, candidate)


def _served(registry: Registry, span: Evidence, entity: Entity, type_of: Callable[[Entity], str], role: Mark) -> str:
    """Return the type of the one whom a role serves, named in the span ("Clinton spokesman"), or nothing."""
    page = registry.page
    first, after, _ = span
    if set(page.word[first:after]) & AGAINST:
        return ""
    others = [
        other
        for mention, other in registry.named(first, after)
        if other is not entity and _outside(mention, role) and (speaks_for_place(role) or not _is_place(page, mention))
    ]
    owned = type_of(others[-1]) if others else "unknown"
    return "" if owned == "unknown" else owned


def _is_place(page: Page, mention: Mention) -> bool:
    """Tell whether a name is that of a state or city at home."""
    mark = page.marks["metonyms"].get(mention.core)
    return mark is not None and mark.term in home_places() and mark.after == mention.after


def _outside(mention: Mention, role: Mark) -> bool:
    """Tell whether a name is more than a word of the role ("Democratic strategist")."""
    return mention.after <= role.first or mention.core >= role.after


def _body_at(registry: Registry, at: int, type_of: Callable[[Entity], str]) -> str:
    """Return the type of the body named or described at a token, or nothing."""
    _, named = registry.at.get(at, (None, None))
    if named is not None and named.kind == "body":
        found = type_of(named)
        return "" if found in {"unknown", "document"} else found
    mark = registry.page.marks["institutions"].get(at)
    return mark.category if mark is not None and mark.category not in {"unknown", "document"} else ""


def _owner_taken_up(registry: Registry, first: int, type_of: Callable[[Entity], str]) -> str:
    """Return the type of the body that "the bureau's" takes up: the last one named before it that such a noun may stand for."""
    page = registry.page
    if (
        page.word[first] != "the"
        or not page.joined(first + 2)
        or not page.bits[first + 2] & OWNER
        or page.word[first + 1] not in body_nouns()
    ):
        return ""
    for at in range(first - 1, max(0, first - _BACK), -1):
        found = _body_at(registry, at, type_of)
        if found and page.word[first + 1] in body_nouns(found):
            return found
    return ""


def _body_of(registry: Registry, span: Evidence, role: Mark, bodies: list[Mark], type_of: Callable[[Entity], str]) -> str:
    """Return the type of the body that a general role belongs to: inside the span, or the one that "its" stands for."""
    page = registry.page
    first, after, how = span
    if named := _owner_taken_up(registry, first, type_of):
        return named
    others = [mark for mark in bodies if (mark.after <= role.first or mark.first >= role.after) and mark.category != "document"]
    if others and not set(page.word[first:after]) & AGAINST and (found := _nearest(page, others, how).category) != "unknown":
        return found
    if page.word[first] in {"its", "their"}:
        for at in range(first - 1, max(0, first - _BACK), -1):
            if found := _body_at(registry, at, type_of):
                return found
    if role.category == "unknown" and not set(page.word[first:after]) & AGAINST:
        listed = [mark for kind in ("titles", "roles") for mark in page.found(kind, role.after, after) if mark.category != "unknown"]
        return listed[0].category if listed else ""
    return ""


def _head_role(page: Page, first: int, after: int, how: str, entity: Entity) -> Mark | None:
    """Return the role word that heads a span: the last before a name, else the first outside a prepositional phrase."""
    # Where both lists have a word, the roles come first: they know its note.
    listed = {(mark.first, mark.after): mark for kind in ("titles", "roles") for mark in page.found(kind, first, after)}
    # A longer term goes before one inside it: "Republican strategist" before "strategist".
    whole = [(begin, end) for begin, end in listed if not any((b, e) != (begin, end) and b <= begin and end <= e for b, e in listed)]
    marks = [listed[place] for place in sorted(whole, key=lambda place: (place[1], place[0]))]
    if not marks:
        return None
    if how in {"title", "before"}:
        marks = [mark for mark in marks if mark.after == after or mark.term not in plurals()]
        return _strongest(marks) if marks else None
    limit = _noun_end(page, first + 1, after)
    heads = [mark for mark in marks if mark.after <= limit or mark.first < limit < mark.after or page.word[mark.after - 1] == entity.head]
    if how in {"self", "again"}:
        # Only the head noun of a description counts: "teachers' strike" is no teacher.
        return next(
            (mark for mark in reversed(heads) if entity.head in page.word[mark.first : mark.after]),
            heads[-1] if how == "again" and heads else None,
        )
    # "an Iowa strategist and former adviser": what somebody is goes before what he was.
    current = [mark for mark in heads if not _is_former(page, mark.first, mark.after) and mark.category != "unknown"]
    if heads and _is_former(page, heads[-1].first, heads[-1].after) and current:
        return current[-1]
    return heads[-1] if heads else (marks[0] if how == "who" else None)


def _heads_body(page: Page, role: Mark, after: int) -> bool:
    """Tell whether a noun for a body closes what a role word only describes: "a Latino consulting firm"."""
    last = _noun_end(page, role.after, after) - 1
    return last >= role.after and page.word[last] in body_nouns() and not page.bits[last] & CAPITAL


def _noun_end(page: Page, first: int, after: int) -> int:
    """Return where the noun phrase ends that goes on at a token: before a comma, a preposition or a relative clause."""
    ends = (at for at in range(first, after) if page.bits[at] & (COMMA | PREPOSITION | RELATIVE) or page.word[at] in {"of", "for"})
    return next(ends, after)


def _strongest(marks: list[Mark]) -> Mark:
    """Of the words before a name the last decides, but "Republican nominee Gov." stays a nominee."""
    for mark in marks:
        if CANDIDATES.search(mark.term):
            return mark
    telling = [mark for mark in marks if mark.category != "unknown"]
    return (telling or marks)[-1]


def _nearest(page: Page, bodies: list[Mark], how: str) -> Mark:
    bodies = [mark for mark in bodies if mark.category != "unknown"] or bodies
    owner = next((mark for mark in bodies if mark.after < len(page) and page.bits[mark.after] & OWNER), None)
    if owner is not None:
        return owner  # "the RNC's rules committee" is a committee of the party
    return max(bodies, key=lambda mark: mark.after) if how in {"title", "before", "self"} else min(bodies, key=lambda mark: mark.first)


def _is_former(page: Page, first: int, after: int) -> bool:
    return any(page.word[at] in _FORMER or page.word[at].startswith("ex-") for at in range(max(0, first - 1), after))
