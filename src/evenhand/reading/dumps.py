"""Plain text: a page dump, one article a file, or an export of Nexis or Factiva."""

from __future__ import annotations

import re

from evenhand.errors import ReadError
from evenhand.parts import agency_in, lines_by_part, names_of
from evenhand.reading.dates import find_date
from evenhand.reading.decode import decode
from evenhand.reading.factiva import is_factiva, read_factiva_lines
from evenhand.reading.nexis import is_nexis, read_nexis
from evenhand.reading.problems import Problem, warning
from evenhand.reading.tables import Row

SUFFIXES = (".txt", ".text")
LEAST_WORDS = 20  # shorter pages are mostly cookie walls and error pages
_WORDS = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff]|\w+")


def read_dump(raw: bytes, file: str) -> tuple[list[Row], list[Problem]]:
    r"""Read one page dump, or the documents of an export.

    The title, author and date are those of the headline and byline lines of the page; metadata beside it overrule them.

    Examples
    --------
    >>> rows, problems = read_dump(b"It rains again\n\nBy Jan Moor\n\nIt rained on Monday, the town said.", "a.txt")
    >>> rows[0].columns["title"], rows[0].columns["author"]
    ('It rains again', 'Jan Moor')
    """
    text, doubts = decode(raw)
    if not text.strip():
        raise ReadError("the file is empty")
    lines = text.split("\n")
    for knows, read in ((is_nexis, read_nexis), (is_factiva, read_factiva_lines)):
        if knows(lines):
            rows, problems = read(lines, file)
            return rows, [*(warning(file, doubt) for doubt in doubts), *problems]
    page = read_page(text, file)
    page.doubts[:0] = doubts
    return [page], []


def read_page(text: str, file: str, title: str = "") -> Row:
    """Read the text of one page, whose title may be known."""
    told = {"title": title} if title else {}
    return Row({"text": text, **_metadata(text), **told}, file, None, "", short_text(text))


def short_text(text: str) -> list[str]:
    """Say that a page holds too little to be an article."""
    n = len(_WORDS.findall(text[:4000]))
    return [f"very short ({n} words); is this the article, or a cookie or error page?"] if n < LEAST_WORDS else []


def _metadata(text: str) -> dict[str, str]:
    """Return title, author, date and agency of the lines that `evenhand.parts` calls headline, byline and lead."""
    lines = lines_by_part(text)
    authors = [name for line in lines["byline"] if (name := names_of(line))]
    dates = [found.isoformat() for line in lines["byline"] if (found := find_date(line))]
    wires = [agency for line in lines["lead"] if (agency := agency_in(line))]
    read = {"title": lines["headline"], "author": authors, "published": dates, "wire": wires}
    return {column: values[0] for column, values in read.items() if values}
