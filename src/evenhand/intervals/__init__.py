"""Uncertainty that respects articles: whole articles are drawn again, never single quotes.

Quotes of one article are alike (one reporter, one event), so an interval that treats them as independent is too narrow.
Nearly every figure is a ratio of two sums over articles (official sources / sources, loaded words / words); a plain mean
over articles is the ratio whose base is 1 in each.

`draws` the random part · `bounds` percentile and BCa ends · `ratios` groups side by side · `gaps` their differences, with
permutation tests · `effects` effect sizes and Holm's correction · `categories` shares and indices over categories.
"""

from evenhand.intervals.bounds import METHODS
from evenhand.intervals.categories import index_intervals, share_intervals
from evenhand.intervals.draws import FEW_ARTICLES, LEVEL, N_RESAMPLES
from evenhand.intervals.effects import cliffs_delta, cohens_h, holm
from evenhand.intervals.gaps import group_gaps, paired_gaps, ratio_gap
from evenhand.intervals.ratios import ratio_intervals, ratio_table

__all__ = [
    "FEW_ARTICLES",
    "LEVEL",
    "METHODS",
    "N_RESAMPLES",
    "cliffs_delta",
    "cohens_h",
    "group_gaps",
    "holm",
    "index_intervals",
    "paired_gaps",
    "ratio_gap",
    "ratio_intervals",
    "ratio_table",
    "share_intervals",
]
