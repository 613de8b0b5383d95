"""Speakers: the noun phrase, name or pronoun that a cue belongs to, left or right of it.

A phrase is walked word by word from the cue outwards until a word that cannot belong to it; no walk leaves its sentence.
"""

from __future__ import annotations

from evenhand.quotes import grammar as g
from evenhand.quotes.sheet import Sheet

Span = tuple[int, int]

_HARD = g.STOP | g.SEMICOLON | g.COLON | g.MARK
_BINDING = frozenset({"of", "for", "from", "with", "to"})  # these tie a phrase to a name before it
_ALONE = frozenset(
    {"many", "some", "most", "others", "both", "several", "few", "all", "one", "another", "neither", "this", "these", "those"}
)
_WIDEST = 70  # words from the start of a clause to its verb
_FURTHEST = 40  # words a speaker may be long; longer ones are misreadings


def speaker_before(sheet: Sheet, verb: int, low: int) -> Span | None:
    """Return the subject that ends right before a verb group, or None (a verb joined on with "and" has none)."""
    bits, word = sheet.bits, sheet.word
    at = _skip_time_back(sheet, verb - 1, low)
    if at < low:
        return None
    here = bits[at]
    if here & g.RELATIVE and word[at] != "that":
        return at, at + 1
    if here & g.SUBJECT:
        return at, at + 1
    if here & g.COMMA:
        return _across_commas(sheet, at, low)
    if here & (g.CONJUNCTION | _HARD | g.DASH | g.PREPOSITION | g.SUBORDINATOR | g.AUXILIARY | g.VERB | g.OBJECT):
        return (at, at + 1) if word[at] in _ALONE else None
    begin = _phrase_start(sheet, at, low)
    return _trim(sheet, begin, at + 1)


def _skip_time_back(sheet: Sheet, at: int, low: int) -> int:
    """Step back over "on Tuesday", "this week", "later"."""
    bits = sheet.bits
    begun = at
    while at >= low and bits[at] & (g.TIME | g.ADVERB) and not bits[at] & (g.SUBJECT | g.DETERMINER & ~g.TIME):
        at -= 1
    if at < begun and at >= low and sheet.word[at] in {"on", "in", "at", "since", "during", "the"}:
        at -= 1
    return at


def _across_commas(sheet: Sheet, comma: int, low: int) -> Span | None:
    """Find the subject of "Lind, who runs the port, said": it opens the clause, and a comma follows it."""
    bits = sheet.bits
    begin = comma
    while begin > low and comma - begin < _WIDEST and not bits[begin - 1] & _HARD:
        begin -= 1
    while begin < comma:
        while begin < comma and (bits[begin] & (g.CONJUNCTION | g.ADVERB | g.COMMA | g.DASH) and sheet.word[begin] not in _ALONE):
            begin += 1
        end = _next_comma(sheet, begin, comma)
        if end >= comma:
            return None
        introduces = bits[begin] & (g.PREPOSITION | g.SUBORDINATOR | g.TIME) or (
            sheet.word[begin].endswith(("ing", "ed")) and not bits[begin] & g.CAPITAL
        )
        paired = bits[begin] & g.SUBJECT and bits[begin + 1] & g.CONJUNCTION  # she and her husband, Anders, said
        has_verb = any(bits[at] & (g.AUXILIARY | g.VERB | g.SUBJECT) for at in range(begin + bool(paired), end)) and not any(
            bits[at] & g.RELATIVE for at in range(begin, end)
        )
        if not introduces and not has_verb and not bits[end + 1] & (g.SUBJECT | g.CONJUNCTION):
            return _trim(sheet, begin, comma, widest=_WIDEST)
        begin = end + 1
    return None


def _next_comma(sheet: Sheet, at: int, end: int) -> int:
    while at < end and not sheet.bits[at] & g.COMMA:
        at += 1
    return at


def _phrase_start(sheet: Sheet, at: int, low: int) -> int:  # noqa: C901 - a decision list
    """Walk a noun phrase leftwards."""
    bits, word = sheet.bits, sheet.word
    begin = at
    limit = max(low, at - _FURTHEST)
    while at >= limit:
        here = bits[at]
        if word[at] == ")":
            at = _bracket_start(sheet, at, limit)
            begin = at
            at -= 1
            continue
        if here & (g.COMMA | _HARD | g.DASH | g.BRACKET | g.SUBJECT) or (here & g.SUBORDINATOR and not here & g.RELATIVE):
            break
        if here & g.RELATIVE:
            if at - 1 < limit or word[at] == "that" or bits[at - 1] & (g.PUNCTUATION & ~g.COMMA):
                break
        elif here & (g.AUXILIARY | g.VERB | g.NEGATION):
            relative = _relative_before(sheet, at, limit)
            if relative < 0:
                break
            at = relative
        elif here & g.PREPOSITION:
            if at - 1 < limit or bits[at - 1] & (
                g.PUNCTUATION
                | g.CONJUNCTION
                | g.VERB
                | g.AUXILIARY
                | g.ADVERB
                | g.PREPOSITION
                | g.SUBORDINATOR
                | g.OBJECT
                | g.SUBJECT
                | g.TIME
            ):
                break
        elif here & g.CONJUNCTION and not _joins_names(sheet, at, limit):
            break
        begin = at
        at -= 1
    return begin


def _bracket_start(sheet: Sheet, at: int, limit: int) -> int:
    for opening in range(at - 1, limit - 1, -1):
        if sheet.word[opening] == "(":
            return opening
    return at


