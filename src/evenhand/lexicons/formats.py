"""Lists of other tools: quanteda's dictionary YAML, LIWC's .dic and plain two-column CSV, in and out."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from evenhand.errors import LexiconError, nearest
from evenhand.lexicons.descriptions import FRAME_TEXTS
from evenhand.lexicons.faults import term_faults, wording_faults
from evenhand.lexicons.lexicon import Lexicon, categories_in
from evenhand.lexicons.patterns import GAP
from evenhand.lexicons.rows import read_text

FORMATS = {".yml": "quanteda YAML", ".yaml": "quanteda YAML", ".dic": "LIWC", ".csv": "two columns"}
HEADERS = {"term", "word", "entry", "pattern", "phrase", "token"}


class Line(NamedTuple):
    """One entry of another tool's list: its line, its term and the category as it is called there."""

    number: int
    term: str
    category: str


def import_lexicon(path: str | Path, *, source: str = "", licence: str = "not stated") -> Lexicon:
    """Read a list of another tool.

    Parameters
    ----------
    path
        ``.yml`` or ``.yaml`` (quanteda dictionary, nested keys joined by ``_``), ``.dic`` (LIWC) or ``.csv`` (term and
        category, with or without a header, separated by comma, semicolon or tab).
    source, licence
        Whose list it is and on what terms.

    Returns
    -------
    Lexicon
        Terms in lower case, sorted; a term of several categories is one entry of several. Category names become column
        names (``Human Interest``: ``human_interest``) and keep the name they had as their label.

    Raises
    ------
    LexiconError
        If the file has faults; each is named with its line.

    Notes
    -----
    Both tools ignore case as we do. In quanteda ``?`` stands for one letter; here it stands for none and is a fault.
    """
    path = Path(path)
    if path.suffix not in FORMATS:
        raise LexiconError(f"{path}: no format we read; expected a file ending in {', '.join(FORMATS)}")
    if not path.is_file():
        raise LexiconError(f"{path}: no such file")
    read = {".dic": _liwc, ".csv": _two_columns}.get(path.suffix, _quanteda)
    lines = [Line(number, " ".join(term.lower().split()), category) for number, term, category in read(path, read_text(path))]
    faults = [f"{path}, line {line.number}: {fault}" for line in lines for fault in (*term_faults(line.term), *wording_faults(line.term))]
    if faults or not lines:
        raise LexiconError("\n".join(faults) or f"{path}: no entry in it; expected at least one term with its category")
    names = {category: _column_name(category) for category in dict.fromkeys(line.category for line in lines)}
    table = pd.DataFrame({"term": [line.term for line in lines], "category": [names[line.category] for line in lines]}, dtype="str")
    entries = table.drop_duplicates().groupby("term", sort=True)["category"].agg("; ".join).reset_index()
    told = {name: {"label": category} for category, name in names.items()}
    return Lexicon(path.stem, path.stem, "1.0", source or f"Imported from {path.name}", licence, entries.astype("str"), told)


