"""The steps from a corpus to attributions: columns, tagging, linking, consensus, repair, turns."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from evenhand.quotes.columns import sequence_lengths, token_groups
from evenhand.quotes.consensus import consensus
from evenhand.quotes.findings import Findings, findings_of
from evenhand.quotes.layout import Sheet
from evenhand.quotes.linking import link
from evenhand.quotes.model import Model
from evenhand.quotes.repair import carried_on, trimmed
from evenhand.quotes.segments import segments_of
from evenhand.quotes.turns import spoken

DRAWS = 20
_BEST = 3.0  # votes of the best label sequence; a drawn one has one


def attributions(sheet: Sheet, model: Model, *, draws: int = DRAWS, least: float | None = None) -> Findings:
    """Find who says what in a laid-out corpus."""
    n_articles = int(sheet.article[-1]) + 1 if len(sheet) else 0
    tagging = model.tagger.tag(token_groups(model.vocabulary, sheet), sequence_lengths(sheet), draws=draws)
    labels = np.concatenate([tagging.labels[None], tagging.draws])
    segments = segments_of(labels, sheet.article, n_articles)
    found = findings_of(segments, link(sheet, segments, model.content_links, model.source_links))
    votes = np.array([_BEST] + [1.0] * draws)
    agreed = consensus(found, n_articles, votes, model.least if least is None else least)
    return spoken(sheet, carried_on(sheet, trimmed(sheet, agreed)))


def confidence_of(findings: Findings, model: Model) -> npt.NDArray[np.float64]:
    """Turn shares of the votes into shares found right on hand-coded articles."""
    return np.interp(findings.share, *model.calibration)
