"""Which paragraph is headline, byline, credit, lead, body or boilerplate."""

from __future__ import annotations

from evenhand.parts.head import agency_in, dateline_in, names_of
from evenhand.parts.standing import Standing
from evenhand.parts.table import PARAGRAPH_COLUMNS, PARTS, find_parts, lines_by_part, parts_of, standing_in

__all__ = [
    "PARAGRAPH_COLUMNS",
    "PARTS",
    "Standing",
    "agency_in",
    "dateline_in",
    "find_parts",
    "lines_by_part",
    "names_of",
    "parts_of",
    "standing_in",
]
