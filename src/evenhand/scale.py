"""Many articles: chunks in, one Parquet file per table and chunk out, so that a killed run goes on where it stopped.

Chunks are measured in this process, in worker processes, or on a Dask cluster; the tables are the same.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import pandas as pd

from evenhand.copies import group_copies, runs_of
from evenhand.corpus import build_corpus, restored
from evenhand.errors import MissingPackageError, ParameterError, require_choice
from evenhand.exports import FORMATS, as_csv, codebook, whole_file, write_table
from evenhand.features import find_all
from evenhand.frames import find_frames
from evenhand.lexicons import read_lexicon
from evenhand.parts import Standing, standing_in
from evenhand.progress import progress
from evenhand.reading import read_articles

CHUNK = 1000  # articles; about 600 MB of tables in memory at 600 words each
Tables = dict[str, pd.DataFrame]


def make_tables(
    paths: Iterable[str | Path],
    out: str | Path,
    *,
    form: str = "parquet",
    parts: str = "auto",
    codebooks: Iterable[str] = ("generic_frames",),
    workers: int = 1,
    dask: str | None = None,
    chunk: int = CHUNK,
    columns: Mapping[str, str] | None = None,
    names: str | None = None,
    bom: bool = False,
    quiet: bool = False,
) -> pd.DataFrame:
    """Read articles, run every finder and write every table.

    Parameters
    ----------
    paths
        Files and folders of articles.
    out
        Folder for ``<table>.parquet`` (a folder of parts where there is more than one chunk), ``.csv`` and the like, and
        ``codebook.csv``, which says what every column means.
    form
        ``"parquet"``, ``"csv"``, ``"jsonl"``, ``"xlsx"``, ``"dta"`` (Stata) or ``"sav"`` (SPSS).
    parts
        ``"auto"`` or ``"all-body"``, as in `read_corpus`.
    codebooks
        Names or paths of frame codebooks; the features use the first.
    workers, dask
        Number of processes here, or the address of a Dask scheduler.
    chunk
        Articles a chunk. The tables do not depend on it.
    columns, names
        What tables call their columns, and what file names say, as in `read_articles`.
    bom
        Begin CSV files with a byte-order mark, for spreadsheet programs.

    Returns
    -------
    DataFrame
        The ``problems`` table: what could not be read, and what was doubtful.

    Raises
    ------
    ParameterError
        If an option means nothing.
    MissingPackageError
        If Dask is asked for and not installed.
    """
    require_choice(form, FORMATS, "format")
    require_choice(parts, ("auto", "all-body"), "parts")
    if chunk < 1 or workers < 1:
        raise ParameterError(f"chunk is {chunk} and workers is {workers}; expected whole numbers of at least 1")
    books = tuple(codebooks)
    for book in books:
        read_lexicon(book)  # a faulty codebook fails before the work starts
    articles, problems = read_articles(paths, columns=columns, names=names)
    folder = Path(out)
    waiting = folder / ".chunks"
    waiting.mkdir(parents=True, exist_ok=True)
    pieces = [articles.iloc[start : start + chunk].reset_index(drop=True) for start in range(0, max(1, len(articles)), chunk)]
    standing = standing_in(articles) if parts == "auto" else {}
    keys = [_key(piece, parts, books, standing) for piece in pieces]
    todo = [(number, piece) for number, piece in enumerate(pieces) if not _is_done(waiting, number, keys[number])]
    measure = partial(_measure, parts=parts, codebooks=books, standing=standing)
    bar = progress(_run(measure, todo, workers=workers, dask=dask), "chunks", total=len(todo), quiet=quiet)
    for (number, _), tables in zip(todo, bar, strict=True):
        _keep(waiting, number, tables, keys[number])
    _assemble(waiting, folder, len(pieces), problems, form, bom=bom)
    shutil.rmtree(waiting)
    return problems


def _measure(piece: tuple[int, pd.DataFrame], *, parts: str, codebooks: tuple[str, ...], standing: Standing) -> Tables:
    """Measure one chunk; runs in a worker."""
    corpus = build_corpus(piece[1], pd.DataFrame(), parts=parts, standing=standing)
    corpus = find_all(corpus, codebook=codebooks[0])
    marks = [corpus.frames, *(find_frames(corpus, book) for book in codebooks[1:])]
    corpus = corpus.with_tables(frames=pd.concat(marks, ignore_index=True))
    return {name: table for name, table in corpus.tables().items() if name != "problems"}


def _run(
    measure: Callable[[tuple[int, pd.DataFrame]], Tables], todo: list[tuple[int, pd.DataFrame]], *, workers: int, dask: str | None
) -> Iterator[Tables]:
    if dask is not None:
        yield from _run_on_dask(measure, todo, dask)
    elif workers == 1 or len(todo) < 2:
        yield from map(measure, todo)
    else:
        # Spawned, not forked: pyarrow and BLAS have threads, which a fork would leave behind in a state unknown.
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            yield from pool.map(measure, todo)


def _run_on_dask(
    measure: Callable[[tuple[int, pd.DataFrame]], Tables], todo: list[tuple[int, pd.DataFrame]], address: str
) -> Iterator[Tables]:
    try:
        from distributed import Client  # noqa: PLC0415 - optional
    except ImportError:
        raise MissingPackageError("--dask needs Dask: pip install 'evenhand[scale]'") from None
    with Client(address) as client:
        for future in client.map(measure, todo, pure=False):
            yield future.result()
            future.release()


def _key(piece: pd.DataFrame, parts: str, codebooks: tuple[str, ...], standing: Standing) -> str:
    """Fingerprint of a chunk and of what is done to it: only the same work counts as done."""
    repeated = [[outlet, *sorted(lines)] for outlet, lines in sorted(standing.items())]
    said = [parts, *codebooks, repeated, *piece.astype(str).to_csv(index=False)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _is_done(waiting: Path, number: int, key: str) -> bool:
    mark = waiting / f"{number:05}.done"
    return mark.is_file() and mark.read_text(encoding="utf-8") == key


def _keep(waiting: Path, number: int, tables: Tables, key: str) -> None:
    for name, table in tables.items():
        with whole_file(waiting / f"{name}-{number:05}.parquet") as path:
            table.to_parquet(path, index=False)
    with whole_file(waiting / f"{number:05}.done") as path:
        path.write_text(key, encoding="utf-8")


def _assemble(waiting: Path, folder: Path, n_chunks: int, problems: pd.DataFrame, form: str, *, bom: bool) -> None:
    """Move finished parts into place; near-duplicates are grouped over all chunks at once."""
    names = sorted({path.name.rsplit("-", 1)[0] for path in waiting.glob("*-00000.parquet")})
    _group_all_copies(waiting, n_chunks)
    first = {name: pd.read_parquet(waiting / f"{name}-00000.parquet") for name in names}
    described = codebook(first | {"problems": problems}).drop(columns=["missing"])
    for name in names:
        parts = [waiting / f"{name}-{number:05}.parquet" for number in range(n_chunks)]
        target = folder / f"{name}.{form}"
        if target.is_dir():
            shutil.rmtree(target)
        if form != "parquet":
            write_table((restored(pd.read_parquet(part)) for part in parts), target, form, bom=bom)
        elif n_chunks == 1:
            parts[0].replace(target)
        else:
            target.unlink(missing_ok=True)
            assembled = waiting / "assembled"
            assembled.mkdir()
            for part in parts:
                part.replace(assembled / part.name)
            assembled.rename(target)
    write_table([problems], folder / f"problems.{form}", form, bom=bom)
    with whole_file(folder / "codebook.csv") as path:
        path.write_text(as_csv(described), encoding="utf-8")


def _group_all_copies(waiting: Path, n_chunks: int) -> None:
    if n_chunks < 2:
        return
    paths = [waiting / f"articles-{number:05}.parquet" for number in range(n_chunks)]
    chunks = [pd.read_parquet(path) for path in paths]
    runs = []
    for number, chunk in enumerate(chunks):
        tokens = pd.read_parquet(waiting / f"tokens-{number:05}.parquet", columns=["article_id", "word"])
        tokens["article_id"] = pd.Categorical(tokens["article_id"], chunk["article_id"])
        runs += runs_of(tokens, len(chunk))
    groups = group_copies(pd.concat(chunks, ignore_index=True), runs)
    start = 0
    for path, chunk in zip(paths, chunks, strict=True):
        chunk["copy_group"] = groups.iloc[start : start + len(chunk)].to_numpy()
        start += len(chunk)
        with whole_file(path) as new:
            chunk.to_parquet(new, index=False)
