"""Web pages: the article's text by trafilatura's extraction, on the string only."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from evenhand.errors import ReadError
from evenhand.reading.dates import read_date
from evenhand.reading.decode import decode
from evenhand.reading.dumps import short_text
from evenhand.reading.problems import Problem
from evenhand.reading.tables import Row

SUFFIXES = (".html", ".htm", ".xhtml")

# Where pages state their publication date, the most explicit first.
_DATES = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "sailthru.date",
)
_CHARSET = re.compile(rb"charset\s{0,3}=\s{0,3}[\"']?([\w-]{2,30})", re.IGNORECASE)
_META = re.compile(r"<meta\s[^<>]{1,600}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s{0,3}=\s{0,3}(?:\"([^\"]{0,500})\"|'([^']{0,500})')")
_JSON_DATE = re.compile(r"\"datePublished\"\s{0,3}:\s{0,3}(\"[^\"]{4,40}\")")
_LANGUAGE = re.compile(r"<html\b[^<>]{0,500}?\slang\s{0,3}=\s{0,3}[\"']([A-Za-z-]{2,12})[\"']", re.IGNORECASE)
_NO_SCRIPT = re.compile(r"<noscript\b.{0,5000}?</noscript>", re.IGNORECASE | re.DOTALL)


def read_html(raw: bytes, file: str) -> tuple[list[Row], list[Problem]]:
    """Read one web page.

    Notes
    -----
    Text that shows only without JavaScript (``noscript``) counts as no content. If a page states two publication dates
    more than a day apart, the most explicit one is taken and a warning names both.
    """
    declared = _CHARSET.search(raw[:4096])
    page, doubts = decode(raw, declared=declared[1].decode("ascii") if declared else None)
    if not page.strip():
        raise ReadError("the file is empty")
    found = _extract(_NO_SCRIPT.sub("", page))
    text = (found.get("text") or "").strip()
    if not text:
        raise ReadError("the page holds no article text (it may need JavaScript to show any)")
    published, more = _published(page)
    language = _LANGUAGE.search(page[:20000])
    values = {
        "text": text,
        "title": found.get("title"),
        "author": found.get("author"),
        "outlet": found.get("sitename"),
        "url": found.get("url"),
        "published": published or found.get("date"),
        "language": language[1].lower().split("-")[0] if language else None,
    }
    known = {column: value for column, value in values.items() if value}
    return [Row(known, file, None, "", doubts + more + short_text(text))], []


def _extract(page: str) -> dict[str, Any]:
    from trafilatura import bare_extraction  # noqa: PLC0415 - half a second, and only pages need it

    whole = page if "<html" in page[:4096].lower() else f"<html><body>{page}</body></html>"
    try:
        document = bare_extraction(whole, with_metadata=True, include_comments=False)
    except RecursionError:
        raise ReadError("the page is nested too deep") from None
    except Exception as fault:  # a broken page makes the extractor fail in any way; it must not sink the others
        raise ReadError(f"the page cannot be taken apart ({type(fault).__name__})") from fault
    return document.as_dict() if document is not None and not isinstance(document, dict) else (document or {})


def _published(page: str) -> tuple[datetime | None, list[str]]:
    stated = [(name, date) for name, value in _stated_dates(page) if (date := read_date(value)[0])]
    if not stated:
        return None, []
    stated.sort(key=lambda pair: _DATES.index(pair[0]))
    (name, taken), others = stated[0], stated[1:]
    for other, date in others:
        if abs(date - taken) > timedelta(days=1):
            return taken, [f"two publication dates: {taken:%Y-%m-%d} ({name}), taken, and {date:%Y-%m-%d} ({other})"]
    return taken, []


def _stated_dates(page: str) -> Iterator[tuple[str, str]]:
    for tag in _META.findall(page):
        attributes = {key.lower(): double or single for key, double, single in _ATTRIBUTE.findall(tag)}
        name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        if name in _DATES:
            yield name, attributes.get("content", "")
    for value in _JSON_DATE.findall(page):
        try:
            yield "datepublished", json.loads(value)
        except ValueError:
            continue
