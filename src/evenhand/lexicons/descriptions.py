"""The TOML beside a list: what it is, whose definition it follows, and what each category means."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evenhand.errors import LexiconError, nearest
from evenhand.lexicons.rows import read_text

TEXTS = ("title", "version", "source", "licence")
KEYS = (*TEXTS, "matching", "note", "columns", "frames", "categories")
# What a codebook says of a frame for its coders. A codebook may say more; these have a fixed form.
FRAME_TEXTS = ("label", "question", "include", "exclude", "example", "counter_example")
NAME = re.compile(r"[a-z][a-z0-9_]*")


def read_description(path: Path) -> tuple[dict[str, Any], list[str]]:
    """Read the TOML of a list; return it with its faults, each with file and line.

    Raises
    ------
    LexiconError
        If the file is missing, is no TOML, or does not say which list this is.
    """
    if not path.is_file():
        raise LexiconError(f"{path}: missing; a list needs this file with title, version, source and licence")
    text = read_text(path)
    try:
        about = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        place = re.search(r" \(at line (\d+), column \d+\)$", str(fault))
        where, what = (f", line {place[1]}", str(fault)[: place.start()]) if place else ("", str(fault))
        raise LexiconError(f'{path}{where}: {what}; expected TOML: [frames.name] and lines such as label = "..."') from None
    for key in TEXTS:
        if key not in about:
            raise LexiconError(f'{path}: "{key}" is missing; expected a line such as {key} = "..."')
        if not isinstance(about[key], str):
            raise LexiconError(f'{path}, line {_line_of(key, text)}: {key} = {about[key]}; expected a text: {key} = "{about[key]}"')
    return about, [f"{path}, line {_line_of(key, text)}: {fault}" for key, fault in _faults(about)]


def _line_of(key: str, text: str) -> int:
    """Find the line that a key or a table's header stands on."""
    last = re.escape(key.rpartition(".")[2])
    found = re.search(rf"^(\[.*\b{last}\b\"?\]|\s*\"?{last}\"?\s*=)", text, re.MULTILINE)
    return text[: found.start()].count("\n") + 1 if found else 1


def _faults(about: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key in about:
        if key not in KEYS and nearest(key, KEYS):
            yield key, f'"{key}" means nothing{nearest(key, KEYS)}; expected one of: {", ".join(KEYS)}'
    yield from _text_faults(about)
    if "frames" in about and "categories" in about:
        yield "categories", "a list has frames or categories, not both; expected one of the two tables"
    kind = "frames" if "frames" in about else "categories"
    told = about.get(kind, {})
    if not isinstance(told, dict):
        yield kind, f"{kind} is {told!r}; expected a table [{kind}] that says what each means"
        return
    for name, says in told.items():
        if kind == "frames" and not NAME.fullmatch(name):
            wanted = "_".join(re.findall(r"[a-z0-9]+", name.lower())) or "a_name"
            yield name, f'"{name}" cannot name a column; expected small letters and _, such as {wanted}'
        if kind == "frames":
            yield from _frame_faults(name, says)
        elif not isinstance(says, str | dict):
            yield name, f"{name} is {says!r}; expected a text that says what it means"


def _text_faults(about: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key in TEXTS:
        if key != "version" and not about[key].strip():
            yield key, f"{key} is empty; expected a text"
    if not re.fullmatch(r"\d+\.\d+", about["version"]):
        yield "version", f'version "{about["version"]}"; expected two numbers such as "1.0"'


def _frame_faults(name: str, says: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(says, dict):
        yield name, f"frame {name} is {says!r}; expected a table [frames.{name}] with a label"
        return
    if "label" not in says:
        yield f"frames.{name}", f'frame {name} has no label; expected a line such as label = "{name.replace("_", " ").capitalize()}"'
    if not isinstance(says.get("residual", False), bool):
        yield "residual", f"{name}.residual is {says['residual']!r}; expected true or false, without quotation marks"
    for key in says:
        if key in FRAME_TEXTS and not isinstance(says[key], str):
            yield f"frames.{name}", f"{name}.{key} is {says[key]!r}; expected a text"
        elif key not in FRAME_TEXTS and nearest(key, FRAME_TEXTS):
            yield f"frames.{name}", f"{name}.{key} means nothing{nearest(key, FRAME_TEXTS)}; expected one of: {', '.join(FRAME_TEXTS)}"
    items = says.get("items", {})
    if not isinstance(items, dict) or not all(isinstance(question, str) for question in items.values()):
        yield (
            f"frames.{name}",
            f'{name}.items is {items!r}; expected a table [frames.{name}.items] with lines such as costs = "Does it ...?"',
        )
