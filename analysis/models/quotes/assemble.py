"""Put the shipped model together: linking and calibration learnt on held-out predictions, networks trained on everything.

    assemble.py GOLD.jsonl OUT.npz --held HELD.npz --hold 100 [--fold 0] [--nets A.npz B.npz ...] --scorer score_attribution.py

Without ``--nets`` the held-out network itself is shipped.
"""

from __future__ import annotations

import argparse
import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt
from gold import Gold, gold_labels, read_gold
from link import learn_links
from train import held_out

from evenhand.quotes.columns import sequence_lengths, token_groups
from evenhand.quotes.engine import DRAWS, attributions
from evenhand.quotes.findings import Findings
from evenhand.quotes.layout import Sheet, sheet_of
from evenhand.quotes.model import Model
from evenhand.quotes.vocabulary import vocabulary_of
from evenhand.tagger import Tagger, read_weights, write_weights

LEAST = np.arange(0.24, 0.5, 0.03)
BINS = 12


def main() -> None:
    """Learn linking and calibration, choose the least share of votes, write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--held", type=Path, nargs="+", required=True)
    parser.add_argument("--hold", type=int, default=100)
    parser.add_argument("--fold", type=int, default=0)
    parser.add_argument("--nets", type=Path, nargs="*", default=[])
    parser.add_argument("--scorer", type=Path, required=True)
    options = parser.parse_args()
    scorer = load_scorer(options.scorer)
    gold = read_gold(options.gold)
    held = held_out(len(gold.rows), options.hold, options.fold)
    arrays = joined(options.held)
    model = learnt(gold, held, arrays, scorer)
    arrays = joined(options.nets) if options.nets else arrays
    arrays |= {
        "links.content": model.content_links,
        "links.source": model.source_links,
        "calibration": model.calibration,
        "least": np.array(model.least),
    }
    print(write_weights(options.out, arrays), f"{options.out.stat().st_size:,} bytes")


def joined(paths: list[Path]) -> dict[str, npt.NDArray[Any]]:
    """Put networks of several files into one: one vocabulary, the mean of their chains; what they share is stored once."""
    files = [read_weights(path) for path in paths]
    arrays = dict(files[0])
    for number, other in enumerate(files[1:], 1):
        assert all(np.array_equal(arrays[name], other[name]) for name in arrays if name.startswith("vocabulary."))
        own = {name: array for name, array in other.items() if name.startswith("net0.") and not np.array_equal(array, files[0][name])}
        arrays |= {name.replace("net0.", f"net{number}.", 1): array for name, array in own.items()}
    for name in ("chain.start", "chain.step"):
        arrays[name] = np.mean([each[name] for each in files], axis=0).astype(np.float32)
    arrays.pop("digest")
    return arrays


def load_scorer(path: Path) -> ModuleType:
    """Import the benchmark's scorer from where it lies."""
    about = importlib.util.spec_from_file_location("score_attribution", path)
    assert about is not None
    assert about.loader is not None
    module = importlib.util.module_from_spec(about)
    about.loader.exec_module(module)
    return module


def learnt(gold: Gold, held: npt.NDArray[np.bool_], arrays: dict[str, npt.NDArray[Any]], scorer: ModuleType) -> Model:
    """Learn linking on the held-out articles' labels as predicted, and choose and calibrate votes there."""
    tagger, vocabulary = Tagger.of(arrays), vocabulary_of(arrays)
    tagging = tagger.tag(token_groups(vocabulary, gold.sheet), sequence_lengths(gold.sheet), draws=4)
    parts = [
        (gold, tagging.labels, held, 1.0),
        *((gold, drawn, held, 0.25) for drawn in tagging.draws),
        (gold, gold_labels(gold), ~held, 0.2),
    ]
    content, source = learn_links(parts)
    model = Model(tagger, vocabulary, content, source, np.array([[0.0, 1.0], [0.0, 1.0]]), 0.35)
    part = part_of(gold, held)
    best = 0.0
    for draws, least in ((0, 0.0), *((DRAWS, least) for least in LEAST)):
        found = attributions(part, model, draws=draws, least=least)
        figures = scored(scorer, gold, held, part, found)
        print(f"draws {draws} least {least:.2f}", " ".join(f"{name} {value:.4f}" for name, value in figures.items()), flush=True)
        best = max(best, figures["attributed"])
    found = attributions(part, model, least=0.1)
    calibration = calibrated(found.share, right(scorer, gold, held, part, found))
    # F1 is best served by keeping what is right with a chance of at least half of F1 (Lipton, Elkan & Narayanaswamy 2014).
    return model._replace(least=float(np.interp(best / 2, calibration[1], calibration[0])), calibration=calibration)


