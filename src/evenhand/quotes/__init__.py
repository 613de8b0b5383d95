"""Quotes: who said or thought what, as one table with offsets.

``marks`` pairs quotation marks, ``sheet`` lays the corpus out in columns, ``cues`` finds reporting verbs and phrases,
``speakers`` and ``clauses`` read the words round a cue, ``linking`` gives quotations in marks their speakers, ``rules``
finds indirect speech, ``table`` lays the findings out.
"""

from __future__ import annotations

import pandas as pd

from evenhand.corpus import Corpus
from evenhand.quotes.cues import find_cues
from evenhand.quotes.findings import Page
from evenhand.quotes.labels import link_labels
from evenhand.quotes.linking import link_standing, link_stretches
from evenhand.quotes.rules import report_clauses
from evenhand.quotes.sheet import sheet_of
from evenhand.quotes.table import QUOTE_COLUMNS, as_table

__all__ = ["QUOTE_COLUMNS", "find_quotes"]


def find_quotes(corpus: Corpus) -> pd.DataFrame:
    """Find what is quoted or reported in a corpus, and who said or thought it.

    Parameters
    ----------
    corpus
        Articles with paragraphs, sentences and tokens.

    Returns
    -------
    DataFrame
        One row per quote in reading order: ``article_id`` (categorical, as in ``corpus.tokens``), ``quote_id`` (from 0 in
        each article), ``kind`` (direct, indirect, mixed), ``start``, ``end`` (outer bounds of the content, marks included),
        ``spans`` (list of ``[start, end]``: a split quotation is one row), ``speaker``, ``speaker_start``, ``speaker_end`` (as
        printed; missing where nobody is named), ``source_id`` (missing: `find_sources` fills it), ``cue``, ``cue_start``,
        ``cue_end``, ``cue_class``, ``negated``, ``n_words`` (words of the content), ``part``, ``position`` (0 first to 1 last),
        ``confidence`` (0 to 1: how often the rule that found the quote was right on hand-coded articles). No quotes gives
        no rows and the same columns.

    Notes
    -----
    Statements, thoughts and intentions all count, as in the guidelines of PolNeAR. Found by rules that see word classes but
    no syntax: wrong mostly where a cue is a noun ("her claim that"), where a speaker is far from the verb, and in how far
    indirect content reaches. A pronoun, "who" or a role stands as the speaker as printed.

    References
    ----------
    Newell, E., Margolin, D. & Ruths, D. (2018). An attribution relations corpus for political news. *LREC*.

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> find_quotes(corpus_from('"The plan is dead," Lind said.'))[["kind", "speaker", "cue"]].values.tolist()
    [['direct', 'Lind', 'said']]
    """
    sheet = sheet_of(corpus)
    page = Page(sheet, find_cues(sheet, corpus.tokens))
    link_stretches(page)
    link_labels(page)
    report_clauses(page)
    link_standing(page)
    return as_table(corpus, page)
