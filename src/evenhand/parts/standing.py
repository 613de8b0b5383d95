"""Lines that stand in many files of one outlet: what the outlet says on every page is not what an article says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np
import pandas as pd

from evenhand.parts.blocks import find_blocks
from evenhand.parts.lines import read_line

Standing = dict[str, frozenset[str]]

_STORIES = 3  # in which a line stands that is no sentence
_STORIES_PROSE, _SHARE_PROSE = 4, 0.5  # and a sentence: paragraphs of background come back in a few stories
_PAGES = 200  # of an outlet that are looked through, spread over all of them


def standing_lines(articles: pd.DataFrame, is_page: Iterable[bool]) -> Standing:
    r"""Return for each outlet the lines that stand in several of its stories.

    Parameters
    ----------
    articles
        ``article_id``, ``text``, and where known ``outlet`` and ``title``. Pages with one title are one story, so that
        copies of an article do not make its lines standing ones.
    is_page
        Which texts are whole pages; others are left out.

    Examples
    --------
    >>> pages = [f"Rain falls on {town}\nThe paper of the coast\nIt rained." for town in ("Orr", "Hay", "Lund")]
    >>> articles = pd.DataFrame({"article_id": list("abc"), "text": pages, "outlet": "Mirror", "title": list("abc")})
    >>> sorted(standing_lines(articles, [True] * 3)["Mirror"])
    ['It rained.', 'The paper of the coast']
    """
    if "outlet" not in articles:
        return {}
    titles = articles["title"] if "title" in articles else articles["article_id"]
    stories = titles.astype("str").where(titles.notna(), articles["article_id"].astype("str"))
    pages = pd.DataFrame(
        {"outlet": articles["outlet"].astype("str"), "story": stories, "text": articles["text"], "id": articles["article_id"]}
    )
    whole = np.fromiter(is_page, np.bool_, len(pages)) & articles["outlet"].notna().to_numpy()
    pages = pages[whole].sort_values("id")
    found = {str(outlet): _standing(group) for outlet, group in pages.groupby("outlet") if group["story"].nunique() >= _STORIES}
    return {outlet: lines for outlet, lines in found.items() if lines}


def _standing(pages: pd.DataFrame) -> frozenset[str]:
    """Count in how many stories of one outlet each line stands."""
    chosen = pages.iloc[:: -(-len(pages) // _PAGES)]
    of_story: dict[str, set[str]] = defaultdict(set)
    for story, text in zip(chosen["story"], chosen["text"], strict=True):
        of_story[story].update(text[start:end] for start, end in find_blocks(text))
    counts = Counter(line for lines in of_story.values() for line in lines)
    enough = max(_STORIES_PROSE, _SHARE_PROSE * len(of_story))
    return frozenset(line for line, n in counts.items() if n >= _STORIES and (n >= enough or not read_line(line).is_prose))
