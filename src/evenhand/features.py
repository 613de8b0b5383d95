"""The wide table: one row per article with its sourcing, framing and language features.

Each feature is a ratio of two columns that are there too, so that groups can be compared by sums, not by means of shares.
What every column means, its unit, base and range stand in ``data/columns.csv``; `columns` shows them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from evenhand.balance import OFFICIAL, ORDINARY, UNNAMED, concentration, effective_number
from evenhand.corpus import Corpus
from evenhand.errors import ParameterError, require_choice
from evenhand.frames import Codebook, find_frames
from evenhand.language import find_language
from evenhand.lexicons import Lexicon, read_lexicon
from evenhand.quotes import find_quotes
from evenhand.sources import Lists, Sides, find_sources
from evenhand.tone import tone_by_voice
from evenhand.voices import words_by_voice

IDENTITY = ["article_id", "outlet", "published", "title"]
# Cue classes with which a writer keeps a distance from what is said (Thompson & Ye 1991: counter- and non-factive).
CUE_CLASSES = ("neutral", "endorsing", "distancing", "accusing")


@cache
def _columns() -> pd.DataFrame:
    return pd.read_csv(Path(__file__).with_name("data") / "columns.csv", dtype="str", keep_default_na=False)


def columns(table: str | None = None) -> pd.DataFrame:
    """Show what each column of each table means.

    Parameters
    ----------
    table
        One table (``"features"``, ``"quotes"``, ...), or all.

    Returns
    -------
    DataFrame
        ``table, name, meaning, unit, base, range``.

    Raises
    ------
    ParameterError
        If there is no such table.

    Examples
    --------
    >>> columns("features").set_index("name").loc["official_share", "base"]
    'sources'
    """
    known = _columns()
    if table is None:
        return known.copy()
    require_choice(table, known["table"].unique(), "table")
    return known[known["table"] == table].drop(columns="table").reset_index(drop=True)


def find_all(
    corpus: Corpus,
    *,
    sides: Sides | None = None,
    codebook: Codebook = "generic_frames",
    lexicons: tuple[Lexicon | str, ...] = ("hedges", "loaded"),
    lists: Lists | None = None,
    first_names: bool = False,
) -> Corpus:
    """Run every finder on a corpus and measure its articles.

    Parameters
    ----------
    corpus
        From `read_corpus` or `corpus_from`.
    sides
        The sides of the dispute, as in a study file: ``{"government": {"names": [...], "types": [...], "patterns": [...]}}``.
    codebook, lexicons
        Which frames and which language marks.
    lists, first_names
        A study's own lists of who is what, and whether first names show gender (see `find_sources`; a guess that a study has to
        switch on, so it is off here).

    Returns
    -------
    Corpus
        With ``quotes``, ``sources``, ``frames``, ``terms`` and ``features``.
    """
    sources, quotes = find_sources(corpus, find_quotes(corpus), sides=sides, lists=lists, first_names=first_names)
    corpus = corpus.with_tables(quotes=quotes, sources=sources)
    corpus = corpus.with_tables(frames=find_frames(corpus, codebook), terms=find_language(corpus, lexicons))
    return corpus.with_tables(features=measure_articles(corpus, codebook))


def measure_articles(corpus: Corpus, codebook: Codebook = "generic_frames") -> pd.DataFrame:
    """Measure each article of a corpus that has been through the finders.

    Returns
    -------
    DataFrame
        One row per article, in the corpus' order: the columns that ``columns("features")`` describes. A share without
        anything below the line is NaN.

    Raises
    ------
    ParameterError
        If a finder has not run.
    """
    for name in ("quotes", "sources", "frames", "terms"):
        if getattr(corpus, name) is None:
            raise ParameterError(f"the corpus has no {name} table yet; expected a corpus from find_all()")
    ids = corpus.articles["article_id"]
    base = corpus.articles[[*IDENTITY, "n_words", "n_sentences"]].set_index("article_id", drop=False).rename_axis(None)
    base.index = pd.Index(ids)
    parts = [_sourcing(corpus), _cues(corpus), _framing(corpus, codebook), _language(corpus)]
    wide = pd.concat([base, *(part.reindex(ids) for part in parts)], axis=1)
    counts = [name for name in wide.columns if name.startswith("n_")]
    wide[counts] = wide[counts].fillna(0).astype("int64")
    return _shares(wide).reset_index(drop=True)


def _count(table: pd.DataFrame, mask: pd.Series | None = None) -> pd.Series:
    chosen = table if mask is None else table[mask]
    return chosen.groupby(chosen["article_id"].astype(object)).size()


def _sum(table: pd.DataFrame, column: str, mask: pd.Series | None = None) -> pd.Series:
    chosen = table if mask is None else table[mask]
    return chosen.groupby(chosen["article_id"].astype(object))[column].sum()


def _sourcing(corpus: Corpus) -> pd.DataFrame:
    quotes, sources = corpus.quotes, corpus.sources
    assert quotes is not None
    assert sources is not None
    official, unnamed = sources["type"].isin(OFFICIAL), sources["anonymity"].isin(UNNAMED)
    by_article = sources.groupby(sources["article_id"].astype(object))
    found = {
        "n_quotes": _count(quotes),
        "n_direct_quotes": _count(quotes, quotes["kind"] != "indirect"),
        "n_headline_quotes": _count(quotes, quotes["part"] == "headline"),
        "n_sources": _count(sources),
        "n_official_sources": _count(sources, official),
        "n_ordinary_sources": _count(sources, sources["type"].isin(ORDINARY)),
        "n_expert_sources": _count(sources, sources["type"] == "expert"),
        "n_document_sources": _count(sources, sources["type"] == "document"),
        "n_unnamed_sources": _count(sources, unnamed),
        "n_unknown_type_sources": _count(sources, sources["type"] == "unknown"),
        "n_source_words": _sum(sources, "n_words"),
        "n_official_words": _sum(sources, "n_words", official),
        "n_unnamed_words": _sum(sources, "n_words", unnamed),
        "n_direct_words": _sum(quotes, "n_words", quotes["kind"] == "direct"),
        "effective_types": by_article["type"].agg(lambda types: effective_number(types.value_counts())),
        "source_concentration": by_article["n_words"].agg(concentration),
    }
    return pd.DataFrame(found).join(words_by_voice(corpus).add_prefix("n_").add_suffix("_words"), how="outer")


def _cues(corpus: Corpus) -> pd.DataFrame:
    quotes = corpus.quotes
    assert quotes is not None
    cued = quotes[quotes["cue_class"].notna()]
    counts = {f"n_{name}_cues": _count(cued, cued["cue_class"] == name) for name in CUE_CLASSES}
    return pd.DataFrame({"n_cues": _count(cued)} | counts)


def _framing(corpus: Corpus, codebook: Codebook) -> pd.DataFrame:
    frames = corpus.frames
    assert frames is not None
    names = (codebook if isinstance(codebook, Lexicon) else read_lexicon(codebook)).names
    sentences = frames.drop_duplicates(["article_id", "sentence_id", "frame"])
    counts = pd.DataFrame({f"n_{name}_sentences": _count(sentences, sentences["frame"] == name) for name in names})
    counts = counts.reindex(corpus.articles["article_id"]).fillna(0)
    top = counts.max(axis=1)
    leading = counts.eq(top, axis=0) & (top > 0).to_numpy()[:, None]
    labels = np.array([name.removeprefix("n_").removesuffix("_sentences") for name in counts.columns], object)
    counts["dominant_frame"] = [" + ".join(labels[row]) if row.any() else "none" for row in leading.to_numpy()]
    return counts


def _language(corpus: Corpus) -> pd.DataFrame:
    terms = corpus.terms
    assert terms is not None
    counts = {
        f"n_{lexicon}_{voice}": _count(terms, (terms["lexicon"] == lexicon) & (terms["voice"] == voice))
        for lexicon in sorted(terms["lexicon"].unique())
        for voice in ("reporter", "quoted")
    }
    tones = tone_by_voice(corpus)
    mean = tones.pivot_table(index=tones["article_id"].astype(object), columns="voice", values="tone", aggfunc="mean", observed=True)
    wanted = mean.reindex(columns=["reporter", "quoted"]).add_prefix("tone_")
    return pd.DataFrame(counts, dtype="float64").join(wanted, how="outer") if counts else wanted


# share column: (counted above the line, below it, scale)
RATIOS = {
    "quoted_share": ("n_quoted_words", "n_words", 1),
    "direct_share": ("n_direct_quotes", "n_quotes", 1),
    "direct_word_share": ("n_direct_words", "n_quoted_words", 1),
    "official_share": ("n_official_sources", "n_sources", 1),
    "official_word_share": ("n_official_words", "n_source_words", 1),
    "ordinary_share": ("n_ordinary_sources", "n_sources", 1),
    "expert_share": ("n_expert_sources", "n_sources", 1),
    "document_share": ("n_document_sources", "n_sources", 1),
    "anonymous_share": ("n_unnamed_sources", "n_sources", 1),
    "anonymous_word_share": ("n_unnamed_words", "n_source_words", 1),
    "unknown_type_share": ("n_unknown_type_sources", "n_sources", 1),
    "neutral_cue_share": ("n_neutral_cues", "n_cues", 1),
    "endorsing_cue_share": ("n_endorsing_cues", "n_cues", 1),
    "distancing_cue_share": ("n_distancing_cues", "n_cues", 1),
    "accusing_cue_share": ("n_accusing_cues", "n_cues", 1),
    "loaded_per_1000": ("n_loaded_reporter", "n_reporter_words", 1000),
    "loaded_quoted_per_1000": ("n_loaded_quoted", "n_quoted_words", 1000),
    "hedges_per_1000": ("n_hedges_reporter", "n_reporter_words", 1000),
    "hedges_quoted_per_1000": ("n_hedges_quoted", "n_quoted_words", 1000),
}


def _shares(wide: pd.DataFrame) -> pd.DataFrame:
    ratios = RATIOS | {
        name.removeprefix("n_").removesuffix("_sentences") + "_share": (name, "n_sentences", 1)
        for name in wide.columns
        if name.endswith("_sentences") and name != "n_sentences"
    }
    for lexicon in ("loaded", "hedges"):
        for voice in ("reporter", "quoted"):
            if f"n_{lexicon}_{voice}" not in wide:
                wide[f"n_{lexicon}_{voice}"] = 0
    shares = {name: scale * wide[above] / wide[below].where(wide[below] > 0) for name, (above, below, scale) in ratios.items()}
    return wide.assign(**shares)
