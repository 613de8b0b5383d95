"""Names in an article: runs of capitals, with the title before them and the kind of thing they name.

Capitals tell names, except where they open a sentence or a heading prints every word with one. There a word counts as
a name only where the rest of the article speaks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from evenhand.lexicons import read_lexicon
from evenhand.sources.classes import AUXILIARY, CAPITAL, CAPS, COMMON, DETERMINER, FUNCTION, GIVEN, INITIAL, NUMBER, PARTICLE, TIME, VERB
from evenhand.sources.page import Page

_SUFFIXES = frozenset({"inc", "corp", "ltd", "llc", "plc", "co", "company", "gmbh", "group", "holdings"})
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "sir", "dame", "mx", "lord", "lady", "messrs"})
_PARTISANS = frozenset({"democrat", "republican", "libertarian", "conservative", "tory", "liberal", "independent", "socialist"})
_MODALS = frozenset({"will", "may", "from", "so", "do", "an", "see"})
_LONGEST = 14  # words a name may have
# What makes an adjective of a name: "Texas-based Ana Lind", "Lind-endorsed".
_ADJECTIVES = tuple(f"-{word}" for word in (
    "based", "born", "area", "bred", "raised", "trained", "educated", "backed", "led", "style", "like", "era", "controlled", "leaning",
    "winning", "linked", "inspired", "sponsored", "made", "related", "speaking", "language", "dominated", "supported", "friendly", "themed",
    "backing", "supporting", "endorsed", "endorsing", "nominated", "run", "owned", "funded", "affiliated", "aligned", "held", "appointed",
))  # fmt: skip


@dataclass(frozen=True)
class Mention:
    """A name on a page: ``first`` to ``after`` with its title, ``core`` to ``after`` without; ``votes`` above 0 speak for a person."""

    first: int
    core: int
    after: int
    key: tuple[str, ...]
    votes: int

    @property
    def titled(self) -> bool:
        """Tell whether a title or role stands in front."""
        return self.core > self.first


def find_mentions(page: Page) -> list[Mention]:
    """Return the names of a page in reading order; runs that are a title alone ("the President") are none."""
    found: list[Mention] = []
    left: list[tuple[int, int]] = []
    at = 0
    while at < len(page):
        if not starts_name(page, at):
            at += 1
            continue
        after = name_end(page, at)
        mention = mention_of(page, at, after)
        if mention is not None:
            found.append(mention)
        else:
            left.append((at, after))
        at = after
    # "Baker said": a trade on its own is a surname where the article has somebody of that name.
    surnames = {mention.key[-1] for mention in found if len(mention.key) > 1}
    found += [_trade_as_surname(page, at, after) for at, after in left if _is_surname(page, at, after, surnames)]
    return sorted(found, key=lambda mention: mention.first)


def _is_surname(page: Page, first: int, after: int, surnames: set[str]) -> bool:
    if after > first + 1:
        return page.word[first].rstrip(".") in HONORIFICS
    return page.word[first] in surnames and page.word[first - 1] not in {"the", "a", "an"}


def _trade_as_surname(page: Page, first: int, after: int) -> Mention:
    core = after - 1
    return Mention(first, core, after, (page.word[core],), 3 if core > first else 0)


def starts_name(page: Page, at: int) -> bool:
    """Tell whether a name may start at a token."""
    bits = page.bits[at]
    if not bits & CAPITAL or page.word[at].endswith(_ADJECTIVES) or (bits & (FUNCTION | TIME) and not _acronym(page, at)):
        return page.word[at] in _MODALS and _is_surname_here(page, at)
    if page.heading[at]:
        return not bits & (VERB | COMMON)
    if not page.opens(at):
        return True
    # A capital that opens a sentence tells nothing: the word counts unless the article, or the language, has it as a plain word.
    if any(at in page.marks[kind] and page.marks[kind][at].after > at + 1 for kind in ("titles", "institutions", "metonyms")):
        return True
    document = page.marks["institutions"].get(at)
    plain = page.word[at] in page.lower or bits & (COMMON | VERB) or at in page.marks["unnamed"]
    plain = plain or (document is not None and document.category == "document" and document.after == at + 1)
    if page.joined(at + 1) and page.bits[at + 1] & CAPITAL and not page.bits[at + 1] & FUNCTION:
        return not plain or bool(bits & GIVEN) or at in page.marks["titles"] or at + 1 in page.marks["titles"]
    return not plain


def _is_surname_here(page: Page, at: int) -> bool:
    """Tell whether a capital "Will" is somebody's surname on this page."""
    return bool(page.bits[at] & CAPITAL) and not page.heading[at] and page.word[at] in page.surnames


def _acronym(page: Page, at: int) -> bool:
    return bool(page.bits[at] & CAPS) and page.word[at] in {"who", "it", "un", "us"} and not page.heading[at]