def part_of(gold: Gold, held: npt.NDArray[np.bool_]) -> Sheet:
    """Return the sheet of some articles, numbered as in the whole."""
    return sheet_of(gold.corpus.select(gold.corpus.articles["article_id"][held]))


def as_rows(held: npt.NDArray[np.bool_], sheet: Sheet, found: Findings) -> tuple[list[list[dict[str, Any]]], list[list[int]]]:
    """Return attributions in the scorer's form, article by article, and which finding each is."""
    n = int(held.sum())
    rows: list[list[dict[str, Any]]] = [[] for _ in range(n)]
    numbers: list[list[int]] = [[] for _ in range(n)]
    edges = np.searchsorted(found.piece_of, np.arange(len(found) + 1))

    def span(begin: int, end: int) -> list[list[int]]:
        return [] if begin < 0 else [[int(sheet.start[begin]), int(sheet.end[end - 1])]]

    for at in range(len(found)):
        content = [span(found.piece_begin[k], found.piece_end[k])[0] for k in range(edges[at], edges[at + 1])]
        article = int(sheet.article[found.cue_begin[at]])
        rows[article].append(
            {
                "cue": span(found.cue_begin[at], found.cue_end[at]),
                "source": span(found.source_begin[at], found.source_end[at]),
                "content": content,
            }
        )
        numbers[article].append(at)
    return rows, numbers


def scored(scorer: ModuleType, gold: Gold, held: npt.NDArray[np.bool_], sheet: Sheet, found: Findings) -> dict[str, float]:
    """Return the figures that are tuned for, on the held-out articles."""
    rows, _ = as_rows(held, sheet, found)
    kept = [row for row, keep in zip(gold.rows, held, strict=True) if keep]
    figures = scorer.score([(row["text"], row["attributions"], here) for row, here in zip(kept, rows, strict=True)])
    names = {"attributed": "attributed_f1", "direct": "direct_attributed_f1", "indirect": "indirect_attributed_f1", "content": "content_f1"}
    return {"alpha": figures["token_alpha"], **{name: figures[key]["f1"] for name, key in names.items()}}


def right(scorer: ModuleType, gold: Gold, held: npt.NDArray[np.bool_], sheet: Sheet, found: Findings) -> npt.NDArray[np.bool_]:
    """Tell which findings agree with an attribution of the coders, in content and source."""
    rows, numbers = as_rows(held, sheet, found)
    kept = [row for row, keep in zip(gold.rows, held, strict=True) if keep]
    flags = np.zeros(len(found), np.bool_)
    for row, here, number in zip(kept, rows, numbers, strict=True):
        text = scorer.Text(row["text"])
        gold_rows, mine = scorer.coded(text, row["attributions"]), scorer.coded(text, here)
        for g, p in scorer.pairs(gold_rows, mine):
            flags[number[p]] = scorer.same_source(gold_rows[g], mine[p])
    return flags


def calibrated(share: npt.NDArray[np.float64], correct: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Return knots from share of votes to share right: means of equal bins, made to rise (pooled adjacent violators)."""
    order = np.argsort(share, kind="stable")
    bins = [[share[part].mean(), correct[part].mean(), len(part)] for part in np.array_split(order, BINS)]
    merged: list[list[float]] = []
    for each in bins:
        merged.append(each)
        while len(merged) > 1 and (merged[-2][1] >= merged[-1][1] or merged[-2][0] == merged[-1][0]):
            a, b = merged.pop(-2), merged.pop()
            n = a[2] + b[2]
            merged.append([(a[0] * a[2] + b[0] * b[2]) / n, (a[1] * a[2] + b[1] * b[2]) / n, n])
    return np.array(merged).T[:2]


if __name__ == "__main__":
    main()
