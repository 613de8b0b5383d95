"""A small neural sequence tagger over integer columns, run in numpy from shipped weights. It knows nothing of news.

``network`` turns columns into a score for every label of every token, ``decoding`` finds and draws label sequences,
``weights`` reads and writes the file.
"""

from __future__ import annotations

from evenhand.tagger.decoding import Chain, best_labels, drawn_labels
from evenhand.tagger.network import Group, Layout, Network, layout_of, scores
from evenhand.tagger.tagging import Tagger, Tagging
from evenhand.tagger.weights import packed, read_weights, unpacked, write_weights

__all__ = [
    "Chain",
    "Group",
    "Layout",
    "Network",
    "Tagger",
    "Tagging",
    "best_labels",
    "drawn_labels",
    "layout_of",
    "packed",
    "read_weights",
    "scores",
    "unpacked",
    "write_weights",
]