def name_end(page: Page, first: int) -> int:
    """Return the end of the name that starts at a token: capitals, initials and the small words inside names."""
    at = first + 1
    while at < len(page) and at - first < _LONGEST and page.joined(at):
        bits = page.bits[at]
        # What a list has as one name stays one: "USA Today", "Securities and Exchange Commission".
        listed = page.marks["named_bodies"].get(at) or page.marks["institutions"].get(at) or page.marks["metonyms"].get(at)
        if listed is not None and first <= listed.first < at and page.bits[listed.after - 1] & CAPITAL and not page.heading[at]:
            at = listed.after
            continue
        if bits & FUNCTION and page.word[at] in _MODALS and _is_second_name(page, at):
            return at + 1
        if bits & CAPITAL and not bits & (FUNCTION & ~PARTICLE) and not bits & TIME and not page.word[at].endswith(_ADJECTIVES):
            # A heading runs its names into its verbs.
            if page.heading[at] and bits & (VERB | AUXILIARY):
                break
            at += 1
        elif bits & PARTICLE and _capital(page, at + 1) and not bits & DETERMINER:
            at += 2
        elif step := _bridge(page, first, at):
            at += step
        else:
            break
    return at


def _is_second_name(page: Page, at: int) -> bool:
    """Tell whether "Will" or "May" behind a first name is a surname: printed with a capital where others have none."""
    return bool(page.bits[at] & CAPITAL and page.bits[at - 1] & GIVEN) and not page.heading[at]


def _capital(page: Page, at: int) -> bool:
    return page.joined(at) and bool(page.bits[at] & CAPITAL) and not page.bits[at] & FUNCTION


def _bridge(page: Page, first: int, at: int) -> int:  # noqa: PLR0911 - one return a case
    """Return how many tokens a small word carries a name on: "Department of Justice", "Teachers' Federation"."""
    word = page.word[at]
    if word == "." and at - 1 in page.marks["titles"] and _capital(page, at + 1):
        return 1
    body = bool(page.found("institutions", first, at)) or any(i in page.marks["institutions"] for i in range(first, at))
    if word == "of" and (body or page.marks["titles"].get(at - 1) or (first == at - 1 and page.word[at - 1].endswith("s"))):
        if _capital(page, at + 1):
            return 2
        return 3 if at + 2 < len(page) and page.word[at + 1] == "the" and page.joined(at + 1) and _capital(page, at + 2) and body else 0
    if word == "of" and first > 0 and page.word[first - 1] == "the" and not page.bits[first] & GIVEN and _capital(page, at + 1):
        return 2
    if (
        word in {"for", "on", "against", "in"}
        and (body or (page.word[at - 1].endswith("s") and first == at - 1))
        and _capital(page, at + 1)
    ):
        return 2 if word == "for" or body else 0
    if word in {"and", "&"} and _capital(page, at + 1):
        return 2 if _one_body(page, first, at) else 0
    if word in {"'", "’"} and page.word[at - 1].endswith("s") and _capital(page, at + 1) and at + 1 in page.marks["institutions"]:
        return 2
    return 0


def _one_body(page: Page, first: int, at: int) -> bool:
    """Tell whether "and" joins the parts of one body's name rather than two names."""
    if page.word[at] == "&":
        return True
    left = {page.marks["institutions"][i] for i in range(first, at) if i in page.marks["institutions"]}
    after = at + 1
    while after < min(len(page), at + _LONGEST) and _capital(page, after):
        after += 1
    right = {page.marks["institutions"][i] for i in range(at + 1, after) if i in page.marks["institutions"]}
    if left and right and at - 1 not in page.marks["institutions"] and after - 1 in page.marks["institutions"]:
        return True  # "House Oversight and Government Reform Committee": what stands before "and" is no body yet
    if left:
        # "Department of Health and Human Services", but not "the Interior Ministry and Congress"
        return not right and any(page.word[i] in {"of", "for"} for i in range(first, at))
    return bool(right) and after > at + 2 and first > 0 and page.word[first - 1] in {"the", "a"}


def mention_of(page: Page, first: int, after: int) -> Mention | None:
    """Divide a run into title and name; None where it is all title."""
    core = first if _is_named_body(page, first, after) else _title_end(page, first, after)
    if core >= after or _is_people(page, core, after):
        return None
    key = name_key(page.word[core:after])
    return Mention(first, core, after, key, _votes(page, first, core, after)) if key else None


def _is_named_body(page: Page, first: int, after: int) -> bool:
    """Tell whether a run is the name of a listed body and no more: "General Electric" is no general."""
    mark = page.marks["named_bodies"].get(after - 1)
    return mark is not None and mark.after == after and mark.first <= first and page.is_name(mark)


def _is_people(page: Page, core: int, after: int) -> bool:
    """Tell whether a run is a plural that describes people: "Democrats", "Senate Republicans"."""
    mark = page.marks["roles"].get(after - 1)
    if after == core + 1 and page.word[core].removesuffix("s") in _nationalities() and page.word[core].endswith("ns"):
        return True
    if mark is None or mark.after != after or page.bits[core] & GIVEN:
        return False
    return mark.term in plurals() or (page.word[after - 1] in _PARTISANS and core > 0 and page.word[core - 1] in {"the", "a", "another"})


@cache
def _nationalities() -> frozenset[str]:
    return read_lexicon("countries").words() | {"american", "african-american", "european", "asian", "african", "briton"}


