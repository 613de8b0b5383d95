"""Feeds that were saved: RSS and Atom."""

from __future__ import annotations

from typing import Any

from evenhand.reading.documents import rows_of_documents
from evenhand.reading.markup import descend, first_text, lines_of_fragment, local, text_of
from evenhand.reading.problems import Problem, warning
from evenhand.reading.tables import Row

_WHOLE = ("encoded", "content")
_SUMMARY = ("description", "summary", "subtitle")


def read_feed(root: Any, file: str) -> tuple[list[Row], list[Problem]]:
    """Read the items of a feed.

    Notes
    -----
    Many feeds carry summaries only; a warning counts the items without a full text.
    """
    items = list(descend(root, "item", "entry"))
    outlet, language = _of_feed(root, "title"), _of_feed(root, "language")
    read = [_item(item) for item in items]
    language = language or next((value for key, value in root.attrib.items() if key.endswith("}lang")), "")
    documents = [document | {"outlet": document.get("outlet") or outlet, "language": language} for document, _ in read]
    rows, problems = rows_of_documents(documents, file)
    short = sum(not whole for _, whole in read)
    if short:
        problems.append(warning(file, f"{short} of {len(read)} items hold a summary only, no full text"))
    return rows, problems


def _of_feed(root: Any, name: str) -> str:
    """Return what the feed, not one of its items, says."""
    heads = [root, *(child for child in root if local(child) == "channel")]
    return next((text_of(child) for head in heads for child in head if local(child) == name and text_of(child)), "")


def _item(item: Any) -> tuple[dict[str, str], bool]:
    children: dict[str, Any] = {}
    for child in item:
        children.setdefault(local(child), child)
    whole = next((child for name in _WHOLE if (child := children.get(name)) is not None and text_of(child)), None)
    shown = whole if whole is not None else next((children[name] for name in _SUMMARY if name in children), None)
    lines = lines_of_fragment("".join(shown.itertext())) if shown is not None else []
    if shown is not None and len(shown) and shown.get("type") == "xhtml":
        lines = [text for part in descend(shown, "p", "li", "h2") if (text := text_of(part))] or lines
    author = children.get("creator") if "creator" in children else children.get("author")
    found = {
        "article_id": _text(children, "guid") or _text(children, "id"),
        "title": " ".join(lines_of_fragment(_text(children, "title"))),
        "author": (first_text(author, "name") or text_of(author)) if author is not None else "",
        "published": next((_text(children, name) for name in ("pubDate", "published", "date", "updated") if name in children), ""),
        "url": _text(children, "link") or next((link.get("href", "") for link in descend(item, "link") if link.get("rel") != "self"), ""),
        "outlet": first_text(children["source"], "title") or text_of(children["source"]) if "source" in children else "",
        "text": "\n\n".join(lines),
    }
    return found, whole is not None


def _text(children: dict[str, Any], name: str) -> str:
    return text_of(children[name]) if name in children else ""
