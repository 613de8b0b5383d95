"""Score `find_quotes` against a hand-coded corpus, with the functions of the benchmark's own scorer.

    score_quotes.py GOLD.jsonl [--per-outlet] [--scorer score_attribution.py]

Offsets refer to the text of each gold record, so nothing is called boilerplate (``parts="all-body"``).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd

from evenhand.corpus import Corpus, read_corpus
from evenhand.quotes import find_quotes

SCORER = Path(__file__).parents[2].parent / "shared" / "bench" / "score_attribution.py"
FIGURES = (
    "attributed_f1", "direct_attributed_f1", "indirect_attributed_f1", "content_f1", "direct_content_f1", "indirect_content_f1", "alone_f1",
)  # fmt: skip


def main() -> None:
    """Read the gold, find quotes and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--per-outlet", action="store_true", help="also one line for each outlet")
    parser.add_argument("--intervals", action="store_true", help="also 95 % intervals from resampled articles")
    parser.add_argument("--reliability", action="store_true", help="also how often quotes of each confidence are right")
    parser.add_argument("--scorer", type=Path, default=SCORER, help="the benchmark's score_attribution.py")
    options = parser.parse_args()
    scorer = load_scorer(options.scorer)
    gold = read_gold(options.gold)
    corpus = read_corpus(options.gold, parts="all-body")
    find_quotes(corpus.select(corpus.articles.index == 0))  # the model is read on first use
    begun = time.perf_counter()
    quotes = find_quotes(corpus)
    seconds = time.perf_counter() - begun
    found = as_attributions(quotes)
    print_figures(scorer, "all", gold, found)
    if options.intervals:
        print_intervals(scorer, gold, found)
    if options.reliability:
        print_reliability(scorer, gold, quotes)
    print(f"{int(n_words(corpus) / seconds):,} words a second")
    if options.per_outlet:
        for outlet in sorted({row["outlet"] for row in gold}):
            print_figures(scorer, outlet, [row for row in gold if row["outlet"] == outlet], found)


def read_gold(path: Path) -> list[dict[str, Any]]:
    """Read a JSONL file of hand-coded articles."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def measure(path: Path, scorer: ModuleType) -> dict[str, Any]:
    """Return the scorer's figures for the quotes found in a file's articles."""
    found = as_attributions(find_quotes(read_corpus(path, parts="all-body")))
    return scorer.score([(row["text"], row["attributions"], found.get(row["id"], [])) for row in read_gold(path)])


def load_scorer(path: Path) -> ModuleType:
    """Import the benchmark's scorer from where it lies."""
    about = importlib.util.spec_from_file_location("score_attribution", path)
    if about is None or about.loader is None or not path.is_file():
        raise SystemExit(f"{path}: no scorer there; name it with --scorer")
    module = importlib.util.module_from_spec(about)
    about.loader.exec_module(module)
    return module


def n_words(corpus: Corpus) -> int:
    """Return how many words the corpus has."""
    return int(corpus.articles["n_words"].sum())


def as_attributions(quotes: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Turn a quotes table into the scorer's form, by article."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in quotes.itertuples(index=False):
        attribution = {"source": span(row.speaker_start, row.speaker_end), "cue": span(row.cue_start, row.cue_end), "content": row.spans}
        found.setdefault(str(row.article_id), []).append(attribution)
    return found


def span(start: Any, end: Any) -> list[list[int]]:
    """Return a span as a list of one, or an empty list where it is missing."""
    return [] if pd.isna(start) else [[int(start), int(end)]]


def print_figures(scorer: ModuleType, label: str, gold: list[dict[str, Any]], found: dict[str, list[dict[str, Any]]]) -> None:
    """Print the scorer's figures for some articles."""
    figures = scorer.score([(row["text"], row["attributions"], found.get(row["id"], [])) for row in gold])
    print(f"{label}: {len(gold)} articles, token_alpha {figures['token_alpha']:.3f}")
    for name in FIGURES:
        one = figures[name]
        rates = f"F1 {one['f1']:.3f}  P {one['precision']:.3f}  R {one['recall']:.3f}"
        print(f"  {name:24s} {rates}  gold {one['gold']}  predicted {one['predicted']}")


def print_intervals(scorer: ModuleType, gold: list[dict[str, Any]], found: dict[str, list[dict[str, Any]]]) -> None:
    """Print 95 % intervals: articles drawn again and again, each with its own counts."""
    counts = np.array([_counts(scorer, row, found.get(row["id"], [])) for row in gold])
    draws = np.random.default_rng(0).integers(0, len(gold), (1000, len(gold)))
    for at, name in enumerate(("attributed_f1", "direct_attributed_f1", "indirect_attributed_f1")):
        hits, expected, given = counts[draws].sum(axis=1)[:, 3 * at : 3 * at + 3].T
        low, high = np.percentile(2 * hits / (expected + given), [2.5, 97.5])
        print(f"  {name:24s} 95 % interval {low:.3f} to {high:.3f}")
    confusions = [_confusion(scorer, row, found.get(row["id"], [])) for row in gold]
    alphas = []
    for draw in draws[:300]:
        total: Counter[tuple[str, str]] = Counter()
        for article in draw:
            total.update(confusions[article])
        alphas.append(scorer.alpha(total))
    low, high = np.percentile(alphas, [2.5, 97.5])
    print(f"  {'token_alpha':24s} 95 % interval {low:.3f} to {high:.3f}")


def _counts(scorer: ModuleType, row: dict[str, Any], found: list[dict[str, Any]]) -> list[int]:
    """Return right, gold and predicted attributions of one article: all, direct, indirect."""
    gold, mine, right = _matched(scorer, row, found)
    flat = []
    for keep in (lambda _: True, lambda one: one["direct"], lambda one: not one["direct"]):
        flat += [sum(keep(gold[g]) and keep(mine[p]) for g, p in right), sum(map(keep, gold)), sum(map(keep, mine))]
    return flat


def _matched(scorer: ModuleType, row: dict[str, Any], found: list[dict[str, Any]]) -> tuple[list[Any], list[Any], list[tuple[int, int]]]:
    text = scorer.Text(row["text"])
    gold, mine = scorer.coded(text, row["attributions"]), scorer.coded(text, found)
    return gold, mine, [(g, p) for g, p in scorer.pairs(gold, mine) if scorer.same_source(gold[g], mine[p])]


def _confusion(scorer: ModuleType, row: dict[str, Any], found: list[dict[str, Any]]) -> Counter[tuple[str, str]]:
    text = scorer.Text(row["text"])
    return Counter(zip(*(scorer.labelled(text, scorer.coded(text, rows)) for rows in (row["attributions"], found)), strict=True))


def print_reliability(scorer: ModuleType, gold: list[dict[str, Any]], quotes: pd.DataFrame) -> None:
    """Print, by confidence, how many quotes agree with the coders in content and source."""
    right, sure = [], []
    for row in gold:
        here = quotes[quotes["article_id"] == row["id"]]
        _, mine, matched = _matched(scorer, row, as_attributions(here).get(row["id"], []))
        assert len(mine) == len(here)
        hit = {p for _, p in matched}
        right += [at in hit for at in range(len(mine))]
        sure += here["confidence"].tolist()
    table = pd.DataFrame({"confidence": sure, "right": right})
    bands = table.groupby(pd.cut(table["confidence"], [0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0]), observed=True)
    print(bands.agg(n=("right", "size"), confidence=("confidence", "mean"), right=("right", "mean")).round(3).to_string())


if __name__ == "__main__":
    main()
