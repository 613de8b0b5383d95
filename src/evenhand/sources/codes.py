"""Codes of a source: type, role, former, gender, anonymity, from everything the article says of it."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from evenhand.sources.capacity import Capacity, capacities
from evenhand.sources.classes import CAPS, GIVEN_FEMALE, GIVEN_MALE, word_bits
from evenhand.sources.evidence import Evidence, evidence_of
from evenhand.sources.figures import known_capacity, known_figure, known_nouns
from evenhand.sources.ladder import anonymity_of, is_nobody
from evenhand.sources.model import doubt_of, shipped
from evenhand.sources.nouns import AGAINST
from evenhand.sources.offices import NATIONAL, document_nouns
from evenhand.sources.page import HOME, Page
from evenhand.sources.people import COLLECTIVE, gender_of, is_plural
from evenhand.sources.phrases import OPENING
from evenhand.sources.registry import Entity, Registry
from evenhand.sources.signals import signals_of

TYPES = (
    "executive", "legislature", "party", "judiciary_police", "security", "foreign", "business", "civil_society", "professional", "expert",
    "media", "religious", "celebrity", "affected", "witness", "citizen", "document", "unknown",
)  # fmt: skip
_DEEPEST = 2
# What a source cannot be. "The front-runner" may be named elsewhere in the article; "one insider" and "insiders" are not.
_NO_TYPE = {"person": frozenset({"document"})}
_NO_RUNG = {"person": frozenset({"document", "hidden", "described", "bare"}), "body": frozenset({"document", "hidden", "bare"})}
_DEFINITE = frozenset({"document", "hidden"})
_INDEFINITE = _DEFINITE | {"named_described"}
_CLEARLY, _ENOUGH = 2, 5  # how many times as many words of one setting, and how many at least
_CAMPAIGN = 8  # words of a campaign from which members of parliament speak as party
# Shares and counts of people asked, and nouns for bands of people that no list names.
_SHARES = frozenset(
    {"percent", "%", "half", "third", "quarter", "two-thirds", "three-quarters", "three-fourths", "polled", "surveyed", "one-third"}
)
_COUNTS = frozenset({"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"})
_BANDS = frozenset(
    {"group", "groups", "organization", "organizations", "organisation", "organisations", "movement", "network", "coalition"}
)


class Codes(NamedTuple):
    """What is coded of one source."""

    type: str
    role: str
    former: bool
    gender: str
    anonymity: str
    evidence: list[Evidence]


def codes_of(registry: Registry, entity: Entity, depth: int = 0) -> Codes:
    """Code one source, once; ``depth`` counts how often one source was asked for the type of another, where rules alone answer."""
    known = registry.coded.get((id(entity), depth))
    if isinstance(known, Codes):
        return known
    told = _code(registry, entity, depth)
    registry.coded[id(entity), depth] = found = told if depth else _read_again(registry.page, entity, told)
    return found


def verdict_of(registry: Registry, entity: Entity) -> Codes:
    """Code one source by the rules alone."""
    return _code(registry, entity, 0)


def is_read_again(page: Page, entity: Entity) -> bool:
    """Tell whether the model reads a source after the rules: no author or pair, no signature, and nothing that a study says itself."""
    if entity.kind not in {"person", "body", "group"} or any(how == "signed" for _, _, how in entity.evidence):
        return False
    spans = [(first, after) for first, after, _ in all_evidence(page, entity)] if page.rules.own else []
    marks = (mark for kind in page.rules.lexicons for first, after in spans for mark in page.found(kind, first, after))
    return entity.key not in page.rules.figures and not any(mark.term in page.rules.own for mark in marks)


def _read_again(page: Page, entity: Entity, told: Codes) -> Codes:
    """Let the model decide on type and rung, by all that is said of a source."""
    if not is_read_again(page, entity):
        return told
    signals, doubt = signals_of(page, entity, told.type, told.anonymity, told.evidence), doubt_of(page.settings["campaign"])
    kind = shipped().decide("type", told.type, signals, doubt, _NO_TYPE.get(entity.kind, frozenset()))
    no_rung = _NO_RUNG.get(entity.kind) or (_INDEFINITE if OPENING.intersection(entity.key[:1]) or is_plural(entity) else _DEFINITE)
    if entity.is_person and not told.evidence and len(entity.mentions) < 2:
        no_rung |= {"named_described"}
    rung = "document" if kind == "document" else shipped().decide("anonymity", told.anonymity, signals, 0.0, no_rung)
    return told._replace(type=kind, anonymity=rung)


def _code(registry: Registry, entity: Entity, depth: int) -> Codes:
    page = registry.page
    evidence = all_evidence(page, entity)
    if (told := _by_kind(registry, entity, evidence)) is not None:
        return told

    def type_of(other: Entity) -> str:
        return codes_of(registry, other, depth + 1).type if depth < _DEEPEST else "unknown"

    found = [capacity for span in evidence for capacity in capacities(registry, span, entity, type_of)]
    found = [_no_document(entity, capacity) for capacity in found]
    chosen = _choose(page, entity, found)
    if depth and not chosen.weight:
        # A guess about an owner says nothing of those who serve him.
        chosen = chosen._replace(type="unknown")
    if page.abroad and chosen.type in NATIONAL and entity.kind in {"group", "person"} and not _is_home(page, entity, evidence):
        chosen = chosen._replace(type="foreign")
    if chosen.type == "unknown" and entity.owner is not None and entity.head not in AGAINST:
        # "Corvell's office", "Clinton aides": what their owner is.
        chosen = chosen._replace(type=type_of(entity.owner))
    gender = _gender(page, entity)
    anonymity = "document" if chosen.type == "document" else anonymity_of(page, entity, evidence, chosen.type)
    return Codes(chosen.type, chosen.role if entity.kind != "body" else "none", chosen.former, gender, anonymity, evidence)


def _by_kind(registry: Registry, entity: Entity, evidence: list[Evidence]) -> Codes | None:  # noqa: PLR0911 - one return a case
    """Code a source that needs no weighing: nobody, the author, a signature, two together, a document, a share of those asked."""
    page = registry.page
    if entity.kind in {"hidden", "generic"}:
        hidden = entity.kind == "hidden"
        return Codes("unknown" if hidden else "citizen", "unknown", False, "none", "hidden" if hidden else "bare", [])
    if any(how == "signed" for _, _, how in entity.evidence):
        # Readers who sign a letter or comment.
        return Codes("citizen", "ordinary", False, _given_gender(page, entity.key), "named", entity.evidence)
    if entity.kind == "author":
        return Codes(
            known_capacity(entity.key, page.published) or "media", "none", False, _author_gender(page, entity), "named_described", []
        )
    if entity.kind == "joint":
        return _joint(registry, entity, evidence)
    if is_document(page, entity):
        return Codes("document", "none", False, "none", "document", evidence)
    if entity.kind == "group" and _is_share(entity):
        # "36 percent of Democrats", "four in 10 voters": people who were asked.
        return Codes("citizen", "ordinary", False, "none", "described", evidence)
    return None


def _is_home(page: Page, entity: Entity, evidence: list[Evidence]) -> bool:
    """Tell whether an official of an article about another country is one of the outlet's own."""
    if known_figure(entity.key) or (entity.owner is not None and known_figure(entity.owner.key)):
        return True
    words = {page.word[at] for first, after, _ in evidence for at in range(first, after)}
    states = any(page.found("metonyms", first, after) for first, after, _ in evidence)
    return bool(words & HOME) or states or any(how == "bracket" for _, _, how in evidence)


