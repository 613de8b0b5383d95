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
FRESH = (
    "42 other articles of PolNeAR's development part, hand-coded quotes given, coded by a language model from the manual after the last "
    "choice of rules and weights, and scored once"
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
    """Score sources where the two coders agree, and on fresh articles against their one coding."""
    gold = shared / "gold"
    first, second = (by_attribution(read_lines(gold / f"sources_dev_{coder}.jsonl")) for coder in "ab")
    fresh = by_attribution(further_codes("fresh"))
    articles = read_lines(gold / "polnear_dev.jsonl")
    scorer = load_scorer(shared / "bench" / "score_sources.py")
    return [
        *compared(scorer, articles, first, second, SOURCES),
        *compared(scorer, articles, fresh, fresh, FRESH),
    ]


def by_attribution(rows: list[dict[str, Any]]) -> dict[tuple[str, int], dict[str, Any]]:
    """Key codes by article and number."""
    return {(row["article"], row["n"]): row for row in rows}


def compared(scorer: Any, articles: list[dict[str, Any]], first: Any, second: Any, corpus: str) -> list[tuple[Any, ...]]:
    """Return a row for each code of a source, with an interval over articles."""
    coded = sorted({article for article, _ in first})
    found = by_attribution(predictions([row for row in articles if row["id"] in set(coded)], set(first)))
    draws = np.random.default_rng(SEED).multinomial(len(coded), [1 / len(coded)] * len(coded), N_RESAMPLES)
    counts = [
        counted(scorer, *({key: codes[key] for key in first if key[0] == article} for codes in (first, found, second))) for article in coded
    ]
    rows: list[tuple[Any, ...]] = []
    for figure in counts[0]:
        right, of, n = np.array([each[figure] for each in counts]).T
        low, high = np.percentile((draws @ right) / (draws @ of), [2.5, 97.5])
        rows.append(("sources", figure, right.sum() / of.sum(), low, high, n.sum(), "attributions", corpus))
    return rows


def counted(scorer: Any, first: Any, found: Any, second: Any) -> dict[str, tuple[int, int, int]]:
    """Count, for one article, what each figure is a ratio of (for F: twice the hits, and all found and coded), and its cases."""
    gold, pairs = scorer.same(first), scorer.same(found)
    told, said = ({key for key, row in codes.items() if row["negated"]} for codes in (found, first))
    counts = {"entity pair_f1": (2 * len(gold & pairs), len(gold) + len(pairs), len(gold))}
    for variable in ("type", "anonymity", "cue_class"):
        agreed = [key for key in first if first[key][variable] == second[key][variable]]
        right = sum(first[key][variable] == found[key][variable] for key in agreed)
        counts[f"{variable} accuracy"] = (right, len(agreed), len(agreed))
    shown = [key for key in first if first[key]["gender"] == second[key]["gender"] and first[key]["gender"] in {"female", "male"}]
    counts["gender where shown"] = (sum(first[key]["gender"] == found[key]["gender"] for key in shown), len(shown), len(shown))
    counts["negated f1"] = (2 * len(told & said), len(told) + len(said), len(said))
    return counts


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
