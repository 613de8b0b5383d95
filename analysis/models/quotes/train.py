"""Train one tagger for quotes and write its weights and vocabulary.

    train.py GOLD.jsonl OUT.npz [--hold 100] [--seed 1] [--epochs 8] [--text PATH ...]

With ``--hold N`` every k-th article, N in all, is kept out of training and scored by token after each epoch.
"""

from __future__ import annotations

import argparse
import copy
import time
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from gold import Gold, gold_labels, read_gold
from net import ChainLoss, Net, exported
from vectors import plain_texts, word_vectors

from evenhand.quotes.columns import FLAGS, STATES, Vocabulary, sequence_lengths, shape, token_groups
from evenhand.quotes.labels import LABELS
from evenhand.quotes.vocabulary import vocabulary_arrays
from evenhand.tagger import Tagger, best_labels, layout_of, write_weights
from evenhand.words import normal

LEAST = 3  # times a word is seen in training
RATES = np.array([0.0, 0.01, 0.05, 0.15, 0.35, 0.6])
BATCH = 1400  # tokens of a step, about
PEAK_RATE = 3e-3
AVERAGED = 0.998  # weights that are kept are a running mean over steps

Integers = npt.NDArray[np.int64]


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--hold", type=int, default=0)
    parser.add_argument("--fold", type=int, default=0, help="which of the equal parts is held out")
    parser.add_argument("--without", help="an outlet to leave out instead")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=float, default=8)
    parser.add_argument("--units", type=int, default=112)
    parser.add_argument("--channels", type=int, default=112)
    parser.add_argument("--dropout", type=float, default=0.35)
    parser.add_argument("--rate", type=float, default=PEAK_RATE, help="learning rate at its peak")
    parser.add_argument("--start", type=Path, help="what pretrain.py wrote")
    parser.add_argument("--text", type=Path, nargs="*", default=[], help="plain text for word vectors, besides the gold texts")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    begun = time.perf_counter()
    gold = read_gold(options.gold)
    labels = gold_labels(gold).astype(np.int64)
    held = held_out(len(gold.rows), options.hold, options.fold)
    if options.without:
        held = np.array([row["outlet"] == options.without for row in gold.rows])
    vocabulary, vectors = learn_vocabulary(gold, labels, ~held[gold.sheet.article], [options.gold, *options.text])
    sizes_ = f"{len(labels):,} tokens, {len(vocabulary.words):,} words, {len(vocabulary.vectors):,} vectors"
    print(f"{sizes_}, {time.perf_counter() - begun:.0f} s", flush=True)
    net = Net(sizes(vocabulary, vectors.shape[1]), vectors, units=options.units, channels=options.channels, dropout=options.dropout)
    if options.start:
        begin_from(net, options.start, vocabulary)
    groups = token_groups(vocabulary, gold.sheet)
    columns = np.concatenate([group.rows[group.codes] for group in groups], axis=1)
    lengths = sequence_lengths(gold.sheet)
    starts = np.cumsum(lengths) - lengths
    kept = ~held[gold.sheet.article[starts]]
    known = np.eye(len(LABELS), dtype=np.float32)
    averaged = train(net, columns, lambda tokens: (known[labels[tokens]], labels[tokens]), labels, starts, lengths, kept, options, begun)
    network, chain = exported(averaged)
    arrays = Tagger((network,), chain, LABELS).arrays() | vocabulary_arrays(vocabulary)
    print(write_weights(options.out, arrays), options.out.stat().st_size, flush=True)


def begin_from(net: Net, path: Path, vocabulary: Vocabulary) -> None:
    """Take over what ``pretrain.py`` learnt: all but the labels, and the classes of cues, which only codes tell."""
    stored = torch.load(path, weights_only=True)
    state, known = stored["state"], stored["vocabulary"]
    for column, (own, its) in enumerate(zip(vocabulary.numbers, known, strict=True)):
        name = f"tables.0.{column}.weight"
        number = {entry: at for at, entry in enumerate(its, 1)}
        state[name] = state[name][torch.tensor([0, *(number[entry] for entry in own)])]
    kept = {name: each for name, each in state.items() if not name.startswith("output") and name != "tables.0.5.weight"}
    net.load_state_dict({**net.state_dict(), **kept})