def _no_document(entity: Entity, capacity: Capacity) -> Capacity:
    """Keep persons from being documents; a body that is called a website or a show is a medium."""
    if capacity.type != "document" or entity.kind == "group":
        return capacity
    return capacity._replace(type="media" if entity.kind == "body" else "unknown", weight=min(capacity.weight, 10))


def all_evidence(page: Page, entity: Entity) -> list[Evidence]:
    """Pool what stands round every mention of an entity, with what descriptions of it were found."""
    spans = list(entity.evidence)
    for mention in entity.mentions:
        if mention.titled:
            spans.append((mention.first, mention.core, "title"))
        if entity.kind == "body":
            spans.append((mention.core, mention.after, "name"))
        around = evidence_of(page, mention)
        spans.extend(around if entity.kind != "body" else [span for span in around if span[2] != "leading"])
    return sorted(dict.fromkeys(spans))


def is_document(page: Page, entity: Entity) -> bool:
    """Tell whether a source is a report, poll, law or other document."""
    if entity.kind == "group":
        return entity.head in document_nouns() and not _are_people(page, entity)
    if entity.kind != "body" or len(entity.key) < 2:
        return False
    # "The New York Post" holds a word for a document, but the list has it as a newspaper.
    spans = [(mention.core, mention.after) for mention in entity.mentions]
    marks = [mark for first, after in spans for mark in page.found("institutions", first, after)]
    ends = {mention.after for mention in entity.mentions}
    if any(mark.category not in {"document", "unknown"} and (mark.after in ends or mark.after - mark.first > 2) for mark in marks):
        return False
    # The head of "Office of Energy Regulation" is the office.
    words = entity.name.lower().split()
    head = next((before for before, word in pairwise(words) if word in {"of", "for", "on", "in"}), entity.key[-1])
    return head in document_nouns()


