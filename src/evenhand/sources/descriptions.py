"""Descriptions: "a senior official", "the ministry", "Trump's aides", joined by their nouns to what was named or described before."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from evenhand.sources.classes import CAPITAL, COMMA, DETERMINER, GIVEN, PREPOSITION, RELATIVE
from evenhand.sources.evidence import evidence_of
from evenhand.sources.figures import known_capacity, known_figure, known_nouns
from evenhand.sources.mentions import Mention, name_key
from evenhand.sources.nouns import body_nouns, same_nouns
from evenhand.sources.offices import name_type
from evenhand.sources.page import Page
from evenhand.sources.people import gender_of
from evenhand.sources.phrases import DEFINITE, Phrase, determiner, modifiers_of
from evenhand.sources.registry import Entity, Registry, gender_of_words

PASSED = frozenset({
    "u.s", "u.s.", "american", "former", "then", "ex", "new", "own", "late", "longtime", "current", "same", "first", "second", "two",
    "three", "recent", "latest",
})  # fmt: skip
_PARTIES = {"r": "republican", "d": "democrat", "i": "independent"}
_LOOKED_AT = 10  # mentions of a body searched for what it is called
_FOLLOWERS = frozenset({"team", "camp", "staff", "aides", "allies", "advisers", "advisors", "people", "operation", "organization", "side"})
_PARTY_OF = {"gop": "republican", "democratic": "democrat", "vice-presidential": "vice"}
_DECIDING = frozenset({
    "republican", "democrat", "libertarian", "green", "labour", "conservative", "vice", "independent", "first", "florida", "texas",
    "vermont", "new", "massachusetts", "ohio", "state", "deputy", "prime", "foreign", "french", "russian", "british", "mexican",
    "german", "israeli",
})  # fmt: skip
_BOTH = frozenset({
    "the two", "the pair", "the duo", "both", "both candidates", "both men", "both women", "the two candidates", "the two men",
    "the couple",
})  # fmt: skip
_AGED = re.compile(r"\d+-year-old")
_REMEMBERED = 100  # described sources back that a definite description may take up
_NEAR = 3  # sentences back to the last speaker
_SHORT = 4  # words of a description that takes up the last speaker


class Descriptions:
    """The described sources of one page, and who the definite ones stand for."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.page = registry.page
        self.at: dict[int, Entity] = {}
        self.joints: dict[tuple[int, ...], Entity] = {}
        self.entities: list[tuple[int, Entity]] = []
        self._texts: dict[str, Entity] = {}
        self._pooled: dict[int, frozenset[str]] = {}
        self._by_noun: dict[str, list[Entity]] | None = None
        self._names: dict[tuple[str, ...], Entity] = {}
        self._nouns: dict[int, frozenset[str]] = {}
        self._kinds: dict[int, frozenset[str]] = {}

    def pair(self, one: Entity, other: Entity, first: int, after: int) -> Entity:
        """Return the joint source of two."""
        key = tuple(sorted((id(one), id(other))))
        if key not in self.joints:
            self.joints[key] = Entity("joint", self.page.words(first, after), parts=(one, other))
        return self.joints[key]

    @cached_property
    def pairs(self) -> dict[int, tuple[Entity, Entity, int, int]]:
        """Two people whose names "and" joins, by where the first is named."""
        found = {}
        for mention, entity in dict.fromkeys(self.registry.at.values()):
            at = mention.after
            if entity.kind != "person" or at + 1 not in self.registry.at or self.page.word[at] != "and" or self.page.heading[at]:
                continue
            after, other = self.registry.at[at + 1]
            if other.kind == "person" and other is not entity:
                found[mention.first] = (entity, other, mention.first, after.after)
        return found

    def add(self, entity: Entity, first: int, after: int) -> None:
        """Note a described source, so that later words may take it up."""
        entity.evidence.append((first, after, "self"))
        self.at[first] = entity
        self.entities.append((first, entity))

    def find(self, phrase: Phrase, spoken: list[tuple[int, Entity]]) -> Entity:
        """Return the entity of a description: one met before, or a new one."""
        page = self.page
        article = determiner(page, phrase)
        text = " ".join(page.word[phrase.first : phrase.after])
        if text in _BOTH and (joint := self._joint_before(phrase.first)) is not None:
            joint.evidence.append((phrase.first, phrase.after, "again"))
            return joint
        if article == "definite":
            named, score = self._named(phrase)
            known = (named if score >= 3 else None) or self._described(phrase) or named or self._last_speaker(phrase, spoken)
            if known is not None:
                known.evidence.append((phrase.first, phrase.after, "again"))
                self.at[phrase.first] = known
                return known
        elif (article == "bare" or is_plural_word(page.word[phrase.head])) and text in self._texts:
            return self._texts[text]
        if (unlisted := self._unlisted(phrase)) is not None:
            return unlisted
        head = page.word[phrase.head]
        entity = Entity("group", " ".join(page.words(phrase.first, phrase.after).split()), tuple(text.split()), head=head)
        entity.owner = phrase.named[1] if phrase.named is not None else self._whose(phrase, spoken)
        self.add(entity, phrase.first, phrase.after)
        self._texts[text] = entity
        return entity

    def take_up_figures(self) -> None:
        """Give public figures what the article calls them where they do not speak: "when the Republican front-runner arrives"."""
        page = self.page
        nouns = frozenset().union(*(known_nouns(entity.key, page.published) for entity in self.registry.entities if entity.is_person))
        for head, mark in page.marks["roles"].items():
            if page.word[head] not in nouns or mark.after != head + 1 or page.heading[head]:
                continue
            first = next((at for at in range(head - 1, max(-1, head - _SHORT - 2), -1) if page.word[at] == "the"), None)
            if first is None or page.sentence[first] != page.sentence[head] or head + 1 in self.registry.at:
                continue
            entity, score = self._named(Phrase("description", first, head + 1, head))
            if entity is not None and score >= 2 and known_figure(entity.key):
                entity.evidence.append((first, head + 1, "again"))

    def _joint_before(self, at: int) -> Entity | None:
        """Return the last two people who spoke, or were named, together."""
        spoken = next(((first, e) for first, e in reversed(self.entities) if e.kind == "joint" and first < at), (-1, None))
        named = max((first for first in self.pairs if first < at), default=-1)
        return self.pair(*self.pairs[named]) if named > spoken[0] else spoken[1]

    def _whose(self, phrase: Phrase, spoken: list[tuple[int, Entity]]) -> Entity | None:
        """Return whose "his team" is: the person who spoke last."""
        owned = self.page.word[phrase.first] in {"his", "her"} and self.page.word[phrase.head] in _FOLLOWERS
        return spoken[-1][1] if owned and spoken and spoken[-1][1].kind == "person" else None

    def _unlisted(self, phrase: Phrase) -> Entity | None:
        """Take a speaker in capitals for a name, though it stands where capitals alone would not show it (a heading, a label)."""
        page = self.page
        within = range(phrase.first, phrase.after)
        marked = any(at in page.marks[kind] for at in within for kind in ("roles", "unnamed", "institutions", "titles"))
        if marked or len(within) > _SHORT or not all(page.bits[at] & CAPITAL and not page.bits[at] & DETERMINER for at in within):
            return None
        key = name_key(page.word[phrase.first : phrase.after])
        if key not in self._names:
            person = bool(known_figure(key) or (page.bits[phrase.first] & GIVEN and len(key) > 1))
            self._names[key] = Entity("person" if person else "body", page.words(phrase.first, phrase.after), key, votes=int(person))
            self._names[key].mentions.append(Mention(phrase.first, phrase.first, phrase.after, key, int(person)))
        return self._names[key]

    def _last_speaker(self, phrase: Phrase, spoken: list[tuple[int, Entity]]) -> Entity | None:
        """Let "the governor" be whoever spoke just before, where the article says of nobody that he is one."""
        page = self.page
        mark = page.marks["roles"].get(phrase.head)
        office = mark is not None and mark.category in {"executive", "legislature", "party"} and not is_plural_word(page.word[phrase.head])
        if page.word[phrase.first] != "the" or not spoken:
            return None
        if _AGED.fullmatch(page.word[phrase.head]):
            return next((entity for _, entity in reversed(spoken) if entity.kind == "person"), None)
        at, entity = spoken[-1]
        if not office and not self._may_be(phrase, entity):
            return None
        near = page.sentence[phrase.first] - page.sentence[min(at, len(page) - 1)] <= _NEAR
        elsewhere = known_capacity(entity.key, page.published) in {"media", "celebrity", "expert", "business"}
        return entity if near and entity.kind == "person" and not elsewhere and phrase.after - phrase.first <= _SHORT else None

    def _may_be(self, phrase: Phrase, entity: Entity) -> bool:
        """Tell whether "the teacher" may be the last speaker: one person, of whom the article says nothing else, of fitting gender."""
        page = self.page
        marks = [page.marks[kind].get(phrase.head) for kind in ("roles", "gender_nouns")]
        if entity.kind != "person" or not any(marks) or is_plural_word(page.word[phrase.head]) or self.nouns(entity):
            return False
        wanted = gender_of_words(page, phrase.first, phrase.after)
        return not wanted or gender_of(page, entity) in {"", wanted}

    def _named(self, phrase: Phrase) -> tuple[Entity | None, int]:
        """Find the named body or person that a definite description takes up, and how well it fits (3: its very noun)."""
        page = self.page
        head, modifiers = page.word[phrase.head], modifiers_of(page, phrase)
        heads = same_nouns(head)
        best: tuple[int, int] = (0, -1)
        chosen: Entity | None = None
        for entity in self.carrying(heads):
            if phrase.named is not None and entity is phrase.named[1]:
                continue
            before = bisect_left(entity.mentions, phrase.first, key=lambda mention: mention.first)
            place = entity.mentions[before - 1].first if before else -1
            if not before and not (entity.kind == "body" and entity.mentions):
                continue
            score = self._match(entity, heads, head, modifiers, phrase)
            if score and (score, place) > best:
                best, chosen = (score, place), entity
        return chosen, best[0]

    def _kind_nouns(self, entity: Entity) -> frozenset[str]:
        """Return the nouns that take up a body without being in its name: "the newspaper", "the agency", what an apposition calls it."""
        known = self._kinds.get(id(entity))
        if known is None:
            page, first = self.page, entity.mentions[0]
            kind = name_type(page, first.core, first.after)
            spans = [span for mention in entity.mentions[:_LOOKED_AT] for span in evidence_of(page, mention) if span[2] in {"behind", "is"}]
            called = {page.word[_head_end(page, begin, after, how) - 1] for begin, after, how in spans}
            known = self._kinds[id(entity)] = body_nouns(kind) | (called & body_nouns())
        return known

    def carrying(self, heads: frozenset[str]) -> list[Entity]:
        """Return the named entities that carry a noun: bodies in their name, persons in what is said of them."""
        if self._by_noun is None:
            self._by_noun = {}
            for entity in self.registry.entities:
                own = {*entity.key, *self._kind_nouns(entity)} if entity.kind == "body" and entity.mentions else self.nouns(entity)
                for noun in sorted(own):
                    self._by_noun.setdefault(noun, []).append(entity)
        return list(dict.fromkeys(entity for head in sorted(heads) for entity in self._by_noun.get(head, [])))

    def _match(self, entity: Entity, heads: frozenset[str], head: str, modifiers: frozenset[str], phrase: Phrase) -> int:
        if entity.kind == "body":
            return self._match_body(entity, heads, head, modifiers, phrase)
        if is_plural_word(head):
            return 0
        words, nouns = self.pooled(entity), self.nouns(entity)
        if not heads & nouns:
            return 0
        called = frozenset(_PARTY_OF.get(word, word) for word in modifiers)
        strange = called - words - set(entity.key) - nouns - PASSED
        if not words & self.page.places and "candidate" not in nouns:
            strange -= self.page.places  # "the Nevada Democrat": the article places him nowhere else
        known = head in known_nouns(entity.key, self.page.published)
        if known and known_capacity(entity.key, self.page.published) == "foreign":
            places = self.page.marks["countries"]  # "the Russian leader"
            strange -= {self.page.word[at] for at in range(phrase.first, phrase.head) if at in places}
        if known and not strange & _DECIDING:
            # "the brash real estate mogul": of a public figure, the noun is enough.
            strange = frozenset()
        if strange or (phrase.named is not None and self._is_stranger(phrase.named[1], words | nouns, known=known)):
            return 0
        return 3 if head in nouns else 2

    def _match_body(self, entity: Entity, heads: frozenset[str], head: str, modifiers: frozenset[str], phrase: Phrase) -> int:
        first, named = entity.mentions[0], head in entity.key
        kind = head in self._kind_nouns(entity) and self.page.word[phrase.first] == "the"
        if (entity.key[-1] not in heads and not named and not kind) or modifiers - set(entity.key) - PASSED:
            return 0
        fits = named or (kind and name_type(self.page, first.core, first.after) != "")
        return 3 if entity.key[-1] == head else 2 if fits else 1

    def _is_stranger(self, owner: Entity, words: frozenset[str], *, known: bool) -> bool:
        """Tell whether a name in a description stands in nothing said of a person; of public figures a body need not: "the GOP nominee"."""
        return (owner.is_person or not known) and not words.intersection(_PARTY_OF.get(word, word) for word in owner.key)

    def pooled(self, entity: Entity) -> frozenset[str]:
        """Return the words of everything the article says a person is."""
        known = self._pooled.get(id(entity))
        if known is None:
            page = self.page
            spans = [span for mention in entity.mentions for span in evidence_of(page, mention)]
            spans += [(mention.first, mention.core, "title") for mention in entity.mentions if mention.titled]
            known = frozenset(page.word[at] for first, after, how in spans if how not in {"who", "place"} for at in range(first, after))
            self._pooled[id(entity)] = known
        return known

    def nouns(self, entity: Entity) -> frozenset[str]:
        """Return the nouns that head what the article says a person is: the last words of roles, titles and gendered nouns."""
        known = self._nouns.get(id(entity))
        if known is None:
            page = self.page
            spans = [span for mention in entity.mentions for span in evidence_of(page, mention) if span[2] not in {"who", "place"}]
            spans += [(mention.first, mention.core, "title") for mention in entity.mentions if mention.titled]
            spans = [(first, _head_end(page, first, after, how), how) for first, after, how in spans]
            marks = [
                mark for first, after, _ in spans for kind in ("roles", "titles", "gender_nouns") for mark in page.found(kind, first, after)
            ]
            found = {page.word[mark.after - 1].rstrip(".") for mark in marks} | known_nouns(entity.key, page.published)
            letters = {page.word[first][0] for first, _, how in spans if how == "bracket"}
            known = frozenset(found | {_PARTIES[letter] for letter in letters if letter in _PARTIES})
            self._nouns[id(entity)] = known
        return known

    def _described(self, phrase: Phrase) -> Entity | None:
        """Find the described source that a definite description takes up: the same noun, or one of its kind."""
        page = self.page
        head, modifiers = page.word[phrase.head], modifiers_of(page, phrase)
        heads = same_nouns(head)
        for first, entity in self.entities[: -_REMEMBERED - 1 : -1]:
            if first >= phrase.first or (entity.head != head and entity.head not in heads):
                continue
            words = {page.word[at] for begin, after, _ in entity.evidence[:_REMEMBERED] for at in range(begin, after)}
            if not modifiers - words - PASSED and self._same_owner(phrase, entity, words, heads):
                return entity
        return None

    def _same_owner(self, phrase: Phrase, entity: Entity, words: set[str], heads: frozenset[str]) -> bool:
        """Tell whether "Lind's team" may be a source described before: it has the same owner, or none and nothing else said of it."""
        if phrase.named is None or entity.owner is phrase.named[1]:
            return True
        bare = set(entity.key) <= heads | DEFINITE
        return entity.owner is None and (bare or bool(words.intersection(phrase.named[1].key)))


def _head_end(page: Page, first: int, after: int, how: str) -> int:
    """Return where the words that name somebody's role end: before the first preposition of an apposition."""
    if how in {"before", "title"}:
        return after
    return next(
        (at for at in range(first + 1, after) if page.bits[at] & (PREPOSITION | COMMA | RELATIVE) or page.word[at] in {"of", "for"}), after
    )


def is_plural_word(word: str) -> bool:
    """Tell whether a noun names several people or things."""
    return (word.endswith("s") and not word.endswith("ss")) or word in {"people", "police", "many", "some", "others", "men", "women"}
