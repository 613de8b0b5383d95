"""What the steps hand on: attributions in tokens, side by side in arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from evenhand.quotes.layout import Integers
from evenhand.quotes.linking import Links
from evenhand.quotes.segments import Segments
from evenhand.spans import ranges


@dataclass(frozen=True)
class Findings:
    """One row per attribution: tokens of its cue and source (-1 where nobody is named), and its ``share`` of the votes.

    Contents are rows of their own: attribution ``piece_of``, tokens ``piece_begin`` to ``piece_end``, in reading order.
    ``page`` counts articles through several labellings.
    """

    page: Integers
    cue_begin: Integers
    cue_end: Integers
    source_begin: Integers
    source_end: Integers
    share: npt.NDArray[np.float64]
    piece_of: Integers
    piece_begin: Integers
    piece_end: Integers

    def __len__(self) -> int:
        """Return the number of attributions."""
        return len(self.cue_begin)

    def keep(self, chosen: Integers) -> Findings:
        """Return some attributions, in the order asked for."""
        place = np.full(len(self.cue_begin), -1, np.int64)
        place[chosen] = np.arange(len(chosen))
        of = place[self.piece_of]
        kept = np.flatnonzero(of >= 0)
        kept = kept[np.lexsort((self.piece_begin[kept], of[kept]))]
        return Findings(
            self.page[chosen],
            self.cue_begin[chosen],
            self.cue_end[chosen],
            self.source_begin[chosen],
            self.source_end[chosen],
            self.share[chosen],
            of[kept],
            self.piece_begin[kept],
            self.piece_end[kept],
        )


def findings_of(segments: Segments, links: Links) -> Findings:
    """Lay out linked segments as attributions."""
    named = links.source >= 0
    source = np.maximum(links.source, 0)
    source_begin = np.where(named, segments.begin[source] if len(source) else source, -1)
    source_end = np.where(named, segments.end[source] if len(source) else source, -1)
    order = np.lexsort((segments.begin[links.piece], links.piece_of))
    pieces = links.piece[order]
    share = np.ones(len(links.cue))
    return Findings(
        segments.page[links.cue],
        segments.begin[links.cue],
        segments.end[links.cue],
        source_begin,
        source_end,
        share,
        links.piece_of[order],
        segments.begin[pieces],
        segments.end[pieces],
    )


def tokens_of(findings: Findings) -> Integers:
    """Return the tokens of all contents, piece by piece."""
    return ranges(findings.piece_begin, findings.piece_end)
