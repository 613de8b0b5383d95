"""How wrong each finder is, measured on hand-coded text of others and kept as data.

``analysis/accuracy/make_table.py`` scores the finders and writes ``data/accuracy.csv``; notebooks show it under their caveats.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from evenhand.errors import require_choice


def accuracy(finder: str | None = None) -> pd.DataFrame:
    """Show how well a finder agrees with people.

    Parameters
    ----------
    finder
        ``"quotes"``, ``"sources"``, ``"parts"``, ``"frames"``, ``"agency"``, ``"naming"``; all by default.

    Returns
    -------
    DataFrame
        ``finder, figure, value, low, high`` (95 %, whole articles drawn again; missing where it was not computed), ``n`` and
        ``unit`` (what was scored), ``corpus`` (which hand coding, and which part of it the finder was trained or tuned on).

    Examples
    --------
    >>> bool(accuracy("quotes")["value"].between(0, 1).all())
    True
    """
    table = pd.read_csv(Path(__file__).with_name("data") / "accuracy.csv")
    if finder is None:
        return table
    require_choice(finder, table["finder"].unique(), "finder")
    return table[table["finder"] == finder].reset_index(drop=True)
