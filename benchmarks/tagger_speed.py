"""How many times faster the tagger is than the same network run paragraph by paragraph, and whether their labels are equal.

    tagger_speed.py ARTICLES.jsonl [--slices 4]

Both run in turns on the same slices of the articles, in one process, with one thread, in user CPU time. The reference is what one
writes first: for each paragraph embed its tokens, multiply, walk both directions token by token, add the convolution, then Viterbi.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from evenhand import Corpus, find_quotes, read_corpus
from evenhand.quotes.columns import sequence_lengths, token_groups
from evenhand.quotes.layout import sheet_of
from evenhand.quotes.model import shipped
from evenhand.tagger import Chain, Group, Network

Floats = npt.NDArray[np.float32]


def main() -> None:
    """Run both in turns and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--slices", type=int, default=4)
    options = parser.parse_args()
    corpus = read_corpus(options.articles, parts="all-body")
    slices = [corpus.select(np.arange(len(corpus.articles)) % options.slices == part) for part in range(options.slices)]
    seconds: dict[str, list[float]] = {name: [] for name in ("paragraph by paragraph", "tagger", "find_quotes", "one article at a time")}
    n_words, equal = 0, True
    find_quotes(slices[0])
    with threadpool_limits(1, "blas"):
        for part in slices:
            n_words += int(part.articles["n_words"].sum())
            sheet = sheet_of(part)
            groups, lengths = token_groups(shipped().vocabulary, sheet), sequence_lengths(sheet)
            reference = timed(seconds["paragraph by paragraph"], lambda g=groups, n=lengths: by_paragraph(g, n))
            labels = timed(seconds["tagger"], lambda g=groups, n=lengths: shipped().tagger.tag(g, n).labels)
            equal &= bool((reference == labels).all())
            timed(seconds["find_quotes"], lambda c=part: find_quotes(c))
            single = articles_of(part)
            timed(seconds["one article at a time"], lambda each=single: [find_quotes(one) for one in each])
    for name, each in seconds.items():
        print(f"{name:24s} {n_words / sum(each):10,.0f} words a second of user CPU")
    ratios = np.array(seconds["paragraph by paragraph"]) / np.array(seconds["tagger"])
    print(f"tagger against paragraph by paragraph: {ratios.mean():.2f} times ({ratios.min():.2f} to {ratios.max():.2f} over the slices)")
    print("labels equal" if equal else "labels differ")


def timed(seconds: list[float], run: Callable[[], Any]) -> Any:
    """Run something and note its user CPU time."""
    begun = os.times().user
    result = run()
    seconds.append(os.times().user - begun)
    return result


def articles_of(corpus: Corpus) -> list[Corpus]:
    """Cut a corpus into corpora of one article."""
    return [corpus.select(np.arange(len(corpus.articles)) == at) for at in range(len(corpus.articles))]


def by_paragraph(groups: Sequence[Group], lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int8]:
    """Label paragraph after paragraph."""
    tagger = shipped().tagger
    edges = np.concatenate(([0], np.cumsum(lengths)))
    found = []
    for begin, end in pairwise(edges.tolist()):
        if end > begin:
            rows = [group.rows[group.codes[begin:end]] for group in groups]
            emitted = np.mean([_scores(network, rows) for network in tagger.networks], axis=0)
            found.append(_viterbi(tagger.chain, emitted))
    return np.concatenate(found)


def _scores(network: Network, rows: list[npt.NDArray[np.int64]]) -> Floats:
    pairs = zip(rows, network.tables, strict=True)
    embedded = np.concatenate([table[row[:, at]] for row, tables in pairs for at, table in enumerate(tables)], axis=1)
    inward = embedded @ np.concatenate(network.inputs)
    units, edge, n = network.units, 8 * network.units, len(embedded)
    sides = []
    for side, order in enumerate((range(n), range(n - 1, -1, -1))):
        gates = inward[:, 4 * units * side : 4 * units * (side + 1)] + network.gate_bias[4 * units * side : 4 * units * (side + 1)]
        hidden, cell, out = np.zeros(units, np.float32), np.zeros(units, np.float32), np.empty((n, units), np.float32)
        for at in order:
            here = np.tanh(gates[at] + hidden @ network.recurrent[side])
            enter, forget, leave = (here[k * units : (k + 1) * units] * np.float32(0.5) + np.float32(0.5) for k in range(3))
            cell = forget * cell + enter * here[3 * units :]
            hidden = leave * np.tanh(cell)
            out[at] = hidden
        sides.append(out)
    half, channels = network.width // 2, len(network.conv_bias)
    total = np.repeat(network.conv_bias[None], n, axis=0)
    for shift in range(-half, half + 1):
        sent = inward[:, edge + (shift + half) * channels : edge + (shift + half + 1) * channels]
        low, high = max(0, -shift), min(n, n - shift)
        if low < high:
            total[low:high] += sent[low + shift : high + shift]
    return np.concatenate([*sides, np.maximum(total, 0)], axis=1) @ network.output + network.output_bias


def _viterbi(chain: Chain, emitted: Floats) -> npt.NDArray[np.int8]:
    best, back = chain.start + emitted[0], []
    for row in emitted[1:]:
        ways = best[:, None] + chain.step
        back.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return np.array(path[::-1], np.int8)


if __name__ == "__main__":
    main()
