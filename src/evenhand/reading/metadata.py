"""``articles.csv``: metadata beside the articles of a folder."""

from __future__ import annotations

import os
from pathlib import Path

from evenhand.errors import ReadError
from evenhand.reading.columns import name_columns
from evenhand.reading.dates import read_date
from evenhand.reading.problems import Problem, rejected, warning
from evenhand.reading.tabular import read_records

NAME = "articles.csv"

Metadata = dict[Path, dict[str, str]]


def is_metadata(raw: bytes) -> bool:
    """Tell an ``articles.csv`` that describes files from one that holds articles itself."""
    try:
        header, _, _ = read_records(raw, NAME)
    except ReadError:
        return True  # broken: `read_metadata` says how
    names = name_columns(header).values()
    return "file" in names and "text" not in names


def read_metadata(raw: bytes, path: Path, file: str) -> tuple[Metadata, list[tuple[int | None, Path]], list[Problem]]:
    """Read the metadata of a folder.

    Parameters
    ----------
    raw, path, file
        The content of ``articles.csv``, where it is, and what the user calls it.

    Returns
    -------
    metadata, lines, problems
        The columns of each file described (by its path; empty cells left out), and the line that describes it.
    """
    try:
        header, records, problems = read_records(raw, file)
    except ReadError as fault:
        return {}, [], [rejected(file, f"{fault}; expected a table with a column file and your metadata")]
    found: Metadata = {}
    lines = []
    names = name_columns(header)
    for line, printed in records:
        values = {names[column]: value for column, value in printed.items()}
        # A name to look up among the files that were found, never a path to open.
        described = Path(os.path.normpath(path.parent / values.pop("file", "").strip().replace("\\", "/")))
        known = {column: value for column, value in values.items() if value.strip()}
        if (date := known.get("published")) and (complaint := read_date(date)[1]):
            problems.append(warning(file, f"published: {complaint}; left empty", line=line))
            del known["published"]
        if described in found:
            problems.append(warning(file, f'"{described.name}" is described twice; the last line is read', line=line))
        found[described] = known
        lines.append((line, described))
    return found, lines, problems
