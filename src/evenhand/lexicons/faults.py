"""What can be wrong with an entry of a list: each fault with what to write instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from evenhand.errors import nearest
from evenhand.lexicons.patterns import CONDITIONS, GAP, PARTS, clauses_of, pieces_of
from evenhand.lexicons.rows import EXTRA, Row

LONGEST = 12  # words; a longer entry is a sentence, which no other text repeats
FARTHEST = 30  # words in a gap
HEAVIEST = 10.0
_REGEX = re.compile(r"[\[\]{}|^\\]|\(.*\)|\.\*|\.\+")

Fault = tuple[int, str]


def entry_faults(rows: list[Row], categories: dict[str, Any], *, is_codebook: bool) -> Iterator[Fault]:
    """Go through the rows of a list; return line and fault of each.

    A word list may hold what is no word (``&``, ``pub_date``, an agency's slug); the terms of a codebook are words of texts.
    """
    seen: dict[tuple[str, ...], int] = {}
    used: set[str] = set()
    for line, row in rows:
        if None in row.values() or EXTRA in row:
            yield line, "another number of fields than the header has; expected one value a column, quoted where it holds a comma"
            continue
        wording = wording_faults(row["term"]) if is_codebook else ()
        for fault in (
            *term_faults(row["term"]),
            *wording,
            *_category_faults(row["category"], categories),
            *_column_faults(row, categories),
        ):
            yield line, fault
        key = tuple(pieces_of(row["term"].lower())) if is_codebook else (row["term"],)
        if row["term"].strip() and key in seen:
            yield line, f'"{row["term"]}" stands on line {seen[key]} already; expected each term once'
        seen.setdefault(key, line)
        used.update(name.strip() for name in row["category"].split(";"))
    rest = [name for name, says in categories.items() if isinstance(says, dict) and says.get("residual")]
    if len(rest) > 1:
        yield rows[-1][0], f"{' and '.join(rest)} are both residual; expected one frame for what shows no other"
    for name, says in categories.items():
        if isinstance(says, dict) and name not in used and not says.get("residual"):
            yield rows[-1][0], f"frame {name} has no entry; expected at least one, or residual = true in [frames.{name}]"


def term_faults(term: str) -> Iterator[str]:
    """Say what is wrong with a term.

    Examples
    --------
    >>> list(term_faults("Cost  of living"))[1]
    '"Cost  of living" has a capital; expected "cost of living" (case is ignored in matching)'
    """
    plain = " ".join(term.split())
    if not plain:
        yield "an empty term; expected a word or phrase"
        return
    if term != plain:
        yield f'"{term}" has a stray space; expected "{plain}"'
    if term != term.lower():
        yield f'"{term}" has a capital; expected "{plain.lower()}" (case is ignored in matching)'
    if any(chunk.strip("*") == "" or "*" in chunk.strip("*") or "**" in chunk for chunk in term.split()):
        yield f'"{term}" has a * that stands alone, twice or inside a word; expected it at either end of a word'


def wording_faults(term: str) -> Iterator[str]:
    """Say why a term is no word or phrase that a text could hold.

    Examples
    --------
    >>> list(wording_faults("tax_cut"))
    ['"tax_cut" has a _; expected "tax cut"']
    """
    if not term.strip():
        return
    if _REGEX.search(term):
        yield f'"{term}" looks like a regular expression; expected plain words, * for any letters, one entry a line'
    elif not any(map(str.isalnum, term)):
        yield f'"{term}" has no letter or digit; expected a word'
    seen = "".join(letter for letter in unicodedata.normalize("NFC", term) if unicodedata.category(letter) != "Cf")
    if seen != term:
        yield f'"{term}" has an invisible character, or an accent apart from its letter; expected "{seen}" typed anew'
    if "?" in term.rstrip("?"):
        yield f'"{term}" has a ? inside; it stands for no letter here: expected * at an end, or an entry for each spelling'
    if "_" in term:
        yield f'"{term}" has a _; expected "{" ".join(term.replace("_", " ").split())}"'
    yield from _gap_faults(term)
    if len(term.split()) > LONGEST:
        yield f'"{term[:40]}..." has {len(term.split())} words; expected at most {LONGEST}'


def _gap_faults(term: str) -> Iterator[str]:
    if "..." in term:
        yield f'"{term}" has three dots; expected the one character {GAP} between two spaces: "{term.replace("...", GAP)}"'
    if term.count(GAP) > 1:
        yield f'"{term}" has two gaps; expected one {GAP} at most'
    elif GAP in term and not all(map(str.strip, term.split(GAP))):
        yield f'"{term}" begins or ends with a gap; expected words on both sides of {GAP}'
    elif GAP in term and f" {GAP} " not in term:
        yield f'"{term}" has {GAP} beside a letter; expected a space on both sides'


def _category_faults(cell: str, categories: dict[str, Any]) -> Iterator[str]:
    names = [name.strip() for name in cell.split(";")]
    if not cell.strip():
        known = f" of: {', '.join(categories)}" if categories else ""
        yield f"an empty category; expected one{known}"
        return
    if len(set(names)) < len(names):
        yield f'category "{cell}" names one twice; expected each once'
    for name in dict.fromkeys(names):
        if categories and name not in categories:
            yield f'category "{name}"{nearest(name, categories)} is not defined; expected one of: {", ".join(categories)}'


def _column_faults(row: dict[str, str], categories: dict[str, Any]) -> Iterator[str]:
    weight = row.get("weight", "")
    if weight and not re.fullmatch(r"\d+(\.\d+)?", weight):
        yield f'weight "{weight}"; expected a number such as 2 or 0.5, or nothing for 1'
    elif weight and not 0 < float(weight) <= HEAVIEST:
        yield f"weight {weight}; expected more than 0 and at most {HEAVIEST:.0f}"
    says = categories.get(row["category"])
    items = says.get("items", {}) if isinstance(says, dict) else {}
    if row.get("item") and isinstance(items, dict) and row["item"] not in items:
        yield f'item "{row["item"]}"{nearest(row["item"], items)} is not defined for {row["category"]}; expected one of: {", ".join(items)}'
    if row.get("condition"):
        yield from _condition_faults(row["condition"], row["term"])


def _condition_faults(condition: str, term: str) -> Iterator[str]:
    clauses = clauses_of(condition)
    names = [name for name, _ in clauses]
    for name, values in clauses:
        if name not in CONDITIONS:
            yield f'condition "{name}"{nearest(name, CONDITIONS)} means nothing; expected one of: {", ".join(CONDITIONS)}'
        elif not values:
            yield f'condition "{name}" has no value; expected "{name}: ..."'
        elif names.count(name) > 1:
            yield f'condition "{name}" stands there twice; expected its values in one place, with / between them'
        else:
            yield from _value_faults(name, values, term)


def _value_faults(name: str, values: list[str], term: str) -> Iterator[str]:
    if name == "only in":
        for value in values:
            if value not in PARTS:
                yield f'only in "{value}"{nearest(value, PARTS)}; expected one of: {", ".join(PARTS)}'
    elif name == "within":
        if not (len(values) == 1 and values[0].isdecimal() and 0 < int(values[0]) <= FARTHEST):
            yield f'within "{" / ".join(values)}"; expected one whole number from 1 to {FARTHEST}'
        elif GAP not in term:
            yield f'within has no meaning for "{term}"; expected a term with a gap, such as "hold {GAP} accountable"'
    else:
        yield from (f"in {name}: {fault}" for value in values for fault in (*term_faults(value), *wording_faults(value)))
        yield from (f'in {name}: "{value}" has a gap; expected words only' for value in values if GAP in value)
