"""The network: embeddings of integer columns, a convolution beside a bidirectional LSTM, a score per label.

What a token looks like falls into *groups* of columns that belong together (all that follows from the word; all that
follows from its place). Distinct rows of a group are worked out once and spread by code, so the input side of the network
costs a few additions per token. Sequences run side by side, longest first and one step at a time: the batch shrinks as
they end, and nothing is padded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Integers = npt.NDArray[np.int64]


class Group(NamedTuple):
    """Columns that belong together: distinct ``rows`` (one column per table) and, per token, the row that holds (``codes``)."""

    rows: Integers
    codes: Integers


class Network(NamedTuple):
    """Weights in the order in which they are used.

    ``tables`` holds, per group, one embedding table per column. ``inputs`` are the weights of a group's embeddings: to the
    gates of both directions (8 times the units) and to the convolution (its width times its channels), side by side.
    ``recurrent`` has the two directions' own weights (2, units, 4 units); gates stand in the order in, forget, out, cell.
    """

    tables: list[list[Floats]]
    inputs: list[Floats]
    gate_bias: Floats
    recurrent: Floats
    conv_bias: Floats
    output: Floats
    output_bias: Floats
    width: int

    @property
    def units(self) -> int:
        """Units of one direction."""
        return self.recurrent.shape[1]


class Layout(NamedTuple):
    """Tokens of a batch in the order of their steps: ``token`` is the token of each place, ``bounds`` where steps begin."""

    token: Integers
    bounds: list[int]
    position: Integers  # place of a token within its sequence
    length: Integers  # length of its sequence


def layout_of(starts: Integers, lengths: Integers) -> Layout:
    """Lay out sequences step by step, longest first.

    Examples
    --------
    >>> layout_of(np.array([0, 1]), np.array([1, 2])).token.tolist()
    [1, 0, 2]
    """
    order = np.argsort(-lengths, kind="stable")
    begins, sizes = starts[order], lengths[order]
    n_steps = int(sizes[0]) if len(sizes) else 0
    active = np.searchsorted(-sizes, -np.arange(n_steps), side="left")
    bounds = np.concatenate(([0], np.cumsum(active)))
    step = np.repeat(np.arange(n_steps), active)
    row = np.arange(bounds[-1]) - bounds[step]
    return Layout(begins[row] + step, bounds.tolist(), step, sizes[row])


class Projected(NamedTuple):
    """What the distinct rows of a group send to the gates of either direction, and to the convolution at each of its places."""

    gates: tuple[Floats, Floats]
    sent: list[Floats]


def projections(network: Network, groups: Sequence[Group]) -> list[Projected]:
    """Work out the input side of the network for the distinct rows of each group."""
    edge, channels = 4 * network.units, len(network.conv_bias)
    found = []
    for number, (group, tables, weights) in enumerate(zip(groups, network.tables, network.inputs, strict=True)):
        embedded = np.concatenate([table[group.rows[:, column]] for column, table in enumerate(tables)], axis=1)
        forward, backward = embedded @ weights[:, :edge], embedded @ weights[:, edge : 2 * edge]
        if number == 0:
            forward += network.gate_bias[:edge]
            backward += network.gate_bias[edge:]
        begins = range(2 * edge, weights.shape[1], channels)
        found.append(Projected((forward, backward), [embedded @ weights[:, begin : begin + channels] for begin in begins]))
    return found


def scores(network: Network, groups: Sequence[Group], projected: Sequence[Projected], layout: Layout) -> Floats:
    """Return a score for every label of every place of a layout."""
    codes = [group.codes[layout.token] for group in groups]
    hidden = np.empty((len(layout.token), 2 * network.units), np.float32)
    for backward in (False, True):
        rows = [each.gates[int(backward)] for each in projected]
        _recur(network, rows, codes, layout, hidden, backward=backward)
    beside = _convolve(network, groups, projected, layout)
    edge = 2 * network.units
    return hidden @ network.output[:edge] + beside @ network.output[edge:] + network.output_bias


def _recur(network: Network, rows: Sequence[Floats], codes: Sequence[Integers], layout: Layout, out: Floats, *, backward: bool) -> None:
    """Run one direction into its half of ``out``; states of sequences that have not begun, or have ended, are left out of the batch.

    What a step needs is fetched as it begins, so that it stays in the cache: ``rows`` sent to the gates, by ``codes``.
    """
    units, bounds = network.units, layout.bounds
    weights = network.recurrent[int(backward)]
    n_steps = len(bounds) - 1
    widest = bounds[1] if n_steps else 0
    hidden, cell = np.zeros((widest, units), np.float32), np.zeros((widest, units), np.float32)
    work, fetched = np.empty((widest, 4 * units), np.float32), np.empty((widest, 4 * units), np.float32)
    entering = np.empty((widest, units), np.float32)
    out = out[:, units * backward : units * (backward + 1)]
    half = np.float32(0.5)
    for step in range(n_steps - 1, -1, -1) if backward else range(n_steps):
        begin, end = bounds[step], bounds[step + 1]
        n = end - begin
        gates, sent, state, enter = work[:n], fetched[:n], cell[:n], entering[:n]
        np.matmul(hidden[:n], weights, out=gates)
        for row, code in zip(rows, codes, strict=True):
            gates += np.take(row, code[begin:end], axis=0, out=sent, mode="clip")  # clipping spares a copy; codes are in range
        np.tanh(gates, out=gates)  # a sigmoid is a tanh of half the argument: the halves are in the weights
        sigmoids = gates[:, : 3 * units]
        sigmoids *= half
        sigmoids += half
        state *= gates[:, units : 2 * units]
        np.multiply(gates[:, :units], gates[:, 3 * units :], out=enter)
        state += enter
        np.tanh(state, out=enter)
        np.multiply(gates[:, 2 * units : 3 * units], enter, out=hidden[:n])
        out[begin:end] = hidden[:n]


def _convolve(network: Network, groups: Sequence[Group], projected: Sequence[Projected], layout: Layout) -> Floats:
    """Add up what the tokens around each token send to it; nothing comes from beyond its sequence."""
    total = np.repeat(network.conv_bias[None, :], len(layout.token), axis=0)
    half = network.width // 2
    for shift in range(-half, half + 1):
        inside = np.flatnonzero((layout.position + shift >= 0) & (layout.position + shift < layout.length))
        neighbour = layout.token[inside] + shift
        sent = projected[0].sent[shift + half].take(groups[0].codes[neighbour], axis=0)
        for rows, group in zip(projected[1:], groups[1:], strict=True):
            sent += rows.sent[shift + half].take(group.codes[neighbour], axis=0)
        if len(inside) == len(total):
            total += sent
        else:
            total[inside] += sent
    return np.maximum(total, 0, out=total)
