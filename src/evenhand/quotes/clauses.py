"""Contents: which words a cue reports, to its right or to its left, inside its sentence."""

from __future__ import annotations

from evenhand.quotes import grammar as g
from evenhand.quotes.sheet import Sheet

Span = tuple[int, int]

_TURNING = frozenset({"according", "while", "compared", "whereas"})
_PLACES = frozenset({"in", "on", "at", "to", "during", "via", "by", "through", "from", "after", "before"})
_NEAR = 4  # words from "and" or "but" to the verb of the next report
_FAR = 12  # words between a cue and the "that" or comma that opens its content


def content_start(sheet: Sheet, at: int, high: int) -> int:
    """Step over what stands between a cue and its content: "on Tuesday", "in a statement", "told reporters"."""
    bits, word = sheet.bits, sheet.word
    while at < high:
        here = bits[at]
        if word[at] == "that" or here & (g.COMMA | g.COLON | g.MARK):
            return at
        if here & (g.TIME | g.ADVERB) and not here & (g.SUBJECT | g.SUBORDINATOR):
            at += 1
        elif here & g.PREPOSITION and word[at] in _PLACES and not _infinitive(sheet, at, high):
            behind = _behind_phrase(sheet, at, high)
            if behind == at:
                return at
            at = behind
        else:
            return at
    return at


def _infinitive(sheet: Sheet, at: int, high: int) -> bool:
    """Tell "to" before a verb from "to" before a hearer: the hearer has an article, a name or a plural."""
    if sheet.word[at] != "to" or at + 1 >= high:
        return False
    return not (sheet.bits[at + 1] & (g.DETERMINER | g.CAPITAL | g.POSSESSIVE | g.OBJECT) or sheet.word[at + 1].endswith("ers"))


def _behind_phrase(sheet: Sheet, at: int, high: int) -> int:
    """Return the end of a prepositional phrase that a comma, colon, mark or "that" closes; ``at`` where none does."""
    bits, word = sheet.bits, sheet.word
    for place in range(at + 1, min(high, at + _FAR)):
        if word[place] == "that" or bits[place] & (g.COMMA | g.COLON | g.MARK | g.STOP):
            return place
        if bits[place] & (g.AUXILIARY | g.VERB | g.SUBJECT | g.SUBORDINATOR) and not bits[place] & g.RELATIVE:
            break
    if at + 1 < high and bits[at + 1] & g.TIME:
        place = at + 1
        while place < high and bits[place] & g.TIME:
            place += 1
        return place
    return at


def behind_hearer(sheet: Sheet, at: int, high: int) -> int:
    """Return the end of the hearer in "told reporters", "told the Courier that"."""
    bits, word = sheet.bits, sheet.word
    if at < high and bits[at] & (g.OBJECT | g.SUBJECT):
        return at + 1
    for place in range(at, min(high, at + _FAR)):
        if word[place] in {"that", "to", "if", "whether", "how", "why", "what", "about"} or bits[place] & (
            g.COMMA | g.COLON | g.MARK | g.STOP
        ):
            return place
        if bits[place] & g.SUBJECT and place > at:
            return place
        if bits[place] & (g.AUXILIARY | g.VERB) and place > at:
            break
    # No sign where the content begins: the hearer is taken to be one word.
    return at + 1


def clause_end(sheet: Sheet, at: int, high: int, verbs: frozenset[int]) -> int:
    """Return where a reported clause ends: with its sentence, or where the reporter takes over again.

    ``verbs`` are the tokens that are the verb of another cue; "..., adding that" and "... and claimed" end a content.
    """
    bits, word, inside = sheet.bits, sheet.word, sheet.inside
    end = high
    while end > at and bits[end - 1] & g.STOP and inside[end - 1] < 0:
        end -= 1
    for place in range(at + 1, end - 1):
        if inside[place] >= 0:
            continue
        here = bits[place]
        if here & g.SEMICOLON:
            return place
        following = place + 1
        if here & g.COMMA and (word[following] in _TURNING or (following in verbs and word[following].endswith("ing"))):
            return place
        if here & g.CONJUNCTION and following in verbs and not word[following].endswith("ing"):
            return place - 1 if bits[place - 1] & g.COMMA else place
        if (
            here & g.COMMA
            and bits[following] & g.CONJUNCTION
            and any(near in verbs for near in range(following + 1, min(end, following + _NEAR)))
        ):
            return place
    return end


def phrase_end(sheet: Sheet, at: int, high: int, verbs: frozenset[int]) -> int:
    """Return where a reported noun phrase or infinitive ends: at the next comma, dash, subordinate clause or report."""
    bits, word, inside = sheet.bits, sheet.word, sheet.inside
    for place in range(at + 1, high):
        here = bits[place]
        if inside[place] >= 0:
            continue
        if here & (g.COMMA | g.SEMICOLON | g.DASH | g.STOP | g.COLON):
            return place
        if here & g.SUBORDINATOR and not here & g.RELATIVE and word[place] not in {"than", "how", "what", "why", "whether", "where"}:
            return place
        if here & g.CONJUNCTION and place + 1 < high and (bits[place + 1] & g.SUBJECT or place + 1 in verbs):
            return place
    return high


def content_before(sheet: Sheet, end: int, low: int) -> Span | None:
    """Return the reported clause that ends before a place, at most from the start of the sentence."""
    bits = sheet.bits
    while end > low and bits[end - 1] & (g.COMMA | g.DASH) and sheet.inside[end - 1] < 0:
        end -= 1
    begin = low
    for place in range(low, end):
        if bits[place] & g.SEMICOLON and sheet.inside[place] < 0:
            begin = place + 1
    return (begin, end) if end > begin else None
