"""Labels as segments: runs of tokens that are a cue, a source or a piece of content."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from evenhand.quotes.labels import KINDS
from evenhand.quotes.layout import Flags, Integers
from evenhand.tagger.decoding import Labels

CUE, SOURCE, CONTENT = 0, 1, 2
_ROLE = np.array([CUE, SOURCE, SOURCE, CONTENT, CONTENT, CONTENT, CONTENT])
_DIRECT = np.array([kind.startswith("direct") for kind in KINDS])
_RIGHT = np.array([kind.endswith(">") for kind in KINDS])


class Segments(NamedTuple):
    """Segments of one or several labellings of the same tokens, in reading order, labelling by labelling.

    ``begin`` and ``end`` are tokens, ``role`` is cue, source or content, ``direct`` whether a content is labelled so, ``right``
    whether its cue is labelled to be further right, ``page`` the number of the article, counted through the labellings.
    """

    begin: Integers
    end: Integers
    role: Integers
    direct: Flags
    right: Flags
    page: Integers

    def of(self, role: int) -> Integers:
        """Return the numbers of the segments of one role."""
        return np.flatnonzero(self.role == role)


def segments_of(labels: Labels, article: Integers, n_articles: int) -> Segments:
    """Return the segments of labellings (one row each) of the same tokens.

    Examples
    --------
    >>> found = segments_of(np.array([[3, 4, 1, 0, 11]], np.int8), np.zeros(5, np.int64), 1)
    >>> found.begin.tolist(), found.end.tolist(), found.role.tolist()
    ([0, 2, 4], [2, 3, 5], [1, 0, 2])
    """
    n_tokens = labels.shape[1]
    stream = labels.reshape(-1).astype(np.int64)
    carried = (stream > 0) & (stream % 2 == 0)
    begins = np.flatnonzero(stream % 2 == 1)
    stops = np.append(np.flatnonzero(~carried), len(stream))
    ends = stops[np.searchsorted(stops, begins, side="right")]
    kind = (stream[begins] - 1) // 2
    labelling, begin = np.divmod(begins, max(n_tokens, 1))
    page = article[begin] + labelling * n_articles
    return Segments(begin, begin + ends - begins, _ROLE[kind], _DIRECT[kind], _RIGHT[kind], page)
