"""The labels of the tagger: where cues, sources and contents begin and go on, and on which side their cue stands.

``>``: the cue is further right; ``<``: further left. An odd number begins a span, the even one behind it carries it on.
"""

from __future__ import annotations

KINDS = ("cue", "source>", "source<", "direct>", "direct<", "indirect>", "indirect<")
LABELS = ("O", *(f"{step}-{kind}" for kind in KINDS for step in "BI"))


def number_of(label: str) -> int:
    """Return the number of a label.

    Examples
    --------
    >>> number_of("I-cue")
    2
    """
    return LABELS.index(label)


def may_follow(label: int, after: int) -> bool:
    """Tell whether one label may follow another: a span is carried on only by its own kind; 0 stands for a sequence's start too.

    Examples
    --------
    >>> may_follow(0, 2), may_follow(1, 2)
    (False, True)
    """
    return after == 0 or after % 2 == 1 or label in {after, after - 1}
