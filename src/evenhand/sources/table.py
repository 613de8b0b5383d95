"""The sources table: quotes in, one row per source out, and the quotes with the source each belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.corpus import Corpus, is_word
from evenhand.cues import Cue, read_cue
from evenhand.errors import require_columns
from evenhand.sources.codes import TYPES, Codes, codes_of
from evenhand.sources.lists import Lists, check_lists, rules_of
from evenhand.sources.mentions import name_key
from evenhand.sources.page import Page, Rules, pages
from evenhand.sources.registry import Entity, Registry
from evenhand.sources.resolve import Line, Resolver
from evenhand.sources.sides import SideFinder, Sides
from evenhand.spans import places

SOURCE_COLUMNS = [
    "article_id", "source_id", "name", "person_key", "type", "role", "former", "side", "gender", "anonymity",
    "n_quotes", "n_words", "evidence",
]  # fmt: skip
_NEEDED = ["article_id", "quote_id", "spans", "speaker", "speaker_start", "speaker_end", "cue", "cue_start", "cue_end"]
_TEXT = ["name", "person_key", "type", "role", "side", "gender", "anonymity"]
_CONTEXT = 80  # characters round a cue that may hold its negation or its object
_MARKS = "\"“«'‘`"


def find_sources(
    corpus: Corpus, quotes: pd.DataFrame, sides: Sides | None = None, *, lists: Lists | None = None, first_names: bool = True
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find who stands behind each quote, and what they are.

    Parameters
    ----------
    corpus
        Articles with sentences and tokens.
    quotes
        Quotes as `find_quotes` gives them, or coded by hand: ``article_id, quote_id, spans, speaker, speaker_start,
        speaker_end, cue, cue_start, cue_end``; offsets missing where there is no speaker or cue.
    sides
        Camps of a dispute: ``{"government": {"names": [...], "types": [...], "patterns": ["* ministry"]}}``.
    lists
        A study's own titles, roles, institutions, metonyms and public figures with their types: ``{"roles": {"harbour master":
        "executive"}}``. They go before the shipped lists.
    first_names
        Whether a clearly gendered first name shows gender, where no pronoun, honorific or noun does. On here, as coding
        manuals count it; `find_all` and studies leave it off unless they say so (``[sources] first_names = true``).

    Returns
    -------
    sources : DataFrame
        One row per source of an article, numbered in the order of first quotes: ``article_id, source_id, name``
        (fullest form), ``person_key`` (the same across articles for a named person or body), ``type, role, former,
        side, gender, anonymity, n_quotes, n_words, evidence`` (spans of text that say who it is).
    quotes : DataFrame
        The quotes, in the same rows and order, with ``source_id`` (missing where nobody can be told), and with
        ``cue_class`` and ``negated`` where they were absent.

    Raises
    ------
    TableError
        If the quotes lack a column.
    StudyError
        If a side has a key that means nothing, or a list of the study's own a name or type that does not exist.

    Notes
    -----
    Rules over capitals, word lists and word order, without a parser; then a small model, learnt from coded campaign news, decides
    on type and rung by all that is said of a source (``analysis/models/sources``). Who is whom is wrong most often where a
    sentence opens with a capital that is no name, where people share a surname, and for pronouns after two people of one
    gender. Types are right for four attributions in five (`evenhand.accuracy`): wrong most often for people who speak in
    several capacities, and in news of other subjects than politics.
    Gender is what the text shows: pronoun, honorific, gendered noun, or a clearly gendered common first name (and what is
    known of public figures), which ``first_names=False`` leaves out.

    References
    ----------
    Hallin, D., Manoff, R. & Weddle, J. (1993). Sourcing patterns of national security reporters. *Journalism Quarterly* 70(4).

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> corpus = corpus_from("Mayor Ana Lind closed the port. She said it was unsafe.")
    >>> quotes = pd.DataFrame([["1", 0, [[41, 54]], "She", 32, 35, "said", 36, 40]], columns=[
    ...     "article_id", "quote_id", "spans", "speaker", "speaker_start", "speaker_end", "cue", "cue_start", "cue_end"])
    >>> find_sources(corpus, quotes)[0].loc[0, ["name", "type", "gender", "anonymity"]].tolist()
    ['Ana Lind', 'executive', 'female', 'named_described']
    """
    require_columns(quotes, _NEEDED, "quotes")
    finder = SideFinder(sides, TYPES)
    rules = rules_of(check_lists(lists, TYPES), first_names=first_names)
    cues = read_cues(corpus, quotes)
    words = quotes["n_words"].to_numpy(np.int64) if "n_words" in quotes else _count_words(corpus, quotes)
    source_of = np.full(len(quotes), -1, np.int64)
    rows: list[list[Any]] = []
    for registry, members in speaking(corpus, quotes, rules, cues):
        for source_id, (entity, quoted) in enumerate(members):
            source_of[quoted] = source_id
            rows.append(_row(registry, entity, source_id, quoted, words, finder))
    filled = quotes.assign(source_id=pd.Series(source_of, quotes.index, dtype="Int64").where(pd.Series(source_of >= 0, quotes.index)))
    if "cue_class" not in quotes:
        filled["cue_class"] = pd.Series([cue.cue_class for cue in cues], quotes.index, dtype="str")
    if "negated" not in quotes:
        filled["negated"] = pd.Series([cue.negated for cue in cues], quotes.index, dtype="bool")
    return _as_table(rows, corpus), filled