def export_lexicon(book: Lexicon, path: str | Path, *, leave_out: bool = False) -> None:
    """Write a list for another tool, or as our own pair of files.

    Parameters
    ----------
    path
        ``.yml`` or ``.yaml`` (quanteda), ``.dic`` (LIWC), ``.csv`` (two columns), or ``.toml`` (our own: a CSV of the same name
        is written beside it).
    leave_out
        Leave out the entries that the format cannot hold. By default such entries stop the export.

    Raises
    ------
    LexiconError
        If the format cannot hold some entries; they are named with the reason.

    Notes
    -----
    Weights, questions and notes are not carried to other tools. quanteda has no gaps and no conditions; LIWC has a ``*`` only
    at the end; two columns have no conditions.
    """
    path = Path(path)
    if path.suffix == ".toml":
        _write(path, _toml(book))
        _write(path.with_suffix(".csv"), book.entries.to_csv(index=False, lineterminator="\n"))
        return
    if path.suffix not in FORMATS:
        raise LexiconError(f"{path}: no format we write; expected a file ending in {', '.join([*FORMATS, '.toml'])}")
    kept, refused = [], []
    for row in book.entries.to_dict("records"):
        reason = _misfit(row["term"], row.get("condition", ""), path.suffix)
        refused += [f'"{row["term"]}" has {reason}'] if reason else []
        kept += [] if reason else [(row["term"], name) for name in categories_in(row["category"])]
    if refused and not leave_out:
        raise LexiconError(
            f"{FORMATS[path.suffix]} cannot hold {len(refused)} of {len(book.entries)} entries: {'; '.join(refused[:5])}"
            f"{'; ...' * (len(refused) > 5)}; expected another format, or leave_out=True"
        )
    write = {".dic": _as_liwc, ".csv": _as_two_columns}.get(path.suffix, _as_quanteda)
    _write(path, write(kept, {name: _label(book, name) for name in book.names}))


def _misfit(term: str, condition: str, suffix: str) -> str:
    """Say why a format cannot hold an entry, or nothing."""
    if condition:
        return "a condition"
    if GAP in term and suffix != ".csv":
        return "a gap"
    return "a * before its word" if suffix == ".dic" and re.search(r"(^|\s)\*", term) else ""


def _column_name(category: str) -> str:
    return "_".join(re.findall(r"\w+", category.lower())) or "category"


def _label(book: Lexicon, name: str) -> str:
    says = book.categories.get(name)
    return says.get("label", name) if isinstance(says, dict) else name


def _write(path: Path, text: str) -> None:
    """Write a file so that it is complete or absent."""
    waiting = path.with_name(f".{path.name}.part")
    waiting.write_text(text, encoding="utf-8", newline="")
    waiting.replace(path)


def _quanteda(path: Path, text: str) -> Iterator[Line]:
    """Walk the events of the YAML, so that every entry keeps its line and nothing is built from aliases."""
    import yaml  # noqa: PLC0415 - half a second for those who import no YAML

    above: list[str | None] = []  # the keys that are open; None where a list is
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            number = event.start_mark.line + 1
            if isinstance(event, yaml.AliasEvent):
                raise LexiconError(f"{path}, line {number}: an alias (*name); expected the entries written out")
            if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                above.append("" if isinstance(event, yaml.MappingStartEvent) else None)
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                above.pop()
                _close_key(above)
            elif isinstance(event, yaml.ScalarEvent):
                yield from _scalar(path, event.value, number, above)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        raise LexiconError(
            f"{path}{where}: {getattr(fault, 'problem', fault)}; expected YAML such as category: [word, other word]"
        ) from None


def _scalar(path: Path, value: str, number: int, above: list[str | None]) -> Iterator[Line]:
    if not above or (not any(above) and above[-1] != ""):
        raise LexiconError(f'{path}, line {number}: "{value}" is in no category; expected category: [word, other word]')
    if above[-1] == "":
        above[-1] = value
        return
    yield Line(number, value, "_".join(key for key in above if key))
    _close_key(above)


def _close_key(above: list[str | None]) -> None:
    """After the value of a key the next text in the same table is a key again."""
    if above and above[-1] is not None:
        above[-1] = ""


def _liwc(path: Path, text: str) -> Iterator[Line]:
    names: dict[str, str] = {}
    marks = 0
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if line.strip() == "%":
            marks += 1
        elif not line.strip():
            continue
        elif marks == 1:
            fields = line.split(None, 1)
            if len(fields) < 2 or fields[0] in names:
                raise LexiconError(f'{path}, line {number}: "{line.strip()}"; expected a new number and a name, such as 1 <tab> conflict')
            names[fields[0]] = fields[1].split("(")[0].strip()
        elif marks == 2:
            yield from _liwc_entry(path, number, line, names)
        else:
            raise LexiconError(f"{path}, line {number}: text outside the two lines of %; expected % before and after the categories")
    if marks != 2:
        raise LexiconError(f"{path}: {marks} lines with % alone; expected two, before and after the categories")


