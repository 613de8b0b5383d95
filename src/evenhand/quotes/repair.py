"""Repair: what quotation marks and punctuation say for certain, and a network that reads paragraph by paragraph cannot know."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from evenhand.quotes.findings import Findings, tokens_of
from evenhand.quotes.layout import Integers, Sheet

_HELD = 0.4  # share of a stretch that a content must cover to own it
_CUT = 3  # marks and stops cut off either end of a source at most
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# not the comma behind "Lind, a skipper,": coders take it for a part of the source.
_MARKS = ('"', "“", "”", "''", "``", "«", "»", "„", ".", ";", ":", "?", "!", "—", "–", "--", "...", "…")


def trimmed(sheet: Sheet, findings: Findings) -> Findings:
    """Cut marks and stops off both ends of sources that hold more, and a day off their last."""
    marks = sheet.words(*_MARKS)
    begin, end = findings.source_begin.copy(), findings.source_end.copy()
    for _ in range(_CUT):
        cut = (end - begin > 1) & marks[end - 1]
        end[cut] -= 1
        cut = (end - begin > 1) & marks[begin]
        begin[cut] += 1
    days, on = sheet.words(*_DAYS), sheet.words("on")
    when = (end - begin > 2) & days[end - 1] & on[end - 2]
    end[when] -= 2  # "the army on Tuesday said": the day is the verb's
    return replace(findings, source_begin=begin, source_end=end)


def carried_on(sheet: Sheet, findings: Findings) -> Findings:
    """Give a quotation that runs on in the next paragraph, its marks still open, to one speaker.

    Whoever is named beside its first paragraph has the others too, as far as nobody else is named beside them; who is named
    only at its end has it from the beginning.
    """
    if not len(sheet.first) or not len(findings):
        return findings
    owner = np.full(len(sheet), -1, np.int64)
    owner[tokens_of(findings)] = np.repeat(findings.piece_of, findings.piece_end - findings.piece_begin)
    cued = np.zeros(len(sheet), np.bool_)
    cued[findings.cue_begin] = True
    joined = np.flatnonzero(sheet.joined)
    added: list[tuple[int, int, int]] = []
    for stretch, neighbour in [*zip(joined, joined - 1, strict=True), *zip(joined[::-1] - 1, joined[::-1], strict=True)]:
        first, after = int(sheet.first[stretch]), int(sheet.after[stretch])
        speaker, here = _owner_of(owner, sheet, neighbour), _owner_of(owner, sheet, stretch)
        beside = here >= 0 and sheet.paragraph[findings.cue_begin[here]] == sheet.paragraph[first]
        backward_taken = neighbour > stretch and here >= 0
        if speaker < 0 or here == speaker or beside or backward_taken or cued[first:after].any():
            continue
        added.append((speaker, first, after))
        owner[first:after] = speaker
    return _with_pieces(findings, added)


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


def _owner_of(owner: Integers, sheet: Sheet, stretch: int) -> int:
    """Return the finding whose content covers most of a stretch, or -1."""
    held = owner[sheet.first[stretch] : sheet.after[stretch]]
    values, counts = np.unique(held[held >= 0], return_counts=True)
    return int(values[counts.argmax()]) if len(values) and counts.max() >= _HELD * len(held) else -1
