"""Build the shipped model of tone towards a target from NewsMTSC's training sentences: one command, about two minutes.

    build.py NEWSMTSC.jsonl [--folds N]

A logistic regression over the words of the sentence, the words just before and behind the target, and sums of rated words.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import GroupKFold

from evenhand.grams import learn_grams, packed_grams
from evenhand.tagger.weights import write_weights
from evenhand.tone.target import POLARITIES, TargetModel, Views, views

SHIPPED = Path(__file__).resolve().parents[3] / "src" / "evenhand" / "data" / "models" / "target_tone.npz"
LEAST, LEAST_LETTERS, LEAST_NEAR, MOST = 3, 8, 3, 25_000
FREEDOM = 0.5  # C of the regression
SIGNAL_SHARE = 0.3


def main() -> None:
    """Cross-validate, fit and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--folds", type=int, default=5, help="0 fits without scoring")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()]
    targets = [(row["text"], target) for row in rows for target in row["targets"]]
    seen = views([text for text, _ in targets], [each["start"] for _, each in targets], [each["end"] for _, each in targets])
    coded = np.array([POLARITIES.index(each["polarity"]) for _, each in targets])
    model = untrained(seen)
    columns = model.columns(seen)
    if options.folds:
        report(columns, coded, np.array(["_".join(each["id"].split("_")[:3]) for _, each in targets]), options.folds)
    fitted = fit(columns, coded)
    print("written with digest", write_weights(SHIPPED, packed(model, fitted)))


def untrained(seen: Views) -> TargetModel:
    """Collect vocabularies and the spread of the signals; no code is looked at."""
    sentence = learn_grams(seen.sentence, least=LEAST, least_letters=LEAST_LETTERS, most=MOST)
    left, right = (learn_grams(each, least=LEAST_NEAR, least_letters=None, most=MOST) for each in (seen.left, seen.right))
    return TargetModel((sentence, left, right), (seen.signals.std(axis=0) + 1e-9) / SIGNAL_SHARE, np.zeros((3, 0)), np.zeros(3))


def fit(columns: sparse.csr_matrix, coded: npt.NDArray[np.int64]) -> LogisticRegression:
    """Fit the regression."""
    return LogisticRegression(C=FREEDOM, max_iter=80, tol=1e-3).fit(columns, coded)


def report(columns: sparse.csr_matrix, coded: npt.NDArray[np.int64], articles: npt.NDArray[np.str_], folds: int) -> None:
    """Print agreement with the coders on held-out articles, and how often stated probabilities came true."""
    chances = np.zeros((len(coded), len(POLARITIES)))
    for train, test in GroupKFold(folds, shuffle=True, random_state=0).split(columns, groups=articles):
        chances[test] = fit(columns[train], coded[train]).predict_proba(columns[test])
    found = chances.argmax(axis=1)
    each = f1_score(coded, found, average=None).round(3)
    print(f"macro-F1 {each.mean():.4f}, accuracy {accuracy_score(coded, found):.4f}, n {len(coded)}")
    print(f"   F1 {dict(zip(POLARITIES, each.tolist(), strict=True))}")
    surest = chances.max(axis=1)
    for low, high in ((0, 0.45), (0.45, 0.6), (0.6, 0.75), (0.75, 0.9), (0.9, 1.01)):
        chosen = (surest >= low) & (surest < high)
        right = (found == coded)[chosen].mean()
        print(f"   stated {low:.2f} to {min(high, 1):.2f}: n {chosen.sum()}, mean {surest[chosen].mean():.2f}, right {right:.2f}")


def packed(model: TargetModel, fitted: LogisticRegression) -> dict[str, npt.NDArray[Any]]:
    """Return the model as plain arrays."""
    vocabularies = [packed_grams(grams, name) for grams, name in zip(model.grams, ("sentence", "left", "right"), strict=True)]
    weights = {"weights": fitted.coef_.astype(np.float16), "bias": fitted.intercept_, "spread": model.spread}
    return weights | {key: array for vocabulary in vocabularies for key, array in vocabulary.items()}


if __name__ == "__main__":
    main()
