"""One article as lists of words, with what the word lists say about each.

Classes of words are found per distinct word and spread by code; terms of the lists are found for the whole corpus at
once. Only then is a corpus cut into pages, so that the rules can look at single words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.corpus import Corpus
from evenhand.lexicons import Lexicon, find_terms, read_lexicon
from evenhand.sources.classes import CAPITAL, CAPS, COMMA, FUNCTION, GIVEN, MARK, NUMBER, OWNER, STOP, word_bits
from evenhand.spans import places
from evenhand.vectors import shipped_vectors
from evenhand.words import normal

KINDS = ("titles", "roles", "institutions", "metonyms", "unnamed", "gender_nouns", "countries", "settings", "named_bodies")
_HEADING_WORDS, _HEADING_SHARE = 4, 0.9
_FEW = 40  # words for people and bodies that tell little of what an article is about
_MANY_FOREIGN, _FAR_MORE = 8, 1.5
HOME = frozenset({
    "u.s", "u.s.", "us", "american", "americans", "america", "washington", "congress", "senate", "republican", "republicans", "democrat",
    "democrats", "democratic", "gop", "trump", "clinton", "obama", "federal",
})  # fmt: skip
# A line that signs a letter: a handle, or a name; a name counts with a place below it or under a heading such as LETTERS.
_NAME_LINE = r"(?!The )[A-Z][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{0,20}){1,3}"
_PLACE_LINE = r"[A-Z][\w.'’-]{1,20}(?: [A-Z][\w.'’-]{0,20}){0,2}(?:, [A-Z][\w.'’ -]{1,20})?\.?[ \t]*(?:\n|$)"
_SIGNATURE = re.compile(rf"^(@\w{{2,30}}\.?|{_NAME_LINE}(?=[ \t]*\n{{1,3}}{_PLACE_LINE}))[ \t]*$", re.MULTILINE)
_SIGNED = re.compile(rf"^(@\w{{2,30}}\.?|{_NAME_LINE})[ \t]*$", re.MULTILINE)
_LETTERS = re.compile(r"^(?:LETTERS|FACEBOOK|TWITTER|COMMENTS|YOUR SAY|YOUR LETTERS|READERS' LETTERS)\.?[ \t]*$", re.MULTILINE)
_QUOTATION = re.compile(r"[“”\"«»]|''|``|\n")


class Mark(NamedTuple):
    """A term of a list on a page: the words ``first`` to ``after``."""

    first: int
    after: int
    category: str
    term: str


class Rules(NamedTuple):
    """What a study adds to the rules: its lists, its own terms in them, its public figures, and whether first names show gender."""

    lexicons: Mapping[str, Lexicon] = MappingProxyType({})
    figures: Mapping[tuple[str, ...], str] = MappingProxyType({})
    first_names: bool = True
    own: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Page:
    """The words of an article, side by side, with the terms of the lists that cover them.

    Attributes
    ----------
    word, printed, bits, start, end, sentence
        One value per token: lower case, as printed, its classes, its offsets, its sentence.
    quoted, heading
        One value per token: whether it stands between quotation marks; whether its sentence has a capital on every word.
    marks
        For each list, the term that covers a token.
    lower
        The words that the article prints without a capital somewhere.
    rules
        What the study adds to the rules.
    """

    article_id: str
    text: str
    author: str
    published: pd.Timestamp | None
    word: list[str]
    printed: list[str]
    bits: list[int]
    start: list[int]
    end: list[int]
    sentence: list[int]
    quoted: list[bool]
    heading: list[bool]
    marks: dict[str, dict[int, Mark]]
    lower: frozenset[str]
    rules: Rules

    @cached_property
    def settings(self) -> Counter[str]:
        """Count the words of each setting (campaign, parliament)."""
        return Counter(mark.category for mark in self.marks["settings"].values())

    @cached_property
    def topics(self) -> dict[str, float]:
        """Return which share of the words for people and bodies is of each type; of a few words, little is said."""
        lists = (self.marks[kind] for kind in ("roles", "titles", "institutions", "named_bodies", "metonyms"))
        counts = Counter(mark.category for marks in lists for mark in set(marks.values()))
        return {category: n / (counts.total() + _FEW) for category, n in counts.items()}

    @cached_property
    def subject(self) -> npt.NDArray[np.float64]:
        """Return where all its words lie together."""
        return self.meaning(range(len(self)))

    @cached_property
    def signatures(self) -> list[tuple[int, int]]:
        """Return the lines that sign letters, where there are two or more: a name with a place below it, or a handle."""
        pattern = _SIGNED if _LETTERS.search(self.text) else _SIGNATURE
        found = [match.span(1) for match in pattern.finditer(self.text)]
        return found if len(found) > 1 else []

    @cached_property
    def places(self) -> frozenset[str]:
        """Return the words of the home places that the page names."""
        return frozenset(self.word[at] for at, mark in self.marks["metonyms"].items() if mark.category == "executive")

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Return the words that could be taken for an auxiliary but follow a first name with a capital ("George Will")."""
        bits, word = self.bits, self.word
        return frozenset(
            word[at]
            for at in range(1, len(word))
            if word[at] in {"will", "may"}
            and bits[at] & CAPITAL
            and bits[at - 1] & GIVEN
            and bits[at - 1] & CAPITAL
            and not self.heading[at]
        )

    @cached_property
    def abroad(self) -> bool:
        """Tell whether the article is about another country: it names foreign ones far more often than home."""
        foreign = len(set(self.marks["countries"].values()))
        home = sum(word in HOME for word in self.word)
        return foreign >= _MANY_FOREIGN and foreign > _FAR_MORE * home

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.word)

    def meaning(self, tokens: Iterable[int]) -> npt.NDArray[np.float64]:
        """Return where the words of some tokens lie together, each word once and none that only serves grammar."""
        return shipped_vectors().direction(sorted({self.word[at] for at in tokens if not self.bits[at] & FUNCTION}))

    def opens(self, at: int) -> bool:
        """Tell whether a token opens a sentence, a quotation or a label."""
        return (
            at == 0 or self.sentence[at] != self.sentence[at - 1] or bool(self.bits[at - 1] & MARK) or self.word[at - 1] in {":", "•", "*"}
        )

    def joined(self, at: int) -> bool:
        """Tell whether a token stands in the same sentence as the one before it."""
        return 0 < at < len(self.word) and self.sentence[at] == self.sentence[at - 1]

    def found(self, kind: str, first: int, after: int) -> list[Mark]:
        """Return the terms of a list that lie within some words, in reading order."""
        marks = self.marks[kind]
        seen = (marks[at] for at in range(first, after) if at in marks)
        # "the New York Times" is found in "New York Times", where the list has it with its article.
        return [
            m
            for m in dict.fromkeys(seen)
            if m.after <= after and (m.first >= first or (m.first == first - 1 and self.word[m.first] == "the"))
        ]

    def bodies(self, first: int, after: int) -> list[Mark]:
        """Return the words for bodies, the seats that stand for them, and the names of bodies within some words, names first."""
        marks = {kind: self.found(kind, first, after) for kind in ("named_bodies", "institutions", "metonyms")}
        marks["named_bodies"] = [mark for mark in marks["named_bodies"] if self.is_name(mark)]
        names = {(mark.first, mark.after) for mark in marks["named_bodies"]}
        found = marks["named_bodies"] + [
            mark for kind in ("institutions", "metonyms") for mark in marks[kind] if (mark.first, mark.after) not in names
        ]
        # "the Union Party" is no union: a term that runs into another ends too early.
        return [mark for mark in found if not any(mark.first < other.first < mark.after < other.after for other in found)]

    def is_name(self, mark: Mark) -> bool:
        """Tell whether a term is printed as a name: with a capital that neither a heading nor the start of a sentence explains."""
        last = mark.after - 1
        if not self.bits[last] & CAPITAL and not self.bits[mark.first] & CAPITAL:
            return False
        plain = mark.after == mark.first + 1 and (self.opens(mark.first) or self.heading[mark.first])
        return not plain or bool(self.bits[mark.first] & CAPS and not self.heading[mark.first]) or self.word[mark.first] not in self.lower

    def words(self, first: int, after: int) -> str:
        """Return some words as printed."""
        return self.text[self.start[first] : self.end[after - 1]] if after > first else ""


