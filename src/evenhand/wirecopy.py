"""Who printed the same text: groups across outlets, their agency and dateline, who had it first, and what was changed."""

from __future__ import annotations

from difflib import SequenceMatcher

import pandas as pd

from evenhand.copies import runs_of, shared_stretches
from evenhand.corpus import Corpus
from evenhand.display import Shown, escape
from evenhand.parts import dateline_in
from evenhand.words import TOKEN

COPY_COLUMNS = ["copy_group", "article_id", "outlet", "published", "wire", "dateline", "is_first", "hours_after", "shared"]
_TEXT_PARTS = ("headline", "lead", "body")
_MOST_WORDS = 5000  # of each version in a diff


def list_copies(corpus: Corpus) -> pd.DataFrame:
    """List the articles that share a text, group by group, the first published first.

    Returns
    -------
    DataFrame
        One row per article of a group: ``copy_group``, ``article_id``, ``outlet``, ``published``, ``wire`` (the agency
        credited by it or, if by none, by another of its group), ``dateline`` (the place printed before the lead), ``is_first``
        (no earlier one is known; of several at one time, all are), ``hours_after`` the first, ``shared`` (share of the
        stretches of 25 words of the shorter of it and the group's first article that the other holds too).

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> text = " ".join(f"word{n}" for n in range(40))
    >>> pair = corpus_from([text, text], outlet=["a", "b"], published=["2031-03-13", "2031-03-12"])
    >>> list_copies(pair)[["outlet", "is_first", "hours_after"]].values.tolist()
    [['b', True, 0.0], ['a', False, 24.0]]
    """
    articles = corpus.articles.assign(row=range(len(corpus.articles)))
    found = articles[articles["copy_group"].notna()].sort_values(["copy_group", "published", "article_id"], kind="stable")
    first = found.groupby("copy_group")["published"].transform("min")
    runs = runs_of(corpus.tokens, len(articles))
    rows = dict(zip(articles["article_id"], articles["row"], strict=True))
    shared = [shared_stretches(runs[row], runs[rows[group]]) for row, group in zip(found["row"], found["copy_group"], strict=True)]
    leads = _leads(corpus)
    return found.assign(
        wire=found["wire"].fillna(found.groupby("copy_group")["wire"].transform("first")),
        dateline=pd.Series([dateline_in(leads.get(name, "")) or None for name in found["article_id"]], index=found.index, dtype="str"),
        is_first=found["published"] == first,
        hours_after=(found["published"] - first).dt.total_seconds() / 3600,
        shared=pd.Series(shared, index=found.index, dtype="float64"),
    )[COPY_COLUMNS].reset_index(drop=True)


def show_changes(corpus: Corpus, before: str, after: str) -> Shown:
    """Show what one version of a story has that another has not: words left out struck through, words added underlined.

    Parameters
    ----------
    corpus
        With both articles.
    before, after
        Their ids; of `list_copies`, the group's first and another one.

    Raises
    ------
    ParameterError
        If there is no such article.

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> print(show_changes(corpus_from(["It rains hard.", "It rains again."]), "1", "2"))
    It rains [-hard-]{+again+}.
    """
    pieces = list(changes(_printed(corpus, before), _printed(corpus, after)))
    marked = {"same": "{}", "left out": "<del>{}</del>", "added": "<ins>{}</ins>"}
    bare = {"same": "{}", "left out": "[-{}-]", "added": "{{+{}+}}"}
    body = "".join(marked[kind].format(escape(text)) for kind, text in pieces).replace("\n", "<br>")
    title = f"<p><del>{escape(before)}</del> <ins>{escape(after)}</ins></p>"
    plain = "".join(bare[kind].format(text) for kind, text in pieces)
    return Shown({"text/html": f"<div>{title}<p>{body}</p></div>", "text/plain": plain})


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """Return pieces of two texts in reading order: ``same``, ``left out`` (only before) or ``added`` (only after).

    Examples
    --------
    >>> changes("It rains hard.", "It rains again.")
    [('same', 'It rains '), ('left out', 'hard'), ('added', 'again'), ('same', '.')]
    """
    old, new = _tokens(before), _tokens(after)
    pieces: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(("same", "".join(old[a:b])))
            continue
        pieces += [(name, text) for name, text in (("left out", "".join(old[a:b])), ("added", "".join(new[c:d]))) if text]
    return pieces


def _tokens(text: str) -> list[str]:
    return TOKEN.findall(text)[: 2 * _MOST_WORDS]


def _printed(corpus: Corpus, article_id: str) -> str:
    """Return headline, lead and body of an article, a line each."""
    text, own = corpus.text(article_id), corpus.paragraphs["article_id"] == article_id
    kept = corpus.paragraphs[own & corpus.paragraphs["part"].isin(_TEXT_PARTS)]
    return "\n".join(text[start:end] for start, end in zip(kept["start"], kept["end"], strict=True))


def _leads(corpus: Corpus) -> dict[str, str]:
    texts = dict(zip(corpus.articles["article_id"], corpus.articles["text"], strict=True))
    leads = corpus.paragraphs[corpus.paragraphs["part"] == "lead"]
    return {name: texts[name][start:end] for name, start, end in zip(leads["article_id"], leads["start"], leads["end"], strict=True)}
