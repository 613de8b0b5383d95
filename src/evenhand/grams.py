"""Words, phrases of two words and groups of letters, counted over many texts at once: what the linear models weigh.

Words are cut at hyphens and dashes, and apostrophes are straightened, so that typography never changes a count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from evenhand.typography import straighten

Integers = npt.NDArray[np.integer]
Floats = npt.NDArray[np.float64]

LETTERS = (3, 4, 5)  # sizes of the groups of letters
LETTER_SHARE = 0.7  # weight of a text's letters beside its words; letters repeat what words say
_WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)*")


class Tokens(NamedTuple):
    """The words of some texts, in columns."""

    codes: Integers
    text: Integers  # the number of the text each word stands in, ascending
    n_texts: int
    words: list[str]  # distinct, in lower case

    def kept(self, keep: npt.NDArray[np.bool_]) -> Tokens:
        """Return some of the words; all texts stay."""
        return self._replace(codes=self.codes[keep], text=self.text[keep])

    def place(self) -> Integers:
        """Return the number of each word in its text, from 0."""
        return np.arange(len(self.text)) - np.searchsorted(self.text, self.text)

    def lengths(self) -> Integers:
        """Return the number of words of each text."""
        return np.bincount(self.text, minlength=self.n_texts)


def cut_words(texts: Iterable[str]) -> Tokens:
    """Cut texts into words.

    Examples
    --------
    >>> cut_words(["Well-known; it isn’t"]).words
    ['well', 'known', 'it', "isn't"]
    """
    cut = [_WORD.findall(straighten(text).lower()) for text in texts]
    lengths = np.fromiter(map(len, cut), np.int64, len(cut))
    codes, words = pd.factorize(np.fromiter(chain.from_iterable(cut), object, lengths.sum()))
    return Tokens(codes, np.repeat(np.arange(len(cut)), lengths), len(cut), list(words))


def word_spans(text: str) -> list[tuple[int, int]]:
    """Return where the words that `cut_words` finds stand in a text.

    Examples
    --------
    >>> word_spans("Well-known…")
    [(0, 4), (5, 10)]
    """
    # An ellipsis would become three dots and move what follows; a space keeps its place.
    return [word.span() for word in _WORD.finditer(straighten(text.replace("…", " ")))]


@dataclass(frozen=True)
class Grams:
    """A vocabulary with the weight of rarity (idf) of each entry.

    Attributes
    ----------
    terms
        Words, and phrases of two words with a space between.
    letters
        Groups of letters inside a word; a space stands for its edge.
    idf
        One value for each term, then one for each group of letters.
    """

    terms: tuple[str, ...]
    letters: tuple[str, ...]
    idf: Floats

    @property
    def names(self) -> list[str]:
        """One name for each column of `matrix`; groups of letters carry marks, as in ``~ing~``."""
        return [*self.terms, *("~" + group.replace(" ", "_") + "~" for group in self.letters)]

    def matrix(self, tokens: Tokens) -> sparse.csr_matrix:
        """Return one row per text and one column per entry: rarity times 1 + log(count), each half scaled to length 1."""
        n = len(self.terms)
        halves = [_scaled(_count_terms(tokens, self.terms), self.idf[:n])]
        if self.letters:
            halves.append(_scaled(_count_letters(tokens, self.letters), self.idf[n:]) * LETTER_SHARE)
        return sparse.hstack(halves, format="csr")


def learn_grams(tokens: Tokens, *, least: int = 3, least_letters: int | None = 5, most: int = 60_000) -> Grams:
    """Collect the words, phrases and groups of letters that stand in at least so many texts (at most ``most`` of each kind).

    Examples
    --------
    >>> learn_grams(cut_words(["tax cut", "tax cut now", "tax"]), least=2, least_letters=None).terms
    ('cut', 'tax', 'tax cut')
    """
    words = _texts_with(tokens.text, tokens.codes, len(tokens.words))
    found = Counter({tokens.words[code]: int(words[code]) for code in np.flatnonzero(words >= least)})
    first, second, text = _pairs(tokens)
    keys, key = np.unique(first.astype(np.int64) * len(tokens.words) + second, return_inverse=True)
    pairs = _texts_with(text, key, len(keys))
    for number in np.flatnonzero(pairs >= least):
        one, two = divmod(int(keys[number]), len(tokens.words))
        found[f"{tokens.words[one]} {tokens.words[two]}"] = int(pairs[number])
    letters: Counter[str] = Counter()
    if least_letters is not None:
        groups = sorted({group for word in tokens.words for group in _groups(word)})
        texts = np.asarray((_count_letters(tokens, groups) > 0).sum(axis=0)).ravel()
        letters.update({group: int(n) for group, n in zip(groups, texts, strict=True) if n >= least_letters})
    kinds = [dict(sorted(sorted(kind.items(), key=lambda each: (-each[1], each[0]))[:most])) for kind in (found, letters)]
    counts = np.array([*kinds[0].values(), *kinds[1].values()], np.float64)
    return Grams(tuple(kinds[0]), tuple(kinds[1]), np.log((1 + tokens.n_texts) / (1 + counts)) + 1)


def _texts_with(text: Integers, code: Integers, n: int) -> Integers:
    """Return in how many texts each code stands."""
    distinct = pd.unique(text.astype(np.int64) * max(1, n) + code)
    return np.bincount(distinct % max(1, n), minlength=n)


def _pairs(tokens: Tokens) -> tuple[Integers, Integers, Integers]:
    """Return the two codes and the text of each pair of neighbours."""
    together = tokens.text[1:] == tokens.text[:-1]
    return tokens.codes[:-1][together], tokens.codes[1:][together], tokens.text[1:][together]


def _groups(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[start : start + size] for size in LETTERS for start in range(max(1, len(padded) - size + 1))]


def _counts(text: Integers, column: Integers, shape: tuple[int, int]) -> sparse.csr_matrix:
    return sparse.csr_matrix((np.ones(len(text)), (text, column)), shape=shape)


def _count_terms(tokens: Tokens, terms: Sequence[str]) -> sparse.csr_matrix:
    column = {term: number for number, term in enumerate(terms)}
    known = np.fromiter((column.get(word, -1) for word in tokens.words), np.int64, len(tokens.words))
    single = known[tokens.codes] if len(tokens.codes) else np.empty(0, np.int64)
    number = {word: code for code, word in enumerate(tokens.words)}
    phrases = [
        (number[one] * len(number) + number[two], column[term])
        for term in terms
        if " " in term
        for one, two in [term.split(" ")]
        if one in number and two in number
    ]
    first, second, text = _pairs(tokens)
    keys, columns = np.array(sorted(phrases), np.int64).reshape(-1, 2).T
    wanted = first.astype(np.int64) * len(number) + second
    place = np.minimum(np.searchsorted(keys, wanted), max(0, len(keys) - 1))
    hit = keys[place] == wanted if len(keys) else np.zeros(len(wanted), np.bool_)
    rows = np.concatenate((tokens.text[single >= 0], text[hit]))
    return _counts(rows, np.concatenate((single[single >= 0], columns[place[hit]])), (tokens.n_texts, len(terms)))


def _count_letters(tokens: Tokens, letters: Sequence[str]) -> sparse.csr_matrix:
    """Count groups of letters once per distinct word, then spread them over the texts."""
    column = {group: number for number, group in enumerate(letters)}
    found = [[column[group] for group in _groups(word) if group in column] for word in tokens.words]
    sizes = np.fromiter(map(len, found), np.int64, len(found))
    inside = np.fromiter(chain.from_iterable(found), np.int64, sizes.sum())
    by_word = _counts(np.repeat(np.arange(len(found)), sizes), inside, (len(found), len(letters)))
    return (_counts(tokens.text, tokens.codes, (tokens.n_texts, len(tokens.words))) @ by_word).tocsr()


def _scaled(counts: sparse.csr_matrix, idf: Floats) -> sparse.csr_matrix:
    counts.sum_duplicates()
    counts.data = 1 + np.log(counts.data)
    weighted: Any = counts.multiply(idf[None, :]).tocsr()
    length = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags_array(1 / np.where(length > 0, length, 1)) @ weighted)


def packed_grams(grams: Grams, name: str) -> dict[str, npt.NDArray[Any]]:
    """Return a vocabulary as plain arrays for a weights file."""
    kinds = {"terms": grams.terms, "letters": grams.letters}
    words = {f"{name}.{kind}": np.frombuffer("\n".join(entries).encode(), np.uint8) for kind, entries in kinds.items()}
    return words | {f"{name}.idf": grams.idf.astype(np.float32)}


def unpacked_grams(arrays: dict[str, npt.NDArray[Any]], name: str) -> Grams:
    """Return the vocabulary that `packed_grams` stored."""
    terms, letters = (_split(arrays[f"{name}.{kind}"].tobytes().decode()) for kind in ("terms", "letters"))
    return Grams(terms, letters, arrays[f"{name}.idf"].astype(np.float64))


def _split(lines: str) -> tuple[str, ...]:
    return tuple(lines.split("\n")) if lines else ()
