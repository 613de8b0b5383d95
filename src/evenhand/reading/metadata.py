"""``articles.csv``: metadata beside the articles of a folder."""

from __future__ import annotations

import os
from pathlib import Path

from evenhand.errors import ReadError
from evenhand.reading.dates import read_date
from evenhand.reading.problems import Problem, rejected, warning
from evenhand.reading.tabular import read_records

NAME = "articles.csv"

Metadata = dict[Path, dict[str, str]]


def is_metadata(path: Path) -> bool:
    """Tell an ``articles.csv`` that describes files from one that holds articles itself."""
    if path.name != NAME or not path.is_file():
        return False
    try:
        names, _, _ = read_records(path.read_bytes(), NAME)
    except (ReadError, OSError):
        return True  # broken: `read_metadata` says how
    return "file" in names and "text" not in names


def read_metadata(path: Path, file: str) -> tuple[Metadata, list[tuple[int, Path]], list[Problem]]:
    """Read the metadata of a folder.

    Returns
    -------
    metadata, lines, problems
        The columns of each file described (by its path; empty cells left out), and the line that describes it.
    """
    try:
        _, records, problems = read_records(path.read_bytes(), file)
    except (ReadError, OSError) as fault:
        return {}, [], [rejected(file, f"{fault}; expected a table with a column file and your metadata")]
    found: Metadata = {}
    lines = []
    for line, values in records:
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
