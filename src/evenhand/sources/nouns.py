"""Nouns for those who speak: which may take one another's place ("the study" for a survey), and which stand against their owner."""

from __future__ import annotations

from functools import cache

from evenhand.lexicons import read_lexicon

# Those who are against somebody: "his critics" are not what he is.
AGAINST = frozenset({"critics", "critic", "opponents", "opponent", "rivals", "rival", "detractors", "enemies", "foes", "protesters"})
# Nouns that name the same kind of document or body in news prose, so that "the study" may take up "a survey".
_SAME = (
    frozenset(
        {"study", "report", "survey", "analysis", "review", "research", "paper", "document", "findings", "finding", "audit", "assessment"}
    ),
    frozenset({"poll", "survey", "results", "findings", "numbers"}),
    frozenset({"polls", "surveys"}),
    frozenset({"campaign", "team", "camp", "operation"}),
    frozenset({"email", "e-mail", "message"}),
    frozenset({"emails", "e-mails", "messages"}),
    frozenset({"ad", "spot", "video", "commercial", "clip", "advertisement"}),
    frozenset({"bill", "legislation", "measure", "law", "proposal"}),
    frozenset({"lawsuit", "suit", "complaint", "filing"}),
    frozenset({"audience", "crowd", "attendees"}),
    frozenset({"story", "article", "piece", "report", "column", "editorial", "essay"}),
    frozenset({"panel", "committee", "commission", "inquiry", "subcommittee"}),
    frozenset(
        {"company", "firm", "group", "operator", "developer", "corporation", "bank", "manufacturer", "carmaker", "retailer", "business"}
    ),
    frozenset({"union", "federation", "association"}),
    frozenset({"ministry", "department"}),
    frozenset({"lawyer", "attorney", "counsel"}),
    frozenset({"spokesman", "spokeswoman", "spokesperson"}),
    frozenset({"chairman", "chairwoman", "chair"}),
    frozenset({"newspaper", "paper", "magazine", "outlet", "site", "website"}),
    frozenset({"court", "judges", "justices"}),
    frozenset({"statement", "release"}),
    frozenset({"governor", "gov"}),
    frozenset({"senator", "sen", "lawmaker"}),
    frozenset({"congressman", "congresswoman", "representative", "rep", "lawmaker"}),
    frozenset({"president", "pres"}),
    frozenset({"professor", "prof"}),
    frozenset({"doctor", "dr", "physician"}),
    frozenset({"general", "gen"}),
    frozenset({"sergeant", "sgt"}),
    frozenset({"lieutenant", "lt"}),
    frozenset({"captain", "capt"}),
    frozenset({"candidate", "nominee"}),
    frozenset({"leader", "head", "boss", "chief"}),
)


@cache
def same_nouns(noun: str) -> frozenset[str]:
    """Return a noun with those that may take its place.

    Examples
    --------
    >>> sorted(same_nouns("lawyer"))
    ['attorney', 'counsel', 'lawyer']
    """
    return frozenset({noun}).union(*(group for group in _SAME if noun in group))


@cache
def body_nouns(kind: str = "") -> frozenset[str]:
    """Return the nouns that may stand for a named body of a type, or of any.

    Examples
    --------
    >>> "newspaper" in body_nouns("media"), "newspaper" in body_nouns("party")
    (True, False)
    """
    entries = read_lexicon("body_nouns").entries
    fits = entries["types"].str.split().map(lambda types: not kind or kind in types)
    return frozenset(entries.loc[fits, "term"])
