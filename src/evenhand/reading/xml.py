"""XML: which of the formats it is stands in its elements."""

from __future__ import annotations

from evenhand.errors import ReadError
from evenhand.reading.factiva import articles_of_xml, read_factiva_xml
from evenhand.reading.feeds import read_feed
from evenhand.reading.markup import descend, local, parse_xml
from evenhand.reading.newsml import read_newsml, read_nitf
from evenhand.reading.problems import Problem, warning
from evenhand.reading.tables import Row

SUFFIXES = (".xml", ".rss", ".atom", ".nitf", ".newsml")
EXPECTED = "expected RSS, Atom, NewsML-G2, NITF or Factiva XML"


def read_xml(raw: bytes, file: str) -> tuple[list[Row], list[Problem]]:
    """Read a feed, an agency's file or a database export.

    Raises
    ------
    ReadError
        If it is none of the formats known.

    Examples
    --------
    >>> feed = b"<rss><channel><title>Mirror</title><item><title>Rain</title><description>It rains.</description></item></channel></rss>"
    >>> read_xml(feed, "a.xml")[0][0].columns
    {'title': 'Rain', 'outlet': 'Mirror', 'text': 'It rains.'}
    """
    root, doubts = parse_xml(raw)
    if next(descend(root, "newsItem"), None) is not None:
        rows, problems = read_newsml(root, file)
    elif next(descend(root, "nitf"), None) is not None:
        rows, problems = read_nitf(root, file)
    elif local(root) in ("rss", "feed", "RDF"):
        rows, problems = read_feed(root, file)
    elif articles_of_xml(root):
        rows, problems = read_factiva_xml(root, file)
    else:
        inside = ", ".join(dict.fromkeys(name for child in root if (name := local(child)))) or "nothing"
        raise ReadError(f"line {root.sourceline}: unknown XML <{local(root)}> holding {inside[:100]}; {EXPECTED}, or a CSV with --columns")
    return rows, [*(warning(file, doubt) for doubt in doubts), *problems]
