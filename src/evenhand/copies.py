"""Near-duplicates: articles that are the same text but for some words, such as agency copy that several outlets print."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

RUN = 4  # words in a row; two texts with a fifth of their words changed still share two of five runs, unrelated ones next to none
STRETCH = 25  # words of the pieces in which a shared run is looked for
LEAST_SHARED = 0.5  # of the stretches of the shorter text: what a copy shares is spread over it, a shared quotation is not
_SAMPLED = 2  # one run in so many, chosen by its hash, makes candidates
_LEAST_RUNS, _LEAST_SHARE = 2, 0.05  # sampled runs in common that make a pair a candidate, in number and of the shorter text
_REACH = (1, 2)  # articles with a run in common are paired with the next ones in order, so that pairs grow like runs

Integers = npt.NDArray[np.uint64]
Pairs = npt.NDArray[np.int64]


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
    Articles that have at least two of a sample of their runs of four words in common are compared: a pair counts when half
    of the stretches of 25 words of the shorter text hold a run of the longer one. So a text with up to a third of its words
    changed is a copy, and two reports that share a quotation are not. Groups are closed over pairs: A~B and B~C puts all
    three in one. Time grows with the words read.

    References
    ----------
    Broder, A. (1997). On the resemblance and containment of documents. *Compression and Complexity of Sequences*.
    """
    return {"copy_group": group_copies(articles, runs_of(tokens, len(articles)))}


def group_copies(articles: pd.DataFrame, runs: list[Integers]) -> pd.Series:
    """Return ``copy_group`` for articles whose runs of words are known."""
    pairs = [(int(a), int(b)) for a, b in _candidates(runs) if shared_stretches(runs[a], runs[b]) >= LEAST_SHARED]
    rank = np.lexsort((articles["article_id"].to_numpy(object), articles["published"].to_numpy()))
    order = np.empty(len(articles), np.int64)
    order[rank] = np.arange(len(articles))
    group = _closed(pairs, order)
    shared = np.bincount(group, minlength=len(articles))[group] > 1
    ids = articles["article_id"].to_numpy(object)[group] if len(articles) else np.empty(0, object)
    return pd.Series(ids, index=articles.index, dtype="str").where(shared)


def runs_of(tokens: pd.DataFrame, n_articles: int) -> list[Integers]:
    """Return the runs of words of each article in reading order, hashed; punctuation is passed over."""
    words = tokens["word"].cat.categories if len(tokens) else pd.Index([], dtype="str")
    codes = pd.util.hash_array(words.str.lower().to_numpy(object)) if len(words) else np.empty(0, np.uint64)
    speaks = np.fromiter((any(map(str.isalnum, word)) for word in words), np.bool_, len(words))
    printed = tokens["word"].cat.codes.to_numpy() if len(tokens) else np.empty(0, np.int64)
    kept = speaks[printed] if len(printed) else np.empty(0, np.bool_)
    hashed, article = codes[printed[kept]], tokens["article_id"].cat.codes.to_numpy()[kept]
    run = np.zeros(max(0, len(hashed) - RUN + 1), np.uint64)
    for n in range(RUN):
        run = run * np.uint64(0x9E3779B97F4A7C15) + hashed[n : n + len(run)]
    run ^= run >> np.uint64(31)
    bounds = np.searchsorted(article, np.arange(n_articles + 1))
    return [run[start : max(start, end - RUN + 1)] for start, end in pairwise(bounds)]


def shared_stretches(a: Integers, b: Integers) -> float:
    """Return the share of stretches of the shorter text that hold a run of the longer one; 0 if it has none.

    Examples
    --------
    >>> text = np.arange(100, dtype=np.uint64)
    >>> shared_stretches(text, text), shared_stretches(text, text[:10]), shared_stretches(text, text + np.uint64(500))
    (1.0, 1.0, 0.0)
    """
    short, long = sorted((a, b), key=len)
    if not len(short):
        return 0.0
    known = np.sort(long)
    held = known[np.minimum(np.searchsorted(known, short), len(known) - 1)] == short
    stretches = np.add.reduceat(held, np.arange(0, len(short), STRETCH), dtype=np.int64)
    return float(np.count_nonzero(stretches)) / len(stretches)


def _candidates(runs: list[Integers]) -> Pairs:
    """Pair the articles that have sampled runs in common."""
    lengths = np.fromiter(map(len, runs), np.int64, len(runs))
    every = np.concatenate([*runs, np.empty(0, np.uint64)])
    article = np.repeat(np.arange(len(runs)), lengths)
    sampled = np.flatnonzero(every % np.uint64(_SAMPLED) == 0)
    if not len(sampled):
        return np.empty((0, 2), np.int64)
    order = sampled[np.argsort(every[sampled], kind="stable")]  # of one run, the articles in their order
    run, article = every[order], article[order]
    first = np.append(True, (run[1:] != run[:-1]) | (article[1:] != article[:-1]))
    run, article = run[first], article[first]
    keys = []
    for step in _REACH:
        same = np.flatnonzero(run[step:] == run[:-step]) if len(run) > step else np.empty(0, np.int64)
        keys.append(article[same] * len(runs) + article[same + step])
    pairs, counts = np.unique(np.concatenate(keys), return_counts=True)
    shorter = np.minimum(lengths[pairs // len(runs)], lengths[pairs % len(runs)])
    chosen = pairs[counts >= np.maximum(np.minimum(_LEAST_RUNS, shorter), shorter * (_LEAST_SHARE / _SAMPLED))]
    return np.stack([chosen // len(runs), chosen % len(runs)], axis=1)


def _closed(pairs: list[tuple[int, int]], order: Pairs) -> Pairs:
    """Give each article the first of its group, by union of pairs."""
    above = np.arange(len(order))

    def top(article: int) -> int:
        while above[article] != article:
            above[article] = above[above[article]]
            article = int(above[article])
        return article

    for a, b in pairs:
        first, second = sorted((top(a), top(b)), key=lambda article: order[article])
        above[second] = first
    return np.fromiter(map(top, range(len(order))), np.int64, len(order))
