"""The registry of an article: every person, body and thing it names, each with all its names.

Full names come first, wherever they stand; surnames, acronyms and the capitals of headings are then given to them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from evenhand.sources.classes import CAPITAL, CAPS, FEMALE, FUNCTION, GIVEN, GIVEN_FEMALE, GIVEN_MALE, MALE, VERB
from evenhand.sources.figures import known_figure, known_gender
from evenhand.sources.mentions import Mention, find_mentions, name_key
from evenhand.sources.page import Page

_LOOKED_AT = 30  # mentions searched for a title or first name
_AFTER_PLURAL = frozenset({
    "are", "were", "have", "do", "who", "in", "from", "with", "at", "on", "of", "like", "such", "say", "want", "think", "fear", "hope",
    "believe", "expect", "see", "call", "argue", "mock", "worry", "also", "know", "need", "love", "hate", "seem", "show", "suggest",
})  # fmt: skip
_CLOSE = 12  # words behind a name within which "her" or "his" is taken for the same person


class Said(NamedTuple):
    """One quote of an entity: the words ``first`` to ``after`` of the page, its cue as printed, and the class of the cue."""

    first: int
    after: int
    cue: str
    cue_class: str


@dataclass(eq=False)
class Entity:
    """Somebody or something of an article.

    Attributes
    ----------
    kind
        ``person``, ``body`` (organisation, place, document with a name), ``group`` (described), ``joint``, ``author``,
        ``generic`` ("we", "you") or ``hidden``.
    name, key
        The fullest name, as printed, and the words it is compared by.
    mentions
        Where it is named.
    evidence
        Spans of words ``(first, after, how)`` that say what it is.
    votes
        Above 0 where the article treats it as a person.
    shown
        Counts of the pronouns that stand for it: ``{"female": 2}``.
    head
        The head noun of a description.
    parts
        The members of a joint source.
    owner
        Whose a described source is ("Trump's aides").
    last
        The token where it last spoke, or -1.
    said
        Its quotes.
    """

    kind: str
    name: str
    key: tuple[str, ...] = ()
    mentions: list[Mention] = field(default_factory=list)
    evidence: list[tuple[int, int, str]] = field(default_factory=list)
    votes: int = 0
    shown: Counter[str] = field(default_factory=Counter)
    head: str = ""
    parts: tuple[Entity, ...] = ()
    owner: Entity | None = None
    last: int = -1
    said: list[Said] = field(default_factory=list)

    @property
    def is_person(self) -> bool:
        """Tell whether it is one person."""
        return self.kind in {"person", "author"}


class Registry:
    """All names of one page; ``at`` maps each token of a name to its mention and entity."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.entities: list[Entity] = []
        self.at: dict[int, tuple[Mention, Entity]] = {}
        self.coded: dict[tuple[int, int], object] = {}
        self._by_key: dict[tuple[str, ...], Entity] = {}
        self._by_last: dict[str, list[Entity]] = {}
        self._by_first: dict[str, list[Entity]] = {}
        self._by_middle: dict[str, list[Entity]] = {}
        self._acronyms: dict[str, Entity] = {}
        self._titled: dict[tuple[str, str], Entity] = {}
        mentions = _without_openers(page, find_mentions(page))
        plain = [mention for mention in mentions if not page.heading[mention.first]]
        for mention in (mention for mention in plain if len(mention.key) > 1):
            self._add(mention, self._same(mention) or self._new(mention))
        self._find_acronyms()
        for mention in (mention for mention in plain if len(mention.key) == 1):
            self._add(mention, self._short(mention) or self._new(mention))
        for mention in (mention for mention in mentions if page.heading[mention.first]):
            self._read_heading(mention)
        for entity in self.entities:
            entity.mentions.sort(key=lambda mention: mention.first)
            self._settle_name(entity)
            if known_figure(entity.key) or entity.key in page.rules.figures:
                entity.votes = max(entity.votes, 1)
            given = entity.mentions and page.bits[entity.mentions[0].core] & GIVEN and len(entity.key) == 1
            unmarked = entity.votes == 0 and (len(entity.key) in {2, 3} or given)
            entity.kind = "person" if entity.votes > 0 or unmarked else "body"
        self._count_pronouns()

    def _new(self, mention: Mention) -> Entity:
        entity = Entity("person", self.page.words(mention.core, mention.after), mention.key)
        self.entities.append(entity)
        self._by_key[mention.key] = entity
        self._by_last.setdefault(mention.key[-1], []).append(entity)
        self._by_first.setdefault(mention.key[0], []).append(entity)
        for word in mention.key[1:-1]:
            self._by_middle.setdefault(word, []).append(entity)
        return entity

    def _add(self, mention: Mention, entity: Entity) -> None:
        entity.mentions.append(mention)
        entity.votes += mention.votes
        name = self.page.words(mention.core, mention.after)
        if len(mention.key) > len(entity.key) or (mention.key == entity.key and entity.name.isupper() and not name.isupper()):
            entity.name = name
            self._by_key[mention.key] = entity
            if mention.key[0] != entity.key[0]:
                self._by_first.setdefault(mention.key[0], []).append(entity)
            entity.key = mention.key
        elif len(mention.key) == len(entity.key) and len(name) > len(entity.name) and not name.isupper():
            entity.name = name
        for at in range(mention.first, mention.after):
            self.at[at] = (mention, entity)

    def _same(self, mention: Mention) -> Entity | None:
        """Return the entity that a name of several words belongs to: the same words, or the end of a longer name."""
        if mention.key in self._by_key:
            return self._by_key[mention.key]
        for entity in reversed(self._by_last.get(mention.key[-1], [])):
            short, long = sorted((mention.key, entity.key), key=len)
            if len(short) > 1 and (long[-len(short) :] == short or (short[0] == long[0] and set(short) < set(long))):
                return entity
        return None

    def _find_acronyms(self) -> None:
        for entity in self.entities:
            for mention in entity.mentions[:1]:
                words = [self.page.printed[at] for at in range(mention.core, mention.after)]
                letters = "".join(word[0] for word in words if word[0].isupper() and word.lower() != "the")
                if len(letters) > 1:
                    self._acronyms.setdefault(letters.lower(), entity)
                    if words[0] in {"U.S.", "US", "U.K."}:
                        self._acronyms.setdefault(letters[1:].lower(), entity)

    def _short(self, mention: Mention) -> Entity | None:  # noqa: PLR0911 - one return a case
        """Return the entity that a single word stands for: a surname, a first name, the end of a body's name, an acronym."""
        word = mention.key[0]
        page = self.page
        # "The Times" is no person, but "the McKinley plan" holds his name.
        modifies = (
            page.joined(mention.after) and page.word[mention.after].isalpha() and not page.bits[mention.after] & (FUNCTION | CAPITAL | VERB)
        )
        article = mention.first > 0 and page.word[mention.first - 1] == "the" and not mention.titled and not modifies
        acronym = bool(self.page.bits[mention.core] & CAPS) or "." in word
        if acronym and (entity := self._acronyms.get(word.replace(".", ""))) is not None and entity.votes <= 0:
            return entity
        if mention.key in self._by_key:
            return self._by_key[mention.key]
        if not article and any(
            m.after == mention.after and m.category == "business" for m in page.found("institutions", mention.core, mention.after)
        ):
            return None
        named = [entity for entity in self._by_last.get(word, []) if (entity.votes <= 0) == article or not article]
        if named:
            return self._likeliest(mention, named)
        figure = known_figure(mention.key)
        wanted = gender_of_words(page, mention.first, mention.core)
        if figure in self._by_key and (not wanted or known_gender(figure) == wanted):
            return self._by_key[figure]
        middle = [entity for entity in self._by_middle.get(word, []) if entity.votes > 0 and mention.titled]
        if len(middle) == 1:
            return middle[0]  # "Ms. Acosta", of Melba Acosta Febo
        first = [entity for entity in self._by_first.get(word, []) if (entity.votes > 0) != article and not mention.titled]
        return self._likeliest(mention, first) if first and (first[0].votes > 0 or len(first[0].key) == 2) else None

    def _likeliest(self, mention: Mention, entities: list[Entity]) -> Entity:
        """Choose among entities that share a name: by the gender of the title, then the person whom the article named first."""
        wanted = gender_of_words(self.page, mention.first, mention.core)
        fitting = [entity for entity in entities if not wanted or self._name_gender(entity) in {"", wanted}]
        if not fitting:
            return self._new_by_title(mention, wanted)
        before = [entity for entity in fitting if entity.mentions and entity.mentions[0].first < mention.first] or fitting
        return max(before, key=lambda entity: (entity.votes > 0, -entity.mentions[0].first))

    def _new_by_title(self, mention: Mention, gender: str) -> Entity:
        """Return the other person of a surname: "Mr. Clinton" where only Hillary Clinton is named in full."""
        key = (gender, mention.key[-1])
        if key not in self._titled:
            name = self.page.words(mention.core, mention.after)
            self._titled[key] = Entity("person", name, mention.key)
            self.entities.append(self._titled[key])
        return self._titled[key]

    def _name_gender(self, entity: Entity) -> str:
        for mention in entity.mentions[:_LOOKED_AT]:
            if gender := gender_of_words(self.page, mention.first, mention.core):
                return gender
        return given_gender(self.page, entity)

    def _read_heading(self, mention: Mention) -> None:
        """Give the words of a heading to names that the article has elsewhere."""
        page, at = self.page, mention.first
        known = False
        while at < mention.after:
            for after in range(mention.after, at, -1):
                words = tuple(word.strip(".") for word in page.word[at:after])
                entity = self._by_key.get(words)
                if entity is None and after == at + 1:
                    entity = self._only_person(self._by_last, words[0])
                    entity = entity or (self._only_person(self._by_first, words[0]) if page.bits[at] & GIVEN else None)
                if entity is not None:
                    self._add(Mention(at, at, after, words, 0), entity)
                    known, at = True, after
                    break
            else:
                at += 1
        if not known:
            self._first_names(mention)
            for mark in page.found("institutions", mention.first, mention.after) + page.found("metonyms", mention.first, mention.after):
                if mark.after > mark.first + 1:
                    body = Mention(mark.first, mark.first, mark.after, name_key(page.word[mark.first : mark.after]), -4)
                    self._add(body, self._by_key.get(body.key) or self._new(body))

    @staticmethod
    def _only_person(index: dict[str, list[Entity]], word: str) -> Entity | None:
        """Return the one person that an index has under a word, also where nothing but the shape of the name speaks for a person."""
        held = list(dict.fromkeys(index.get(word, [])))
        persons = [entity for entity in held if entity.votes > 0] or [e for e in held if e.votes == 0 and len(e.key) in {2, 3}]
        return persons[0] if len(persons) == 1 else None

    def _first_names(self, mention: Mention) -> None:
        """Take a first name and the word after it for a person whom only the heading names."""
        page = self.page
        for at in range(mention.first, mention.after - 1):
            if page.bits[at] & GIVEN and page.bits[at + 1] & CAPITAL:
                found = Mention(at, at, at + 2, name_key(page.word[at : at + 2]), 2)
                self._add(found, self._by_key.get(found.key) or self._new(found))
                return

    def _settle_name(self, entity: Entity) -> None:
        """Take the full name printed most often, of equal ones the longer: "Crooked Ana Lind" once does not rename her."""
        full = Counter(mention.key for mention in entity.mentions if len(mention.key) > 1)
        if entity.votes > 0 and len(full) > 1:
            best = max(full, key=lambda key: (full[key], len(key)))
            names = [self.page.words(m.core, m.after) for m in entity.mentions if m.key == best]
            entity.key, entity.name = best, max(names, key=lambda name: (not name.isupper(), len(name)))

    def _count_pronouns(self) -> None:
        """Let "he" and "her" speak for the person named last in the same sentence, where only one person is."""
        page = self.page
        latest: Entity | None = None
        where = -1
        for at, bits in enumerate(page.bits):
            if at in self.at and self.at[at][1].kind == "person":
                entity = self.at[at][1]
                rival = latest is not None and latest is not entity and page.sentence[where] == page.sentence[at] and at - where > 3
                latest, where = (None if rival and at == self.at[at][0].first else entity), at
                continue
            if bits & (FEMALE | MALE) and latest is not None and not page.quoted[at] and page.sentence[at] - page.sentence[where] <= 1:
                if page.sentence[at] == page.sentence[where] and at - where > _CLOSE:
                    continue
                latest.shown["female" if bits & FEMALE else "male"] += 1

    def named(self, first: int, after: int) -> list[tuple[Mention, Entity]]:
        """Return the names within some words, in reading order."""
        found = dict.fromkeys(self.at[at] for at in range(first, after) if at in self.at)
        return [(mention, entity) for mention, entity in found if mention.core >= first and mention.after <= after]


