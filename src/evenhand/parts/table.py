"""The ``paragraphs`` table."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import PurePath

import numpy as np
import pandas as pd
import pyarrow as pa

from evenhand.errors import require_choice, require_columns
from evenhand.parts.blocks import Span, find_blocks
from evenhand.parts.head import Part
from evenhand.parts.layout import lay_out, lay_out_article
from evenhand.parts.standing import Standing, standing_lines

PARTS = ("headline", "byline", "credit", "lead", "body", "boilerplate")
PARAGRAPH_COLUMNS = ["article_id", "paragraph_id", "start", "end", "part", "reason"]
_PAGES = (".txt", ".text", "")  # files that hold whole pages; the text of other formats is the article already

_ALONE = ["0"]  # key of a page by itself
_NONE: frozenset[str] = frozenset()

Rows = tuple[list[Span], list[Part]]


def find_parts(articles: pd.DataFrame, *, parts: str = "auto", standing: Standing | None = None) -> pd.DataFrame:
    r"""Cut articles into paragraphs and tell what each one is.

    Parameters
    ----------
    articles
        The ``articles`` table: ``article_id``, ``text``, and where known ``title`` and ``file``.
    parts
        ``"auto"``, or ``"all-body"`` to call every paragraph body (the first one lead).
    standing
        The lines that stand in several files of an outlet, by outlet, from `standing_in`; looked for in these articles
        if not given.

    Returns
    -------
    DataFrame
        One row per line that shows anything (per block, where lines are wrapped by hand): ``article_id`` (categorical),
        ``paragraph_id`` (from 0 in each article), ``start``, ``end`` (no space at either end), ``part``, ``reason``.

    Notes
    -----
    The article is the run of lines with the most points: paragraphs of sentences speak for it, standing phrases of news
    pages (list ``boilerplate``) and runs of short lines against it. Then a small model, trained on hand-labelled pages, puts
    single lines into the article or out of it (reason ``model: ...``, with what weighs most); a line that stands in several
    files of the outlet is out of it. Headlines, bylines and credits are told by rules alone. Texts from tables and from HTML
    are the article already; only plain furniture is taken out of them. Wrong where a caption without credit opens the
    article, and where reader comments follow it without a heading.

    Examples
    --------
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": ["Rain again\n\nIt rained on Monday, the town said."]})
    >>> find_parts(articles)["part"].tolist()
    ['headline', 'lead']
    """
    require_choice(parts, ("auto", "all-body"), "parts")
    require_columns(articles, ["article_id", "text"], "articles")
    n = len(articles)
    titles = articles["title"].tolist() if "title" in articles else [None] * n
    pages = _are_pages(articles)
    if standing is None:
        standing = standing_lines(articles, pages) if parts == "auto" else {}
    outlets = articles["outlet"].tolist() if "outlet" in articles else [None] * n
    rows = [
        _rows(text, title, parts, page=page, standing=standing.get(outlet, _NONE))
        for text, title, page, outlet in zip(articles["text"], titles, pages, outlets, strict=True)
    ]
    return _table(articles["article_id"], rows)


def parts_of(text: str, title: str | None = None) -> pd.DataFrame:
    r"""Return the ``paragraphs`` rows of one page dump.

    Parameters
    ----------
    text
        The page as text.
    title
        Its headline, if known.

    Examples
    --------
    >>> parts_of("Rain again\nBy Jan Moor\nIt rained on Monday, the town said.")["part"].tolist()
    ['headline', 'byline', 'lead']
    """
    return _table(_ALONE, [_rows(text, title, "auto", page=True)])


def lines_by_part(text: str) -> dict[str, list[str]]:
    r"""Return the lines of one page dump under the part that each is.

    Examples
    --------
    >>> lines_by_part("Rain again\nBy Jan Moor\nIt rained on Monday, the town said.")["byline"]
    ['By Jan Moor']
    """
    found: dict[str, list[str]] = {part: [] for part in PARTS}
    for (start, end), part in zip(*_rows(text, None, "auto", page=True), strict=True):
        found[part.part].append(text[start:end])
    return found


def standing_in(articles: pd.DataFrame) -> Standing:
    """Return the lines that stand in several files of an outlet, where a corpus is cut into parts piece by piece."""
    return standing_lines(articles, _are_pages(articles))


def _are_pages(articles: pd.DataFrame) -> list[bool]:
    n = len(articles)
    files = articles["file"].tolist() if "file" in articles else [None] * n
    told = articles["metadata_from"].tolist() if "metadata_from" in articles else [None] * n
    return [_is_page(file, origin) for file, origin in zip(files, told, strict=True)]


def _is_page(file: object, origin: object) -> bool:
    """Tell a whole page from an article that its file tells apart already: by the suffix, or because an export states the title."""
    if isinstance(origin, str) and "title: export" in origin:
        return False
    return not isinstance(file, str) or PurePath(file.lower().removesuffix(".gz")).suffix in _PAGES


def _rows(text: str, title: object, parts: str, *, page: bool, standing: frozenset[str] = _NONE) -> Rows:
    blocks = find_blocks(text)
    if parts == "all-body":
        return blocks, [Part("body" if n else "lead", "all is body") for n in range(len(blocks))]
    texts = [text[start:end] for start, end in blocks]
    known = title if isinstance(title, str) else None
    return blocks, (lay_out if page else lay_out_article)(texts, known, standing=standing)


def _table(ids: Iterable[str], rows: list[Rows]) -> pd.DataFrame:
    keys = list(ids)
    counts = [len(blocks) for blocks, _ in rows]
    bounds = np.array([span for blocks, _ in rows for span in blocks], np.int64).reshape(-1, 2)
    named = [part for _, parts in rows for part in parts]
    known = _alone() if keys == _ALONE else pd.CategoricalDtype(pd.Index(keys, dtype="str"))
    return pd.DataFrame(
        {
            "article_id": pd.Categorical.from_codes(np.repeat(np.arange(len(keys)), counts), dtype=known),
            "paragraph_id": np.fromiter((number for n in counts for number in range(n)), np.int64, len(named)),
            "start": bounds[:, 0],
            "end": bounds[:, 1],
            "part": _strings([part.part for part in named]),
            "reason": _strings([part.reason for part in named]),
        }
    )


def _strings(values: list[str]) -> pd.api.extensions.ExtensionArray:
    """Return a text column; what is known to be strings needs no look at every one."""
    return _text().__from_arrow__(pa.array(values, pa.large_string()))


@cache
def _text() -> pd.StringDtype:
    return pd.StringDtype(na_value=np.nan)


@cache
def _alone() -> pd.CategoricalDtype:
    """Return the type of the key of a page by itself."""
    return pd.CategoricalDtype(pd.Index(_ALONE, dtype="str"))
