"""Lists of a study's own: titles, roles, bodies, places and public figures that the shipped lists do not know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from evenhand.errors import StudyError, nearest
from evenhand.lexicons import Lexicon, read_lexicon
from evenhand.sources.mentions import name_key
from evenhand.sources.page import Rules

Lists = Mapping[str, Mapping[str, str]]

LISTS = ("titles", "roles", "institutions", "metonyms", "public_figures")


def check_lists(lists: Lists | None, types: Sequence[str]) -> dict[str, dict[str, str]]:
    """Check a study's own lists, and return them in lower case.

    Raises
    ------
    StudyError
        If there is no such list, or a term has a type that does not exist.

    Examples
    --------
    >>> check_lists({"roles": {"Harbour master": "executive"}}, ["executive"])
    {'roles': {'harbour master': 'executive'}}
    """
    for name, terms in (lists or {}).items():
        if name not in LISTS:
            raise StudyError(f'there is no list "{name}"{nearest(name, LISTS)}; expected {", ".join(LISTS)}')
        if not isinstance(terms, Mapping):
            raise StudyError(f'lists.{name} is {terms!r}; expected a table such as "harbour master" = "executive"')
        for term, kind in terms.items():
            if kind not in types:
                raise StudyError(
                    f'lists.{name} gives "{term}" the type {kind!r}{nearest(str(kind), types)}; expected one of: {", ".join(types)}'
                )
    return {name: {" ".join(term.lower().split()): kind for term, kind in terms.items()} for name, terms in (lists or {}).items()}


def rules_of(lists: Mapping[str, Mapping[str, str]], *, first_names: bool) -> Rules:
    """Put a study's own terms before those of the shipped lists."""
    lexicons = {name: _extended(read_lexicon(name), own) for name, own in lists.items() if name != "public_figures" and own}
    figures = {name_key(name.split()): kind for name, kind in lists.get("public_figures", {}).items()}
    own = frozenset(term for name, terms in lists.items() if name != "public_figures" for term in terms)
    return Rules(lexicons, figures, first_names, own)


def _extended(lexicon: Lexicon, own: Mapping[str, str]) -> Lexicon:
    added = pd.DataFrame({"term": list(own), "category": list(own.values())}, dtype="str")
    kept = lexicon.entries[~lexicon.entries["term"].isin(list(own))]
    return replace(lexicon, entries=pd.concat([kept, added], ignore_index=True).fillna(""))
