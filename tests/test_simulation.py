"""What intervals and tests promise, checked on invented articles whose truth is known: the seeds are fixed, the claims are not tuned."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from evenhand.intervals import ratio_gap, ratio_intervals
from evenhand.intervals.draws import divide, permutation_p, relabelled_sums

DRAWS = 1000
TRUTH = 0.4


def clustered(random, n):
    """Articles of one to ten quotes; an article's own share of officials is drawn first, so quotes of one article are alike."""
    quotes = 1 + random.poisson(4, n)
    return random.binomial(quotes, random.beta(1.2, 1.8, n)), quotes  # the mean of the beta is .4


@pytest.mark.parametrize("method", ["percentile", "bca"])
def test_intervals_by_article_cover_the_truth_and_those_by_quote_do_not(method):
    random = np.random.default_rng(11)
    official, quotes = clustered(random, 40 * DRAWS)
    table = pd.DataFrame({"draw": np.repeat(np.arange(DRAWS), 40), "n": official, "m": quotes})
    found = ratio_intervals(table, by="draw", count="n", base="m", n_resamples=1000, method=method)
    assert 0.92 <= found["low"].le(TRUTH).mul(found["high"].ge(TRUTH)).mean() <= 0.97
    margin = 1.96 * np.sqrt(found["value"] * (1 - found["value"]) / found["base"])
    assert (found["value"] - TRUTH).abs().le(margin).mean() < 0.87


def test_permutation_p_is_uniform_where_there_is_no_difference():
    # Kolmogorov-Smirnov: the largest distance between the p found and a straight line stays under 1.358 / sqrt(n), its 5 % point.
    random = np.random.default_rng(5)
    first = np.arange(40) < 20
    found = []
    for _ in range(DRAWS):
        columns = np.stack(clustered(random, 40), axis=1).astype(float)
        mine = relabelled_sums(columns, first, 399, random)
        rest = columns.sum(axis=0) - mine
        gaps = divide(mine[:, 0], mine[:, 1]) - divide(rest[:, 0], rest[:, 1])
        shares = [part[:, 0].sum() / part[:, 1].sum() for part in (columns[first], columns[~first])]
        found.append(permutation_p(gaps, shares[0] - shares[1]))
    ranks = np.arange(1, DRAWS + 1) / DRAWS
    ordered = np.sort(found)
    distance = max(np.max(ranks - ordered), np.max(ordered - ranks + 1 / DRAWS))
    assert distance < 1.358 / np.sqrt(DRAWS)


def test_a_real_difference_is_found():
    random = np.random.default_rng(3)
    official, quotes = clustered(random, 80)
    first = np.arange(80) < 40
    table = pd.DataFrame({"n": np.where(first, quotes, official), "m": quotes})
    found = ratio_gap(table, of=first, count="n", base="m")
    assert found["low"] > 0.3
    assert found["p"] < 0.001
    assert found["h"] > 0.8


def test_many_labels_are_dealt_as_few_are():
    # Above 2,000 articles labels are dealt another way; the sums must have the same mean and spread.
    random = np.random.default_rng(1)
    values = random.random((2001, 1))
    first = np.arange(2001) < 1500
    many = relabelled_sums(values, first, 400, random)
    few = np.array([values[random.permutation(2001) < 1500].sum() for _ in range(400)])
    assert many.mean() == pytest.approx(few.mean(), rel=0.002)
    assert many.std() == pytest.approx(few.std(), rel=0.15)
