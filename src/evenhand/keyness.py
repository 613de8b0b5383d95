"""Which words set groups of articles apart: weighted log-odds and log-likelihood, within the same events where stories are matched."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.corpus import Corpus, is_word
from evenhand.errors import ParameterError, require_choice, require_columns
from evenhand.voices import quote_of
from evenhand.words import normal

Floats = npt.NDArray[np.float64]

UNITS = ("words", "phrases", "frames", "terms")
VOICES = ("all", "reporter", "quoted")
PRIOR_WORDS = 1000.0  # how many words of the background the prior is worth
KEYNESS_COLUMNS = ["term", "leans_to", "n", "n_other", "per_1000", "per_1000_other", "log_odds", "z", "g2", "n_articles"]


def log_odds(
    counts: npt.ArrayLike, others: npt.ArrayLike, prior: npt.ArrayLike, *, n: float, n_other: float, n_prior: float
) -> pd.DataFrame:
    """Compare how often words are used in two groups, with an informative Dirichlet prior.

    Parameters
    ----------
    counts, others, prior
        For each word, its count in the one group, in the other, and in the prior (``a``).
    n, n_other, n_prior
        All words of the group, of the other, of the prior (``a0``).

    Returns
    -------
    DataFrame
        ``log_odds`` (δ; above 0 the word leans to the first group), ``z`` (δ over its standard error).

    Notes
    -----
    δ = ln[(y + a) / (n + a0 - y - a)] for the one group less the same for the other; z = δ / √(1/(y₁ + a) + 1/(y₂ + a)). A rare
    word needs more to stand out than its share alone would tell, and a common one is not drowned by rare ones.

    References
    ----------
    Monroe, B. L., Colaresi, M. P. & Quinn, K. M. (2008). Fightin' words. *Political Analysis* 16(4).

    Examples
    --------
    >>> log_odds([30], [10], [4], n=1000, n_other=1000, n_prior=200).round(4).values.tolist()
    [[0.9043, 2.8477]]
    """
    one, other, before = (np.asarray(each, np.float64) for each in (counts, others, prior))
    delta, variance = _log_odds(one, other, before, _Totals(n, n_other, n_prior))
    return pd.DataFrame({"log_odds": delta, "z": delta / np.sqrt(variance)})


class _Totals(NamedTuple):
    """All words: one number each, or one for each row."""

    one: float | Floats
    other: float | Floats
    prior: float


def _log_odds(counts: Floats, others: Floats, prior: Floats, n: _Totals) -> tuple[Floats, Floats]:
    one, other = counts + prior, others + prior
    delta = np.log(one / (n.one + n.prior - one)) - np.log(other / (n.other + n.prior - other))
    return delta, 1 / one + 1 / other


def compare_words(
    corpus: Corpus,
    group: str,
    other: str | None = None,
    *,
    by: str = "outlet",
    of: str = "words",
    event: str | None = None,
    voice: str = "all",
    least: int = 5,
) -> pd.DataFrame:
    """Find the words that set a group of articles apart.

    Parameters
    ----------
    corpus
        Articles with tokens; ``of="frames"`` and ``of="terms"`` need those tables.
    group, other
        Values of the column ``by`` of the articles; without ``other``, all the rest.
    of
        ``"words"``, ``"phrases"`` (two words of a sentence), ``"frames"`` (terms of codebooks), ``"terms"`` (marks of word lists).
    event
        A column of the articles that names the story each one reports (missing: none). Only events that both have reported count, and each
        word is compared with its use in the same events, so that what a group chose to report does not pass for how it wrote.
    voice
        ``"all"``, or only what the ``"reporter"`` says or what is ``"quoted"`` (needs quotes).
    least
        Fewest uses in both groups together.

    Returns
    -------
    DataFrame
        One row per term, from the most telling for ``group`` down: ``term, leans_to, n, n_other, per_1000, per_1000_other`` (of
        all words in that voice), ``log_odds, z`` (see `log_odds`; the prior is the use of the word in both groups, worth 1,000
        words), ``g2`` (log-likelihood, negative where it leans to the other), ``n_articles``.

    Raises
    ------
    ParameterError, TableError
        If an option, a group or a column is not there.

    Notes
    -----
    Words of one article hang together, which z and G² do not know: a high value from few articles (``n_articles``) says little. Of
    several events, δ is the mean weighted by 1/variance; expected counts of G² are summed over events.

    References
    ----------
    Monroe et al. (2008), as in `log_odds`. Dunning, T. (1993). *Computational Linguistics* 19(1): G².

    Examples
    --------
    >>> from evenhand.corpus import corpus_from
    >>> corpus = corpus_from(["tax cut now", "tax raid now"], outlet=["Courier", "Lantern"])
    >>> compare_words(corpus, "Courier", least=1)[["term", "leans_to"]].values.tolist()[0]
    ['cut', 'Courier']
    """
    require_choice(of, UNITS, "of")
    require_choice(voice, VOICES, "voice")
    require_columns(corpus.articles, [by, *([event] if event else [])], "the articles table")
    side = _sides(corpus.articles[by], group, other)
    stratum = pd.factorize(corpus.articles[event])[0] if event else np.where(side >= 0, 0, -1)
    matched = _matched(side, stratum)
    uses, words = _uses(corpus, of, voice), _spoken(corpus, voice)
    counts = _Counts.of(uses, side, stratum, matched)
    totals = pd.Series(np.ones(len(words))).groupby([stratum[words], side[words]]).sum()
    table = _compared(counts, totals, least)
    names = {1: group, -1: other if other is not None else "the others"}
    table["leans_to"] = np.sign(table["log_odds"]).map(names).fillna("neither")
    return table.sort_values(["z", "term"], ascending=[False, True], kind="stable", ignore_index=True)[KEYNESS_COLUMNS]


def _sides(column: pd.Series, group: str, other: str | None) -> npt.NDArray[np.int64]:
    """Return 0 for articles of the group, 1 for those of the other, -1 for the rest."""
    names = column.astype(object)
    for name in (group, other):
        if name is not None and not (names == name).any():
            known = sorted(map(str, names.dropna().unique()))
            raise ParameterError(f'no article has {column.name} "{name}"; those there are: {", ".join(known)}')
    if group == other:
        raise ParameterError(f'"{group}" is compared with itself; expected two groups')
    rest = names.notna() if other is None else names == other
    return np.where(names == group, 0, np.where(rest, 1, -1)).astype(np.int64)


def _matched(side: npt.NDArray[np.int64], stratum: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Mark the articles of events that both groups reported."""
    both = np.intersect1d(stratum[side == 0], stratum[side == 1])
    return (side >= 0) & (stratum >= 0) & np.isin(stratum, both)


