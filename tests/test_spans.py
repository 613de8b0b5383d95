from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from evenhand.spans import containing, excerpt, outermost, places

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=12)


def _arrays(spans):
    return np.array([s for s, _ in spans], np.int64), np.array([e for _, e in spans], np.int64)


@given(SPANS, SPANS)
def test_containing_agrees_with_looking_at_every_pair(inner, outer):
    found = containing(*_arrays(inner), *_arrays(outer))
    for (start, end), row in zip(inner, found, strict=True):
        holders = {n for n, (s, e) in enumerate(outer) if s <= start and end <= e}
        assert (row in holders) if holders else row == -1


@given(SPANS)
def test_outermost_drops_exactly_the_spans_inside_another(spans):
    keep = outermost(*_arrays(spans))
    for n, (start, end) in enumerate(spans):
        longer = any(s <= start and end <= e and (s, e) != (start, end) for s, e in spans)
        first_of_equals = (start, end) not in spans[:n]
        assert keep[n] == (not longer and first_of_equals)


def test_places_of_different_articles_never_meet():
    assert places([0, 1], [2**31, 0]).tolist() == [2**31, 2**32]


def test_excerpt_cuts_between_words():
    assert excerpt("The mayor said no to the plan.", 10, 14, around=6) == "…mayor said no to…"
    assert excerpt("Short.", 0, 5, around=50) == "Short."
