"""Capacities: what one stretch of words ("chief executive of Kestrel Marine") says of the type and role of a source."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import pandas as pd

from evenhand.lexicons import read_lexicon
from evenhand.sources.evidence import Evidence
from evenhand.sources.mentions import Mention, plurals
from evenhand.sources.page import COMMA, OWNER, PREPOSITION, RELATIVE, Mark, Page
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
_CANDIDATES = re.compile(r"\b(?:nominees?|candidates?|running mates?|contenders?|hopefuls?|rivals?)$")
_PARTY_LETTER = re.compile(r"^[RDI]$|\b(?:[RDI]|GOP)-|\b(?:Republican|Democrat|Labour|Conservative)\b")
_FORMER = frozenset({"former", "ex", "retired", "onetime", "ousted", "deposed"})


# Types whose one-word roles say less than the body they stand beside: "union negotiator", "party official".
_OVERRIDDEN = frozenset({"executive", "business", "foreign", "party", "legislature", "unknown"})
_KIN = frozenset({
    "wife", "husband", "son", "daughter", "father", "mother", "brother", "sister", "friend", "neighbour", "neighbor", "widow", "parent",
    "uncle", "aunt", "cousin",
})  # fmt: skip
NATIONAL = frozenset({"executive", "legislature", "security", "party", "judiciary_police"})
_AGAINST = frozenset({"critics", "critic", "opponents", "opponent", "rivals", "rival", "detractors", "enemies", "foes", "protesters"})
_HOLDS = frozenset({
    "runs", "ran", "heads", "headed", "leads", "led", "chairs", "chaired", "helmed", "directs", "directed", "works", "worked",
    "teaches", "taught", "represents",
})  # fmt: skip
_STATES = frozenset({"united", "u.s", "u.s.", "us", "america", "states", "republic", "nation", "country", "union", "confederacy"})
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


@cache
def document_nouns() -> frozenset[str]:
    """Return nouns for documents: reports, polls, laws, data."""
    listed = read_lexicon("institutions").words("document")
    return read_lexicon("documents").words() | frozenset(term for term in listed if " " not in term)


@cache
def _roles() -> dict[str, str]:
    return read_lexicon("roles").column("role")


@cache
def _general() -> frozenset[str]:
    """Return role words that many kinds of body have ("director", "adviser"): the body beside them decides."""
    entries = pd.concat([read_lexicon(kind).entries[["term", "category", "note"]] for kind in ("titles", "roles")])
    general = entries["category"].isin(_OVERRIDDEN) | entries["note"].str.contains("also", regex=False)
    return frozenset(entries.loc[general & ~entries["term"].str.contains(" ", regex=False), "term"])


@cache
def _places() -> frozenset[str]:
    entries = read_lexicon("metonyms").entries
    return frozenset(entries.loc[entries["note"].str.startswith("place"), "term"])


@cache
def _endings() -> dict[str, str]:
    return read_lexicon("name_endings").column("category")


def _last_word(page: Page, first: int, after: int) -> str:
    """Return the word that ends a body's name, or heads it before "of" ("Department of Energy Regulation")."""
    head = next((at for at in range(first + 1, after - 1) if page.word[at] in {"of", "for", "on"}), after) - 1
    word = page.word[head].rstrip(".")
    return word if word in _endings() else word.rpartition("-")[2]


@cache
def _doubtful() -> frozenset[str]:
    """Return role words that tell the type only together with something else ("critics": of art, or of a policy)."""
    entries = read_lexicon("roles").entries
    return frozenset(entries.loc[entries["note"].str.contains("else unknown", regex=False), "term"])


def capacities(registry: Registry, span: Evidence, entity: Entity, type_of: Callable[[Entity], str]) -> list[Capacity]:
    """Return what one span of evidence says; ``type_of`` is asked for others named in it ("Clinton spokesman")."""
    page = registry.page
    first, after, how = span
    weight = _WEIGHTS.get(how, 0)
    if how == "bracket":
        return [Capacity("party", "unknown", False, weight)] if _PARTY_LETTER.search(page.words(first, after)) else []
    bodies = [mark for kind in ("institutions", "metonyms") for mark in page.found(kind, first, after)]
    if how == "name":
        return _own_name(page, first, after, bodies, weight)
    role = _head_role(page, first, after, how, entity)
    if role is None:
        return _body_alone(page, span, bodies, weight, entity.head)
    if how in {"who", "place"} and _roles().get(role.term) == "ordinary":
        return []
    if role.category != "unknown":
        # "the Nevada Democrat" is no more of Nevada's government than "a Nevada teacher".
        bodies = [mark for mark in bodies if mark.term not in _places()]
    return [_by_role(registry, span, entity, type_of, role, bodies)]


