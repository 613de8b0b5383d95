"""Words for roles: which are general, which a place may follow, which belong to a party; and the type of a body's name.

A role such as "director" says little by itself: the body beside it decides. An office such as "governor" says all.
"""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from evenhand.lexicons import read_lexicon
from evenhand.sources.classes import CAPITAL, OWNER
from evenhand.sources.page import Mark, Page

# Types whose one-word roles say less than the body they stand beside: "union negotiator", "party official".
OVERRIDDEN = frozenset({"executive", "business", "foreign", "party", "legislature", "unknown"})
NATIONAL = frozenset({"executive", "legislature", "security", "party", "judiciary_police"})
CANDIDATES = re.compile(r"(?<!doctoral )(?<!phd )(?<!job )\b(?:nominees?|candidates?|running mates?|contenders?|hopefuls?|rivals?)$")
_STATES = frozenset({"united", "u.s", "u.s.", "us", "america", "states", "republic", "nation", "country", "union", "confederacy"})
_SEATS = frozenset({"house", "senate", "congress", "congressional", "pentagon"})  # of the country reported from
_PUBLIC = frozenset({
    "official", "officials", "authority", "authorities", "spokesman", "spokeswoman", "spokesperson", "spokespeople", "source", "sources",
})  # fmt: skip
_PARTISAN = frozenset({"democratic", "republican", "gop", "libertarian", "labour", "tory", "conservative", "green"})
# Offices whose holders serve many kinds of body: "secretary of the union", "commissioner of the league".
_ANYWHERE = frozenset({
    "president", "secretary", "commissioner", "director", "administrator", "inspector", "officer", "official", "chair", "chairman",
    "chairwoman", "chairperson", "speaker", "whip", "member", "envoy", "deputy", "leader", "head", "aide", "staffer", "insider", "agent",
    "representative", "executive", "auditor", "registrar", "superintendent", "chancellor", "premier", "appointee", "bureaucrat", "figure",
    "ambassador", "general", "coordinator", "spokesman", "spokeswoman", "spokesperson", "negotiator", "candidate", "adviser", "advisor",
})  # fmt: skip
# Of the words for people in business, those that need a firm beside them; "an entrepreneur" is one anywhere.
_OF_FIRMS = frozenset({
    "ceo", "ceos", "cfo", "cfos", "coo", "coos", "chairman", "chairmen", "chairwoman", "chairwomen", "founder", "founders", "co-founder",
    "co-founders", "cofounder", "cofounders", "vice-president", "vice-presidents", "boss", "bosses", "owner", "owners",
})  # fmt: skip


@cache
def document_nouns() -> frozenset[str]:
    """Return nouns for documents: reports, polls, laws, data."""
    listed = read_lexicon("institutions").words("document")
    return read_lexicon("documents").words() | frozenset(term for term in listed if " " not in term)


@cache
def role_kinds() -> dict[str, str]:
    """Return in which function each role word speaks (decision maker, spokesperson, ordinary ...)."""
    return read_lexicon("roles").column("role")


@cache
def general_roles() -> frozenset[str]:
    """Return role words that many kinds of body have ("director", "adviser"): the body beside them decides."""
    entries = pd.concat([read_lexicon(kind).entries[["term", "category", "note"]] for kind in ("titles", "roles")])
    singular = entries["term"].str.removesuffix("s").isin(_ANYWHERE) | entries["term"].isin(_ANYWHERE)
    office = entries["category"].isin({"executive", "legislature", "foreign"}) & ~singular
    trade = entries["category"].eq("business") & ~singular & ~entries["term"].isin(_OF_FIRMS)
    general = (entries["category"].isin(OVERRIDDEN) & ~office & ~trade) | entries["note"].str.contains("also", regex=False)
    return frozenset(entries.loc[general & ~entries["term"].str.contains(" ", regex=False), "term"])


def leaves_open(page: Page, role: Mark, after: int) -> bool:
    """Tell whether the body beside a role decides: a general role, or one of more words whose body follows ("campaign director at ...")."""
    last = role.term.rpartition(" ")[2]
    joined = role.after < after and page.word[role.after] in {"of", "at", "for", "with", "in"}
    several = last != role.term and role.category in {"party", "business", "civil_society"} and joined
    return role.term in general_roles() or (several and (last in _ANYWHERE or last.removesuffix("s") in _ANYWHERE))


