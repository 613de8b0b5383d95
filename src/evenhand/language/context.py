"""Where an entry counts: the words beside it and its capital, read from the columns ``case``, ``not_before`` and ``not_after``.

A bare word misleads: "may" is a month, "savage" a surname, "offensive" what an American footballer plays. A list says so in
columns, each empty where nothing is asked: ``case`` is ``lower`` (a capital inside a sentence makes it a name) or ``upper``;
``not_before`` and ``not_after`` hold words, parted by spaces, that must not stand right behind or right before the entry, and
``#`` for any number.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.lexicons import Lexicon
from evenhand.spans import places
from evenhand.words import normal

NUMBER = "#"

Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def counted(marks: pd.DataFrame, tokens: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Keep the marks of a list that its conditions allow.

    Parameters
    ----------
    marks
        From `evenhand.lexicons.find_terms`, on these tokens and this list.

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> from evenhand.lexicons import find_terms, read_lexicon
    >>> tokens, hedges = corpus_from("It may rain, Ms May said.").tokens, read_lexicon("hedges")
    >>> len(find_terms(tokens, hedges)), len(counted(find_terms(tokens, hedges), tokens, hedges))
    (2, 1)
    """
    entry = pd.Index(lexicon.entries["term"]).get_indexer(marks["term"])
    first, last = _token_rows(marks, tokens)
    keep = np.ones(len(marks), np.bool_)
    for column, shift, place in (("not_before", 1, last), ("not_after", -1, first)):
        if column in lexicon.entries:
            keep &= ~_beside(entry, place + shift, tokens, first, lexicon.entries[column])
    if "case" in lexicon.entries:
        keep &= _in_case(entry, first, tokens, lexicon.entries["case"])
    return marks[keep].reset_index(drop=True)


def _token_rows(marks: pd.DataFrame, tokens: pd.DataFrame) -> tuple[Integers, Integers]:
    """Return the first and the last token of each mark."""
    ids = pd.Index(tokens["article_id"].cat.categories)
    article = ids.get_indexer(marks["article_id"].astype(object))
    codes = tokens["article_id"].cat.codes.to_numpy()
    first = np.searchsorted(places(codes, tokens["start"]), places(article, marks["start"]))
    last = np.searchsorted(places(codes, tokens["end"]), places(article, marks["end"]))
    return first, last


def _beside(entry: npt.NDArray[np.intp], row: Integers, tokens: pd.DataFrame, first: Integers, listed: pd.Series) -> Mask:
    """Mark where the word in this row, of the same sentence, is one that the entry does not stand beside."""
    ruled = (listed != "").to_numpy()[entry] & (row >= 0) & (row < len(tokens))
    found = np.zeros(len(entry), np.bool_)
    if not ruled.any():
        return found
    sentence = places(tokens["article_id"].cat.codes, tokens["sentence_id"])
    at, here = row[ruled], first[ruled]
    words = tokens["word"].cat.codes.to_numpy()[at]
    pairs, which = np.unique(np.stack([entry[ruled], words]), axis=1, return_inverse=True)
    spellings = tokens["word"].cat.categories.to_numpy(object)
    clash = [_lists(listed.iloc[number], normal(spellings[word])) for number, word in pairs.T]
    found[ruled] = np.array(clash)[which] & (sentence[at] == sentence[here])
    return found


def _lists(words: str, word: str) -> bool:
    return word in words.split() or (NUMBER in words.split() and word[0].isdigit())


def _in_case(entry: npt.NDArray[np.intp], first: Integers, tokens: pd.DataFrame, case: pd.Series) -> Mask:
    """Mark where the entry is printed as it must be; the first word of a sentence may always have its capital."""
    spellings = tokens["word"].cat.categories.to_numpy(object)
    capital = np.array([word[:1].isupper() for word in spellings], np.bool_)
    shouted = np.array([word.isupper() for word in spellings], np.bool_)
    word = tokens["word"].cat.codes.to_numpy()[first]
    sentence = places(tokens["article_id"].cat.codes, tokens["sentence_id"])
    opens = (first == 0) | (sentence[first] != sentence[np.maximum(first - 1, 0)])
    asked = case.to_numpy(object)[entry]
    return ((asked != "lower") | ~capital[word] | opens) & ((asked != "upper") | shouted[word])
