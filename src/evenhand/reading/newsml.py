"""Agency formats of the IPTC: NewsML-G2 and NITF."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from evenhand.reading.documents import rows_of_documents
from evenhand.reading.markup import descend, first_text, lines_of, lines_of_fragment, text_of
from evenhand.reading.problems import Problem, warning
from evenhand.reading.tables import Row

_LINES = ("p", "hl2", "li", "td", "h2", "h3", "h4")


def read_newsml(root: Any, file: str) -> tuple[list[Row], list[Problem]]:
    """Read the items of NewsML-G2 that hold text; pictures and other items are counted in one warning."""
    items = list(descend(root, "newsItem"))
    documents = [document for item in items if (document := _item(item))["text"]]
    rows, problems = rows_of_documents(documents, file)
    if len(documents) < len(items):
        problems.append(warning(file, f"{len(items) - len(documents)} of {len(items)} items hold no text; they were left out"))
    return rows, problems


def read_nitf(root: Any, file: str) -> tuple[list[Row], list[Problem]]:
    """Read NITF, one document or several."""
    return rows_of_documents(map(_nitf, descend(root, "nitf")), file)


def _item(item: Any) -> dict[str, str]:
    inner = next(descend(item, "nitf"), None)
    told = _nitf(inner) if inner is not None else {"text": "\n\n".join(_content(item))}
    language = next((found.get("tag", "") for found in descend(item, "language")), "")
    stated = {
        "article_id": item.get("guid", ""),
        "title": first_text(item, "headline"),
        "author": first_text(item, "by") or _names(descend(item, "creator", "contributor")),
        "published": first_text(item, "contentCreated", "firstCreated", "versionCreated"),
        "language": language,
        "wire": first_text(item, "creditline"),
        "outlet": _provider(item),
    }
    return told | {column: value for column, value in stated.items() if value}


def _content(item: Any) -> list[str]:
    for found in descend(item, "inlineXML"):
        return lines_of(found)
    for found in descend(item, "inlineData"):
        return lines_of_fragment("".join(found.itertext()))
    return []


def _provider(item: Any) -> str:
    for found in descend(item, "provider"):
        return first_text(found, "name") or found.get("literal") or (found.get("qcode") or "").rpartition(":")[2]
    return ""


def _names(elements: Iterable[Any]) -> str:
    return ", ".join(dict.fromkeys(name for element in elements if (name := first_text(element, "name"))))


def _nitf(root: Any) -> dict[str, str]:
    body = next(descend(root, "body.content"), None)
    date = next((found for found in descend(root, "date.issue")), None)
    key = next((found for found in descend(root, "doc-id")), None)
    paper = next((found for found in descend(root, "pubdata")), None)
    by = next((found for found in descend(root, "byline")), None)
    printed = date.get("norm") if date is not None else None
    return {
        "article_id": key.get("id-string", "") if key is not None else "",
        "title": first_text(root, "hl1") or first_text(root, "hedline") or first_text(root, "title"),
        "author": (first_text(by, "person") or _by(text_of(by))) if by is not None else "",
        "published": printed or (paper.get("date.publication", "") if paper is not None else ""),
        "outlet": (paper.get("name", "") if paper is not None else ""),
        "wire": first_text(root, "distributor"),
        "url": paper.get("ex-ref", "") if paper is not None else "",
        "text": "\n\n".join(_paragraphs(body)) if body is not None else "",
    }


def _paragraphs(body: Any) -> list[str]:
    """Return the paragraphs of a body, those of a picture's caption left out; the full text where blocks repeat the lead."""
    full = [block for block in descend(body, "block") if block.get("class") == "full_text"]
    within = full[0] if full else body
    captions = {line for media in descend(within, "media") for line in descend(media, *_LINES)}
    found = [text for line in descend(within, *_LINES) if line not in captions and (text := text_of(line))]
    return found or lines_of(within)


def _by(byline: str) -> str:
    return byline[3:] if byline.lower().startswith("by ") else byline
