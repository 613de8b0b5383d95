"""The quotes table: attributions in tokens laid out as rows with offsets into the text."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.corpus import Corpus, is_word
from evenhand.cues import Cue, read_cue
from evenhand.quotes.findings import Findings
from evenhand.quotes.layout import Integers, Sheet
from evenhand.spans import places

QUOTE_COLUMNS = [
    "article_id",
    "quote_id",
    "kind",
    "start",
    "end",
    "spans",
    "speaker",
    "speaker_start",
    "speaker_end",
    "source_id",
    "cue",
    "cue_start",
    "cue_end",
    "cue_class",
    "negated",
    "n_words",
    "part",
    "position",
    "confidence",
]

_BEFORE, _AFTER = 3, 8  # words round a cue that may negate it or say what it asks for


def as_table(corpus: Corpus, sheet: Sheet, findings: Findings, confidence: npt.NDArray[np.float64]) -> pd.DataFrame:
    """Lay attributions out as the ``quotes`` table, in reading order."""
    heads = np.searchsorted(findings.piece_of, np.arange(len(findings)))
    order = np.lexsort((findings.cue_begin, findings.piece_begin[heads] if len(heads) else heads))
    findings, confidence = findings.keep(order), confidence[order]
    firsts, lasts = _bounds(findings)
    article, start = sheet.article[firsts], sheet.start[firsts]
    printed = corpus.articles["text"].tolist()
    texts = [printed[code] for code in article.tolist()]
    cues = _read_cues(sheet, texts, findings)
    columns: dict[str, Any] = {
        "article_id": pd.Categorical.from_codes(article, dtype=corpus.tokens["article_id"].dtype),
        "quote_id": np.arange(len(article)) - np.searchsorted(article, article),
        "kind": pd.array(_kinds(sheet, findings), dtype="str"),
        "start": start,
        "end": sheet.end[lasts - 1],
        "spans": pd.Series(_spans(sheet, findings), dtype=object),
        "source_id": pd.array([None] * len(findings), dtype="Int64"),
        "cue_class": pd.array([cue.cue_class for cue in cues], dtype="str"),
        "negated": np.array([cue.negated for cue in cues], np.bool_),
        "n_words": _within(findings, is_word(corpus.tokens)),
        "part": _parts(corpus, article, start),
        "position": _positions(corpus, article, start),
        "confidence": confidence,
        **_printed(sheet, texts, "speaker", findings.source_begin, findings.source_end),
        **_printed(sheet, texts, "cue", findings.cue_begin, findings.cue_end),
    }
    return pd.DataFrame({name: columns[name] for name in QUOTE_COLUMNS}, copy=False)


def _bounds(findings: Findings) -> tuple[Integers, Integers]:
    """Return the first token of each content and the token behind its last."""
    edges = np.searchsorted(findings.piece_of, np.arange(len(findings) + 1))
    return (findings.piece_begin[edges[:-1]], findings.piece_end[edges[1:] - 1]) if len(findings) else (edges[:0], edges[:0])


def _within(findings: Findings, flags: npt.NDArray[np.bool_]) -> Integers:
    """Count the flagged tokens of each content, from one running count."""
    before = np.concatenate(([0], np.cumsum(flags)))
    counts = np.bincount(findings.piece_of, before[findings.piece_end] - before[findings.piece_begin], minlength=len(findings))
    return counts.astype(np.int64)


def _kinds(sheet: Sheet, findings: Findings) -> list[str]:
    """Tell direct, indirect and mixed quotes by how much of the content stands in marks; a turn in a transcript needs none."""
    marked = _within(findings, sheet.inside >= 0)
    every = _within(findings, np.ones(len(sheet), np.bool_))
    firsts, _ = _bounds(findings)
    colon = sheet.words(":")[findings.cue_begin] & (findings.cue_end == firsts) & (findings.source_end == findings.cue_begin)
    turn = colon & ~sheet.headline[firsts] & np.isin(findings.source_begin, sheet.bounds)
    return np.where((marked == every) | turn, "direct", np.where(marked > 0, "mixed", "indirect")).tolist()


def _spans(sheet: Sheet, findings: Findings) -> list[list[list[int]]]:
    pairs = np.stack([sheet.start[findings.piece_begin], sheet.end[findings.piece_end - 1]], axis=1).tolist()
    edges = np.searchsorted(findings.piece_of, np.arange(len(findings) + 1)).tolist()
    return [pairs[begin:end] for begin, end in pairwise(edges)]


def _read_cues(sheet: Sheet, texts: list[str], findings: Findings) -> list[Cue]:
    """Classify each cue by itself and the few words round it in its sentence; equal wordings are read once."""
    known: dict[tuple[str, str, str], Cue] = {}
    begin, last = findings.cue_begin, findings.cue_end - 1
    sentences = np.flatnonzero(np.diff(sheet.sentence, prepend=-1, append=-1))
    low = np.maximum(begin - _BEFORE, sentences[sheet.sentence[begin]])
    high = np.minimum(last + _AFTER, sentences[sheet.sentence[last] + 1] - 1)
    edges = (sheet.start[low], sheet.start[begin], sheet.end[last], sheet.end[high])
    found = []
    for text, a, b, c, d in zip(texts, *(edge.tolist() for edge in edges), strict=True):
        key = (text[b:c], text[a:b], text[c:d])
        if key not in known:
            known[key] = read_cue(*key)
        found.append(known[key])
    return found


def _printed(sheet: Sheet, texts: list[str], name: str, begin: Integers, end: Integers) -> dict[str, pd.api.extensions.ExtensionArray]:
    """Return the columns ``name``, ``name_start`` and ``name_end`` of spans that may be missing."""
    missing = (begin < 0).tolist()
    starts = sheet.start[begin].tolist() if len(begin) else []
    ends = sheet.end[end - 1].tolist() if len(begin) else []
    spans = [(None, None) if gone else span for gone, span in zip(missing, zip(starts, ends, strict=True), strict=True)]
    words = [None if a is None else text[a:b] for text, (a, b) in zip(texts, spans, strict=True)]
    return {
        name: pd.array(words, dtype="str"),
        f"{name}_start": pd.array([a for a, _ in spans], dtype="Int64"),
        f"{name}_end": pd.array([b for _, b in spans], dtype="Int64"),
    }


def _parts(corpus: Corpus, article: Integers, start: Integers) -> pd.api.extensions.ExtensionArray:
    """Return the part of the article in which each quote begins."""
    sentences = corpus.sentences
    begins = places(sentences["article_id"].cat.codes.to_numpy(), sentences["start"].to_numpy())
    row = np.searchsorted(begins, places(article, start), side="right") - 1
    return sentences["part"].astype("str").array.take(row)


def _positions(corpus: Corpus, article: Integers, start: Integers) -> npt.NDArray[np.float64]:
    """Return where a quote begins, from 0 (first character of headline to body) to 1 (last)."""
    code = corpus.sentences["article_id"].cat.codes.to_numpy()
    first, last = np.searchsorted(code, article, side="left"), np.searchsorted(code, article, side="right") - 1
    begin, end = corpus.sentences["start"].to_numpy()[first], corpus.sentences["end"].to_numpy()[last]
    return (start - begin) / np.maximum(end - begin, 1)
