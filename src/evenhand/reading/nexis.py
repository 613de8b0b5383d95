"""Nexis: Nexis Uni documents (Word, RTF) and the older LexisNexis exports (plain text, HTML), all read as lines."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from evenhand.lexicons import read_lexicon
from evenhand.reading.dates import find_date
from evenhand.reading.documents import count_check, rows_of_documents
from evenhand.reading.problems import Problem
from evenhand.reading.tables import Row

_COUNTED = re.compile(
    r"\s*(?:dokument |document )?(\d{1,6}) (?:of|von|de|di|sur|van) (\d{1,6})(?: documents?| dokumente[n]?)?\s*$", re.IGNORECASE
)
_DOCUMENTS = re.compile(r"\s*(?:documents|dokumente|documentos)\s?\((\d{1,6})\)\s*$", re.IGNORECASE)
_END = re.compile(r"\s*(?:end of document|ende des dokuments?|fin du document|fin de documento)\s*$", re.IGNORECASE)
_BODY = re.compile(r"\s*(?:body|text|textteil|corps|cuerpo)\s*$", re.IGNORECASE)
_FIELD = re.compile(r"\s*([^\W\d_][\w()-]{1,20}(?: [\w-]{1,15})?)\s{0,2}:\s*(.*)")
_COPYRIGHT = re.compile(r"\s*(?:copyright\b|©|\(c\)|all rights reserved|alle rechte vorbehalten)", re.IGNORECASE)
_EDITION = re.compile(r".{0,60}\b(?:edition|ausgabe|final)\b.{0,30}$", re.IGNORECASE)
_BELOW = ("tail", "language")  # fields below the article
_LONGEST_DATE = 60  # characters
_HEAD_LINES = 60  # of a file, in which it shows what it is

Lines = list[str]
Numbered = tuple[int, Lines]


def is_nexis(lines: Lines) -> bool:
    """Tell whether lines are those of a Nexis export.

    Examples
    --------
    >>> is_nexis(["", "   1 of 10 DOCUMENTS", "", "The Mirror"]), is_nexis(["It rains."])
    (True, False)
    """
    return any(map(_opens, lines[:_HEAD_LINES])) or (any(map(_END.match, lines)) and any(map(_BODY.match, lines)))


def read_nexis(lines: Lines, file: str) -> tuple[list[Row], list[Problem]]:
    """Read the documents of a Nexis export, given as lines.

    Notes
    -----
    Headline, byline and date are those of the fields; the text is what stands between the fields above and below it.
    """
    stated, parts = _parts(lines)
    read = [(number, _new_layout(part) if any(map(_BODY.match, part)) else _old_layout(part)) for number, part in parts]
    rows, problems = rows_of_documents([document for _, document in read], file, lines=[number for number, _ in read])
    return rows, problems + count_check(stated, len(rows), file)


def _parts(lines: Lines) -> tuple[int | None, list[Numbered]]:
    """Cut an export into documents; return how many it states, and each with the line it begins on."""
    stated = [int(found[found.lastindex or 1]) for line in lines if (found := _DOCUMENTS.match(line) or _opens(line))]
    ends_marked = any(map(_END.match, lines))
    parts: list[Numbered] = [(1, [])]
    for number, line in enumerate(lines, 1):
        if _END.match(line) if ends_marked else _opens(line):
            parts.append((number + 1, []))
        else:
            parts[-1][1].append(line)
    if not ends_marked:
        parts = parts[1:]  # what stands before the first document
    full = [(number, part) for number, part in parts if sum(1 for line in part if line.strip()) > 2]  # a last page has less
    return max(stated, default=None), full


def _opens(line: str) -> re.Match[str] | None:
    """Tell whether a line opens a document: ``3 of 10 DOCUMENTS``, ``Dokument 3 von 10``."""
    found = _COUNTED.match(line[: _LONGEST_DATE * 2])
    return found if found and re.search("doc|dok", line, re.IGNORECASE) else None


def _old_layout(lines: Lines) -> dict[str, str]:
    """Outlet, date, headline and fields, article, fields."""
    blocks = _blocks(lines)
    fields = [_field(block) for block in blocks]
    tail = next((n for n, (kind, _) in enumerate(fields) if kind in _BELOW and n), len(blocks))
    heads = [n for n, (kind, _) in enumerate(fields[:tail]) if kind not in ("", "text", "tail")]
    lengths = [n for n, (kind, _) in enumerate(fields[:tail]) if kind == "length"]
    first_field = heads[0] if heads else tail
    # Fields stand together: one far down is a line of the article that looks like a field.
    begin = (lengths[0] if lengths else max((n for n in heads if n - first_field <= len(heads)), default=-1)) + 1
    begin = next((n for n in range(begin, tail) if fields[n][0] in ("", "text")), begin)
    head = [block for block in blocks[:first_field] if not _COPYRIGHT.match(block)]
    dated = next((n for n, block in enumerate(head[:6]) if _is_date(block)), None)
    title = [block for block in head[(dated or 0) + 1 :] if not _EDITION.match(block) or len(head) - (dated or 0) <= 2]
    found = {kind: value for kind, value in reversed(fields) if kind not in ("", "head", "tail", "text", "length")}
    body = [value if kind == "text" else block for block, (kind, value) in zip(blocks[begin:tail], fields[begin:tail], strict=True)]
    return {
        "title": " ".join(title),
        "outlet": head[0] if head and dated != 0 else "",
        "published": _iso(head[dated]) if dated is not None else "",
        "text": "\n\n".join(block for block in body if not _COPYRIGHT.match(block)),
    } | _cleaned(found)


def _new_layout(lines: Lines) -> dict[str, str]:
    """Headline, outlet, date and fields, the word Body, article, fields."""
    kept = [" ".join(line.split()) for line in lines if line.strip()]
    body = next(n for n, line in enumerate(kept) if _BODY.match(line))
    fields = [_field(line) for line in kept[:body]]
    dated = max((n for n, line in enumerate(kept[:body]) if _is_date(line) and not fields[n][0]), default=None)
    head = kept[max(0, dated - 2) : dated] if dated is not None else kept[:2]
    end = next((n for n in range(body + 1, len(kept)) if _ends(kept[n])), len(kept))
    found = {kind: value for kind, value in reversed(fields) if kind not in ("", "head", "tail", "text", "length")}
    told = dict(map(_field, kept[end:]))
    standfirst = [value for kind, value in fields if kind == "text"]
    return {
        "title": head[0] if head else "",
        "outlet": head[1] if len(head) > 1 else "",
        "published": _iso(kept[dated]) if dated is not None else "",
        "language": told.get("language", ""),
        "text": "\n\n".join([*standfirst, *kept[body + 1 : end]]),
    } | _cleaned(found)


def _ends(line: str) -> bool:
    return _field(line)[0] in _BELOW or line in ("Classification", "Graphic", "Klassifikation", "Grafik")


def _blocks(lines: Lines) -> Lines:
    """Join the lines of each paragraph; a field always begins one."""
    blocks: list[Lines] = []
    open_block = False
    for line in lines:
        text = " ".join(line.split())
        if not text:
            open_block = False
        elif open_block and not _field(text)[0]:
            blocks[-1].append(text)
        else:
            blocks.append([text])
            open_block = True
    return [" ".join(block) for block in blocks]


def _field(line: str) -> tuple[str, str]:
    """Return what a field is (see the list ``export_fields``) and what it says; nothing for other lines."""
    found = _FIELD.match(line[:2000])
    kind = _fields().get("-".join(found[1].lower().split()), "") if found else ""
    # In the old layout a field is printed in capitals, in the new one with a capital.
    return (kind, line[found.start(2) :].strip()) if found and kind and found[1][0].isupper() else ("", "")


@cache
def _fields() -> dict[str, str]:
    return read_lexicon("export_fields").column("category")


def _is_date(line: str) -> bool:
    return len(line) < _LONGEST_DATE and find_date(line) is not None


def _iso(line: str) -> str:
    found = find_date(line)
    return found.isoformat() if found else ""


def _cleaned(found: dict[str, str]) -> dict[str, str]:
    """Take the By off a byline; a date that cannot be read is left to the line that states it."""
    author = re.sub(r"^(?:by|von|par|por)\s+", "", found.get("author", ""), flags=re.IGNORECASE)
    date = _iso(found.pop("published", ""))
    language = "".join(takewhile(lambda letter: letter not in ";,(", found.get("language", ""))).strip()
    return {key: value for key, value in {**found, "author": author, "published": date, "language": language}.items() if value}
