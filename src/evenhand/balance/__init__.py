"""Sourcing measures: numbers about groups of sources, from tables alone, so they serve hand-coded data too.

Every measure has a base, which it names: *sources* (each counts once an article), *quotes* (each mention counts) or
*words* (each quoted word counts). They answer different questions; report more than one. Nothing to measure is NaN, never 0.

`shares` categories, officials, gender, anonymity · `diversity` indices over categories · `sides` two camps and their cues ·
`space` words and prominence · `stories` what a single story offers its reader · `own` wire copy left out.
"""

from evenhand.balance.diversity import (
    INDICES,
    concentration,
    deviation_from_mode,
    effective_number,
    evenness,
    gini,
    mean_difference,
    qualitative_variation,
    richness,
    shannon,
    simpson,
    top_share,
)
from evenhand.balance.own import is_own_copy, own_articles
from evenhand.balance.shares import (
    BASES,
    OFFICIAL,
    ORDINARY,
    UNNAMED,
    anonymous_rate,
    category_share,
    corrected_share,
    count_categories,
    elite_ratio,
    gender_share,
    log_elite_ratio,
    official_share,
    source_counts,
)
from evenhand.balance.sides import NEUTRAL_CUES, balance_to_target, count_by_side, evaluative_cues, odds_ratio, two_camp_balance, with_camps
from evenhand.balance.space import WEIGHTS, direct_ratio, prominence, quote_length, quoted_share, quotes_per_article, weighted_share
from evenhand.balance.stories import MIXES, anonymous_stories, stakeholders, story_views, transparency, viewpoint_mix

__all__ = [
    "BASES",
    "INDICES",
    "MIXES",
    "NEUTRAL_CUES",
    "OFFICIAL",
    "ORDINARY",
    "UNNAMED",
    "WEIGHTS",
    "anonymous_rate",
    "anonymous_stories",
    "balance_to_target",
    "category_share",
    "concentration",
    "corrected_share",
    "count_by_side",
    "count_categories",
    "deviation_from_mode",
    "direct_ratio",
    "effective_number",
    "elite_ratio",
    "evaluative_cues",
    "evenness",
    "gender_share",
    "gini",
    "is_own_copy",
    "log_elite_ratio",
    "mean_difference",
    "odds_ratio",
    "official_share",
    "own_articles",
    "prominence",
    "qualitative_variation",
    "quote_length",
    "quoted_share",
    "quotes_per_article",
    "richness",
    "shannon",
    "simpson",
    "source_counts",
    "stakeholders",
    "story_views",
    "top_share",
    "transparency",
    "two_camp_balance",
    "viewpoint_mix",
    "weighted_share",
    "with_camps",
]
