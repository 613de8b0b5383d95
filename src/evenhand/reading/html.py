"""Web pages: the article's text by trafilatura's extraction, on the string only; and pages that databases export."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from evenhand.errors import ReadError
from evenhand.reading.dates import read_date
from evenhand.reading.decode import decode
from evenhand.reading.dumps import short_text
from evenhand.reading.europresse import is_europresse, read_europresse
from evenhand.reading.factiva import read_factiva_html
from evenhand.reading.language import language_of
from evenhand.reading.linked import linked_data
from evenhand.reading.markup import lines_of, parse_html
from evenhand.reading.nexis import read_nexis
from evenhand.reading.problems import Problem, warning
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
_LANGUAGE = re.compile(r"<html\b[^<>]{0,500}?\slang\s{0,3}=\s{0,3}[\"']([A-Za-z-]{2,12})[\"']", re.IGNORECASE)
_NO_SCRIPT = re.compile(r"<noscript\b.{0,5000}?</noscript>", re.IGNORECASE | re.DOTALL)


# What tells a database's page from a newspaper's, and its reader.
_LEXIS = re.compile(r"<DOCFULL>|<DOC NUMBER=", re.IGNORECASE)
_FACTIVA = re.compile(r"articleParagraph|class=[\"']article \w{2}Article|<title>[^<]{0,80}Factiva", re.IGNORECASE)


def read_html(raw: bytes, file: str) -> tuple[list[Row], list[Problem]]:
    """Read one web page, or the documents of a page that LexisNexis, Factiva or Europresse exported.

    Notes
    -----
    Text that shows only without JavaScript (``noscript``) counts as no content. If a page states two publication dates
    more than a day apart, the most explicit one is taken and a warning names both.
    """
    declared = _CHARSET.search(raw[:4096])
    page, doubts = decode(raw, declared=declared[1].decode("ascii") if declared else None)
    if not page.strip():
        raise ReadError("the file is empty")
    if (export := _read_export(page, file)) is not None:
        return export[0], [*(warning(file, doubt) for doubt in doubts), *export[1]]
    row = _read_page(page, file)
    row.doubts[:0] = doubts
    return [row], []


def _read_export(page: str, file: str) -> tuple[list[Row], list[Problem]] | None:
    if _LEXIS.search(page):
        return read_nexis(lines_of(parse_html(page.replace("<!--", "").replace("-->", "")), blank=True), file)
    if _FACTIVA.search(page):
        return read_factiva_html(parse_html(page), file)
    return read_europresse(parse_html(page), file) if is_europresse(page) else None


def _read_page(page: str, file: str) -> Row:
    found = _extract(_NO_SCRIPT.sub("", page))
    text = (found.get("text") or "").strip()
    if not text:
        raise ReadError("the page holds no article text (it may need JavaScript to show any)")
    told = linked_data(page)
    published, doubts = _published(page, told)
    language = _LANGUAGE.search(page[:20000])
    values = {
        "text": text,
        "title": found.get("title") or told.get("title"),
        "author": told.get("author") or found.get("author"),
        "outlet": found.get("sitename") or told.get("outlet"),
        "url": found.get("url"),
        "published": published or found.get("date"),
        "language": language_of(text) or (language[1].lower().split("-")[0] if language else None),
    }
    known = {column: value for column, value in values.items() if value}
    return Row(known, file, None, "", doubts + short_text(text), origins={"language": "text"})


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


def _published(page: str, told: dict[str, str]) -> tuple[datetime | None, list[str]]:
    stated = [(name, date) for name, value in _stated_dates(page, told) if (date := read_date(value)[0])]
    if not stated:
        return None, []
    stated.sort(key=lambda pair: _DATES.index(pair[0]))
    (name, taken), others = stated[0], stated[1:]
    for other, date in others:
        if abs(date - taken) > timedelta(days=1):
            return taken, [f"two publication dates: {taken:%Y-%m-%d} ({name}), taken, and {date:%Y-%m-%d} ({other})"]
    return taken, []


def _stated_dates(page: str, told: dict[str, str]) -> Iterator[tuple[str, str]]:
    for tag in _META.findall(page):
        attributes = {key.lower(): double or single for key, double, single in _ATTRIBUTE.findall(tag)}
        name = (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower()
        if name in _DATES:
            yield name, attributes.get("content", "")
    if "published" in told:
        yield "datepublished", told["published"]
