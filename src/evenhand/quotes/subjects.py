"""Subjects: whose cue it is, where that takes more than the words right before the verb.

``... and claimed that`` and ``..., adding that`` take over the subject of the cue or the clause before them.
"""

from __future__ import annotations

from evenhand.quotes import grammar as g
from evenhand.quotes.cues import Cue
from evenhand.quotes.findings import Page, Span
from evenhand.quotes.speakers import speaker_before

_RECENT = 6  # findings looked back for a subject that is carried over


def speaker_of(page: Page, cue: Cue, low: int) -> Span | None:
    """Return the speaker of a cue that stands before its content."""
    if cue.form == "finite":
        found = speaker_before(page.sheet, cue.first, low)
        if found is not None:
            return found
    if cue.form == "passive":
        return None
    return carried_speaker(page, cue)


def carried_speaker(page: Page, cue: Cue) -> Span | None:
    """Return the subject that a cue without one takes over: of the cue before it, or of its sentence."""
    sheet = page.sheet
    low, high = sheet.first[cue.verb], sheet.after[cue.verb]
    if (
        cue.form == "participle"
        and cue.first > low
        and not sheet.bits[cue.first - 1] & (g.PUNCTUATION | g.PREPOSITION | g.SUBORDINATOR | g.CONJUNCTION)
    ):
        beside = speaker_before(sheet, cue.first, low)
        if beside is not None:
            return beside
    for finding in reversed(page.findings[-_RECENT:]):
        entry = finding.entry
        if entry is not None and finding.speaker is not None and low <= entry.verb < cue.first and entry.form == "finite":
            return finding.speaker
    begin = low
    if cue.first - low <= 1 and cue.form == "participle":
        commas = [at for at in range(cue.after, high) if sheet.bits[at] & g.COMMA and sheet.inside[at] < 0]
        if not commas:
            return None
        begin = commas[0] + 1
        return _first_subject(page, begin, high)
    return _first_subject(page, begin, cue.first)


def _first_subject(page: Page, begin: int, end: int) -> Span | None:
    """Return the subject of the first finite verb between two tokens, past an opening phrase or subordinate clause."""
    sheet = page.sheet
    bits = sheet.bits
    if begin < end and bits[begin] & (g.PREPOSITION | g.SUBORDINATOR) and not bits[begin] & g.DETERMINER:
        commas = [at for at in range(begin, end) if bits[at] & g.COMMA]
        begin = commas[0] + 1 if commas else begin
    for at in range(begin + 1, end):
        if sheet.inside[at] < 0 and (bits[at] & (g.AUXILIARY | g.VERB | g.ED) or at in page.verbs):
            found = speaker_before(sheet, at, begin)
            if found is not None:
                return found
    return None


def goes_on(page: Page, at: int, high: int) -> bool:
    """Tell whether a verb follows what looked like the speaker of "said Lind": then Lind is whom it is said of."""
    return at < high and (bool(page.sheet.bits[at] & (g.AUXILIARY | g.VERB | g.ED | g.NEGATION)) or at in page.verbs)
