"""Build the shipped model of sources from coded campaign news: one command, about half a minute.

    build.py POLNEAR_TRAIN.jsonl

Logistic regressions on type and rung over what `evenhand.sources.signals` names of each source, the rules' verdict included. The
codes are in ``analysis/accuracy/source_codes.csv``; the articles marked ``apart`` there are never learnt from. ``--folds`` says how
often the model is right on articles it has not seen.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from evenhand.sources.codes import is_read_again, verdict_of
from evenhand.sources.model import CODES, WEIGHTS, SourceModel, doubt_of, unpack
from evenhand.sources.page import Rules
from evenhand.sources.signals import Signals, signals_of
from evenhand.sources.table import read_cues, speaking
from evenhand.tagger.weights import Arrays, packed, write_weights

sys.path.append(str(Path(__file__).resolve().parents[2] / "accuracy"))
from score_sources import as_corpus, gold_quotes, learnt_codes, read_lines

STRENGTH = {"type": 0.3, "anonymity": 0.2}  # C of the regressions; of six settings, the best on five folds
LEAST = 5  # sources that a signal must be seen with


class Source(NamedTuple):
    """A source of a coded article: what speaks for it, what the rules tell, how far they are trusted, the codes that most quotes have."""

    article: str
    quotes: int
    signals: Signals
    told: dict[str, str]
    doubt: float
    codes: dict[str, str]


def main() -> None:
    """Fit and write, or cross-validate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    options = parser.parse_args()
    rows = learnt_codes()
    sources = read_sources(read_lines(options.gold), rows)
    if options.folds:
        print(cross_validated(sources, options.folds))
    else:
        print("written with digest", write_weights(WEIGHTS, fit(sources)))


def read_sources(articles: list[dict[str, Any]], rows: list[dict[str, Any]]) -> list[Source]:
    """Find the sources of coded articles, with what speaks for each."""
    coded = {(row["article"], row["n"]): row for row in rows}
    articles = [article for article in articles if article["id"] in {row["article"] for row in rows}]
    corpus, quotes = as_corpus(articles), gold_quotes(articles)
    keys = list(zip(quotes["article_id"], quotes["quote_id"], strict=True))
    found = []
    for registry, members in speaking(corpus, quotes, Rules(first_names=False), read_cues(corpus, quotes)):
        for entity, quoted in members:
            codes = [coded[keys[row]] for row in quoted if keys[row] in coded]
            if codes and is_read_again(registry.page, entity):
                told = verdict_of(registry, entity)
                signals = signals_of(registry.page, entity, told.type, told.anonymity, told.evidence)
                most = {code: Counter(row[code] for row in codes).most_common(1)[0][0] for code in CODES}
                by_rules = {"type": told.type, "anonymity": told.anonymity}
                found.append(
                    Source(registry.page.article_id, len(codes), signals, by_rules, doubt_of(registry.page.settings["campaign"]), most)
                )
    return found


def fit(sources: list[Source]) -> Arrays:
    """Fit both regressions and return them as plain arrays."""
    seen = Counter(name for source in sources for name in source.signals.named)
    names = sorted(name for name, n in seen.items() if n >= LEAST)
    described = _matrix(sources, names)
    weight = np.sqrt([source.quotes for source in sources])
    arrays: Arrays = {"signals": np.frombuffer("\n".join(names).encode(), np.uint8)}
    for code in CODES:
        model = LogisticRegression(C=STRENGTH[code], max_iter=300).fit(described, [source.codes[code] for source in sources], weight)
        arrays |= packed(code, model.coef_.T.astype(np.float32), by_row=True)
        arrays |= {f"{code}.values": np.array(model.classes_), f"{code}.start": model.intercept_.astype(np.float32)}
    return arrays


def _matrix(sources: list[Source], names: list[str]) -> csr_matrix:
    places = {name: number for number, name in enumerate(names)}
    cells = [
        (row, places[name], size) for row, source in enumerate(sources) for name, size in source.signals.named.items() if name in places
    ]
    rows, columns, sizes = zip(*cells, strict=True)
    named = csr_matrix((sizes, (rows, columns)), shape=(len(sources), len(names)))
    return hstack([named, csr_matrix(np.array([source.signals.meaning for source in sources]))]).tocsr()


def cross_validated(sources: list[Source], folds: int) -> dict[str, float]:
    """Return the share of attributions that get the code of most of their source's, from rules alone and from models new to the article."""
    article: npt.NDArray[np.str_] = np.array([source.article for source in sources])
    right: Counter[str] = Counter()
    for train, test in GroupKFold(folds, shuffle=True, random_state=0).split(article, groups=article):
        model: SourceModel = unpack(fit([sources[n] for n in train]))
        for source in (sources[n] for n in test):
            for code in CODES:
                decided = model.decide(code, source.told[code], source.signals, source.doubt * (code == "type"))
                right[code] += source.quotes * (decided == source.codes[code])
                right[f"{code} by rules"] += source.quotes * (source.told[code] == source.codes[code])
    n = sum(source.quotes for source in sources)
    return {what: round(quotes / n, 4) for what, quotes in right.items()} | {"n": n}


if __name__ == "__main__":
    main()
