"""Score every finder on hand-coded text and write the table that the package shows.

    make_table.py [--shared FOLDER] [--out FILE]

The folder holds the gold files and scorers (see their README); none of their texts enters the table.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from score_frames import frame_rows
from score_parts import cross_validated, dump_f
from score_quotes import as_attributions, load_scorer, quote_figures
from score_sources import further_codes, predictions, read_lines

import evenhand as eh

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "src" / "evenhand" / "data" / "accuracy.csv"
N_RESAMPLES, SEED = 1000, 1
SHOWN = ("attributed_f1", "direct_attributed_f1", "indirect_attributed_f1", "token_alpha")
QUOTES = "PolNeAR, development part (84 articles of 7 US outlets, 2015-16); network trained and tuned on its train part only"
SOURCES = (
    "21 articles of PolNeAR's development part, hand-coded quotes given, two coders where they agree; rules tuned on about half of them"
)
FURTHER = (
    "44 further articles of PolNeAR's train part, hand-coded quotes given, coded by a language model from the manual; their errors were "
    "read once, at the end"
)
PARTS = "413 page dumps of 147 outlets, each read by a model trained without its outlet; rules tuned on part of them"


def main() -> None:
    """Score and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--out", type=Path, default=TARGET)
    options = parser.parse_args()
    shared = options.shared
    rows = [*quote_rows(shared), *source_rows(shared), *part_rows(shared), *frame_rows(shared / "gold")]
    table = pd.DataFrame(rows, columns=["finder", "figure", "value", "low", "high", "n", "unit", "corpus"])
    table.to_csv(options.out, index=False, float_format="%.3f", lineterminator="\n")
    print(table.drop(columns="corpus").to_string(index=False))


def quote_rows(shared: Path) -> list[tuple[Any, ...]]:
    """Score quotes."""
    path = shared / "gold" / "polnear_dev.jsonl"
    found = as_attributions(eh.find_quotes(eh.read_corpus(path)))
    articles = [(row["text"], row["attributions"], found.get(row["id"], [])) for row in read_lines(path)]
    figures = {each.name: each for each in quote_figures(load_scorer(shared / "bench" / "score_attribution.py"), articles)}
    return [("quotes", *figures[name], QUOTES) for name in SHOWN]


def source_rows(shared: Path) -> list[tuple[Any, ...]]:
    """Score sources where the two coders agree, and on further articles against their one coding."""
    gold = shared / "gold"
    first, second = (by_attribution(read_lines(gold / f"sources_dev_{coder}.jsonl")) for coder in "ab")
    further = by_attribution(further_codes("apart"))
    scorer = load_scorer(shared / "bench" / "score_sources.py")
    return [
        *compared(scorer, read_lines(gold / "polnear_dev.jsonl"), first, second, SOURCES),
        *compared(scorer, read_lines(gold / "polnear_train.jsonl"), further, further, FURTHER),
    ]


def by_attribution(rows: list[dict[str, Any]]) -> dict[tuple[str, int], dict[str, Any]]:
    """Key codes by article and number."""
    return {(row["article"], row["n"]): row for row in rows}


def compared(scorer: Any, articles: list[dict[str, Any]], first: Any, second: Any, corpus: str) -> list[tuple[Any, ...]]:
    """Return a row for each code of a source."""
    coded = {article for article, _ in first}
    found = by_attribution(predictions([row for row in articles if row["id"] in coded], set(first)))
    agreed = scorer.compare(first, found, agreed=second)
    wanted = [("entity", "pair_f1", "pairs"), ("type", "accuracy", "n"), ("anonymity", "accuracy", "n"), ("cue_class", "accuracy", "n")]
    rows = [(f"{variable} {figure}", agreed[variable][figure], agreed[variable][n]) for variable, figure, n in wanted]
    rows.append(("gender where shown", agreed["gender"]["accuracy_where_shown"], agreed["gender"]["n"]))
    rows.append(("negated f1", agreed["negated"]["f1_true"], agreed["negated"]["gold"]))
    return [("sources", figure, value, None, None, n, "attributions", corpus) for figure, value, n in rows]


def part_rows(shared: Path) -> list[tuple[Any, ...]]:
    """Score which lines of a page dump are the article: mean over dumps of the token-weighted F."""
    gold = read_lines(shared / "gold" / "textdump_dev.jsonl")
    called = cross_validated(gold)
    scores = np.array([dump_f(row, body) for row, body in zip(gold, called, strict=True)])
    draws = np.random.default_rng(SEED).choice(scores, (N_RESAMPLES, len(scores))).mean(axis=1)
    low, high = np.percentile(draws, [2.5, 97.5])
    return [("parts", "body lines, mean F", scores.mean(), low, high, len(gold), "page dumps", PARTS)]


if __name__ == "__main__":
    main()
