"""Rows as they were read into the ``articles`` table: ids, dates, outlets, language, agency."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from evenhand.errors import require_columns
from evenhand.reading.columns import ARTICLE_COLUMNS, MADE_COLUMNS, clean_line, clean_text, name_columns, plain_value
from evenhand.reading.dates import as_utc, read_date
from evenhand.reading.language import code_of, language_name, language_of
from evenhand.reading.origin import agency_behind, people_of
from evenhand.reading.problems import Problem, problem_table, rejected, warning

_TEXT_COLUMNS = ("article_id", "title", "author", "url", "language", "text", "file", "wire", "copy_group", "metadata_from")
_TOLD = ("title", "author", "published", "outlet", "language")  # what is said in `metadata_from`


@dataclass(frozen=True)
class Row:
    """One article as a file gives it: its columns under the names used here, and where it stood."""

    columns: dict[str, Any]
    file: str | None = None
    line: int | None = None
    made_id: str = ""  # the id it gets if it brings none
    doubts: list[str] = field(default_factory=list)
    origin: str = "page"  # where its columns come from: the page itself, or an export or table
    origins: dict[str, str] = field(default_factory=dict)  # columns that come from elsewhere


def as_articles(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make ``articles`` of any table that has a column ``text``.

    Parameters
    ----------
    table
        One row per article. ``article_id``, ``outlet``, ``published``, ``title``, ``author``, ``url``, ``language`` and
        ``wire`` are used when present, also under common other names; further columns are kept.

    Returns
    -------
    articles, problems
        A row with an empty text stays, so that results keep one row per text; in ``problems`` ``line`` counts the rows
        of the table from 1.

    Raises
    ------
    TableError
        If there is no column for the text.

    Examples
    --------
    >>> articles, problems = as_articles(pd.DataFrame({"text": ["It rains."], "outlet": ["a"]}))
    >>> articles[["article_id", "outlet", "text"]].values.tolist()
    [['1', 'a', 'It rains.']]
    """
    named = table.rename(columns=name_columns(map(str, table.columns)))
    require_columns(named, ["text"], "the table of articles")
    columns = list(named.columns)
    rows = [
        Row(dict(zip(columns, values, strict=True)), None, number, str(number), origin="table")
        for number, values in enumerate(zip(*(named[column].tolist() for column in columns), strict=True), 1)
    ]
    articles, problems = tidy(rows, keep_empty=True)
    return articles, problem_table(problems)


def tidy(rows: Iterable[Row], *, keep_empty: bool = False) -> tuple[pd.DataFrame, list[Problem]]:
    """Make ``articles`` of rows, in their order; what was wrong comes with file and line."""
    kept: list[dict[str, Any]] = []
    places: list[Row] = []
    problems: list[Problem] = []
    for row in rows:
        values, doubts = _tidy_row(row)
        key = values["article_id"]
        problems.extend(warning(row.file, doubt, line=row.line, article_id=key) for doubt in doubts)
        if not keep_empty and not (values["text"] or "").strip():
            problems.append(rejected(row.file, "the article has no text", line=row.line, article_id=key))
            continue
        kept.append(values)
        places.append(row)
    problems.extend(_part_ids(kept, places))
    return _as_table(kept), problems


def _tidy_row(row: Row) -> tuple[dict[str, Any], list[str]]:
    """Clean the columns of one row; return them and what was doubtful."""
    doubts = list(row.doubts)
    tidied: dict[str, Any] = dict.fromkeys(ARTICLE_COLUMNS)
    for column, value in row.columns.items():
        if column and column not in MADE_COLUMNS:
            tidied[column], more = _tidy_value(column, plain_value(value))
            doubts += more
    if "title" in row.columns and not tidied["title"]:
        doubts.append("the title is empty")
    tidied["article_id"] = str(tidied["article_id"] or row.made_id)
    tidied["file"] = row.file
    origins = {column: row.origins.get(column, row.origin) for column in _TOLD if tidied[column]}
    text, author = tidied["text"] or "", tidied["author"]
    if not (stated := code_of(tidied["language"])):
        tidied["language"] = language_of(text)
        origins |= {"language": "text"} if tidied["language"] else {}
    else:
        tidied["language"] = stated
    tidied["wire"] = agency_behind(tidied["wire"], text, author)
    tidied["author"] = people_of(author)
    tidied["metadata_from"] = "; ".join(f"{column}: {origin}" for column, origin in origins.items()) or None
    if tidied["language"] and tidied["language"] != "en" and text.strip():
        doubts.append(f"the text is {language_name(tidied['language'])}: outside the English measures")
    return tidied, doubts


def _tidy_value(column: str, value: Any) -> tuple[Any, list[str]]:
    if column == "text":
        return clean_text(str(value or ""))
    if column == "published":
        date, complaint = _published(value)
        return date, [f"published: {complaint}; left empty"] if complaint else []
    if isinstance(value, str):
        cleaned, doubts = clean_line(value)
        return cleaned, [f"{column}: {doubt}" for doubt in doubts]
    return value, []


def _published(value: Any) -> tuple[datetime | None, str]:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None, ""
    return read_date(value) if isinstance(value, str) else (as_utc(value), "")


def _part_ids(kept: list[dict[str, Any]], places: list[Row]) -> Iterator[Problem]:
    """Give each repeated id a suffix, so that every article keeps its own."""
    taken = {values["article_id"] for values in kept}
    first: dict[str, Row] = {}
    for values, row in zip(kept, places, strict=True):
        key = values["article_id"]
        if key not in first:
            first[key] = row
            continue
        number = 2
        while (new := f"{key}-{number}") in taken:
            number += 1
        taken.add(new)
        values["article_id"] = new
        before = first[key]
        place = f"line {before.line}" if before.line and before.file == row.file else before.file or "the table"
        yield warning(row.file, f'the id "{key}" stands already in {place}; this one is called "{new}"', line=row.line, article_id=new)


def _as_table(kept: list[dict[str, Any]]) -> pd.DataFrame:
    extras = list(dict.fromkeys(column for values in kept for column in values if column not in ARTICLE_COLUMNS))
    table = pd.DataFrame({column: [values.get(column) for values in kept] for column in [*ARTICLE_COLUMNS, *extras]})
    table = table.astype(dict.fromkeys(_TEXT_COLUMNS, "str"))
    outlets = table["outlet"].astype("str")
    table["outlet"] = pd.Categorical(outlets, sorted(outlets.dropna().unique()))
    table["published"] = pd.to_datetime(table["published"], utc=True).astype("datetime64[us, UTC]")
    zeros = np.zeros(len(table), np.int64)
    return table.assign(n_words=zeros, n_sentences=zeros)
