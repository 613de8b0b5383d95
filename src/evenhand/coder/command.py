"""The command ``evenhand code``: train a coder on a file of hand codes, or code a file with one."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import pandas as pd

from evenhand.coder.coder import read_coder
from evenhand.coder.fit import fit_coder
from evenhand.coder.sheet import TIES, read_coding_sheet
from evenhand.coder.words import WORD_LISTS, fit_word_coder
from evenhand.errors import ReadError, require_columns
from evenhand.exports import whole_file


def add_command(commands: Any) -> None:
    """Add ``code`` to the commands of the command line."""
    code = commands.add_parser("code", help="train a coder on hand codes, or code texts with one")
    code.add_argument("input", help="a hand-coding sheet or, with --with, texts: CSV, Excel or JSONL, one text a row")
    code.add_argument("--out", required=True, metavar="FILE", help="the coder (.npz, with its model card), or the marks (.csv)")
    code.add_argument("--with", dest="coder", metavar="CODER.npz", help="code the texts with this coder instead of training one")
    code.add_argument("--text", metavar="COLUMN", help="column of the texts (by default text, sentence, ...)")
    code.add_argument(
        "--code",
        metavar="COLUMN",
        help="column of the hand codes (by default code, codes, frame, ...); several in a cell are parted by ; or |",
    )
    code.add_argument("--group", metavar="COLUMN", help="column of what belongs together (by default group, article, ...)")
    code.add_argument("--coder", metavar="COLUMN", dest="by", help="column of who coded, where several did (by default coder, ...)")
    code.add_argument("--ties", default="error", choices=TIES, help="a text whose coders tie: stop, leave it out, or follow the first")
    code.add_argument("--words", metavar="COLUMN", help="column of marked words (a list, or parted by |): trains a coder of words instead")
    code.add_argument("--codebook", action="append", metavar="NAME", help="codebook or word list that helps; may be given again")
    code.set_defaults(run=_code)


def _code(options: argparse.Namespace) -> int:
    if options.coder or options.words:
        return _with_texts(options)
    named = {"text": options.text, "code": options.code, "group": options.group, "coder": options.by}
    coded = read_coding_sheet(options.input, {role: column for role, column in named.items() if column}, ties=options.ties)
    coder = fit_coder(coded.texts, coded.codes, coded.groups, options.codebook)
    print(coder.report.round(3).to_string(index=False))
    print(coder.save(options.out))
    return 0


def _with_texts(options: argparse.Namespace) -> int:
    text = options.text or "text"
    table = _read(Path(options.input))
    require_columns(table, [text, *(column for column in (options.group, options.words) if column)], options.input)
    texts = table[text].astype("str").tolist()
    if options.coder:
        return _mark(texts, Path(options.coder), Path(options.out))
    groups = table[options.group].astype("str").tolist() if options.group else None
    words = fit_word_coder(texts, [_listed(cell) for cell in table[options.words]], groups, options.codebook or WORD_LISTS)
    print(words.report.round(3).to_string(index=False))
    print(words.save(options.out))
    return 0


def _mark(texts: list[str], coder: Path, out: Path) -> int:
    marks = read_coder(coder).marks(texts)
    words = ["; ".join(f"{word} {weight:+.2f}" for word, weight in each) for each in marks["words"]]
    with whole_file(out) as waiting:
        marks.assign(words=words).to_csv(waiting, index=False, lineterminator="\n", float_format="%.4f")
    print(f"{out}: {len(marks)} marks in {len(texts)} texts")
    return 0


def _listed(cell: Any) -> list[str]:
    """Return the words in a cell: a list as it is, a text parted at |."""
    if isinstance(cell, list):
        return [str(each) for each in cell]
    return [part.strip() for part in str(cell).split("|") if part.strip()] if pd.notna(cell) else []


def _read(path: Path) -> pd.DataFrame:
    try:
        if path.suffix == ".jsonl":
            return pd.DataFrame([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()])
        return pd.read_excel(path) if path.suffix in {".xlsx", ".xlsm"} else pd.read_csv(path)
    except FileNotFoundError:
        raise ReadError(f"{path}: no such file; expected CSV, Excel or JSONL with one text a row") from None
    except ValueError as fault:
        raise ReadError(f"{path}: not readable ({fault}); expected CSV, Excel or JSONL with one text a row") from None
