"""The model card of a learned coder: what it was trained on, how well it agrees, what weighs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd


def card(about: Mapping[str, object], report: pd.DataFrame, calibration: pd.DataFrame, heavy: Mapping[str, Sequence[str]]) -> str:
    """Write the card as Markdown."""
    lines = [
        "# Model card: a learned coder",
        "",
        "A linear model trained on hand codes by `evenhand.fit_coder`. It holds no text, but it holds words.",
        "",
    ]
    lines += [f"- {name}: {value}" for name, value in about.items()]
    lines += ["", "## Agreement with the hand codes, cross-validated", "", *_rows(report)]
    lines += ["", "## Stated probability against share found right", "", *_rows(calibration)]
    lines += ["", "## What weighs most", ""]
    lines += [f"- **{code}**: {', '.join(terms)}" for code, terms in heavy.items()]
    lines += ["", "Groups of letters stand between ~ marks, counts of codebooks and sums of rated words between brackets.", ""]
    return "\n".join(lines)


def _rows(table: pd.DataFrame) -> list[str]:
    cells = [[f"{value:.3f}" if isinstance(value, float) else str(value) for value in row] for row in table.itertuples(index=False)]
    return ["| " + " | ".join(row) + " |" for row in [list(table.columns), ["---"] * table.shape[1], *cells]]
