"""Evenhand: measure how even-handed news coverage is."""

from evenhand.accuracy import accuracy
from evenhand.balance import category_share, concentration, count_by_side, effective_number, two_camp_balance
from evenhand.coder import Coder, WordCoder, fit_coder, fit_word_coder, read_coder, read_word_coder
from evenhand.concordance import concordance
from evenhand.balance import (
    anonymous_rate,
    anonymous_stories,
    category_share,
    concentration,
    count_by_side,
    count_categories,
    effective_number,
    gender_share,
    is_own_copy,
    official_share,
    prominence,
    stakeholders,
    story_views,
    transparency,
    two_camp_balance,
    viewpoint_mix,
    weighted_share,
    with_camps,
)
from evenhand.corpus import Corpus, corpus_from, open_corpus, read_corpus
from evenhand.display import show_figure, show_finding, show_note, show_table
from evenhand.errors import EvenhandError
from evenhand.exports import export_table, read_table
from evenhand.features import columns, find_all, measure_articles
from evenhand.figures import plot_bars, plot_grid, plot_intervals, plot_words
from evenhand.findings import order_by_value, side_gaps, state_extremes, state_leaders, state_lowest_mean, state_side_gap
from evenhand.frames import count_frames, find_frames, leading_frames, score_frames
from evenhand.intervals import paired_gaps, ratio_gap, ratio_intervals
from evenhand.keyness import compare_words, log_odds
from evenhand.language import find_language
from evenhand.language import (
    by_side_named,
    count_style,
    find_language,
    headline_style,
    language_by_part,
    loaded_by_voice,
    loaded_language,
    loaded_words,
    readability,
    sentences_by_side,
)
from evenhand.events import event_gaps, match_events, with_events
from evenhand.evidence import evidence
from evenhand.features import columns, find_all, measure_articles
from evenhand.figures import plot_bars, plot_grid, plot_intervals, plot_pairs, plot_strip
from evenhand.findings import (
    order_by_value,
    side_gaps,
    state_definitions,
    state_extremes,
    state_few,
    state_leaders,
    state_lowest_mean,
    state_same_events,
    state_side_gap,
    state_side_table,
)
from evenhand.frames import count_frames, find_frames
from evenhand.intervals import group_gaps, holm, index_intervals, paired_gaps, ratio_gap, ratio_intervals, ratio_table, share_intervals
from evenhand.language import find_language, tone, tone_by_voice
from evenhand.lexicons import Lexicon, find_terms, lexicon_names, read_lexicon
from evenhand.language import find_language, tone, tone_by_voice
from evenhand.lexicons import Lexicon, export_lexicon, find_terms, import_lexicon, lexicon_names, read_lexicon
from evenhand.marked import show_article
from evenhand.parity import naming_forms
from evenhand.parts import parts_of
from evenhand.quotes import find_quotes
from evenhand.reading import read_articles
from evenhand.reply import count_replies, right_of_reply
from evenhand.report import make_report
from evenhand.scale import make_tables
from evenhand.share import read_share, write_share
from evenhand.sources import find_sources
from evenhand.study import Study, load_articles, read_study
from evenhand.summaries import count_parts, examples, frames_of, mean_grid, most_used, ratio_grid, shares_of, widen
from evenhand.tone import target_tone, tone, tone_by_actor, tone_by_voice, tone_towards
from evenhand.wirecopy import list_copies, show_changes
from evenhand.summaries import (
    count_parts,
    definition_grid,
    examples,
    frames_of,
    mean_grid,
    most_used,
    quote_strip,
    ratio_grid,
    shares_of,
    side_grid,
    widen,
)

__all__ = [
    "Coder",
    "Corpus",
    "EvenhandError",
    "Lexicon",
    "Study",
    "WordCoder",
    "accuracy",
    "by_side_named",
    "anonymous_rate",
    "anonymous_stories",
    "category_share",
    "columns",
    "compare_words",
    "concentration",
    "concordance",
    "corpus_from",
    "count_by_side",
    "count_categories",
    "count_frames",
    "count_parts",
    "count_style",
    "count_replies",
    "definition_grid",
    "effective_number",
    "event_gaps",
    "evidence",
    "examples",
    "export_table",
    "export_lexicon",
    "find_all",
    "find_frames",
    "find_language",
    "find_quotes",
    "find_sources",
    "find_terms",
    "fit_coder",
    "fit_word_coder",
    "frames_of",
    "headline_style",
    "language_by_part",
    "import_lexicon",
    "leading_frames",
    "gender_share",
    "group_gaps",
    "holm",
    "index_intervals",
    "is_own_copy",
    "lexicon_names",
    "list_copies",
    "load_articles",
    "log_odds",
    "loaded_by_voice",
    "loaded_language",
    "loaded_words",
    "make_report",
    "make_tables",
    "match_events",
    "mean_grid",
    "measure_articles",
    "most_used",
    "naming_forms",
    "official_share",
    "open_corpus",
    "order_by_value",
    "paired_gaps",
    "parts_of",
    "plot_bars",
    "plot_grid",
    "plot_intervals",
    "plot_words",
    "plot_pairs",
    "plot_strip",
    "prominence",
    "quote_strip",
    "ratio_gap",
    "ratio_grid",
    "ratio_intervals",
    "ratio_table",
    "read_articles",
    "read_coder",
    "read_corpus",
    "read_lexicon",
    "read_share",
    "read_study",
    "read_word_coder",
    "read_table",
    "readability",
    "sentences_by_side",
    "score_frames",
    "right_of_reply",
    "share_intervals",
    "shares_of",
    "show_article",
    "show_changes",
    "show_figure",
    "show_finding",
    "show_note",
    "show_table",
    "side_gaps",
    "side_grid",
    "stakeholders",
    "state_definitions",
    "state_extremes",
    "state_few",
    "state_leaders",
    "state_lowest_mean",
    "state_same_events",
    "state_side_gap",
    "target_tone",
    "state_side_table",
    "story_views",
    "tone",
    "tone_by_actor",
    "tone_by_voice",
    "tone_towards",
    "transparency",
    "two_camp_balance",
    "viewpoint_mix",
    "weighted_share",
    "widen",
    "write_share",
    "with_camps",
    "with_events",
]
