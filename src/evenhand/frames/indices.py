"""Indices between two poles, and scales made of several questions."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenhand.corpus import Corpus
from evenhand.errors import ParameterError, require_columns
from evenhand.frames.find import Codebook, book_of, find_frames
from evenhand.lexicons import Lexicon
from evenhand.spans import containing, places


def pole_index(first: pd.Series, second: pd.Series) -> pd.Series:
    """Return (second - first) / (second + first): -1 all first, 1 all second; NaN where there is neither.

    Examples
    --------
    >>> pole_index(pd.Series([3, 0]), pd.Series([1, 0])).tolist()
    [-0.5, nan]
    """
    total = first + second
    return (second - first) / total.where(total > 0)


def episodic_thematic(corpus: Corpus, codebook: Codebook = "episodic_thematic") -> pd.DataFrame:
    """Say how far each article tells of single cases and how far of their context.

    Returns
    -------
    DataFrame
        One row per article: ``n_episodic``, ``n_thematic`` (paragraphs in which that pole's terms weigh more), ``n_tied``,
        ``n_paragraphs`` (with a mark), ``story`` (the pole of most such paragraphs; ``tied``, ``none``), ``index`` =
        (T - E) / (T + E), -1 all episodic to 1 all thematic; NaN without a paragraph of either.

    References
    ----------
    Iyengar, S. (1991). *Is Anyone Responsible?* University of Chicago Press.
    """
    book = book_of(codebook)
    marks = find_frames(corpus, book)
    paragraph = _paragraph_of(marks, corpus)
    weight = marks["term"].map(dict(zip(book.entries["term"], book.weights, strict=True))).astype("float64")
    weighed = marks.assign(weight=weight, paragraph=paragraph, article_id=marks["article_id"].astype(object))
    sums = weighed.pivot_table("weight", ["article_id", "paragraph"], "frame", aggfunc="sum", fill_value=0.0)
    sums = sums.reindex(columns=["episodic", "thematic"], fill_value=0.0)
    leads = pd.DataFrame(
        {
            "n_episodic": sums["episodic"] > sums["thematic"],
            "n_thematic": sums["thematic"] > sums["episodic"],
            "n_tied": sums["thematic"] == sums["episodic"],
        }
    )
    ids = corpus.articles["article_id"].astype(object)
    table = leads.groupby(level=0).sum().reindex(ids, fill_value=0).astype("int64").rename_axis("article_id").reset_index()
    index = pole_index(table["n_episodic"], table["n_thematic"])
    story = np.select([index > 0, index < 0, index == 0], ["thematic", "episodic", "tied"], "none")
    n = table[["n_episodic", "n_thematic", "n_tied"]].sum(axis=1)
    return table.assign(n_paragraphs=n, story=pd.Series(story, dtype="str"), index=index)


def _paragraph_of(marks: pd.DataFrame, corpus: Corpus) -> pd.Series:
    ids = pd.Index(corpus.articles["article_id"].astype(object))
    inside, outside = (ids.get_indexer(table["article_id"].astype(object)) for table in (marks, corpus.paragraphs))
    row = containing(
        places(inside, marks["start"]),
        places(inside, marks["end"]),
        places(outside, corpus.paragraphs["start"]),
        places(outside, corpus.paragraphs["end"]),
    )
    return pd.Series(row, index=marks.index, name="paragraph")


def story_poles(marks: pd.DataFrame, articles: pd.DataFrame, codebook: Codebook = "war_peace") -> pd.DataFrame:
    """Count on how many indicators each article leans to war journalism, and on how many to peace journalism.

    Parameters
    ----------
    marks
        From `find_frames` with the same codebook.
    codebook
        A codebook whose frames name their ``indicator`` and ``pole`` (war, peace).

    Returns
    -------
    DataFrame
        One row per article: ``n_war``, ``n_peace``, ``n_even`` (indicators with as many marks of either pole), ``n_indicators`` (with a
        mark), ``index`` = (peace - war) / (peace + war), -1 all war to 1 all peace; NaN without a leaning.

    Notes
    -----
    Each of the 13 indicators counts once, by the pole with more marks. The three of language have a war pole only.

    References
    ----------
    Galtung, J. (1998). Lee, S. T. & Maslog, C. C. (2005). War or peace journalism? *Journal of Communication* 55(2).
    """
    book = book_of(codebook)
    told = {name: says for name, says in book.categories.items() if isinstance(says, dict) and {"indicator", "pole"} <= says.keys()}
    if not told:
        raise ParameterError(f'the frames of "{book.name}" name no indicator and pole; expected a codebook such as war_peace')
    known = marks[marks["frame"].isin(told)]
    indicator = known["frame"].map({name: says["indicator"] for name, says in told.items()}).rename("indicator")
    pole = known["frame"].map({name: says["pole"] for name, says in told.items()}).rename("pole")
    sums = pd.crosstab([known["article_id"].astype(object), indicator], pole)
    sums = sums.reindex(columns=["war", "peace"], fill_value=0)
    lean = np.sign(sums["peace"] - sums["war"])
    by_article = pd.DataFrame({"n_war": lean < 0, "n_peace": lean > 0, "n_even": lean == 0}).groupby(level=0).sum()
    table = by_article.reindex(articles["article_id"].astype(object), fill_value=0).astype("int64").rename_axis("article_id").reset_index()
    n = table[["n_war", "n_peace", "n_even"]].sum(axis=1)
    return table.assign(n_indicators=n, index=pole_index(table["n_war"], table["n_peace"]))


def scale_scores(marks: pd.DataFrame, articles: pd.DataFrame, codebook: Codebook = "generic_frames") -> pd.DataFrame:
    """Score each article on each frame as the mean of its yes-or-no questions.

    Parameters
    ----------
    marks
        From `find_frames` with the same codebook, whose entries name their ``item``.

    Returns
    -------
    DataFrame
        One row per article; ``<frame>.<item>`` (1 or 0) for each question with entries and ``<frame>`` (their mean, 0 to 1). A question
        without entries (pictures, in text alone) is not applicable and is left out of the mean.

    References
    ----------
    Semetko, H. A. & Valkenburg, P. M. (2000). *Journal of Communication* 50(2).
    """
    book = book_of(codebook)
    items = _items(book)
    key = marks["frame"] + "." + marks["term"].map(book.column("item")).astype("str")
    table = pd.crosstab(marks["article_id"].astype(object), key).clip(upper=1)
    columns = [f"{frame}.{item}" for frame, listed in items.items() for item in listed]
    table = table.reindex(index=articles["article_id"].astype(object), columns=columns, fill_value=0)
    for frame, listed in items.items():
        table[frame] = table[[f"{frame}.{item}" for item in listed]].mean(axis=1)
    return table.rename_axis(index="article_id", columns=None).reset_index()


def scale_alpha(scores: pd.DataFrame, codebook: Codebook = "generic_frames") -> pd.DataFrame:
    """Give Cronbach's α of the questions of each frame.

    Returns
    -------
    DataFrame
        One row per frame: ``frame, n_items, n_articles, alpha`` = k/(k-1)·(1 - Σ item variances / variance of their sum); NaN where a
        scale has one question or never varies.

    References
    ----------
    Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests. *Psychometrika* 16.
    """
    rows = []
    for frame, listed in _items(book_of(codebook)).items():
        values = scores[[f"{frame}.{item}" for item in listed]].to_numpy(np.float64)
        k, total = len(listed), values.sum(axis=1).var(ddof=1) if len(values) > 1 else 0.0
        alpha = k / (k - 1) * (1 - values.var(axis=0, ddof=1).sum() / total) if k > 1 and total > 0 else np.nan
        rows.append((frame, k, len(values), alpha))
    return pd.DataFrame(rows, columns=["frame", "n_items", "n_articles", "alpha"])


def _items(book: Lexicon) -> dict[str, list[str]]:
    """Return the questions of each frame that have entries, in the codebook's order."""
    require_columns(book.entries, ["item"], f"the codebook {book.name}")
    used = set(zip(book.entries["category"], book.entries["item"], strict=True))
    found = {frame: [item for item in says.get("items", {}) if (frame, item) in used] for frame, says in book.categories.items()}
    return {frame: listed for frame, listed in found.items() if listed}
