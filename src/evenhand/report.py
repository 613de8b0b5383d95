"""Reports: the notebooks, run on a study and rendered as a small site that opens offline.

The same articles give the same bytes: notebooks run without timings, tables are sorted, and the only date in a report
is that of its articles.
"""

from __future__ import annotations

import csv
import hashlib
import importlib.metadata
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from evenhand.corpus import Corpus
from evenhand.errors import ReportError
from evenhand.exports import as_csv
from evenhand.features import columns
from evenhand.notebooks import choose_notebooks, require_lab, run_notebook
from evenhand.progress import progress
from evenhand.study import TABLES_VARIABLE, Study, read_study

if TYPE_CHECKING:
    from nbformat import NotebookNode

SKIPPED_TABLES = ("tokens", "sentences", "paragraphs")  # large, and made again from the articles in seconds
ENVIRONMENT = ("numpy", "pandas", "pyarrow", "matplotlib", "nltk", "trafilatura", "vaderSentiment", "nbconvert", "nbclient")


@dataclass
class Page:
    """One rendered notebook: its file, title, findings and tables."""

    file: str
    title: str
    notebook: Any
    findings: list[dict[str, Any]] = field(default_factory=list)
    tables: dict[str, str] = field(default_factory=dict)


def make_report(source: Study | str | Path, *, out: str | Path | None = None, notebooks: Iterable[str] = (), quiet: bool = False) -> Path:
    """Run the notebooks on a study and render the report.

    Parameters
    ----------
    source
        A study, its file or name, or a folder of articles.
    out
        Folder of the report; ``reports/<study>`` by default. It is replaced whole, or left as it was.
    notebooks
        Names of the notebooks to run (``"2_sources"``); all by default.
    quiet
        Show no progress bar.

    Returns
    -------
    Path
        The report's ``index.html``.

    Raises
    ------
    MissingPackageError
        If the packages that run notebooks are not installed.
    ReportError
        If a cell fails; notebook, cell and error are named, and an earlier report is left as it was.
    """
    study = source if isinstance(source, Study) else read_study(source)
    paths = choose_notebooks(notebooks)
    target = Path(out) if out is not None else Path("reports") / study.name
    _check_target(target)
    require_lab()
    corpus = study.measure()
    with tempfile.TemporaryDirectory() as folder, _handed_over(corpus, Path(folder) / "tables"):
        reference = str(study.file.resolve()) if study.file else str(study.paths[0].resolve())
        bar = progress(paths, "notebooks", quiet=quiet)
        pages = [_page(path, run_notebook(path, {"STUDY": reference})) for path in bar]
        site = Path(folder) / "site"
        _write_site(site, study, corpus, pages)
        _replace(site, target)
    return target / "index.html"


@contextmanager
def _handed_over(corpus: Corpus, folder: Path) -> Iterator[None]:
    """Let the notebooks open the tables that are made already, instead of making them again."""
    corpus.save(folder)
    before = os.environ.get(TABLES_VARIABLE)
    os.environ[TABLES_VARIABLE] = str(folder)
    try:
        yield
    finally:
        os.environ.pop(TABLES_VARIABLE)
        if before is not None:
            os.environ[TABLES_VARIABLE] = before


def _page(path: Path, notebook: NotebookNode) -> Page:
    page = Page(f"{path.stem}.html", notebook.metadata.get("title", path.stem), notebook)
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            told = output.get("metadata", {}).get("evenhand", {})
            page.findings += [{"notebook": path.stem, **row} for row in told.get("findings", ())]
            if "table" in told:
                page.tables[told["table"]] = output["data"]["text/csv"]
    return page


