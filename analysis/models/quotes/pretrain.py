"""Let a network guess words that are blotted out, in text that nobody coded, before it learns from codes.

    pretrain.py GOLD.jsonl OUT.pt [--text PATH ...] [--units 128] [--steps 3000]

What it learns of words and sentences goes into ``train.py --start OUT.pt``. The vocabulary is that of the coded articles, the
vectors are of all texts; codes play no part but in the classes of how often a word is a cue, which are left out here.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from gold import gold_labels, read_gold
from net import Net
from torch import nn
from train import batches, learn_vocabulary, sizes
from vectors import plain_texts

from evenhand.corpus import corpus_from
from evenhand.quotes.columns import sequence_lengths, token_groups
from evenhand.quotes.layout import sheet_of
from evenhand.tagger import layout_of
from evenhand.words import normal

GUESSED = 6000  # commonest words, which are to be guessed
BLOTTED = 0.2
LEXICAL = 6  # columns that tell what a word is
PEAK_RATE = 3e-3
LINES = 25  # lines of a plain text that are read as one article


def main() -> None:
    """Read the texts, guess, write the state."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--units", type=int, default=128)
    parser.add_argument("--channels", type=int, default=128)
    parser.add_argument("--passes", type=float, default=3)
    parser.add_argument("--text", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    begun = time.perf_counter()
    gold = read_gold(options.gold)
    labels = gold_labels(gold).astype(np.int64)
    vocabulary, vectors = learn_vocabulary(gold, labels, np.ones(len(labels), bool), [options.gold, *options.text])
    vocabulary.cue_rate[:] = 0
    sheet = sheet_of(corpus_from(list(articles([options.gold, *options.text]))))
    columns = np.concatenate([group.rows[group.codes] for group in token_groups(vocabulary, sheet)], axis=1)
    lower = [normal(word) for word in sheet.printed]
    counts = Counter()
    for word, n in zip(lower, np.bincount(sheet.word, minlength=len(lower)).tolist(), strict=True):
        counts[word] += n
    number = {word: at for at, (word, _) in enumerate(counts.most_common(GUESSED))}
    wanted = np.array([number.get(word, -1) for word in lower])[sheet.word]
    print(f"{len(columns):,} tokens, {time.perf_counter() - begun:.0f} s", flush=True)
    net = Net(sizes(vocabulary, vectors.shape[1]), vectors, units=options.units, channels=options.channels, dropout=0.1)
    guess(net, columns, wanted, sequence_lengths(sheet), options, begun)
    known = [list(each) for each in vocabulary.numbers]
    torch.save({"state": net.state_dict(), "vocabulary": known}, options.out)


def articles(paths):  # noqa: ANN001, ANN201
    """Yield the texts; long ones of many lines are cut into articles of a few."""
    for path in sorted(paths):
        if path.suffix == ".jsonl":
            yield from plain_texts([path])
        else:
            lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
            yield from ("\n\n".join(lines[at : at + LINES]) for at in range(0, len(lines), LINES))


def guess(net, columns, wanted, lengths, options, begun):  # noqa: ANN001, ANN201
    """Train the network to guess what is blotted out."""
    random = np.random.default_rng(options.seed)
    head = nn.Linear(net.output.in_features, GUESSED)
    starts = np.cumsum(lengths) - lengths
    chosen = np.flatnonzero(lengths >= 4)
    weights = [each for each in [*net.parameters(), *head.parameters()] if each.requires_grad]
    adam = torch.optim.Adam(weights, lr=PEAK_RATE, betas=(0.9, 0.98))
    total, seen, losses = options.passes * int(lengths[chosen].sum()), 0, []
    net.train()
    while seen < total:
        for batch in batches(chosen, lengths, random):
            layout = layout_of(starts[batch], lengths[batch])
            rows = columns[layout.token].copy()
            blotted = random.random(len(rows)) < BLOTTED
            rows[blotted, :LEXICAL] = 0
            asked = np.flatnonzero(blotted & (wanted[layout.token] >= 0))
            for each in adam.param_groups:
                each["lr"] = PEAK_RATE * min(1, seen / 2e5 + 0.02) * max(0.02, 1 - seen / total)
            encoded = net.encoded(torch.from_numpy(rows), layout)[torch.from_numpy(asked)]
            loss = nn.functional.cross_entropy(head(encoded), torch.from_numpy(wanted[layout.token[asked]]))
            adam.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(weights, 1.0)
            adam.step()
            seen += len(rows)
            losses.append(float(loss.detach()))
            if len(losses) % 200 == 0:
                print(
                    f"{seen:,} of {total:,.0f} tokens: loss {np.mean(losses[-200:]):.3f}, {time.perf_counter() - begun:.0f} s", flush=True
                )
            if seen >= total:
                break


if __name__ == "__main__":
    main()
