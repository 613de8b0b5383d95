"""Direct quotations: each stretch in marks is linked to the cue and speaker beside it, or to the quotation it carries on."""

from __future__ import annotations

from collections.abc import Iterator

from evenhand.quotes import grammar as g
from evenhand.quotes.clauses import behind_hearer, content_start
from evenhand.quotes.cues import Cue
from evenhand.quotes.findings import Finding, Page, Span
from evenhand.quotes.speakers import speaker_after, speaker_before
from evenhand.quotes.subjects import goes_on, speaker_of

_SPOKEN = frozenset({"clause", "quote", "person"})
_HEADLINE = 2  # words in marks from which a headline may open with a quotation
_UTTERANCE = 4  # words; a shorter stretch that no cue is beside is a scare quote or a title
_TITLES = 3  # stretches looked back for the quotation that a stretch carries on, past titles in marks
_FARTHEST = 45  # words between a quotation and the cue behind it


def link_stretches(page: Page) -> None:
    """Link every chain of stretches that is a quotation of its own; the others are left to the rules for clauses."""
    for chain in chains(page):
        found = (
            resumed(page, chain)
            or led_in(page, chain, near=True)
            or followed_up(page, chain)
            or led_in(page, chain, near=False)
            or signed(page, chain)
            or standing(page, chain)
        )
        if found is not None:
            page.owner.update(dict.fromkeys(chain, found))


def chains(page: Page) -> Iterator[list[int]]:
    """Yield the numbers of stretches that are one quotation: one each, or several where paragraphs go on unclosed."""
    chain: list[int] = []
    for number, stretch in enumerate(page.sheet.stretches):
        if chain and not stretch.joined:
            yield chain
            chain = []
        chain.append(number)
    if chain:
        yield chain


def _content(page: Page, chain: list[int]) -> list[Span]:
    return [(page.stretch(number).first, page.stretch(number).after) for number in chain]


def link_standing(page: Page) -> None:
    """Go over the stretches once more, now that the indirect reports are known that they may carry on."""
    for chain in chains(page):
        if chain[0] not in page.owner:
            found = standing(page, chain) or unclaimed(page, chain)
            if found is not None:
                page.owner.update(dict.fromkeys(chain, found))


def utters(page: Page, number: int) -> bool:
    """Tell whether a stretch is a whole utterance: it ends in a stop or comma, or a comma follows."""
    sheet, stretch = page.sheet, page.stretch(number)
    last = stretch.after - (2 if stretch.closed else 1)
    if last > stretch.first and sheet.bits[last] & (g.COMMA | g.STOP | g.DASH):
        return True
    return stretch.after < len(sheet) and bool(sheet.bits[stretch.after] & g.COMMA) and sheet.first[stretch.after] <= stretch.after - 1


def _extend(page: Page, chain: list[int], finding: Finding) -> Finding:
    finding.content.extend(_content(page, chain))
    return finding


def resumed(page: Page, chain: list[int]) -> Finding | None:
    """Add a stretch to the one before it in its sentence: ``"...," Lind said, "..."``."""
    number = chain[0]
    sheet, stretch = page.sheet, page.stretch(number)
    finding = page.owner.get(number - 1)
    if finding is None or finding.cue is None or finding.rule != "followed up":
        return None
    before = page.stretch(number - 1)
    if not before.after <= finding.cue[0] < stretch.first or sheet.first[before.after - 1] != sheet.first[stretch.first]:
        return None
    if not sheet.bits[stretch.first - 1] & (g.COMMA | g.DASH | g.STOP) or any(
        cue.form == "participle" for cue in page.cues_in(finding.cue[1], stretch.first)
    ):
        return None
    return _extend(page, chain, finding)


