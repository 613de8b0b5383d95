"""Hand-coding sheets as researchers keep them: one row per text and coder, read into what `fit_coder` learns from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from evenhand.errors import ParameterError, ReadError, nearest, require_choice
from evenhand.reading.tabular import read_records

# What the columns of such sheets are called, first choice first.
NAMES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "sentence", "passage", "paragraph", "headline", "unit_text"),
    "code": ("code", "codes", "frame", "frames", "label", "labels", "category"),
    "group": ("group", "article", "article_id", "story", "document"),
    "coder": ("coder", "coder_id", "annotator", "rater"),
}
TIES = ("error", "drop", "first")
_YES, _NO = frozenset({"1", "1.0", "true", "yes", "x"}), frozenset({"0", "0.0", "false", "no", ""})
_MOSTLY = 0.9  # share of cells that are 1 or 0 in a column that is meant to be a code
_SHOWN = 10  # faults named at once
_RARE = 10  # a code on fewer rows may be a slip of the pen
_EXPECTED = "expected a hand-coding sheet: CSV, Excel or JSONL with one row per text and coder"

Columns = Mapping[str, str | Sequence[str]]


class CodedTexts(NamedTuple):
    """What a sheet holds: one text, what was coded of it, and what it belongs to; ``coders`` is how many coded."""

    texts: list[str]
    codes: list[str] | pd.DataFrame
    groups: list[str]
    coders: int


def read_coding_sheet(sheet: str | Path | pd.DataFrame, columns: Columns | None = None, *, ties: str = "error") -> CodedTexts:
    """Read a hand-coding sheet.

    Parameters
    ----------
    sheet
        A CSV, Excel or JSONL file, or a DataFrame.
    columns
        Which columns are what, where their names do not say so: ``{"text": "Satz", "code": "Rahmen", "group": "id"}``; ``code`` may
        name several columns of 1 and 0.
    ties
        What happens to a text that as many coders gave a code as did not: ``error`` names its lines, ``drop`` leaves the text out,
        ``first`` follows the coder first in the alphabet.

    Returns
    -------
    CodedTexts
        ``texts``; ``codes`` (one each, or a table of true and false where a text may have several); ``groups``; ``coders``.

    Raises
    ------
    ReadError
        If the file cannot be read.
    ParameterError
        If a row is broken, a column or a code missing or misspelt, or coders tie; all faults at once, with file and line.

    Notes
    -----
    Columns are known by name: text or sentence; code, codes or frame; article or group; coder. Several codes in a cell are
    parted by ``;`` or ``|``, and then an empty cell is a text with none. Without a column of codes, each column of 1 and 0 (yes and no,
    x and nothing) is a code. Rows with the same text of the same group by different coders are one text, which has the codes that
    more of its coders gave than did not.

    Examples
    --------
    >>> sheet = pd.DataFrame({"sentence": ["Rain.", "Rain.", "Sun."], "coder": ["a", "b", "a"], "code": ["wet", "wet", "dry"]})
    >>> read_coding_sheet(sheet).codes
    ['wet', 'dry']
    """
    require_choice(ties, TIES, "ties")
    table, name, lines = _rows(sheet)
    roles = _roles(table, name, columns or {})
    texts = table[roles["text"]].map(_cell)
    _refuse(name, [(line, f'no text in column "{roles["text"]}"; expected one, or no row') for line in lines[texts.eq("")]])
    codes, several = _codes(table, name, lines, roles)
    coder = table[roles["coder"]].map(_cell) if "coder" in roles else pd.Series("", index=table.index)
    group = table[roles["group"]].map(_cell) if "group" in roles else pd.Series("", index=table.index)
    # A sentence may stand twice in an article; it is another text each time that the same coder comes to it.
    keys = pd.DataFrame({"group": group, "text": texts, "coder": coder})
    keys["turn"] = keys.groupby(["group", "text", "coder"]).cumcount() if "coder" in roles else np.arange(len(keys))
    unit = keys.groupby(["group", "text", "turn"], sort=False).ngroup().to_numpy()
    votes = codes.groupby(unit).mean()
    first = codes.iloc[np.lexsort((coder.to_numpy(str), unit))].groupby(np.sort(unit)).first()
    given, tied = _settled(votes, first, several=several)
    keep = ~tied if ties == "drop" else np.ones(len(tied), bool)
    if ties == "error":
        at = [", ".join(map(str, lines[unit == number])) for number in np.flatnonzero(tied)]
        _refuse(name, [(where, 'coders tie; expected a code that more gave than not, or ties="drop" or ties="first"') for where in at])
    chosen = keys.assign(unit=unit).drop_duplicates("unit").set_index("unit").loc[np.flatnonzero(keep)]
    flags = given[keep].reset_index(drop=True)
    groups = chosen["group"] if "group" in roles else chosen["text"]
    decided = flags if several else flags.idxmax(axis=1).astype(str).tolist()
    return CodedTexts(chosen["text"].tolist(), decided, groups.tolist(), coder.nunique())


def _settled(votes: pd.DataFrame, first: pd.DataFrame, *, several: bool) -> tuple[pd.DataFrame, np.ndarray[Any, np.dtype[np.bool_]]]:
    """Return the codes of each text, ties as the first coder has them, and which texts tie."""
    if several:
        split = votes.eq(0.5)
        return votes.gt(0.5) | (split & first), split.any(axis=1).to_numpy()
    most = votes.eq(votes.max(axis=1), axis=0)
    tied = most.sum(axis=1).gt(1).to_numpy()
    return most.mask(np.repeat(tied[:, None], most.shape[1], axis=1), first), tied


def _roles(table: pd.DataFrame, name: str, given: Columns) -> dict[str, Any]:
    """Return which column is what."""
    for role in given:
        if role not in NAMES:
            raise ParameterError(f'columns names "{role}"{nearest(role, NAMES)}; expected: {", ".join(NAMES)}')
    have = {str(column).strip().lower(): column for column in table.columns}
    for column in (each for said in given.values() for each in ([said] if isinstance(said, str) else said)):
        if column not in table.columns:
            raise ParameterError(f'{name} has no column "{column}"{nearest(column, map(str, table.columns))}; it has: {_list(table)}')
    found = {role: next((have[known] for known in names if known in have), None) for role, names in NAMES.items()}
    roles = {role: column for role, column in (found | dict(given)).items() if column is not None}
    if "text" not in roles:
        near = next(filter(None, (nearest(known, have) for known in NAMES["text"])), "")
        raise ParameterError(f'{name} has no column "text" or "sentence"{near}; it has: {_list(table)}; or say columns={{"text": ...}}')
    return roles


def _codes(table: pd.DataFrame, name: str, lines: pd.Index, roles: Mapping[str, Any]) -> tuple[pd.DataFrame, bool]:
    """Return one row of flags per row of the sheet, and whether a text may have several codes."""
    said = roles.get("code")
    if not isinstance(said, str):
        taken = {column for role, column in roles.items() if role != "code"}
        return _flags(table, name, lines, said or [column for column in table.columns if column not in taken]), True
    parts = table[said].map(_parts)
    several = bool(parts.map(len).gt(1).any() or table[said].map(lambda cell: isinstance(cell, list)).any())
    if not several:
        _refuse(name, [(line, f'no code in column "{said}"; expected one, or no row') for line in lines[parts.map(len).eq(0)]])
    counts = parts.explode().value_counts()
    for rare in counts.index[counts < _RARE]:
        common = {each.casefold(): each for each in counts.index if counts[each] > counts[rare]}
        near = nearest(rare.casefold(), common)
        if near:
            meant = next(each for lower, each in common.items() if f'"{lower}"' in near)
            held = lines[parts.map(lambda cell, rare=rare: rare in cell)]
            _refuse(name, [(line, f'code "{rare}" (did you mean "{meant}"?); expected each code spelt one way') for line in held])
    return pd.DataFrame(
        {code: parts.map(lambda cell, code=code: code in cell) for code in sorted(counts.index)}, index=table.index
    ), several


def _flags(table: pd.DataFrame, name: str, lines: pd.Index, columns: Iterable[str]) -> pd.DataFrame:
    cells = {column: table[column].map(lambda cell: _cell(cell).lower()) for column in columns}
    good = {column: each.isin(_YES | _NO) for column, each in cells.items()}
    meant = [column for column in cells if good[column].mean() >= _MOSTLY and cells[column].ne("").any()]
    if not meant:
        raise ParameterError(
            f"{name}: no column of hand codes is named; expected a column code, codes or frame, columns of 1 and 0, "
            f'or columns={{"code": ...}}; it has: {_list(table)}'
        )
    faults = [
        (line, f'column "{column}" has "{cells[column].iloc[row]}"; expected 1 or 0')
        for column in meant
        for row, line in enumerate(lines)
        if not good[column].iloc[row]
    ]
    _refuse(name, faults)
    return pd.DataFrame({str(column): cells[column].isin(_YES) for column in meant})


def _refuse(name: str, faults: list[tuple[Any, str]]) -> None:
    if faults:
        more = f"\n... and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        raise ParameterError("\n".join(f"{name}, line {line}: {says}" for line, says in faults[:_SHOWN]) + more)


def _list(table: pd.DataFrame) -> str:
    return ", ".join(map(str, table.columns)) or "none"


def _cell(cell: Any) -> str:
    return "" if cell is None or (isinstance(cell, float) and np.isnan(cell)) or cell is pd.NA else str(cell).strip()


def _parts(cell: Any) -> list[str]:
    """Return the codes in a cell."""
    if isinstance(cell, (list, tuple)):
        return [str(each) for each in cell]
    return [part.strip() for part in _cell(cell).replace("|", ";").split(";") if part.strip()]


def _rows(sheet: str | Path | pd.DataFrame) -> tuple[pd.DataFrame, str, pd.Index]:
    """Return the table, what to call it, and the line of each row."""
    if isinstance(sheet, pd.DataFrame):
        return sheet.reset_index(drop=True), "the sheet", pd.RangeIndex(1, len(sheet) + 1)
    path = Path(sheet)
    if not path.is_file():
        raise ReadError(f"{path}: no such file; {_EXPECTED}")
    try:
        if path.suffix.lower() == ".jsonl":
            numbered = [(number, line) for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if line.strip()]
            table, at = pd.DataFrame([json.loads(line) for _, line in numbered]), [number for number, _ in numbered]
        elif path.suffix.lower() in {".xlsx", ".xlsm"}:
            table = pd.read_excel(path)
            at = list(range(2, len(table) + 2))
        else:
            header, records, problems = read_records(path.read_bytes(), str(path))
            _refuse(str(path), [(problem.line, problem.message) for problem in problems if problem.line])
            table, at = pd.DataFrame([row for _, row in records], columns=header), [number or 0 for number, _ in records]
    except ValueError as fault:
        raise ReadError(f"{path}: not readable ({fault}); {_EXPECTED}") from None
    if table.empty:
        raise ReadError(f"{path}: no rows; {_EXPECTED}")
    return table, str(path), pd.Index(at)
