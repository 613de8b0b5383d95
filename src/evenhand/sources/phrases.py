"""What a speaker, as printed, is: a pronoun, a name, a description, two of them, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from evenhand.sources.classes import (
    AUXILIARY,
    CAPITAL,
    COMMA,
    CONJUNCTION,
    DETERMINER,
    FEMALE,
    FUNCTION,
    MALE,
    MARK,
    NUMBER,
    OWNER,
    PERSONAL,
    PREPOSITION,
    RELATIVE,
    STOP,
    TIME,
    VERB,
)
from evenhand.sources.mentions import Mention
from evenhand.sources.offices import document_nouns
from evenhand.sources.page import Page
from evenhand.sources.registry import Entity, Registry

FIRST_PERSON = frozenset({"i", "me", "my", "myself", "mine"})
GENERIC = frozenset({"we", "let", "us", "our", "ours", "you", "your", "ourselves", "yours"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})
DEFINITE = frozenset({"the", "this", "that", "these", "those", "his", "her", "its", "their", "my", "our", "your", "both"})
OPENING = frozenset(
    {"a", "an", "another", "one", "some", "other", "others", "several", "two", "three", "many", "few", "any", "each", "every", "no"}
)
# Words that count the ones whom the noun behind "of" names: "one of those advisers".
_PARTITIVE = frozenset({
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "some", "many", "most", "several", "few", "more",
    "any",
    "none", "all", "both", "each", "half", "majority", "minority", "number", "group", "handful", "couple", "pair", "lot", "lots", "dozens",
    "scores", "hundreds", "thousands", "millions", "rest", "bulk", "plurality", "third", "quarter", "two-thirds", "three-quarters",
    "another",
    "others", "much", "generation", "array", "chorus", "slew", "string", "range", "crop", "trio", "cross-section", "part", "either",
    "neither", "percentage", "share", "fifty", "twenty", "thirty", "forty", "dozen", "hundred",
})  # fmt: skip
_BEHIND_NOUN = frozenset({
    "close", "familiar", "privy", "present", "involved", "out", "nationwide", "everywhere", "alike", "aware", "loyal", "sympathetic",
    "critical", "opposed", "eager", "likely", "unable", "polled", "surveyed", "briefed", "affiliated", "aligned", "allied", "hoping",
    "saying", "seeking", "trying", "working", "running", "backing", "supporting", "calling", "attending", "here", "there", "abroad",
})  # fmt: skip
_JOINS = frozenset({",", "and", "&", "or"})
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "alone"})
# What somebody says or thinks, named for the one whose it is: "in Lind's mind", "Lind's account".
_OWN_WORDS = frozenset({
    "mind", "eyes", "view", "opinion", "estimation", "telling", "account", "remarks", "comments", "words", "version", "voice", "testimony",
    "thinking", "imagination", "assessment", "heart",
})  # fmt: skip
_OUTER = frozenset(
    {"for", "of", "in", "at", "from", "to", "with", "on", "by", "who", "which", "that", "about", "behind", "near", "including", "whose"}
)


@dataclass(frozen=True)
class Phrase:
    """A speaker, read.

    Attributes
    ----------
    kind
        ``pronoun``, ``first``, ``generic``, ``relative``, ``name``, ``description``, ``joint`` or ``empty``.
    first, after
        The words it covers, without marks at its ends.
    head
        The token of its head: the pronoun, the last word of the name, the noun of the description.
    named
        The name that speaks, or, in a description, the owner ("Trump's aides").
    gender
        Of a pronoun: ``female``, ``male``, ``plural`` or ``neuter``.
    """

    kind: str
    first: int
    after: int
    head: int = -1
    named: tuple[Mention, Entity] | None = None
    gender: str = ""


def read_phrase(registry: Registry, first: int, after: int) -> list[Phrase]:
    """Read a speaker; phrases joined by "and" give two, names in a row one each."""
    page = registry.page
    first, after = _strip(page, first, after)
    if first >= after:
        return [Phrase("empty", first, first)]
    if pronoun := _pronoun(page, first, after):
        return [pronoun]
    end = _segment_end(registry, first, after)
    if several := _listed(registry, first, after):
        return several
    joints = [
        at for at in range(first + 1, end - 1) if page.bits[at] & CONJUNCTION and page.word[at] in {"and", "&"} and at not in registry.at
    ]
    if joints:
        halves = [_one(registry, first, joints[0]), _one(registry, *_strip(page, joints[-1] + 1, after))]
        if end < after and halves[0].kind != "name":
            return [_one(registry, first, after)]
        if all(half.kind != "empty" for half in halves) and _are_two(page, halves):
            return halves
    return [_one(registry, first, after)]


def _listed(registry: Registry, first: int, after: int) -> list[Phrase]:
    """Read "Lind, Roe and Marsh", and "Lind, Roe" in a heading, as names one by one."""
    named, words = registry.named(first, after), registry.page.word
    gaps = [words[one.after : other.first] for (one, _), (other, _) in pairwise(named)]
    whole = len(named) > 1 and named[0][0].first == first and named[-1][0].after == after
    if not whole or any(not gap or not _JOINS.issuperset(gap) for gap in gaps):
        return []
    if len(named) == 2 and not (gaps == [[","]] and registry.page.heading[first]):
        return []
    return [Phrase("name", m.first, m.after, m.after - 1, (m, e)) for m, e in named]


def _strip(page: Page, first: int, after: int) -> tuple[int, int]:
    while first < after and (page.bits[first] & (COMMA | STOP | MARK | CONJUNCTION | PREPOSITION) or page.word[first] == "as"):
        first += 1
    while after > first and (page.bits[after - 1] & (COMMA | STOP | MARK) or (after > first + 1 and page.word[after - 1] in _REFLEXIVE)):
        after -= 1
    return first, after


def _pronoun(page: Page, first: int, after: int) -> Phrase | None:  # noqa: PLR0911 - one return a case
    word, bits = page.word[first].split("'")[0], page.bits[first]
    if after > first + 1 and page.word[after - 1] not in {"himself", "herself", "themselves", "both", "all", "also", "too", "alone", "'s"}:
        return None
    if word in FIRST_PERSON and page.printed[first] != "US":
        return Phrase("first", first, after, first)
    if word in GENERIC and page.printed[first] != "US":
        return Phrase("generic", first, after, first)
    if bits & RELATIVE or word in {"that", "which", "who", "whom", "whose"}:
        return Phrase("relative", first, after, first)
    if bits & (FEMALE | MALE) or word in {"he", "she"}:
        return Phrase("pronoun", first, after, first, gender="female" if bits & FEMALE or word == "she" else "male")
    if word in {"these", "those"} and _says_who(page, after):
        return None
    if word in PLURAL or word in {"these", "those", "both"}:
        return Phrase("pronoun", first, after, first, gender="plural")
    if word in NEUTER or word == "this":
        return Phrase("pronoun", first, after, first, gender="neuter")
    return None


def _says_who(page: Page, at: int) -> bool:
    """Tell whether what follows "those" says who they are: "those who ...", "those with ...", "those describing ..."."""
    return page.joined(at) and (page.word[at] in _OUTER or bool(page.bits[at] & RELATIVE) or page.word[at].endswith("ing"))


def _are_two(page: Page, halves: list[Phrase]) -> bool:
    """Tell whether "and" joins two speakers: both named, or both nouns on their own ("companies and individuals")."""
    left, right = halves
    if left.kind == "name" and right.kind == "name":
        return True
    if right.kind in {"first", "pronoun"} or left.kind in {"first", "pronoun"}:
        return True
    if right.named is not None and right.kind == "name" and left.kind == "description" and not page.word[left.head].endswith("s"):
        # "estate agent and television star Ana Lind" is one; "the mayor and Ana Lind" are two.
        return page.bits[right.first] & DETERMINER > 0 or right.named[0].core == right.first
    if "name" in (left.kind, right.kind):
        return left.after - left.first > 1 or left.kind == "name"
    return page.word[left.head].endswith("s") and page.word[right.head].endswith("s") and right.after - left.first <= 6


def _segment_end(registry: Registry, first: int, after: int) -> int:
    """Return where the words before any comma, preposition or relative clause end."""
    page = registry.page
    for at in range(first + 1, after):
        inside = (
            at in registry.at and registry.at[at][0].first < at and at - 1 in registry.at and registry.at[at][1] is registry.at[at - 1][1]
        )
        if inside:
            continue
        role = page.marks["roles"].get(at) or page.marks["titles"].get(at) or page.marks["institutions"].get(at)
        if role is not None and role.first < at < role.after - 1:
            continue
        if page.bits[at] & (COMMA | STOP | RELATIVE) and page.word[at] not in {"'", "’", ".", "/", "%"}:
            return at
        if page.bits[at] & PREPOSITION or page.word[at] in _OUTER:
            return at
        if page.bits[at] & (AUXILIARY | TIME) and at > first and not page.bits[at] & OWNER:
            return at
        # "a report published in March", "allies close to him": what follows the noun closes it.
        if role is None and _closes_noun(page, first, at):
            return at
    return after


def _closes_noun(page: Page, first: int, at: int) -> bool:
    """Tell whether a word behind a noun is a participle or adjective that belongs to what follows."""
    if page.bits[at - 1] & DETERMINER or page.bits[at] & CAPITAL:
        return False
    if page.word[at] in _BEHIND_NOUN:
        return True
    if not page.word[at].endswith(("ed", "en", "wn")):
        return False
    listed = any(page.marks[kind].get(at - 1) for kind in ("roles", "unnamed")) or page.word[at - 1] in document_nouns()
    return bool(page.bits[at] & VERB) or (listed and at > first)


def _one(registry: Registry, first: int, after: int) -> Phrase:
    page = registry.page
    if pronoun := _pronoun(page, first, after):
        return pronoun
    end = _segment_end(registry, first, after)
    if end <= first:
        return Phrase("empty", first, first)
    if counted := _behind_count(page, first, after):
        return _one(registry, counted, after)
    start, owner = _owner(registry, first, end)
    last = _noun_before(page, end, start)
    return _as_name(registry, (first, after), (start, last, end), owner) or _as_description(
        registry, (first, after), (start, last, end), owner
    )


def _owner(registry: Registry, first: int, end: int) -> tuple[int, tuple[Mention, Entity] | None]:
    """Return where the words behind "Lind's" begin, and Lind."""
    page, start = registry.page, first
    owner: tuple[Mention, Entity] | None = None
    for at in range(first, end):
        if (page.bits[at] & OWNER or page.word[at] in {"'", "’"}) and at + 1 < end and (at not in registry.at or not _spans(registry, at)):
            start, owner = at + 1, registry.at.get(at - 1, owner)
    return start, owner


def _noun_before(page: Page, end: int, start: int) -> int:
    """Return the last word before ``end`` that is no mark."""
    last = end - 1
    while last > start and page.bits[last] & (OWNER | STOP | COMMA | MARK):
        last -= 1
    return last


def _as_name(
    registry: Registry, whole: tuple[int, int], inner: tuple[int, int, int], owner: tuple[Mention, Entity] | None
) -> Phrase | None:
    """Read a speaker as a name: at its end, behind a comma, or as the owner of the words spoken."""
    (first, after), (start, last, end) = whole, inner
    if last in registry.at:
        mention, entity = registry.at[last]
        if mention.after == last + 1 and mention.core <= last and mention.core >= start:
            return Phrase("name", first, after, last, (mention, entity))
    if named := _name_behind(registry, end, after):
        return Phrase("name", first, after, named[0].after - 1, named)
    if owner is not None and start > first and registry.page.word[last] in _OWN_WORDS and last - start < 2:
        return Phrase("name", first, after, owner[0].after - 1, owner)
    return None


def _as_description(
    registry: Registry, whole: tuple[int, int], inner: tuple[int, int, int], owner: tuple[Mention, Entity] | None
) -> Phrase:
    """Read a speaker as a description: its noun, and whose it is."""
    (first, after), (start, last, end) = whole, inner
    page = registry.page
    if page.word[last] in _PARTITIVE and end < after - 1 and page.word[end] == "of":
        last = _noun_before(page, _segment_end(registry, end + 1, after), end + 1)
        return Phrase("description", first, after, last, owner or next(iter(registry.named(end + 1, last)), None))
    if owner is None:
        owner = next(((mention, entity) for mention, entity in registry.named(start, last)), None)
    # The noun of "the authors of the report" stands before "of", though the lists have the whole as one term.
    of = next((at for at in range(start + 1, last) if page.word[at] == "of"), None)
    return Phrase("description", first, after, last if of is None else of - 1, owner)


def _behind_count(page: Page, first: int, after: int) -> int:
    """Return where the noun behind "about 4 in 10" begins, or 0."""
    for at in range(first, min(first + 4, after - 3)):
        if page.bits[at] & NUMBER and page.word[at + 1] in {"in", "of"} and page.bits[at + 2] & NUMBER:
            return at + 3
    return 0


def _spans(registry: Registry, at: int) -> bool:
    mention = registry.at[at][0]
    return mention.first < at < mention.after - 1


def _name_behind(registry: Registry, end: int, after: int) -> tuple[Mention, Entity] | None:
    """Find the name in "an attorney for Pagliano, Mark MacDougall": behind a comma, and all there is."""
    page = registry.page
    for at in range(end, after - 1):
        begin = at + 2 if at + 2 < after and page.word[at + 1] == "the" else at + 1
        if page.word[at] != "," or begin not in registry.at:
            continue
        mention, entity = registry.at[begin]
        if begin > at + 1 and not mention.titled:
            continue  # "the Rev. Lind" is a name, "the Brightwater trust" a description
        closes = (
            mention.after >= after or page.bits[mention.after] & (COMMA | STOP | MARK | PREPOSITION) or page.word[mention.after] in _OUTER
        )
        if mention.first == begin and mention.after <= after and closes and entity.kind == "person":
            return mention, entity
    return None


def modifiers_of(page: Page, phrase: Phrase) -> frozenset[str]:
    """Return the words between the article (or owner) and the noun of a description."""
    start = phrase.first
    for at in range(phrase.first, phrase.head):
        if page.bits[at] & OWNER:
            start = at + 1
    words = {page.word[at] for at in range(start, phrase.head) if not page.bits[at] & (DETERMINER | PERSONAL | FUNCTION)}
    return frozenset(words - DEFINITE - OPENING)


def determiner(page: Page, phrase: Phrase) -> str:
    """Return ``definite``, ``opening`` ("a", "some", "two") or ``bare``, by the first word of a description."""
    word = page.word[phrase.first]
    if word in OPENING or word.isdigit() or phrase.first == phrase.head:
        return "opening"
    if word in DEFINITE or page.bits[phrase.first] & DETERMINER:
        return "definite"
    owned = any(page.bits[at] & OWNER for at in range(phrase.first, phrase.head))
    return "definite" if owned else "bare"
