"""Right of reply: which side is criticised, and whether it speaks, was asked, or neither."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from evenhand.corpus import Corpus
from evenhand.errors import ParameterError
from evenhand.lexicons import Lexicon, find_terms, read_lexicon
from evenhand.sources import Sides
from evenhand.voices import quote_of

REPLIES = ("voice", "contact", "neither")
COLUMNS = ["article_id", "party", "n_criticisms", "reply", "sentence_id"]
# Last words of names that many share.
_SHARED = frozenset({"party", "union", "campaign", "house", "government", "league", "council", "jr.", "sr.", "court", "group"})
_KEYS = ["article_id", "sentence_id"]


def right_of_reply(corpus: Corpus, sides: Sides) -> pd.DataFrame:
    """Find in each article the sides that are criticised, and what reply they have.

    Parameters
    ----------
    corpus
        With ``quotes`` and ``sources`` (from `find_all`, with the same sides).
    sides
        The sides of the study, as in a study file.

    Returns
    -------
    DataFrame
        One row per article and criticised side: ``article_id``, ``party``, ``n_criticisms`` (sentences), ``reply``: ``"voice"`` (it
        is quoted), ``"contact"`` (no voice, but it declined, could not be reached or did not answer) or ``"neither"``;
        ``sentence_id`` of the first criticism.

    Notes
    -----
    A side is criticised in a sentence that names it beside a word of the list ``criticism``, unless the side itself is the one
    who says so. Any quote of the side that is not denied counts as a voice, whether it answers the criticism or not.
    Criticism by pronoun or without such a word is missed; a criticised person who stands for no side is not looked for.

    References
    ----------
    Codes of editors and broadcasters on the opportunity to reply; BBC *Editorial Guidelines*, section 6.

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> from evenhand.features import find_all
    >>> sides = {"left": {"names": ["Ada Quill"]}, "right": {"names": ["Ben Osk"]}}
    >>> text = 'Ben Osk accused Ada Quill of fraud. Quill did not respond to a request for comment.'
    >>> right_of_reply(find_all(corpus_from(text), sides=sides), sides)[["party", "reply"]].values.tolist()
    [['left', 'contact']]
    """
    if corpus.quotes is None or corpus.sources is None:
        raise ParameterError("the corpus has no quotes and sources yet; expected a corpus from find_all()")
    named = find_mentions(corpus, sides)
    if named.empty:
        return pd.DataFrame({name: pd.Series(dtype="int64" if name.endswith("s") else "str") for name in COLUMNS})
    critical = _criticisms(corpus, named)
    voices, asked = _voices(corpus), _asked(corpus, named)
    keys = ["article_id", "party"]
    found = (
        critical.sort_values(_KEYS).groupby(keys, sort=True).agg(n_criticisms=("sentence_id", "size"), sentence_id=("sentence_id", "first"))
    )
    found = found.reset_index()
    pairs = list(zip(found["article_id"], found["party"], strict=True))
    replies = ["voice" if pair in voices else "contact" if pair in asked else "neither" for pair in pairs]
    return found.assign(reply=pd.Series(replies, found.index, dtype="str"))[COLUMNS]


def count_replies(replies: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Add to a table of articles: ``n_criticised`` (sides), ``n_voice``, ``n_contact``, ``n_neither`` and ``n_replied`` (voice or contact).

    Right of reply = n_replied / n_criticised; NaN where nobody is criticised.
    """
    ids = articles["article_id"].astype("str")
    counts = pd.crosstab(replies["article_id"].astype("str"), replies["reply"]).reindex(index=ids, columns=list(REPLIES), fill_value=0)
    columns = {f"n_{name}": counts[name].to_numpy() for name in REPLIES}
    return articles.assign(
        **columns, n_criticised=counts.sum(axis=1).to_numpy(), n_replied=(counts["voice"] + counts["contact"]).to_numpy()
    )


def find_mentions(corpus: Corpus, sides: Sides) -> pd.DataFrame:
    """Find where the sides are named: ``article_id, sentence_id, start, end, party``, by full names, surnames and patterns."""
    terms = {term: side for side, table in sides.items() for term in _terms(table.get("names", ()), table.get("patterns", ()))}
    entries = pd.DataFrame({"term": list(terms), "category": list(terms.values())}, dtype="str")
    if entries.empty:
        return pd.DataFrame(columns=[*_KEYS, "start", "end", "party"])
    found = find_terms(corpus.tokens, Lexicon("sides", "names of sides", "", "", "", entries))
    return found.rename(columns={"category": "party"}).astype({"article_id": "str"})[[*_KEYS, "start", "end", "party"]]


def _terms(names: Iterable[str], patterns: Iterable[str]) -> Iterable[str]:
    for name in names:
        words = name.lower().split()
        yield " ".join(words)
        if len(words) > 1 and words[-1] not in _SHARED:
            yield words[-1]
    for pattern in patterns:
        words = [word for word in pattern.lower().split() if word != "*"]
        if words:
            yield " ".join(words)


def _criticisms(corpus: Corpus, named: pd.DataFrame) -> pd.DataFrame:
    """Pair sentences that criticise with the sides named in them, but for the side of who says so."""
    marks = find_terms(corpus.tokens, read_lexicon("criticism")).astype({"article_id": "str"})
    sentences = marks.drop_duplicates(_KEYS)[_KEYS]
    pairs = named.drop_duplicates([*_KEYS, "party"]).merge(sentences, on=_KEYS)
    said = _speaking(corpus).rename(columns={"side": "party"}).assign(own=True)
    joined = pairs.merge(said, on=[*_KEYS, "party"], how="left")
    return joined[joined["own"].isna()]


def _speaking(corpus: Corpus) -> pd.DataFrame:
    """Return the sides that speak in each sentence: whose quote, or whose cue, stands in it."""
    assert corpus.quotes is not None
    tokens = corpus.tokens
    row = quote_of(tokens, corpus)
    inside = tokens[row >= 0][_KEYS].assign(row=row[row >= 0]).drop_duplicates()
    spoken = _with_side(corpus).reset_index(drop=True)
    found = inside.assign(side=spoken["side"].to_numpy(object)[inside["row"].to_numpy()])
    return found.astype({"article_id": "str"})[[*_KEYS, "side"]].drop_duplicates()


def _with_side(corpus: Corpus) -> pd.DataFrame:
    assert corpus.quotes is not None
    assert corpus.sources is not None
    keys = {"article_id": "str", "source_id": "Int64"}
    sides = corpus.sources[["article_id", "source_id", "side"]].astype(keys)
    return corpus.quotes.astype(keys).merge(sides, on=list(keys), how="left")


def _voices(corpus: Corpus) -> set[tuple[str, str]]:
    spoken = _with_side(corpus)
    heard = spoken[~spoken["negated"].astype(bool)]
    return set(zip(heard["article_id"], heard["side"], strict=True))


def _asked(corpus: Corpus, named: pd.DataFrame) -> set[tuple[str, str]]:
    """Return the sides that a sentence names beside "declined to comment", or whose cue says so."""
    phrases = read_lexicon("cue_phrases")
    refusals = phrases.entries[phrases.entries["category"] == "refusal"].reset_index(drop=True)
    marks = find_terms(corpus.tokens, Lexicon("refusals", "", "", "", "", refusals)).astype({"article_id": "str"})
    together = named.merge(marks.drop_duplicates(_KEYS)[_KEYS], on=_KEYS)
    spoken = _with_side(corpus)
    denied = spoken[spoken["negated"].astype(bool)]
    return {*zip(together["article_id"], together["party"], strict=True), *zip(denied["article_id"], denied["side"], strict=True)}