@cache
def home_places() -> frozenset[str]:
    """Return the places at home that stand for a government only where they speak themselves: states, cities."""
    entries = read_lexicon("metonyms").entries
    return frozenset(entries.loc[entries["note"].str.startswith("place"), "term"]) | {"washington", "london"}


def speaks_for_place(role: Mark) -> bool:
    """Tell whether a role before a place is one of its government: "Florida officials", "a Kyiv spokesman"."""
    return role.category == "unknown" and role.term.rpartition(" ")[2] in _PUBLIC


@cache
def _endings() -> dict[str, str]:
    return read_lexicon("name_endings").column("category")


def _last_word(page: Page, first: int, after: int) -> str:
    """Return the word that ends a body's name, or heads it before "of" ("Department of Energy Regulation")."""
    head = next((at for at in range(first + 1, after - 1) if page.word[at] in {"of", "for", "on"}), after) - 1
    word = page.word[head].rstrip(".")
    return word if word in _endings() else word.rpartition("-")[2]


@cache
def doubtful_roles() -> frozenset[str]:
    """Return role words that tell the type only together with something else ("critics": of art, or of a policy)."""
    entries = read_lexicon("roles").entries
    return frozenset(entries.loc[entries["note"].str.contains("else unknown", regex=False), "term"])


def of_party(page: Page, first: int, role: Mark) -> bool:
    """Tell whether a party stands right before a role that is no office of state: "the Democratic chairman"."""
    close = page.word[max(first, role.first - 2) : role.first]
    return bool(_PARTISAN.intersection(close)) and role.category in {"business", "unknown", "civil_society", "citizen"}


def heads_firm(page: Page, role: Mark, after: int, how: str) -> bool:
    """Tell whether a president presides over something else than a country: "president of Kestrel Marine"."""
    if "president" not in role.term or how == "title":
        return False
    owned = role.after < after and page.word[role.after] in {"of", "at", "for", "and"}
    before = page.word[role.first - 1] if role.first else ""
    owned = owned or before in {"its", "their", "senior", "executive"} or bool(role.first and page.bits[role.first - 1] & OWNER)
    return owned and not set(page.word[role.after : after]) & _STATES and not page.found("countries", role.first, after)


def beside(page: Page, role: Mark, bodies: list[Mark]) -> bool:
    """Tell whether a body stands right before a role that its own body may overrule: "the campaign's press secretary"."""
    before = role.first - 1 - bool(page.bits[role.first - 1] & OWNER) if role.first else -1
    telling = [mark for mark in bodies if mark.category not in {"unknown", "document"}]
    owns = any(mark.after - 1 == before or (mark.after <= before and page.bits[mark.after] & OWNER) for mark in telling)
    return role.category in OVERRIDDEN and owns


def expert_of(page: Page, role: Mark, bodies: list[Mark]) -> str:
    """Return the type of the public body that an expert serves ("a Border Patrol tunnelling expert"), or nothing."""
    if role.term != "expert":
        return ""
    named = [mark for mark in bodies if mark.after <= role.first and page.bits[mark.first] & CAPITAL]
    return next((mark.category for mark in named if mark.category in {"executive", "judiciary_police", "security"}), "")


def name_type(page: Page, first: int, after: int) -> str:
    """Return the type that a body's own name shows, or nothing: by the whole name, else the longest term in it, of equal ones the last."""
    bodies = page.bodies(first, after)
    telling = [mark for mark in bodies if mark.category not in {"unknown", "document"}]
    whole = next((mark for mark in telling if mark.after == after and mark.first <= first), None)
    if whole is not None:
        found = whole.category
    elif telling:
        mark = max(telling, key=lambda mark: (mark.after - mark.first, mark.after))
        found = mark.category
    elif any(mark.first == first and mark.after == after for mark in page.found("countries", first, after)):
        found = "foreign"
    else:
        found = _endings().get(_last_word(page, first, after), "")
    if {"for", "against"} & set(page.word[first:after]) and found in {"", "citizen", "unknown"}:
        found = "civil_society"
    return abroad(page, first, after, found)


def abroad(page: Page, first: int, after: int, found: str) -> str:
    """Read officials, soldiers and politicians of another country as foreign; "the House panel on Benghazi" is none."""
    away = found in NATIONAL and page.found("countries", first, after) and not _SEATS.intersection(page.word[first:after])
    return "foreign" if away else found
