"""Who stands behind a speaker: one row per person, body or document that speaks in an article."""

from __future__ import annotations

from evenhand.sources.lists import Lists
from evenhand.sources.schemes import SCHEMES, recode_sources
from evenhand.sources.sides import Sides
from evenhand.sources.table import SOURCE_COLUMNS, find_sources

__all__ = ["SCHEMES", "SOURCE_COLUMNS", "Lists", "Sides", "find_sources", "recode_sources"]
