"""What an article says somebody is: the words before a name, the apposition after it, "who heads", "is a", "(R-Utah)"."""

from __future__ import annotations

from evenhand.sources.classes import (
    AUXILIARY,
    CAPITAL,
    COMMA,
    CONJUNCTION,
    DETERMINER,
    FUNCTION,
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
from evenhand.sources.page import Page

Evidence = tuple[int, int, str]

_BEFORE = 10  # words a description in front of a name may have
_BEHIND = 28  # words an apposition may have
_FULL = 3  # words of an apposition that runs into its verb without a comma
_SAYING = frozenset({"said", "says", "told", "tells", "added", "is", "was", "are", "were", "has", "had", "have", "will", "would"})
_BREAKS = frozenset({".", ";", ":", "(", ")", "?", "!", "—", "–", "--"})


def evidence_of(page: Page, mention: Mention) -> list[Evidence]:
    """Return the spans of words round a name that say what it names: ``(first, after, how)``."""
    found: list[Evidence] = []
    first = premodifier_start(page, mention.first)
    if first < mention.core:
        found.append((first, mention.core, "before"))
    elif leading := _leading_apposition(page, mention):
        found.append((*leading, "leading"))
    if mention.after < len(page) and page.joined(mention.after):
        before = page.bits[mention.first - 1] & (PREPOSITION | VERB) if mention.first > 0 and page.joined(mention.first) else 0
        found.extend(_behind(page, mention.after, before))
    return found


def premodifier_start(page: Page, first: int) -> int:
    """Walk left from a name over the words that describe it ("Apple's chief executive", "conservative radio host")."""
    at = first
    while at > 0 and page.joined(at) and first - at < _BEFORE:
        bits = page.bits[at - 1]
        if page.word[at - 1] == "." and at - 2 in page.marks["titles"]:
            at -= 1
            continue
        if bits & (COMMA | STOP | MARK | RELATIVE | AUXILIARY | PERSONAL | TIME | NUMBER | CONJUNCTION | DETERMINER):
            break
        if bits & PREPOSITION:
            # "chairman of the panel" does not stand before a name; "secretary of state" does.
            if page.word[at - 1] != "of" or not (at - 1 in page.marks["roles"] or at - 1 in page.marks["titles"]):
                break
        elif bits & (VERB | FUNCTION) and not bits & OWNER and at - 1 not in page.marks["roles"] and at - 1 not in page.marks["titles"]:
            break
        at -= 1
    while at < first and (page.bits[at] & OWNER or page.word[at] == "of"):
        at += 1
    described = any(i in page.marks[kind] for i in range(at, first) for kind in ("roles", "titles", "institutions", "unnamed"))
    return at if described or page.bits[first - 1] & CAPITAL else _lower_start(page, at, first)


def _lower_start(page: Page, at: int, first: int) -> int:
    """Keep plain words before a name ("electrician Tobin Sallowfield") only after a determiner or at the start of a sentence."""
    begins = page.opens(at) or bool(page.bits[at - 1] & (DETERMINER | COMMA))
    return at if begins else first


def _leading_apposition(page: Page, mention: Mention) -> tuple[int, int] | None:
    """Find the description in "the panel's chairman, Ana Lind, said"."""
    comma = mention.first - 1
    if comma < 2 or not page.joined(mention.first) or page.word[comma] != ",":
        return None
    at = comma
    while (
        at > 0
        and page.joined(at)
        and comma - at < _BEHIND // 2
        and not page.bits[at - 1] & (COMMA | MARK)
        and page.word[at - 1] not in _BREAKS
    ):
        at -= 1
        if page.bits[at] & DETERMINER and not page.bits[at - 1] & PREPOSITION:
            break
    roles = page.found("roles", at, comma) + page.found("titles", at, comma)
    closed = mention.after >= len(page) or not page.joined(mention.after) or bool(page.bits[mention.after] & (COMMA | STOP | VERB | MARK))
    begins = page.bits[at] & DETERMINER or page.opens(at)
    return (at, comma) if roles and closed and begins and not page.bits[at] & PREPOSITION else None


def _behind(page: Page, at: int, before: int = 0) -> list[Evidence]:  # noqa: PLR0911 - one return a case
    word = page.word[at]
    if word == "(":
        after = _until(page, at + 1, frozenset({")"}))
        found: list[Evidence] = [(at + 1, after, "bracket")]
        following = page.joined(after + 1) and page.word[after + 1] != "("
        return found + (_behind(page, after + 1, before) if following else [])
    if word == "," and page.joined(at + 1):
        return _apposition(page, at + 1, before)
    if word in {"—", "–", "--"} and page.joined(at + 1) and page.bits[at + 1] & DETERMINER:
        return [(at + 1, _until(page, at + 1, frozenset({"—", "–", "--", ","})), "behind")]
    if word in {"of", "from", "with"} and page.joined(at + 1):
        return [(at + 1, _until(page, at + 1, frozenset({",", "and", "in", "said", "says"})), "place")]
    if (
        word in {"is", "was", "became", "remains"}
        and page.joined(at + 1)
        and (page.bits[at + 1] & DETERMINER or at + 1 in page.marks["roles"])
    ):
        return [(at + 1, _until(page, at + 1, frozenset({",", "and", "but", "that", "when"})), "is")]
    if page.bits[at] & RELATIVE and word == "who" and page.joined(at + 1):
        return [(at + 1, _until(page, at + 1, frozenset({","})), "who")]
    return []


def _apposition(page: Page, at: int, before: int = 0) -> list[Evidence]:
    """Read what stands behind the comma after a name; an age is passed over.

    ``before`` holds the class of the word in front of the name: "In Chelsea, the mayor said" has none; "said Lind, the mayor" has.
    """
    if page.bits[at] & NUMBER:
        more = page.joined(at + 2) and page.word[at + 1] == "," and not page.bits[at + 2] & NUMBER
        return [(at, at + 1, "age")] + (_apposition(page, at + 2, before) if more else [])
    if page.word[at].split("'")[0] in {"who", "whose"}:
        return [(at + 1, _until(page, at + 1, frozenset({","})), "who")] if page.joined(at + 1) else []
    if page.bits[at] & (PERSONAL | AUXILIARY | VERB | CONJUNCTION | MARK) and not page.bits[at] & DETERMINER:
        return []
    after = _until(page, at, frozenset({",", "who"}))
    verb = next((i for i in range(at, after) if page.word[i] in _SAYING), after)
    if verb < after and not before & VERB and (before & PREPOSITION or page.word[at] not in {"a", "an"} or verb - at < _FULL):
        return []  # "In Chelsea, the mayor said ..."
    after = verb
    known = any(i in page.marks[kind] for i in range(at, after) for kind in ("roles", "titles", "institutions", "metonyms", "gender_nouns"))
    return [(at, after, "behind")] if known or page.bits[at] & DETERMINER else []


def _until(page: Page, at: int, stops: frozenset[str]) -> int:
    """Return the first token from ``at`` on that closes a description."""
    begin = at
    while at < len(page) and (at == begin or page.joined(at)) and at - begin < _BEHIND:
        if page.word[at] in stops or page.word[at] in _BREAKS or page.bits[at] & MARK:
            break
        at += 1
    return at
