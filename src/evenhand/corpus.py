"""A corpus: tables that belong together, never changed in place.

``read_corpus`` reads articles and cuts them into paragraphs, sentences and tokens. The finders add further tables
(``quotes``, ``sources``, ``frames``, ``terms``, ``features``) with `Corpus.with_tables`, which returns a new corpus.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from evenhand.copies import find_copies
from evenhand.errors import MissingPackageError, ParameterError, ReadError, TableError, nearest, require_choice
from evenhand.parts import Standing, find_parts
from evenhand.reading import ARTICLE_COLUMNS, as_articles, read_articles
from evenhand.segment import find_sentences, find_tokens

TABLES = ("articles", "paragraphs", "sentences", "tokens", "quotes", "sources", "frames", "terms", "features", "problems")


@dataclass(frozen=True, eq=False)
class Corpus:
    """Tables that belong together; `design` of each: one row is one article, paragraph, sentence, token, quote, ...

    All offsets are half-open positions in ``articles.text``, the text exactly as it was read. Tables that no finder has
    made yet are None.
    """

    articles: pd.DataFrame
    paragraphs: pd.DataFrame
    sentences: pd.DataFrame
    tokens: pd.DataFrame
    problems: pd.DataFrame
    quotes: pd.DataFrame | None = None
    sources: pd.DataFrame | None = None
    frames: pd.DataFrame | None = None
    terms: pd.DataFrame | None = None
    features: pd.DataFrame | None = None

    def __repr__(self) -> str:
        """Say how much is in each table."""
        counts = ", ".join(f"{len(table):,} {name}" for name, table in self.tables().items())
        return f"Corpus({counts})"

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables that are there, by name, in the order of the design."""
        found = {name: getattr(self, name) for name in TABLES}
        return {name: table for name, table in found.items() if table is not None}

    def with_tables(self, **tables: pd.DataFrame) -> Corpus:
        """Return a corpus with some tables added or replaced.

        Raises
        ------
        TableError
            If a name is none of a corpus.
        """
        for name in tables:
            if name not in TABLES:
                raise TableError(f'a corpus has no table "{name}"{nearest(name, TABLES)}; it has: {", ".join(TABLES)}')
        return replace(self, **tables)

    def text(self, article_id: str) -> str:
        """Return the text of one article, exactly as it was read."""
        found = self.articles.loc[self.articles["article_id"] == article_id, "text"]
        if found.empty:
            raise ParameterError(f'no article "{article_id}"{nearest(article_id, self.articles["article_id"])}')
        return str(found.iloc[0])

    def select(self, articles: Sequence[bool] | pd.Series | Iterable[str]) -> Corpus:
        """Keep some articles and what belongs to them in every table.

        Parameters
        ----------
        articles
            A mask over ``corpus.articles`` or the ids to keep. Order stays as it is; words that are left without a token go.

        Examples
        --------
        >>> corpus = corpus_from(["One.", "Two."], outlet=["a", "b"])
        >>> corpus.select(corpus.articles["outlet"] == "b").tokens["word"].tolist()
        ['Two', '.']
        """
        chosen = pd.Series(articles) if not isinstance(articles, pd.Series) else articles
        mask = chosen.to_numpy(bool) if chosen.dtype == bool else self.articles["article_id"].isin(chosen).to_numpy()
        kept = self.articles.loc[mask, "article_id"]
        tables = {name: self._part(table, kept) for name, table in self.tables().items()}
        return replace(self, **tables)

    def _part(self, table: pd.DataFrame, kept: pd.Series) -> pd.DataFrame:
        part = table[table["article_id"].isin(kept)].reset_index(drop=True)
        if isinstance(part["article_id"].dtype, pd.CategoricalDtype):
            part["article_id"] = part["article_id"].cat.set_categories(kept)
        if "word" in part:
            part["word"] = part["word"].cat.remove_unused_categories()
        return part

    def save(self, folder: str | Path) -> None:
        """Write every table as ``<name>.parquet`` into a folder, each complete or absent."""
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in self.tables().items():
            waiting = folder / f".{name}.parquet.part"
            table.to_parquet(waiting, index=False)
            waiting.replace(folder / f"{name}.parquet")

    def sql(self, query: str) -> pd.DataFrame:
        """Answer an SQL query over the tables with DuckDB.

        Raises
        ------
        MissingPackageError
            If DuckDB is not installed.

        Examples
        --------
        >>> corpus_from("It rains. It pours.").sql("select count(*) as n from sentences")["n"].tolist()
        [2]
        """
        try:
            import duckdb  # noqa: PLC0415 - optional
        except ImportError:
            raise MissingPackageError("corpus.sql needs DuckDB: pip install 'evenhand[scale]'") from None
        with duckdb.connect() as connection:
            for name, table in self.tables().items():
                connection.register(name, table)
            return connection.execute(query).df()


