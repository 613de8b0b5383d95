"""Build the shipped model of tone in news from rated sentences: one command, about a minute.

    build.py NYT.jsonl --domains DOMAINS.jsonl --targets NEWSMTSC.jsonl [--folds N]

Three ridge regressions share their columns. Those of the other domains (tweets, films, products) and of news sentences coded for their
targets give two more signals to the one on rated newspaper sentences. All being linear, they add up to one weight for each column.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import Ridge
from sklearn.metrics import f1_score
from sklearn.model_selection import GroupKFold

from evenhand.grams import cut_words, learn_grams, packed_grams
from evenhand.tagger.weights import write_weights
from evenhand.tone.news import as_tone
from evenhand.tone.signals import signals

SHIPPED = Path(__file__).resolve().parents[3] / "src" / "evenhand" / "data" / "models" / "news_tone.npz"
LEAST, LEAST_LETTERS, MOST = 3, 8, 40_000
PENALTY_OF_SOURCES, PENALTY, SIGNAL_SHARE = 2.0, 3.0, 0.27  # chosen by cross-validation on the rated newspaper sentences
STRETCH = 0.53  # of the score, so that few sentences reach the ends of the scale
ZERO = -0.12  # where cross-validated scores part good from bad; between -.20 and -.05 it makes no difference beyond .005
DRAWS = 4  # of the folds; figures are means over them
TRIED_ZEROS = (-0.2, -0.16, -0.12, -0.08, -0.04, 0.0)
POLARITY = {"negative": -1, "neutral": 0, "positive": 1}
Floats = npt.NDArray[np.float64]


def main() -> None:
    """Cross-validate, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("nyt", type=Path)
    parser.add_argument("--domains", type=Path, required=True)
    parser.add_argument("--targets", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=10)
    options = parser.parse_args()
    nyt, domains, targets = (read_lines(path) for path in (options.nyt, options.domains, options.targets))
    tokens = cut_words([row["text"] for row in (*nyt, *domains, *targets)])
    grams = learn_grams(tokens, least=LEAST, least_letters=LEAST_LETTERS, most=MOST)
    gram_columns, signal_columns = grams.matrix(tokens), signals(tokens)
    n, m = len(nyt), len(nyt) + len(domains)
    spread = signal_columns[:n].std(axis=0) + 1e-9
    columns = sparse.hstack([sparse.csr_matrix(signal_columns / spread * SIGNAL_SHARE), gram_columns], format="csr")
    ratings = np.array([row["mean_rating"] for row in nyt])
    other = fit(columns[n:m], signed(np.array([row["mean_rating"] for row in domains])), PENALTY_OF_SOURCES)
    aimed = fit(
        columns[m:], np.array([np.mean([POLARITY[each["polarity"]] for each in row["targets"]]) for row in targets]), PENALTY_OF_SOURCES
    )
    sources = [weights / (columns[:n] @ weights).std() * SIGNAL_SHARE for weights, _ in (other, aimed)]
    extended = sparse.hstack([*(sparse.csr_matrix((columns[:n] @ each)[:, None]) for each in sources), columns[:n]], format="csr")
    report(extended, ratings, np.array([row["article"] for row in nyt]), options.folds)
    weights, bias = fit(extended, signed(ratings), PENALTY)
    weights = weights[2:] + sum(weight * each for weight, each in zip(weights[:2], sources, strict=True))
    own, rest = weights[: len(spread)] / spread * SIGNAL_SHARE, weights[len(spread) :]
    arrays = packed_grams(grams, "grams") | {
        "gram_weights": (STRETCH * rest).astype(np.float32),
        "signal_weights": (STRETCH * own).astype(np.float32),
        "bias": np.array(STRETCH * (bias - ZERO)),
    }
    print("written with digest", write_weights(SHIPPED, arrays))


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def signed(ratings: Floats) -> Floats:
    """Stretch ratings around zero, so that the side they are on weighs beside their size."""
    return ratings + 0.5 * np.tanh(5 * ratings)


def fit(columns: sparse.csr_matrix, values: Floats, penalty: float) -> tuple[Floats, float]:
    """Fit a ridge regression."""
    model = Ridge(penalty, solver="sparse_cg", tol=1e-4).fit(columns, values)
    return model.coef_, float(model.intercept_)


def report(columns: sparse.csr_matrix, ratings: Floats, articles: npt.NDArray[np.str_], folds: int) -> None:
    """Print how well scores of held-out articles agree with the raters: means over some draws of the folds."""
    draws = [
        held_out(columns, ratings, GroupKFold(folds, shuffle=True, random_state=draw).split(columns, groups=articles))
        for draw in range(DRAWS)
    ]
    _, article = np.unique(articles, return_inverse=True)
    gold = sign(ratings)

    def f1(found: npt.NDArray[np.int64]) -> float:
        return float(f1_score(gold, found, average="weighted"))

    def r_of_means(tone: Floats) -> float:
        found, rated = (np.bincount(article, each) / np.bincount(article) for each in (tone, ratings))
        return float(np.corrcoef(found, rated)[0, 1])

    tones = [as_tone(STRETCH * (scores - ZERO)) for scores in draws]
    figures = {
        "r": [np.corrcoef(tone, ratings)[0, 1] for tone in tones],
        "r of article means": [r_of_means(tone) for tone in tones],
        "weighted F1, cut at 0": [f1(np.where(tone > 0, 1, -1)) for tone in tones],
        "weighted F1, cut at .05": [f1(sign(tone)) for tone in tones],
    } | {f"   cut at {zero:.2f} of the raw score": [f1(np.where(scores > zero, 1, -1)) for scores in draws] for zero in TRIED_ZEROS}
    for name, values in figures.items():
        print(f"{name}: {np.mean(values):.3f} ({min(values):.3f} to {max(values):.3f}), n {len(ratings)}")


def held_out(columns: sparse.csr_matrix, ratings: Floats, splits: Iterable[tuple[Any, Any]]) -> Floats:
    """Return the raw score of each sentence from a model that has not seen its article."""
    scores = np.zeros(len(ratings))
    for train, test in splits:
        weights, bias = fit(columns[train], signed(ratings[train]), PENALTY)
        scores[test] = columns[test] @ weights + bias
    return scores


def sign(ratings: Floats) -> npt.NDArray[np.int64]:
    """Return the class of each rating by the convention of Hutto and Gilbert."""
    return np.where(ratings >= 0.05, 1, np.where(ratings <= -0.05, -1, 0))


if __name__ == "__main__":
    main()
