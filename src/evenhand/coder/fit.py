"""Fitting the learned coder, and finding out how far to trust it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from evenhand.coder.coder import Coder, chances
from evenhand.coder.columns import SIGNAL_SHARE, learn_columns
from evenhand.coder.sheet import read_coding_sheet
from evenhand.errors import ParameterError
from evenhand.frames import Codebook
from evenhand.grams import cut_words
from evenhand.lexicons import Lexicon, read_lexicon

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

LEAST_TEXTS, LEAST_OF_A_CODE, LEAST_GROUPS = 50, 10, 5
FOLDS = 10
# How freely words may weigh (C of the regression), how much scores of codebooks may beside them, and how much counts of loaded
# words, which tell a judging sentence from a plain one and say little of its subject: chosen by cross-validation.
FREEDOMS = (0.5, 2.0, 8.0)
LIST_SHARES = (0.1, 0.5)
LOADED_SHARES = (0.0, 0.15)
# One of many codes is mostly a subject, and tone says little of it: headlines of nine frames are .72 right with .15, .725 with this.
SUBJECT_SIGNAL_SHARE = 0.03
BOOKS = ("generic_frames", "policy_frames")  # those that help where none is named
_STRETCH = 2.5  # makes margins probabilities: chosen once, on headlines, and checked in every report under calibration
_BINS = np.array([0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0000001])


def fit_coder(
    texts: Iterable[str] | str | Path | pd.DataFrame,
    codes: Sequence[str] | Sequence[Iterable[str]] | pd.DataFrame | None = None,
    groups: Iterable[object] | None = None,
    codebook: Codebook | Sequence[Codebook] | None = None,
    *,
    ties: str = "error",
) -> Coder:
    """Train a coder on hand codes.

    Parameters
    ----------
    texts
        Sentences, paragraphs or articles; or, without ``codes``, a hand-coding sheet: its path (CSV, Excel, JSONL) or DataFrame. See
        `read_coding_sheet` for what its columns may be called; with the sheet come groups and several coders.
    codes
        The code of each text (text, or true and false); where a text may have several or none, a list of codes each, or a table with one
        column of true and false (or 1 and 0) per code.
    groups
        What belongs together (the article of a sentence, the story of a headline): a group is never both learnt from and scored. By default
        each text is its own.
    codebook
        One or several codebooks or word lists whose counts help, by name, path or as they are. By default the generic and the policy
        frames: news of any subject has them, and codes of a few hundred texts lean on them. An empty list: none.
    ties
        What happens to a text of a sheet whose coders tie: ``error``, ``drop`` or ``first`` (the coder first in the alphabet).

    Returns
    -------
    Coder
        With ``predict``, ``predict_proba``, ``marks`` (codes with the words that weighed), ``report``, ``calibration``, ``save``.

    Raises
    ------
    ParameterError
        If there are too few codes to learn from or to check by: fewer than 50 texts, a code with fewer than 10, or in fewer than 5 groups.

    Notes
    -----
    Logistic regression (for more than two codes, margins of a linear support vector machine) with a penalty chosen by
    cross-validation over whole groups, as are the weight of the codebooks' scores and whether the signals of `loaded_signals` are
    looked at: they tell judging sentences from plain ones and say little of a subject. Where texts may have several codes each has
    a threshold of its own, at which the mean of F1 with and without the code was best; the report uses for each fold the threshold
    of the others. Nothing but words is looked at, so it learns what words go with a code in these texts: another topic or year
    needs codes of its own.

    Examples
    --------
    >>> rows = [(f"Rain and wind in week {n}." if n % 2 else f"The bank lent {n} millions.", n // 2) for n in range(60)]
    >>> sheet = pd.DataFrame(rows, columns=["sentence", "article"]).assign(code=["money", "weather"] * 30)
    >>> fit_coder(sheet).predict(["Strong wind today."]).tolist()
    ['weather']
    """
    if codes is None:
        texts, codes, groups = _from_sheet(texts, groups, ties)
    elif isinstance(texts, (str, Path)):
        raise ParameterError("one text with codes; expected a list of texts, or a hand-coding sheet without codes")
    listed = list(texts)
    names, truth, several = _as_flags(codes)
    belongs = pd.factorize(np.array([str(each) for each in groups], object))[0] if groups is not None else np.arange(len(listed))
    _require_enough(len(listed), names, truth, belongs)
    books = _books(codebook)
    tokens = cut_words(listed)
    columns = learn_columns(listed, tokens, books)
    texts_seen = columns.look(listed, tokens)
    fold = _folds(belongs, truth)
    subject = not several and len(names) > 2
    signals = SUBJECT_SIGNAL_SHARE if subject else SIGNAL_SHARE
    choices = [
        (lists, loaded) for lists in LIST_SHARES[: 2 if books else 1] for loaded in (LOADED_SHARES[:1] if subject else LOADED_SHARES)
    ]
    weighed = {choice: columns.weighted(lists=choice[0], loaded=choice[1], signals=signals) for choice in choices}
    matrices = {choice: each.matrix(texts_seen) for choice, each in weighed.items()}
    trials = {
        (choice, freedom): _held_out(matrix, truth, fold, freedom, several=several)
        for choice, matrix in matrices.items()
        for freedom in FREEDOMS
    }
    best = min(trials, key=lambda tried: _surprise(trials[tried], truth))
    ((lists, loaded), freedom), held = best, trials[best]
    columns, matrix = weighed[lists, loaded], matrices[lists, loaded]
    weights, bias = _regressions(matrix, truth, freedom, several=several)
    thresholds = np.array([best_threshold(held[:, code], truth[:, code]) for code in range(len(names))])
    given = _given(held, truth, fold, several=several)
    about = {
        "texts": len(listed),
        "groups": int(belongs.max()) + 1,
        "codes": ", ".join(names),
        "several codes a text": several,
        "codebooks": ", ".join(f"{book.name} {book.version}" for book in books) or "none",
        "method": f"linear model (freedom {freedom}, weight of codebooks {lists if books else 0}, of loaded words {loaded}) over "
        f"{matrix.shape[1]} columns; {int(fold.max()) + 1} folds of whole groups",
    }
    report, calibration = _report(names, truth, held, given, thresholds), _calibration(names, truth, held)
    return Coder(names, several, columns, weights, bias, thresholds, report, calibration, about)


def _from_sheet(sheet: Any, groups: Any, ties: str) -> tuple[Any, Any, Any]:
    if not isinstance(sheet, (str, Path, pd.DataFrame)):
        raise ParameterError("texts without codes; expected codes as well, or a hand-coding sheet: its path or its DataFrame")
    coded = read_coding_sheet(sheet, ties=ties)
    return coded.texts, coded.codes, coded.groups if groups is None else groups


def _as_flags(codes: Any) -> tuple[tuple[str, ...], Flags, bool]:
    """Return the names of the codes, one column of flags each, and whether a text may have several."""
    if isinstance(codes, pd.DataFrame):
        return tuple(map(str, codes.columns)), codes.to_numpy().astype(np.bool_), True
    listed = list(codes)
    several = bool(listed) and all(isinstance(each, (list, tuple, set, frozenset)) for each in listed)
    if not several and any((isinstance(each, float) and np.isnan(each)) or each is None for each in listed):
        raise ParameterError("some texts have no code; leave them out, or give lists of codes where a text may have none")
    given = [set(map(str, each)) if several else {str(each)} for each in listed]
    names = tuple(sorted(set().union(*given)))
    return names, np.array([[name in each for name in names] for each in given], np.bool_).reshape(len(given), len(names)), several


def _require_enough(n: int, names: tuple[str, ...], truth: Flags, belongs: npt.NDArray[np.integer]) -> None:
    if len(truth) != n or len(belongs) != n:
        raise ParameterError(f"{n} texts, {len(truth)} codes and {len(belongs)} groups; expected as many of each")
    if n < LEAST_TEXTS:
        raise ParameterError(f"{n} coded texts are too few to learn from and to check by; expected at least {LEAST_TEXTS}")
    if len(names) < 2 and (not names or truth.all()):
        raise ParameterError(f"all texts have the same code ({', '.join(names) or 'none'}); expected at least two codes")
    kinds = [(truth[:, number], f'"{name}"') for number, name in enumerate(names)]
    kinds += [(~truth[:, number], f'other than "{name}"') for number, name in enumerate(names)]
    for flags, what in kinds:
        if flags.sum() < LEAST_OF_A_CODE:
            raise ParameterError(f"{flags.sum()} texts are coded {what}; expected at least {LEAST_OF_A_CODE}: code more, or join codes")
        if len(np.unique(belongs[flags])) < LEAST_GROUPS:
            raise ParameterError(f"the texts coded {what} are in {len(np.unique(belongs[flags]))} groups; expected at least {LEAST_GROUPS}")


def _books(codebook: Any) -> tuple[Lexicon, ...]:
    given = list(BOOKS) if codebook is None else list(codebook) if isinstance(codebook, (list, tuple)) else [codebook]
    return tuple(book if isinstance(book, Lexicon) else read_lexicon(book) for book in given)


def _folds(belongs: npt.NDArray[np.integer], truth: Flags) -> npt.NDArray[np.int64]:
    """Deal whole groups into folds, the rarest codes first, so that every fold has its share of each."""
    groups = pd.DataFrame(truth.astype(float)).groupby(belongs).sum()
    rarest = (groups.gt(0) / truth.sum(axis=0)).max(axis=1)
    draw = np.random.default_rng(1).permutation(len(groups))
    code = groups.to_numpy().argmax(axis=1)
    order = np.lexsort((draw, code, -rarest.to_numpy()))
    n = min(FOLDS, len(groups))
    dealt = np.empty(len(groups), np.int64)
    dealt[order] = np.arange(len(groups)) % n
    return dealt[belongs]


class _Fitted(NamedTuple):
    weights: Floats
    bias: Floats


def _regressions(matrix: sparse.csr_matrix, truth: Flags, freedom: float, *, several: bool) -> _Fitted:
    # Costs a second to import; paid only when a coder is trained.
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    if several:
        models = [LogisticRegression(C=freedom, max_iter=300, tol=1e-5).fit(matrix, flags) for flags in truth.T]
        return _Fitted(np.vstack([model.coef_ for model in models]), np.concatenate([model.intercept_ for model in models]))
    if truth.shape[1] > 2:  # headlines of nine frames: .70 right with margins of one code against the rest, .68 with one regression
        machine = LinearSVC(C=freedom / 20, tol=1e-3).fit(matrix, truth.argmax(axis=1))
        return _Fitted(machine.coef_ * _STRETCH, machine.intercept_ * _STRETCH)
    model = LogisticRegression(C=freedom, max_iter=300, tol=1e-5).fit(matrix, truth[:, 1])
    # One row of weights tells two codes apart; each gets its half.
    return _Fitted(np.vstack([-model.coef_, model.coef_]) / 2, np.concatenate([-model.intercept_, model.intercept_]) / 2)


def _held_out(matrix: sparse.csr_matrix, truth: Flags, fold: npt.NDArray[np.int64], freedom: float, *, several: bool) -> Floats:
    """Return the probabilities that each text gets from a coder that has not seen its group."""
    held = np.zeros(truth.shape)
    for number in range(int(fold.max()) + 1):
        test = fold == number
        weights, bias = _regressions(matrix[~test], truth[~test], freedom, several=several)
        held[test] = chances(matrix[test] @ weights.T + bias, several=several)
    return held


def _surprise(held: Floats, truth: Flags) -> float:
    return float(-np.log(np.clip(np.where(truth, held, 1 - held), 1e-9, 1)).mean())


def best_threshold(stated: Floats, truth: Flags, *, absence: bool = True) -> float:
    """Return the probability from which giving the code agrees best: F1, or the mean of F1 with and without the code."""
    order = np.argsort(-stated, kind="stable")
    given, hits = np.arange(1, len(order) + 1), np.cumsum(truth[order])
    agrees = 2 * hits / (given + truth.sum())
    if absence:
        spared = (~truth).sum() - (given - hits)
        agrees = agrees + 2 * spared / np.maximum(len(order) - given + (~truth).sum(), 1)
    best = int(agrees.argmax())
    after = stated[order[best + 1]] if best + 1 < len(order) else 0.0
    return float((stated[order[best]] + after) / 2)


def _given(held: Floats, truth: Flags, fold: npt.NDArray[np.int64], *, several: bool) -> Flags:
    """Return the codes given out of fold; thresholds come from the other folds."""
    if not several:
        return np.eye(truth.shape[1], dtype=np.bool_)[held.argmax(axis=1)]
    given = np.zeros(truth.shape, np.bool_)
    for number in range(int(fold.max()) + 1):
        test = fold == number
        for code in range(truth.shape[1]):
            given[test, code] = held[test, code] >= best_threshold(held[~test, code], truth[~test, code])
    return given


def _report(names: tuple[str, ...], truth: Flags, held: Floats, given: Flags, thresholds: Floats) -> pd.DataFrame:
    hits, found, there = (truth & given).sum(axis=0), given.sum(axis=0), truth.sum(axis=0)
    misses = (~truth & ~given).sum(axis=0)
    table = pd.DataFrame(
        {
            "code": pd.array([*names, "mean"], "str"),
            "precision": _with_mean(hits / np.maximum(found, 1)),
            "recall": _with_mean(hits / np.maximum(there, 1)),
            "f1": _with_mean(2 * hits / np.maximum(found + there, 1)),
            "f1_of_its_absence": _with_mean(2 * misses / np.maximum(2 * len(truth) - found - there, 1)),
            "accuracy": _with_mean((truth == given).mean(axis=0)),
            "calibration_error": _with_mean(np.array([_gap(held[:, code], truth[:, code]) for code in range(len(names))])),
            "threshold": [*thresholds, np.nan],
            "n": [*there.tolist(), len(truth)],
        }
    )
    exactly = (truth == given).all(axis=1).mean()
    return table.assign(accuracy=[*table["accuracy"][:-1], exactly])


def _with_mean(values: Floats) -> list[float]:
    return [*values.tolist(), float(values.mean())]


def _gap(stated: Floats, truth: Flags) -> float:
    """Return the mean gap between stated probability and share found right, over ranges of stated probability."""
    place = np.digitize(stated, _BINS)
    sums = pd.DataFrame({"stated": stated, "found": truth.astype(float)}).groupby(place).agg(["sum"])
    return float((sums["stated"]["sum"] - sums["found"]["sum"]).abs().sum() / len(stated))


def _calibration(names: tuple[str, ...], truth: Flags, held: Floats) -> pd.DataFrame:
    rows = []
    for code, name in enumerate(names):
        place = np.digitize(held[:, code], _BINS)
        for number in np.unique(place):
            inside = place == number
            rows.append((name, float(held[inside, code].mean()), float(truth[inside, code].mean()), int(inside.sum())))
    return pd.DataFrame(rows, columns=["code", "stated", "found", "n"])
