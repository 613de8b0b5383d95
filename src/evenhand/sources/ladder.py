"""The ladder of anonymity: named and described, named, described, bare, hidden, document."""

from __future__ import annotations

from functools import cache

from evenhand.lexicons import read_lexicon
from evenhand.sources.classes import CAPITAL, CAPS, DETERMINER, OWNER
from evenhand.sources.evidence import Evidence
from evenhand.sources.figures import known_figure
from evenhand.sources.mentions import HONORIFICS
from evenhand.sources.page import Page
from evenhand.sources.people import is_plural
from evenhand.sources.registry import Entity

_COUNTING = frozenset({
    "the", "a", "some", "one", "many", "most", "several", "few", "other", "numerous", "multiple", "various", "two", "three", "unnamed",
    "anonymous",
})  # fmt: skip
# Nouns for a part of a body, which is named with it.
_PARTS = frozenset(
    {"panel", "court", "committee", "board", "office", "division", "branch", "chapter", "arm", "unit", "subcommittee", "team"}
)
# A first-person or general pronoun and nouns so general that they describe nobody.
_EMPTY = frozenset(
    {"people", "some", "others", "many", "one", "everyone", "anyone", "nobody", "somebody", "someone", "most", "few", "several"}
)


@cache
def _bare() -> frozenset[str]:
    return read_lexicon("unnamed").words("bare") | _EMPTY


def anonymity_of(page: Page, entity: Entity, evidence: list[Evidence], kind: str) -> str:
    """Return the rung on which a named or described source of a type (``kind``) stands."""
    if entity.kind == "body":
        return "named_described" if any(_explains(page, span) for span in evidence) else "named"
    if entity.kind == "person":
        # A first name alone ("Ellie") stands for somebody introduced before; of a full name something has to be said.
        label = all(page.bits[mention.core] & CAPS for mention in entity.mentions)
        told = any(_describes(page, span) for span in evidence) or (len(entity.key) == 1 and not label and not known_figure(entity.key))
        return "named_described" if told else "named"
    text = " ".join(entity.key)
    first, _, rest = text.partition(" ")
    short = rest if first in _COUNTING else text
    plain = text in _bare() or short in _bare()
    if plain and (entity.head in _EMPTY or kind == "unknown") and not text.startswith("the "):
        return "bare"
    # "The Obama administration", "Clinton's campaign": a body known by its head.
    owned = entity.owner is not None and entity.head in {
        "administration",
        "campaign",
        "government",
        "organization",
        "foundation",
        "white house",
    }
    return "named" if owned or _names_body(page, entity) else "described"


def _names_body(page: Page, entity: Entity) -> bool:
    """Tell whether a described body names the one it is part of: "a three-judge panel of the Court of Appeals"."""
    if entity.head not in _PARTS:
        return False
    spans = [(first, after) for first, after, how in entity.evidence if how == "self"]
    marks = [mark for first, after in spans for mark in page.found("institutions", first, after)]
    return any(page.bits[mark.first] & CAPITAL and mark.after - mark.first > 1 for mark in marks)


def _explains(page: Page, span: Evidence) -> bool:
    """Tell whether a span says what a named body is: "Brightwater, a charity", "the website Brightwater"."""
    first, after, how = span
    if how in {"behind", "is"}:
        return any(page.found(kind, first, after) for kind in ("institutions", "roles")) or page.word[first] in {"a", "an", "the"}
    listed = page.found("institutions", first, after) if how == "before" else []
    return any(not page.bits[mark.after - 1] & CAPITAL for mark in listed)


def _describes(page: Page, span: Evidence) -> bool:
    """Tell whether a span says what a person is, more than Mr or Ms does."""
    first, after, how = span
    if how in {"title", "before"}:
        marks = page.found("titles", first, after) + page.found("roles", first, after)
        return any(mark.category != "unknown" or mark.after - mark.first > 1 or mark.term not in HONORIFICS for mark in marks) or (
            how == "before"
            and not marks
            and (not page.bits[after - 1] & (OWNER | DETERMINER) or bool(page.bodies(first, after)))
            and not page.word[first].endswith(("ing", "ed"))
        )
    return True


def is_nobody(page: Page, entity: Entity) -> bool:
    """Tell whether a described source is described by words that tell nothing ("sources", "some", "officials", "the issue")."""
    text = " ".join(entity.key)
    listed = any(page.found(kind, first, after) for kind in ("roles", "unnamed") for first, after, how in entity.evidence if how == "self")
    return listed or text in _bare() or entity.head in _EMPTY or not is_plural(entity)
