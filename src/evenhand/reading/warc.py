"""WARC: pages that a crawler archived, one record after the other."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

from evenhand.errors import ReadError
from evenhand.reading.archives import gunzip
from evenhand.reading.html import read_html
from evenhand.reading.problems import Problem, warning
from evenhand.reading.tables import Row

SUFFIXES = (".warc",)
_MOST_PAGE = 2**24  # bytes of a page
_PAGES = ("text/html", "application/xhtml+xml")
_OK = "200"


def read_warc(raw: bytes, file: str) -> tuple[list[Row], list[Problem]]:
    """Read the web pages among the records of an archive; what is no page is counted in one warning.

    Notes
    -----
    The address is that of the record. A page's own date of publication counts; the time of the crawl is never taken for it.
    """
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - only these files need it

    content, doubts = gunzip(raw) if raw[:2] == b"\x1f\x8b" else (raw, [])
    if not content[:5] == b"WARC/":
        raise ReadError("this is no WARC file (it does not begin with WARC/)")
    rows: list[Row] = []
    problems = [warning(file, doubt) for doubt in doubts]
    passed: Counter[str] = Counter()
    records = enumerate(ArchiveIterator(io.BytesIO(content)), 1)
    while (found := _next(records, file, problems)) is not None:
        number, record = found
        if why := _no_page(record):
            passed[why] += 1
        elif page := _content(record, number, file, problems):
            rows += _page(page, record.rec_headers.get_header("WARC-Target-URI") or "", number, file, problems)
    if passed:
        listed = ", ".join(f"{n} {why}" for why, n in sorted(passed.items()))
        problems.append(warning(file, f"records that are no pages were passed over: {listed}"))
    if not rows:
        raise ReadError(f"it holds no page with an article ({'; '.join(problem.message for problem in problems)[:300] or 'no records'})")
    return rows, problems


def _next(records: Iterator[tuple[int, Any]], file: str, problems: list[Problem]) -> tuple[int, Any] | None:
    """Return the next record; None at the end, and where the archive is broken."""
    try:
        return next(records, None)
    except Exception as fault:  # noqa: BLE001 - a broken archive makes the library fail in any way; what came before is kept
        problems.append(warning(file, f"the archive is broken ({type(fault).__name__}); only what comes before was read"))
        return None


def _content(record: Any, number: int, file: str, problems: list[Problem]) -> bytes:
    try:
        return bytes(record.content_stream().read(_MOST_PAGE))
    except Exception as fault:  # noqa: BLE001 - as above
        problems.append(warning(file, f"record {number} is broken ({type(fault).__name__}); it was left out"))
        return b""


def _no_page(record: Any) -> str:
    """Say why a record is no page to read, if so."""
    if record.rec_type != "response":
        return "" if record.rec_type == "resource" and _type(record.rec_headers) in _PAGES else str(record.rec_type)
    if record.http_headers is None or _type(record.http_headers) not in _PAGES:
        return "other than HTML"
    return "" if record.http_headers.get_statuscode() == _OK else "not found or moved"


def _type(headers: Any) -> str:
    return (headers.get_header("Content-Type") or "").split(";")[0].strip().lower()


def _page(page: bytes, url: str, number: int, file: str, problems: list[Problem]) -> list[Row]:
    try:
        found, more = read_html(page, file)
    except ReadError as fault:
        problems.append(warning(file, f"record {number} ({url[:100]}): {fault}; it was left out"))
        return []
    problems += more
    known = {"url": url} if url else {}
    stem = file.rsplit("/", 1)[-1].partition(".")[0]
    return [Row(known | {k: v for k, v in row.columns.items() if v}, file, None, f"{stem}-{number}", row.doubts) for row in found]
