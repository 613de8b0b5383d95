"""The command line: thin; everything it does is also a function."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from evenhand import doctor
from evenhand.coder.command import add_command as add_code
from evenhand.corpus import read_corpus
from evenhand.display import escape
from evenhand.errors import EvenhandError, MissingPackageError, ParameterError, nearest
from evenhand.exports import FORMATS, whole_file
from evenhand.features import find_all
from evenhand.fetch import PAUSE, addresses_in, fetch_pages
from evenhand.marked import show_article
from evenhand.reading import parse_columns
from evenhand.report import make_report
from evenhand.scale import CHUNK, make_tables
from evenhand.share import write_share

ALL_READ, SOME_REJECTED, WRONG_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 all was read, 1 something was rejected, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except EvenhandError as fault:
        print(f"evenhand: {fault}", file=sys.stderr)
        return WRONG_USAGE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="evenhand", description="Measure how even-handed news coverage is.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    tables = commands.add_parser("tables", help="read articles and write every table")
    tables.add_argument("input", nargs="+", help="files and folders: text dumps, HTML, tables, database exports, feeds, archives")
    tables.add_argument("--out", required=True, help="folder for the tables")
    tables.add_argument("--format", choices=FORMATS, default="parquet")
    tables.add_argument("--parts", choices=("auto", "all-body"), default="auto", help="all-body calls nothing boilerplate")
    tables.add_argument("--codebook", action="append", metavar="FILE", help="frame codebook, by name or CSV; may be given again")
    _add_reading(tables)
    tables.add_argument("--bom", action="store_true", help="begin CSV files with a byte-order mark, for spreadsheet programs")
    where = tables.add_mutually_exclusive_group()
    where.add_argument("--workers", type=int, default=1, metavar="N", help="processes on this machine")
    where.add_argument("--dask", metavar="ADDRESS", help="scheduler of a Dask cluster")
    tables.add_argument("--chunk", type=int, default=CHUNK, metavar="N", help="articles a chunk (default %(default)s)")
    tables.set_defaults(run=_tables)
    report = commands.add_parser("report", help="run the notebooks on a study and render the report")
    report.add_argument("study", help="a study.toml, the name of a study, or a folder of articles")
    report.add_argument("--out", help="folder of the report (default reports/STUDY)")
    report.add_argument("--notebook", action="append", default=[], metavar="NAME", help="run only this one; may be given again")
    report.add_argument("--pdf", action="store_true", help="print each page to PDF too (needs Chromium)")
    report.set_defaults(run=_report)
    show = commands.add_parser("show", help="show one article with its quotes, speakers, frames and terms marked")
    show.add_argument("input", help="a file or folder of articles")
    _add_reading(show)
    show.add_argument("--article", metavar="ID", help="which article (default: the first)")
    show.add_argument("--out", metavar="FILE.html", help="write a page instead of plain text")
    show.set_defaults(run=_show)
    add_code(commands)
    share = commands.add_parser("share", help="write the tables of a study without its texts, for others to recompute")
    share.add_argument("input", nargs="+", help="files and folders of articles")
    share.add_argument("--out", required=True, metavar="FILE.zip", help="the share file")
    share.add_argument("--parts", choices=("auto", "all-body"), default="auto")
    _add_reading(share)
    share.set_defaults(run=_share)
    fetch = commands.add_parser("fetch", help="download web pages into a folder: slowly, robots obeyed, nothing private")
    fetch.add_argument("urls", nargs="+", help="addresses, or text files with one address a line")
    fetch.add_argument("--out", required=True, help="folder for the pages; what is there already is not fetched again")
    fetch.add_argument("--pause", type=float, default=PAUSE, metavar="SECONDS", help="between two pages of a site (default %(default)s)")
    fetch.set_defaults(run=_fetch)
    commands.add_parser("doctor", help="what is installed, what is missing, what to do").set_defaults(run=_doctor)
    return parser


def _add_reading(command: argparse.ArgumentParser) -> None:
    command.add_argument("--columns", type=_columns, metavar="OURS=THEIRS,...", help="columns of tables, as title=Headline,text=Body")
    command.add_argument("--names", metavar="PATTERN", help="what file names say, as {outlet}_{published}_*")


def _columns(printed: str) -> dict[str, str]:
    try:
        return parse_columns(printed)
    except ParameterError as fault:
        raise argparse.ArgumentTypeError(str(fault)) from None


def _tables(options: argparse.Namespace) -> int:
    problems = make_tables(
        options.input,
        options.out,
        form=options.format,
        parts=options.parts,
        codebooks=options.codebook or ("generic_frames",),
        workers=options.workers,
        dask=options.dask,
        chunk=options.chunk,
        columns=options.columns,
        names=options.names,
        bom=options.bom,
    )
    return _say(problems)


def _report(options: argparse.Namespace) -> int:
    index = make_report(options.study, out=options.out, notebooks=options.notebook)
    if options.pdf:
        _print_pages(index.parent)
    print(index)
    problems = pd.read_csv(index.parent / "tables" / "problems.csv", dtype="str", keep_default_na=False)
    return _say(problems)


def _say(problems: pd.DataFrame) -> int:
    """List problems on stderr; the exit status says whether something was rejected."""
    for problem in problems.itertuples(index=False):
        line = f", line {problem.line}" if pd.notna(problem.line) and problem.line != "" else ""
        print(f"{problem.severity}: {problem.file}{line}: {problem.message}", file=sys.stderr)
    return SOME_REJECTED if (problems["severity"] == "rejected").any() else ALL_READ


def _print_pages(folder: Path) -> None:
    browser = next(filter(None, map(shutil.which, doctor.BROWSERS)), None)
    if browser is None:
        raise MissingPackageError("--pdf needs Chromium, and none was found; the HTML report is complete without it")
    for page in sorted(folder.glob("*.html")):
        with whole_file(page.with_suffix(".pdf")) as target:
            command = [browser, "--headless", "--no-sandbox", "--no-pdf-header-footer", f"--print-to-pdf={target}", page.resolve().as_uri()]
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a fixed command on our own file


def _show(options: argparse.Namespace) -> int:
    corpus = read_corpus(options.input, columns=options.columns, names=options.names)
    ids = corpus.articles["article_id"].tolist()
    if not ids:
        return _say(corpus.problems)
    wanted = options.article or ids[0]
    if wanted not in ids:
        raise ParameterError(f'no article "{wanted}"{nearest(wanted, ids)}; there are {len(ids)}, the first is "{ids[0]}"')
    shown = show_article(find_all(corpus.select([wanted])), wanted)
    if options.out:
        title = corpus.articles.set_index("article_id").loc[wanted, "title"]
        with whole_file(Path(options.out)) as path:
            path.write_text(_page(title if isinstance(title, str) else wanted, shown.data["text/html"]), encoding="utf-8")
    else:
        print(shown)
    return _say(corpus.problems)


def _share(options: argparse.Namespace) -> int:
    corpus = read_corpus(options.input, parts=options.parts, columns=options.columns, names=options.names)
    write_share(find_all(corpus), options.out)
    return _say(corpus.problems)


def _fetch(options: argparse.Namespace) -> int:
    problems = fetch_pages(addresses_in(options.urls), options.out, pause=options.pause)
    return _say(problems)


def _page(title: str, body: str) -> str:
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    safe = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    style = "<style>body { margin: 1.5rem auto; padding: 0 1rem; max-width: 46rem; font: 1.05rem/1.6 Georgia, serif; }</style>"
    return f'<!DOCTYPE html>\n<html lang="en"><head>{head}{safe}<title>{escape(title)}</title>{style}</head><body>{body}</body></html>\n'


def _doctor(_: argparse.Namespace) -> int:
    checks = list(doctor.examine())
    for check in checks:
        print(
            f"{'ok     ' if check.ok else 'MISSING' if check.needed else 'without'} {check.what}{'' if check.ok else f' – {check.advice}'}"
        )
    return ALL_READ if all(check.ok or not check.needed for check in checks) else SOME_REJECTED
