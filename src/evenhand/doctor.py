"""What is installed, what is missing, and what to do about it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import shutil
import sys
from collections.abc import Iterator
from typing import NamedTuple

from evenhand.lexicons import lexicon_names, read_lexicon
from evenhand.notebooks import choose_notebooks

OLDEST_PYTHON = (3, 11)
NEEDED = ("numpy", "pandas", "pyarrow", "matplotlib", "nltk", "trafilatura", "vaderSentiment")
OPTIONAL = {"lab": ("jupyterlab", "ipykernel", "nbclient", "nbconvert"), "scale": ("dask", "distributed", "duckdb")}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


class Check(NamedTuple):
    """One thing looked at: whether it is well, what it is, and what to do if not."""

    ok: bool
    needed: bool
    what: str
    advice: str = ""


def examine() -> Iterator[Check]:
    """Look at Python, packages, word lists, notebooks and the browser.

    Examples
    --------
    >>> all(check.ok for check in examine() if check.needed)
    True
    """
    version = ".".join(map(str, sys.version_info[:3]))
    yield Check(sys.version_info >= OLDEST_PYTHON, True, f"Python {version}", "install Python 3.11 or newer")
    for name in NEEDED:
        yield _package(name, needed=True, advice=f"pip install {name}")
    for extra, names in OPTIONAL.items():
        for name in names:
            yield _package(name, needed=False, advice=f"pip install 'evenhand[{extra}]'")
    lists = lexicon_names()
    for name in lists:
        read_lexicon(name)  # raises with file and line where a list has a fault
    yield Check(bool(lists), True, f"{len(lists)} word lists and codebooks, all sound", "install evenhand again")
    notebooks = [path.stem for path in choose_notebooks()]
    yield Check(bool(notebooks), True, f"notebooks: {', '.join(notebooks) or 'none'}", "install evenhand again")
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    yield Check(
        browser is not None, False, f"browser for PDF: {'found' if browser else 'none'}", "install Chromium, or print the HTML to PDF"
    )


def _package(name: str, *, needed: bool, advice: str) -> Check:
    try:
        return Check(True, needed, f"{name} {importlib.metadata.version(name)}")
    except importlib.metadata.PackageNotFoundError:
        return Check(False, needed, f"{name} is not installed", advice)
