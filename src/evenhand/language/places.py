"""Where the language stands: in which part of the article, and in sentences about which side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from evenhand.corpus import Corpus, is_word
from evenhand.errors import ParameterError, require_columns
from evenhand.lexicons import Lexicon, find_terms
from evenhand.voices import VOICES, quote_of
from evenhand.words import words_of

Sides = Mapping[str, Mapping[str, Sequence[str]]]

PARTS = ("headline", "lead", "body")
LEXICONS = ("hedges", "loaded")  # counted even where none is found
BOTH = "both"
# Last words of names that alone name no one.
_COMMON = frozenset({"alliance", "council", "front", "government", "house", "league", "ministry", "movement", "party", "union"})


def language_by_part(corpus: Corpus) -> pd.DataFrame:
    """Count the marks of each list in each part of each article and each voice.

    Parameters
    ----------
    corpus
        With ``terms`` from `find_language`.

    Returns
    -------
    DataFrame
        One row per article, part (headline, lead, body) and voice that has words there: ``article_id, part, voice, n_words`` and
        ``n_<list>`` for each list. The counts add up to those of the article; `ratio_intervals` makes rates of them.

    Raises
    ------
    ParameterError
        If the corpus has no terms.

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> from evenhand.language.marks import find_language
    >>> corpus = corpus_from("The fiasco may end.")
    >>> language_by_part(corpus.with_tables(terms=find_language(corpus))).values.tolist()
    [['1', 'lead', 'reporter', 4, 1, 1]]
    """
    if corpus.terms is None:
        raise ParameterError("the corpus has no terms table yet; expected a corpus from find_all()")
    tokens = corpus.tokens[is_word(corpus.tokens)]
    voices = np.array(VOICES, object)[(quote_of(tokens, corpus) >= 0).astype(int)]
    parts = tokens[["article_id", "sentence_id"]].merge(corpus.sentences, how="left", on=["article_id", "sentence_id"])["part"]
    keys = pd.DataFrame({"article_id": tokens["article_id"].astype(object).to_numpy(), "part": parts.astype(object), "voice": voices})
    names = list(keys.columns)
    counts = keys.groupby(names).size().rename("n_words").to_frame()
    terms = corpus.terms.assign(voice=corpus.terms["voice"].replace("unknown", "reporter")).astype(dict.fromkeys(names, object))
    for lexicon in dict.fromkeys((*LEXICONS, *terms["lexicon"])):
        marks = terms[terms["lexicon"] == lexicon]
        counts[f"n_{lexicon}"] = marks.groupby(names).size().reindex(counts.index, fill_value=0)
    order = {name: rank for rank, name in enumerate([*corpus.articles["article_id"], *PARTS, *VOICES])}
    return (
        counts.reset_index().sort_values(names, key=lambda column: column.map(order), ignore_index=True).astype(dict.fromkeys(names, "str"))
    )


def sentences_by_side(corpus: Corpus, sides: Sides) -> pd.DataFrame:
    """Tell which side a sentence speaks of, by the names of a study.

    Parameters
    ----------
    sides
        As in a study file; ``names`` (whole or by the last word) and ``patterns`` count, ``types`` do not.

    Returns
    -------
    DataFrame
        One row per sentence that names a side: ``article_id, sentence_id, side``, where ``side`` is ``both`` when it names several.

    Notes
    -----
    A sentence that goes on with "he" or "the party" is missed; to speak of a side is not to judge it.

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> sides = {"government": {"names": ["Edda Corvell"]}, "opposition": {"names": ["Civic League"]}}
    >>> sentences_by_side(corpus_from("Corvell smiled. The Civic League beat Corvell."), sides)["side"].tolist()
    ['government', 'both']
    """
    names = _names(sides)
    if names.entries.empty:
        return pd.DataFrame({"article_id": [], "sentence_id": [], "side": []}).astype(
            {"article_id": "str", "sentence_id": "int64", "side": "str"}
        )
    named = find_terms(corpus.tokens, names)
    known = named.assign(article_id=named["article_id"].astype("str")).drop_duplicates(["article_id", "sentence_id", "category"])
    by_sentence = known.groupby(["article_id", "sentence_id"], sort=False)["category"].agg(["first", "size"]).reset_index()
    return by_sentence.assign(side=by_sentence["first"].where(by_sentence["size"] == 1, BOTH))[["article_id", "sentence_id", "side"]]


def by_side_named(measured: pd.DataFrame, named: pd.DataFrame, sides: Sequence[str], columns: Sequence[str]) -> pd.DataFrame:
    """Sum measures of sentences over those that speak of each side, one row per article.

    Parameters
    ----------
    measured
        Rows with ``article_id, sentence_id`` and the columns to sum: `loaded_by_voice`, `tone_by_voice`, or part of them.
    named
        From `sentences_by_side`.
    sides, columns
        Which sides and which measures.

    Returns
    -------
    DataFrame
        ``article_id`` and, for each side, ``n_sentences_<side>`` and ``<column>_<side>``; 0 where the side is not spoken of.

    Raises
    ------
    TableError
        If a column is missing.

    Examples
    --------
    >>> named = pd.DataFrame({"article_id": ["a"], "sentence_id": [1], "side": ["government"]})
    >>> measured = pd.DataFrame({"article_id": ["a", "a"], "sentence_id": [0, 1], "n_loaded": [5, 2]})
    >>> by_side_named(measured, named, ["government"], ["n_loaded"]).values.tolist()
    [['a', 1, 2]]
    """
    require_columns(measured, ["article_id", "sentence_id", *columns], "the table")
    rows = measured.assign(article_id=measured["article_id"].astype("str"), n_sentences=1)
    if not sides:
        return rows[["article_id"]].drop_duplicates(ignore_index=True)
    joined = rows.merge(named, on=["article_id", "sentence_id"])
    wide = joined.pivot_table(index="article_id", columns="side", values=["n_sentences", *columns], aggfunc="sum")
    wanted = [(column, side) for side in sides for column in ("n_sentences", *columns)]
    found = wide.reindex(rows["article_id"].unique()).reindex(columns=pd.MultiIndex.from_tuples(wanted)).fillna(0)
    found.columns = pd.Index([f"{column}_{side}" for column, side in wanted])
    return found.rename_axis("article_id").reset_index().astype({"article_id": "str"})


def _names(sides: Sides) -> Lexicon:
    """Make a list of the names of the sides: whole, by their last word where they are of several, and as patterns."""
    found: dict[str, str] = {}
    for side, table in sides.items():
        for name in table.get("names", ()):
            words = words_of(name)
            found.setdefault(" ".join(words), side)
            if len(words) > 1 and len(words[-1]) > 3 and words[-1] not in _COMMON:
                found.setdefault(words[-1], side)
        for pattern in table.get("patterns", ()):
            found.setdefault(" ".join(word for word in words_of(pattern) if word != "*"), side)
    found.pop("", None)
    entries = pd.DataFrame({"term": list(found), "category": list(found.values())}, dtype="str")
    return Lexicon("sides", "Names of the sides", "1.0", "a study file", "", entries)
