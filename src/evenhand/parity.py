"""Naming parity: with title, by full name, by surname, by first name or by role alone."""

from __future__ import annotations

import pandas as pd

from evenhand.errors import require_columns
from evenhand.words import words_of

FORMS = ("title_and_name", "full_name", "surname", "first_name", "role", "pronoun", "other")
_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "who", "him", "her", "them", "you", "that", "which"})


def naming_forms(quotes: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Say of each quote how its speaker is named where they speak.

    Parameters
    ----------
    quotes, sources
        Tables of a corpus.

    Returns
    -------
    DataFrame
        The quotes that print a speaker whose source is a named person or body, with ``side``, ``name`` and ``form``, one of `FORMS`.
        `shares_of` turns it into shares per side.

    References
    ----------
    Studies of naming practices, such as Uscinski, J. & Goren, L. (2011). What's in a name? Coverage of Senator Hillary
    Clinton during the 2008 Democratic primary. *Political Research Quarterly* 64(4).

    Examples
    --------
    >>> spoken = pd.DataFrame({"article_id": "1", "source_id": 0, "speaker": ["Mayor Ada Quill", "Quill", "she", "the mayor"]})
    >>> who = pd.DataFrame({"article_id": ["1"], "source_id": [0], "name": ["Ada Quill"], "side": ["left"], "anonymity": ["named"]})
    >>> naming_forms(spoken, who)["form"].tolist()
    ['title_and_name', 'surname', 'pronoun', 'role']
    """
    require_columns(quotes, ["article_id", "source_id", "speaker"], "quotes")
    require_columns(sources, ["article_id", "source_id", "name", "side", "anonymity"], "sources")
    keys = {"article_id": "str", "source_id": "Int64"}
    named = sources[sources["anonymity"].isin(["named", "named_described"])][[*keys, "name", "side"]].astype(keys)
    spoken = quotes[quotes["speaker"].notna()].astype(keys).merge(named, on=list(keys))
    pairs = spoken[["speaker", "name"]].drop_duplicates()
    forms = {pair: _form(*pair) for pair in pairs.itertuples(index=False, name=None)}
    found = [forms[pair] for pair in spoken[["speaker", "name"]].itertuples(index=False, name=None)]
    return spoken.assign(form=pd.Series(found, spoken.index, dtype="str"))


def _form(speaker: str, name: str) -> str:
    words = [word for word in words_of(speaker) if word[:1].isalnum()]
    whole = [word for word in words_of(name) if word[:1].isalnum()]
    if not words or not whole:
        return "other"
    if words[0] in _PRONOUNS:
        return "pronoun"
    shared = [word for word in words if word in whole]
    if not shared:
        return "role"
    if words.index(shared[0]) > 0:
        return "title_and_name"
    if len(whole) == 1 or len(shared) > 1:
        return "full_name"
    return "surname" if shared[0] == whole[-1] else "first_name"
