"""Linked data (JSON-LD) in web pages: what a page tells machines of its article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_SCRIPT = re.compile(r"<script\b[^<>]{0,300}?application/ld\+json[^<>]{0,100}>", re.IGNORECASE)
_CLOSE = "</script"
_MOST = 200_000  # characters of one block
_MOST_BLOCKS, _MOST_NODES = 20, 2000
_ARTICLES = ("Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BlogPosting", "Report")


def linked_data(page: str) -> dict[str, str]:
    """Return headline, authors, date and publisher that a page states as linked data.

    Examples
    --------
    >>> linked_data('<script type="application/ld+json">{"@type": "NewsArticle", "author": [{"name": "Jan Moor"}]}</script>')
    {'author': 'Jan Moor'}
    """
    for block in _blocks(page):
        for node in _nodes(block):
            kinds = node.get("@type")
            if any(kind in _ARTICLES for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return {column: value for column, value in _told(node).items() if value}
    return {}


def _blocks(page: str) -> Iterator[Any]:
    for number, found in enumerate(_SCRIPT.finditer(page)):
        end = page.find(_CLOSE, found.end(), found.end() + _MOST)
        if end < 0 or number >= _MOST_BLOCKS:
            continue
        try:
            yield json.loads(page[found.end() : end], strict=False)
        except (ValueError, RecursionError):
            continue


def _nodes(block: Any) -> Iterator[dict[str, Any]]:
    """Give the objects of a block, its graph's too, the outermost first."""
    waiting = [block]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting += node[:_MOST_NODES]
        elif isinstance(node, dict):
            yield node
            waiting += [node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(node.get(key), (dict, list))]


def _told(node: dict[str, Any]) -> dict[str, str]:
    return {
        "title": _text(node.get("headline")),
        "author": _names(node.get("author") or node.get("creator")),
        "published": _text(node.get("datePublished")),
        "outlet": _names(node.get("publisher")),
    }


def _names(value: Any) -> str:
    listed = value if isinstance(value, list) else [value]
    names = [_text(item.get("name") if isinstance(item, dict) else item) for item in listed[:20]]
    return ", ".join(dict.fromkeys(name for name in names if name and not name.startswith(("http:", "https:"))))


def _text(value: Any) -> str:
    listed = value[0] if isinstance(value, list) and value else value
    return " ".join(listed.split()) if isinstance(listed, str) else ""
