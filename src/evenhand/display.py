"""What notebooks and pages show: tables, figures, findings and marked articles, as HTML without random ids.

Everything that comes from an article is text from strangers: it is escaped here, before it meets HTML, and characters
that reverse the reading direction are dropped.
"""

from __future__ import annotations

import base64
import io
import warnings
from collections.abc import Iterable
from html import escape as escape_html
from typing import TYPE_CHECKING, Any

import pandas as pd

from evenhand.exports import as_csv

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Written into the element, since a notebook in JupyterLab has no style sheet of ours.
FINDING_STYLE = "border-left: 4px solid #0b5394; background: #f3f7fb; color: #222; padding: 0.6em 0.9em"
_BIDI = dict.fromkeys([0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_LONG = 24  # letters from which a column of texts needs room to wrap


class Shown:
    """Something a notebook shows: one rendering per media type, with what the report needs to know of it."""

    def __init__(self, data: dict[str, str], metadata: dict[str, Any] | None = None) -> None:
        self.data = data
        self.metadata = metadata or {}

    def __repr__(self) -> str:
        """Return the plain-text rendering."""
        return self.data["text/plain"]

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        return self.data, self.metadata


def escape(value: object) -> str:
    """Make a text from a stranger safe inside HTML.

    Examples
    --------
    >>> escape('<b onclick="x()">')
    '&lt;b onclick=&quot;x()&quot;&gt;'
    """
    return escape_html(str(value).translate(_BIDI))


def show_table(table: pd.DataFrame, name: str, *, decimals: int = 2, above: str | None = None) -> Shown:
    """Show a table, rounded, and let the report keep it as ``<name>.csv``.

    Parameters
    ----------
    table
        Rows to show; the index is left out.
    name
        File name of the CSV, without ending.
    decimals
        Digits behind the point in what is shown; the CSV keeps ten significant digits.
    above
        A column that is shown once, as a line above the rows that share its value, which stand together; for long texts that repeat.
    """
    shown = table.drop(columns=above) if above else table.copy()
    for column in shown.columns:
        if pd.api.types.is_float_dtype(shown[column]):
            shown[column] = shown[column].map(lambda value: "–" if pd.isna(value) else f"{round(value, decimals) + 0.0:.{decimals}f}")
        elif pd.api.types.is_datetime64_any_dtype(shown[column]):
            shown[column] = shown[column].dt.strftime("%Y-%m-%d").fillna("–")
        else:
            shown[column] = [_cell(value) for value in shown[column]]
    tags = [_cell_tag(table[column]) for column in shown.columns]
    heads = [escape(str(column).replace("_", " ")) for column in shown.columns]
    head = "".join(f"{tag.replace('<td', '<th scope=col')}{name}</th>" for tag, name in zip(tags, heads, strict=True))
    rows = _rows(shown, tags, table[above].tolist() if above else []) or f"<tr><td colspan='{len(tags)}'>none</td></tr>"
    html = f'<div class="table"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    plain = shown.assign(**{above: table[above]}) if above else shown
    return Shown({"text/html": html, "text/plain": plain.to_string(index=False), "text/csv": as_csv(table)}, {"evenhand": {"table": name}})


def _rows(shown: pd.DataFrame, tags: list[str], above: list[object]) -> str:
    """Return the rows of a table; before each whose text ``above`` is another than that of the row before, a line with it."""
    rows = []
    for number, row in enumerate(shown.itertuples(index=False)):
        if above and (not number or above[number] != above[number - 1]):
            rows.append(f"<tr><th class='above' colspan='{len(tags)}'><span>{escape(above[number])}</span></th></tr>")
        rows.append("<tr>" + "".join(f"{tag}{escape(cell)}</td>" for tag, cell in zip(tags, row, strict=True)) + "</tr>")
    return "".join(rows)


def _cell_tag(column: pd.Series) -> str:
    if pd.api.types.is_numeric_dtype(column):
        return "<td class='number'>"
    if pd.api.types.is_datetime64_any_dtype(column):
        return "<td class='date'>"
    return "<td class='text'>" if column.astype(str).str.len().max() > _LONG else "<td>"


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return "–" if value is None or value is pd.NA or value != value else str(value)  # noqa: PLR0124 - NaN


def show_finding(sentence: str, key: str, **numbers: Any) -> Shown:
    """State a finding; the report gathers these on its first page and in ``findings.csv``.

    Parameters
    ----------
    sentence
        What was found, with its interval and n.
    key
        What was measured (``official_share``); with the notebook's name it identifies the finding.
    **numbers
        The numbers in the sentence (``group``, ``value``, ``low``, ``high``, ``n``, ...).
    """
    html = f'<p class="finding" style="{FINDING_STYLE}">{escape(sentence)}</p>'
    return Shown(
        {"text/html": html, "text/plain": sentence}, {"evenhand": {"findings": [{"finding": key, "sentence": sentence, **numbers}]}}
    )


def show_note(sentence: str) -> Shown:
    """Show a sentence to keep in mind with the numbers: no finding, so the report's first page leaves it out."""
    return Shown({"text/html": f"<p><em>{escape(sentence)}</em></p>", "text/plain": sentence})


def show_findings(findings: Iterable[Shown]) -> Shown:
    """Show several findings, one under the other."""
    listed = list(findings)
    told = [row for finding in listed for row in finding.metadata["evenhand"]["findings"]]
    texts = {form: "\n".join(finding.data[form] for finding in listed) for form in ("text/html", "text/plain")}
    return Shown(texts, {"evenhand": {"findings": told}})


def show_figure(axes: Axes, alt: str) -> Shown:
    """Show a figure with a text for those who do not see it.

    Parameters
    ----------
    axes
        What a ``plot_`` function returned.
    alt
        What the figure shows, in a sentence or two.
    """
    picture = io.BytesIO()
    figure = axes.get_figure(root=True)
    assert figure is not None
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing", UserWarning)  # a name in a script the bundled font lacks
        figure.savefig(picture, format="png", dpi=144, metadata={"Software": None}, bbox_inches="tight")
    alternative = alt.translate(_BIDI)
    encoded = base64.b64encode(picture.getvalue()).decode("ascii")
    return Shown({"image/png": encoded, "text/plain": f"[figure] {alternative}"}, {"image/png": {"alt": alternative}})
