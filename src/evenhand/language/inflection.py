"""Every printed form of an entry: plurals of nouns, tenses of verbs, by rule with the exceptions of ``irregular_forms``.

A list with a column ``forms`` holds lemmas. ``n`` inflects the last word of the entry ("witch hunt", "witch hunts"), ``v`` the
first ("lash out", "lashes out", "lashed out"); an entry without either stands as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pandas as pd

from evenhand.lexicons import Lexicon, read_lexicon

_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_CONSONANT_Y = re.compile(r"(?<=[^aeiou])y$")
# One short vowel and one consonant at the end of a word of one syllable: slam, slammed; but not blast, bow or fix.
_DOUBLES = re.compile(r"^(?:[^aeiou]|qu)*[aeiou][^aeiouwxy]$")
_SILENT_E = re.compile(r"(?<=[^eoy])e$")
_BRITISH = re.compile(r"[^aeiou][aeiou]l$")  # cancel: canceled and cancelled


@cache
def read_inflected(name: str) -> Lexicon:
    """Read a list that ships with the package, or the CSV at a path, with every form of its entries."""
    return inflected(read_lexicon(name))


def inflected(lexicon: Lexicon) -> Lexicon:
    """Return the list with every form of its lemmas as an entry of its own; the column ``lemma`` holds the entry it is a form of.

    Parameters
    ----------
    lexicon
        A list; without a column ``forms`` it keeps its entries.

    Returns
    -------
    Lexicon
        A form that is itself an entry stays that entry: "loaded" never becomes a form of "load" where both are listed.

    Examples
    --------
    >>> inflected(read_lexicon("loaded")).column("lemma")["slammed"]
    'slam'
    """
    entries = lexicon.entries
    if "forms" not in entries:
        return replace(lexicon, entries=entries.assign(lemma=entries["term"]))
    pairs = [
        (number, form)
        for number, (term, kinds) in enumerate(zip(entries["term"], entries["forms"], strict=True))
        for form in forms_of(term, kinds)
    ]
    wide = entries.iloc[[number for number, _ in pairs]].assign(lemma=lambda table: table["term"], term=[form for _, form in pairs])
    listed = wide["term"] == wide["lemma"]
    wide = pd.concat([wide[listed], wide[~listed]]).drop_duplicates("term")
    return replace(lexicon, entries=wide.sort_values("term", kind="stable", ignore_index=True))


def forms_of(term: str, kinds: str) -> list[str]:
    """List the forms of a word or phrase, itself first.

    Examples
    --------
    >>> forms_of("lash out", "v")
    ['lash out', 'lashes out', 'lashed out', 'lashing out']
    >>> forms_of("bully", "nv")
    ['bully', 'bullies', 'bullied', 'bullying']
    """
    first, _, rest = term.partition(" ")
    before, _, last = term.rpartition(" ")
    forms = [term]
    if "n" in kinds:
        forms.append(f"{before} {_plural(last)}".strip())
    if "v" in kinds:
        forms.extend(f"{form} {rest}".strip() for form in _tenses(first))
    return list(dict.fromkeys(forms))


@cache
def _irregular(kind: str) -> dict[str, list[str]]:
    entries = read_lexicon("irregular_forms").entries
    chosen = entries[(entries["category"] == kind) & (entries["forms"] != "")]
    return {term: forms.split() for term, forms in zip(chosen["term"], chosen["forms"], strict=True)}


@cache
def _third() -> dict[str, str]:
    entries = read_lexicon("irregular_forms").entries
    return dict(zip(entries["term"], entries["third"], strict=True))


@cache
def _doubling() -> frozenset[str]:
    entries = read_lexicon("irregular_forms").entries
    return frozenset(entries.loc[entries["doubles"] == "yes", "term"])


def _plural(noun: str) -> str:
    head, hyphen, tail = noun.rpartition("-")
    known = _irregular("noun").get(noun) or [head + hyphen + form for form in _irregular("noun").get(tail, [])]
    return known[0] if known else _with_s(noun)


def _with_s(word: str) -> str:
    if _CONSONANT_Y.search(word):
        return word[:-1] + "ies"
    return word + ("es" if _SIBILANT.search(word) else "s")


def _tenses(verb: str) -> Iterator[str]:
    head, hyphen, tail = verb.rpartition("-")
    known = _irregular("verb").get(verb) or [head + hyphen + form for form in _irregular("verb").get(tail, [])]
    doubled = verb + verb[-1] if tail in _doubling() or _DOUBLES.match(tail) else verb + "k" * verb.endswith("ic")
    yield _third().get(verb) or (verb + "es" if verb.endswith("o") else _with_s(verb))
    for stem in dict.fromkeys([doubled, verb + "l"] if _BRITISH.search(verb) else [doubled]):
        yield from known or [_past(stem)]
        yield _participle(stem)


def _past(verb: str) -> str:
    if _CONSONANT_Y.search(verb):
        return verb[:-1] + "ied"
    return verb + ("d" if verb.endswith("e") else "ed")


def _participle(verb: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    return _SILENT_E.sub("", verb) + "ing"


@cache
def past_participles() -> frozenset[str]:
    """Return the past participles that do not end in -ed."""
    return frozenset(forms[-1] for forms in _irregular("verb").values() if not forms[-1].endswith("ed"))