def pages(corpus: Corpus, rules: Rules = Rules()) -> Iterator[Page]:  # noqa: B008 - an unchangeable tuple
    """Cut a corpus into pages, one per article, in order."""
    tokens, articles = corpus.tokens, corpus.articles
    codes = tokens["word"].cat.codes.to_numpy()
    printed = np.array(tokens["word"].cat.categories.tolist(), object)
    lower = np.array([normal(word) for word in printed], object)
    bits = word_bits(printed.tolist())
    owner = tokens["article_id"].cat.codes.to_numpy()
    bounds = np.searchsorted(owner, np.arange(len(articles) + 1))
    heading = _headings(owner, tokens["sentence_id"].to_numpy(), bits[codes] if len(codes) else codes)
    plain = _without_dots(tokens)
    terms = {kind: _terms(plain, rules.lexicons.get(kind) or read_lexicon(kind), bounds) for kind in KINDS}
    starts, ends, sentences = (tokens[name].to_numpy() for name in ("start", "end", "sentence_id"))
    for row, (first, after) in enumerate(zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)):
        part = codes[first:after]
        article = articles.iloc[row]
        words = printed[part].tolist()
        yield Page(
            article_id=article["article_id"],
            text=article["text"],
            author=article["author"] if isinstance(article.get("author"), str) else "",
            published=None if pd.isna(article["published"]) else article["published"],
            word=lower[part].tolist(),
            printed=words,
            bits=bits[part].tolist(),
            start=starts[first:after].tolist(),
            end=ends[first:after].tolist(),
            sentence=sentences[first:after].tolist(),
            quoted=quoted(article["text"], starts[first:after]).tolist(),
            heading=heading[first:after].tolist(),
            marks={kind: terms[kind][row] for kind in KINDS},
            lower=frozenset(word for word in words if word.islower()),
            rules=rules,
        )


