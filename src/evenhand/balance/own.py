"""Wire copy as a switch: which articles an outlet wrote itself."""

from __future__ import annotations

import pandas as pd

from evenhand.errors import require_columns


def is_own_copy(articles: pd.DataFrame) -> pd.Series:
    """Tell the articles that an outlet wrote itself from agency copy and reprints.

    Parameters
    ----------
    articles
        ``article_id``, ``wire`` (the agency credited, missing if none), ``copy_group`` (shared by near-duplicates: the
        article_id of the first published one).

    Returns
    -------
    Series
        True where no agency is credited to the article nor to any near-duplicate of it, and the article is not a later
        copy of another. So a story that others reprint stays its first publisher's own, and reprints of agency
        copy never count, credited or not.

    Notes
    -----
    An agency story that a single outlet prints without credit cannot be told and counts as its own.

    Examples
    --------
    >>> table = pd.DataFrame({"article_id": ["1", "2", "3"], "wire": [None, "Lorpress", None], "copy_group": [None, "2", "2"]})
    >>> is_own_copy(table).tolist()
    [True, False, False]
    """
    require_columns(articles, ["article_id", "wire", "copy_group"], "articles")
    ids, groups = articles["article_id"].astype(object), articles["copy_group"].astype(object)
    credited = articles["wire"].notna()
    of_agency = groups.isin(groups[credited].dropna())
    return ~credited & ~of_agency & (groups.isna() | (groups == ids))


def own_articles(articles: pd.DataFrame, own_copy: bool) -> pd.DataFrame:  # noqa: FBT001 - the switch is handed on as it came
    """Return the articles of `is_own_copy` if the switch is on, else all."""
    return articles[is_own_copy(articles).to_numpy()] if own_copy else articles
