"""Score `find_quotes` against a hand-coded corpus, with the functions of the benchmark's own scorer.

    score_quotes.py GOLD.jsonl [--per-outlet] [--reliability] [--errors N] [--scorer score_attribution.py]

GOLD is any file of PolNeAR's JSONL form: one article a line with ``id``, ``text``, ``attributions`` and perhaps ``outlet``.
Offsets refer to the text of each record, so nothing is called boilerplate (``parts="all-body"``). Intervals draw whole articles
again and again.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import quote_errors

from evenhand.corpus import Corpus, read_corpus
from evenhand.quotes import find_quotes

SCORER = Path(__file__).parents[2].parent / "shared" / "bench" / "score_attribution.py"
F1S = ("attributed_f1", "direct_attributed_f1", "indirect_attributed_f1", "content_f1", "alone_f1")
N_RESAMPLES, SEED = 1000, 1
Article = tuple[str, list[dict[str, Any]], list[dict[str, Any]]]  # text, gold attributions, predicted attributions


class Figure(NamedTuple):
    """A figure with its 95 % interval, and what it is counted over."""

    name: str
    value: float
    low: float
    high: float
    n: int
    unit: str


def main() -> None:
    """Read the gold, find quotes and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--per-outlet", action="store_true", help="also one line for each outlet")
    parser.add_argument("--reliability", action="store_true", help="also how often quotes of each confidence are right")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="also what goes wrong, with N examples of each kind")
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
    articles = [(row["text"], row["attributions"], found.get(row["id"], [])) for row in gold]
    print_figures(scorer, "all", articles)
    print(f"{int(n_words(corpus) / seconds):,} words a second")
    if options.reliability:
        print_reliability(scorer, gold, quotes)
    if options.per_outlet:
        for outlet in sorted({row["outlet"] for row in gold}):
            print_figures(scorer, outlet, [article for article, row in zip(articles, gold, strict=True) if row["outlet"] == outlet])
    if options.errors:
        quote_errors.print_errors(scorer, articles, options.errors)


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


def quote_figures(scorer: ModuleType, articles: list[Article]) -> list[Figure]:
    """Score some articles together; each F1 and token alpha with its interval."""
    whole, single = scorer.score(articles), [scorer.score([article]) for article in articles]
    draws = np.random.default_rng(SEED).multinomial(len(articles), np.full(len(articles), 1 / len(articles)), N_RESAMPLES)
    found = []
    for name in F1S:
        tallies = np.array(
            [(each[name]["precision"] * each[name]["predicted"], each[name]["predicted"], each[name]["gold"]) for each in single]
        )
        hits, predicted, gold = (draws @ tallies).T
        low, high = np.percentile(2 * hits / np.maximum(predicted + gold, 1), [2.5, 97.5])
        found.append(Figure(name, whole[name]["f1"], low, high, whole[name]["gold"], "attributions"))
    confusions = pd.DataFrame([_confusion(scorer, *article) for article in articles]).fillna(0)
    pairs = list(confusions.columns)
    alphas = [scorer.alpha(dict(zip(pairs, draw, strict=True))) for draw in draws @ confusions.to_numpy()]
    low, high = np.percentile(alphas, [2.5, 97.5])
    return [*found, Figure("token_alpha", whole["token_alpha"], low, high, len(articles), "articles")]


def _confusion(scorer: ModuleType, raw: str, gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> Counter[tuple[str, str]]:
    text = scorer.Text(raw)
    return Counter(zip(*(scorer.labelled(text, scorer.coded(text, rows)) for rows in (gold, predicted)), strict=True))


def print_figures(scorer: ModuleType, label: str, articles: list[Article]) -> None:
    """Print the figures of some articles."""
    print(f"{label}: {len(articles)} articles")
    for each in quote_figures(scorer, articles):
        print(f"  {each.name:24s} {each.value:.3f} ({each.low:.3f} to {each.high:.3f})  n {each.n} {each.unit}")


def print_reliability(scorer: ModuleType, gold: list[dict[str, Any]], quotes: pd.DataFrame) -> None:
    """Print, by confidence, how many quotes agree with the coders in content and source."""
    right, sure = [], []
    for row in gold:
        here = quotes[quotes["article_id"] == row["id"]]
        text = scorer.Text(row["text"])
        coded, mine = scorer.coded(text, row["attributions"]), scorer.coded(text, as_attributions(here).get(row["id"], []))
        assert len(mine) == len(here)
        hit = {p for g, p in scorer.pairs(coded, mine) if scorer.same_source(coded[g], mine[p])}
        right += [at in hit for at in range(len(mine))]
        sure += here["confidence"].tolist()
    table = pd.DataFrame({"confidence": sure, "right": right})
    bands = table.groupby(pd.cut(table["confidence"], [0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0]), observed=True)
    print(bands.agg(n=("right", "size"), confidence=("confidence", "mean"), right=("right", "mean")).round(3).to_string())


if __name__ == "__main__":
    main()