def _relative_before(sheet: Sheet, at: int, limit: int) -> int:
    """Return the "who" or "which" that opens a relative clause round a verb, or -1."""
    for place in range(at - 1, max(limit, at - 6) - 1, -1):
        if sheet.bits[place] & g.RELATIVE:
            return place if place > limit else -1
        if sheet.bits[place] & g.PUNCTUATION:
            return -1
    return -1


def _joins_names(sheet: Sheet, at: int, limit: int) -> bool:
    """Tell "Lind and Moss said" from "... left and Moss said": no verb may stand before the "and"."""
    bits = sheet.bits
    if sheet.word[at] not in {"and", "or", "&"} or at - 1 < limit or bits[at - 1] & g.PUNCTUATION:
        return False
    for place in range(at - 1, max(limit, at - 12) - 1, -1):
        if bits[place] & (g.PUNCTUATION | g.SUBORDINATOR | g.RELATIVE):
            break
        if bits[place] & (g.VERB | g.AUXILIARY | g.ED | g.SUBJECT | g.OBJECT) or (
            bits[place] & g.PREPOSITION and sheet.word[place] not in _BINDING
        ):
            return False
    return True


def _trim(sheet: Sheet, begin: int, end: int, *, widest: int = 40) -> Span | None:
    """Cut a phrase down to its noun phrase; None where no noun is left."""
    bits, word = sheet.bits, sheet.word
    while begin < end and (
        bits[begin] & (g.PUNCTUATION & ~g.BRACKET | g.CONJUNCTION) or (bits[begin] & (g.ADVERB | g.TIME) and not bits[begin] & g.DETERMINER)
    ):
        begin += 1
    while end > begin and bits[end - 1] & g.COMMA:
        end -= 1
    if begin == end or end - begin > widest:
        return None
    noun = any(not bits[at] & ~(g.CAPITAL | g.NUMBER | g.NOUN | g.ED) for at in range(begin, end))
    if noun or (end - begin == 1 and (bits[begin] & g.SUBJECT or word[begin] in _ALONE)):
        return begin, end
    return None


def speaker_after(sheet: Sheet, at: int, high: int) -> Span | None:
    """Return the noun phrase that begins at a place, with what is set off behind it ("Lind, a skipper")."""
    bits = sheet.bits
    if (
        at >= high
        or bits[at] & (_HARD | g.DASH | g.COMMA | g.CONJUNCTION | g.AUXILIARY | g.PREPOSITION | g.VERB | g.ADVERB)
        or (bits[at] & g.TIME and not bits[at] & g.CAPITAL)
    ):
        return None
    if bits[at] & (g.SUBJECT | g.OBJECT):
        return at, at + 1
    end = _phrase_end(sheet, at, high)
    while end < high and bits[end] & g.COMMA and end + 1 < high and _set_off(sheet, end + 1, high):
        end = _phrase_end(sheet, end + 1, high)
    return _trim(sheet, at, end)


def _phrase_end(sheet: Sheet, at: int, high: int) -> int:
    """Walk a noun phrase rightwards."""
    bits, word = sheet.bits, sheet.word
    named = bool(bits[at] & g.CAPITAL)
    place = at
    while place < high and place - at < _FURTHEST:
        here = bits[place]
        if word[place] == "(":
            place = _bracket_end(sheet, place, high)
            continue
        opened = place > at and bits[place - 1] & (g.DETERMINER | g.POSSESSIVE)  # a first estimate, this early report
        if (
            here & (g.COMMA | _HARD | g.DASH | g.AUXILIARY | g.VERB | g.ADVERB | g.NEGATION | g.SUBJECT | g.OBJECT | g.TIME)
            and place > at
            and not (opened and here & (g.ADVERB | g.TIME | g.VERB))
        ):
            break
        if here & g.SUBORDINATOR and not here & g.RELATIVE:
            break
        if here & g.RELATIVE and word[place] == "that" and place > at:
            break
        if here & g.PREPOSITION and word[place] not in _BINDING and (named or (place + 1 < high and bits[place + 1] & g.TIME)):
            break
        if (
            here & g.CONJUNCTION
            and (place + 1 >= high or not bits[place + 1] & (g.CAPITAL | g.DETERMINER | g.POSSESSIVE))
            and word[place] != "&"
        ):
            break
        if here & g.RELATIVE:
            return _relative_end(sheet, place, high)
        place += 1
    return place


def _bracket_end(sheet: Sheet, at: int, high: int) -> int:
    """Return the place behind a closing bracket, or behind the opening one where none follows soon."""
    for closing in range(at + 1, min(high, at + 8)):
        if sheet.word[closing] == ")":
            return closing + 1
    return at + 1


def _relative_end(sheet: Sheet, at: int, high: int) -> int:
    while at < high and not sheet.bits[at] & (g.PUNCTUATION & ~g.BRACKET):
        at += 1
    return at


def _set_off(sheet: Sheet, at: int, high: int) -> bool:
    """Tell whether what follows a comma only says who the speaker is."""
    bits, word = sheet.bits, sheet.word
    if bits[at] & (
        g.SUBJECT
        | g.OBJECT
        | g.AUXILIARY
        | g.VERB
        | g.PREPOSITION
        | g.CONJUNCTION
        | g.SUBORDINATOR
        | g.RELATIVE
        | g.ADVERB
        | g.TIME
        | g.PUNCTUATION
    ):
        return False
    if word[at].endswith("ing") and not bits[at] & g.CAPITAL:
        return False
    end = _phrase_end(sheet, at, high)
    return end > at and (end >= high or bool(bits[end] & (g.COMMA | g.STOP | g.MARK)))
