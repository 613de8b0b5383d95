from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenhand.errors import ModelError
from evenhand.tagger import Chain, Group, Network, Tagger, read_weights, write_weights

LABELS = ("O", "B", "I")
UNITS, CHANNELS, WIDTH = 5, 4, 5


def _random_tagger(seed=0, n_networks=1):
    random = np.random.default_rng(seed)

    def draw(*shape):
        return random.normal(size=shape).astype(np.float32)

    networks = []
    for _ in range(n_networks):
        tables = [[draw(9, 4), draw(6, 3)], [draw(4, 2)]]
        inputs = [draw(7, 8 * UNITS + WIDTH * CHANNELS), draw(2, 8 * UNITS + WIDTH * CHANNELS)]
        networks.append(
            Network(
                tables, inputs, draw(8 * UNITS), draw(2, UNITS, 4 * UNITS), draw(CHANNELS), draw(2 * UNITS + CHANNELS, 3), draw(3), WIDTH
            )
        )
    step = draw(3, 3)
    step[0, 2] = -10_000
    start = draw(3)
    start[2] = -10_000
    return Tagger(tuple(networks), Chain(start, step), LABELS)


def _random_tokens(lengths, seed=0):
    random = np.random.default_rng(seed)
    n = int(sum(lengths))
    rows = np.stack([random.integers(0, 9, 20), random.integers(0, 6, 20)], axis=1)
    return [Group(rows, random.integers(0, 20, n)), Group(np.arange(4)[:, None], random.integers(0, 4, n))]


def _slow_scores(network, groups):
    """Score one sequence token by token, with nothing shared and every gate written out."""
    n = len(groups[0].codes)
    embedded = []
    for at in range(n):
        parts = [
            table[group.rows[group.codes[at], column]]
            for group, tables in zip(groups, network.tables, strict=True)
            for column, table in enumerate(tables)
        ]
        embedded.append(np.concatenate(parts).astype(np.float64))
    inputs = np.concatenate(network.inputs).astype(np.float64)

    def recur(order, side):
        hidden, cell, out = np.zeros(UNITS), np.zeros(UNITS), {}
        columns = slice(4 * UNITS * side, 4 * UNITS * (side + 1))
        for at in order:
            gates = embedded[at] @ inputs[:, columns] + network.gate_bias[columns] + hidden @ network.recurrent[side]
            enter, forget, leave, candidate = np.split(gates, 4)
            enter, forget, leave = (1 / (1 + np.exp(-2 * gate)) for gate in (enter, forget, leave))
            cell = forget * cell + enter * np.tanh(candidate)
            hidden = leave * np.tanh(cell)
            out[at] = hidden
        return out

    left, right = recur(range(n), 0), recur(reversed(range(n)), 1)
    scores = []
    for at in range(n):
        total = network.conv_bias.astype(np.float64)
        for shift in range(-2, 3):
            begin = 8 * UNITS + (shift + 2) * CHANNELS
            if 0 <= at + shift < n:
                total = total + embedded[at + shift] @ inputs[:, begin : begin + CHANNELS]
        scores.append(np.concatenate([left[at], right[at], np.maximum(total, 0)]) @ network.output + network.output_bias)
    return np.array(scores)


def _slow_labels(tagger, groups):
    """Try every path, one step at a time, keeping the best way to each label."""
    emitted = np.mean([_slow_scores(network, groups) for network in tagger.networks], axis=0)
    paths = {label: (tagger.chain.start[label] + emitted[0][label], [label]) for label in range(3)}
    for row in emitted[1:]:
        paths = {
            label: max((score + tagger.chain.step[before, label] + row[label], [*path, label]) for before, (score, path) in paths.items())
            for label in range(3)
        }
    return max(paths.values())[1]


def _cut(groups, begin, end):
    return [Group(group.rows, group.codes[begin:end]) for group in groups]


@pytest.mark.parametrize("n_networks", [1, 2])
def test_labels_are_those_of_a_slow_reference_sequence_by_sequence(n_networks):
    lengths = np.array([3, 1, 8, 8, 2, 13])
    tagger, groups = _random_tagger(n_networks=n_networks), _random_tokens(lengths)
    edges = np.concatenate(([0], np.cumsum(lengths)))
    expected = [label for begin, end in pairwise(edges) for label in _slow_labels(tagger, _cut(groups, begin, end))]
    assert tagger.tag(groups, lengths).labels.tolist() == expected


