"""A progress bar on the terminal while a person is watching; nothing in notebooks, logs and pipes."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sized
from typing import TypeVar

Item = TypeVar("Item")
WIDTH = 28


def progress(items: Iterable[Item], what: str, *, total: int | None = None, quiet: bool = False) -> Iterator[Item]:
    """Pass items through and draw how many have passed, on stderr, if stderr is a terminal.

    Examples
    --------
    >>> list(progress([1, 2], "articles"))
    [1, 2]
    """
    count = total if total is not None else len(items) if isinstance(items, Sized) else 0
    watched = not quiet and sys.stderr.isatty()
    for number, item in enumerate(items):
        if watched:
            _draw(number, count, what)
        yield item
    if watched:
        _draw(count, count, what)
        sys.stderr.write("\n")


def _draw(done: int, total: int, what: str) -> None:
    filled = WIDTH * done // total if total else 0
    sys.stderr.write(f"\r{'█' * filled}{'░' * (WIDTH - filled)} {done:,} of {total:,} {what}")
    sys.stderr.flush()
