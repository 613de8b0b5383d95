"""Consensus: of the attributions that several labellings give, those that enough of them agree on.

Two attributions agree as a scorer would have it: their contents share at least half of their tokens, and their sources
overlap or are both missing. An attribution's share of the votes is how many labellings hold one that agrees with it. Of
those that clash, the one is kept that has most votes and whose bounds are most like those of the others: votes alone favour
contents of middling length, whose bounds nobody drew.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from evenhand.quotes.findings import Findings
from evenhand.quotes.layout import Integers
from evenhand.spans import ranges

AGREEING = 0.5  # intersection over union of contents
_OTHER_SOURCE = 0.5  # what likeness of contents counts where the sources differ
_CLASH = 0.3  # of two contents, share of the shorter one that the longer may cover


def consensus(findings: Findings, n_articles: int, votes: npt.NDArray[np.float64], least: float) -> Findings:
    """Choose attributions by votes.

    Parameters
    ----------
    findings
        Attributions of all labellings.
    n_articles, votes
        How many articles each labelling has, and how many votes.
    least
        Share of the votes from which an attribution is kept.
    """
    if not len(findings):
        return findings
    weight = votes[findings.page // n_articles]
    first, distinct = _distinct(findings)
    exact = np.bincount(distinct, weight)
    pool = findings.keep(first)
    size, one, other, shared = _overlaps(pool)
    union = size[one] + size[other] - shared
    same = _same_source(pool, one, other)
    agree = (shared >= AGREEING * union) & same
    backed = np.minimum(np.bincount(one[agree], exact[other[agree]], minlength=len(pool)) / votes.sum(), 1)
    alike = np.bincount(one, exact[other] * shared / union * np.where(same, 1, _OTHER_SOURCE), minlength=len(pool)) / votes.sum()
    clash = (shared > _CLASH * np.minimum(size[one], size[other])) & (one != other)
    order = np.lexsort((np.arange(len(pool)), -exact, -np.round(backed + alike, 9)))
    kept = _greedy(order[backed[order] >= least], one[clash], other[clash], pool.cue_begin)
    chosen = kept[np.lexsort((pool.cue_begin[kept], pool.page[kept] % n_articles))]
    return replace(pool.keep(chosen), page=pool.page[chosen] % n_articles, share=backed[chosen])


def _distinct(findings: Findings) -> tuple[Integers, Integers]:
    """Tell which attributions of different labellings are the same, token by token: the first of each, and its number."""
    mixed = _mix(findings.piece_begin, findings.piece_end)
    key = np.zeros(len(findings), np.uint64)
    np.add.at(key, findings.piece_of, mixed)
    key = (
        key * np.uint64(3)
        + _mix(findings.cue_begin, findings.cue_end) * np.uint64(5)
        + _mix(findings.source_begin, findings.source_end) * np.uint64(7)
    )
    _, first, number = np.unique(key, return_index=True, return_inverse=True)
    return first, number


def _mix(begin: Integers, end: Integers) -> npt.NDArray[np.uint64]:
    """Hash spans to 64 bits (the finishing steps of SplitMix64)."""
    mixed = (begin.astype(np.uint64) << np.uint64(20)) + (end - begin).astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))


def _overlaps(pool: Findings) -> tuple[Integers, Integers, Integers, Integers]:
    """Return the tokens of each content, and pairs of contents that share tokens (each with itself too) with how many."""
    length = pool.piece_end - pool.piece_begin
    size = np.bincount(pool.piece_of, length, minlength=len(pool)).astype(np.int64)
    order = np.argsort(pool.piece_begin, kind="stable")
    begin, end, of = pool.piece_begin[order], pool.piece_end[order], pool.piece_of[order]
    # Pieces that begin before a piece ends overlap it; all pairs of pieces (earlier, later) by one sorted search.
    upto = np.searchsorted(begin, end, side="left")
    piece = np.arange(len(begin))
    earlier, later = np.repeat(piece, upto - piece), ranges(piece, upto)
    shared = np.minimum(end[earlier], end[later]) - begin[later]
    one, other = of[earlier], of[later]
    both = earlier != later
    one, other, shared = np.concatenate([one, other[both]]), np.concatenate([other, one[both]]), np.concatenate([shared, shared[both]])
    pair, number = np.unique(one * len(pool) + other, return_inverse=True)
    return size, pair // len(pool), pair % len(pool), np.bincount(number, shared).astype(np.int64)


def _same_source(pool: Findings, one: Integers, other: Integers) -> npt.NDArray[np.bool_]:
    begin, end = pool.source_begin, pool.source_end
    overlap = (begin[one] < end[other]) & (begin[other] < end[one])
    return np.where((begin[one] < 0) | (begin[other] < 0), (begin[one] < 0) & (begin[other] < 0), overlap)


def _greedy(order: Integers, one: Integers, other: Integers, cue: Integers) -> Integers:
    """Go through attributions, best first, and keep those that clash with none kept before."""
    starts = np.searchsorted(one, np.arange(len(cue) + 1)).tolist()
    others = other.tolist()
    barred: set[int] = set()
    taken: set[int] = set()
    kept = []
    cues = cue.tolist()
    for at in order.tolist():
        if at not in barred and cues[at] not in taken:
            kept.append(at)
            taken.add(cues[at])
            barred.update(others[starts[at] : starts[at + 1]])
    return np.array(kept, np.int64)
