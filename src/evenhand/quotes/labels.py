"""Speakers set off by a colon, without marks: transcripts and headlines.

``LIND: We never saw the letter.`` and ``Lind: rent cap will fail`` name who speaks by layout, not in a clause.
"""

from __future__ import annotations

from collections import Counter

from evenhand.quotes import grammar as g
from evenhand.quotes.findings import Finding, Page
from evenhand.quotes.speakers import speaker_after

_LONGEST = 5  # words of a label
_LEAST = 3  # words of what is said
_TURNS = 2  # times a label opens a paragraph before it is taken for that of a transcript


def link_labels(page: Page) -> None:
    """Add a finding for each turn of a transcript and each headline that names its speaker before or behind a colon."""
    sheet = page.sheet
    labels = [(begin, colon, end) for begin, end in sheet.paragraphs for colon in _colons(page, begin, end)]
    turns = Counter((sheet.article[begin], *sheet.word[begin:colon]) for begin, colon, _ in labels if _names(page, begin, colon))
    transcripts = {article for (article, *_), n in turns.items() if n >= _TURNS}
    for begin, colon, end in labels:
        turn = sheet.article[begin] in transcripts and _names(page, begin, colon) and end - colon > 1
        if turn and sheet.inside[colon + 1] < 0:
            page.add(Finding([(colon + 1, end)], (begin, colon), (colon, colon + 1), None, "transcript"))
            page.turns.add(sheet.paragraph[begin])
        elif sheet.headline[begin]:
            found = _headline(page, begin, colon, end)
            if found is not None:
                page.add(found)


def _colons(page: Page, begin: int, end: int) -> list[int]:
    """Return the first colon of a paragraph, if it may set off a speaker at its start, or anywhere in a headline."""
    far = end - 1 if page.sheet.headline[begin] else min(end - 1, begin + _LONGEST + 1)
    for at in range(begin + 1, far):
        if page.sheet.bits[at] & g.COLON:
            return [at]
    return []


def _names(page: Page, begin: int, colon: int) -> bool:
    """Tell a label that names somebody from "Q:" and "Still to come:"."""
    sheet = page.sheet
    return colon - begin <= _LONGEST and all(sheet.upper[begin:colon]) and (colon - begin > 1 or len(sheet.word[begin]) > 1)


def _headline(page: Page, begin: int, colon: int, end: int) -> Finding | None:
    """Read "Lind: rent cap will fail" and "Rent cap will fail: Lind"."""
    sheet = page.sheet
    if any(sheet.inside[at] >= 0 for at in range(begin, end)):
        return None
    if end - colon - 1 <= _LEAST < colon - begin:
        speaker, content = speaker_after(sheet, colon + 1, end), (begin, colon)
        named = speaker is not None and speaker[1] == end
    else:
        speaker, content = speaker_after(sheet, begin, colon), (colon + 1, end)
        named = speaker is not None and speaker[1] == colon <= begin + _LONGEST and end - colon > _LEAST and _says(page, content)
    if (
        not named
        or speaker is None
        or any(sheet.bits[at] & (g.AUXILIARY | g.VERB | g.PREPOSITION | g.NUMBER | g.STOP) for at in range(*speaker))
    ):
        return None
    return Finding([content], speaker, (colon, colon + 1), None, "headline colon")


def _says(page: Page, content: tuple[int, int]) -> bool:
    """Tell a claim from a question or a topic behind a colon."""
    sheet = page.sheet
    return not sheet.bits[content[0]] & (g.SUBORDINATOR | g.PREPOSITION) and sheet.word[content[1] - 1] != "?"
