"""The paragraphs of a text: its lines, or its blocks where lines are wrapped by hand."""

from __future__ import annotations

import re

# What ends a line, and what shows nothing at its ends.
_LINE = re.compile(r"[^\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_EMPTY = "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u00ad"
_ENDS = (".", "!", "?", "…", ":", '"', "”", "’", "'", ")", "»", "“")
_WRAPPED = (45, 110)  # characters of a hard-wrapped line
_MOST_WRAPPED = 0.6  # share of lines that must run on into the next line of their block

Span = tuple[int, int]


def find_blocks(text: str) -> list[Span]:
    r"""Return the paragraphs of a text as ``(start, end)``, without space at either end.

    Examples
    --------
    >>> find_blocks("One line.\n\n  Another. \n")
    [(0, 9), (13, 21)]
    """
    lines = [span for match in _LINE.finditer(text) if (span := _shown(text, *match.span()))]
    blocks = _joined(text, lines)
    inner = sum(len(block) for block in blocks if len(block) > 1)
    if len(lines) < 4 or inner < _MOST_WRAPPED * len(lines) or not _is_wrapped(text, blocks):
        return lines
    return [(block[0][0], block[-1][1]) for block in blocks]


def _shown(text: str, start: int, end: int) -> Span | None:
    """Cut space and characters that print nothing off both ends; None if nothing is left."""
    while start < end and (text[start].isspace() or text[start] in _EMPTY):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EMPTY):
        end -= 1
    return (start, end) if start < end else None


def _joined(text: str, lines: list[Span]) -> list[list[Span]]:
    """Put lines together that no blank line parts."""
    blocks: list[list[Span]] = []
    for start, end in lines:
        if blocks and text.count("\n", blocks[-1][-1][1], start) == 1:
            blocks[-1].append((start, end))
        else:
            blocks.append([(start, end)])
    return blocks


def _is_wrapped(text: str, blocks: list[list[Span]]) -> bool:
    """Tell whether the lines inside blocks are of one width and run on without an end mark."""
    inner = [span for block in blocks for span in block[:-1]]
    least, most = _WRAPPED
    running = sum(least <= end - start <= most and not text[start:end].endswith(_ENDS) for start, end in inner)
    return running > _MOST_WRAPPED * len(inner)