def _without_openers(page: Page, mentions: list[Mention]) -> list[Mention]:
    """Drop the capital that only opens a sentence: "Given Obama's record", "Terrorists mock", "Suddenly"."""
    known = {mention.key for mention in mentions if not page.opens(mention.first)}
    surnames = {mention.key[-1] for mention in mentions if len(mention.key) > 1} | {key[0] for key in known if len(key) == 1}
    kept = []
    for mention in mentions:
        first, word = mention.first, page.word[mention.first]
        if not page.opens(first) or page.heading[first] or page.bits[first] & (GIVEN | CAPS) or mention.titled or mention.votes < 0:
            kept.append(mention)
        elif len(mention.key) > 1:
            rest = mention.key[1:]
            opener = mention.key not in known and word not in surnames and (rest in known or known_figure(rest))
            kept.append(replace(mention, first=first + 1, core=first + 1, key=rest) if opener else mention)
        elif word in surnames or known_figure(mention.key) or not _is_opener(page, first):
            kept.append(mention)
    return kept


def _is_opener(page: Page, at: int) -> bool:
    """Tell whether the first word of a sentence looks like a plain word: an adverb, a participle, a plural with its verb."""
    word = page.word[at]
    if word.endswith(("ing", "ly", "ed", "ists", "ians", "ors")):
        return True
    follows = page.joined(at + 1) and page.word[at + 1] in _AFTER_PLURAL
    return word.endswith("s") and not word.endswith(("ss", "us", "is")) and follows


def gender_of_words(page: Page, first: int, after: int) -> str:
    """Return the gender that a title or noun shows ("Mrs", "spokesman"), or nothing."""
    for at in range(after - 1, first - 1, -1):
        mark = page.marks["gender_nouns"].get(at)
        if mark is not None and not page.bits[at] & (FEMALE | MALE):
            return mark.category
    return ""


def given_gender(page: Page, entity: Entity) -> str:
    """Return the gender of a clearly gendered first name, or nothing."""
    for mention in entity.mentions[:_LOOKED_AT]:
        if mention.after - mention.core > 1 or (len(entity.key) == 1 and not page.bits[mention.core] & CAPS):
            given = page.bits[mention.core] & GIVEN
            return {GIVEN_FEMALE: "female", GIVEN_MALE: "male"}.get(given, "")
    return ""
