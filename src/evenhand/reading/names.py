"""What file names say, by a pattern such as ``{outlet}_{published}_*``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import PurePosixPath

from evenhand.errors import ParameterError
from evenhand.reading.columns import ARTICLE_COLUMNS, MADE_COLUMNS

FILE_NAME = "file name"
_COLUMNS = [column for column in ARTICLE_COLUMNS if column not in (*MADE_COLUMNS, "text")]
_PIECE = re.compile(r"\{(\w{1,30})\}|(\*)|([^{}*]+)")
_LONGEST = 255  # characters of a file name


def name_pattern(printed: str) -> re.Pattern[str]:
    """Compile a pattern for file names without their suffix.

    Raises
    ------
    ParameterError
        If it names no column, or two stand side by side.

    Examples
    --------
    >>> told_by_name(name_pattern("{outlet}_{published}_*"), "in/mirror_2031-03-12_01.txt")
    {'outlet': 'mirror', 'published': '2031-03-12'}
    """
    pieces = list(_PIECE.finditer(printed))
    columns = [piece[1] for piece in pieces if piece[1]]
    unknown = [column for column in columns if column not in _COLUMNS and not column.isidentifier()]
    together = any(not a[3] and not b[3] for a, b in pairwise(pieces))
    if "".join(piece[0] for piece in pieces) != printed or not columns or unknown or together or len(set(columns)) < len(columns):
        raise ParameterError(
            f'names is "{printed}"; expected columns in braces with marks between them, such as {{outlet}}_{{published}}_*'
        )
    # Each column ends at the mark behind it, so that a name is walked once.
    made = ""
    for n, piece in enumerate(pieces):
        stop = re.escape(pieces[n + 1][3][0]) if piece[1] and n + 1 < len(pieces) else ""
        within = f"[^{stop}]+" if stop else ".+"
        made += f"(?P<{piece[1]}>{within})" if piece[1] else ".*" if piece[2] else re.escape(piece[3])
    return re.compile(made)


def told_by_name(pattern: re.Pattern[str], file: str) -> Mapping[str, str]:
    """Return what the name of a file says; nothing, if the pattern does not fit."""
    found = pattern.fullmatch(PurePosixPath(file).stem[:_LONGEST])
    return found.groupdict() if found else {}
