"""The tagger: networks and a chain of labels, and how they are run over many sequences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from threadpoolctl import ThreadpoolController

from evenhand.tagger.decoding import Chain, Labels, best_labels, drawn_labels
from evenhand.tagger.network import Floats, Group, Integers, Layout, Network, layout_of, projections, scores
from evenhand.tagger.weights import Arrays, packed, unpacked

_BATCH = 128  # sequences side by side; more outgrow the cache


class Tagging(NamedTuple):
    """The best label of each token, and ``draws``: further sequences drawn by their probability, one row each."""

    labels: Labels
    draws: Labels


@dataclass(frozen=True)
class Tagger:
    """One or several networks whose scores are averaged, and the chain of their labels."""

    networks: tuple[Network, ...]
    chain: Chain
    names: tuple[str, ...]

    def tag(self, groups: Sequence[Group], lengths: Integers, *, draws: int = 0) -> Tagging:
        """Label the tokens of many sequences.

        Parameters
        ----------
        groups
            What each token looks like.
        lengths
            Tokens of each sequence; they add up to the tokens of the groups.
        draws
            How many label sequences to draw besides the best one.

        Notes
        -----
        Which sequences are run side by side changes nothing but the time.
        """
        n_tokens = int(lengths.sum())
        labels, drawn = np.zeros(n_tokens, np.int8), np.zeros((draws, n_tokens), np.int8)
        with _libraries().limit(limits=1, user_api="blas"):
            for layout, emitted in self.runs(groups, lengths):
                labels[layout.token] = best_labels(self.chain, emitted, layout)
                if draws:
                    drawn[:, layout.token] = drawn_labels(self.chain, emitted, layout, draws)
        return Tagging(labels, drawn)

    def runs(self, groups: Sequence[Group], lengths: Integers, *, batch: int = _BATCH) -> list[tuple[Layout, Floats]]:
        """Return the layout and the scores of every batch of sequences."""
        known = [projections(network, groups) for network in self.networks]
        starts = np.cumsum(lengths) - lengths
        order = np.argsort(-lengths, kind="stable")
        order = order[lengths[order] > 0]
        found = []
        for begin in range(0, len(order), batch):
            chosen = order[begin : begin + batch]
            layout = layout_of(starts[chosen], lengths[chosen])
            emitted = sum(scores(network, groups, rows, layout) for network, rows in zip(self.networks, known, strict=True))
            found.append((layout, np.asarray(emitted, np.float32) / np.float32(len(self.networks))))
        return found

    def arrays(self) -> Arrays:
        """Return the weights as they are written to a file."""
        stored: Arrays = {"labels": np.array(self.names), "chain.start": self.chain.start, "chain.step": self.chain.step}
        for number, network in enumerate(self.networks):
            at = f"net{number}"
            for group, tables in enumerate(network.tables):
                for column, table in enumerate(tables):
                    stored |= packed(f"{at}.table{group}.{column}", table, by_row=True)
                stored |= packed(f"{at}.input{group}", network.inputs[group], by_row=False)
            for direction in range(2):
                stored |= packed(f"{at}.recurrent{direction}", network.recurrent[direction], by_row=False)
            stored |= packed(f"{at}.output", network.output, by_row=False)
            stored |= {f"{at}.gate_bias": network.gate_bias, f"{at}.conv_bias": network.conv_bias, f"{at}.output_bias": network.output_bias}
        return stored

    @classmethod
    def of(cls, arrays: Arrays) -> Tagger:
        """Make a tagger of the arrays of a file."""
        networks: list[Network] = []
        while f"net{len(networks)}.output" in arrays:
            networks.append(_network(arrays, len(networks)))
        return cls(tuple(networks), Chain(arrays["chain.start"], arrays["chain.step"]), tuple(map(str, arrays["labels"])))


@cache
def _libraries() -> ThreadpoolController:
    # The products of a step are small: spread over cores they wait for one another, up to twenty times longer where the
    # cores have other work.
    return ThreadpoolController()


def _network(arrays: Arrays, number: int) -> Network:
    """Make one network; what it has not of its own it shares with the first."""
    own = {name.split(".", 1)[1]: array for name, array in arrays.items() if name.startswith(f"net{number}.")}
    first = {name.split(".", 1)[1]: array for name, array in arrays.items() if name.startswith("net0.")}
    here = first | own
    n_groups = sum(f"input{group}" in here for group in range(len(here)))
    n_columns = [sum(f"table{group}.{column}" in here for column in range(len(here))) for group in range(n_groups)]
    tables = [[unpacked(here, f"table{group}.{column}") for column in range(n)] for group, n in enumerate(n_columns)]
    inputs = [unpacked(here, f"input{group}") for group in range(n_groups)]
    recurrent = np.stack([unpacked(here, f"recurrent{direction}") for direction in range(2)])
    width = (inputs[0].shape[1] - len(here["gate_bias"])) // len(here["conv_bias"])
    return Network(tables, inputs, here["gate_bias"], recurrent, here["conv_bias"], unpacked(here, "output"), here["output_bias"], width)