def _liwc_entry(path: Path, number: int, line: str, names: dict[str, str]) -> Iterator[Line]:
    term, tab, ids = line.strip().partition("\t")
    if not tab:  # older files part term and numbers by spaces
        fields = line.split()
        split = next((at for at in range(len(fields) - 1, 0, -1) if fields[at] not in names), 0) + 1
        term, ids = " ".join(fields[:split]), " ".join(fields[split:])
    if not ids.split():
        raise LexiconError(f'{path}, line {number}: "{term}" has no category; expected one or more numbers from {", ".join(names)}')
    for one in ids.split():
        if one not in names:
            raise LexiconError(f'{path}, line {number}: no category "{one}"{nearest(one, names)}; expected one of: {", ".join(names)}')
        yield Line(number, term, names[one])


def _two_columns(path: Path, text: str) -> Iterator[Line]:
    text = text.removeprefix("\ufeff")
    mark = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for row in reader:
            if not any(row) or (reader.line_num == 1 and row[0].strip().lower() in HEADERS):
                continue
            if len(row) != 2 or not all(map(str.strip, row)):
                raise LexiconError(f"{path}, line {reader.line_num}: {len(row)} fields; expected a term and a category")
            yield Line(reader.line_num, row[0], row[1].strip())
    except csv.Error as fault:
        raise LexiconError(f'{path}, line {reader.line_num}: {fault}; expected a closing " for each opening one') from None


Entries = Iterable[tuple[str, str]]


def _as_quanteda(kept: Entries, labels: dict[str, str]) -> str:
    quoted = json.dumps  # a JSON text is a YAML text
    lines = []
    for name, label in labels.items():
        terms = [term for term, category in kept if category == name]
        lines += [f"{quoted(label, ensure_ascii=False)}:", *(f"  - {quoted(term, ensure_ascii=False)}" for term in terms)] if terms else []
    return "\n".join(lines) + "\n"


def _as_liwc(kept: Entries, labels: dict[str, str]) -> str:
    numbers = {name: str(number) for number, name in enumerate(labels, 1)}
    by_term: dict[str, list[str]] = {}
    for term, category in kept:
        by_term.setdefault(term, []).append(numbers[category])
    head = [f"{numbers[name]}\t{label}" for name, label in labels.items()]
    return "\n".join(["%", *head, "%", *("\t".join([term, *ids]) for term, ids in by_term.items())]) + "\n"


def _as_two_columns(kept: Entries, labels: dict[str, str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([("term", "category"), *((term, labels[name]) for term, name in kept)])
    return out.getvalue()


def _toml(book: Lexicon) -> str:
    """Write the description of a list; a JSON text is a TOML text too."""
    lines = [f"{key} = {json.dumps(getattr(book, key), ensure_ascii=False)}" for key in ("title", "version", "source", "licence")]
    for name, says in book.categories.items():
        if not isinstance(says, dict):
            lines += ["[categories]"] * ("[categories]" not in lines) + [f"{name} = {json.dumps(says, ensure_ascii=False)}"]
            continue
        lines += ["", f"[frames.{name}]", *_pairs({key: value for key, value in says.items() if not isinstance(value, dict)})]
        lines += [row for key, value in says.items() if isinstance(value, dict) for row in ("", f"[frames.{name}.{key}]", *_pairs(value))]
    return "\n".join(lines) + "\n"


def _pairs(values: dict[str, Any]) -> list[str]:
    ordered = sorted(values, key=lambda key: FRAME_TEXTS.index(key) if key in FRAME_TEXTS else len(FRAME_TEXTS))
    return [f"{key} = {json.dumps(values[key], ensure_ascii=False)}" for key in ordered]
