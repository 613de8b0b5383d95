"""Typography seen through: curly marks, dashes and odd spaces become what a typewriter has, so that they never change a score."""

from __future__ import annotations

import re

# Marks become one character each, so that offsets into the text hold; only the ellipsis grows, to the three dots it stands for.
_PLAIN = (
    dict.fromkeys("‘’‚‛ʼ´′", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f", " ")
    | {"…": "..."}
)
_MARK = re.compile(f"[{''.join(_PLAIN)}]")


def straighten(text: str) -> str:
    r"""Return a text with straight quotation marks and apostrophes, and hyphens for dashes.

    Examples
    --------
    >>> straighten("“It isn’t over”—yet…")
    '"It isn\'t over"-yet...'
    """
    return text if text.isascii() else _MARK.sub(lambda mark: _PLAIN[mark[0]], text)
