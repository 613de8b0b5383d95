"""The vocabulary of the tagger as arrays of its weights file: lists of words as bytes, so that nothing is unpickled."""

from __future__ import annotations

import numpy as np

from evenhand.quotes.columns import Vocabulary
from evenhand.tagger.weights import Arrays

_LISTS = ("words", "vectors", "endings", "beginnings", "shapes")


def vocabulary_arrays(vocabulary: Vocabulary) -> Arrays:
    """Return a vocabulary as arrays."""
    lists = {f"vocabulary.{name}": np.frombuffer("\n".join(getattr(vocabulary, name)).encode(), np.uint8) for name in _LISTS}
    return lists | {"vocabulary.cue_rate": vocabulary.cue_rate}


def vocabulary_of(arrays: Arrays) -> Vocabulary:
    """Return the vocabulary that a weights file holds.

    Examples
    --------
    >>> given = Vocabulary(["a", "b"], ["a"], ["x"], ["y"], ["X"], np.zeros(3, np.int8))
    >>> vocabulary_of(vocabulary_arrays(given)).words
    ['a', 'b']
    """
    words, vectors, endings, beginnings, shapes = (arrays[f"vocabulary.{name}"].tobytes().decode().split("\n") for name in _LISTS)
    return Vocabulary(words, vectors, endings, beginnings, shapes, arrays["vocabulary.cue_rate"])