def _write_site(site: Path, study: Study, corpus: Corpus, pages: list[Page]) -> None:
    (site / "tables").mkdir(parents=True)
    fingerprint = digest(corpus)
    footer = f"Evenhand {importlib.metadata.version('evenhand')} · corpus {fingerprint[:12]} · seed {study.seed}"
    for page in pages:
        (site / page.file).write_text(_render(page, pages, study, footer), encoding="utf-8")
    tables = _tables(corpus, pages)
    for name, (text, _) in tables.items():
        (site / "tables" / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    (site / "index.html").write_text(_index(study, corpus, pages, tables, footer), encoding="utf-8")
    provenance = json.dumps(_provenance(study, corpus, pages, fingerprint), indent=2, ensure_ascii=False)
    (site / "provenance.json").write_text(provenance + "\n", encoding="utf-8")


def _render(page: Page, pages: list[Page], study: Study, footer: str) -> str:
    from nbconvert import HTMLExporter  # noqa: PLC0415 - optional

    exporter = HTMLExporter(
        template_name="notebook",
        extra_template_basedirs=[str(files("evenhand") / "templates")],
        exclude_input=True,
        exclude_input_prompt=True,
        exclude_output_prompt=True,
    )
    menu = [{"file": other.file, "title": other.title, "current": other is page} for other in pages]
    about = {"title": f"{page.title} – {study.title}", "study": study.title, "pages": menu, "style": _style(), "footer": footer}
    html, _ = exporter.from_notebook_node(page.notebook, resources={"page": about})
    return str(html)


def _style() -> str:
    return files("evenhand").joinpath("templates", "page.css").read_text(encoding="utf-8")


def _findings(pages: list[Page]) -> pd.DataFrame:
    """Return all findings, the columns in an order of their own: a stored notebook sorts the keys of its metadata."""
    found = pd.DataFrame([row for page in pages for row in page.findings])
    leading = [name for name in ("notebook", "finding", "sentence", "group", "value", "low", "high") if name in found]
    return found[[*leading, *sorted(found.columns.difference(leading))]]


def _tables(corpus: Corpus, pages: list[Page]) -> dict[str, tuple[str, int]]:
    """Return every table of the report as CSV, with its number of rows."""
    whole = {"columns": columns(), "findings": _findings(pages)}
    whole |= {name: table for name, table in corpus.tables().items() if name not in SKIPPED_TABLES}
    shown = {name: text for page in pages for name, text in sorted(page.tables.items())}
    found = {name: (as_csv(table), len(table)) for name, table in whole.items()}
    return found | {name: (text, len(list(csv.reader(io.StringIO(text)))) - 1) for name, text in shown.items()}


def _index(study: Study, corpus: Corpus, pages: list[Page], tables: dict[str, tuple[str, int]], footer: str) -> str:
    from jinja2 import Environment, FileSystemLoader  # noqa: PLC0415 - comes with nbconvert

    shelf = Environment(loader=FileSystemLoader(str(files("evenhand") / "templates")), autoescape=True)
    shown = [{"file": page.file, "title": page.title, "findings": [row["sentence"] for row in page.findings]} for page in pages]
    counted = [(name, rows) for name, (_, rows) in tables.items()]
    return shelf.get_template("index.html.j2").render(
        study=study, pages=shown, tables=counted, footer=footer, corpus_line=_corpus_line(study, corpus), style=_style()
    )


def _corpus_line(study: Study, corpus: Corpus) -> str:
    articles, quotes = corpus.articles, corpus.quotes
    assert quotes is not None
    days = articles["published"].dropna().dt.strftime("%Y-%m-%d")
    when = f", published {days.min()} to {days.max()}" if len(days) else ""
    rejected = int((corpus.problems["severity"] == "rejected").sum())
    out = f"; {rejected} could not be read" if rejected else ""
    words = int(articles["n_words"].sum())
    return f"{len(articles):,} articles of {len(study.groups)} {study.by}s{when}; {words:,} words, {len(quotes):,} quotes{out}."


def digest(corpus: Corpus) -> str:
    """Return a fingerprint of the articles: the same for the same texts and metadata, in whatever order they were read."""
    lines = [
        json.dumps([str(value) for value in row], ensure_ascii=False)
        for row in corpus.articles.drop(columns="file").itertuples(index=False)
    ]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _provenance(study: Study, corpus: Corpus, pages: list[Page], fingerprint: str) -> dict[str, Any]:
    problems = corpus.problems["severity"].value_counts()
    return {
        "study": {"name": study.name, "title": study.title, "question": study.question},
        "corpus": {"digest": fingerprint, "articles": len(corpus.articles), "files": sorted(corpus.articles["file"].dropna().unique())},
        "left_out": {severity: int(problems.get(severity, 0)) for severity in ("rejected", "warning")},
        "parameters": {
            "parts": study.parts,
            "own_copy": study.own_copy,
            "by": study.by,
            "sides": study.sides,
            "codebook": study.codebook,
            "lexicons": list(study.lexicons),
            "seed": study.seed,
            "n_resamples": study.n_resamples,
        },
        "notebooks": [page.file.removesuffix(".html") for page in pages],
        "evenhand": importlib.metadata.version("evenhand"),
        "environment": {"python": ".".join(map(str, sys.version_info[:3]))}
        | {name: importlib.metadata.version(name) for name in ENVIRONMENT},
    }


def _check_target(target: Path) -> None:
    """Refuse to replace a folder that is no report: its files would be lost."""
    if target.exists() and not (target.is_dir() and ((target / "provenance.json").is_file() or not any(target.iterdir()))):
        raise ReportError(f"{target}: exists and is no report; expected a new folder, an empty one, or an earlier report to replace")


def _replace(site: Path, target: Path) -> None:
    """Put a finished report in the place of an older one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    waiting, old = (target.with_name(f".{target.name}.{state}") for state in ("new", "old"))
    for leftover in (waiting, old):
        shutil.rmtree(leftover, ignore_errors=True)
    shutil.copytree(site, waiting)
    if target.exists():
        target.rename(old)
    waiting.rename(target)
    shutil.rmtree(old, ignore_errors=True)
