"""The network of `evenhand.tagger` in torch, to be trained; and its way into numpy."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn.utils.rnn import PackedSequence

from evenhand.quotes.labels import LABELS, may_follow
from evenhand.tagger import Chain, Layout, Network

ILLEGAL = -10_000.0
WIDTH = 5


class Net(nn.Module):
    """Embeddings, a convolution beside a bidirectional LSTM, label scores, and the chain's transitions."""

    def __init__(
        self, sizes: Sequence[Sequence[tuple[int, int]]], vectors: npt.NDArray[np.float32], *, units: int, channels: int, dropout: float
    ) -> None:
        super().__init__()
        self.tables = nn.ModuleList(nn.ModuleList(nn.Embedding(n, width) for n, width in group) for group in sizes)
        for table in self.embeddings():
            nn.init.normal_(table.weight, std=0.3)
        frozen = self.tables[0][1]
        frozen.weight = nn.Parameter(torch.from_numpy(vectors), requires_grad=False)
        width = sum(size for group in sizes for _, size in group)
        self.widths = [sum(size for _, size in group) for group in sizes]
        self.lstm = nn.LSTM(width, units, bidirectional=True)
        self.conv = nn.Linear(width, WIDTH * channels, bias=False)
        self.conv_bias = nn.Parameter(torch.zeros(channels))
        self.output = nn.Linear(2 * units + channels, len(LABELS))
        self.drop = nn.Dropout(dropout)
        self.start = nn.Parameter(torch.zeros(len(LABELS)))
        self.step = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        follow = [[may_follow(a, b) for b in range(len(LABELS))] for a in range(len(LABELS))]
        self.register_buffer("legal", torch.tensor(follow))
        self.register_buffer("legal_start", torch.tensor([may_follow(0, b) for b in range(len(LABELS))]))

    def embeddings(self) -> list[nn.Embedding]:
        """Return every table."""
        return [table for group in self.tables for table in group]

    def chain(self) -> tuple[torch.Tensor, torch.Tensor]:
        """Return first and step scores, illegal ones masked."""
        return self.start.masked_fill(~self.legal_start, ILLEGAL), self.step.masked_fill(~self.legal, ILLEGAL)

    def forward(self, rows: torch.Tensor, layout: Layout) -> torch.Tensor:
        """Score the labels of a layout; ``rows`` are the columns of its places."""
        return self.output(self.encoded(rows, layout))

    def encoded(self, rows: torch.Tensor, layout: Layout) -> torch.Tensor:
        """Return what the network makes of every place, before its labels."""
        embedded = torch.cat([table(rows[:, at]) for at, table in enumerate(self.embeddings())], dim=1)
        embedded = self.drop(embedded)
        sizes = torch.tensor(np.diff(layout.bounds))
        packed = PackedSequence(embedded, sizes, None, None)
        beyond = self.drop(self.lstm(packed)[0].data)
        sent = self.conv(embedded).view(len(rows), WIDTH, -1)
        place = np.full(int(layout.token.max()) + 1, 0, np.int64)
        place[layout.token] = np.arange(len(layout.token))
        total = self.conv_bias.expand(len(rows), -1)
        for shift in range(-(WIDTH // 2), WIDTH // 2 + 1):
            at = layout.position + shift
            inside = (at >= 0) & (at < layout.length)
            neighbour = place[np.where(inside, layout.token + shift, layout.token)]
            total = total + sent[torch.from_numpy(neighbour), shift + WIDTH // 2] * torch.from_numpy(inside[:, None].astype(np.float32))
        return torch.cat([beyond, self.drop(torch.relu(total))], dim=1)


class ChainLoss(torch.autograd.Function):
    """Cross-entropy of label sequences, with the gradient written out: counts expected by the chain minus those wanted."""

    @staticmethod
    def forward(ctx, emitted, start, step, wanted, drawn, layout):  # noqa: ANN001, ANN205, D102
        loss, gradients = chain_loss(*(each.detach().numpy().astype(np.float64) for each in (emitted, start, step)), wanted, drawn, layout)
        ctx.save_for_backward(*(torch.from_numpy(each.astype(np.float32)) for each in gradients))
        return torch.tensor(loss, dtype=torch.float32)

    @staticmethod
    def backward(ctx, scale):  # noqa: ANN001, ANN205, D102
        return *(each * scale for each in ctx.saved_tensors), None, None, None


def chain_loss(emitted, start, step, wanted, drawn, layout):  # noqa: ANN001, ANN201
    """Return the loss of a batch and its gradients by emissions, first and step scores.

    ``wanted`` is the share of each label at each place (one where it is known); ``drawn`` is a sequence drawn from those
    shares (or the known one), which stands for them where labels follow one another.
    """
    bounds = layout.bounds
    total, expected, starts, pairs = expectations(emitted, start, step, layout)
    loss = total - (emitted * wanted).sum()
    expected -= wanted
    head = drawn[: bounds[1]]
    starts -= np.bincount(head, minlength=len(start))
    loss -= start[head].sum()
    for t in range(1, len(bounds) - 1):
        n = bounds[t + 1] - bounds[t]
        before, here = drawn[bounds[t - 1] : bounds[t - 1] + n], drawn[bounds[t] : bounds[t] + n]
        loss -= step[before, here].sum()
        np.subtract.at(pairs, (before, here), 1)
    return loss, (expected, starts, pairs)


def expectations(emitted, start, step, layout):  # noqa: ANN001, ANN201
    """Return the log of the sum over all label sequences, and how often each label, first label and step is expected."""
    bounds = layout.bounds
    n_steps = len(bounds) - 1
    peak = emitted.max(1, keepdims=True)
    odds = np.exp(emitted - peak)
    follow, first = np.exp(step), np.exp(start)
    forward, scale = np.empty_like(odds), np.empty(len(odds))
    for t in range(n_steps):
        begin, end = bounds[t], bounds[t + 1]
        here = odds[begin:end] * (first if t == 0 else forward[bounds[t - 1] : bounds[t - 1] + end - begin] @ follow)
        scale[begin:end] = here.sum(1)
        forward[begin:end] = here / scale[begin:end, None]
    backward = np.ones_like(odds)
    pairs = np.zeros_like(step)
    for t in range(n_steps - 2, -1, -1):
        begin, middle, end = bounds[t], bounds[t + 1], bounds[t + 2]
        n = end - middle
        ahead = odds[middle:end] * backward[middle:end] / scale[middle:end, None]
        backward[begin : begin + n] = ahead @ follow.T
        pairs += forward[begin : begin + n].T @ ahead
    expected = forward * backward
    return np.log(scale).sum() + peak.sum(), expected, expected[: bounds[1]].sum(0), pairs * follow


def exported(net: Net) -> tuple[Network, Chain]:
    """Turn a trained net into numpy weights; the halves that make a tanh of each sigmoid go into the weights."""
    state = {name: each.detach().numpy().astype(np.float32) for name, each in net.state_dict().items()}
    units = net.lstm.hidden_size
    # torch keeps its gates in the order in, forget, cell, out; here the cell stands last, so that the sigmoids lie side by side
    order = np.concatenate([np.arange(units) + gate * units for gate in (0, 1, 3, 2)])
    half = np.repeat(np.array([0.5, 0.5, 0.5, 1.0], np.float32), units)
    gates = [(state[f"lstm.weight_ih_l0{side}"].T[:, order] * half) for side in ("", "_reverse")]
    bias = [(state[f"lstm.bias_ih_l0{side}"] + state[f"lstm.bias_hh_l0{side}"])[order] * half for side in ("", "_reverse")]
    recurrent = np.stack([state[f"lstm.weight_hh_l0{side}"].T[:, order] * half for side in ("", "_reverse")])
    inward = np.concatenate([*gates, state["conv.weight"].T], axis=1)
    edges = np.cumsum([0, *net.widths])
    inputs = [np.ascontiguousarray(inward[a:b]) for a, b in pairwise(edges)]
    tables = [[table.weight.detach().numpy().astype(np.float32) for table in group] for group in net.tables]
    network = Network(
        tables,
        inputs,
        np.concatenate(bias),
        recurrent,
        state["conv_bias"],
        np.ascontiguousarray(state["output.weight"].T),
        state["output.bias"],
        WIDTH,
    )
    start, step = net.chain()
    return network, Chain(start.detach().numpy().astype(np.float32), step.detach().numpy().astype(np.float32))
