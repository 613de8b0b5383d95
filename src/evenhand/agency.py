"""Who acts and who is acted upon: active, passive with and without agent, and violence that erupts by itself."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.corpus import Corpus
from evenhand.errors import require_columns
from evenhand.lexicons import Lexicon, find_terms, read_lexicon
from evenhand.naming import Actors, find_names
from evenhand.spans import places
from evenhand.voices import with_voices
from evenhand.words import normal

Integers = npt.NDArray[np.int64]

EVENT_COLUMNS = [
    "article_id",
    "sentence_id",
    "start",
    "end",
    "form",
    "term",
    "category",
    "agent",
    "patient",
    "voice",
    "quote_id",
    "part",
]
FORMS = ("active", "passive with agent", "passive without agent", "eventive")
BE = frozenset(
    {"is", "are", "was", "were", "be", "been", "being", "am", "get", "gets", "got", "getting", "isn't", "wasn't", "weren't", "aren't"}
)
BETWEEN = frozenset(
    {
        "not",
        "also",
        "never",
        "later",
        "still",
        "already",
        "then",
        "all",
        "both",
        "often",
        "once",
        "again",
        "now",
        "soon",
        "ever",
        "even",
        "just",
        "only",
        "first",
        "since",
    }
)
# What stands before a noun or an adjective, and what stands behind a noun but not behind a verb with its object.
_BEFORE_NOUNS = frozenset({"a", "an", "the", "these", "those", "his", "her", "its", "their", "our", "my", "your", "of"})
_BEHIND_NOUNS = (
    frozenset({"on", "in", "at", "from", "against", "for", "by", "to", "of", "with", "over", "as", "after", "before", "since", "during"})
    | frozenset({"and", "or", "but", "that", "which", "who", "have", "has", "had", "is", "are", "was", "were", "will", "would", "can"})
    | frozenset({"could", "may", "should"})
    | frozenset('.,;:!?)"”—–-')
)
_HAVE = frozenset({"have", "has", "had", "having", "'ve"})
_TURNED = frozenset({"away", "back", "up"})  # "signed up", "fired back": another verb
# Between a verb and the name of whom it strikes none of these stand.
_NO_OBJECT = frozenset(
    {",", ";", ":", "for", "from", "to", "with", "on", "in", "at", "by", "that", "he", "she", "they", "it", "we", "i", "who"}
)
_NO_SUBJECT = frozenset({";", ":", "for", "from", "with", "that", "titled", "of"})
_REACH = 3  # tokens that may stand between a form of be and its participle
_NEAR = 5  # tokens in which the name of one who acts, or is acted upon, is looked for


def find_agency(corpus: Corpus, actors: Actors | None = None) -> pd.DataFrame:
    """Find acts and how they are told: by whom, to whom, or as if nobody did them.

    Parameters
    ----------
    corpus, actors
        As in `find_names`; the names that are found beside an act become its agent or patient.

    Returns
    -------
    DataFrame
        One row per act in reading order: ``article_id, sentence_id, start, end`` (the verb, with its form of be; an event with its
        verb), ``form`` (active, passive with agent, passive without agent, eventive), ``term`` (the verb, or the event as listed),
        ``category`` (harm, coerce, govern, help, event), ``agent, patient`` (actors; missing where none is named beside it),
        ``voice, quote_id, part``.

    Notes
    -----
    Rules over neighbouring words, without a parse: a passive is a form of *be* or *get* with the participle within three tokens, or a
    participle directly before *by*; its agent is looked for behind *by*. "Was tired" is none, since only listed verbs count; other
    participles ("the poll released on Monday", "were caught and beaten") count as active: a third of passives is missed. Nouns of the
    same form ("attacks on") are told by the words around. Names count within five tokens, with no preposition or pronoun between; an
    actor told by a pronoun is not named. Wrong besides in idioms ("paid off") and adjectives ("an incredible tortured tone");
    `accuracy` ("agency") says how often.

    References
    ----------
    Fowler, R. et al. (1979). *Language and Control*. Trew, T. (1979), there: agentless passives. Henley, N. et al. (1995).

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> text = "Police arrested Ada Quill. Ada Quill was arrested. Clashes erupted."
    >>> find_agency(corpus_from(text), {"police": ["Police"], "quill": ["Ada Quill"]})[["form", "agent", "patient"]].to_numpy().tolist()
    [['active', 'police', 'quill'], ['passive without agent', nan, 'quill'], ['eventive', nan, nan]]
    """
    events = pd.concat([_acts(corpus), _happenings(corpus)], ignore_index=True).sort_values("row", kind="stable", ignore_index=True)
    agent, patient = _beside(events, corpus, actors)
    events = events.assign(agent=pd.array(agent, "str"), patient=pd.array(patient, "str"))
    return with_voices(events, corpus)[EVENT_COLUMNS]


def agency_by_actor(events: pd.DataFrame) -> pd.DataFrame:
    """Count how often each actor acts and is acted upon.

    Returns
    -------
    DataFrame
        One row per actor: ``actor, n_acts, n_acted_upon, n_unnamed_agent`` (acted upon in a passive without agent), ``acting_share`` =
        acts / (acts + acted upon), 0 to 1.
    """
    require_columns(events, ["agent", "patient", "form"], "events")
    acts, upon = events["agent"].value_counts(), events["patient"].value_counts()
    hidden = events.loc[events["form"] == FORMS[2], "patient"].value_counts()
    actors = sorted(set(acts.index) | set(upon.index))
    columns = {"n_acts": acts, "n_acted_upon": upon, "n_unnamed_agent": hidden}
    table = pd.DataFrame({name: counts.reindex(actors, fill_value=0).to_numpy(np.int64) for name, counts in columns.items()})
    share = table["n_acts"] / (table["n_acts"] + table["n_acted_upon"])
    return table.assign(acting_share=share).assign(actor=pd.array(actors, "str"))[["actor", *columns, "acting_share"]]


def agency_forms(events: pd.DataFrame, by: str = "category") -> pd.DataFrame:
    """Give the share of each form among the acts of each category, voice or outlet: one row per value, one column per form."""
    require_columns(events, ["form", by], "events")
    counts = pd.crosstab(events[by].astype(object), events["form"]).reindex(columns=list(FORMS), fill_value=0)
    return counts.div(counts.sum(axis=1), axis=0).rename_axis(columns=None).reset_index().assign(n=counts.sum(axis=1).to_numpy())


def _acts(corpus: Corpus) -> pd.DataFrame:
    """Find the verbs of the list, each as active or passive."""
    verbs = read_lexicon("action_verbs").entries
    long = verbs.melt(["term", "category"], ["present", "past", "participle", "ing"], "slot", "form").drop_duplicates("form", keep="last")
    finite = long[long["slot"] != "ing"]
    participles = set(verbs["participle"])
    book = Lexicon("acts", "", "", "", "", finite[["form", "category"]].set_axis(["term", "category"], axis=1).reset_index(drop=True))
    found = find_terms(corpus.tokens, book)
    base = dict(zip(finite["form"], finite["term"], strict=True))
    rows = _first_row(found, corpus)
    be = _be_before(rows, corpus)
    # "The deal signed by 175 states" has no form of be, but its agent.
    reduced = (be < 0) & _followed_by_agent(rows, corpus)
    passive = ((be >= 0) | reduced) & found["term"].isin(participles).to_numpy()
    be = np.where(be >= 0, be, rows)
    by = _agent_mark(rows, corpus) & passive
    kept = passive | ~_no_verb(rows, found["term"].isin(verbs["present"]).to_numpy(), corpus)
    found, rows, be, passive, by = found[kept].reset_index(drop=True), rows[kept], be[kept], passive[kept], by[kept]
    form = np.select([by, passive], [FORMS[1], FORMS[2]], FORMS[0])
    start = (
        np.where(passive, corpus.tokens["start"].to_numpy()[np.where(passive, be, rows)], found["start"]) if len(found) else found["start"]
    )
    return found.assign(row=rows, first=np.where(passive, be, rows), start=start, form=pd.array(form, "str"), term=found["term"].map(base))


def _followed_by_agent(rows: Integers, corpus: Corpus) -> npt.NDArray[np.bool_]:
    if not len(rows):
        return np.empty(0, np.bool_)
    ahead, behind = np.maximum(rows - 1, 0), np.minimum(rows + 1, len(corpus.tokens) - 1)
    return _words(corpus, frozenset({"by"}))[behind] & ~_words(corpus, _HAVE)[ahead]


def _no_verb(rows: Integers, present: npt.NDArray[np.bool_], corpus: Corpus) -> npt.NDArray[np.bool_]:
    """Mark what is a noun ("his attacks on", "ground forces in"), an adjective ("the wounded soldier") or another verb ("fired back")."""
    if not len(rows):
        return np.empty(0, np.bool_)
    ahead, behind = np.maximum(rows - 1, 0), np.minimum(rows + 1, len(corpus.tokens) - 1)
    noun = _words(corpus, _BEFORE_NOUNS)[ahead] & (rows > 0)
    return noun | (present & (_words(corpus, _BEHIND_NOUNS)[behind] | (behind == rows))) | _words(corpus, _TURNED)[behind]


def _happenings(corpus: Corpus) -> pd.DataFrame:
    """Find events told by a verb of occurring that follows within two words."""
    found = find_terms(corpus.tokens, read_lexicon("event_words"))
    rows = _first_row(found, corpus)
    sentence = places(found["article_id"].cat.codes, found["sentence_id"])
    category = found["category"].to_numpy(object)
    next_one = np.minimum(np.arange(len(found)) + 1, len(found) - 1)
    near = (rows[next_one] - rows <= 3) & (sentence[next_one] == sentence) & (category == "event") & (category[next_one] == "occur")
    events = found[near].reset_index(drop=True)
    ends = found["end"].to_numpy()[next_one][near]
    return events.assign(row=rows[near], first=rows[near], end=ends, form=FORMS[3])


def _first_row(marks: pd.DataFrame, corpus: Corpus) -> Integers:
    tokens = corpus.tokens
    at = places(marks["article_id"].cat.codes, marks["start"])
    return np.searchsorted(places(tokens["article_id"].cat.codes, tokens["start"]), at)


def _words(corpus: Corpus, words: frozenset[str], *, adverbs: bool = False) -> npt.NDArray[np.bool_]:
    word = corpus.tokens["word"]
    known = [normal(printed) in words or (adverbs and printed.endswith("ly")) for printed in word.cat.categories]
    return np.array(known, np.bool_)[word.cat.codes.to_numpy()] if len(word) else np.empty(0, np.bool_)


def _be_before(rows: Integers, corpus: Corpus) -> Integers:
    """Return the token of the form of be that makes each verb passive, or -1."""
    be, between = _words(corpus, BE), _words(corpus, BETWEEN, adverbs=True)
    sentence = places(corpus.tokens["article_id"].cat.codes, corpus.tokens["sentence_id"])
    found, open_ = np.full(len(rows), -1, np.int64), np.ones(len(rows), np.bool_)
    for back in range(1, _REACH + 1):
        at = np.maximum(rows - back, 0)
        here = open_ & (rows - back >= 0) & (sentence[at] == sentence[rows]) & (found < 0)
        found = np.where(here & be[at], at, found)
        open_ = here & between[at]
    return found


def _agent_mark(rows: Integers, corpus: Corpus) -> npt.NDArray[np.bool_]:
    """Mark the verbs behind which *by* follows within four tokens, before any comma."""
    by, stop = _words(corpus, frozenset({"by"})), _words(corpus, frozenset({",", ";", "and", "but"}))
    sentence = places(corpus.tokens["article_id"].cat.codes, corpus.tokens["sentence_id"])
    found, open_ = np.zeros(len(rows), np.bool_), np.ones(len(rows), np.bool_)
    for ahead in range(1, _NEAR):
        at = np.minimum(rows + ahead, len(sentence) - 1)
        here = open_ & (rows + ahead < len(sentence)) & (sentence[at] == sentence[rows])
        found |= here & by[at]
        open_ = here & ~stop[at]
    return found


def _beside(events: pd.DataFrame, corpus: Corpus, actors: Actors | None) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
    """Name who acts and who is acted upon: the nearest names before and behind the verb."""
    nobody = np.full(len(events), np.nan, object)
    if actors is None and corpus.sources is None:
        return nobody, nobody
    names = find_names(corpus, actors)
    rows, form = events["row"].to_numpy(np.int64), events["form"].to_numpy(object)
    subject = _nearest(events["first"].to_numpy(np.int64), names, corpus, _NO_SUBJECT, behind=False)
    target = _nearest(rows, names, corpus, _NO_OBJECT, behind=True)
    doer = _nearest(rows, names, corpus, frozenset(), behind=True)
    active, passive = form == FORMS[0], np.isin(form, FORMS[1:3])
    agent = np.where(active, subject, np.where(form == FORMS[1], doer, nobody))
    return agent, np.where(active, target, np.where(passive, subject, nobody))


def _nearest(rows: Integers, names: pd.DataFrame, corpus: Corpus, stops: frozenset[str], *, behind: bool) -> npt.NDArray[np.object_]:
    """Return the actor named nearest before or behind each token in the same sentence, within reach and with no stop between."""
    nobody = np.full(len(rows), np.nan, object)
    if names.empty or not len(rows):
        return nobody
    first = _first_row(names, corpus)
    last = np.searchsorted(
        places(corpus.tokens["article_id"].cat.codes, corpus.tokens["end"]), places(names["article_id"].cat.codes, names["end"])
    )
    sentence = places(corpus.tokens["article_id"].cat.codes, corpus.tokens["sentence_id"])
    edge = first if behind else last
    at = np.searchsorted(edge, rows, side="right") if behind else np.searchsorted(edge, rows, side="left") - 1
    known = (at >= 0) & (at < len(edge))
    safe = np.clip(at, 0, len(edge) - 1)
    near = known & (np.abs(edge[safe] - rows) <= _NEAR) & (sentence[edge[safe]] == sentence[rows])
    low, high = np.minimum(edge[safe], rows), np.maximum(edge[safe], rows)
    near &= _between(low, high, _words(corpus, stops)) == 0
    if not behind:  # "On Monday, said Quill, police arrested": one comma parts; two hold an apposition, and "Quill, who arrested" joins
        near &= (_between(low, high, _words(corpus, frozenset({","}))) != 1) | (_between(low, high, _words(corpus, frozenset({"who"}))) > 0)
    return np.where(near, names["actor"].to_numpy(object)[safe], nobody)


def _between(low: Integers, high: Integers, flags: npt.NDArray[np.bool_]) -> Integers:
    """Count the flags between two tokens, both left out."""
    seen = np.concatenate(([0], np.cumsum(flags)))
    return seen[np.maximum(high, low + 1)] - seen[low + 1]
