"""Linking: which cue a piece of content belongs to, and which source a cue.

Every piece looks at the few cues nearest to it on either side; a linear model over how they stand to one another says
which is best, or none. All pieces of all articles are worked out side by side.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evenhand.quotes.layout import Integers, Sheet
from evenhand.quotes.segments import CONTENT, CUE, SOURCE, Segments

_NEAREST = 3  # candidates looked at on either side
_MOST = 3  # things between are counted up to here
_MARKS = ('"', "“", "”", "''", "``")
_BE = ("is", "are", "was", "were", "be", "been", "being", "am", "'s", "’s", "Is", "Was", "Were", "Are")
N_WORDING = 9

Floats = npt.NDArray[np.float32]


class Links(NamedTuple):
    """One row per attribution: its cue, its source (or -1), and the pieces of content as rows of (attribution, segment)."""

    cue: Integers
    source: Integers
    piece_of: Integers
    piece: Integers


class Pairs(NamedTuple):
    """Candidates: for each of ``ask``, ``n`` answers (a segment, or -1), how they stand to it, and which weights hold for them.

    The last of the weights is that of the answer "none"; before it there are as many for each ``variant`` as ``columns`` has.
    """

    ask: Integers
    answer: Integers
    columns: Floats
    variant: Integers


def link(sheet: Sheet, segments: Segments, content_weights: Floats, source_weights: Floats) -> Links:
    """Link contents and sources to cues."""
    contents = content_pairs(sheet, segments)
    best = _best(contents, content_weights)
    linked = best >= 0
    cue, piece_of = np.unique(best[linked], return_inverse=True)
    sources = source_pairs(sheet, segments, cue)
    return Links(cue, _best(sources, source_weights), piece_of, contents.ask[linked])


def _best(pairs: Pairs, weights: Floats) -> Integers:
    by_variant = weights[:-1].reshape(-1, pairs.columns.shape[2])
    score = np.einsum("nkc,nkc->nk", pairs.columns, by_variant[pairs.variant])
    score[pairs.answer < 0] = -np.inf
    chosen = score.argmax(axis=1)
    at = np.arange(len(chosen))
    return np.where(score[at, chosen] >= weights[-1], pairs.answer[at, chosen], -1)


def content_pairs(sheet: Sheet, segments: Segments) -> Pairs:
    """Return the cues that each piece of content may belong to; direct and indirect pieces have weights of their own."""
    ask = segments.of(CONTENT)
    answer = _nearest(segments, ask, segments.of(CUE))
    columns, right = _columns(sheet, segments, ask, answer, agree=segments.right[ask])
    return Pairs(ask, answer, columns, 2 * ~segments.direct[ask][:, None] + ~right)


def source_pairs(sheet: Sheet, segments: Segments, cues: Integers) -> Pairs:
    """Return the sources that each cue may have."""
    answer = _nearest(segments, cues, segments.of(SOURCE))
    columns, right = _columns(sheet, segments, cues, answer, agree=None)
    wording = np.broadcast_to(_wording(sheet, segments, cues)[:, None, :], (*answer.shape, N_WORDING))
    return Pairs(cues, answer, np.concatenate([columns, wording], axis=2), (~right).astype(np.int64))


def _wording(sheet: Sheet, segments: Segments, cues: Integers) -> Floats:
    """Say of each cue what bears on whether it names its source: "saying", "was told", "reported by", "and said", a colon."""
    begin, last = segments.begin[cues], segments.end[cues] - 1
    be = np.concatenate(([0], np.cumsum(sheet.words(*_BE))))
    before = np.maximum(begin - 1, 0)
    flags = [
        sheet.spread([word.endswith("ing") for word in sheet.printed])[begin],
        be[last + 1] > be[begin],
        sheet.words("by", "By")[last],
        sheet.words("to", "To")[begin],
        sheet.words("and", "but", "or")[before],
        sheet.words(",")[before],
        sheet.words("who", "which", "that")[before],
        sheet.spread([not word[0].isalnum() for word in sheet.printed])[begin],
        sheet.headline[begin],
    ]
    return np.stack(flags, axis=1).astype(np.float32)


def _nearest(segments: Segments, ask: Integers, among: Integers) -> Integers:
    """Return the nearest segments of some on either side of each asking one, in its article; -1 where there are fewer."""
    at = np.searchsorted(among, ask)
    index = at[:, None] + np.arange(-_NEAREST, _NEAREST)
    known = (index >= 0) & (index < len(among))
    found = among[np.clip(index, 0, max(len(among) - 1, 0))] if len(among) else np.zeros(index.shape, np.int64)
    known &= (segments.page[found] == segments.page[ask][:, None]) if len(among) else False
    return np.where(known, found, -1)


def _columns(
    sheet: Sheet, segments: Segments, ask: Integers, answer: Integers, *, agree: npt.NDArray[np.bool_] | None
) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Say how pairs of segments stand to one another, and which answers stand to the right."""
    asked = np.broadcast_to(ask[:, None], answer.shape)
    safe = np.maximum(answer, 0) if len(segments.begin) else answer
    right = safe > asked
    first, second = np.where(right, asked, safe), np.where(right, safe, asked)
    low, high = segments.end[first], segments.begin[second]
    gap = np.maximum(high - low, 0)
    columns = [np.ones(answer.shape), np.log1p(gap), gap == 0]
    for role in (CUE, SOURCE, CONTENT):
        before = np.concatenate(([0], np.cumsum(segments.role == role)))
        columns.append(np.minimum(before[second] - before[np.minimum(first + 1, second)], _MOST))
    left, beyond = np.maximum(low - 1, 0), np.minimum(high, len(sheet) - 1)
    columns.extend(np.minimum(counted[beyond] - counted[left], _MOST) for counted in (sheet.sentence, sheet.paragraph))
    signs = (sheet.words(","), sheet.words(*_MARKS), sheet.words(":"), sheet.words("and", "but"))
    running = (np.concatenate(([0], np.cumsum(sign))) for sign in signs)
    columns.extend(np.minimum(before[np.maximum(high, low)] - before[low], _MOST) for before in running)
    # What the labels say of the side: of the one that asks, or of the source that answers.
    said = agree[:, None] == right if agree is not None else segments.right[safe] != right
    columns.append(said)
    columns.append(said & (gap <= 1))
    stacked = np.empty((*answer.shape, len(columns)), np.float32)
    for number, column in enumerate(columns):
        stacked[:, :, number] = column
    return stacked, right
