"""Score `find_quotes` against a hand-coded corpus, with the functions of the benchmark's own scorer.

    score_quotes.py GOLD.jsonl [--per-outlet] [--scorer score_attribution.py]

Offsets refer to the text of each gold record, so nothing is called boilerplate (``parts="all-body"``).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from pathlib import Path
from types import ModuleType
from typing import Any

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
    parser.add_argument("--scorer", type=Path, default=SCORER, help="the benchmark's score_attribution.py")
    options = parser.parse_args()
    scorer = load_scorer(options.scorer)
    with options.gold.open(encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines if line.strip()]
    corpus = read_corpus(options.gold, parts="all-body")
    begun = time.perf_counter()
    quotes = find_quotes(corpus)
    seconds = time.perf_counter() - begun
    found = as_attributions(quotes)
    print_figures(scorer, "all", gold, found)
    print(f"{int(n_words(corpus) / seconds):,} words a second")
    if options.per_outlet:
        for outlet in sorted({row["outlet"] for row in gold}):
            print_figures(scorer, outlet, [row for row in gold if row["outlet"] == outlet], found)


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
        shares = f"F1 {one['f1']:.3f}  P {one['precision']:.3f}  R {one['recall']:.3f}"
        print(f"  {name:24s} {shares}  gold {one['gold']}  predicted {one['predicted']}")


if __name__ == "__main__":
    main()
