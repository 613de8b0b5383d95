"""Who speaks by the layout alone: turns of a transcript or an interview (``NAME: ...``), and credits (``"..." - Name``).

Both have few words for a network to go by, and are certain where they repeat or close a paragraph.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from evenhand.quotes.findings import Findings, tokens_of
from evenhand.quotes.layout import Flags, Integers, Sheet

_LABEL = 6  # tokens of a name before its colon, or behind its dash
_TURNS = 3  # turns that make a transcript
_UTTERANCE = 6  # tokens, marks included; shorter stretches may be titles
_DASHES = ("-", "–", "—", "--", "―")
_SHARE = 0.9  # of the votes: what a turn or a credit counts beside what the network found


class Spoken(NamedTuple):
    """One row per turn or credit: tokens of its source, its cue and its content."""

    source_begin: Integers
    source_end: Integers
    cue: Integers
    begin: Integers
    end: Integers

    def keep(self, kept: Flags) -> Spoken:
        """Return some rows."""
        return Spoken(*(column[kept] for column in self))


def spoken(sheet: Sheet, findings: Findings) -> Findings:
    """Add turns and credits; a turn stands for whatever else was found to begin at its colon or cross its bounds."""
    turns = _turns(sheet)
    findings = findings.keep(np.flatnonzero(~_clashing(findings, turns)))
    taken = np.zeros(len(sheet) + 1, np.bool_)
    taken[tokens_of(findings)] = True
    covered = np.concatenate(([0], np.cumsum(taken)))
    credits_ = _credits(sheet)
    free = covered[credits_.end] == covered[credits_.begin]
    return _joined(sheet, findings, Spoken(*map(np.concatenate, zip(turns, credits_.keep(free), strict=True))))


def _names(sheet: Sheet) -> Flags:
    """Mark the tokens that a name may be made of."""
    return sheet.spread([word[0].isupper() or word in {".", "de", "von", "van", "al", "bin"} for word in sheet.printed])


def _turns(sheet: Sheet) -> Spoken:
    """Find the paragraphs that open with a name and a colon, in articles where such names take turns."""
    colon = np.flatnonzero(sheet.words(":"))
    begins = sheet.bounds[sheet.paragraph[colon]]
    ends = sheet.bounds[sheet.paragraph[colon] + 1]
    named = np.concatenate(([0], np.cumsum(_names(sheet))))
    length = colon - begins
    kept = (length >= 1) & (length <= _LABEL) & (named[colon] - named[begins] == length) & (ends > colon + 1)
    colon, begins, ends = colon[kept], begins[kept], ends[kept]
    label = np.array([_label(sheet, begin, end) for begin, end in zip(begins.tolist(), colon.tolist(), strict=True)], np.int64)
    article = sheet.article[colon]
    _, pair, times = np.unique(np.stack([article, label]), axis=1, return_inverse=True, return_counts=True)
    n_articles = int(article.max()) + 1 if len(article) else 0
    turns = np.bincount(article, minlength=n_articles)[article]
    repeated = np.zeros(n_articles, np.bool_)
    repeated[article[times[pair.reshape(-1)] > 1]] = True
    distinct = np.bincount(article, 1 / times[pair.reshape(-1)], minlength=n_articles).round()[article]
    real = (turns >= _TURNS) & repeated[article] & (distinct > 1)
    return Spoken(begins, colon, colon, colon + 1, ends).keep(real)


def _label(sheet: Sheet, begin: int, end: int) -> int:
    """Return one number for the words of a label."""
    return hash(tuple(sheet.word[begin:end].tolist()))


def _credits(sheet: Sheet) -> Spoken:
    """Find the stretches that open their paragraph and are followed by a dash and a name, there or in the next paragraph."""
    if len(sheet) < _LABEL:
        return Spoken(*np.empty((5, 0), np.int64))
    dash, name = sheet.words(*_DASHES), _names(sheet)
    last = len(sheet) - 1
    after, following = np.minimum(sheet.after, last), np.minimum(sheet.after + 1, last)
    opens = sheet.bounds[sheet.paragraph[sheet.first]] == sheet.first
    near = (sheet.paragraph[following] - sheet.paragraph[sheet.first] <= 1) & (sheet.article[following] == sheet.article[sheet.first])
    kept = sheet.closed & opens & near & dash[after] & name[following] & (sheet.after - sheet.first >= _UTTERANCE)
    first, dashes = sheet.first[kept], after[kept]
    stops = np.flatnonzero(~name)
    ends = np.append(stops, len(sheet))[np.searchsorted(stops, dashes + 1)]
    ends = np.minimum(ends, sheet.bounds[sheet.paragraph[dashes] + 1])
    return Spoken(dashes + 1, ends, dashes, first, dashes).keep(ends - dashes - 1 <= _LABEL)


def _clashing(findings: Findings, turns: Spoken) -> Flags:
    """Mark the attributions whose cue is the colon of a turn, or whose content crosses the bounds of one."""
    out = np.isin(findings.cue_end - 1, turns.cue)
    order = np.argsort(turns.begin)
    begin, end = turns.begin[order], turns.end[order]
    at = np.searchsorted(begin, findings.piece_begin, side="right") - 1
    inside = (at >= 0) & (findings.piece_end <= np.append(end, 0)[at])
    next_one = np.append(begin, np.iinfo(np.int64).max)[at + 1]
    touches = (np.append(end, 0)[at] > findings.piece_begin) & (at >= 0) | (next_one < findings.piece_end)
    out[findings.piece_of[touches & ~inside]] = True
    return out


def _joined(sheet: Sheet, findings: Findings, new: Spoken) -> Findings:
    """Put both side by side."""
    n = len(new.cue)
    return Findings(
        np.concatenate([findings.page, sheet.article[new.cue]]),
        np.concatenate([findings.cue_begin, new.cue]),
        np.concatenate([findings.cue_end, new.cue + 1]),
        np.concatenate([findings.source_begin, new.source_begin]),
        np.concatenate([findings.source_end, new.source_end]),
        np.concatenate([findings.share, np.full(n, _SHARE)]),
        np.concatenate([findings.piece_of, len(findings) + np.arange(n)]),
        np.concatenate([findings.piece_begin, new.begin]),
        np.concatenate([findings.piece_end, new.end]),
    )
