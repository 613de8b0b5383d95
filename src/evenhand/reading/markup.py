"""XML and HTML, taken apart without entities, without the network and without running anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from evenhand.errors import ReadError
from evenhand.reading.decode import decode

_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,500}(>|\[)", re.IGNORECASE)
_DECLARED = re.compile(r"^\s{0,20}<\?xml[^>]{0,200}?encoding\s{0,3}=\s{0,3}[\"']([\w-]{2,30})")
_DECLARATION = re.compile(r"^\s{0,20}<\?xml[^>]{0,200}\?>")
_HEAD = 4096  # characters in which a document says what it is
_BLOCKS = "address article aside blockquote body br center dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main"
_PARAGRAPHS = frozenset(f"{_BLOCKS} nav ol p pre section table td th tr ul".split())
_SILENT = frozenset(["script", "style", "noscript", "template", "head", "title", "svg", "iframe", "object", "embed"])


def parse_xml(raw: bytes) -> tuple[Any, list[str]]:
    """Parse an XML document.

    Returns
    -------
    root, doubts
        Of a document that breaks off, the root of what could be read.

    Raises
    ------
    ReadError
        If it is no XML, declares entities, or is nested too deep.

    Examples
    --------
    >>> parse_xml(b"<a><b>It rains.</b></a>")[0][0].text
    'It rains.'
    """
    declared = _DECLARED.match(raw[:_HEAD].decode("latin-1"))
    text, doubts = decode(raw, declared=declared[1] if declared else None)
    if not text.strip():
        raise ReadError("the file is empty")
    found = _DOCTYPE.search(text[:_HEAD])
    if (found and found[1] == "[") or "<!ENTITY" in text:
        raise ReadError("the XML declares entities of its own; expected a document without them")
    bare = _DECLARATION.sub("", text, count=1).lstrip()
    try:
        return etree.fromstring(bare, _parser(recover=False)), doubts
    except etree.XMLSyntaxError as fault:
        return _recovered(bare, fault), [*doubts, f"the XML is broken ({fault.msg}); what could be read was read"]
    except ValueError as fault:
        raise ReadError(f"the XML cannot be read ({fault})") from None


def _recovered(text: str, fault: etree.XMLSyntaxError) -> Any:
    if "depth" in str(fault.msg):
        raise ReadError("the XML is nested too deep")
    try:
        root = etree.fromstring(text, _parser(recover=True))
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise ReadError(f"line {fault.lineno}: this is no XML ({fault.msg})")
    return root


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
    )


def local(element: Any) -> str:
    """Return the name of an element without its namespace; of comments and the like, nothing."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def descend(element: Any, *names: str) -> Iterator[Any]:
    """Give the elements below (and at) an element that have one of some names, whatever their namespace."""
    return (found for found in element.iter() if local(found) in names)


def first_text(element: Any, *names: str) -> str:
    """Return the text of the first element of some name that has any.

    Examples
    --------
    >>> first_text(parse_xml(b"<a><b/><b>It <i>rains</i>.</b></a>")[0], "b")
    'It rains.'
    """
    return next((text for found in descend(element, *names) if (text := text_of(found))), "")


def text_of(element: Any) -> str:
    """Return what an element says, as one line."""
    return " ".join("".join(element.itertext()).split())


def parse_html(page: str) -> Any:
    """Parse a web page or a piece of one.

    Raises
    ------
    ReadError
        If nothing of it can be parsed.
    """
    try:
        root = html.document_fromstring(page, parser=html.HTMLParser(no_network=True, remove_comments=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as fault:
        raise ReadError(f"the page cannot be taken apart ({fault})") from None
    return root


def lines_of(element: Any, *, blank: bool = False) -> list[str]:
    """Return the paragraphs below an element, one line each, scripts and styles left out; with ``blank``, empty lines between them.

    Examples
    --------
    >>> lines_of(parse_html("<p>It <b>rains</b>.<script>alert(1)</script></p><p>So<br>what?</p>"))
    ['It rains.', 'So', 'what?']
    """
    pieces: list[str] = []
    silent: Any = None  # the element in which nothing counts
    for event, found in etree.iterwalk(element, events=("start", "end")):
        name = local(found).lower()
        if event == "start":
            if silent is None and (name in _SILENT or not name):
                silent = found
            if silent is None:
                pieces += ["\n" if name in _PARAGRAPHS else "", found.text or ""]
            continue
        if silent is found:
            silent = None
        if silent is None:
            pieces += ["\n" if name in _PARAGRAPHS else "", (found.tail or "") if found is not element else ""]
    lines = [line.strip() for line in re.sub(r"[^\S\n]+", " ", _unwrapped(pieces)).split("\n")]
    return lines if blank else [line for line in lines if line]


def _unwrapped(pieces: list[str]) -> str:
    """Join pieces of text; a line end inside one is a space in HTML, only elements end lines."""
    return "".join(piece if piece == "\n" else piece.replace("\n", " ") for piece in pieces)


def lines_of_fragment(markup: str) -> list[str]:
    """Return the paragraphs of a text that may hold HTML, as feeds do.

    Examples
    --------
    >>> lines_of_fragment("It rains &amp; pours.<br>So be it.")
    ['It rains & pours.', 'So be it.']
    """
    if not markup.strip():
        return []
    return lines_of(parse_html(f"<div>{markup}</div>")) if re.search(r"<\w|&[\w#]", markup) else [markup.strip()]
