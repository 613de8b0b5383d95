"""Reading: files into the ``articles`` and ``problems`` tables."""

from __future__ import annotations

from evenhand.reading.columns import ARTICLE_COLUMNS, parse_columns
from evenhand.reading.files import read_articles
from evenhand.reading.problems import PROBLEM_COLUMNS
from evenhand.reading.tables import as_articles

__all__ = ["ARTICLE_COLUMNS", "PROBLEM_COLUMNS", "as_articles", "parse_columns", "read_articles"]
