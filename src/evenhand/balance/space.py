"""Space and prominence: how much room quotes have, and how far up they stand.

Weights are a choice of design, so they have names (`WEIGHTS`) and the unweighted figure stands beside every weighted one.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from evenhand.errors import ParameterError, require_choice, require_columns

# name: weight of a quote from its table row; a weight multiplies the words of the quote.
WEIGHTS: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "equal": lambda quotes: pd.Series(1.0, quotes.index),
    "linear": lambda quotes: 1 - quotes["position"],
    "head": lambda quotes: pd.Series(np.where(quotes["part"].isin(["headline", "lead"]), 2.0, 1.0), quotes.index),
}
_NEEDED = ["article_id", "n_words"]


def prominence(quotes: pd.DataFrame) -> pd.DataFrame:
    """Add to each quote where it stands in its article.

    Parameters
    ----------
    quotes
        ``article_id, n_words`` and, as far as known, ``part`` (headline, lead, body), ``position`` (0 first to 1 last).

    Returns
    -------
    DataFrame
        The quotes with ``is_headline``, ``is_lead`` (first paragraph), ``is_first_third``, ``is_first_voice``, ``is_last_word``
        (the quote that stands first, or last, below the headline), ``prominence`` (1 - position), and its share of the
        article's quoted words under each weight: ``share_equal``, ``share_linear``, ``share_head``. Each sums to one in an
        article; an article without quoted words has NaN.

    Notes
    -----
    Formulas: share_v = v w / sum(v w) over the quotes of the article, w words, v = 1 (equal), 1 - position (linear), 2 in
    headline and lead else 1 (head). Without ``part`` or ``position`` the flags are false, the shares by them NaN.

    References
    ----------
    Entman, R. (1991). Framing US coverage of international news. *Journal of Communication* 41(4), on emphasis.

    Examples
    --------
    >>> spoken = pd.DataFrame({"article_id": "1", "n_words": [10, 30], "part": ["lead", "body"], "position": [0.1, 0.9]})
    >>> prominence(spoken)[["is_first_voice", "is_last_word", "share_equal", "share_linear", "share_head"]].round(2).values.tolist()
    [[True, False, 0.25, 0.75, 0.4], [False, True, 0.75, 0.25, 0.6]]
    """
    require_columns(quotes, _NEEDED, "quotes")
    table = quotes.assign(**{name: None for name in ("part",) if name not in quotes})
    table = table.assign(position=pd.to_numeric(table["position"]).astype("float64") if "position" in table else np.nan)
    body = table["position"].where(table["part"].astype(object) != "headline")
    by_article = body.groupby(table["article_id"].astype(object))
    flags = {
        "is_headline": table["part"].eq("headline"),
        "is_lead": table["part"].eq("lead"),
        "is_first_third": table["position"].lt(1 / 3),
        "is_first_voice": body.eq(by_article.transform("min")) & ~body.isna(),
        "is_last_word": body.eq(by_article.transform("max")) & ~body.isna(),
    }
    shares = {f"share_{name}": _shares(table, name) for name in WEIGHTS}
    return table.assign(**{name: flag.astype(bool) for name, flag in flags.items()}, prominence=1 - table["position"], **shares)


def weighted_share(quotes: pd.DataFrame, column: str, *, weight: str = "linear") -> pd.DataFrame:
    """Give the share of quoted words of each category, weighted by where the words stand, with the unweighted share beside it.

    Parameters
    ----------
    quotes
        As for `prominence`, with the column of the categories (a side or type joined from ``sources``).
    column
        The categories.
    weight
        One of `WEIGHTS`.

    Returns
    -------
    DataFrame
        ``column``, ``share`` (v = 1), ``weighted_share`` (sum of v w over the category / over all), by name.

    Examples
    --------
    >>> spoken = pd.DataFrame({"article_id": "1", "n_words": 10, "part": "body", "position": [0.0, 0.75], "side": ["left", "right"]})
    >>> weighted_share(spoken, "side").to_dict("list")
    {'side': ['left', 'right'], 'share': [0.5, 0.5], 'weighted_share': [0.8, 0.2]}
    """
    require_choice(weight, WEIGHTS, "weight")
    require_columns(quotes, [*_NEEDED, column, "part", "position"], "quotes")
    words = quotes["n_words"].astype("float64")
    sums = pd.DataFrame({"share": words, "weighted_share": words * WEIGHTS[weight](quotes)}).groupby(quotes[column].astype("str")).sum()
    total = sums.sum()
    return (sums / total.where(total > 0)).reset_index()


def quotes_per_article(quotes: pd.DataFrame, articles: pd.DataFrame) -> float:
    """Give the mean number of quotes an article has; NaN without articles (PEJ 2004; sources per article the same way).

    Examples
    --------
    >>> quotes_per_article(pd.DataFrame({"article_id": ["1", "1"]}), pd.DataFrame({"article_id": ["1", "2"]}))
    1.0
    """
    return len(quotes) / len(articles) if len(articles) else float("nan")


def quoted_share(quotes: pd.DataFrame, articles: pd.DataFrame) -> float:
    """Give the space that quotes have: sum of quoted words / sum of words of the articles; NaN without words.

    Notes
    -----
    Words of a quote inside a quote count twice here; ``features.quoted_share`` counts them once.

    References
    ----------
    Project for Excellence in Journalism (2005). *The State of the News Media*.

    Examples
    --------
    >>> quoted_share(pd.DataFrame({"n_words": [10, 15]}), pd.DataFrame({"n_words": [100]}))
    0.25
    """
    total = float(articles["n_words"].sum())
    return float(quotes["n_words"].sum()) / total if total else float("nan")


def quote_length(quotes: pd.DataFrame) -> float:
    """Give the mean number of words of a quote; NaN for none.

    References
    ----------
    Hallin, D. (1992). Sound bite news: television coverage of elections. *Journal of Communication* 42(2).

    Examples
    --------
    >>> quote_length(pd.DataFrame({"n_words": [10, 15]}))
    12.5
    """
    return float(quotes["n_words"].mean()) if len(quotes) else float("nan")


def direct_ratio(quotes: pd.DataFrame) -> pd.Series:
    """Compare direct with indirect speech.

    Returns
    -------
    Series
        ``ratio`` f_direct / f_indirect (mixed quotes count as neither) and ``word_share``, the words of direct quotes / all
        quoted words. NaN where nothing stands below the line.

    References
    ----------
    Bell, A. (1991). *The Language of News Media*. Blackwell. Semino, E. & Short, M. (2004). *Corpus Stylistics*. Routledge.

    Examples
    --------
    >>> direct_ratio(pd.DataFrame({"kind": ["direct", "indirect", "indirect"], "n_words": [30, 5, 5]})).to_dict()
    {'ratio': 0.5, 'word_share': 0.75}
    """
    require_columns(quotes, ["kind", "n_words"], "quotes")
    unknown = set(quotes["kind"].dropna()) - {"direct", "indirect", "mixed"}
    if unknown:
        raise ParameterError(f'kind has "{min(unknown)}"; expected direct, indirect or mixed')
    direct, indirect = quotes["kind"] == "direct", quotes["kind"] == "indirect"
    words = float(quotes["n_words"].sum())
    ratio = direct.sum() / indirect.sum() if indirect.any() else float("nan")
    return pd.Series({"ratio": ratio, "word_share": quotes.loc[direct, "n_words"].sum() / words if words else float("nan")})


def _shares(table: pd.DataFrame, weight: str) -> pd.Series:
    weighed = table["n_words"].astype("float64") * WEIGHTS[weight](table)
    total = weighed.groupby(table["article_id"].astype(object)).transform("sum")
    return weighed / total.where(total > 0)
