"""Offsets: the one place where spans are joined.

A span is half open, ``text[start:end]``. Spans of many articles are compared on one axis of *places*: the number of
the article in the upper half of an integer, the offset in the lower half. One sorted search then joins any two tables.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]


def places(article: npt.ArrayLike, offset: npt.ArrayLike) -> Places:
    """Put offsets of many articles on one axis.

    Parameters
    ----------
    article, offset
        Integers of equal length: the number of the article (its code), and characters into its text.

    Examples
    --------
    >>> places([0, 1], [5, 2]).tolist()
    [5, 4294967298]
    """
    return (np.asarray(article, np.int64) << 32) + np.asarray(offset, np.int64)


def ranges(begins: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the integers of many half-open ranges, one range after the other.

    Examples
    --------
    >>> ranges(np.array([3, 9, 5]), np.array([5, 9, 7])).tolist()
    [3, 4, 5, 6]
    """
    sizes = ends - begins
    return np.repeat(begins - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())


def containing(starts: Places, ends: Places, outer_starts: Places, outer_ends: Places) -> npt.NDArray[np.intp]:
    """For each span, the position of an outer span that contains it, or -1.

    Outer spans may nest and need not be sorted; of several the one that begins last is taken where it contains the span.

    Examples
    --------
    >>> containing(np.array([1, 9]), np.array([2, 10]), np.array([0, 4]), np.array([3, 6])).tolist()
    [0, -1]
    """
    if len(outer_starts) == 0:
        return np.full(len(starts), -1, np.intp)
    order = np.argsort(outer_starts, kind="stable")
    begins, closes = outer_starts[order], outer_ends[order]
    last = np.searchsorted(begins, starts, side="right") - 1
    # The furthest end so far belongs to a span that contains this one, whenever any span does.
    furthest = np.maximum.accumulate(closes)
    reaches = np.maximum.accumulate(np.where(closes == furthest, np.arange(len(closes)), 0))
    known = last >= 0
    safe = np.where(known, last, 0)
    pick = np.where(closes[safe] >= ends, safe, reaches[safe])
    return np.where(known & (closes[pick] >= ends), order[pick], -1)


def outermost(starts: Places, ends: Places) -> npt.NDArray[np.bool_]:
    """Mark the spans that do not lie inside a longer one (of equal spans, the first is kept).

    Examples
    --------
    >>> outermost(np.array([0, 1, 5]), np.array([4, 3, 6])).tolist()
    [True, False, True]
    """
    order = np.lexsort((-ends, starts))
    closes = ends[order]
    before = np.maximum.accumulate(np.concatenate(([np.iinfo(np.int64).min], closes[:-1]))) if len(closes) else closes
    keep = np.empty(len(starts), np.bool_)
    keep[order] = closes > before
    return keep


def excerpt(text: str, start: int, end: int, *, around: int = 0) -> str:
    """Cut a span out of a text, with some context, cut back to whole words and shown with ``…`` where text is left out.

    Examples
    --------
    >>> excerpt("The mayor said no to the plan.", 10, 14, around=10)
    'The mayor said no to the…'
    """
    left, right = max(0, start - around), min(len(text), end + around)
    if left > 0 and around and text[left - 1] != " ":
        space = text.find(" ", left, start)
        left = space + 1 if space >= 0 else start
    if right < len(text) and around and text[right] != " ":
        space = text.rfind(" ", end, right)
        right = space if space >= 0 else end
    return ("…" if left and around else "") + text[left:right] + ("…" if right < len(text) and around else "")
