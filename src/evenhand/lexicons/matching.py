"""Finding the entries of a list in tokens: once per distinct word, then all phrases of all texts walk together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.errors import ParameterError
from evenhand.lexicons.patterns import Pattern, Pieces
from evenhand.spans import places, ranges
from evenhand.words import normal

if TYPE_CHECKING:
    from evenhand.lexicons.lexicon import Lexicon

TERM_COLUMNS = ["article_id", "sentence_id", "start", "end", "term", "category"]

Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


# Which parts of a word an entry of n letters may stand for, by the ends it leaves open.
_SHELVES: dict[tuple[bool, bool], Callable[[str, int], list[str]]] = {
    (False, True): lambda word, n: [word[:n]],
    (True, False): lambda word, n: [word[len(word) - n :]],
    (True, True): lambda word, n: [word[at : at + n] for at in range(len(word) - n + 1)],
}


class Found(NamedTuple):
    """Matches as columns: the number of what matched, and its first and last token."""

    number: Integers
    first: Integers
    last: Integers

    def where(self, rows: Mask | Integers) -> Found:
        """Keep some of them, or put them in another order."""
        return Found(self.number[rows], self.first[rows], self.last[rows])


class Trie(NamedTuple):
    """Runs of words as steps from node to node; node 0 is the root. A step reads one piece of an entry."""

    pieces: dict[tuple[bool, bool, str], int]  # open at the left, open at the right, letters
    keys: Integers  # node * n_pieces + piece, sorted
    targets: Integers
    ends: Integers  # the run that ends at each node, or -1
    sizes: dict[tuple[bool, bool], list[int]]  # of each shelf, how many letters its pieces have

    def pieces_of(self, words: Sequence[str]) -> tuple[Integers, Integers]:
        """Return, for distinct words, the pieces each one matches as rows of (word number, piece)."""
        whole = ((number, self.pieces.get((False, False, word))) for number, word in enumerate(words))
        found = [(number, piece) for number, piece in whole if piece is not None]
        # Most lists leave no end open, so most words need no cutting.
        for shelf, cut in ((shelf, cut) for shelf, cut in _SHELVES.items() if self.sizes[shelf]):
            for number, word in enumerate(words):
                cuts = {part for n in self.sizes[shelf] if n <= len(word) for part in cut(word, n)}
                found.extend((number, self.pieces[(*shelf, part)]) for part in cuts if (*shelf, part) in self.pieces)
        pairs = np.array(found, np.int64).reshape(-1, 2)
        pairs = pairs[np.argsort(pairs[:, 0], kind="stable")]
        return pairs[:, 0], pairs[:, 1]


class Gap(NamedTuple):
    """An entry of two runs of words with others between them."""

    entry: int
    left: int
    right: int
    within: int


class Matcher(NamedTuple):
    """The entries of a list, compiled: their runs of words in a trie, and what the runs mean."""

    trie: Trie
    whole: Integers  # the entry that a run is, or -1 where it is only a part of one
    gaps: tuple[Gap, ...]
    contexts: tuple[tuple[int, tuple[int, ...], bool], ...]  # entry, runs that undo it, whether they stand behind it
    parts: dict[int, tuple[str, ...]]  # entry: the parts of an article it counts in
    rank: Integers  # of entries that match the same words the one of lowest rank is named
    lengths: Integers  # words of the first and the last run of each entry, one row an entry


def compile_patterns(terms: Sequence[str], patterns: Sequence[Pattern]) -> Matcher:
    """Compile entries for `find_terms`."""
    runs: dict[Pieces, int] = {}
    numbers = [tuple(runs.setdefault(segment, len(runs)) for segment in pattern.segments) for pattern in patterns]
    contexts = tuple(
        (entry, tuple(runs.setdefault(context, len(runs)) for context in listed), behind)
        for entry, pattern in enumerate(patterns)
        for listed, behind in ((pattern.not_before, True), (pattern.not_after, False))
        if listed
    )
    order = sorted(range(len(terms)), key=lambda entry: (patterns[entry].looseness, terms[entry]))
    rank, whole = np.empty(len(terms), np.int64), np.full(len(runs), -1, np.int64)
    rank[order] = np.arange(len(terms))
    for entry in reversed(order):
        if len(numbers[entry]) == 1:
            whole[numbers[entry][0]] = entry
    gaps = tuple(Gap(entry, *runs, patterns[entry].within) for entry, runs in enumerate(numbers) if len(runs) == 2)
    parts = {entry: pattern.only_in for entry, pattern in enumerate(patterns) if pattern.only_in}
    lengths = np.array([(len(pattern.segments[0]), len(pattern.segments[-1])) for pattern in patterns], np.int64).reshape(-1, 2)
    return Matcher(_trie(list(runs)), whole, gaps, contexts, parts, rank, lengths)


def _trie(runs: list[Pieces]) -> Trie:
    pieces: dict[tuple[bool, bool, str], int] = {}
    steps: dict[tuple[int, int], int] = {}
    ends = {}
    for number, run in enumerate(runs):
        node = 0
        for word in run:
            piece = pieces.setdefault((word.startswith("*"), word.endswith("*"), word.strip("*")), len(pieces))
            node = steps.setdefault((node, piece), len(steps) + 1)
        ends[node] = number
    keys = np.array([node * len(pieces) + piece for node, piece in steps], np.int64)
    targets = np.fromiter(steps.values(), np.int64, len(steps))
    order = np.argsort(keys)
    ending = np.full(len(steps) + 1, -1, np.int64)
    ending[list(ends)] = list(ends.values())
    sizes = {shelf: sorted({len(key) for *sides, key in pieces if tuple(sides) == shelf}) for shelf in _SHELVES}
    return Trie(pieces, keys[order], targets[order], ending, sizes)


def find_terms(tokens: pd.DataFrame, lexicon: Lexicon, sentences: pd.DataFrame | None = None) -> pd.DataFrame:
    """Find the entries of a list in the tokens of a corpus.

    Parameters
    ----------
    tokens
        The ``tokens`` table of a corpus, in reading order.
    lexicon
        Words and phrases. A longer term wins over one inside it; a phrase stays inside its sentence.
    sentences
        The ``sentences`` table of the corpus; needed only by a list with entries that count in some parts (``only in``).

    Returns
    -------
    DataFrame
        One row per term found, in reading order: ``article_id, sentence_id, start, end, term, category``. An entry of
        several categories gives a row for each.

    Raises
    ------
    ParameterError
        If the list asks for parts and there are no sentences.

    Notes
    -----
    A gap (``hold … accountable``) stands for as few words as possible; it covers only its own words, so other terms
    between them are found too. Of two entries for the very same words the plainer one is named. Conditions are looked at
    first: an entry that does not count here hides no shorter one.
    """
    matcher = lexicon.matcher
    if matcher.parts and sentences is None:
        raise ParameterError(f'"{lexicon.name}" has entries that count in some parts only; expected sentences=corpus.sentences')
    runs = _walk(tokens, matcher.trie)
    sentence = places(tokens["article_id"].cat.codes, tokens["sentence_id"])
    whole = Found(matcher.whole[runs.number], runs.first, runs.last) if len(runs.number) else runs
    plain = _allowed(whole.where(whole.number >= 0), runs, matcher, sentence, sentences)
    spread = _allowed(_join(runs, matcher.gaps, sentence, tokens), runs, matcher, sentence, sentences)
    found = _longest(plain, spread, matcher)
    return _as_table(found, tokens, lexicon)


def _as_table(found: Found, tokens: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    table = tokens.iloc[found.first][["article_id", "sentence_id", "start"]].reset_index(drop=True)
    table["end"] = tokens["end"].to_numpy()[found.last]
    table["term"] = lexicon.entries["term"].to_numpy(object)[found.number]
    table["category"] = lexicon.entries["category"].to_numpy(object)[found.number]
    if lexicon.entries["category"].str.contains(";", regex=False).any():
        table = table.assign(category=table["category"].str.split(r";\s*", regex=True)).explode("category", ignore_index=True)
    return table.astype({"term": "str", "category": "str"})[TERM_COLUMNS]


def _walk(tokens: pd.DataFrame, trie: Trie) -> Found:
    """Walk the trie from every token at once; return the runs found."""
    codes = tokens["word"].cat.codes.to_numpy()
    words, pieces = trie.pieces_of([normal(word) for word in tokens["word"].cat.categories])
    counts = np.bincount(words, minlength=len(tokens["word"].cat.categories))
    offsets = np.concatenate(([0], np.cumsum(counts)))
    sentence = places(tokens["article_id"].cat.codes, tokens["sentence_id"])
    first = at = np.flatnonzero(counts[codes]) if len(codes) else np.empty(0, np.int64)
    node = np.zeros(len(first), np.int64)
    matches = [(np.empty(0, np.int64),) * 3]
    while len(at):
        # Each path branches into the pieces its next word matches, and lives on where the trie has that step.
        n = counts[codes[at]]
        branch = np.repeat(np.arange(len(at)), n)
        piece = pieces[ranges(offsets[codes[at]], offsets[codes[at]] + n)]
        key = node[branch] * len(trie.pieces) + piece
        step = np.minimum(np.searchsorted(trie.keys, key), len(trie.keys) - 1)
        alive = trie.keys[step] == key
        first, at, node = first[branch][alive], at[branch][alive], trie.targets[step[alive]]
        ended = trie.ends[node] >= 0
        matches.append((trie.ends[node[ended]], first[ended], at[ended]))
        inside = np.flatnonzero(_neighbours(at, at + 1, sentence))
        first, at, node = first[inside], at[inside] + 1, node[inside]
    return Found(*(np.concatenate(column) for column in zip(*matches, strict=True)))


def _neighbours(rows: Integers, others: Integers, sentence: Integers) -> Mask:
    """Mark the tokens whose neighbour is there and in the same sentence."""
    known = (others >= 0) & (others < len(sentence))
    if len(sentence) == 0:
        return known
    return known & (sentence[np.clip(others, 0, len(sentence) - 1)] == sentence[rows])


def _join(runs: Found, gaps: tuple[Gap, ...], sentence: Integers, tokens: pd.DataFrame) -> Found:
    """Join the two runs of each entry with a gap, over as few words as possible."""
    if not gaps or not len(runs.number):
        return runs.where(np.zeros(len(runs.number), np.bool_))
    before = np.cumsum(_is_word(tokens))  # words up to and with each token
    by_run = runs.where(np.lexsort((runs.first, runs.number)))
    bounds = np.searchsorted(by_run.number, np.arange(by_run.number.max() + 2))

    def rows_of(run: int) -> slice:
        return slice(bounds[run], bounds[run + 1]) if run + 1 < len(bounds) else slice(0, 0)

    matches = [(np.empty(0, np.int64),) * 3]
    for gap in gaps:
        left, right = by_run.where(np.r_[rows_of(gap.left)]), by_run.where(np.r_[rows_of(gap.right)])
        if not len(left.number) or not len(right.number):
            continue
        next_one = np.searchsorted(right.first, left.last, side="right")
        near = next_one < len(right.first)
        begins, at = left.where(near), right.where(next_one[near])
        between: Integers = before[at.first - 1] - before[begins.last]
        # Where several beginnings share an end the last one is nearest.
        nearest = np.append(at.first[1:] != at.first[:-1], True)[: len(at.first)]
        fits = (sentence[at.first] == sentence[begins.last]) & (between <= gap.within) & nearest
        matches.append((np.full(int(fits.sum()), gap.entry), begins.first[fits], at.last[fits]))
    return Found(*(np.concatenate(column) for column in zip(*matches, strict=True)))


def _is_word(tokens: pd.DataFrame) -> Mask:
    printed = tokens["word"].cat.categories
    words = np.fromiter((any(map(str.isalnum, word)) for word in printed), np.bool_, len(printed))
    return words[tokens["word"].cat.codes.to_numpy()]


def _allowed(found: Found, runs: Found, matcher: Matcher, sentence: Integers, sentences: pd.DataFrame | None) -> Found:
    """Drop the matches that a condition of their entry undoes."""
    keep = np.ones(len(found.number), np.bool_)
    for entry, listed, behind in matcher.contexts:
        rows = np.flatnonzero(found.number == entry)
        context = runs.where(np.isin(runs.number, listed)) if len(rows) else runs
        edge = found.last[rows] if behind else found.first[rows]
        beside = edge + 1 if behind else edge - 1
        undone = np.isin(beside, context.first if behind else context.last) & _neighbours(edge, beside, sentence)
        keep[rows[undone]] = False
    if matcher.parts and sentences is not None and len(found.number):
        order = np.argsort(keys := places(sentences["article_id"].cat.codes, sentences["sentence_id"]))
        part = sentences["part"].to_numpy(object)[order[np.searchsorted(keys[order], sentence[found.first])]]
        for entry, parts in matcher.parts.items():
            keep[(found.number == entry) & ~np.isin(part, parts)] = False
    return found.where(keep)


def _longest(plain: Found, spread: Found, matcher: Matcher) -> Found:
    """Drop what lies inside a longer match; a match with a gap covers its own words only."""
    plain = plain.where(np.lexsort((matcher.rank[plain.number], -plain.last, plain.first)))
    reach = np.maximum.accumulate(plain.last)
    covered = np.append(-1, reach)[np.searchsorted(plain.first, spread.first, side="right")]
    spread = spread.where(covered < spread.last)
    spread = spread.where(np.lexsort((matcher.rank[spread.number], spread.last, spread.first)))
    spread = spread.where(np.append(True, (np.diff(spread.first) != 0) | (np.diff(spread.last) != 0))[: len(spread.number)])
    segments = _segments(spread, matcher.lengths)
    both = Found(*(np.concatenate(pair) for pair in zip(segments, plain, strict=True)))
    order = np.lexsort((np.arange(len(both.number)), -both.last, both.first))
    ends = both.last[order]
    free = np.empty(len(order), np.bool_)
    free[order] = ends > np.append(-1, np.maximum.accumulate(ends)[:-1])[: len(ends)]
    kept = plain.where(free[len(segments.number) :])
    all_kept = Found(*(np.concatenate(pair) for pair in zip(kept, spread, strict=True)))
    return all_kept.where(np.lexsort((all_kept.last, all_kept.first)))


def _segments(spread: Found, lengths: Integers) -> Found:
    """Return the two runs of each match with a gap as matches of their own."""
    left, right = lengths[spread.number].T
    return Found(
        np.tile(spread.number, 2), np.append(spread.first, spread.last - right + 1), np.append(spread.first + left - 1, spread.last)
    )
