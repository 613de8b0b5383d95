"""Indirect and mixed speech: what each cue outside quotation marks reports, by the frame of its verb."""

from __future__ import annotations

from evenhand.quotes import grammar as g
from evenhand.quotes.clauses import behind_hearer, clause_end, content_before, content_start, phrase_end
from evenhand.quotes.cues import Cue, closed_rules
from evenhand.quotes.findings import Finding, Page, Span
from evenhand.quotes.speakers import speaker_after, speaker_before
from evenhand.quotes.subjects import carried_speaker, goes_on

_HEADLINE = 3  # words from which a noun phrase after "says" is taken for a headline's clause without a verb
_SHORTEST = 3  # words of a content before "said Lind"
_TOPIC = frozenset({"about", "of", "on", "against", "with"})


def report_clauses(page: Page) -> None:
    """Add a finding for every cue outside marks whose frame is filled."""
    for cue in page.cues:
        if cue.verb in page.used or page.sheet.inside[cue.verb] >= 0 or page.sheet.paragraph[cue.verb] in page.turns:
            continue
        found = _phrase(page, cue) if cue.form == "phrase" else _verb(page, cue)
        if found is not None and found.rule not in closed_rules().get(cue.term, ()):
            page.add(found)
            _own(page, found)


def _own(page: Page, finding: Finding) -> None:
    """Note the stretches that lie in a content."""
    inside = page.sheet.inside
    for begin, end in finding.content:
        for number in {inside[at] for at in range(begin, end)} - {-1}:
            page.owner.setdefault(number, finding)


def _phrase(page: Page, cue: Cue) -> Finding | None:
    """Read "according to Lind, ..." and "..., according to Lind"."""
    if "source" not in cue.frames:
        return _refusal(page, cue)
    sheet = page.sheet
    low, high = sheet.first[cue.first], sheet.after[cue.first]
    speaker = speaker_after(sheet, cue.after, high)
    if speaker is None:
        return None
    behind = speaker[1]
    while behind < high and sheet.bits[behind] & (g.TIME | g.NUMBER):
        behind += 1  # a note dated 24 February, ...
    content = _around(page, cue.first, behind, low, high)
    return Finding(content, speaker, (cue.first, cue.after), cue, f"phrase {cue.term.split()[0]}") if content else None


def _refusal(page: Page, cue: Cue) -> Finding | None:
    """Read "Lind declined to comment on the plan": who is silent, and on what."""
    sheet = page.sheet
    high = sheet.after[cue.first]
    speaker = speaker_before(sheet, cue.first, sheet.first[cue.first]) or carried_speaker(page, cue)
    if speaker is None:
        return None
    begin, after = cue.first, cue.after
    for at in range(cue.first + 1, cue.after):
        if sheet.word[at] == "to":
            begin = after = at
            break
    else:
        if cue.after < high and sheet.bits[cue.after] & (g.PREPOSITION | g.SUBORDINATOR):
            begin = cue.after
    end = max(cue.after, phrase_end(sheet, max(begin, cue.after - 1), high, page.verbs))
    return Finding([(begin, end)], speaker, (cue.first, after), cue, "refusal")


def _around(page: Page, begin: int, end: int, low: int, high: int) -> list[Span]:
    """Return what stands before and behind an inserted "according to Lind" or ", Lind said,"."""
    sheet = page.sheet
    before = content_before(sheet, begin, low)
    behind: Span | None = None
    if end < high and sheet.bits[end] & g.COMMA and end + 1 < high:
        stop = clause_end(sheet, end + 1, high, page.verbs)
        behind = (end + 1, stop) if stop > end + 1 else None
    if before is None or before[1] - before[0] < 2:
        return [behind] if behind else []
    if behind is not None and sheet.bits[behind[0]] & (g.CONJUNCTION | g.SUBORDINATOR):
        behind = None
    return [before, behind] if behind else [before]


def _verb(page: Page, cue: Cue) -> Finding | None:
    sheet = page.sheet
    low, high = sheet.first[cue.verb], sheet.after[cue.verb]
    own = cue.form in {"finite", "passive"} or (cue.form == "infinitive" and cue.negated)  # she refused to say
    speaker = speaker_before(sheet, cue.first, low) if own else None
    spoken = bool(cue.frames & {"clause", "quote", "person"})
    if speaker is None and cue.form == "finite" and spoken and cue.first > low and sheet.bits[cue.first - 1] & (g.COMMA | g.MARK):
        return _inverted(page, cue, low, high)
    if speaker is not None and cue.form == "finite" and spoken:
        found = _inserted(page, cue, speaker, low, high)
        if found is not None:
            return found
    content = _content(page, cue, high)
    if content is None:
        return None
    if cue.form == "passive":
        return _passive(page, cue, speaker, content)
    if speaker is None:
        speaker = carried_speaker(page, cue)
    rule = f"{cue.form} {content[1]}"
    return Finding([content[0]], speaker, (cue.first, cue.after), cue, rule)