def speaking(
    corpus: Corpus, quotes: pd.DataFrame, rules: Rules, cues: list[Cue]
) -> Iterator[tuple[Registry, list[tuple[Entity, list[int]]]]]:
    """Yield, for each article that has quotes, who speaks in it and in which rows, in the order of their first quotes."""
    lines = _lines(corpus, quotes, cues)
    for number, page in enumerate(pages(corpus, rules)):
        if not lines[number]:
            continue
        resolver = Resolver(page)
        found = resolver.resolve(lines[number])
        members: dict[int, tuple[Entity, list[int]]] = {}
        for line in sorted(lines[number], key=lambda line: (line.start, line.row)):
            entity, _ = found[line.row]
            if entity is not None:
                members.setdefault(id(entity), (entity, []))[1].append(line.row)
        yield resolver.registry, list(members.values())


def _as_table(rows: list[list[Any]], corpus: Corpus) -> pd.DataFrame:
    sources = pd.DataFrame(rows, columns=SOURCE_COLUMNS)
    sources["article_id"] = pd.Categorical(sources["article_id"], corpus.articles["article_id"])
    whole = dict.fromkeys(["source_id", "n_quotes", "n_words"], "int64")
    return sources.astype({**dict.fromkeys(_TEXT, "str"), **whole, "former": "bool", "evidence": "object"})


def read_cues(corpus: Corpus, quotes: pd.DataFrame) -> list[Cue]:
    """Read every cue, each distinct one with its surroundings once."""
    texts = dict(zip(corpus.articles["article_id"], corpus.articles["text"], strict=True))
    known: dict[tuple[str, str, str], Cue] = {}
    found = []
    columns = [_listed(quotes, name) for name in ("article_id", "cue", "cue_start", "cue_end")]
    for article_id, cue, start, end, stop in zip(*columns, _sentence_ends(corpus, quotes), strict=True):
        printed = cue if isinstance(cue, str) else ""
        text = texts.get(article_id, "") if start is not None and end is not None else ""
        before = text[max(0, int(start) - _CONTEXT) : int(start)] if text else ""
        after = text[int(end) : min(int(end) + _CONTEXT, stop)].rstrip(".!?") if text else ""
        key = (printed, before[max(before.rfind("."), before.rfind(",")) + 1 :], after)
        if key not in known:
            known[key] = read_cue(*key)
        found.append(known[key])
    return found


def _sentence_ends(corpus: Corpus, quotes: pd.DataFrame) -> list[int]:
    """Return where the sentence ends that holds the end of each quote's cue; 0 where there is none."""
    sentences = corpus.sentences
    axis = places(sentences["article_id"].cat.codes, sentences["end"])
    at = np.searchsorted(axis, places(_article_of(corpus, quotes), [max(0, _offset(end)) for end in _listed(quotes, "cue_end")]))
    ends: list[int] = np.append(sentences["end"].to_numpy(), 0)[at].tolist()
    return ends


def _listed(quotes: pd.DataFrame, column: str) -> list[Any]:
    """Return a column as a list in which nothing is None."""
    values = quotes[column].astype(object)
    return [None if missing else value for value, missing in zip(values, values.isna(), strict=True)]


def _article_of(corpus: Corpus, quotes: pd.DataFrame) -> list[int]:
    """Return the row of each quote's article; -1 where the corpus has none of that name."""
    rows: list[int] = pd.Index(corpus.articles["article_id"]).get_indexer(quotes["article_id"].astype(object)).tolist()
    return rows


