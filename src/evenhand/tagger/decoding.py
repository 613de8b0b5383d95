"""Decoding: the best label sequence (Viterbi), or sequences drawn by their probability, for many sequences at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evenhand.tagger.network import Floats, Layout

Labels = npt.NDArray[np.int8]


class Chain(NamedTuple):
    """How labels follow one another: scores of a first label and of each pair; an illegal step scores -10,000."""

    start: Floats
    step: Floats


def best_labels(chain: Chain, emitted: Floats, layout: Layout) -> Labels:
    """Find the best label sequence of every sequence of a layout, in places of the layout.

    The way back looks for the best step again instead of remembering it: one row of labels per place, not a table.
    """
    bounds = layout.bounds
    best = np.empty_like(emitted)
    n_steps = len(bounds) - 1
    incoming = np.ascontiguousarray(chain.step.T)
    for step in range(n_steps):
        begin, end = bounds[step], bounds[step + 1]
        before = chain.start if step == 0 else (best[bounds[step - 1] : bounds[step - 1] + end - begin, None, :] + incoming).max(axis=2)
        best[begin:end] = emitted[begin:end] + before
    labels = np.empty(len(emitted), np.int8)
    for step in range(n_steps - 1, -1, -1):
        begin, end = bounds[step], bounds[step + 1]
        after = bounds[step + 2] - end if step + 2 < len(bounds) else 0
        reached = best[begin:end]
        if after:
            reached = reached.copy()
            reached[:after] += incoming[labels[end : end + after]]
        labels[begin:end] = reached.argmax(axis=1)
    return labels


def drawn_labels(chain: Chain, emitted: Floats, layout: Layout, n: int) -> npt.NDArray[np.int8]:
    """Draw ``n`` label sequences of every sequence by their probability; one row per draw.

    What is drawn depends on nothing but the sequence: the same chances serve every sequence, step by step from its end.
    """
    bounds = layout.bounds
    n_steps = len(bounds) - 1
    forward = _forward(chain, emitted, layout)
    odds_of = np.ascontiguousarray(np.exp(chain.step.T))
    chances = _chances(n, n_steps)
    labels = np.empty((n, len(emitted)), np.int8)
    for step in range(n_steps - 1, -1, -1):
        begin, end = bounds[step], bounds[step + 1]
        after = bounds[step + 2] - end if step + 2 < len(bounds) else 0
        odds = np.repeat(forward[None, begin:end], n, axis=0)
        if after:
            odds[:, :after] *= odds_of[labels[:, end : end + after]]
        running = np.cumsum(odds, axis=2)
        back = layout.length[begin:end] - 1 - step  # counted from its own end, so that the batch does not matter
        limit = chances[:, back] * running[:, :, -1]
        labels[:, begin:end] = np.minimum((running <= limit[:, :, None]).sum(axis=2), emitted.shape[1] - 1)
    return labels


def _forward(chain: Chain, emitted: Floats, layout: Layout) -> Floats:
    """Return, per place, how likely each label is given all up to there (each row sums to one)."""
    bounds = layout.bounds
    odds = np.exp(emitted - emitted.max(axis=1, keepdims=True)) if len(emitted) else emitted.copy()
    follow = np.exp(chain.step)
    for step in range(len(bounds) - 1):
        begin, end = bounds[step], bounds[step + 1]
        before = np.exp(chain.start) if step == 0 else odds[bounds[step - 1] : bounds[step - 1] + end - begin] @ follow
        odds[begin:end] *= before
        odds[begin:end] /= np.maximum(odds[begin:end].sum(axis=1, keepdims=True), np.float32(1e-30))
    return odds


def _chances(n: int, length: int) -> Floats:
    """Return the same numbers between 0 and 1 for every sequence: n draws, any length.

    Draws are spread evenly (each ``n``-th part of the range is hit once a step), which halves the noise of their votes.
    """
    steps = np.empty((length, n), np.float32)
    for at in range(length):
        random = np.random.default_rng(at)
        steps[at] = (random.permutation(n) + random.random(n)) / n
    return np.ascontiguousarray(steps.T)