def _passive(page: Page, cue: Cue, subject: Span | None, content: tuple[Span, str]) -> Finding | None:
    """Read "the bridge is expected to open": nobody is named, and the subject belongs to what is thought."""
    (begin, end), frame = content
    if frame not in {"to", "about", "that"} and not page.sheet.bits[begin] & g.SUBORDINATOR:
        return None
    spans = [(begin, end)]
    if subject is not None and frame in {"to", "about"} and "person" not in cue.frames:
        spans = [subject, (begin, end)]
    return Finding(spans, None, (cue.first, cue.after), cue, f"passive {frame}")


def _inverted(page: Page, cue: Cue, low: int, high: int) -> Finding | None:
    """Read "..., said Lind."."""
    speaker = speaker_after(page.sheet, cue.after, high)
    content = content_before(page.sheet, cue.first, low)
    if speaker is None or content is None or content[1] - content[0] < _SHORTEST or goes_on(page, speaker[1], high):
        return None
    return Finding([content], speaker, (cue.first, cue.after), cue, "inverted")


def _inserted(page: Page, cue: Cue, speaker: Span, low: int, high: int) -> Finding | None:
    """Read "..., Lind said." and "..., Lind said, ..."."""
    sheet = page.sheet
    if speaker[0] <= low or not sheet.bits[speaker[0] - 1] & (g.COMMA | g.MARK):
        return None
    at = behind_hearer(sheet, cue.after, high) if "person" in cue.frames and cue.after < high else cue.after
    at = content_start(sheet, at, high)
    if cue.category == "linking" and at > cue.after:
        return None  # "went on to win", not "went on"
    if at < high and not sheet.bits[at] & (g.COMMA | g.STOP):
        return None
    content = _around(page, speaker[0], at, low, high)
    return Finding(content, speaker, (cue.first, cue.after), cue, "inserted") if content else None


def _content(page: Page, cue: Cue, high: int) -> tuple[Span, str] | None:
    """Return what follows a cue and the frame it fills."""
    sheet = page.sheet
    at = cue.after
    person = "person" in cue.frames and cue.form != "passive"
    if person:
        at = behind_hearer(sheet, at, high)
    begin = content_start(sheet, at, high)
    if begin >= high:
        return None
    frame = _frame(page, cue, begin, high, person=person)
    if not frame or (cue.form == "infinitive" and not cue.negated and frame in {"thing", "object", "about", "clause", "to"}):
        return None
    begin += bool(sheet.bits[begin] & (g.COMMA | g.COLON))
    end = (
        clause_end(sheet, begin, high, page.verbs)
        if frame in {"clause", "that", "quoted", "colon"}
        else phrase_end(sheet, begin, high, page.verbs)
    )
    return ((begin, end), frame) if end > begin else None


def _frame(page: Page, cue: Cue, at: int, high: int, *, person: bool) -> str:  # noqa: C901, PLR0911 - a decision list
    """Name the frame that the words behind a cue fill, or nothing."""
    sheet, frames = page.sheet, cue.frames
    bits, word = sheet.bits[at], sheet.word[at]
    if sheet.inside[at] >= 0:
        return "quoted"
    if cue.category == "linking" and not frames & {"clause"} and word != "that":
        return ""
    if bits & (g.COLON | g.COMMA) and at + 1 < high and sheet.inside[at + 1] >= 0:
        return "quoted"
    if word == "that" and (frames & {"clause", "person", "object"} or (cue.category == "linking" and not cue.base)):
        return "that"
    if bits & g.COLON:
        return "colon" if "clause" in frames else ""
    if word == "to":
        return "to" if _takes_infinitive(cue) or (at + 1 < high and "clause" in frames and sheet.word[at + 1] in {"have", "be"}) else ""
    if bits & g.PUNCTUATION:
        return ""
    if "clause" in frames or person:
        if bits & g.PREPOSITION:
            topic = word in _TOPIC and not (cue.form == "passive" and word == "with")  # was charged with theft
            return "about" if "clause" in frames and topic else ""
        if bits & (g.SUBJECT | g.SUBORDINATOR):
            return "clause"
        if _has_verb(page, at, high):
            return "clause"
        plain = cue.category == "neutral" and cue.form == "finite" and high - at > _HEADLINE
        return "clause" if plain else "thing" if "object" in frames else ""
    if "object" in frames:
        return "" if bits & (g.PREPOSITION | g.CONJUNCTION | g.AUXILIARY | g.VERB) else "object"
    return ""


def _takes_infinitive(cue: Cue) -> bool:
    """Tell "was expected to" and "vowed to" from "was admitted to"."""
    return "intent" in cue.frames or (cue.form == "passive" and cue.category in {"mental", "neutral"})


def _has_verb(page: Page, at: int, high: int) -> bool:
    """Tell whether a clause rather than a mere noun phrase begins here."""
    sheet = page.sheet
    for place in range(at, high):
        bits = sheet.bits[place]
        if bits & (g.AUXILIARY | g.VERB | g.SUBJECT | g.ED | g.NEGATION):
            return True
        if bits & (g.STOP | g.DASH | g.SEMICOLON) or (bits & g.SUBORDINATOR and not bits & g.RELATIVE):
            return False
    return False
