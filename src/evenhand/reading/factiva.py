"""Factiva: its XML, its HTML in both layouts, and its RTF as lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from evenhand.reading.dates import find_date
from evenhand.reading.documents import rows_of_documents
from evenhand.reading.markup import descend, first_text, lines_of, local, text_of
from evenhand.reading.problems import Problem
from evenhand.reading.tables import Row

_KEY = re.compile(r"(?:Document|Dokument|Documento) ([A-Z][A-Za-z0-9]{9,40})$")
_WORDS = re.compile(r"[\d.,\s]{1,9} (?:words|Wörter|mots|palabras|parole)$")
_CODE = re.compile(r"[A-Z0-9]{2,12}$")
_COPYRIGHT = re.compile(r"(?:\(c\)|©|copyright\b)", re.IGNORECASE)
_BY = re.compile(r"(?:by|von|par|por)\s", re.IGNORECASE)
_FIELDS = {"HD": "title", "BY": "author", "PD": "published", "SN": "outlet", "LA": "language", "AN": "article_id"}
_TEXT_FIELDS = ("LP", "TD")
_FURTHEST = 10  # lines between the number of words and the article

Document = dict[str, str]


def is_factiva(lines: list[str]) -> bool:
    """Tell whether lines are those of a Factiva export.

    Examples
    --------
    >>> is_factiva(["Rain again", "210 words", "12 March 2031", "It rained.", "Document MIRR000020310312e73c0001a"])
    True
    """
    return any(map(_KEY.match, lines)) and any(map(_WORDS.match, lines))


def read_factiva_lines(lines: list[str], file: str) -> tuple[list[Row], list[Problem]]:
    """Read a Factiva export that is given as lines: each document ends in a line with its key."""
    parts: list[list[str]] = [[]]
    for line in lines:
        parts[-1].append(line)
        if _KEY.match(line):
            parts.append([])
    return rows_of_documents([_of_lines(part) for part in parts if any(map(_WORDS.match, part))], file)


def read_factiva_html(root: Any, file: str) -> tuple[list[Row], list[Problem]]:
    """Read a Factiva page: one element of class ``article`` a document, as lines or as a table of fields."""
    found = [element for element in descend(root, "div") if "article" in (element.get("class") or "").split()]
    return rows_of_documents([_of_table(article) or _of_page(article) for article in found], file)


def read_factiva_xml(root: Any, file: str) -> tuple[list[Row], list[Problem]]:
    """Read Factiva's XML: an element ``article`` a document."""
    return rows_of_documents(map(_of_xml, articles_of_xml(root)), file)


def articles_of_xml(root: Any) -> list[Any]:
    """Return the articles in Factiva's XML; none if it is other XML."""
    named = {"headline", "leadParagraph", "tailParagraphs", "publicationDate"}
    return [article for article in descend(root, "article") if len(named & set(map(local, article))) >= 2]


def _of_xml(article: Any) -> Document:
    paragraphs = [
        text
        for part in article
        if local(part) in ("leadParagraph", "tailParagraphs")
        for paragraph in (list(descend(part, "paragraph")) or [part])
        if (text := text_of(paragraph))
    ]
    date = next((first_text(part, "date") or text_of(part) for part in descend(article, "publicationDate", "publicationDateTime")), "")
    return {
        "article_id": first_text(article, "accessionNo") or article.get("accessionNo", ""),
        "title": first_text(article, "headline"),
        "author": _by(first_text(article, "byline")),
        "outlet": first_text(article, "sourceName"),
        "published": date,
        "language": first_text(article, "baseLanguage"),
        "text": "\n\n".join(paragraphs),
    }


def _of_page(article: Any) -> Document:
    headline = next((text_of(found) for found in article.iter() if (found.get("class") or "").endswith("Headline")), "")
    return _of_lines(lines_of(article), headline)


def _of_lines(lines: list[str], headline: str = "") -> Document:
    """Headline, byline, number of words, date, outlet, its code, language, copyright; then the article and its key."""
    kept = [line.strip() for line in lines if line.strip()]
    counted = next((n for n, line in enumerate(kept) if _WORDS.match(line)), 0)
    dated = next((n for n in range(counted + 1, min(counted + 4, len(kept))) if find_date(kept[n])), counted)
    outlet = next((n for n in range(dated + 1, min(dated + 3, len(kept))) if not re.match(r"\d\d?:\d\d", kept[n])), dated)
    rights = next((n for n in range(outlet, min(outlet + _FURTHEST, len(kept))) if _COPYRIGHT.match(kept[n])), None)
    coded = next((n for n in range(outlet, min(outlet + 4, len(kept))) if _CODE.match(kept[n])), outlet)
    begin = (rights if rights is not None else coded + 1) + 1
    end = next((n for n, line in enumerate(kept) if _KEY.match(line)), len(kept))
    date, key = find_date(kept[dated]) if kept else None, _KEY.match(kept[end]) if end < len(kept) else None
    above = [line for line in kept[:counted] if line != headline]
    return {
        "article_id": key[1] if key else "",
        "title": headline or (above[0] if above else ""),
        "author": _by(above[-1]) if above and (_BY.match(above[-1]) or (headline and len(above[-1].split()) < 9)) else "",
        "outlet": kept[outlet] if outlet > dated else "",
        "published": date.isoformat() if date else "",
        "text": "\n\n".join(kept[begin:end]),
    }


def _of_table(article: Any) -> Document:
    """Read a document whose fields stand in a table (HD, BY, PD, LP, TD, ...)."""
    cells: dict[str, list[str]] = {}
    for row in descend(article, "tr"):
        columns = [cell for cell in row if local(cell) == "td"]
        if len(columns) == 2 and len(name := text_of(columns[0])) == 2:
            cells[name] = lines_of(columns[1])
    if not cells.keys() & set(_TEXT_FIELDS):
        return {}
    found = {ours: " ".join(cells.get(theirs, [])) for theirs, ours in _FIELDS.items()}
    date = find_date(found["published"])
    key = _KEY.match(found["article_id"])
    return found | {
        "author": _by(found["author"]),
        "published": date.isoformat() if date else "",
        "article_id": key[1] if key else found["article_id"],
        "text": "\n\n".join(_joined(cells)),
    }


def _joined(cells: dict[str, list[str]]) -> Iterable[str]:
    return (line for name in _TEXT_FIELDS for line in cells.get(name, []))


def _by(byline: str) -> str:
    return _BY.sub("", byline, count=1)
