"""What one story offers its reader: whether views are mixed, how many groups are heard, how many sources are fully named.

One row is one story (an article). Definitions follow the Project for Excellence in Journalism (PEJ), *The State of the
News Media* 2004 and 2005, whose figures for American newspapers may serve as anchors (2005: of stories about a dispute
76 % mix views, 10 % mostly one, 15 % all one; 48 % name and describe four sources or more).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.balance.shares import UNNAMED
from evenhand.errors import ParameterError, require_columns

MIXES = ("mix", "mostly_one", "all_one", "too_few")
LEAST_VIEWS = 2  # with a single quote the rule could only say "all one"
CLASSES = ("0", "1", "2", "3", "4+")
# Those who speak as parties with something at stake; experts, the media, documents and bystanders do not.
INTERESTED = (
    *("executive", "legislature", "party", "judiciary_police", "security", "foreign"),
    *("business", "civil_society", "professional", "religious", "celebrity", "affected", "citizen"),
)


def viewpoint_mix(counts: Sequence[float] | npt.ArrayLike, *, least: int = LEAST_VIEWS) -> str:
    """Say by PEJ's rule whether a story on a dispute mixes views.

    Parameters
    ----------
    counts
        What each view gets (quotes, or words).
    least
        The fewest it takes to say anything.

    Returns
    -------
    str
        ``"all_one"`` (a single view), ``"mostly_one"`` (one view has more than two thirds), ``"mix"`` (none has), or
        ``"too_few"``.

    Examples
    --------
    >>> viewpoint_mix([66, 34]), viewpoint_mix([67, 33]), viewpoint_mix([100, 0]), viewpoint_mix([1, 0])
    ('mix', 'mostly_one', 'all_one', 'too_few')
    """
    values = np.asarray(counts, np.float64)
    return str(_mixes(values[None, :], least)[0]) if values.size else "too_few"


def story_views(counts: pd.DataFrame, sides: Iterable[str], *, base: str = "quotes", least: int = LEAST_VIEWS) -> pd.DataFrame:
    """Say of each story whether it mixes the views of the sides.

    Parameters
    ----------
    counts
        One row per article with ``n_<base>_<side>`` (see `count_by_side`).
    sides
        The sides of the dispute.
    base
        ``"quotes"``, ``"sources"`` or ``"words"``.
    least
        The fewest quotes of sides that a story needs; others are ``"too_few"``: no dispute is seen in them.

    Returns
    -------
    DataFrame
        The table with ``views`` (see `viewpoint_mix`) and ``is_dispute``, ``is_mix``, ``is_mostly_one``, ``is_all_one`` (1 or 0).

    Notes
    -----
    A side is taken for a view: somebody of a side who speaks against it still counts for it. Two sides at least are needed.

    Examples
    --------
    >>> table = pd.DataFrame({"n_quotes_left": [2, 4, 3, 0], "n_quotes_right": [1, 1, 0, 1]})
    >>> story_views(table, ["left", "right"])["views"].tolist()
    ['mix', 'mostly_one', 'all_one', 'too_few']
    """
    columns = [f"n_{base}_{side}" for side in sides]
    if len(columns) < 2:
        raise ParameterError(f"views of {len(columns)} side cannot mix; expected two sides or more")
    enough = [name.replace(f"n_{base}_", "n_quotes_") for name in columns]
    require_columns(counts, [*columns, *enough], "counts")
    views = _mixes(counts[columns].to_numpy(np.float64), 0)
    views = np.where(counts[enough].sum(axis=1) < least, "too_few", views)
    flags = {f"is_{name}": (views == name).astype("int64") for name in MIXES[:3]}
    return counts.assign(views=views, is_dispute=(views != "too_few").astype("int64"), **flags)


def stakeholders(sources: pd.DataFrame) -> pd.DataFrame:
    """Count the distinct interested groups that speak in each story.

    Returns
    -------
    DataFrame
        ``article_id``, ``n_stakeholders``, ``stakeholders`` (0, 1, 2, 3, 4+). A group is a side of the study where it is known,
        else a type of source with something at stake (`INTERESTED`).

    References
    ----------
    PEJ (2005).

    Examples
    --------
    >>> table = pd.DataFrame({"article_id": "1", "type": ["party", "party", "expert", "citizen"]})
    >>> table["side"] = ["left", "left", "unknown", "unknown"]
    >>> stakeholders(table).to_dict("records")
    [{'article_id': '1', 'n_stakeholders': 2, 'stakeholders': '2'}]
    """
    require_columns(sources, ["article_id", "type", "side"], "sources")
    side, kind = sources["side"].astype(object), sources["type"].astype(object)
    known = ~side.isin(["unknown"]) & side.notna()
    groups = side.where(known, kind.where(kind.isin(INTERESTED)))
    return _classed(groups.groupby(sources["article_id"].astype("str")).nunique(), "stakeholders")


def transparency(sources: pd.DataFrame) -> pd.DataFrame:
    """Count the sources of each story that are fully identified: named and described.

    Returns
    -------
    DataFrame
        ``article_id``, ``n_identified``, ``identified`` (0, 1, 2, 3, 4+; 4+ is PEJ's top level).

    References
    ----------
    PEJ (2004, 2005).

    Examples
    --------
    >>> transparency(pd.DataFrame({"article_id": "1", "anonymity": ["named_described", "named"]})).to_dict("records")
    [{'article_id': '1', 'n_identified': 1, 'identified': '1'}]
    """
    require_columns(sources, ["article_id", "anonymity"], "sources")
    full = sources["anonymity"].eq("named_described").astype("int64")
    return _classed(full.groupby(sources["article_id"].astype("str")).sum(), "identified")


def anonymous_stories(sources: pd.DataFrame, articles: pd.DataFrame) -> float:
    """Give the share of stories with at least one unnamed source; NaN without stories (`anonymous_rate` gives that of mentions).

    References
    ----------
    PEJ (2004): 28 % of newspaper stories in 2003.

    Examples
    --------
    >>> anonymous_stories(pd.DataFrame({"article_id": ["1"], "anonymity": ["bare"]}), pd.DataFrame({"article_id": ["1", "2"]}))
    0.5
    """
    require_columns(sources, ["article_id", "anonymity"], "sources")
    with_one = set(sources.loc[sources["anonymity"].isin(UNNAMED), "article_id"].astype("str"))
    return float(articles["article_id"].astype("str").isin(with_one).mean()) if len(articles) else float("nan")


def _mixes(counts: npt.NDArray[np.float64], least: float) -> npt.NDArray[np.object_]:
    total, most = counts.sum(axis=1), counts.max(axis=1)
    # In whole numbers: two of three is exactly two thirds, and no more.
    classes = np.where(3 * most > 2 * total, "mostly_one", "mix").astype(object)
    classes[most == total] = "all_one"
    classes[(total < least) | (total == 0)] = "too_few"
    return classes


def _classed(numbers: pd.Series, name: str) -> pd.DataFrame:
    classes = numbers.clip(upper=4).astype("int64").map(dict(enumerate(CLASSES)))
    return pd.DataFrame({f"n_{name}": numbers.astype("int64"), name: classes}).rename_axis("article_id").reset_index()
