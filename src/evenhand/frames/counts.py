"""How much of each article is in each frame: the one table from which presence, salience and dominance are read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evenhand.errors import require_columns

COUNT_COLUMNS = ["n_marks", "n_marked_words", "n_marked_sentences", "n_headline_marks", "n_lead_marks", "n_body_marks"]
NONE = "none"


def count_by_article(marks: pd.DataFrame, articles: pd.DataFrame, frames: Sequence[str]) -> pd.DataFrame:
    """Count the marks of each frame in each article.

    Parameters
    ----------
    marks
        From `find_frames`, or a part of it: one voice, one side, the headlines.
    articles
        One row per article, with ``article_id, n_words, n_sentences``; other columns are kept.
    frames
        The frames to count; one without any mark has its rows too.

    Returns
    -------
    DataFrame
        One row per article and frame: the columns of ``articles``, ``frame``, ``n_marks``, ``n_marked_words``,
        ``n_marked_sentences``, ``n_headline_marks``, ``n_lead_marks``, ``n_body_marks``, ``present`` (1 or 0), ``n_articles`` (1),
        ``salience`` (marked sentences / sentences, 0 to 1), ``per_1000`` (marked words per 1,000 words). No words: NaN.

    Notes
    -----
    Presence is yes or no for a story; salience is how much room the frame takes in it (Entman 1993). Both follow the codebook's
    words; a longer codebook marks more.

    References
    ----------
    Semetko, H. A. & Valkenburg, P. M. (2000). *Journal of Communication* 50(2). Entman, R. M. (1993). *Journal of Communication* 43(4).

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> from evenhand.frames import find_frames
    >>> corpus = corpus_from("Job losses loom. It rains.")
    >>> table = count_by_article(find_frames(corpus), corpus.articles, ["conflict", "economic_consequences"])
    >>> table["salience"].tolist()
    [0.0, 0.5]
    """
    require_columns(marks, ["article_id", "sentence_id", "frame", "term", "part"], "marks")
    require_columns(articles, ["article_id", "n_words", "n_sentences"], "articles")
    keys = [marks["article_id"].astype(object), marks["frame"].astype(object)]
    words = marks["term"].str.replace("…", " ").str.split().str.len()
    found = marks.assign(n_marked_words=words).groupby(keys).agg(n_marks=("term", "size"), n_marked_words=("n_marked_words", "sum"))
    found["n_marked_sentences"] = marks.drop_duplicates(["article_id", "sentence_id", "frame"]).groupby(keys).size()
    for part in ("headline", "lead", "body"):
        found[f"n_{part}_marks"] = (marks["part"] == part).groupby(keys).sum()
    grid = articles.merge(pd.DataFrame({"frame": list(frames)}, dtype="str"), how="cross")
    index = pd.MultiIndex.from_arrays([grid["article_id"].astype(object), grid["frame"].astype(object)])
    table = grid.assign(**{name: found[name].reindex(index).fillna(0).to_numpy(np.int64) for name in COUNT_COLUMNS})
    return table.assign(
        present=(table["n_marks"] > 0).astype("int64"),
        n_articles=1,
        salience=table["n_marked_sentences"] / table["n_sentences"].where(table["n_sentences"] > 0),
        per_1000=1000 * table["n_marked_words"] / table["n_words"].where(table["n_words"] > 0),
    )


def dominant_frames(counts: pd.DataFrame, measure: str = "n_marked_sentences") -> pd.DataFrame:
    """Name the frame that takes most room in each article; ties are declared.

    Parameters
    ----------
    counts
        From `count_by_article`.
    measure
        What is compared: ``n_marked_sentences``, ``n_marked_words``, ``n_headline_marks``, ...

    Returns
    -------
    DataFrame
        One row per article: ``article_id``, ``dominant`` (tied frames joined by ``+``; ``none`` without any mark), ``n_tied``, ``value``.

    References
    ----------
    Card, D. et al. (2015). The Media Frames Corpus. *ACL*: span, headline and primary frame are coded apart.
    """
    require_columns(counts, ["article_id", "frame", measure], "counts")
    most = counts.groupby("article_id", sort=False, observed=True)[measure].transform("max")
    leading = counts[(counts[measure] == most) & (most > 0)].groupby("article_id", sort=False, observed=True)["frame"]
    table = counts.drop_duplicates("article_id")[["article_id"]].reset_index(drop=True)
    ids = table["article_id"].astype(object)
    joined, tied = leading.agg(" + ".join), leading.size()
    joined.index, tied.index = joined.index.astype(object), tied.index.astype(object)
    values = most.groupby(counts["article_id"].astype(object)).first()
    return table.assign(
        dominant=ids.map(joined).fillna(NONE).astype("str"),
        n_tied=ids.map(tied).fillna(0).astype("int64"),
        value=ids.map(values),
    )
