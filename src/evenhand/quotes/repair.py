"""Repair: what quotation marks and punctuation say for certain, and a network that reads token by token gets wrong now and then."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from evenhand.quotes.findings import Findings
from evenhand.quotes.layout import Integers, Sheet

_NEAR = 2  # tokens by which a content may miss the mark it belongs to
_HELD = 0.4  # share of a stretch that a content must cover to own it
# not the comma behind "Lind, a skipper,": coders take it for a part of the source.
_UTTERANCE = 6  # tokens, marks included; a shorter sentence in marks may be a title or a slogan
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MARKS = ('"', "“", "”", "''", "``", "«", "»", "„", ".", ";", ":", "?", "!", "—", "–", "--", "...", "…")


def snapped(sheet: Sheet, findings: Findings) -> Findings:
    """Let contents begin and end with the quotation marks they all but reach, and sources without marks and stops."""
    begin, end = findings.piece_begin.copy(), findings.piece_end.copy()
    if len(sheet.first) and len(begin):
        stretch = sheet.inside[begin]
        first = sheet.first[stretch]
        near = (stretch >= 0) & (begin - first <= _NEAR) & (end > begin + _NEAR)
        begin[near] = first[near]
        stretch = sheet.inside[end - 1]
        after = sheet.after[stretch]
        near = (stretch >= 0) & sheet.closed[stretch] & (after - end <= _NEAR) & (end > begin + _NEAR)
        end[near] = after[near]
    source_begin, source_end = _trimmed(sheet, findings.source_begin, findings.source_end)
    return replace(findings, piece_begin=begin, piece_end=end, source_begin=source_begin, source_end=source_end)


def _trimmed(sheet: Sheet, begin: Integers, end: Integers) -> tuple[Integers, Integers]:
    """Cut marks and stops off both ends of sources that hold more, and a day off their last."""
    marks = sheet.words(*_MARKS)
    begin, end = begin.copy(), end.copy()
    for _ in range(_NEAR + 1):
        cut = (end - begin > 1) & marks[end - 1]
        end[cut] -= 1
        cut = (end - begin > 1) & marks[begin]
        begin[cut] += 1
    days, on = sheet.words(*_DAYS), sheet.words("on")
    when = (end - begin > 2) & days[end - 1] & on[end - 2]
    end[when] -= 2  # "the army on Tuesday said": the day is the verb's
    return begin, end


def carried_on(sheet: Sheet, findings: Findings) -> Findings:
    """Give quotations that nobody is named for beside them to the speaker of the quotation before.

    That is one that runs on in the next paragraph, its marks still open, and one that makes whole sentences right behind
    another in its paragraph.
    """
    if not len(sheet.first) or not len(findings):
        return findings
    owner = np.full(len(sheet), -1, np.int64)
    owner[_tokens(findings)] = np.repeat(findings.piece_of, findings.piece_end - findings.piece_begin)
    cued = np.zeros(len(sheet), np.bool_)
    cued[findings.cue_begin] = True
    added: list[tuple[int, int, int]] = []
    for stretch in np.flatnonzero(sheet.joined | _standing(sheet)).tolist():
        first, after = int(sheet.first[stretch]), int(sheet.after[stretch])
        before, here = _owner_of(owner, sheet, stretch - 1), _owner_of(owner, sheet, stretch)
        beside = here >= 0 and sheet.paragraph[findings.cue_begin[here]] == sheet.paragraph[first]
        if before < 0 or here == before or beside or (here >= 0 and not sheet.joined[stretch]) or cued[first:after].any():
            continue
        added.append((before, first, after))
        owner[first:after] = before
    return _with_pieces(findings, added)


def _standing(sheet: Sheet) -> npt.NDArray[np.bool_]:
    """Mark the stretches that make whole sentences by themselves, in the paragraph of the stretch before."""
    first, last = sheet.first, sheet.after - 1
    before, behind = np.maximum(first - 1, 0), np.minimum(last + 1, len(sheet) - 1)
    opens = sheet.sentence[before] != sheet.sentence[first]
    closes = (sheet.sentence[behind] != sheet.sentence[last]) | (behind == last)
    beside = np.concatenate(([False], sheet.paragraph[first[1:]] == sheet.paragraph[last[:-1]]))
    return opens & closes & beside & (sheet.after - first >= _UTTERANCE)


def _with_pieces(findings: Findings, added: list[tuple[int, int, int]]) -> Findings:
    """Add pieces (attribution, begin, end); what they cover of other contents is dropped."""
    if not added:
        return findings
    new = np.array(added, np.int64)
    starts = np.sort(new[:, 1])
    ends = new[np.argsort(new[:, 1]), 2]
    at = np.maximum(np.searchsorted(starts, findings.piece_begin, side="right") - 1, 0)
    covered = (starts[at] <= findings.piece_begin) & (findings.piece_end <= ends[at])
    of = np.concatenate([findings.piece_of[~covered], new[:, 0]])
    begin = np.concatenate([findings.piece_begin[~covered], new[:, 1]])
    end = np.concatenate([findings.piece_end[~covered], new[:, 2]])
    return replace(findings, piece_of=of, piece_begin=begin, piece_end=end).keep(np.unique(of))


def _tokens(findings: Findings) -> Integers:
    sizes = findings.piece_end - findings.piece_begin
    return np.repeat(findings.piece_begin - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())


def _owner_of(owner: Integers, sheet: Sheet, stretch: int) -> int:
    """Return the finding whose content covers most of a stretch, or -1."""
    held = owner[sheet.first[stretch] : sheet.after[stretch]]
    values, counts = np.unique(held[held >= 0], return_counts=True)
    return int(values[counts.argmax()]) if len(values) and counts.max() >= _HELD * len(held) else -1
