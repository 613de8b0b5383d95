"""A coder for single words: learns from words that people marked in sentences, and finds such words with their places."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from evenhand.coder.columns import packed_books, unpacked_books
from evenhand.coder.fit import FOLDS, LEAST_TEXTS, best_threshold
from evenhand.errors import ModelError, ParameterError
from evenhand.grams import Grams, Tokens, cut_words, learn_grams, packed_grams, unpacked_grams, word_spans
from evenhand.lexicons import Lexicon, find_terms, read_lexicon
from evenhand.spans import ranges
from evenhand.tagger import read_weights
from evenhand.tagger.weights import write_weights
from evenhand.tone.signals import rate

Floats = npt.NDArray[np.float64]
WORD_LISTS = ("loaded", "subjectives", "emotive")
NEIGHBOURS = (-2, -1, 1, 2)
FREEDOM = 2.0  # C of the regression
WORD_COLUMNS = ["text", "start", "end", "word", "probability"]
_KIND = "evenhand word coder 1"
_LEAST_MARKED = 50
_NOTHING = "xxnothingxx"  # stands before the first and behind the last word


@dataclass(frozen=True)
class WordCoder:
    """A linear model over a word, its letters, its neighbours, what lists say of it, and how rated the words around it are.

    Attributes
    ----------
    report
        One row: cross-validated ``precision, recall, f1`` of marked words, ``threshold, n`` (words), ``n_marked``.
    """

    words: Grams
    neighbours: Grams
    books: tuple[Lexicon, ...]
    weights: Floats = field(repr=False)
    bias: float
    threshold: float
    report: pd.DataFrame = field(repr=False)

    def find(self, texts: Iterable[str], *, least: float | None = None) -> pd.DataFrame:
        """Return one row per word found: ``text`` (its number), ``start, end, word`` (as printed), ``probability``.

        ``least`` is the lowest probability shown, by default that at which F1 was best.
        """
        listed = list(texts)
        tokens = cut_words(listed)
        stated = 1 / (1 + np.exp(-np.clip(_matrix(tokens, self.words, self.neighbours, self.books) @ self.weights + self.bias, -500, 500)))
        spans = [(number, *span) for number, text in enumerate(listed) for span in word_spans(text)]
        found = pd.DataFrame(spans, columns=["text", "start", "end"]).assign(probability=stated)
        found = found[stated >= (self.threshold if least is None else least)].reset_index(drop=True)
        printed = [listed[row.text][row.start : row.end] for row in found.itertuples()]
        return found.assign(word=pd.array(printed, "str"))[WORD_COLUMNS]

    def save(self, path: str | Path) -> Path:
        """Write the coder as plain numbers; return the path."""
        target = Path(path).with_suffix(".npz")
        told = json.dumps({"kind": _KIND, "bias": self.bias, "threshold": self.threshold})
        arrays = packed_grams(self.words, "words") | packed_grams(self.neighbours, "neighbours") | {"books": packed_books(self.books)}
        texts = {"told": told, "report": self.report.to_csv(index=False)}
        arrays |= {name: np.frombuffer(text.encode(), np.uint8) for name, text in texts.items()}
        write_weights(target, arrays | {"weights": self.weights.astype(np.float32)})
        return target


def read_word_coder(path: str | Path) -> WordCoder:
    """Read a word coder that `WordCoder.save` wrote.

    Raises
    ------
    ModelError
        If the file is missing, broken, altered or no word coder.
    """
    arrays = read_weights(Path(path))
    told = json.loads(arrays["told"].tobytes()) if "told" in arrays else {}
    if told.get("kind") != _KIND:
        raise ModelError(f"{path}: holds no word coder; expected a file that WordCoder.save() wrote")
    grams = (unpacked_grams(arrays, "words"), unpacked_grams(arrays, "neighbours"))
    report = pd.read_csv(io.BytesIO(arrays["report"].tobytes()))
    weights = arrays["weights"].astype(np.float64)
    return WordCoder(*grams, unpacked_books(arrays["books"]), weights, told["bias"], told["threshold"], report)


def fit_word_coder(
    texts: Iterable[str],
    marked: Sequence[Iterable[str]],
    groups: Iterable[object] | None = None,
    codebook: Sequence[Lexicon | str] = WORD_LISTS,
) -> WordCoder:
    """Train a coder on words that people marked.

    Parameters
    ----------
    texts
        Sentences.
    marked
        For each sentence, the words or phrases that were marked in it; every use of such a word there counts as marked.
    groups
        What belongs together, as in `fit_coder`.
    codebook
        Word lists that help; by default those of loaded, subjective and emotive words.

    Raises
    ------
    ParameterError
        If fewer than 50 sentences or 50 marked words are given.
    """
    listed = list(texts)
    tokens = cut_words(listed)
    truth = _flags(tokens, marked)
    if len(listed) < LEAST_TEXTS or truth.sum() < _LEAST_MARKED:
        raise ParameterError(
            f"{len(listed)} sentences with {truth.sum()} marked words are too few; expected at least {LEAST_TEXTS} and {_LEAST_MARKED}"
        )
    belongs = pd.factorize(np.array([str(each) for each in groups], object))[0] if groups is not None else np.arange(len(listed))
    books = tuple(book if isinstance(book, Lexicon) else read_lexicon(book) for book in codebook)
    words = learn_grams(_one_by_one(tokens, 0), least=2, least_letters=4, most=30_000)
    neighbours = learn_grams(_one_by_one(tokens, 1), least=4, least_letters=None)
    matrix = _matrix(tokens, words, neighbours, books)
    fold = (np.random.default_rng(1).permutation(belongs.max() + 1) % FOLDS)[belongs][tokens.text]
    held = np.zeros(len(truth))
    for number in range(FOLDS):
        weights, bias = _regression(matrix[fold != number], truth[fold != number])
        held[fold == number] = 1 / (1 + np.exp(-(matrix[fold == number] @ weights + bias)))
    given = np.zeros(len(truth), np.bool_)
    for number in range(FOLDS):
        given[fold == number] = held[fold == number] >= best_threshold(held[fold != number], truth[fold != number], absence=False)
    threshold = best_threshold(held, truth, absence=False)
    weights, bias = _regression(matrix, truth)
    hits, found, there = int((given & truth).sum()), int(given.sum()), int(truth.sum())
    scores = {"precision": hits / max(found, 1), "recall": hits / there, "f1": 2 * hits / (found + there)}
    report = pd.DataFrame([scores | {"threshold": threshold, "n": len(truth), "n_marked": there}])
    return WordCoder(words, neighbours, books, weights, bias, threshold, report)


def _flags(tokens: Tokens, marked: Sequence[Iterable[str]]) -> npt.NDArray[np.bool_]:
    if len(marked) != tokens.n_texts:
        raise ParameterError(f"{tokens.n_texts} texts and {len(marked)} lists of marked words; expected as many of each")
    pairs = {(number, word) for number, phrases in enumerate(marked) for phrase in phrases for word in cut_words([phrase]).words}
    words = [tokens.words[code] for code in tokens.codes]
    return np.fromiter(((text, word) in pairs for text, word in zip(tokens.text.tolist(), words, strict=True)), np.bool_, len(words))


def _one_by_one(tokens: Tokens, distance: int) -> Tokens:
    """Return the word at a distance from each word, each as a text of its own."""
    n = len(tokens.codes)
    place = np.arange(n) + distance
    there = (place >= 0) & (place < n)
    safe = np.clip(place, 0, max(0, n - 1))
    there &= tokens.text[safe] == tokens.text if n else there
    codes = np.where(there, tokens.codes[safe], len(tokens.words)) if n else tokens.codes
    return Tokens(codes, np.arange(n), n, [*tokens.words, _NOTHING])


def _matrix(tokens: Tokens, words: Grams, neighbours: Grams, books: tuple[Lexicon, ...]) -> sparse.csr_matrix:
    around = [neighbours.matrix(_one_by_one(tokens, distance)) * 0.6 for distance in NEIGHBOURS]
    lists = sparse.csr_matrix(_lists(tokens, books))
    return sparse.hstack([words.matrix(_one_by_one(tokens, 0)), *around, lists], format="csr")


def _lists(tokens: Tokens, books: tuple[Lexicon, ...]) -> Floats:
    """Return what is rated: the word itself and its text, by the tone lists; and in which categories of word lists the word stands."""
    rated = rate(tokens)
    lengths = np.maximum(tokens.lengths(), 1)
    strength = np.bincount(tokens.text, np.abs(rated.both), tokens.n_texts) / lengths
    columns = [rated.both, np.abs(rated.both), np.abs(rated.own), strength[tokens.text] * 3, np.log(lengths)[tokens.text] / 3]
    return np.column_stack([*columns, *(_listed(tokens, book) for book in books)])


def _listed(tokens: Tokens, book: Lexicon) -> Floats:
    """Return one column per category of a word list, and one for the strength of its entries where they have one."""
    place = tokens.place()
    words = pd.Categorical.from_codes(tokens.codes, tokens.words)
    table = pd.DataFrame({"article_id": pd.Categorical.from_codes(tokens.text, range(tokens.n_texts)), "sentence_id": 0, "start": place})
    marks = find_terms(table.assign(end=place + 1, word=words), book)
    categories = sorted(book.entries["category"].unique())
    columns = np.zeros((len(place), len(categories) + 1))
    if marks.empty:
        return columns
    strengths = pd.to_numeric(marks["term"].map(book.column("strength") if "strength" in book.entries else {}), errors="coerce").fillna(1)
    first = np.searchsorted(tokens.text, marks["article_id"].cat.codes.to_numpy()) + marks["start"].to_numpy()
    n = (marks["end"] - marks["start"]).to_numpy()
    rows = ranges(first, first + n)
    columns[rows, np.repeat(pd.Categorical(marks["category"], categories).codes, n)] = 1
    columns[rows, -1] = np.repeat(strengths.to_numpy(), n) / 2
    return columns


def _regression(matrix: sparse.csr_matrix, truth: npt.NDArray[np.bool_]) -> tuple[Floats, float]:
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - costs a second to import; paid only when a coder is trained

    model: Any = LogisticRegression(C=FREEDOM, max_iter=200, tol=1e-6).fit(matrix, truth)
    return model.coef_[0], float(model.intercept_[0])
