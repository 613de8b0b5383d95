"""Score networks on an outlet that they never saw, beside one of the same size that saw all outlets but other articles.

    unseen.py GOLD.jsonl --scorer score_attribution.py --nets OUTLET=NET.npz ... [--seen NET.npz --hold 120]

Linking and votes are those of the shipped model; only the network differs.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from assemble import load_scorer, part_of, scored
from gold import read_gold
from train import held_out

from evenhand.quotes.engine import attributions
from evenhand.quotes.model import Model, shipped
from evenhand.quotes.vocabulary import vocabulary_of
from evenhand.tagger import Tagger, read_weights


def main() -> None:
    """Score and print one line for each network and outlet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--nets", nargs="+", required=True)
    parser.add_argument("--seen", type=Path)
    parser.add_argument("--hold", type=int, default=120)
    options = parser.parse_args()
    scorer, gold = load_scorer(options.scorer), read_gold(options.gold)
    outlets = np.array([row["outlet"] for row in gold.rows])
    others = held_out(len(outlets), options.hold, 0)
    for given in options.nets:
        outlet, _, path = given.partition("=")
        cases = [("never seen", Path(path), outlets == outlet)]
        if options.seen:
            cases.append(("never seen, the same articles", Path(path), (outlets == outlet) & others))
            cases.append(("seen, these articles not", options.seen, (outlets == outlet) & others))
        for name, file, chosen in cases:
            sheet = part_of(gold, chosen)
            figures = scored(scorer, gold, chosen, sheet, attributions(sheet, model_of(file)))
            print(
                f"{outlet}: {name}, {chosen.sum()} articles:", " ".join(f"{key} {value:.3f}" for key, value in figures.items()), flush=True
            )


def model_of(path: Path) -> Model:
    """Put a network into the shipped model."""
    arrays = read_weights(path)
    return shipped()._replace(tagger=Tagger.of(arrays), vocabulary=vocabulary_of(arrays))


if __name__ == "__main__":
    main()
