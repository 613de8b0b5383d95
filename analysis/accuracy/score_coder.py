"""Score learned coders on public hand codes, cross-validated over whole groups; no weights are kept.

    score_coder.py narrative|headlines|babe|words GOLD.jsonl [--codebook NAME ...]

Without --codebook those that fit_coder takes by default; with --codebook and no name none.

narrative: Narrative Frames Corpus, articles, five frames. headlines: Gun Violence Frame Corpus, nine frames. babe: sentences coded
as biased, grouped by article; besides, one outlet at a time left out. words: those marked as biased there. The outlet is never
shown to a coder.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from score_loaded import READ
from sklearn.metrics import f1_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold

from evenhand.coder.coder import chances
from evenhand.coder.columns import learn_columns
from evenhand.coder.fit import (
    FREEDOMS,
    LIST_SHARES,
    LOADED_SHARES,
    SUBJECT_SIGNAL_SHARE,
    _as_flags,
    _books,
    _folds,
    _held_out,
    _regressions,
    fit_coder,
)
from evenhand.coder.words import WORD_LISTS, fit_word_coder
from evenhand.grams import cut_words

SEEDS = 5


def main() -> None:
    """Score one corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", choices=sorted(SCORES))
    parser.add_argument("gold", type=Path)
    parser.add_argument("--codebook", nargs="*", default=None)
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()]
    SCORES[options.corpus](rows, options.codebook)


def narrative(rows: list[dict[str, Any]], books: list[str] | None) -> None:
    """Print F1 of each frame; macro-F1 is the mean of F1 with and without the frame."""
    codes = pd.DataFrame([row["frames"] for row in rows]).astype(bool)
    coder = fit_coder([row["text"] for row in rows], codes, codebook=books)
    print(coder.about["method"], coder.report.round(3).to_string(), sep="\n")
    mean = coder.report.iloc[-1]
    print(f"mean F1 {mean['f1']:.3f}, macro-F1 {(mean['f1'] + mean['f1_of_its_absence']) / 2:.3f}, n {len(rows)}")


def headlines(rows: list[dict[str, Any]], books: list[str] | None) -> None:
    """Print the accuracy of the frame of a headline."""
    texts, codes = [row["text"] for row in rows], [row["frame"] for row in rows]
    coder = fit_coder(texts, codes, codebook=books)
    print(coder.about["method"], coder.report.round(3).to_string(), sep="\n")
    right = [repeated(texts, codes, books, seed) for seed in range(SEEDS)]
    print(f"{SEEDS} other ways to deal ten folds: accuracy {np.mean(right):.3f}, from {min(right):.3f} to {max(right):.3f}")


def repeated(texts: list[str], codes: list[str], books: list[str] | None, seed: int) -> float:
    """Return the accuracy over ten stratified folds; weight and freedom are those that one dealing chose, and not chosen anew."""
    _, truth, _ = _as_flags(codes)
    tokens = cut_words(texts)
    columns = learn_columns(texts, tokens, _books(books)).weighted(lists=LIST_SHARES[0], loaded=0.0, signals=SUBJECT_SIGNAL_SHARE)
    matrix, fold = columns.matrix(columns.look(texts, tokens)), np.empty(len(codes), np.int64)
    for number, (_, held_out) in enumerate(StratifiedKFold(10, shuffle=True, random_state=seed).split(texts, codes)):
        fold[held_out] = number
    held = _held_out(matrix, truth, fold, FREEDOMS[-1], several=False)
    return float((held.argmax(axis=1) == truth.argmax(axis=1)).mean())


def babe(rows: list[dict[str, Any]], books: list[str] | None) -> None:
    """Print AUC inside outlets, macro-F1 with each outlet left out, F1 of words."""
    texts, truth = [row["text"] for row in rows], np.array([bool(row["biased"]) for row in rows])
    outlets = np.array([row["outlet"] for row in rows])
    _, flags, _ = _as_flags(truth.tolist())
    tokens, lists = cut_words(texts), _books(books)
    columns = learn_columns(texts, tokens, lists).weighted(lists=LIST_SHARES[0], loaded=LOADED_SHARES[-1])
    matrix = columns.matrix(columns.look(texts, tokens))
    by_article = _folds(pd.factorize(np.array([row["article_url"] for row in rows]))[0], flags)
    for freedom in FREEDOMS:
        held = _held_out(matrix, flags, by_article, freedom, several=False)[:, 1]
        inside = {
            name: roc_auc_score(truth[outlets == name], held[outlets == name])
            for name in np.unique(outlets)
            if enough(truth[outlets == name])
        }
        unread = [value for name, value in inside.items() if name not in READ]
        print(f"freedom {freedom}: AUC {roc_auc_score(truth, held):.3f}, inside {len(inside)} outlets {np.mean([*inside.values()]):.3f}")
        print(f"   inside the {len(unread)} outlets not read while the list of loaded words was made {np.mean(unread):.3f}")
        print(f"   macro-F1 {macro(truth, held):.3f}")
        left_out = np.zeros(len(truth))
        for name in np.unique(outlets):
            there = outlets == name
            weights, bias = _regressions(matrix[~there], flags[~there], freedom, several=False)
            left_out[there] = chances(matrix[there] @ weights.T + bias, several=False)[:, 1]
        print(f"   one outlet left out: macro-F1 {macro(truth, left_out):.3f}")
    words_of(rows, books)


def words_of(rows: list[dict[str, Any]], books: list[str] | None) -> None:
    """Print F1 of the words marked as biased."""
    texts = [row["text"] for row in rows]
    words = fit_word_coder(texts, [row["biased_words"] for row in rows], [row["article_url"] for row in rows], books or WORD_LISTS)
    print(words.report.round(3).to_string())


def enough(truth: np.ndarray[Any, Any]) -> bool:
    """Tell whether an outlet has some of both."""
    return min(truth.sum(), (~truth).sum()) >= 5


def macro(truth: np.ndarray[Any, Any], stated: np.ndarray[Any, Any]) -> float:
    """Return macro-F1 at a probability of one half."""
    return float(f1_score(truth, stated >= 0.5, average="macro"))


SCORES = {"narrative": narrative, "headlines": headlines, "babe": babe, "words": words_of}

if __name__ == "__main__":
    main()
