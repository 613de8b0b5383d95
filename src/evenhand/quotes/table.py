"""The quotes table: findings in tokens laid out as rows with offsets into the text."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.corpus import Corpus, is_word
from evenhand.quotes.findings import Finding, Page, Span
from evenhand.spans import places

QUOTE_COLUMNS = [
    *("article_id", "quote_id", "kind", "start", "end", "spans"),
    *("speaker", "speaker_start", "speaker_end", "source_id", "cue", "cue_start", "cue_end", "cue_class", "negated"),
    *("n_words", "part", "position", "confidence"),
]

# Share of a rule's findings in the training part of PolNeAR (840 articles, 2015-16) whose content and source agree with
# the coders'. A rule not named here has too few findings there to say.
PRECISION = (
    {"colon": 0.95, "followed up": 0.92, "led in": 0.76, "headline colon": 0.54, "transcript": 0.52, "phrase": 0.79, "refusal": 0.51}
    | {"inserted": 0.66, "inverted": 0.39, "finite that": 0.75, "finite clause": 0.61, "finite object": 0.45, "finite thing": 0.39}
    | {"finite to": 0.38, "finite quoted": 0.33, "finite about": 0.31, "finite colon": 0.27, "participle that": 0.59}
    | {"participle clause": 0.44, "participle to": 0.37, "participle quoted": 0.37, "participle object": 0.34, "participle thing": 0.27}
    | {"infinitive that": 0.32, "infinitive object": 0.33, "passive to": 0.53, "passive about": 0.56, "passive clause": 0.28}
)
_UNMEASURED = 0.25


def as_table(corpus: Corpus, page: Page) -> pd.DataFrame:
    """Lay findings out as the ``quotes`` table, in reading order."""
    sheet = page.sheet
    findings = sorted(page.findings, key=lambda finding: (min(finding.content), finding.cue or (0, 0)))
    firsts = np.array([min(finding.content)[0] for finding in findings], np.int64)
    lasts = np.array([max(end for _, end in finding.content) - 1 for finding in findings], np.int64)
    article = np.array(sheet.article, np.int64)[firsts]
    table = pd.DataFrame({"start": np.array(sheet.start, np.int64)[firsts], "end": np.array(sheet.end, np.int64)[lasts]})
    table["article_id"] = pd.Categorical.from_codes(article, corpus.tokens["article_id"].cat.categories)
    table["quote_id"] = table.groupby("article_id", observed=True).cumcount().astype("int64")
    table["kind"] = pd.array([_kind(sheet.inside, finding) for finding in findings], dtype="str")
    table["spans"] = pd.Series([_offsets(page, sorted(finding.content)) for finding in findings], dtype=object)
    table["source_id"] = pd.array([None] * len(findings), dtype="Int64")
    table["cue_class"] = pd.array([_class_of(finding) for finding in findings], dtype="str")
    table["negated"] = pd.array([finding.entry is not None and finding.entry.negated for finding in findings], dtype="bool")
    table["n_words"] = _count_words(corpus, findings)
    table["part"] = _parts(corpus, firsts)
    table["position"] = _positions(corpus, article, table["start"].to_numpy())
    table["confidence"] = np.array([confidence(finding.rule) for finding in findings], np.float64)
    for name, spans in (("speaker", [finding.speaker for finding in findings]), ("cue", [finding.cue for finding in findings])):
        table = table.assign(**_printed(corpus, page, article, name, spans))
    return pd.DataFrame(table[QUOTE_COLUMNS])


def confidence(rule: str) -> float:
    """Return how often a rule was right on hand-coded articles, 0 to 1.

    Examples
    --------
    >>> confidence("finite that")
    0.75
    """
    return PRECISION.get(rule, PRECISION.get(rule.split(maxsplit=1)[0], _UNMEASURED))


def _kind(inside: list[int], finding: Finding) -> str:
    """Tell direct, indirect and mixed quotes by how much of the content stands in marks; a transcript needs none."""
    if finding.rule == "transcript":
        return "direct"
    marked = [inside[at] >= 0 for begin, end in finding.content for at in range(begin, end)]
    return "direct" if all(marked) else "mixed" if any(marked) else "indirect"


def _class_of(finding: Finding) -> str | None:
    """Return the class of a cue; a colon or a dash before a name takes no stand."""
    if finding.entry is not None:
        return finding.entry.category
    return None if finding.cue is None else "neutral"


def _offsets(page: Page, content: list[Span]) -> list[list[int]]:
    return [[page.sheet.start[begin], page.sheet.end[end - 1]] for begin, end in content]


def _printed(
    corpus: Corpus, page: Page, article: npt.NDArray[np.int64], name: str, spans: list[Span | None]
) -> dict[str, pd.api.extensions.ExtensionArray]:
    """Return the columns ``name``, ``name_start`` and ``name_end`` of spans that may be missing."""
    sheet = page.sheet
    starts = [None if span is None else sheet.start[span[0]] for span in spans]
    ends = [None if span is None else sheet.end[span[1] - 1] for span in spans]
    texts = corpus.articles["text"].tolist()
    words = [None if start is None else texts[code][start:end] for code, start, end in zip(article.tolist(), starts, ends, strict=True)]
    return {
        name: pd.array(words, dtype="str"),
        f"{name}_start": pd.array(starts, dtype="Int64"),
        f"{name}_end": pd.array(ends, dtype="Int64"),
    }


def _count_words(corpus: Corpus, findings: list[Finding]) -> npt.NDArray[np.int64]:
    """Count the words of each content, from one running count over the corpus."""
    before = np.concatenate(([0], np.cumsum(is_word(corpus.tokens))))
    return np.array([sum(before[end] - before[begin] for begin, end in finding.content) for finding in findings], np.int64)


def _parts(corpus: Corpus, firsts: npt.NDArray[np.int64]) -> pd.api.extensions.ExtensionArray:
    """Return the part of the article in which each quote begins."""
    sentences, tokens = corpus.sentences, corpus.tokens
    keys = places(sentences["article_id"].cat.codes, sentences["sentence_id"])
    order = np.argsort(keys, kind="stable")
    wanted = places(tokens["article_id"].cat.codes.to_numpy()[firsts], tokens["sentence_id"].to_numpy()[firsts])
    return pd.array(sentences["part"].to_numpy(object)[order[np.searchsorted(keys[order], wanted)]], dtype="str")


def _positions(corpus: Corpus, article: npt.NDArray[np.int64], starts: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return where a quote begins, from 0 (first character of headline to body) to 1 (last)."""
    codes = corpus.sentences["article_id"].cat.codes.to_numpy()
    begins = np.full(len(corpus.articles), np.iinfo(np.int64).max)
    ends = np.zeros(len(corpus.articles), np.int64)
    np.minimum.at(begins, codes, corpus.sentences["start"].to_numpy())
    np.maximum.at(ends, codes, corpus.sentences["end"].to_numpy())
    return np.asarray((starts - begins[article]) / np.maximum(ends[article] - begins[article], 1), np.float64)