def _headings(owner: npt.NDArray[np.int64], sentence: npt.NDArray[np.int64], bits: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Mark the tokens of sentences that print (nearly) every word with a capital, where capitals tell no names."""
    if not len(owner):
        return np.empty(0, np.bool_)
    group = np.cumsum(np.diff(sentence, prepend=-1).astype(bool) | np.diff(owner, prepend=-1).astype(bool)) - 1
    words = (bits & (FUNCTION | COMMA | STOP | NUMBER | MARK | OWNER)) == 0
    n = np.bincount(group, words)
    capital = np.bincount(group, words & ((bits & CAPITAL) != 0))
    headings: npt.NDArray[np.bool_] = ((n >= _HEADING_WORDS) & (capital >= _HEADING_SHARE * n))[group]
    return headings


def _without_dots(tokens: pd.DataFrame) -> pd.DataFrame:
    """Print abbreviations without their dot ("Gov"), as the lists of titles have them."""
    codes, words = pd.factorize(pd.Index([word.rstrip(".") or word for word in tokens["word"].cat.categories], dtype=object))
    column = tokens["word"].cat.codes.to_numpy()
    return tokens.assign(word=pd.Categorical.from_codes(codes[column] if len(column) else column, words))


def _terms(tokens: pd.DataFrame, lexicon: Lexicon, bounds: npt.NDArray[np.intp]) -> list[dict[int, Mark]]:
    """Find the terms of a list; return for each article ``{token: term that covers it}``."""
    found = find_terms(tokens, lexicon)
    owner = found["article_id"].cat.codes.to_numpy(np.int64)
    axis = places(tokens["article_id"].cat.codes, tokens["start"])
    first = np.searchsorted(axis, places(owner, found["start"])) - bounds[owner]
    after = np.searchsorted(axis, places(owner, found["end"])) - bounds[owner]
    terms: list[dict[int, Mark]] = [{} for _ in range(len(bounds) - 1)]
    for row, *mark in zip(*(column.tolist() for column in (owner, first, after, found["category"], found["term"])), strict=True):
        terms[row].update(dict.fromkeys(range(mark[0], mark[1]), Mark(*mark)))
    return terms


def quoted(text: str, starts: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Tell which offsets stand between quotation marks; a mark left open closes with its paragraph.

    Examples
    --------
    >>> quoted('She "did" go.', np.array([0, 5, 10])).tolist()
    [False, True, False]
    """
    edges, state, inside = [0], [False], False
    for match in _QUOTATION.finditer(text):
        mark = match[0]
        inside = mark in "“«``" if mark in "“”«»``" else (mark != "\n" and not inside)
        edges.append(match.start())
        state.append(inside)
    return np.array(state)[np.searchsorted(edges, starts, side="right") - 1] if len(starts) else np.empty(0, np.bool_)
