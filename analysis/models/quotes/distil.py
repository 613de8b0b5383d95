"""Train one small network to say what several larger ones say together, of coded articles and of text that nobody coded.

    distil.py GOLD.jsonl OUT.npz --teachers A.npz B.npz ... [--hold 100] [--text PATH ...]

On coded articles the goal is half the codes and half what the teachers say; elsewhere it is what they say. What they say is the
share of each label at each place, over all label sequences by their probability (Hinton, Vinyals & Dean 2015; for sequences,
Kim & Rush 2016).
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from gold import gold_labels, read_gold
from net import Net, expectations, exported
from pretrain import articles
from train import held_out, learn_vocabulary, sizes, train

from evenhand.corpus import corpus_from
from evenhand.quotes.columns import Vocabulary, sequence_lengths, token_groups
from evenhand.quotes.labels import LABELS
from evenhand.quotes.layout import Sheet, sheet_of
from evenhand.quotes.vocabulary import vocabulary_arrays, vocabulary_of
from evenhand.tagger import Chain, Tagger, drawn_labels, layout_of, read_weights, write_weights

DRAWS = 8
CODED = 0.5  # what the codes count beside the teachers


class Advice(NamedTuple):
    """What the teachers say of every token: shares of the labels, and sequences drawn from them, one row each."""

    shares: npt.NDArray[np.float16]
    drawn: npt.NDArray[np.int8]


def main() -> None:
    """Ask the teachers, train, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--teachers", type=Path, nargs="+", required=True)
    parser.add_argument("--hold", type=int, default=0)
    parser.add_argument("--fold", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=float, default=8)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--units", type=int, default=64)
    parser.add_argument("--channels", type=int, default=128)
    parser.add_argument("--dropout", type=float, default=0.2)
    parser.add_argument("--text", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    begun = time.perf_counter()
    gold = read_gold(options.gold)
    labels = gold_labels(gold).astype(np.int64)
    held = held_out(len(gold.rows), options.hold, options.fold)
    vocabulary, vectors = learn_vocabulary(gold, labels, ~held[gold.sheet.article], [options.gold, *options.text])
    sheets = [gold.sheet, sheet_of(corpus_from(list(articles(options.text))))]
    teachers = [read_weights(path) for path in options.teachers]
    advice = [advised(teachers, sheet) for sheet in sheets]
    shares, drawn = np.concatenate([each.shares for each in advice]), np.concatenate([each.drawn for each in advice], axis=1)
    lengths = np.concatenate([sequence_lengths(sheet) for sheet in sheets])
    columns = np.concatenate([np.concatenate([g.rows[g.codes] for g in token_groups(vocabulary, sheet)], axis=1) for sheet in sheets])
    starts = np.cumsum(lengths) - lengths
    coded = len(labels)
    kept = np.ones(len(lengths), np.bool_)
    own = starts < coded
    kept[own] = ~held[gold.sheet.article[starts[own]]]
    labels = np.concatenate([labels, drawn[0, coded:]])
    print(f"{coded:,} tokens coded, {len(labels) - coded:,} not, {time.perf_counter() - begun:.0f} s", flush=True)
    net = Net(sizes(vocabulary, vectors.shape[1]), vectors, units=options.units, channels=options.channels, dropout=options.dropout)
    begin_with_words(net, vocabulary, teachers[0])
    goal = goals(labels, coded, shares, drawn, options.seed)
    averaged = train(net, columns, goal, labels, starts, lengths, kept, options, begun)
    network, chain = exported(averaged)
    print(write_weights(options.out, Tagger((network,), chain, LABELS).arrays() | vocabulary_arrays(vocabulary)), flush=True)


def advised(teachers, sheet: Sheet) -> Advice:  # noqa: ANN001
    """Average the scores of the teachers, each with its own vocabulary."""
    lengths = sequence_lengths(sheet)
    taggers = [Tagger.of(each) for each in teachers]
    chain = Chain(*(np.mean([getattr(tagger.chain, name) for tagger in taggers], axis=0) for name in ("start", "step")))
    emitted = np.zeros((len(sheet), len(LABELS)), np.float32)
    for tagger, arrays in zip(taggers, teachers, strict=True):
        for layout, scores in tagger.runs(token_groups(vocabulary_of(arrays), sheet), lengths):
            emitted[layout.token] += scores / len(teachers)
    shares, drawn = np.empty(emitted.shape, np.float16), np.empty((DRAWS, len(sheet)), np.int8)
    starts = np.cumsum(lengths) - lengths
    order = np.argsort(-lengths, kind="stable")
    order = order[lengths[order] > 0]
    for begin in range(0, len(order), 256):
        layout = layout_of(starts[order[begin : begin + 256]], lengths[order[begin : begin + 256]])
        here = emitted[layout.token].astype(np.float64)
        shares[layout.token] = expectations(here, chain.start.astype(np.float64), chain.step.astype(np.float64), layout)[1]
        drawn[:, layout.token] = drawn_labels(chain, emitted[layout.token], layout, DRAWS)
    return Advice(shares, drawn)


def begin_with_words(net: Net, vocabulary: Vocabulary, teacher) -> None:  # noqa: ANN001
    """Take over what a teacher knows of words; the tables are of the same width."""
    known = Tagger.of(teacher).networks[0].tables[0]
    with torch.no_grad():
        for column, (own, its) in enumerate(zip(vocabulary.numbers, vocabulary_of(teacher).numbers, strict=True)):
            if column != 1:
                rows = np.array([0, *(its.get(entry, 0) for entry in own)])
                net.tables[0][column].weight.copy_(torch.from_numpy(known[column][rows]))


def goals(labels, coded, shares, drawn, seed):  # noqa: ANN001, ANN201
    """Return a function that mixes codes and advice for some tokens."""
    random = np.random.default_rng(seed)
    known = np.eye(len(LABELS), dtype=np.float32)

    def goal(tokens):  # noqa: ANN001, ANN202
        inside = (tokens < coded)[:, None] * np.float32(CODED)
        wanted = inside * known[labels[tokens]] + (1 - inside) * shares[tokens].astype(np.float32)
        row = labels if random.random() < CODED else drawn[random.integers(DRAWS)]
        return wanted, row[tokens].astype(np.int64)

    return goal


if __name__ == "__main__":
    main()
