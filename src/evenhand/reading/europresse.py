"""Europresse: a page with one element ``article`` a document."""

from __future__ import annotations

import re
from typing import Any

from evenhand.reading.dates import find_date
from evenhand.reading.documents import count_check, rows_of_documents
from evenhand.reading.markup import descend, lines_of, text_of
from evenhand.reading.problems import Problem
from evenhand.reading.tables import Row

_KEY_DATE = re.compile(r"·(\d{4})(\d\d)(\d\d)·")
_STATED = re.compile(r"(\d{1,6})\s(?:documents?|articles?)\b", re.IGNORECASE)


def is_europresse(page: str) -> bool:
    """Tell whether a page is an export of Europresse by the names of its classes."""
    return "DocPublicationName" in page or "titreArticle" in page


def read_europresse(root: Any, file: str) -> tuple[list[Row], list[Problem]]:
    """Read the documents of a Europresse page.

    Notes
    -----
    The date is that of the document's key (``news·20310312·MI·012``), which needs no language; else that of its header.
    """
    documents = [found for article in descend(root, "article") if (found := _document(article))["text"] or found["title"]]
    rows, problems = rows_of_documents(documents, file)
    stated = next(
        (int(counted[1]) for part in root.iter() if _is(part, "documents-count") and (counted := _STATED.search(text_of(part)))), None
    )
    return rows, problems + count_check(stated, len(rows), file)


def _document(article: Any) -> dict[str, str]:
    key = _said(article, "publiC-lblNodoc")
    dated = _KEY_DATE.search(key)
    header = _said(article, "DocHeader")
    found = find_date(header)
    printed = found.isoformat() if found else ""
    body = next((part for part in article.iter() if _is(part, "docOcurrContainer", "DocText")), None)
    return {
        "article_id": key,
        "title": _said(article, "titreArticleVisu", "rdp__articletitle", "titreArticle"),
        "author": _said(article, "docAuthors", "sm-margin-bottomNews"),
        "outlet": _said(article, "DocPublicationName", "rdp__DocPublicationName"),
        "published": "-".join(dated.groups()) if dated else printed,
        "text": "\n\n".join(lines_of(body)) if body is not None else "",
    }


def _said(article: Any, *classes: str) -> str:
    return next((text for name in classes for part in article.iter() if _is(part, name) and (text := text_of(part))), "")


def _is(element: Any, *classes: str) -> bool:
    return any(name in (element.get("class") or "").split() for name in classes)
