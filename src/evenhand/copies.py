"""Near-duplicates: articles that are the same text but for a few words, such as agency copy that several outlets print."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

SHINGLE = 4  # words in a row; two texts that share most of their runs of four are copies, two reports of one event share few
LEAST_SHARED = 0.5  # of the runs of the shorter text
N_HASHES, BAND = 64, 2  # 32 bands of two: a pair at Jaccard .33 (the worst that LEAST_SHARED admits) is missed 1 time in 40

Integers = npt.NDArray[np.uint64]


def find_copies(articles: pd.DataFrame, tokens: pd.DataFrame) -> dict[str, Any]:
    """Group articles that print nearly the same text.

    Parameters
    ----------
    articles, tokens
        Tables of a corpus; only tokens of headline, lead and body are there.

    Returns
    -------
    dict
        ``copy_group``: for each article the id of the group's first article (in order of publication, then of id), or
        missing where no other article is like it.

    Notes
    -----
    Candidates come from MinHash bands over runs of four words and are then compared run by run; a pair counts when
    half of the shorter text's runs stand in the longer one. Groups are closed over pairs: A~B and B~C puts all three in one.

    References
    ----------
    Broder, A. (1997). On the resemblance and containment of documents. *Compression and Complexity of Sequences*.
    """
    return {"copy_group": group_copies(articles, runs_of(tokens, len(articles)))}


def group_copies(articles: pd.DataFrame, runs: list[Integers]) -> pd.Series:
    """Return ``copy_group`` for articles whose runs of words are known."""
    pairs = [pair for pair in _candidates(runs) if _shared(runs[pair[0]], runs[pair[1]]) >= LEAST_SHARED]
    group = np.arange(len(articles))
    rank = np.lexsort((articles["article_id"].to_numpy(object), articles["published"].to_numpy()))
    order = np.empty(len(articles), np.int64)
    order[rank] = np.arange(len(articles))
    for _ in pairs:
        before = group.copy()
        for a, b in pairs:
            group[a] = group[b] = min(group[a], group[b], key=lambda article: order[article])
        if (before == group).all():
            break
    shared = np.bincount(group, minlength=len(articles))[group] > 1
    ids = articles["article_id"].to_numpy(object)[group] if len(articles) else np.empty(0, object)
    return pd.Series(ids, index=articles.index, dtype="str").where(shared)


def runs_of(tokens: pd.DataFrame, n_articles: int) -> list[Integers]:
    """Return the distinct runs of words of each article, hashed."""
    codes = pd.util.hash_array(tokens["word"].cat.categories.str.lower().to_numpy(object)) if len(tokens) else np.empty(0, np.uint64)
    words = codes[tokens["word"].cat.codes.to_numpy()] if len(tokens) else codes
    article = tokens["article_id"].cat.codes.to_numpy()
    bounds = np.searchsorted(article, np.arange(n_articles + 1))
    found = []
    for start, end in pairwise(bounds):
        part = words[start:end]
        run = np.zeros(max(0, len(part) - SHINGLE + 1), np.uint64)
        for n in range(SHINGLE):
            run = run * np.uint64(0x9E3779B97F4A7C15) + part[n : n + len(run)]
        found.append(np.unique(run))
    return found


def _candidates(runs: list[Integers]) -> list[tuple[int, int]]:
    """Pair the articles that agree in at least one band of their MinHash signatures."""
    random = np.random.default_rng(0)
    multiply = random.integers(1, 2**63, N_HASHES, np.uint64) * np.uint64(2) + np.uint64(1)
    add = random.integers(0, 2**63, N_HASHES, np.uint64)
    filled = [number for number, run in enumerate(runs) if len(run)]
    if len(filled) < 2:
        return []
    signature = np.array([[(runs[number] * a + b).min() >> np.uint64(8) for a, b in zip(multiply, add, strict=True)] for number in filled])
    pairs: set[tuple[int, int]] = set()
    for band in range(0, N_HASHES, BAND):
        keys = signature[:, band] * np.uint64(31) + signature[:, band + 1]
        together = pd.Series(filled).groupby(keys)
        pairs.update(
            (a, b) for members in together.groups.values() if len(members) > 1 for a, b in _neighbours([filled[m] for m in members])
        )
    return sorted(pairs)


def _neighbours(members: list[int]) -> list[tuple[int, int]]:
    # A chain is enough to join a group; all pairs of a text that a thousand outlets printed would be half a million.
    return [(members[n], members[n + 1]) for n in range(len(members) - 1)] + [(members[0], member) for member in members[2:]]


def _shared(a: Integers, b: Integers) -> float:
    return len(np.intersect1d(a, b, assume_unique=True)) / min(len(a), len(b))