def read_corpus(
    paths: str | Path | Iterable[str | Path], *, parts: str = "auto", columns: Mapping[str, str] | None = None, names: str | None = None
) -> Corpus:
    """Read articles and cut them into paragraphs, sentences and tokens.

    Parameters
    ----------
    paths
        Files and folders: text dumps, HTML, tables, exports of databases, feeds, archives (see `read_articles`).
    parts
        ``"auto"`` tells headline, byline, credit, lead, body and boilerplate apart; ``"all-body"`` calls nothing boilerplate.
    columns, names
        What tables call their columns, and what file names say (see `read_articles`).

    Returns
    -------
    Corpus
        With what could not be read in ``problems``.

    Raises
    ------
    ReadError
        If a path does not exist, or nothing at all could be read from any of them.
    """
    require_choice(parts, ("auto", "all-body"), "parts")
    articles, problems = read_articles(paths, columns=columns, names=names)
    return build_corpus(articles, problems, parts=parts)


def corpus_from(texts: str | Iterable[str], *, parts: str = "all-body", **columns: Any) -> Corpus:
    """Make a corpus from strings.

    Parameters
    ----------
    texts
        One text, or one for each article.
    parts
        As in `read_corpus`; by default every paragraph counts as body.
    **columns
        Further columns of ``articles``, one value per text (``outlet``, ``published``, ``article_id``, ...).

    Examples
    --------
    >>> corpus_from("It rains, she said.")
    Corpus(1 articles, 1 paragraphs, 1 sentences, 6 tokens, 0 problems)
    """
    require_choice(parts, ("auto", "all-body"), "parts")
    listed = [texts] if isinstance(texts, str) else list(texts)
    articles, problems = as_articles(pd.DataFrame({"text": listed, **columns}))
    return build_corpus(articles, problems, parts=parts)


def build_corpus(articles: pd.DataFrame, problems: pd.DataFrame, *, parts: str = "auto", standing: Standing | None = None) -> Corpus:
    """Cut a table of articles into the other tables of a corpus; `standing` as for `find_parts`."""
    paragraphs = find_parts(articles, parts=parts, standing=standing)
    sentences = find_sentences(articles, paragraphs)
    tokens = find_tokens(articles, sentences)
    counted = articles.assign(
        n_words=count_words(tokens, len(articles)),
        n_sentences=np.bincount(sentences["article_id"].cat.codes, minlength=len(articles)),
    )
    counted = counted.assign(**find_copies(counted, tokens))
    extras = [column for column in counted.columns if column not in ARTICLE_COLUMNS]
    return Corpus(counted[[*ARTICLE_COLUMNS, *extras]], paragraphs, sentences, tokens, problems)


def is_word(tokens: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Mark the tokens that are words or numbers, not punctuation nor a possessive 's."""
    printed = tokens["word"].cat.categories
    words = np.fromiter((any(map(str.isalnum, word)) and word not in {"'s", "’s", "'S", "’S"} for word in printed), np.bool_, len(printed))
    return words[tokens["word"].cat.codes.to_numpy()] if len(tokens) else np.empty(0, np.bool_)


def count_words(tokens: pd.DataFrame, n_articles: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Count the words of each article (numbers are words; punctuation is not)."""
    return np.bincount(tokens["article_id"].cat.codes[is_word(tokens)], minlength=n_articles)


def open_corpus(folder: str | Path) -> Corpus:
    """Open the tables that `Corpus.save` or ``evenhand tables`` wrote as Parquet.

    Raises
    ------
    ReadError
        If a table that every corpus has is missing.
    """
    folder = Path(folder)
    found = {name: path for name in TABLES if (path := folder / f"{name}.parquet").exists()}
    for needed in (item.name for item in fields(Corpus) if item.default is not None):
        if needed not in found:
            raise ReadError(f"{folder}: no {needed}.parquet; expected a folder that corpus.save() or `evenhand tables` wrote")
    tables = {name: restored(pd.read_parquet(path)) for name, path in found.items()}
    ids = tables["articles"]["article_id"]
    for name in ("sentences", "tokens"):
        tables[name]["article_id"] = pd.Categorical(tables[name]["article_id"], ids)
    return Corpus(**tables)


def restored(table: pd.DataFrame) -> pd.DataFrame:
    """Give a table read from Parquet its lists of spans back (Parquet returns them as arrays)."""
    lists = [name for name in ("spans", "evidence") if name in table]
    return table.assign(**{name: [[[int(edge) for edge in pair] for pair in pairs] for pairs in table[name]] for name in lists})
