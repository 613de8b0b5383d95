"""JSON: one article a line, or a list of articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from evenhand.errors import ReadError
from evenhand.reading.columns import Given, given_in, name_columns, no_text
from evenhand.reading.decode import decode
from evenhand.reading.problems import Problem, warning
from evenhand.reading.tables import Row

SUFFIXES = (".jsonl", ".ndjson", ".json")
_LEFT_OUT = "; it was left out"
_NAMED, _MOST_NAMES = ("author", "outlet"), 50  # columns whose objects and lists are names


def read_jsonl(raw: bytes, file: str, given: Given | None = None) -> tuple[list[Row], list[Problem]]:
    r"""Read articles from JSON lines or a JSON list (also a list inside an object).

    Numbers stay as printed; lists and objects inside an article are left out, but for names of authors and outlets. A broken
    line is named and the rest read.

    Examples
    --------
    >>> rows, problems = read_jsonl(b'{"id": 1, "text": "It rains."}\n{"id": 2,', "a.jsonl")
    >>> rows[0].columns, problems[0].line
    ({'article_id': '1', 'text': 'It rains.'}, 2)
    """
    text, doubts = decode(raw)
    if not text.strip():
        raise ReadError("the file is empty")
    rows: list[Row] = []
    headlines = 0
    problems = [warning(file, doubt) for doubt in doubts]
    for number, (line, found) in enumerate(_whole(text) if file.lower().endswith(".json") else _lines(text), 1):
        if isinstance(found, str):
            problems.append(warning(file, found + _LEFT_OUT, line=line))
            continue
        names = name_columns(found, given_in(found, given))
        values = {names[key]: _plain(value) if names[key] in _NAMED else value for key, value in found.items()}
        if "text" not in values and values.keys() >= {"title", "url"}:
            values["text"] = values["title"]
            headlines += 1
        elif "text" not in values:
            problems.append(warning(file, no_text(found) + _LEFT_OUT, line=line))
            continue
        rows.append(Row(values, file, line, f"{PurePath(file).stem}-{number}", origin="export"))
    if not rows:
        first = next((problem for problem in problems if problem.message.endswith(_LEFT_OUT)), None)
        place = f"line {first.line}: " if first and first.line else ""
        raise ReadError(place + first.message.removesuffix(_LEFT_OUT) if first else "it holds no articles")
    if headlines:
        problems.append(warning(file, f"{headlines:,} of {len(rows):,} articles have no text: each is its headline only"))
    return rows, problems


def _plain(value: Any) -> Any:
    """Put a list of names on a line, and take the name of an object that has one (a source, an author)."""
    if isinstance(value, dict):
        return next((value[key] for key in ("name", "title") if isinstance(value.get(key), str)), None)
    if isinstance(value, list) and value and len(value) <= _MOST_NAMES and all(isinstance(_plain(item), str) for item in value):
        return ", ".join(map(_plain, value))
    return value


def _lines(text: str) -> Iterator[tuple[int | None, dict[str, Any] | str]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _article(_load(line))


def _whole(text: str) -> Iterator[tuple[int | None, dict[str, Any] | str]]:
    """Give the articles of one JSON document; of many documents, one a line, each of them."""
    found = _load(text)
    if isinstance(found, str) and "\n" in text.strip():
        yield from _lines(text)
        return
    if isinstance(found, dict) and "text" not in name_columns(found, {}).values():
        lists = [value for value in found.values() if isinstance(value, list) and value and isinstance(value[0], dict)]
        found = lists[0] if len(lists) == 1 else found
    for item in found if isinstance(found, list) else [found]:
        yield None, _article(item)


def _article(found: Any) -> dict[str, Any] | str:
    """Return an article, or what is wrong with it."""
    if isinstance(found, (dict, str)):
        return found
    return f'expected an object such as {{"text": "..."}}, found a {type(found).__name__}'


def _load(printed: str) -> Any:
    """Return what a piece of JSON holds, or what is wrong with it as text."""
    try:
        found = json.loads(printed, parse_int=str, parse_float=str, parse_constant=lambda _: None)
    except RecursionError:
        return "nested too deep"
    except ValueError as fault:
        return f"broken JSON ({fault})"
    return found if not isinstance(found, str) else 'expected an object such as {"text": "..."}, found a text'