def _body_alone(page: Page, span: Evidence, bodies: list[Mark], weight: int, head: str) -> list[Capacity]:
    """Read a span with a body but no role: "of the Brookings Institution", "the Obama administration"."""
    first, after, how = span
    if how == "self":
        away = next((at for at in range(first + 1, after) if page.bits[at] & PREPOSITION and page.word[at] in _AWAY), after)
        bodies = [mark for mark in bodies if mark.first < away and (mark.category != "document" or page.word[mark.after - 1] == head)]
    if not bodies or how == "again" or (how == "who" and page.word[first] not in _HOLDS):
        return []
    found = _abroad(page, first, after, _nearest(bodies, how).category)
    return [Capacity(found, "unknown", _is_former(page, first, after), weight if how == "self" else 10)]


def _by_role(
    registry: Registry, span: Evidence, entity: Entity, type_of: Callable[[Entity], str], role: Mark, bodies: list[Mark]
) -> Capacity:
    """Read a span by its role word; where that is general, by the body or person it belongs to."""
    page = registry.page
    first, after, how = span
    weight, former, name = _WEIGHTS.get(how, 0), _is_former(page, first, role.after), _roles().get(role.term, "unknown")
    found = "unknown" if role.term in _doubtful() else role.category
    if role.term in _KIN and how != "self":
        return Capacity(found, name, former, 4)
    aside = how in {"who", "place"}
    candidate = bool(_CANDIDATES.search(role.term)) and not former and not aside and how != "again"
    if not aside:
        found = _abroad(page, first, after, found)
    if found == "executive" and _heads_firm(page, role, after, how):
        found = "business"
    if found == "foreign" and set(page.word[first:after]) & _HOME:
        found = "executive"
    if found != "unknown" and role.term not in _general() and not _beside(page, role, bodies):
        return Capacity(found, name, former, weight, candidate)
    body = _body_of(page, first, after, how, role, bodies)
    if body:
        return Capacity(_abroad(page, first, after, body), name, former, weight, candidate)
    others = [other for mention, other in registry.named(first, after) if other is not entity and _outside(mention, role)]
    serves = found in _OVERRIDDEN or name in {"staff", "spokesperson"}
    if others and serves and not aside and not set(page.word[first:after]) & _AGAINST:
        owned = type_of(others[-1])
        if owned != "unknown":
            return Capacity(owned, name, former, weight, candidate)
    return Capacity(found, name, former, weight // 2, candidate)


def _heads_firm(page: Page, role: Mark, after: int, how: str) -> bool:
    """Tell whether a president presides over something else than a country: "president of Kestrel Marine"."""
    if "president" not in role.term or how == "title":
        return False
    owned = role.after < after and page.word[role.after] in {"of", "at", "for", "and"}
    before = page.word[role.first - 1] if role.first else ""
    owned = owned or before in {"its", "their", "senior", "executive"} or bool(role.first and page.bits[role.first - 1] & OWNER)
    return owned and not set(page.word[role.after : after]) & _STATES and not page.found("countries", role.first, after)


def _outside(mention: Mention, role: Mark) -> bool:
    """Tell whether a name is more than a word of the role ("Democratic strategist")."""
    return mention.after <= role.first or mention.core >= role.after


def _beside(page: Page, role: Mark, bodies: list[Mark]) -> bool:
    """Tell whether a body stands right before a role that its own body may overrule: "the campaign's press secretary"."""
    before = role.first - 1 - bool(page.bits[role.first - 1] & OWNER) if role.first else -1
    telling = [mark for mark in bodies if mark.category not in {"unknown", "document"}]
    owns = any(mark.after - 1 == before or (mark.after <= before and page.bits[mark.after] & OWNER) for mark in telling)
    return role.category in _OVERRIDDEN and owns


def _own_name(page: Page, first: int, after: int, bodies: list[Mark], weight: int) -> list[Capacity]:
    """Read a body's own name: the longest term in it, of equal ones the last."""
    telling = [mark for mark in bodies if mark.category not in {"unknown", "document"}]
    if telling:
        mark = max(telling, key=lambda mark: (mark.after - mark.first, mark.after))
        found = mark.category
    elif any(mark.first == first and mark.after == after for mark in page.found("countries", first, after)):
        found = "foreign"
    else:
        found = _endings().get(_last_word(page, first, after), "")
    if {"for", "against"} & set(page.word[first:after]) and found in {"", "citizen", "unknown"}:
        found = "civil_society"
    return [Capacity(_abroad(page, first, after, found), "none", False, weight)] if found else []


def name_type(page: Page, first: int, after: int) -> str:
    """Return the type that a body's own name shows, or nothing."""
    bodies = [mark for kind in ("institutions", "metonyms") for mark in page.found(kind, first, after)]
    return next((capacity.type for capacity in _own_name(page, first, after, bodies, 1)), "")


def _abroad(page: Page, first: int, after: int, found: str) -> str:
    """Read officials, soldiers and politicians of another country as foreign."""
    return "foreign" if found in NATIONAL and page.found("countries", first, after) else found


def _body_of(page: Page, first: int, after: int, how: str, role: Mark, bodies: list[Mark]) -> str:
    """Return the type of the body that a general role belongs to: inside the span, or the one that "its" stands for."""
    others = [mark for mark in bodies if (mark.after <= role.first or mark.first >= role.after) and mark.category != "document"]
    if others and not set(page.word[first:after]) & _AGAINST and (found := _nearest(others, how).category) != "unknown":
        return found
    if page.word[first] in {"its", "their"}:
        for at in range(first - 1, max(0, first - _BACK), -1):
            if at in page.marks["institutions"] and page.marks["institutions"][at].category != "document":
                return page.marks["institutions"][at].category
    if role.category == "unknown" and not set(page.word[first:after]) & _AGAINST:
        listed = [mark for kind in ("titles", "roles") for mark in page.found(kind, role.after, after) if mark.category != "unknown"]
        return listed[0].category if listed else ""
    return ""


def _head_role(page: Page, first: int, after: int, how: str, entity: Entity) -> Mark | None:
    """Return the role word that heads a span: the last before a name, else the first outside a prepositional phrase."""
    # Where both lists have a word, the roles come first: they know its note.
    listed = {(mark.first, mark.after): mark for kind in ("titles", "roles") for mark in page.found(kind, first, after)}
    marks = [listed[place] for place in sorted(listed, key=lambda place: (place[1], place[0]))]
    if not marks:
        return None
    if how in {"title", "before"}:
        marks = [mark for mark in marks if mark.after == after or mark.term not in plurals()]
        return _strongest(marks) if marks else None
    limit = next(
        (at for at in range(first + 1, after) if page.bits[at] & (COMMA | PREPOSITION | RELATIVE) or page.word[at] in {"of", "for"}), after
    )
    heads = [mark for mark in marks if mark.after <= limit or mark.first < limit < mark.after or page.word[mark.after - 1] == entity.head]
    if how in {"self", "again"}:
        # Only the head noun of a description counts: "teachers' strike" is no teacher.
        return next(
            (mark for mark in reversed(heads) if entity.head in page.word[mark.first : mark.after]),
            heads[-1] if how == "again" and heads else None,
        )
    return heads[-1] if heads else (marks[0] if how == "who" else None)


def _strongest(marks: list[Mark]) -> Mark:
    """Of the words before a name the last decides, but "Republican nominee Gov." stays a nominee."""
    for mark in marks:
        if _CANDIDATES.search(mark.term):
            return mark
    telling = [mark for mark in marks if mark.category != "unknown"]
    return (telling or marks)[-1]


def _nearest(bodies: list[Mark], how: str) -> Mark:
    bodies = [mark for mark in bodies if mark.category != "unknown"] or bodies
    return max(bodies, key=lambda mark: mark.after) if how in {"title", "before", "self"} else min(bodies, key=lambda mark: mark.first)


def _is_former(page: Page, first: int, after: int) -> bool:
    return any(page.word[at] in _FORMER or page.word[at].startswith("ex-") for at in range(max(0, first - 1), after))
