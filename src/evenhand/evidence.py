"""From any number of a table of results to the rows and sentences behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from evenhand.balance import NEUTRAL_CUES, OFFICIAL, ORDINARY, UNNAMED, prominence, source_counts
from evenhand.corpus import Corpus
from evenhand.errors import ParameterError, nearest
from evenhand.spans import containing, places
from evenhand.trail import KEY, Trail

COLUMNS = ["article_id", "of", "counts", "what", "start", "end", "sentence"]
# n_<name>_sources: which rows of `sources` count.
_SOURCES: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "official": lambda table: table["type"].isin(OFFICIAL),
    "ordinary": lambda table: table["type"].isin(ORDINARY),
    "expert": lambda table: table["type"] == "expert",
    "document": lambda table: table["type"] == "document",
    "unnamed": lambda table: table["anonymity"].isin(UNNAMED),
    "unknown_type": lambda table: table["type"] == "unknown",
    "all": lambda table: pd.Series(True, table.index),
}
_QUOTES: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "direct": lambda table: table["kind"] != "indirect",
    "headline": lambda table: table["part"] == "headline",
    "all": lambda table: pd.Series(True, table.index),
}
_FLAGS = ("headline", "lead", "first_third", "first_voice", "last_word")


def evidence(table: pd.DataFrame, cell: tuple[Any, str]) -> pd.DataFrame:
    """Show the rows and sentences behind a number of a table of results.

    Parameters
    ----------
    table
        What a measure returned (`ratio_intervals`, `ratio_grid`, `share_intervals`, `paired_gaps`, `side_gaps`, ...), or the
        articles of a study; sorted or cut, if you like.
    cell
        The row and the column. The row is named by what stands in its first column (a group, a measure, an article), by a
        tuple of its first two (``("party", "Courier")``), or by its label in the index.

    Returns
    -------
    DataFrame
        One row per thing counted, in reading order: ``article_id``, ``of`` (``count`` or ``base``: above or below the line),
        ``counts`` (what it adds: 1, or its words), ``what`` (the source, the speaker, the term), ``start``, ``end`` (in the
        article's text) and the ``sentence``. ``counts`` add up to the number: for a share, those of ``count`` over
        those of ``base``.

    Raises
    ------
    ParameterError
        If the table does not know where it is from, or has no such cell.

    Notes
    -----
    A table forgets where it is from when it is built anew (``groupby``, ``pd.DataFrame(...)``) or read from a file. For columns
    that count no findings (``n_words``, a mean) the articles themselves are the rows.

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> from evenhand.features import find_all
    >>> from evenhand.intervals import ratio_intervals
    >>> from evenhand.trail import mark
    >>> corpus = find_all(corpus_from('"We are ready," said Mayor Ada Quill.', outlet=["Courier"]))
    >>> articles = mark(corpus.features, {"kind": "articles"}, corpus=corpus)
    >>> shares = ratio_intervals(articles, by="outlet", count="n_official_sources", base="n_sources")
    >>> evidence(shares, ("Courier", "count"))[["what", "sentence"]].values.tolist()
    [['Ada Quill', '"We are ready," said Mayor Ada Quill.']]
    """
    trail = table.attrs.get(KEY)
    if not isinstance(trail, Trail):
        raise ParameterError(
            "the table does not say where it is from; expected one that a measure returned, not one built anew or read from a file"
        )
    row, column = cell
    if column not in table.columns:
        raise ParameterError(
            f'the table has no column "{column}"{nearest(str(column), map(str, table.columns))}; it has: {", ".join(table)}'
        )
    return _KINDS[trail["kind"]](trail, _row(table, row), column)


def _row(table: pd.DataFrame, name: Any) -> pd.Series:
    """Find a row by its first column, its first two, or its label."""
    heads = table.iloc[:, :2].astype(object)
    wanted = name if isinstance(name, tuple) else (name,)
    for places_of in (heads.columns[: len(wanted)], heads.columns[::-1][: len(wanted)], ["article_id"] if "article_id" in table else []):
        columns = list(places_of)
        if len(columns) == len(wanted):
            found = (table[columns].astype(object) == list(wanted)).all(axis=1)
            if found.sum() == 1:
                return table[found].iloc[0]
    if not isinstance(name, tuple) and name in table.index:
        return table.loc[name]
    raise ParameterError(f"the table has no single row {name!r}; its rows begin: {heads.head(5).to_numpy().tolist()}")


def _of_articles(trail: Trail, row: pd.Series, column: str) -> pd.DataFrame:
    ids = pd.DataFrame({"article_id": [row["article_id"]], column: [row[column]]})
    return _shown(trail, ids, [("count", column)])


def _of_ratio(trail: Trail, row: pd.Series, column: str) -> pd.DataFrame:
    chosen = trail.tables["articles"]
    chosen = chosen[chosen[trail["by"]].astype(object) == row[trail["by"]]]
    measures = trail["measures"]
    count, base = measures[row["measure"]] if "measure" in row.index else next(iter(measures.values()))
    wanted = {"count": [("count", count)], "base": [("base", base)]}.get(column, [("count", count), ("base", base)])
    return _shown(chosen.attrs.get(KEY), chosen, wanted)


def _of_paired(trail: Trail, row: pd.Series, column: str) -> pd.DataFrame:
    chosen = trail.tables["articles"]
    chosen = chosen[chosen[trail["by"]].astype(object) == row[trail["by"]]]
    side = "second" if column in {"second", "n_second"} else "first"
    count, base = trail[side]
    return _shown(chosen.attrs.get(KEY), chosen, [("base", base)] if column.startswith("n_") else [("count", count), ("base", base)])


def _of_categories(trail: Trail, row: pd.Series, column: str) -> pd.DataFrame:
    chosen, sources = trail.tables["articles"], trail.tables["sources"]
    ids = chosen.loc[chosen[trail["by"]].astype(object) == row[trail["by"]], "article_id"].astype("str")
    mine = sources[sources["article_id"].astype("str").isin(ids)]
    corpus = _corpus(chosen.attrs.get(KEY))
    base = mine.assign(counts=source_counts(mine, trail["base"]), of="base")
    count = base[base[trail["column"]].astype("str") == row[trail["column"]]].assign(of="count")
    parts = {"count": [count], "base": [base]}.get(column, [count, base])
    return pd.concat([_finished(_from_sources(part, corpus), corpus) for part in parts], ignore_index=True)


_KINDS = {"articles": _of_articles, "ratio": _of_ratio, "paired": _of_paired, "categories": _of_categories}


def _corpus(trail: Trail | None) -> Corpus:
    if trail is None or "corpus" not in trail.tables:
        raise ParameterError("the articles do not say which corpus they are from; expected study.articles or study.side_counts")
    corpus: Corpus = trail.tables["corpus"]
    return corpus


def _shown(trail: Trail | None, articles: pd.DataFrame, wanted: list[tuple[str, str]]) -> pd.DataFrame:
    corpus = _corpus(trail)
    # Tokens are most of a corpus, and no number is counted from them here.
    whole = corpus.with_tables(tokens=corpus.tokens.iloc[:0]).select(articles["article_id"].astype(object))
    parts = [_finished(_counted(whole, articles, column).assign(of=of), whole) for of, column in wanted]
    return pd.concat(parts, ignore_index=True)


def _counted(corpus: Corpus, articles: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return the rows that a column of the articles counts, with what each adds."""
    name = column.removeprefix("n_")
    sources, quotes = corpus.sources, corpus.quotes
    assert sources is not None
    assert quotes is not None
    kind, _, rest = name.rpartition("_")
    if rest == "sources" and (kind or "all") in _SOURCES:
        return _from_sources(sources[_SOURCES[kind or "all"](sources)].assign(counts=1), corpus)
    if name in {"source_words", "official_words", "unnamed_words"}:
        mine = sources[_SOURCES["all" if name == "source_words" else kind](sources)]
        return _from_sources(mine.assign(counts=mine["n_words"]), corpus)
    if rest == "quotes" and (kind or "all") in _QUOTES:
        return _from_quotes(quotes[_QUOTES[kind or "all"](quotes)].assign(counts=1))
    if name == "cues" or (rest == "cues" and kind):
        cued = quotes[quotes["cue_class"].notna()]
        return _from_quotes((cued if name == "cues" else cued[cued["cue_class"] == kind]).assign(counts=1))
    sides = [side for side in sources["side"].unique() if name.endswith(f"_{side}")]
    if sides:
        return _of_side(quotes, sources, name.removesuffix(f"_{sides[0]}"), sides[0])
    found = _of_marks(corpus, name)
    return found if found is not None else _of_whole_articles(articles, column)


def _of_side(quotes: pd.DataFrame, sources: pd.DataFrame, what: str, side: str) -> pd.DataFrame:
    mine = sources.loc[sources["side"] == side, ["article_id", "source_id"]].astype({"article_id": "str", "source_id": "Int64"})
    spoken = prominence(quotes).astype({"article_id": "str", "source_id": "Int64"}).merge(mine, on=["article_id", "source_id"])
    cued = spoken["cue_class"].notna() & ~spoken["negated"].astype(bool)
    if what == "sources":
        return _from_quotes(spoken.drop_duplicates(["article_id", "source_id"]).assign(counts=1))
    if what in {"quotes", "words"}:
        return _from_quotes(spoken.assign(counts=1 if what == "quotes" else spoken["n_words"]))
    if what in _FLAGS:
        return _from_quotes(spoken[spoken[f"is_{what}"]].assign(counts=1))
    if what == "evaluative":
        cued &= ~spoken["cue_class"].isin(NEUTRAL_CUES)
    elif what != "cues":
        cued &= spoken["cue_class"] == what
    return _from_quotes(spoken[cued].assign(counts=1))


def _of_marks(corpus: Corpus, name: str) -> pd.DataFrame | None:
    frames, terms = corpus.frames, corpus.terms
    if name == "sentences":
        return corpus.sentences.assign(counts=1, what="")
    if frames is not None and re.fullmatch(r".+_sentences", name):
        mine = frames[frames["frame"] == name.removesuffix("_sentences")].drop_duplicates(["article_id", "sentence_id"])
        return mine.assign(counts=1, what=mine["term"])
    lexicon, _, voice = name.rpartition("_")
    if terms is not None and voice in {"reporter", "quoted"} and lexicon in set(terms["lexicon"]):
        mine = terms[(terms["lexicon"] == lexicon) & (terms["voice"] == voice)]
        return mine.assign(counts=1, what=mine["term"])
    return None


def _of_whole_articles(articles: pd.DataFrame, column: str) -> pd.DataFrame:
    values = pd.to_numeric(articles[column]) if column in articles else pd.Series(np.nan, articles.index)
    known = articles[values.notna() & (values != 0)]
    return pd.DataFrame(
        {"article_id": known["article_id"].astype("str"), "counts": values[known.index], "what": column, "start": 0, "end": 0}
    )


def _from_quotes(quotes: pd.DataFrame) -> pd.DataFrame:
    return quotes.assign(what=quotes["speaker"].astype(object).where(quotes["speaker"].notna(), "nobody named"))


def _from_sources(sources: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Place each source at its first quote."""
    assert corpus.quotes is not None
    keys = {"article_id": "str", "source_id": "Int64"}
    first = corpus.quotes[["article_id", "source_id", "start", "end"]].astype(keys).drop_duplicates(list(keys))
    return sources.astype(keys).merge(first, on=list(keys), how="left").assign(what=lambda table: table["name"])


def _finished(rows: pd.DataFrame, corpus: Corpus) -> pd.DataFrame:
    """Add the sentence in which each row begins, as printed."""
    ids = pd.Index(corpus.articles["article_id"].astype("str"))
    article = ids.get_indexer(rows["article_id"].astype("str"))
    start = rows["start"].to_numpy(np.int64)
    sentences = corpus.sentences
    within = ids.get_indexer(sentences["article_id"].astype("str"))
    begins, ends = places(within, sentences["start"]), places(within, sentences["end"])
    row = containing(places(article, start), places(article, start + 1), begins, ends)
    texts = corpus.articles["text"].to_numpy(object)
    bounds = sentences[["start", "end"]].to_numpy(np.int64)
    shown = [texts[a][bounds[r, 0] : bounds[r, 1]] if r >= 0 else "" for a, r in zip(article, row, strict=True)]
    placed = rows.assign(sentence=shown, article_id=rows["article_id"].astype("str"), place=article)
    return placed.sort_values(["place", "start"], kind="stable")[COLUMNS].reset_index(drop=True)