def _lines(corpus: Corpus, quotes: pd.DataFrame, cues: list[Cue]) -> list[list[Line]]:
    """Sort the quotes by article, as the rules read them."""
    texts = corpus.articles["text"].tolist()
    lines: list[list[Line]] = [[] for _ in texts]
    columns = [_listed(quotes, name) for name in ("spans", "speaker", "speaker_start", "speaker_end", "cue", "cue_start", "cue_end")]
    kinds = _listed(quotes, "kind") if "kind" in quotes else [None] * len(quotes)
    for row, (number, *cells) in enumerate(zip(_article_of(corpus, quotes), *columns, strict=True)):
        if number >= 0:
            lines[number].append(_line(row, texts[number], cells, kinds[row], cues[row]))
    return lines


def _line(row: int, text: str, cells: list[Any], kind: str | None, cue: Cue) -> Line:
    """Read one row of a quotes table; what it has no offsets for gets -1."""
    spans, speaker, speaker_start, speaker_end, printed, cue_start, cue_end = cells
    bounds = [(int(start), int(end)) for start, end in spans] if spans is not None else []
    start = min((start for start, _ in bounds), default=max(0, _offset(cue_start)))
    return Line(
        row=row,
        start=start,
        end=max((end for _, end in bounds), default=start),
        speaker=speaker or "",
        speaker_start=_offset(speaker_start),
        speaker_end=_offset(speaker_end),
        cue=printed or "",
        cue_start=_offset(cue_start),
        cue_end=_offset(cue_end),
        direct=kind == "direct" or (kind is None and bool(bounds) and text[start : start + 1] in _MARKS),
        cue_class=cue.cue_class,
        passive=cue.passive,
        spoken=cue.spoken,
    )


def _offset(value: Any) -> int:
    return -1 if value is None else int(value)


def _count_words(corpus: Corpus, quotes: pd.DataFrame) -> npt.NDArray[np.int64]:
    """Count the words within the spans of each quote."""
    tokens = corpus.tokens[is_word(corpus.tokens)]
    axis = places(tokens["article_id"].cat.codes, tokens["start"])
    listed = quotes["spans"].tolist()
    spans = [
        (row, number, *span) for row, number in enumerate(_article_of(corpus, quotes)) if listed[row] is not None for span in listed[row]
    ]
    row, number, start, end = np.array(spans, np.int64).reshape(-1, 4).T
    inside = np.searchsorted(axis, places(number, end)) - np.searchsorted(axis, places(number, start))
    return np.bincount(row, inside, minlength=len(quotes)).astype(np.int64)


def _row(
    registry: Registry, entity: Entity, source_id: int, quoted: list[int], words: npt.NDArray[np.int64], finder: SideFinder
) -> list[Any]:
    page, codes = registry.page, codes_of(registry, entity)
    return [
        page.article_id, source_id, _name(entity), _key(page, entity, codes), codes.type, codes.role, codes.former,
        _side(registry, entity, codes, finder), codes.gender, codes.anonymity, len(quoted), int(words[quoted].sum()),
        _evidence(page, entity, codes),
    ]  # fmt: skip


def _name(entity: Entity) -> str:
    name = " ".join(entity.name.split())
    return name if entity.kind == "group" else name.removeprefix("The ").removeprefix("the ")


def _key(page: Page, entity: Entity, codes: Codes) -> str:
    """Name a source so that it is the same across articles; those without a name never join."""
    if entity.kind in {"person", "author"} or (entity.kind == "body" and codes.anonymity != "document"):
        return " ".join(name_key(_name(entity).lower().split())) or page.article_id
    return f"{page.article_id}: {_name(entity).lower()}"


def _side(registry: Registry, entity: Entity, codes: Codes, finder: SideFinder) -> str:
    if entity.kind in {"hidden", "generic"}:
        return "unknown"
    if entity.kind == "joint":
        sides = {_side(registry, part, codes_of(registry, part), finder) for part in entity.parts}
        return sides.pop() if len(sides) == 1 else "unknown"
    page = registry.page
    names = [_name(entity), *dict.fromkeys(page.words(mention.core, mention.after) for mention in entity.mentions)]
    described = [page.words(first, after) for first, after, how in codes.evidence if how not in {"who", "place", "name", "again"}]
    return finder.find(names, described=described, kind=codes.type, unnamed=entity.kind == "group" and codes.type != "document")


def _evidence(page: Page, entity: Entity, codes: Codes) -> list[list[int]]:
    """Return the spans of text that introduce a source: its first full name and what is said of it."""
    spans = [(first, after) for first, after, how in codes.evidence if how != "name" and after > first]
    longest = max(entity.mentions, key=lambda mention: (len(mention.key), -mention.first), default=None)
    if longest is not None:
        spans.append((longest.first, longest.after))
    return [[page.start[first], page.end[after - 1]] for first, after in sorted(set(spans))]
