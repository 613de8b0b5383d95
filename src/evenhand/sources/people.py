"""What the article shows of those who speak: one or several, people or not, and of which gender."""

from __future__ import annotations

from evenhand.sources.figures import known_gender
from evenhand.sources.page import Page
from evenhand.sources.registry import Entity, gender_of_words, given_gender

COLLECTIVE = frozenset(
    {"group", "team", "family", "couple", "pair", "campaign", "party", "union", "panel", "court", "committee", "public", "majority"}
)
_SEVERAL = frozenset({
    "people", "police", "others", "some", "many", "men", "women", "children", "most", "few", "parents", "staff", "public", "both", "those",
    "these",
})  # fmt: skip
_FIRST_MENTIONS = 30  # mentions in which a title may show the gender; later ones seldom have one


def is_plural(entity: Entity) -> bool:
    """Tell whether a described source is several people."""
    head = entity.head
    ends = head.endswith("s") and not head.endswith(("ss", "us", "is")) and head not in {"news", "boss"}
    return head in _SEVERAL or head.endswith(("men", "women", "people")) or ends


def is_human(page: Page, entity: Entity) -> bool:
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