def held_out(n_articles: int, hold: int, fold: int) -> npt.NDArray[np.bool_]:
    """Mark every k-th article, so that the held-out part has the outlets and months of the rest."""
    apart = max(n_articles // hold, 1) if hold else n_articles + 1
    return (np.arange(n_articles) % apart == fold % apart) if hold else np.zeros(n_articles, np.bool_)


def learn_vocabulary(
    gold: Gold, labels: Integers, kept: npt.NDArray[np.bool_], texts: list[Path]
) -> tuple[Vocabulary, npt.NDArray[np.float32]]:
    """Collect the vocabulary from the articles that are trained on, and word vectors from all plain text."""
    printed = [gold.sheet.printed[code] for code in gold.sheet.word[kept].tolist()]
    lower = [normal(word) for word in printed]
    counts = Counter(lower)
    cues = Counter(word for word, label in zip(lower, labels[kept].tolist(), strict=True) if label in {1, 2})
    words = sorted(word for word, n in counts.items() if n >= LEAST)
    rates = np.concatenate(([0], 1 + np.searchsorted(RATES, [cues[word] / counts[word] for word in words], side="left"))).astype(np.int8)
    distinct, vectors = word_vectors(plain_texts(texts), 48)
    pieces = [
        sorted(piece for piece, n in Counter(each).items() if n >= least)
        for each, least in (
            ((word[-3:] for word in counts), 4),
            ((word[:3] for word in counts), 4),
            ((shape(word) for word in set(printed)), 8),
        )
    ]
    vocabulary = Vocabulary(words, distinct, *pieces, rates)
    return vocabulary, np.concatenate([np.zeros((1, vectors.shape[1]), np.float32), np.clip(vectors, -4, 4)])


def sizes(vocabulary: Vocabulary, vector: int) -> list[list[tuple[int, int]]]:
    """Return the number of rows and the width of each table."""
    lists = [
        len(entries) + 1 for entries in (vocabulary.words, vocabulary.vectors, vocabulary.endings, vocabulary.beginnings, vocabulary.shapes)
    ]
    widths = (64, vector, 24, 12, 10)
    return [[*zip(lists, widths, strict=True), (len(RATES) + 2, 6)], [(STATES, 10), (FLAGS, 6)]]


def train(net, columns, goal, labels, starts, lengths, kept, options, begun):  # noqa: ANN001, ANN201
    """Run Adam with warm-up and linear decay; return the net with averaged weights.

    ``goal`` tells of tokens what share of each label is wanted, and a sequence drawn from those.
    """
    random = np.random.default_rng(options.seed)
    averaged = copy.deepcopy(net)
    weights = [each for each in net.parameters() if each.requires_grad]
    adam = torch.optim.Adam(weights, lr=PEAK_RATE, betas=(0.9, 0.98))
    n_tokens = int(lengths[kept].sum())
    total = options.epochs * n_tokens
    seen, epoch, n_steps = 0, 0, 0
    while seen < total:
        epoch += 1
        losses = []
        for batch in batches(np.flatnonzero(kept), lengths, random):
            layout = layout_of(starts[batch], lengths[batch])
            rate = min(1, seen / (0.5 * n_tokens) + 0.02) * max(0, 1 - seen / total)
            for each in adam.param_groups:
                each["lr"] = options.rate * rate
            wanted, drawn = goal(layout.token)
            loss = step(net, columns[layout.token].copy(), wanted, drawn, layout, random)
            adam.zero_grad()
            (loss / (len(layout.token) / 10)).backward()
            torch.nn.utils.clip_grad_norm_(weights, 5.0)
            adam.step()
            n_steps += 1
            with torch.no_grad():
                share = 1 - min(AVERAGED, (1 + n_steps) / (10 + n_steps))
                torch._foreach_lerp_(list(averaged.parameters()), list(net.parameters()), share)
            seen += len(layout.token)
            losses.append(float(loss.detach()) / len(layout.token))
            if seen >= total:
                break
        figures = score(averaged, columns, labels, starts, lengths, ~kept)
        print(f"epoch {epoch}: loss {np.mean(losses):.4f}, held out {figures}, {time.perf_counter() - begun:.0f} s", flush=True)
    return averaged


def batches(chosen: Integers, lengths: Integers, random: np.random.Generator) -> list[Integers]:
    """Cut sequences, roughly sorted by length, into batches of about the same number of tokens, in random order."""
    order = chosen[np.argsort(lengths[chosen] + random.uniform(0, 12, len(chosen)))]
    number = (np.cumsum(lengths[order]) - 1) // BATCH
    found = np.split(order, np.flatnonzero(np.diff(number)) + 1)
    random.shuffle(found)  # type: ignore[arg-type]
    return found


def step(net, rows, wanted, drawn, layout, random):  # noqa: ANN001, ANN201
    """Return the loss of one batch, some words blotted out."""
    net.train()
    dropped = random.random(len(rows)) < 0.08
    rows[dropped, 0] = 0
    rows[dropped & (random.random(len(rows)) < 0.5), 5] = 0
    rows[random.random(len(rows)) < 0.04, 1] = 0
    emitted = net(torch.from_numpy(rows), layout)
    start, follow = net.chain()
    return ChainLoss.apply(emitted, start, follow, wanted, drawn, layout)


def score(net, columns, labels, starts, lengths, chosen):  # noqa: ANN001, ANN201
    """Return token F1 of cue, source and content on some sequences."""
    if not chosen.any():
        return "none"
    net.eval()
    found, true = [], []
    with torch.no_grad():
        chain_ = exported(net)[1]
        order = np.flatnonzero(chosen)
        order = order[np.argsort(-lengths[order])]
        for begin in range(0, len(order), 64):
            batch = order[begin : begin + 64]
            layout = layout_of(starts[batch], lengths[batch])
            found.append(best_labels(chain_, net(torch.from_numpy(columns[layout.token]), layout).numpy(), layout))
            true.append(labels[layout.token])
    net.train()
    kind = np.array([0, 1, 1, *[2] * 4, *[3] * 8])
    a, b = kind[np.concatenate(found)], kind[np.concatenate(true)]
    figures = {
        name: 2 * ((a == k) & (b == k)).sum() / max((a == k).sum() + (b == k).sum(), 1)
        for k, name in ((1, "cue"), (2, "source"), (3, "content"))
    }
    exact = (np.concatenate(found) == np.concatenate(true)).mean()
    return " ".join(f"{name} {value:.3f}" for name, value in figures.items()) + f" label {exact:.4f}"


if __name__ == "__main__":
    main()