def led_in(page: Page, chain: list[int], *, near: bool) -> Finding | None:
    """Link a stretch to the cue right before it: ``Lind said: "..."``, or to a name and a colon."""
    number = chain[0]
    sheet, stretch = page.sheet, page.stretch(number)
    low = page.low(number)
    before = stretch.first - 1
    if low == stretch.first > 0 and sheet.bits[before] & g.COLON and sheet.article[before] == sheet.article[stretch.first]:
        low = sheet.first[before]  # the paragraph before ends with "Lind went on:"
    if low >= stretch.first:
        return None
    whole = _starts_whole(page, number)
    for cue in reversed(page.cues_in(low, stretch.first)):
        if cue.form == "phrase" or not _adjoins(page, cue, stretch.first, near=near) or cue.verb in page.used:
            continue
        if not whole and not sheet.bits[stretch.first - 1] & (g.COLON | g.COMMA):
            return None
        speaker = speaker_of(page, cue, low)
        content = [*_opening(page, speaker, low), *_content(page, chain)]
        return page.add(Finding(content, speaker, (cue.first, cue.after), cue, "led in"))
    if not near and sheet.bits[stretch.first - 1] & g.COLON and whole:
        speaker = _named(page, low, stretch.first - 1)
        if speaker is not None:
            return page.add(Finding(_content(page, chain), speaker, (stretch.first - 1, stretch.first), None, "colon"))
    return None


def _opening(page: Page, speaker: Span | None, low: int) -> list[Span]:
    """Return the words of the content before an inserted speaker: The plan, Lind said, "is dead"."""
    sheet = page.sheet
    if speaker is None or speaker[0] - 1 <= low or not sheet.bits[speaker[0] - 1] & g.COMMA or low != sheet.first[speaker[0]]:
        return []
    if sheet.bits[low] & (g.PREPOSITION | g.SUBORDINATOR | g.ADVERB | g.CONJUNCTION | g.TIME) or sheet.word[low].endswith(("ing", "ed")):
        return []
    return [(low, speaker[0] - 1)]


def _starts_whole(page: Page, number: int) -> bool:
    stretch = page.stretch(number)
    return (stretch.after - stretch.first > 2 + _UTTERANCE and bool(page.sheet.bits[stretch.first + 1] & g.CAPITAL)) or (
        page.sheet.upper[stretch.first + 1] and utters(page, number)
    )


def _adjoins(page: Page, cue: Cue, first: int, *, near: bool) -> bool:
    """Tell whether nothing but a hearer, time or place stands between a cue and a stretch."""
    sheet = page.sheet
    at = cue.after
    if "person" in cue.frames:
        at = min(first, behind_hearer(sheet, at, first))
    at = content_start(sheet, at, first)
    if at < first and sheet.word[at] == "that":
        at += 1
    while at < first and sheet.bits[at] & (g.COMMA | g.COLON | g.ADVERB):
        at += 1
    if at < first and sheet.bits[first - 1] & g.COLON and not near:
        return not any(sheet.bits[place] & (g.AUXILIARY | g.VERB | g.STOP) for place in range(at, first))
    return at >= first


def followed_up(page: Page, chain: list[int]) -> Finding | None:
    """Link a stretch to the cue behind it: ``"...," Lind said`` or ``"...," said Lind``."""
    number = chain[-1]
    sheet, stretch = page.sheet, page.stretch(number)
    high = page.high(number)
    begin = stretch.after
    if not utters(page, number):
        return None
    while begin < high and (sheet.bits[begin] & (g.COMMA | g.ADVERB) or sheet.word[begin] in "'’"):
        begin += 1
    if begin >= high or sheet.bits[begin] & g.CONJUNCTION:
        return None
    for cue in page.cues_in(begin, min(high, begin + _FARTHEST)):
        speaker = _behind(page, cue, begin, high)
        if speaker is None:
            continue
        content = _content(page, chain)
        lead = page.low(number)
        if (
            len(chain) == 1
            and lead < stretch.first
            and not sheet.bits[stretch.first - 1] & g.PUNCTUATION
            and lead == sheet.first[stretch.first]
        ):
            content = [(lead, stretch.after)]  # the clause begins before the marks: No one "should go," he said
        return page.add(Finding(content, speaker, (cue.first, cue.after), cue, "followed up"))
    return None


