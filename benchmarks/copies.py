"""Near-duplicates among 10,000 articles: recall, precision and CPU time beside MinHash LSH with 128 permutations (datasketch).

    python benchmarks/copies.py [--articles 10000] [--rounds 3]

Articles are invented: words drawn by Zipf's law from a vocabulary of 20,000, with common phrases among them. A tenth is
followed by one to three copies in which 5 to 30 % of the words are replaced. Both ways take turns and begin from words: ours
from the columns of a corpus, the other from lists of them, which is how each gets them.
"""

from __future__ import annotations

import argparse
import itertools
import time

import numpy as np
import pandas as pd

from evenhand.copies import group_copies, runs_of

VOCABULARY, PHRASES = 20_000, 300


def main() -> None:
    """Print a line per way and round."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    texts, truth = plant(options.articles)
    columns = as_tokens(texts)
    for number in range(options.rounds):
        for name, find, words in (("evenhand", find_here, columns), ("datasketch", find_by_minhash, texts)):
            begun = time.process_time()
            pairs = find(words)
            seconds = time.process_time() - begun
            right = len(pairs & truth)
            recall, precision = right / len(truth), right / max(1, len(pairs))
            print(f"round {number + 1} {name:10} recall {recall:.4f} precision {precision:.4f} CPU {seconds:.2f} s")


def plant(n_articles: int) -> tuple[list[list[str]], set[tuple[int, int]]]:
    """Return articles as lists of words, and the pairs of an original and its copy or of two copies."""
    random = np.random.default_rng(7)
    words = np.array([f"w{number}" for number in range(VOCABULARY)])
    weights = 1 / np.arange(1, VOCABULARY + 1)
    weights /= weights.sum()
    phrases = [words[random.choice(VOCABULARY, random.integers(3, 7), p=weights)] for _ in range(PHRASES)]
    texts: list[list[str]] = []
    truth: set[tuple[int, int]] = set()
    while len(texts) < n_articles:
        text = words[random.choice(VOCABULARY, int(random.integers(80, 900)), p=weights)]
        for phrase in random.choice(PHRASES, len(text) // 60):
            place = random.integers(0, len(text) - 8)
            text[place : place + len(phrases[phrase])] = phrases[phrase]
        family = [len(texts)]
        texts.append(text.tolist())
        for _ in range(int(random.integers(1, 4)) if random.random() < 0.1 else 0):
            changed = text.copy()
            spots = random.random(len(text)) < random.uniform(0.05, 0.3)
            changed[spots] = words[random.choice(VOCABULARY, spots.sum(), p=weights)]
            family.append(len(texts))
            texts.append(changed.tolist())
        truth |= set(itertools.combinations(family, 2))
    return texts, truth


def as_tokens(texts: list[list[str]]) -> pd.DataFrame:
    """Put articles in the columns of a corpus."""
    lengths = [len(text) for text in texts]
    ids = [f"{number:06}" for number in range(len(texts))]
    article = pd.Categorical.from_codes(np.repeat(np.arange(len(texts)), lengths), ids)
    return pd.DataFrame({"article_id": article, "word": pd.Categorical([word for text in texts for word in text])})


def find_here(tokens: pd.DataFrame) -> set[tuple[int, int]]:
    """Group by `evenhand.copies`."""
    ids = tokens["article_id"].cat.categories
    articles = pd.DataFrame({"article_id": ids, "published": pd.NaT})
    groups = group_copies(articles, runs_of(tokens, len(ids)))
    return _pairs(groups.dropna().groupby(groups).groups.values())


def find_by_minhash(texts: list[list[str]]) -> set[tuple[int, int]]:
    """Group by MinHash over runs of three words, 128 permutations, at a similarity of .15."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - only this script needs it

    index = MinHashLSH(threshold=0.15, num_perm=128)
    above = list(range(len(texts)))
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(text[n : n + 3]).encode() for n in range(len(text) - 2)])
        for other in index.query(sketch):
            _join(above, number, other)
        index.insert(number, sketch)
    groups: dict[int, list[int]] = {}
    for number in range(len(texts)):
        groups.setdefault(_top(above, number), []).append(number)
    return _pairs(group for group in groups.values() if len(group) > 1)


def _top(above: list[int], number: int) -> int:
    while above[number] != number:
        number = above[number]
    return number


def _join(above: list[int], one: int, other: int) -> None:
    above[_top(above, one)] = _top(above, other)


def _pairs(groups: object) -> set[tuple[int, int]]:
    return {(int(a), int(b)) for group in groups for a, b in itertools.combinations(sorted(group), 2)}  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
