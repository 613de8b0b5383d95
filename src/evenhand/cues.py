"""The class of a cue and whether it is negated, from the cue as printed and the words before it."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import NamedTuple

from evenhand.lexicons import read_lexicon
from evenhand.words import words_of

_NEGATIONS = frozenset({"not", "never", "no", "nor", "neither", "without", "nothing", "hardly", "cannot", "nobody", "none"})
_REFUSALS = (
    "declin",
    "refus",
    "fail",
    "avoid",
    "withh",
    "evad",
    "dodg",
    "unaware",
    "unwilling",
    "inability",
    "unlikely",
    "unheard",
    "non-answer",
)
_NOBODY = frozenset({"none", "nobody", "neither"})
_UNSAID = (
    "decided against",
    "stopped short",
    "stops short",
    "refrain",
    "yet to",
    "unable to",
    "unwilling to",
    "reluctant to",
    "neglected to",
)
_LIGHT = frozenset(
    {"has", "have", "had", "made", "makes", "gave", "gives", "offered", "offers", "saw", "sees", "see", "provided", "said", "is", "was"}
)
# Words passed over in search of the verb that reports.
_AUXILIARIES = frozenset({
    "'d", "'ll", "'re", "'s", "'ve", "again", "also", "am", "are", "be", "been", "being", "can", "could", "did", "do", "does", "had",
    "has", "have", "having", "is", "just", "later", "may", "might", "must", "often", "once", "shall", "should", "then", "to", "was",
    "were", "will", "would",
})  # fmt: skip
# Words that are a whole cue: "To Lind, the plan is a mistake", "the hopes of voters", "the case he made".
_ALONE = {"for": "mental", "to": "mental", "of": "other", "with": "other", "among": "other", "made": "neutral", "has": "neutral"}
# Verbs that speak only with "that": "held that", not "held a rally".
_CLAUSE_ONLY = frozenset(
    {"hold", "holds", "held", "holding", "allow", "allows", "allowed", "allowing", "submit", "submits", "submitted", "submitting"}
)
_PREPOSITIONS = frozenset({"in", "by", "from", "per", "via", "of", "with", "among", "for", "on", "as", "to", "about", "under"})
_ASPECT = frozenset({
    "continue", "continues", "continued", "continuing", "begin", "begins", "began", "begun", "beginning", "start", "starts", "started",
    "starting", "proceeded", "keep", "keeps", "kept",
})  # fmt: skip
_CALLS = frozenset({"call", "called", "calls", "calling"})
_ASKS = frozenset({"ask", "asked", "asks", "asking", "tell", "told", "tells", "telling"})
_CLAUSES = frozenset({"that", "if", "whether", "about", "why", "how", "what", "who", "when", "where", '"', "“", ","})
_SAYS = frozenset({"say", "says", "said"})
_SEEKS = frozenset({"seek", "seeks", "sought", "seeking"})
_SUGGESTS = frozenset({"suggest", "suggests", "suggested", "suggesting"})
_DAYS = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "again", "also", "once", "later",
})  # fmt: skip
_SHOWING = ("express", "voic", "show")  # "expressed" alone is emotive, "expressed doubt" mental
# Classes that a second word of a cue may sharpen, and those that it may lend.
_PLAIN = frozenset({"neutral", "linking"})
_TELLING = frozenset({"accusing", "emotive", "distancing", "conceding", "mental"})
_PASSIVE_BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_TELLS = frozenset({"comment", "say", "discuss", "specify", "elaborate", "answer", "respond", "speak", "disclose"})
_SPEECH = frozenset({"say", "comment", "respond", "answer", "reply", "discuss", "elaborate", "comments", "interview", "response"})


class Cue(NamedTuple):
    """The class of a cue, whether it is negated, and whether it leaves its source unsaid."""

    cue_class: str
    negated: bool
    passive: bool
    spoken: bool = True


def read_cue(cue: str, before: str = "", after: str = "") -> Cue:
    """Classify a cue.

    Parameters
    ----------
    cue
        As printed; empty where a quotation stands alone.
    before, after
        Some words of the text before and behind it, as far as their sentence goes.

    Examples
    --------
    >>> read_cue("did not say"), read_cue("has called for").cue_class
    (Cue(cue_class='neutral', negated=True, passive=False, spoken=False), 'directive')
    """
    words = words_of(cue)
    if not any(word[0].isalpha() for word in words) or (words[0] == "[" and words[-1] == "]"):
        return Cue("neutral", False, False)  # a quotation alone, or with its credit: "[Herald.]"
    negated = _is_negated(words, words_of(before)[-6:], words_of(after)[:1])
    return Cue(_class_of(words, words_of(after)[:6]), negated, _is_passive(words), _is_spoken(words))


@cache
def _phrases() -> dict[str, tuple[str, str]]:
    entries = read_lexicon("cue_phrases").entries
    return {term: (category, frame) for term, category, frame in zip(entries["term"], entries["category"], entries["frame"], strict=True)}


@cache
def _verbs() -> dict[str, str]:
    entries = read_lexicon("reporting_verbs").entries
    forms: dict[str, str] = {}
    for term, category, listed in zip(entries["term"], entries["category"], entries["forms"], strict=True):
        for form in [*listed.split(), term]:
            forms.setdefault(form, category)
    return forms


@cache
def _others() -> dict[str, str]:
    return read_lexicon("cue_words").column("category")


def _class_of(words: list[str], after: list[str]) -> str:
    plain = _behind_going_on([word for word in words if word[0].isalnum() or word in {"'d", "'s"}])
    content = _without_aspect([word for word in plain if word not in _AUXILIARIES or word == "to"])
    return _by_phrase(plain) or _by_use(plain, content, after) or _by_last(plain) or _by_word(content, "that" in after[:1] + plain)


def _by_use(plain: list[str], content: list[str], after: list[str]) -> str:
    """Return the class that how a cue is used gives it: a preposition alone, a demand, an opinion."""
    if len(plain) == 1 and plain[0] in _ALONE:
        return _ALONE[plain[0]]
    if plain and _PREPOSITIONS.issuperset(plain):
        return "neutral"  # "In the poll": the source alone carries what is said.
    return _by_following(content, after) if content else ""


def _by_following(words: list[str], after: list[str]) -> str:
    """Return the class that what follows gives a cue: "declined | to comment", "sought | an inquiry", "called | for", "find | it hard"."""
    last, to = words[-1], after[:1] == ["to"]
    if last.startswith("declin") and to and _TELLS.intersection(after[1:2]):
        return "neutral"  # as where the whole refusal is the cue
    if last.startswith("look") and to:
        return "mental"
    wants = last in _SEEKS and after and not to  # "sought to win" is a wish
    if wants or _demands(words, after) or (_SUGGESTS.intersection(words) and _proposes(after)):
        return "directive"
    return "mental" if _finds(words, after) else ""


def _by_last(plain: list[str]) -> str:
    """Return the class of the last verb of several that "to" joins, or an "-ing": "decided to accuse", "responded by accusing"."""
    verbs = _verbs()
    listed = [at for at, word in enumerate(plain) if word in verbs or word in _others()]
    if len(listed) < 2 or plain[listed[0]].startswith(_REFUSALS) or plain[listed[0]] in _SAYS:
        return ""
    for at in reversed(listed[1:]):
        if plain[at] in verbs and (plain[at - 1] == "to" or (plain[at].endswith("ing") and verbs[plain[at]] != "neutral")):
            return verbs[plain[at]]
    return ""


def _by_word(words: list[str], clause: bool) -> str:  # noqa: FBT001 - private, and named where it is called
    """Return the class of the first word that a list has; some verbs count only before a ``clause``."""
    verbs, others = _verbs(), _others()
    for word in words:
        if word in _CLAUSE_ONLY and not clause:
            continue
        if word in verbs:
            return _manner(words, word) if verbs[word] in _PLAIN or word.startswith(_SHOWING) else verbs[word]
        if word in others:
            return others[word]
    return "other"


def _manner(words: list[str], verb: str) -> str:
    """Return the class that an adverb or a second verb lends to a plain one: "said angrily", "statement condemning", "expressed doubt"."""
    verbs, others = _verbs(), _others()
    adverb = next((others[word] for word in words if word.endswith("ly") and word in others), "")
    behind, telling = words[words.index(verb) + 1 :], {*_TELLING, "other"} if verb.startswith(_SHOWING) else _TELLING
    second = next((kind for word in behind if (kind := verbs.get(word) or others.get(word, "")) in telling), "")
    return adverb or second or verbs[verb]


def _demands(words: list[str], after: list[str]) -> bool:
    """Tell whether somebody asks for something to be done: "called Friday for", "asked the court to", "told him to"."""
    at = next((at for at, word in enumerate(words) if word in _CALLS), len(words))
    follows = [word for word in words[at + 1 :] + after if at < len(words) and word not in _DAYS and not word.endswith("ly")]
    if follows[:1] == ["for"] or (follows[:1] == ["on"] and len(follows) > 1) or (words[-1] in {"call", "calls"} and after[:1] == ["to"]):
        return True
    if words[-1] not in _ASKS or not after or after[0] in _CLAUSES or after[0] == "to":
        return False
    to = after.index("to") if "to" in after else len(after)
    return (
        to < len(after) - 1
        and not _CLAUSES.intersection(after[:to])
        and after[to + 1] not in {"the", "a", "his", "her", "their", "comment"}
    )


def _finds(words: list[str], after: list[str]) -> bool:
    """Tell whether "find" is an opinion ("find it hard") rather than a result ("finds that")."""
    return words[-1] in {"find", "finding"} and after[:1] != ["that"]


def _behind_going_on(words: list[str]) -> list[str]:
    """Drop "went on to" before a verb that says more than "say": "went on to criticise"."""
    going = words[:3] in (["went", "on", "to"], ["goes", "on", "to"], ["go", "on", "to"])
    return words[3:] if going and words[3:4] and _verbs().get(words[3], "neutral") != "neutral" else words


def _without_aspect(words: list[str]) -> list[str]:
    """Drop "continued to", "began": the verb behind them is the one that reports."""
    kept = [word for word in words if not word.endswith("ly") or word in _others()]
    while len(kept) > 1 and kept[0] in _ASPECT and (kept[1] == "to" or kept[1].endswith("ing")):
        kept = kept[1:]
    return [word for word in kept if word != "to"]


def _proposes(after: list[str]) -> bool:
    return bool(after) and (after[0].endswith("ing") or "should" in after)


def _by_phrase(words: list[str]) -> str:
    """Return the class of the longest phrase of the list in a cue, where it has two words or more."""
    phrases = _phrases()
    for n in range(min(len(words), 7), 1, -1):
        for at in range(len(words) - n + 1):
            category, _ = phrases.get(" ".join(words[at : at + n]), ("", ""))
            if category:
                return category if category != "refusal" else _refused(words)
    return ""


def _refused(words: list[str]) -> str:
    """Return the class of what was not done: not saying is neutral, not giving is other."""
    verbs = _verbs()
    polite = "to" in words and any(word.startswith("declin") for word in words)
    return "neutral" if polite or _SPEECH & set(words) or any(verbs.get(word) == "neutral" for word in words) else "other"


def _is_negated(words: list[str], before: list[str], after: list[str]) -> bool:
    """Tell whether a cue says that something was not said or thought: in it, before it ("nobody said") or behind it ("had no plans")."""
    text = " ".join(words)
    if any(phrase in text for phrase in ("nothing but", "not only", "no doubt", "no secret", "no wonder", "no question")):
        return False
    if any(word in _NEGATIONS or word.endswith("n't") for word in words) or any(word.startswith(_REFUSALS) for word in words):
        return True
    if any(phrase in text for phrase in _UNSAID) or (words[-1] in _LIGHT and after[:1] and after[0] in {"no", "nothing"}):
        return True
    close = before[-2:] if before and before[-1].endswith("ly") else before[-1:]
    if any(word in {"not", "never", "neither"} or word.endswith("n't") for word in close):
        return True
    if _NOBODY.intersection(before) or before[-2:] in (["no", "one"], ["instead", "of"], ["without", "being"]):
        return True
    return any(pair in {("not", "everyone"), ("not", "all"), ("not", "one")} for pair in pairwise(before))


def _is_spoken(words: list[str]) -> bool:
    """Tell whether a cue is a plain verb of saying, so that whoever spoke last may be its source."""
    content = [word for word in words if word[0].isalpha() and word not in _AUXILIARIES]
    if not content or "as" in words:
        return False
    return _verbs().get(content[0], "mental") not in {"mental", "other"} or words[0].endswith("ing")


def _is_passive(words: list[str]) -> bool:
    """Tell whether a cue names no source: "it is believed", "was criticised", "reportedly"."""
    if any(_phrases().get(" ".join(words[:n]), ("", ""))[1] == "hidden" for n in range(len(words), 1, -1)):
        return True
    if words[-1] == "by" or not set(words) & _PASSIVE_BE:
        return words[0] in {"allegedly", "reportedly", "purportedly", "supposedly", "seems", "appears"}
    at = max(n for n, word in enumerate(words) if word in _PASSIVE_BE)
    return any(word.endswith(("ed", "en", "id", "ught", "nown")) and word in _verbs() for word in words[at + 1 :])
