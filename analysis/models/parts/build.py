"""Build the shipped model of body lines from hand-labelled page dumps: one command, about half a minute.

    build.py TEXTDUMP.jsonl

Gradient-boosted trees over what `evenhand.parts.context` tells of each line, the rules' own verdict included.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.ensemble import HistGradientBoostingClassifier

from evenhand.parts.blocks import find_blocks
from evenhand.parts.context import WHAT_SPEAKS, describe
from evenhand.parts.layout import read_by_rules
from evenhand.parts.model import LEAVES, WEIGHTS
from evenhand.tagger.weights import Arrays, write_weights

TREES, RATE, LEAST_LINES, PENALTY, BINS = 60, 0.15, 40, 5.0, 64


class Lines(NamedTuple):
    """The lines of all dumps: what speaks for each, its label, the number of its dump."""

    described: npt.NDArray[np.float32]
    body: npt.NDArray[np.int64]
    dump: npt.NDArray[np.int64]

    def of(self, dumps: npt.NDArray[np.int64]) -> Lines:
        """Return the lines of some dumps."""
        chosen = np.isin(self.dump, dumps)
        return Lines(self.described[chosen], self.body[chosen], self.dump[chosen])


def main() -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    options = parser.parse_args()
    dumps = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()]
    print("written with digest", write_weights(WEIGHTS, fit(read_lines(dumps))))


def read_lines(dumps: list[dict[str, Any]]) -> Lines:
    """Describe the lines of dumps as `evenhand.parts` does."""
    described, body, number = [], [], []
    for n, dump in enumerate(dumps):
        page = "\n".join(dump["lines"])
        blocks = find_blocks(page)
        texts = [page[start:end] for start, end in blocks]
        read = read_by_rules(texts)
        described.append(describe(texts, read.lines, read.repeated, read.body, read.run))
        begins = np.cumsum([0, *(len(line) + 1 for line in dump["lines"])])
        places = np.searchsorted(begins, [start for start, _ in blocks], side="right") - 1
        body += [dump["labels"][place] for place in places]
        number += [n] * len(blocks)
    return Lines(np.concatenate(described, axis=1).T, np.array(body), np.array(number))


def fit(lines: Lines) -> Arrays:
    """Fit the trees and return them as plain arrays."""
    boosted = HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=LEAST_LINES,
        l2_regularization=PENALTY,
        max_bins=BINS,
        early_stopping=False,
        random_state=0,
    ).fit(lines.described, lines.body)
    trees = [_flat(stage[0].nodes) for stage in boosted._predictors]  # noqa: SLF001 - the fitted trees are shown nowhere else
    names = ("column", "threshold", "shut", "leaf")
    packed = {name: np.stack([tree[number] for tree in trees]) for number, name in enumerate(names)}
    start = np.array(boosted._baseline_prediction.item(), np.float32)  # noqa: SLF001
    usual = np.median(lines.described, axis=0)
    return packed | {"start": start, "usual": usual, "columns": np.array(list(WHAT_SPEAKS))}


def _flat(nodes: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], ...]:
    """Lay a tree out as arrays: questions, and leaves from left to right."""
    column, threshold = np.zeros(LEAVES - 1, np.int16), np.full(LEAVES - 1, np.inf, np.float32)
    shut, leaf = np.zeros(LEAVES - 1, np.uint16), np.zeros(LEAVES, np.float32)
    questions, leaves = iter(range(LEAVES - 1)), iter(range(LEAVES))

    def walk(place: int) -> int:
        """Visit a node and what hangs from it; return the bits of its leaves."""
        node = nodes[place]
        if node["is_leaf"]:
            number = next(leaves)
            leaf[number] = node["value"]
            return 1 << number
        question = next(questions)
        column[question], threshold[question] = node["feature_idx"], _below(node["num_threshold"])
        left = walk(int(node["left"]))
        shut[question] = left
        return left | walk(int(node["right"]))

    walk(0)
    return column, threshold, shut, leaf


def _below(threshold: float) -> np.float32:
    """Return the largest 32-bit number not above a threshold, so that every value stays on its side."""
    near = np.float32(threshold)
    return near if near <= threshold else np.nextafter(near, np.float32(-np.inf))


if __name__ == "__main__":
    main()
