"""One article with its quotes, speakers, cues, frames and language marks shown in place."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

import pandas as pd

from evenhand.corpus import Corpus
from evenhand.display import Shown, escape


class Mark(NamedTuple):
    """A stretch of text, the kind of mark it is, and what to say about it."""

    start: int
    end: int
    kind: str
    note: str


LEGEND = (
    ("direct", "direct quote"),
    ("indirect", "indirect quote"),
    ("speaker", "speaker"),
    ("cue", "cue"),
    ("frame", "frame"),
    ("term", "loaded word or hedge"),
)


def show_article(corpus: Corpus, article_id: str) -> Shown:
    """Show one article with everything the finders marked.

    Parameters
    ----------
    corpus
        From `find_all`; tables that are not there mark nothing.
    article_id
        Which article.

    Returns
    -------
    Shown
        HTML for notebooks and pages (boilerplate folded away), and plain text with the marks in brackets.

    Raises
    ------
    ParameterError
        If there is no such article.

    Examples
    --------
    >>> from evenhand.features import find_all
    >>> from evenhand.corpus import corpus_from
    >>> show_article(find_all(corpus_from('"We are ready," the mayor said.')), "1")
    [direct: "We are ready,"] [speaker: the mayor] [cue: said].
    """
    text = corpus.text(article_id)
    marks = sorted(_marks(corpus, article_id), key=lambda mark: (mark.start, -mark.end))
    paragraphs = corpus.paragraphs[corpus.paragraphs["article_id"] == article_id]
    blocks = [
        (row.part, _html(text, row.start, row.end, marks), _plain(text, row.start, row.end, marks)) for row in paragraphs.itertuples()
    ]
    legend = " ".join(f'<span class="mark {kind}">{name}</span>' for kind, name in LEGEND)
    body = "".join(_block(part, html) for part, html, _ in blocks if part != "boilerplate")
    rest = "".join(f"<p>{html}</p>" for part, html, _ in blocks if part == "boilerplate")
    folded = f"<details><summary>Not part of the article</summary>{rest}</details>" if rest else ""
    style = files("evenhand").joinpath("templates", "article.css").read_text(encoding="utf-8")
    head = f'<style>{style}</style><article class="marked"><p class="legend">{legend}</p>'
    page = f"{head}{body}{_sources(corpus, article_id)}{folded}</article>"
    return Shown({"text/html": page, "text/plain": "\n".join(plain for part, _, plain in blocks if part != "boilerplate")})


def _marks(corpus: Corpus, article_id: str) -> Iterator[Mark]:
    names = _names(corpus, article_id)
    for quote in _rows(corpus.quotes, article_id):
        who = names.get(quote.source_id, quote.speaker if isinstance(quote.speaker, str) else "nobody named")
        kind = "indirect" if quote.kind == "indirect" else "direct"
        for start, end in quote.spans:
            yield Mark(start, end, kind, f"{quote.kind} quote of {who}")
        if pd.notna(quote.speaker_start):
            yield Mark(quote.speaker_start, quote.speaker_end, "speaker", f"speaker: {who}")
        if pd.notna(quote.cue_start):
            negated = ", negated" if quote.negated else ""
            yield Mark(quote.cue_start, quote.cue_end, "cue", f"{quote.cue_class} cue{negated}")
    for mark in _rows(corpus.frames, article_id):
        yield Mark(mark.start, mark.end, "frame", f"frame: {mark.frame.replace('_', ' ')}")
    for mark in _rows(corpus.terms, article_id):
        yield Mark(mark.start, mark.end, "term", f"{mark.lexicon}: {mark.category}")


def _rows(table: pd.DataFrame | None, article_id: str) -> Iterator[Any]:
    if table is not None:
        yield from table[table["article_id"] == article_id].itertuples(index=False)


def _names(corpus: Corpus, article_id: str) -> dict[int, str]:
    return {source.source_id: source.name for source in _rows(corpus.sources, article_id)}


def _html(text: str, start: int, end: int, marks: list[Mark]) -> str:
    """Cut a paragraph at every mark's ends; each piece says which marks it lies in, so marks may overlap."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = sorted({start, end, *(cut for mark in inside for cut in mark[:2] if start < cut < end)})
    pieces = []
    for left, right in pairwise(cuts):
        here = [mark for mark in inside if mark.start <= left and mark.end >= right]
        piece = escape(text[left:right])
        if here:
            kinds = " ".join(dict.fromkeys(mark.kind for mark in here))
            notes = escape("; ".join(dict.fromkeys(mark.note for mark in here)))
            piece = f'<span class="mark {kinds}" title="{notes}">{piece}</span>'
        pieces.append(piece)
    return "".join(pieces)


def _plain(text: str, start: int, end: int, marks: list[Mark]) -> str:
    """Put brackets round quotes, speakers and cues; a mark inside another one is left out."""
    pieces, at = [], start
    for mark in marks:
        if mark.kind in {"frame", "term"} or mark.start < at or mark.start >= end:
            continue
        stop = min(mark.end, end)
        pieces += [text[at : mark.start], f"[{mark.kind}: {text[mark.start : stop]}]"]
        at = stop
    return "".join([*pieces, text[at:end]])


def _block(part: str, html: str) -> str:
    tag = {"headline": "h2", "byline": "p", "credit": "p"}.get(part, "p")
    return f'<{tag} class="{part}">{html}</{tag}>'


def _sources(corpus: Corpus, article_id: str) -> str:
    rows = "".join(
        f"<tr><td>{escape(source.name)}</td><td>{source.type.replace('_', ' ')}</td><td>{escape(source.side)}</td>"
        f"<td>{source.anonymity.replace('_', ', ')}</td>"
        f"<td class='number'>{source.n_quotes}</td><td class='number'>{source.n_words}</td></tr>"
        for source in _rows(corpus.sources, article_id)
    )
    head = "".join(f"<th scope='col'>{name}</th>" for name in ("Source", "Type", "Side", "Identified", "Quotes", "Words"))
    return f'<div class="table"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>' if rows else ""
