"""From speakers to sources: who stands behind each quote of an article.

Quotes are read in the order of the text. Names go to the registry; descriptions to what carries the same noun; pronouns
to the likeliest person or body named before them.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from evenhand.sources.classes import AUXILIARY, CONJUNCTION, DETERMINER, MARK, OWNER, PREPOSITION, RELATIVE, STOP, VERB
from evenhand.sources.descriptions import Descriptions
from evenhand.sources.evidence import evidence_of
from evenhand.sources.later import join_later_names
from evenhand.sources.mentions import name_key
from evenhand.sources.page import Page
from evenhand.sources.phrases import Phrase, read_phrase
from evenhand.sources.pronouns import antecedent
from evenhand.sources.registry import Entity, Registry, Said
from evenhand.words import words_of

_RECENT = 50  # quotes back that are searched for a speaker of the same surname, or a quote around this one
_CLAUSES = 40  # words back to the "who" that a second one goes on from
_NEAR = 300  # characters between a quote without a speaker and the quote it continues


@dataclass(frozen=True)
class Line:
    """A quote as the rules see it: its row, its content, and the words of its speaker and cue (empty where it has none)."""

    row: int
    start: int
    end: int
    speaker: str
    speaker_start: int
    speaker_end: int
    cue: str
    cue_start: int
    cue_end: int
    direct: bool
    cue_class: str
    passive: bool
    spoken: bool

    @property
    def anchor(self) -> int:
        """Return where the quote is attributed, or begins."""
        return self.speaker_start if self.speaker_start >= 0 else (self.cue_start if self.cue_start >= 0 else self.start)


class Resolver:
    """Gives the quotes of one page their entities, in reading order."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.registry = Registry(page)
        self.descriptions = Descriptions(self.registry)
        self.spoken: list[tuple[int, Entity]] = []
        self._speakers: dict[tuple[str, int, int], tuple[Entity | None, Phrase | None]] = {}
        self._plain: dict[str, Entity] = {}
        self._author: Entity | None = None
        self._lines: list[Line] = []
        self._starts: list[int] = []

    def resolve(self, lines: list[Line]) -> dict[int, tuple[Entity | None, Phrase | None]]:
        """Return ``{row: (entity, phrase)}`` for the quotes of the page."""
        found: dict[int, tuple[Entity | None, Phrase | None]] = {}
        self._lines = sorted(lines, key=lambda line: line.start)
        self._starts = [line.start for line in self._lines]
        self.descriptions.take_up_figures()
        before: Line | None = None
        for line in sorted(lines, key=lambda line: (line.anchor, line.row)):
            entity, phrase = self._speaker(line) if line.speaker_start >= 0 or line.speaker else (self._unspoken(line, before), None)
            found[line.row] = entity, phrase
            if entity is not None and entity.kind != "hidden":
                at = bisect_left(self.page.start, line.anchor)
                self.spoken.append((at, entity))
                entity.last = at
                before = line
        renamed = join_later_names(self.descriptions, self.spoken)
        found = {row: (renamed.get(id(entity), entity), phrase) for row, (entity, phrase) in found.items()}
        for line in lines:
            entity, _ = found[line.row]
            if entity is not None:
                first, after = (bisect_left(self.page.start, offset) for offset in (line.start, line.end))
                entity.said.append(Said(first, after, line.cue, line.cue_class))
        return found

    def _unspoken(self, line: Line, before: Line | None) -> Entity | None:
        """Find who says a quote without a speaker: hidden after a passive or impersonal cue, else the source just before it."""
        if line.cue:
            return (None if line.passive else self._goes_on(line)) or Entity("hidden", line.cue)
        if before is None:
            return None
        gap = self.page.text[min(before.end, line.start) : max(before.end, line.start)]
        near = len(gap) <= _NEAR and gap.count("\n\n") <= 1
        return self.spoken[-1][1] if near and line.direct else None

    def _goes_on(self, line: Line) -> Entity | None:
        """Find who a cue without a speaker goes on from, in its own sentence: "Lind left, saying", "asked and answered"."""
        page, at = self.page, min(bisect_left(self.page.start, line.anchor), len(self.page) - 1)
        if not line.spoken:
            return None
        verb = words_of(line.cue)[0]
        if verb.endswith("ing"):
            return self._person_before(at)
        # "Asked about it" and "criticised for it" have nobody who asks.
        return self._spoke_before(at) if not verb.endswith("ed") or page.word[at - 1] in {"and", "but"} else None

    def _speaker(self, line: Line) -> tuple[Entity | None, Phrase | None]:
        """Find who a printed speaker is; of several quotes with one speaker, the first decides."""
        printed = line.speaker, line.speaker_start, line.speaker_end
        if printed not in self._speakers:
            self._speakers[printed] = self._read_speaker(line)
        return self._speakers[printed]

    def _read_speaker(self, line: Line) -> tuple[Entity | None, Phrase | None]:
        first = bisect_left(self.page.start, line.speaker_start)
        after = bisect_left(self.page.start, line.speaker_end)
        if first >= after or line.speaker_start < 0:
            return self._outside(line.speaker or self.page.text[line.speaker_start : line.speaker_end]), None
        phrases = read_phrase(self.registry, first, after)
        entities = [self.entity_of(phrase, line) for phrase in phrases]
        if len(entities) == 1:
            return entities[0], phrases[0]
        return self._together([entity for entity in entities if entity is not None], first, after), phrases[0]

    def _outside(self, printed: str) -> Entity:
        """Take a speaker outside the words of the article (a caption, a bad offset) by its text alone."""
        key = " ".join(printed.lower().split())
        kind = "person" if printed[:1].isupper() and " " in printed else "group"
        return self._plain.setdefault(key, Entity(kind, printed, tuple(key.split())))

    def _together(self, entities: list[Entity], first: int, after: int) -> Entity | None:
        if len(entities) < 2:
            return entities[0] if entities else None
        key = tuple(sorted(id(entity) for entity in entities))
        joint = self.descriptions.joints.get(key)
        if joint is None:
            joint = self.descriptions.joints[key] = Entity("joint", self.page.words(first, after), parts=tuple(entities))
            self.descriptions.add(joint, first, after)
        return joint

    def entity_of(self, phrase: Phrase, line: Line) -> Entity | None:  # noqa: PLR0911 - one return a case
        """Return who a phrase stands for."""
        if phrase.kind == "name" and phrase.named is not None:
            return self._name(phrase)
        if phrase.kind == "first":
            return self._first(phrase, line)
        if phrase.kind == "generic":
            printed = self.page.word[phrase.head].split("'")[0]
            word = {"us": "we", "our": "we", "let": "we", "your": "you"}.get(printed, printed)
            return self._plain.setdefault(word, Entity("generic", word, (word,)))
        if phrase.kind == "relative":
            return self._relative(phrase, line)
        if phrase.kind == "pronoun":
            return antecedent(self.registry, self.descriptions, self.spoken, phrase) or Entity(
                "hidden", self.page.words(phrase.first, phrase.after)
            )
        if phrase.kind == "description":
            return self.descriptions.find(phrase, self.spoken)
        return None

    @staticmethod
    def _name(phrase: Phrase) -> Entity:
        assert phrase.named is not None
        mention, entity = phrase.named
        if phrase.first < mention.first:
            entity.evidence.append((phrase.first, mention.first, "before"))
        return entity

    def _first(self, phrase: Phrase, line: Line) -> Entity:
        """Find who says "I": the one whose words these are, else the author."""
        before = self._lines[max(0, bisect_right(self._starts, line.anchor) - _RECENT) : bisect_right(self._starts, line.anchor)]
        for other in reversed(before if self.page.quoted[phrase.first] else []):
            if other.direct and other is not line and line.anchor < other.end:
                at = bisect_left(self.page.start, other.anchor)
                speaker = [entity for spoken, entity in self.spoken[-_RECENT:] if spoken == at]
                if speaker:
                    return speaker[-1]
        if (writer := self._letter_writer(phrase.first)) is not None:
            return writer
        if self._author is None:
            name = re.sub(r"^by\s+", "", self.page.author, flags=re.IGNORECASE)
            self._author = self._signed(name) or Entity("author", name or "the author", tuple(name.lower().split()) or ("the", "author"))
        return self._author

    def _letter_writer(self, at: int) -> Entity | None:
        """Return who signed the letter that holds a word, where the page prints several letters."""
        place = bisect_right(self.page.signatures, (self.page.start[at], 0))
        if place == len(self.page.signatures):
            return None
        start, end = self.page.signatures[place]
        first, after = bisect_left(self.page.start, start), bisect_left(self.page.start, end)
        name = self.page.words(first, after).rstrip(".")
        known = self._plain.get(name)
        if known is None:
            known = self._plain[name] = Entity("person", name, name_key(name.lower().split()), votes=3)
            known.evidence.append((first, after, "signed"))
        return known

    def _signed(self, name: str) -> Entity | None:
        """Return the author as the article itself introduces him: "Rick Voss is governor of Quennet", at its foot."""
        key = name_key(name.lower().split())
        entity = next((entity for entity in self.registry.entities if entity.is_person and len(key) > 1 and entity.key == key), None)
        if entity is None or not any(how in {"is", "before", "title"} for m in entity.mentions for _, _, how in evidence_of(self.page, m)):
            return None
        return entity

    def _relative(self, phrase: Phrase, line: Line) -> Entity | None:
        """Find what "who" or "which" stands for: the noun phrase that ends right before it, or whom it is about."""
        page, at = self.page, phrase.first
        while (earlier := self._who_before(at)) is not None:
            at = earlier
        end = at - 1 if at > 0 and page.word[at - 1] in {",", "—", "–"} else at
        if end <= 0 or not page.joined(at):
            return antecedent(self.registry, self.descriptions, self.spoken, replace(phrase, first=at, after=at + 1, head=at))
        begin = self._noun_phrase(end)
        known = self.descriptions.at.get(begin)
        return known if known is not None else self._about(at, (begin, end), line)

    def _about(self, at: int, span: tuple[int, int], line: Line) -> Entity | None:
        """Find whom a relative clause is about, from the noun phrase before it."""
        page, (begin, end) = self.page, span
        read = read_phrase(self.registry, begin, end)
        is_body = read[0].named is not None and read[0].kind == "name" and read[0].named[1].kind == "body"
        if page.word[at] == "who" and is_body and begin > 1:
            # "Republicans on Capitol Hill who": people, not the place, are who.
            further = read_phrase(self.registry, max(0, begin - 2), begin - 1)
            read = further if further[0].kind == "description" else read
        named: Entity | None = None
        if page.word[at] == "who" and end < at and (is_body or not self._are_people(read[0])):
            # "said Ana Lind, a teacher from Corvell, who": not the place, but the one whom the sentence is about.
            named = self._person_before(begin)
        if named is None and read[0].kind == "description":
            named = self._apposed(begin)  # "the Ali Center, a museum that ...": the one named before it
        if named is not None:
            return named
        if read[0].kind == "pronoun":
            # "those who fear": nobody but whom the clause describes.
            return self.descriptions.find(replace(read[0], kind="description", gender=""), self.spoken)
        return self.entity_of(read[0], line) if read[0].kind in {"name", "description"} else None

    def _who_before(self, at: int) -> int | None:
        """Return where the "who" stands that a second one goes on from: "who left in May and who"."""
        page = self.page
        if at < 2 or page.word[at] not in {"who", "whose"} or page.word[at - 1] not in {"and", "but"}:
            return None
        before = range(at - 1, max(-1, at - _CLAUSES), -1)
        return next((n for n in before if page.word[n] in {"who", "whom"} and page.sentence[n] == page.sentence[at]), None)

    def _are_people(self, phrase: Phrase) -> bool:
        """Tell whether a phrase stands for people: a name, a pronoun, or a noun that a list has for people."""
        if phrase.kind != "description":
            return phrase.kind != "empty"
        kinds = ("roles", "gender_nouns", "unnamed", "titles")
        return any(phrase.head in self.page.marks[kind] for kind in kinds) or self.page.word[phrase.head].endswith("s")

    def _person_before(self, at: int) -> Entity | None:
        """Return who spoke last in a sentence, else the person named last in it before a token."""
        page = self.page
        if (speaker := self._spoke_before(at)) is not None:
            return speaker
        for back in range(at - 1, -1, -1):
            if page.sentence[back] != page.sentence[at]:
                return None
            if back in self.registry.at and self.registry.at[back][1].kind == "person":
                return self.registry.at[back][1]
        return None

    def _spoke_before(self, at: int) -> Entity | None:
        """Return the last source, where it spoke in the sentence of a token and before it."""
        spoken, entity = self.spoken[-1] if self.spoken else (at, None)
        return entity if spoken < at and self.page.sentence[spoken] == self.page.sentence[at] else None

    def _noun_phrase(self, end: int) -> int:
        """Return where the noun phrase begins that ends before a token."""
        page, begin = self.page, end - 1
        while begin > 0 and page.joined(begin) and end - begin < 10:
            if page.bits[begin] & DETERMINER:
                break
            if begin in self.registry.at:
                begin = self.registry.at[begin][0].first
                if begin == 0 or not page.joined(begin):
                    break
            if page.bits[begin - 1] & OWNER:
                begin -= 1  # "the chamber's chief strategist"
                continue
            if page.bits[begin - 1] & (STOP | MARK | RELATIVE | CONJUNCTION) or page.word[begin - 1] in {",", "that"}:
                break
            if page.bits[begin - 1] & (PREPOSITION | AUXILIARY | VERB) or page.word[begin - 1] in {"of", "for"}:
                break
            begin -= 1
        return begin

    def _apposed(self, at: int) -> Entity | None:
        """Return the one whose name, and a comma, stand right before the article of a description."""
        page = self.page
        if at < 2 or page.word[at - 1] != "," or not (page.bits[at] & DETERMINER or at in self.registry.at) or not page.joined(at):
            return None
        mention, entity = self.registry.at.get(at - 2, (None, None))
        return entity if mention is not None and mention.after == at - 1 else None
