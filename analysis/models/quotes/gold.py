"""Gold attributions as labels of the package's own tokens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from evenhand.corpus import Corpus, read_corpus
from evenhand.quotes.labels import LABELS, number_of
from evenhand.quotes.layout import Sheet, sheet_of
from evenhand.spans import places

Integers = npt.NDArray[np.int64]


class Attribution(NamedTuple):
    """One attribution in tokens: the tokens of its source, its cue and its content, and the content's pieces as ``(begin, end)``."""

    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]


class Gold(NamedTuple):
    """A corpus with its attributions, article by article."""

    corpus: Corpus
    sheet: Sheet
    attributions: list[list[Attribution]]
    rows: list[dict[str, Any]]


def read_gold(path: Path) -> Gold:
    """Read a JSONL file of PolNeAR's form."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    corpus = read_corpus(path, parts="all-body")
    assert corpus.articles["article_id"].tolist() == [row["id"] for row in rows]
    sheet = sheet_of(corpus)
    starts, ends = places(sheet.article, sheet.start), places(sheet.article, sheet.end)
    found = []
    for code, row in enumerate(rows):
        here = []
        for attribution in row["attributions"]:
            parts = [_tokens(starts, ends, code, attribution[name]) for name in ("source", "cue", "content")]
            if parts[2]:
                here.append(Attribution(*parts))
        found.append(here)
    return Gold(corpus, sheet, found, rows)


def _tokens(starts: Integers, ends: Integers, code: int, spans: list[list[int]]) -> list[tuple[int, int]]:
    found = []
    for start, end in spans:
        begin = int(np.searchsorted(ends, places(code, start), side="right"))
        after = int(np.searchsorted(starts, places(code, end), side="left"))
        if after > begin:
            found.append((begin, after))
    return found


def gold_labels(gold: Gold) -> npt.NDArray[np.int8]:
    """Return the label of every token."""
    labels = np.zeros(len(gold.sheet), np.int8)
    inside = gold.sheet.inside >= 0
    for attribution in (one for here in gold.attributions for one in here):
        cue = attribution.cue[0][0] if attribution.cue else 1 << 60
        for begin, end in attribution.content:
            direct = inside[begin:end].mean() >= 0.5
            _write(labels, begin, end, f"{'direct' if direct else 'indirect'}{'>' if cue >= begin else '<'}")
        for begin, end in attribution.source:
            _write(labels, begin, end, f"source{'>' if cue >= begin else '<'}")
        for begin, end in attribution.cue:
            _write(labels, begin, end, "cue")
    # a span cut in two by another is two spans
    kind = (labels + 1) // 2
    begins = labels % 2 == 1
    broken = (labels > 0) & ~begins & (np.concatenate(([0], kind[:-1])) != kind)
    labels[broken] -= 1
    assert len(LABELS) == 15
    return labels


def _write(labels: npt.NDArray[np.int8], begin: int, end: int, kind: str) -> None:
    labels[begin:end] = number_of(f"I-{kind}")
    labels[begin] = number_of(f"B-{kind}")
