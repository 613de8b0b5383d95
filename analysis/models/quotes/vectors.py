"""Word vectors of our own from plain text: what stands one and two words to either side, boiled down to a few numbers.

Positive pointwise mutual information with the commonest words at each of four places, then the leading eigenvectors
(Levy, Goldberg & Dagan 2015). Numpy alone, about a minute for two million words.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from evenhand.words import TOKEN, normal

PLACES = (-2, -1, 1, 2)
CONTEXTS = 1000  # commonest words counted at each place
LEAST = 5  # times a word is seen


def plain_texts(paths: Iterable[Path]) -> Iterator[str]:
    """Yield the texts of ``.txt`` files and of the ``text`` field of ``.jsonl`` files."""
    for path in sorted(paths):
        content = path.read_text(encoding="utf-8", errors="replace")
        if path.suffix == ".txt":
            yield content
        else:
            yield from (json.loads(line)["text"] for line in content.split("\n") if line.strip())


def word_vectors(texts: Iterable[str], size: int) -> tuple[list[str], npt.NDArray[np.float32]]:
    """Return the words seen often enough, commonest first, and a vector for each."""
    cut = [[normal(token) for token in TOKEN.findall(text) if not token.isspace()] for text in texts]
    counts = Counter(chain.from_iterable(cut))
    words = sorted((word for word, n in counts.items() if n >= LEAST), key=lambda word: (-counts[word], word))
    number = {word: at for at, word in enumerate(words)}
    stream = np.fromiter((number.get(word, -1) for text in cut for word in [*text, "\n", "\n"]), np.int64)
    seen = np.zeros((len(words), CONTEXTS * len(PLACES)), np.float32)
    for at, place in enumerate(PLACES):
        word, context = (stream[:-place], stream[place:]) if place > 0 else (stream[-place:], stream[:place])
        kept = (word >= 0) & (context >= 0) & (context < CONTEXTS)
        np.add.at(seen, (word[kept], context[kept] + at * CONTEXTS), 1)
    total = seen.sum()
    expected = seen.sum(1, keepdims=True) * (seen.sum(0, keepdims=True) ** 0.75)
    expected *= total / max(float(expected.sum()), 1)
    np.log(np.maximum(seen, 1e-9) / np.maximum(expected, 1e-9), out=seen)
    np.maximum(seen, 0, out=seen)
    values, axes = np.linalg.eigh(seen.T @ seen)
    vectors = seen @ axes[:, ::-1][:, :size] * np.maximum(values[::-1][:size], 1e-9) ** -0.25
    return words, (vectors / vectors.std()).astype(np.float32)