def _spoken(corpus: Corpus, voice: str) -> npt.NDArray[np.integer]:
    """Return the article of each word in a voice."""
    return corpus.tokens["article_id"].cat.codes.to_numpy()[is_word(corpus.tokens) & _in_voice(corpus, voice)]


def _in_voice(corpus: Corpus, voice: str) -> npt.NDArray[np.bool_]:
    if voice == "all":
        return np.ones(len(corpus.tokens), np.bool_)
    if corpus.quotes is None:
        raise ParameterError(f'voice is "{voice}", and the corpus has no quotes table yet; expected a corpus from find_all()')
    return (quote_of(corpus.tokens, corpus) >= 0) == (voice == "quoted")


def _uses(corpus: Corpus, of: str, voice: str) -> pd.DataFrame:
    """Return one row per use: ``article`` (its number) and ``term``."""
    if of in ("frames", "terms"):
        marks = getattr(corpus, of)
        if marks is None:
            raise ParameterError(f'of is "{of}", and the corpus has no such table yet; expected a corpus from find_all()')
        chosen = marks if voice == "all" else marks[marks["voice"] == voice]
        ids = pd.Index(corpus.articles["article_id"])
        return pd.DataFrame({"article": ids.get_indexer(chosen["article_id"].astype(object)), "term": chosen["term"].to_numpy(object)})
    forms = np.array([normal(word) for word in corpus.tokens["word"].cat.categories], object)
    words = forms[corpus.tokens["word"].cat.codes.to_numpy()] if len(forms) else np.empty(0, object)
    article = corpus.tokens["article_id"].cat.codes.to_numpy()
    kept = is_word(corpus.tokens) & _in_voice(corpus, voice)
    if of == "words":
        return pd.DataFrame({"article": article[kept], "term": words[kept]})
    sentence = corpus.tokens["sentence_id"].to_numpy()
    pair = kept[1:] & kept[:-1] & (article[1:] == article[:-1]) & (sentence[1:] == sentence[:-1])
    return pd.DataFrame({"article": article[1:][pair], "term": words[:-1][pair] + " " + words[1:][pair]})