def _behind(page: Page, cue: Cue, begin: int, high: int) -> Span | None:
    sheet = page.sheet
    if cue.form == "phrase":
        return speaker_after(sheet, cue.after, high) if "source" in cue.frames and cue.first == begin else None
    if cue.form != "finite":
        return None
    if cue.first == begin:
        found = speaker_after(sheet, cue.after, high) if cue.frames - {"intent"} else None
        return None if found is None or goes_on(page, found[1], high) else found
    if not (cue.frames & _SPOKEN or cue.frames & {"object"}) or any(sheet.bits[at] & g.STOP for at in range(begin, cue.first)):
        return None
    found = speaker_before(sheet, cue.first, begin)
    if found is None or sheet.bits[found[0]] & g.RELATIVE or any(sheet.bits[at] & (g.AUXILIARY | g.VERB) for at in range(begin, found[0])):
        return None
    return found


def signed(page: Page, chain: list[int]) -> Finding | None:
    """Link a stretch to the name that signs it: ``"..." - Lind``."""
    number = chain[-1]
    sheet, stretch = page.sheet, page.stretch(number)
    at, high = stretch.after, page.high(number)
    paragraph = sheet.paragraph[stretch.first]
    if stretch.after - stretch.first < _UTTERANCE or at >= len(sheet) or sheet.paragraph[at] != paragraph or not sheet.bits[at] & g.DASH:
        return None
    high = max(high, sheet.after[at])
    speaker = speaker_after(sheet, at + 1, high)
    if speaker is None or not sheet.bits[at + 1] & g.CAPITAL or (speaker[1] < high and not sheet.bits[speaker[1]] & (g.PUNCTUATION)):
        return None
    return page.add(Finding(_content(page, chain), speaker, (at, at + 1), None, "signed"))


def standing(page: Page, chain: list[int]) -> Finding | None:
    """Add a stretch that stands alone in its sentence to the quotation, or the report, in the sentence before it."""
    number = chain[0]
    sheet, stretch = page.sheet, page.stretch(number)
    if not _alone(page, chain) or stretch.after - stretch.first < _UTTERANCE:
        return None
    before = stretch.first - 1
    if before < 0 or sheet.article[before] != sheet.article[stretch.first] or sheet.paragraph[stretch.first] - sheet.paragraph[before] > 1:
        return None
    begin = sheet.first[before]
    for earlier in range(number - 1, max(number - _TITLES, -1), -1):
        if earlier in page.owner and page.stretch(earlier).after > begin:
            return _extend(page, chain, page.owner[earlier])
    for finding in page.reports_in(begin, stretch.first):
        if finding.entry is not None and finding.entry.frames & _SPOKEN:
            return _extend(page, chain, finding)
    return None


def _alone(page: Page, chain: list[int]) -> bool:
    """Tell whether nothing stands beside a quotation in its sentences."""
    first, last = page.stretch(chain[0]), page.stretch(chain[-1])
    return page.sheet.first[first.first] == first.first and page.high(chain[-1]) <= last.after


def unclaimed(page: Page, chain: list[int]) -> Finding | None:
    """Keep an utterance that nobody is named for, and a headline that opens with words in marks."""
    sheet, stretch = page.sheet, page.stretch(chain[0])
    words = page.stretch(chain[-1]).after - stretch.first
    after = min(stretch.after, len(sheet) - 1)
    opens = sheet.headline[stretch.first] and sheet.first[stretch.first] == stretch.first
    if opens and words > 2 + _HEADLINE and (_alone(page, chain) or sheet.bits[after] & g.COLON):
        return page.add(Finding(_content(page, chain), None, None, None, "headline"))
    if words > 2 * _UTTERANCE and _alone(page, chain) and utters(page, chain[-1]):
        return page.add(Finding(_content(page, chain), None, None, None, "unclaimed"))
    return None


def _named(page: Page, low: int, colon: int) -> Span | None:
    """Return the name before a colon, if there is nothing else before it in its paragraph."""
    sheet = page.sheet
    if low > 0 and sheet.paragraph[low - 1] == sheet.paragraph[low] and low != sheet.first[low]:
        return None
    if any(sheet.bits[at] & (g.AUXILIARY | g.VERB | g.STOP) for at in range(low, colon)):
        return None
    speaker = speaker_after(sheet, low, colon)
    return speaker if speaker is not None and speaker[1] == colon else None