def _are_people(page: Page, entity: Entity) -> bool:
    """Tell whether a noun that also names documents stands for people: "party establishment figures"."""
    spans = [(first, after) for first, after, how in entity.evidence if how == "self"]
    roles = [mark for first, after in spans for mark in page.found("roles", first, after)]
    return any(mark.term == entity.head for mark in roles) and any(mark.category == "party" for mark in roles)


def _choose(page: Page, entity: Entity, found: list[Capacity]) -> Capacity:
    """Take the type with most weight; what is known of a public figure counts beside what the text says."""
    known = page.rules.figures.get(entity.key) or known_capacity(entity.key, page.published) if entity.is_person else ""
    weights: Counter[str] = Counter()
    for capacity in dict.fromkeys(found):
        if capacity.type != "unknown":
            weights[capacity.type] += capacity.weight
    # Candidates and running mates speak as party, whatever office they hold.
    if any(capacity.candidate for capacity in found):
        weights["party"] += 100
    if known:
        weights[known] += 100 if known == "party" and {"candidate", "vice"} & known_nouns(entity.key) else 25
    _by_setting(page, entity, weights)
    if not weights:
        if page.settings["campaign"] >= _ENOUGH and any(c.role in {"spokesperson", "staff"} for c in found):
            return Capacity("party", next(c.role for c in found if c.role in {"spokesperson", "staff"}), False, 0)
        return Capacity(_default(page, entity), next((c.role for c in found), "unknown"), any(c.former for c in found), 0)
    best = max(weights, key=lambda name: weights[name])
    own = [capacity for capacity in found if capacity.type == best]
    if (
        known
        and known != best
        and own
        and (all(c.role == "ordinary" or c.former for c in own) or (known == "foreign" and best in NATIONAL))
    ):
        best, own = known, []
    strongest = max(own, key=lambda capacity: capacity.weight) if own else Capacity(best, "unknown", False, 0)
    # A known figure's capacity weighs as much as what the text says: those who serve him are what he is.
    strongest = strongest._replace(weight=max(strongest.weight, weights[best]))
    return strongest._replace(former=strongest.former and all(capacity.former for capacity in own if capacity.weight >= strongest.weight))


