"""Score the shipped tone models on rated sentences that they were not trained on, and how typography moves them.

    score_tone.py sentences RATED.jsonl      tone() against mean ratings (id, article, text, mean_rating)
    score_tone.py targets NEWSMTSC.jsonl     target_tone() against coded targets (text, targets)
    score_tone.py typography TEXTS.jsonl     scores that change when curly marks and dashes are straightened

Figures on the training files themselves mean nothing; cross-validated ones are in the model cards (`analysis/models/*/README.md`).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import accuracy_score, f1_score

import evenhand as eh

CURLY = "‘’“”–—"
STRAIGHT = str.maketrans(CURLY, "''\"\"--")


def main() -> None:
    """Score one file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=sorted(SCORES))
    parser.add_argument("gold", type=Path)
    options = parser.parse_args()
    SCORES[options.what]([json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()])


def sentences(rows: list[dict[str, Any]]) -> None:
    """Print agreement with the mean rating: r, r of article means, weighted F1 by the convention of Hutto and Gilbert."""
    ratings = np.array([row["mean_rating"] for row in rows])
    _, article = np.unique([row["article"] for row in rows], return_inverse=True)
    for method in ("news", "vader"):
        scores = eh.tone([row["text"] for row in rows], method)
        means = [np.bincount(article, each) / np.bincount(article) for each in (scores, ratings)]
        gold, found = (np.where(each >= 0.05, 1, np.where(each <= -0.05, -1, 0)) for each in (ratings, scores))
        f1 = f1_score(gold, found, average="weighted")
        r, r_of_means = np.corrcoef(scores, ratings)[0, 1], np.corrcoef(*means)[0, 1]
        print(f"{method:6} r {r:.3f}, article means {r_of_means:.3f}, weighted F1 {f1:.3f}, n {len(rows)}")


def targets(rows: list[dict[str, Any]]) -> None:
    """Print macro-F1 and accuracy of the likeliest polarity."""
    spans = [(row["text"], each["start"], each["end"]) for row in rows for each in row["targets"]]
    found = eh.target_tone(*(list(column) for column in zip(*spans, strict=True))).idxmax(axis=1)
    coded = [each["polarity"] for row in rows for each in row["targets"]]
    print(f"macro-F1 {f1_score(coded, found, average='macro'):.3f}, accuracy {accuracy_score(coded, found):.3f}, n {len(coded)}")


def typography(rows: list[dict[str, Any]]) -> None:
    """Print how many scores of texts with curly marks or dashes change when these are straightened."""
    texts = [row["text"] for row in rows if set(CURLY) & set(row["text"])]
    straight = [text.translate(STRAIGHT) for text in texts]
    for method in ("news", "vader"):
        print(f"{method:6} {(eh.tone(texts, method) != eh.tone(straight, method)).sum()} of {len(texts)} change")
    spans = [(row["text"], each["start"], each["end"]) for row in rows if set(CURLY) & set(row["text"]) for each in row.get("targets", [])]
    if spans:
        printed, starts, ends = (list(column) for column in zip(*spans, strict=True))
        other = eh.target_tone([text.translate(STRAIGHT) for text in printed], starts, ends)
        print(f"target {(eh.target_tone(printed, starts, ends) != other).any(axis=1).sum()} of {len(spans)} change")


SCORES = {"sentences": sentences, "targets": targets, "typography": typography}

if __name__ == "__main__":
    main()
