"""A share file: every table of a corpus without the texts, so that others can recompute what a report shows.

Of an article stay its outlet, date and counts, the places of everything found in it, and names, cues and terms; no run of
twelve words of it is there.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from evenhand.corpus import Corpus, is_word, restored
from evenhand.errors import ReadError
from evenhand.exports import as_csv, codebook, whole_file

MOST_WORDS = 11  # of a text in any cell
_CODEBOOK = "codebook.csv"
_DAY = (1980, 1, 1, 0, 0, 0)  # of the files in the archive: the same tables give the same bytes


def without_text(corpus: Corpus) -> Corpus:
    """Return a corpus in which no run of twelve words of any article is left.

    Notes
    -----
    The text of articles is empty; of tokens stays whether they are words; any other text longer than eleven words is cut
    there. Every table of a report can be made of it, but for those that show example sentences.

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> shared = without_text(corpus_from("It rains, she said."))
    >>> shared.articles["text"].tolist(), shared.tokens["word"].tolist()
    ([''], ['w', 'w', '.', 'w', 'w', '.'])
    """
    word = pd.Categorical.from_codes(is_word(corpus.tokens).astype("int8"), [".", "w"])
    tables = {name: _cut(table) for name, table in corpus.tables().items() if name != "tokens"}
    return corpus.with_tables(**tables, tokens=corpus.tokens.assign(word=word)).with_tables(articles=tables["articles"].assign(text=""))


def write_share(corpus: Corpus, path: str | Path) -> None:
    """Write the tables of a corpus without its texts as one zip archive of Parquet files and their codebook."""
    tables = without_text(corpus).tables()
    with whole_file(Path(path)) as waiting, zipfile.ZipFile(waiting, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(tables):
            archive.writestr(zipfile.ZipInfo(name, _DAY), content)


def read_share(path: str | Path) -> Corpus:
    """Read a share file.

    Raises
    ------
    ReadError
        If it is none.
    """
    tables: dict[str, pd.DataFrame] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".parquet"):
                    tables[name.removesuffix(".parquet")] = restored(pd.read_parquet(io.BytesIO(archive.read(name))))
    except (OSError, ValueError, zipfile.BadZipFile) as fault:
        raise ReadError(f"{path}: cannot be read ({fault}); expected a file that write_share() or `evenhand share` wrote") from None
    if "tokens" not in tables or "articles" not in tables:
        raise ReadError(f"{path}: holds no tables of a corpus; expected a file that write_share() or `evenhand share` wrote")
    ids = tables["articles"]["article_id"]
    for name in ("sentences", "tokens"):
        tables[name]["article_id"] = pd.Categorical(tables[name]["article_id"], ids)
    return Corpus(**tables)


def _files(tables: dict[str, pd.DataFrame]) -> Iterator[tuple[str, bytes]]:
    for name, table in tables.items():
        packed = io.BytesIO()
        table.to_parquet(packed, index=False)
        yield f"{name}.parquet", packed.getvalue()
    yield _CODEBOOK, as_csv(codebook(tables)).encode()


def _cut(table: pd.DataFrame) -> pd.DataFrame:
    """Cut every text of a table that is longer than eleven words; keys that join tables stay whole."""
    texts = [name for name in table.columns if not name.endswith("_id") and name not in ("url", "file", "copy_group", "person_key")]
    columns = {name: table[name] for name in texts if pd.api.types.is_string_dtype(table[name].dtype)}
    return table.assign(**{name: column.map(_short).astype(column.dtype) for name, column in columns.items() if name != "text"})


def _short(text: object) -> object:
    words = text.split() if isinstance(text, str) else []
    return f"{' '.join(words[:MOST_WORDS])} …" if len(words) > MOST_WORDS else text