class _Counts(NamedTuple):
    """Uses of each term: one row per event and term, a column for each group."""

    by_event: pd.DataFrame
    n_articles: pd.Series

    @classmethod
    def of(cls, uses: pd.DataFrame, side: npt.NDArray[np.int64], stratum: npt.NDArray[np.int64], matched: npt.NDArray[np.bool_]) -> _Counts:
        uses = uses[matched[uses["article"].to_numpy()]] if len(uses) else uses
        article = uses["article"].to_numpy(np.int64)
        rows = uses.assign(side=side[article], event=stratum[article])
        counts = (
            rows.assign(one=rows["side"] == 0, other=rows["side"] == 1).groupby(["event", "term"], as_index=False)[["one", "other"]].sum()
        )
        return cls(counts, rows.groupby("term")["article"].nunique())


def _compared(counts: _Counts, totals: pd.Series, least: int) -> pd.DataFrame:
    """Compare the groups event by event, then add up."""
    table = counts.by_event
    y, o = table["one"].to_numpy(np.float64), table["other"].to_numpy(np.float64)
    n, m = (totals.reindex(pd.MultiIndex.from_arrays([table["event"], np.full(len(table), side)])).to_numpy(np.float64) for side in (0, 1))
    share = (y + o) / (n + m)
    delta, variance = _log_odds(y, o, PRIOR_WORDS * share, _Totals(n, m, PRIOR_WORDS))
    sums = pd.DataFrame(
        {"n": y, "n_other": o, "expected": n * share, "expected_other": m * share, "weight": 1 / variance, "pull": delta / variance}
    )
    sums = sums.groupby(table["term"].to_numpy(object)).sum()
    kept = sums[sums["n"] + sums["n_other"] >= least]
    events = table["event"].unique()
    all_words, all_other = (float(totals.reindex([(event, side) for event in events]).sum()) for side in (0, 1))
    return pd.DataFrame(
        {
            "term": pd.array(kept.index, "str"),
            "n": kept["n"].to_numpy(np.int64),
            "n_other": kept["n_other"].to_numpy(np.int64),
            "per_1000": 1000 * kept["n"].to_numpy() / max(all_words, 1),
            "per_1000_other": 1000 * kept["n_other"].to_numpy() / max(all_other, 1),
            "log_odds": (kept["pull"] / kept["weight"]).to_numpy(),
            "z": (kept["pull"] / np.sqrt(kept["weight"])).to_numpy(),
            "g2": _g2(kept, all_words, all_other),
            "n_articles": counts.n_articles.reindex(kept.index).to_numpy(np.int64),
        }
    )


def _g2(sums: pd.DataFrame, n: float, m: float) -> Floats:
    """Return signed log-likelihood over the four cells: the term and all other words, here and there."""
    y, o, expected, expected_other = (sums[name].to_numpy() for name in ("n", "n_other", "expected", "expected_other"))
    cells = [(y, expected), (o, expected_other), (n - y, n - expected), (m - o, m - expected_other)]
    total = sum((np.where(seen > 0, seen * np.log(np.where(seen > 0, seen, 1) / wanted), 0.0) for seen, wanted in cells), np.zeros(len(y)))
    return np.sign(y - expected) * 2 * total
