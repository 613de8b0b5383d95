"""Cues: where a verb or phrase may introduce what somebody said or thought.

A candidate is found by array look-up in the lexicons ``reporting_verbs`` and ``cue_phrases``. Whether it is a verb here
("she plans to") or a noun ("her plans for") is told from the words to its left.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pandas as pd

from evenhand.lexicons import Lexicon, find_terms, read_lexicon
from evenhand.quotes import grammar as g
from evenhand.quotes.sheet import Sheet
from evenhand.spans import places

_BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am"})
_SINGULAR = frozenset({"he", "she", "it", "everyone", "everybody", "someone", "somebody", "nobody", "anyone"})
_PLURAL = frozenset({"people", "men", "women", "police", "many", "some", "others", "both", "children", "media", "most", "few", "several"})
_LONG_WORD = 3  # letters; shorter words keep their small letter in headlines
_CAPITALISED = 0.6  # share of capitalised long words from which a sentence is a headline in capitals
_NAMING = frozenset({"according", "as", "per", "in", "by", "reported"})  # first words of phrases that name who is reported
_ARTICLES = frozenset({"a", "an", "one", "with"})
_OWN_FRAME = frozenset(
    {"that", "to", "whether", "if", "how", "what", "why", "when", "where", "which"}
)  # a phrase that ends so says no more than its verb with its frame
_REFUSING = frozenset({"refused", "refuses", "refuse", "refusing", "declined", "declines", "decline", "declining", "failed"})


@dataclass(frozen=True)
class Cue:
    """A candidate: tokens ``first`` to ``after``, of which ``verb`` carries the meaning.

    ``form`` is finite (has its own subject), participle ("saying"), infinitive ("to say"), passive ("was told") or phrase;
    ``frames`` are those of the lexicons; ``term`` is the lemma or phrase, ``category`` its class; ``base`` is true for "say".
    """

    first: int
    verb: int
    after: int
    form: str
    frames: frozenset[str]
    term: str
    category: str
    negated: bool
    base: bool = False


def find_cues(sheet: Sheet, tokens: pd.DataFrame) -> list[Cue]:
    """Find every candidate cue that is used as a verb or is a phrase of the lexicon, in reading order."""
    lexicon, about = _lexicon()
    found = find_terms(tokens, lexicon)
    begins = places(tokens["article_id"].cat.codes, tokens["start"])
    codes = found["article_id"].cat.codes
    firsts = np.searchsorted(begins, places(codes, found["start"])).tolist()
    afters = np.searchsorted(begins, places(codes, found["end"])).tolist()
    cues = []
    for first, after, term in zip(firsts, afters, found["term"], strict=True):
        cue = _judge(sheet, first, after, about[term])
        if cue is not None:
            cues.append(cue)
    return cues


@dataclass(frozen=True)
class _Entry:
    term: str
    category: str
    frames: frozenset[str]
    verb: bool
    base: bool = False


@cache
def closed_rules() -> dict[str, frozenset[str]]:
    """Return, for verbs that mostly do something else than report, the rules that do not hold for them."""
    closed = read_lexicon("narrow_cues").column("closed")
    return {term: frozenset(rules.split(" / ")) for term, rules in closed.items()}


@cache
def _lexicon() -> tuple[Lexicon, dict[str, _Entry]]:
    """Return every form of every verb and every phrase as one list, and what each stands for."""
    verbs = read_lexicon("reporting_verbs").entries
    about: dict[str, _Entry] = {}
    for term, category, forms, frame in zip(verbs["term"], verbs["category"], verbs["forms"], verbs["frame"], strict=True):
        for form in (term, *forms.split()):
            about.setdefault(form, _Entry(term, category, frozenset(frame.split()), verb=True, base=form == term))
    phrases = read_lexicon("cue_phrases").entries
    for term, category, frame in zip(phrases["term"], phrases["category"], phrases["frame"], strict=True):
        frames = frozenset(frame.split())
        words = term.split()
        if "alone" in frames or ("source" in frames and words[0] in _NAMING and words[-1] not in _ARTICLES):
            about[term] = _Entry(term, category, frames, verb=False)
        elif "source" in frames:
            continue  # "criticism from", "backed by": a noun or a passive, right in fewer than one case in five of the gold
        elif len(words) > 1 and not frames & {"hidden"} and (words[-1] not in _OWN_FRAME or (words[-1] == "to" and words[0] not in about)):
            about[term] = _Entry(term, category, frames, verb=True, base=_is_base(words[0], about))
    entries = pd.DataFrame({"term": list(about), "category": [entry.category for entry in about.values()]}, dtype="str")
    return Lexicon("cues", "", "", "", "", entries), about


def _is_base(word: str, about: dict[str, _Entry]) -> bool:
    """Tell whether the verb of a phrase stands in its base form."""
    return about[word].base if word in about else not word.endswith(("s", "ed", "ing"))


def _judge(sheet: Sheet, first: int, after: int, entry: _Entry) -> Cue | None:
    if not entry.verb:
        negated = entry.category == "refusal"
        return Cue(first, first, after, "phrase", entry.frames, entry.term, entry.category, negated)
    if sheet.upper[first] and first > sheet.first[first] and not _in_capitals(sheet, first):
        return None  # part of a name: the Huffington Post
    if after < sheet.after[first] and sheet.bits[after] & (g.AUXILIARY | g.VERB):
        return None  # a subject: the claims are
    verb = first
    while verb + 1 < after and sheet.bits[verb] & (g.AUXILIARY | g.NEGATION | g.ADVERB):
        verb += 1
    form, begin, negated = _form(sheet, verb, after, entry)
    if not form:
        return None
    return Cue(begin, verb, after, form, entry.frames, entry.term, entry.category, negated or entry.category == "refusal", entry.base)


def _in_capitals(sheet: Sheet, at: int) -> bool:
    """Tell whether a word stands in a headline that capitalises its words."""
    begin, end = sheet.first[at], sheet.after[at]
    long = [place for place in range(begin, min(end, begin + 30)) if len(sheet.word[place]) > _LONG_WORD]
    return sum(sheet.upper[place] for place in long) > _CAPITALISED * len(long)


def _form(sheet: Sheet, verb: int, after: int, entry: _Entry) -> tuple[str, int, bool]:  # noqa: C901, PLR0911 - a decision list
    """Tell how a verb form is used, where its verb group begins, and whether it is negated."""
    word, bits = sheet.word, sheet.bits
    low = sheet.first[verb]
    base, participle = entry.base, word[verb].endswith("ing")
    third = word[verb].endswith("s") and not base
    at, negated, auxiliaries = verb - 1, False, []
    while at >= low and bits[at] & (g.ADVERB | g.AUXILIARY | g.NEGATION) and not bits[at] & g.OBJECT:
        negated |= bool(bits[at] & g.NEGATION)
        if bits[at] & (g.AUXILIARY | g.NEGATION):
            auxiliaries.append(word[at])
        at -= 1
    begin = at + 1 if auxiliaries else verb
    before = bits[at] if at >= low else 0
    if at >= low and word[at] == "to" and base:
        refused = at - 1 >= low and word[at - 1] in _REFUSING
        return "infinitive", at - 1 if refused else at, negated or refused
    if participle:
        if auxiliaries and auxiliaries[0] in _BE:
            return "finite", begin, negated
        return ("" if before & (g.DETERMINER | g.POSSESSIVE) else "participle"), begin, negated
    past = not base and not third
    if past and any(auxiliary in _BE for auxiliary in auxiliaries):
        return "passive", begin, negated
    if auxiliaries:
        return "finite", begin, negated
    if past and at < low and entry.frames & {"clause", "person"} and not sheet.inside[verb] >= 0:
        return "passive", begin, negated  # Asked about the plan, ...
    if before & (g.DETERMINER | g.POSSESSIVE | g.OWNER) and not before & (g.SUBJECT | g.RELATIVE):
        return "", verb, False
    if (base or third) and not _has_subject(sheet, at, low, after, third=third):
        return "", verb, False
    if before & g.PREPOSITION and not before & g.TIME:
        return "", verb, False
    return "finite", begin, negated


def _has_subject(sheet: Sheet, at: int, low: int, after: int, *, third: bool) -> bool:  # noqa: PLR0911 - a decision list
    """Tell whether what stands before a present form may be its subject (or it opens an inverted clause)."""
    if at < low:
        return False
    word, bits = sheet.word[at], sheet.bits[at]
    after = min(after, len(sheet) - 1)
    following, behind = sheet.word[after], sheet.bits[after]
    if bits & g.RELATIVE:
        return True
    if bits & g.SUBJECT:
        return third == (word in _SINGULAR)
    if bits & (g.PUNCTUATION | g.CONJUNCTION | g.TIME):
        return True
    if bits & (g.PREPOSITION | g.SUBORDINATOR | g.VERB | g.OBJECT | g.AUXILIARY):
        return False
    plural = (word.endswith("s") and not word.endswith("ss")) or word in _PLURAL
    if bits & g.CAPITAL:
        return third or plural or (at - 1 >= low and sheet.word[at - 1] == "and")
    if bits & g.NUMBER:
        return following == "that" or bool(behind & (g.SUBJECT | g.OBJECT))
    return plural != third or (third and bool(behind & g.STOP))  # the register of gifts shows.
