"""Word and RTF: exports of Nexis and Factiva, or one article a file."""

from __future__ import annotations

from typing import Any

from evenhand.errors import ReadError
from evenhand.reading.archives import MOST_BYTES, open_zip
from evenhand.reading.decode import decode
from evenhand.reading.dumps import read_page
from evenhand.reading.factiva import is_factiva, read_factiva_lines
from evenhand.reading.markup import descend, local, parse_xml
from evenhand.reading.nexis import is_nexis, read_nexis
from evenhand.reading.problems import Problem, warning
from evenhand.reading.tables import Row

WORD, RTF = (".docx",), (".rtf",)
_DOCUMENT = "word/document.xml"
_TITLES = ("title", "heading1", "titel", "überschrift1", "titre", "titre1", "berschrift1")


def read_docx(raw: bytes, file: str) -> tuple[list[Row], list[Problem]]:
    """Read a Word document.

    Notes
    -----
    Only the paragraphs of the main text are looked at: no macros, links, pictures, comments or deleted text.
    """
    with open_zip(raw) as archive:
        if _DOCUMENT not in archive.namelist():
            raise ReadError("this is no Word document (it holds no word/document.xml)")
        if archive.getinfo(_DOCUMENT).file_size > MOST_BYTES:
            raise ReadError(f"its text unpacks to more than {MOST_BYTES >> 20:,} MB")
        try:
            content = archive.read(_DOCUMENT)
        except Exception as fault:  # a broken archive makes zipfile and zlib fail in many ways; none may sink the others
            raise ReadError(f"the Word document is broken ({fault})") from fault
    root, doubts = parse_xml(content)
    paragraphs = [(_style(paragraph), line) for paragraph in descend(root, "p") for line in _lines(paragraph)]
    title = next((line for style, line in paragraphs if style in _TITLES), "")
    return _read_lines([line for _, line in paragraphs], file, doubts, title)


def read_rtf(raw: bytes, file: str) -> tuple[list[Row], list[Problem]]:
    """Read a document in RTF."""
    from striprtf.striprtf import rtf_to_text  # noqa: PLC0415 - only these files need it

    if not raw.lstrip()[:5] == b"{\\rtf":
        raise ReadError("this is no RTF document (it does not begin with {\\rtf)")
    source = raw.decode("latin-1")
    try:
        text = rtf_to_text(source, errors="replace")
    except Exception as fault:  # a broken document makes the converter fail in any way; it must not sink the others
        raise ReadError(f"the RTF cannot be taken apart ({type(fault).__name__})") from fault
    doubts = [] if source.rstrip("\0\r\n ").endswith("}") else ["the RTF breaks off; what came before was read"]
    text, more = decode(text.encode("utf-8", errors="replace"))
    return _read_lines(text.split("\n"), file, doubts + more)


def _read_lines(lines: list[str], file: str, doubts: list[str], title: str = "") -> tuple[list[Row], list[Problem]]:
    problems = [warning(file, doubt) for doubt in doubts]
    if not any(map(str.strip, lines)):
        raise ReadError("the document holds no text")
    if is_nexis(lines):
        rows, more = read_nexis(lines, file)
    elif is_factiva(lines):
        rows, more = read_factiva_lines(lines, file)
    else:
        rows, more = [read_page("\n\n".join(line.strip() for line in lines if line.strip()), file, title)], []
    return rows, problems + more


def _style(paragraph: Any) -> str:
    found = next(descend(paragraph, "pStyle"), None)
    return "" if found is None else next((value.lower() for key, value in found.attrib.items() if key.endswith("}val")), "")


def _lines(paragraph: Any) -> list[str]:
    """Return the lines of a paragraph; breaks end a line, tabs are spaces."""
    pieces = []
    for part in paragraph.iter():
        name = local(part)
        if name == "t":
            pieces.append(part.text or "")
        elif name in ("br", "cr", "tab"):
            pieces.append("\t" if name == "tab" else "\n")
    return ["".join(pieces)] if "\n" not in pieces else "".join(pieces).split("\n")