def _by_setting(page: Page, entity: Entity, weights: Counter[str]) -> None:
    """Count members of parliament as party where the article is about a campaign, and party groups as members where it is not."""
    if not weights["legislature"] and not weights["party"]:
        return
    campaign, parliament = page.settings["campaign"], page.settings["parliament"]
    if entity.kind == "person" and weights["legislature"] and campaign >= _CLEARLY * parliament and campaign >= _CAMPAIGN:
        weights["party"] += weights.pop("legislature")
    elif entity.kind == "group" and weights["party"] and parliament > campaign and parliament >= _ENOUGH:
        weights["legislature"] += weights.pop("party")


def _default(page: Page, entity: Entity) -> str:
    """Type of a source of which the article says nothing that the lists know: the likeliest for what little is known."""
    if entity.kind == "person":
        return _default_person(page, entity)
    if entity.kind == "body" or entity.head in _BANDS:
        return "civil_society"
    if entity.head in _SHARES or entity.head.isdigit():
        return "citizen"
    return "unknown" if is_nobody(page, entity) else "citizen"


def _is_share(entity: Entity) -> bool:
    """Tell whether a source is a share of those asked: "36 percent of ...", "nearly four in 10 ..."."""
    words = entity.key[:4]
    pairs = pairwise(words)
    return any(word in _SHARES and word not in {"polled", "surveyed", "half", "third", "quarter"} for word in words) or any(
        (word in _COUNTS or word.isdigit()) and follows == "in" for word, follows in pairs
    )


def _default_person(page: Page, entity: Entity) -> str:
    if any(page.joined(m.after) and page.word[m.after] == ":" and page.bits[m.core] & CAPS for m in entity.mentions):
        return "media"  # "WALLACE:", who asks the questions
    spans = {how for mention in entity.mentions for _, _, how in evidence_of(page, mention)}
    # Somebody with an age, or a trade that no list has, speaks from his own life.
    private = "age" in spans or (len(entity.key) > 1 and bool({"behind", "is"} & spans))
    # A name that needs no introduction in a campaign is a politician's.
    return "party" if not private and page.settings["campaign"] >= _ENOUGH else "citizen"


def _joint(registry: Registry, entity: Entity, evidence: list[Evidence]) -> Codes:
    parts = [codes_of(registry, part) for part in entity.parts]
    types = Counter(part.type for part in parts if part.type != "unknown")
    kind = types.most_common(1)[0][0] if types else "unknown"
    rungs = [
        rung for rung in ("document", "named_described", "named", "described", "bare") if any(part.anonymity == rung for part in parts)
    ]
    return Codes(
        kind, parts[0].role if parts else "unknown", all(part.former for part in parts), "none", rungs[0] if rungs else "bare", evidence
    )


def _gender(page: Page, entity: Entity) -> str:
    if entity.kind == "body" or (entity.kind == "group" and (is_plural(entity) or not _is_human(page, entity))):
        return "none"
    return gender_of(page, entity, names=page.rules.first_names) or "unknown"


def _is_human(page: Page, entity: Entity) -> bool:
    if entity.head in COLLECTIVE:
        return False
    for first, after, how in entity.evidence:
        if how == "self" and any(page.found(kind, first, after) for kind in ("roles", "titles", "gender_nouns", "unnamed")):
            return not any(
                mark.after > first and page.word[mark.after - 1] == entity.head for mark in page.found("institutions", first, after)
            )
    return bool(entity.shown)


def _author_gender(page: Page, entity: Entity) -> str:
    key = entity.key[1:] if entity.key[:1] == ("by",) else entity.key
    return _given_gender(page, key) if key[:1] != ("the",) else "unknown"


def _given_gender(page: Page, key: tuple[str, ...]) -> str:
    """Return the gender of a clearly gendered first name, else ``unknown``."""
    bits = int(word_bits([key[0]])[0]) & (GIVEN_FEMALE | GIVEN_MALE) if len(key) > 1 and page.rules.first_names else 0
    return {GIVEN_FEMALE: "female", GIVEN_MALE: "male"}.get(bits, "unknown")
