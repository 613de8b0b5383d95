"""Fit the weights of `evenhand.sources.pronouns` for "he" and "she" on coded campaign news: a conditional logit, about a minute.

    pronouns.py POLNEAR_TRAIN.jsonl

Of those named before a pronoun, the ones are right whose other quotes were coded as the pronoun's source; where it speaks by pronouns
alone, anybody is who is no other coded source. Prints how often the heaviest candidate is right on articles new to the weights (ten
folds) and with the weights that the package has, then the weights of all articles, to be copied by hand.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from sklearn.model_selection import GroupKFold

from evenhand.sources import pronouns, resolve
from evenhand.sources.page import Rules
from evenhand.sources.registry import Entity
from evenhand.sources.table import read_cues, speaking

sys.path.append(str(Path(__file__).resolve().parents[2] / "accuracy"))
from score_sources import as_corpus, gold_quotes, learnt_codes, read_lines

HELD_BACK = 0.5  # strength of the penalty on large weights
PRONOUNS = frozenset({"he", "she", "his", "her", "him", "they", "their", "it", "its", "who", "which", "that"})

Floats = npt.NDArray[np.float64]


class Case(NamedTuple):
    """A pronoun that speaks: what speaks for each candidate, and which ones are right."""

    article: str
    evidence: Floats
    right: npt.NDArray[np.bool_]


def main() -> None:
    """Collect the pronouns, cross-validate, fit."""
    rows = learnt_codes()
    cases = list(read_cases(read_lines(Path(sys.argv[1])), rows))
    folds = GroupKFold(10, shuffle=True, random_state=0).split(cases, groups=[case.article for case in cases])
    right = sum(share_right([cases[n] for n in test], fit([cases[n] for n in train])) * len(test) for train, test in folds)
    shipped = np.array(pronouns.PERSON)
    print(
        f"{len(cases)} pronouns: {right / len(cases):.4f} right on new articles, {share_right(cases, shipped):.4f} with the shipped weights"
    )
    print(dict(zip(pronouns.Weights._fields, fit(cases).round(3).tolist(), strict=True)))


def read_cases(articles: list[dict[str, Any]], rows: list[dict[str, Any]]) -> Iterator[Case]:
    """Yield the gendered pronouns that speak in coded articles and have a candidate that is right."""
    coded = {(row["article"], row["n"]): row["entity"] for row in rows}
    articles = [article for article in articles if article["id"] in {row["article"] for row in rows}]
    corpus, quotes = as_corpus(articles), gold_quotes(articles)
    keys = list(zip(quotes["article_id"], quotes["quote_id"], strict=True))
    asked: list[tuple[int, list[tuple[Entity, pronouns.Weights]]]] = []

    def noting(registry: Any, descriptions: Any, spoken: Any, phrase: Any) -> Entity | None:
        if phrase.gender in {"female", "male"}:
            asked.append((registry.page.start[phrase.first], pronouns.fitting(registry, descriptions, spoken, phrase)))
        return pronouns.antecedent(registry, descriptions, spoken, phrase)

    resolve.antecedent = noting
    starts, speakers = quotes["speaker_start"].tolist(), quotes["speaker"].fillna("").str.lower().tolist()
    for registry, members in speaking(corpus, quotes, Rules(), read_cues(corpus, quotes)):
        known: dict[int, Counter[str]] = defaultdict(Counter)
        truth = {}
        for entity, quoted in members:
            for row in (row for row in quoted if keys[row] in coded and speakers[row]):
                truth[starts[row]] = coded[keys[row]]
                if speakers[row].split()[0] not in PRONOUNS:
                    known[id(entity)][coded[keys[row]]] += 1
        for start, found in asked:
            yield from _case(registry.page.article_id, truth.get(start, "none"), found, known)
        asked.clear()


def _case(article: str, source: str, found: list[tuple[Entity, pronouns.Weights]], known: dict[int, Counter[str]]) -> Iterator[Case]:
    codes = [known[id(entity)].most_common(1)[0][0] if known[id(entity)] else "" for entity, _ in found]
    right = np.array([code == source for code in codes], bool)
    if not right.any():
        right = np.array([not code for code in codes], bool)
    if source != "none" and right.any():
        yield Case(article, np.array([evidence for _, evidence in found], float), right)


def fit(cases: list[Case]) -> Floats:
    """Return the weights under which the right candidates are likeliest."""
    begin = np.cumsum([0] + [len(case.right) for case in cases])[:-1]
    evidence, right = np.vstack([case.evidence for case in cases]), np.concatenate([case.right for case in cases])
    case = np.repeat(np.arange(len(cases)), [len(one.right) for one in cases])

    def loss(weights: Floats) -> tuple[float, Floats]:
        score = evidence @ weights
        odds = np.exp(score - np.maximum.reduceat(score, begin)[case])
        total, good = np.add.reduceat(odds, begin), np.add.reduceat(odds * right, begin)
        slope = evidence.T @ (odds / total[case] - odds * right / (good[case] + 1e-12))
        return float(np.log(total).sum() - np.log(good + 1e-12).sum() + HELD_BACK * weights @ weights / 2), slope + HELD_BACK * weights

    found: Floats = minimize(loss, np.zeros(evidence.shape[1]), jac=True, method="L-BFGS-B").x
    return found


def share_right(cases: list[Case], weights: Floats) -> float:
    """Return how often the heaviest candidate is right."""
    return float(np.mean([case.right[(case.evidence @ weights).argmax()] for case in cases]))


if __name__ == "__main__":
    main()