def test_scores_are_those_of_the_slow_reference():
    lengths = np.array([4, 9, 1])
    tagger, groups = _random_tagger(), _random_tokens(lengths)
    ((layout, emitted),) = tagger.runs(groups, lengths)
    slow = np.concatenate([_slow_scores(tagger.networks[0], _cut(groups, begin, end)) for begin, end in ((0, 4), (4, 13), (13, 14))])
    np.testing.assert_allclose(emitted, slow[layout.token], atol=2e-5)


@given(st.lists(st.integers(1, 12), min_size=1, max_size=12), st.integers(1, 5))
def test_batching_changes_nothing(lengths, batch):
    lengths = np.array(lengths)
    tagger, groups = _random_tagger(), _random_tokens(lengths)
    whole = np.zeros((lengths.sum(), 3))
    for layout, emitted in tagger.runs(groups, lengths, batch=batch):
        whole[layout.token] = emitted
    edges = np.concatenate(([0], np.cumsum(lengths)))
    alone = [tagger.runs(_cut(groups, begin, end), np.array([end - begin]))[0][1] for begin, end in pairwise(edges)]
    np.testing.assert_allclose(whole, np.concatenate(alone), atol=2e-5)


def test_draws_of_a_sequence_do_not_depend_on_its_company():
    lengths = np.array([6, 2, 11])
    tagger, groups = _random_tagger(), _random_tokens(lengths)
    together = tagger.tag(groups, lengths, draws=7).draws
    alone = tagger.tag(_cut(groups, 6, 8), np.array([2]), draws=7).draws
    assert together[:, 6:8].tolist() == alone.tolist()


def test_draws_come_as_often_as_they_are_probable():
    lengths = np.array([3])
    tagger, groups = _random_tagger(), _random_tokens(lengths)
    ((_, emitted),) = tagger.runs(groups, lengths)
    paths = [(a, b, c) for a in range(3) for b in range(3) for c in range(3)]
    step = tagger.chain.step
    weight = np.array(
        [np.exp(tagger.chain.start[a] + step[a, b] + step[b, c] + emitted[0, a] + emitted[1, b] + emitted[2, c]) for a, b, c in paths]
    )
    drawn = tagger.tag(groups, lengths, draws=2000).draws
    share = np.array([(drawn == path).all(axis=1).mean() for path in paths])
    np.testing.assert_allclose(share, weight / weight.sum(), atol=0.03)


def test_illegal_steps_are_never_taken():
    lengths = np.full(40, 10)
    tagger, groups = _random_tagger(3), _random_tokens(lengths)
    found = tagger.tag(groups, lengths, draws=5)
    for labels in (found.labels, *found.draws):
        before = np.where(np.arange(400) % 10 == 0, 0, np.roll(labels, 1))
        assert not ((labels == 2) & (before == 0)).any()


def test_no_tokens_give_no_labels():
    found = _random_tagger().tag(_random_tokens([0]), np.array([], np.int64), draws=2)
    assert (found.labels.shape, found.draws.shape) == ((0,), (2, 0))


def test_weights_come_back_from_their_file_and_the_same_weights_give_the_same_bytes(tmp_path):
    tagger = _random_tagger(n_networks=2)
    digests = {write_weights(tmp_path / name, tagger.arrays()) for name in ("a.npz", "b.npz")}
    assert len(digests) == 1
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    again = Tagger.of(read_weights(tmp_path / "a.npz"))
    assert again.names == LABELS
    np.testing.assert_allclose(again.networks[1].recurrent, tagger.networks[1].recurrent, atol=0.02)
    np.testing.assert_allclose(again.networks[0].tables[0][1], tagger.networks[0].tables[0][1], atol=0.02)


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "no weights there"), (b"not a zip", "not readable as weights"), ("changed", "does not match its digest")],
)
def test_a_broken_weights_file_is_refused(tmp_path, content, message):
    path = tmp_path / "w.npz"
    if content == "changed":
        np.savez(path, a=np.zeros(3), digest=np.array("0" * 64))
    elif content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=message):
        read_weights(path)