@cache
def plurals() -> frozenset[str]:
    """Return the role words that stand for several people ("aides")."""
    entries = read_lexicon("roles").entries
    return frozenset(entries.loc[entries["note"].str.startswith("plural"), "term"])


def _title_end(page: Page, first: int, after: int) -> int:
    """Return where the title in front of a name ends (titles inside a body's name are part of it)."""
    last = page.marks["institutions"].get(after - 1)
    if last is not None and last.after <= after and not page.bits[after - 1] & GIVEN:
        return first
    core = first
    for at in range(first, after):
        for kind in ("titles", "roles"):
            mark = page.marks[kind].get(at)
            if mark is None or mark.after > after:
                continue
            if page.bits[mark.first] & INITIAL and mark.first > first:
                continue
            # A first name before another capital is no title: "Dean Moss", "Don Lind".
            if mark.after == mark.first + 1 and page.bits[mark.first] & GIVEN and page.bits[mark.first] & CAPITAL:
                continue
            # "Tim Cook", "Brian Baker": after a first name, a word that also is a trade is a surname.
            if mark.first > first and page.bits[mark.first - 1] & (GIVEN | INITIAL) and mark.after == after:
                continue
            if kind == "roles" and mark.after == after and after - first <= 2 and mark.first > first:
                continue
            core = max(core, mark.after)
    while first < core < after and page.word[core] in {"of", "for", "and", "the", "."}:
        core += 1 if page.word[core] == "." else 2
        # "Director of Government Affairs Ana Lind": the name begins at the first name.
        core = next((at for at in range(core, after - 1) if page.bits[at] & GIVEN), core)
    return core if core < after or not page.bits[first] & GIVEN else first


def name_key(words: list[str]) -> tuple[str, ...]:
    """Return the words by which names are compared: no initials, no company form, no "Jr.".

    Examples
    --------
    >>> name_key(["ana", "q.", "lind", "jr."])
    ('ana', 'lind')
    """
    bare = [word.strip(".") for word in words]
    kept = [word for word in bare if len(word) > 1 and word not in _GENERATIONS and word[0].isalnum()]
    while len(kept) > 1 and kept[-1] in _SUFFIXES:
        kept.pop()
    return tuple(kept) or tuple(word for word in bare if word)


def _votes(page: Page, first: int, core: int, after: int) -> int:
    """Weigh whether a run names a person (above 0) or a body, place or thing (below)."""
    votes = 0
    if core > first:
        votes += 3
    elif first > 0 and page.joined(first) and (first - 1 in page.marks["roles"] or first - 1 in page.marks["titles"]):
        votes += 2
    if page.bits[core] & GIVEN and after - core > 1:
        votes += 2
    if any(page.bits[at] & INITIAL for at in range(core, after)) and after - core > 1:
        votes += 2
    if core == first and first > 0 and page.joined(first) and page.word[first - 1] == "the":
        votes -= 3
    if _holds_body(page, core, after) or (core == first and _is_named_body(page, first, after)):
        votes -= 4 if core == first else 1
    if core == first and any(mark.first == first and mark.after == after for mark in page.found("countries", first, after)):
        votes -= 4
    if page.word[after - 1].strip(".") in _SUFFIXES or any(
        not page.bits[at] & CAPITAL and not page.bits[at] & PARTICLE for at in range(core, after)
    ):
        votes -= 3
    return votes + _shaped(page, first, core, after) + _followed(page, after)


def _shaped(page: Page, first: int, core: int, after: int) -> int:
    """Weigh a name of one word by its shape: an acronym, an abbreviation, a label."""
    if after > core + 1:
        return 0
    caps, label = bool(page.bits[core] & CAPS), _label(page, after)
    votes = -3 if core == first and caps and not page.heading[first] and not label else 0
    if core == first and page.word[core].endswith("."):
        votes -= 4  # "Md.", "Calif."
    return votes + (2 if label and caps and not _holds_body(page, core, after) else 0)  # "WALLACE:"


def _holds_body(page: Page, core: int, after: int) -> bool:
    """Tell whether a name holds the word for a body; "Bill" and "Trust" before a surname, or a lone word inside, do not count."""
    marks = page.found("institutions", core, after) + page.found("metonyms", core, after)
    given = bool(page.bits[core] & GIVEN)
    return any(mark.after == after or (mark.after - mark.first > 1 and not given) or (not given and mark.after < after) for mark in marks)


def _followed(page: Page, after: int) -> int:
    """Weigh what comes after a name: an age, "who", ", which"."""
    if not page.joined(after):
        return 0
    comma = page.word[after] == ","
    at = after + 1 if comma else after
    if at >= len(page) or not page.joined(at):
        return 0
    if comma and page.bits[at] & NUMBER and page.word[at].isdigit() and 4 <= int(page.word[at]) <= 110:
        return 3
    if page.word[at] in {"who", "whose"}:
        return 2
    if comma and page.word[at] == "which":
        return -2
    return 1 if comma and (at in page.marks["roles"] or page.bits[at] & DETERMINER) else 0


def _label(page: Page, after: int) -> bool:
    return page.joined(after) and page.word[after] == ":"
