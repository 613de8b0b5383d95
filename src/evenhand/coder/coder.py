"""The learned coder: codes texts, says how sure it is and which words weighed, and saves itself as plain numbers."""

from __future__ import annotations

import io
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from evenhand.coder.card import card
from evenhand.coder.columns import Columns, packed_books, seen, unpacked_books
from evenhand.errors import ModelError, ParameterError
from evenhand.exports import whole_file
from evenhand.grams import cut_words, packed_grams, unpacked_grams
from evenhand.tagger import read_weights
from evenhand.tagger.weights import write_weights
from evenhand.vectors import packed_vectors, unpacked_vectors

Floats = npt.NDArray[np.float64]
MARK_COLUMNS = ["text", "code", "probability", "words"]
_KIND = "evenhand coder 2"


@dataclass(frozen=True)
class Coder:
    """A linear model over words, phrases, groups of letters, scores of codebooks, sums of rated and of loaded words, and word vectors.

    Attributes
    ----------
    codes
        The codes it gives.
    several
        Whether a text may have several codes, or none.
    report
        One row per code and one for their mean: cross-validated ``precision, recall, f1``, ``n`` texts with the code, its ``threshold``,
        and ``calibration_error`` (mean gap between stated probability and share found right).
    calibration
        One row per code and range of stated probabilities: ``stated, found, n``.
    about
        How it was trained.
    """

    codes: tuple[str, ...]
    several: bool
    columns: Columns = field(repr=False)
    weights: Floats = field(repr=False)  # one row per code
    bias: Floats = field(repr=False)
    thresholds: Floats = field(repr=False)
    report: pd.DataFrame = field(repr=False)
    calibration: pd.DataFrame = field(repr=False)
    about: dict[str, object] = field(repr=False)

    def predict_proba(self, texts: Iterable[str]) -> pd.DataFrame:
        """Return one row per text and one column per code: the probability of each."""
        listed = list(texts)
        if not listed:
            return pd.DataFrame(columns=list(self.codes), dtype="float64")
        return pd.DataFrame(
            chances(seen(self.columns, listed) @ self.weights.T + self.bias, several=self.several), columns=list(self.codes)
        )

    def predict(self, texts: Iterable[str]) -> pd.Series | pd.DataFrame:
        """Return the code of each text, or where texts may have several, one column of true and false per code."""
        found = self.predict_proba(texts)
        if self.several:
            return found >= self.thresholds
        return pd.Series([self.codes[best] for best in found.to_numpy().argmax(axis=1)] if len(found) else [], dtype="str", name="code")

    def marks(self, texts: Iterable[str], *, most: int = 5) -> pd.DataFrame:
        """Code texts and name the words that weighed most.

        Returns
        -------
        DataFrame
            One row per text and code given: ``text`` (its number), ``code, probability, words``: (word or phrase or [count], weight)
            from the heaviest down, only those that speak for the code.

        Notes
        -----
        What groups of letters and vectors weigh is laid on the words that hold them. Where texts have one code, a weight is the
        difference to the mean of the other codes.
        """
        listed = list(texts)
        stated = self.predict_proba(listed).to_numpy()
        given = stated >= self.thresholds if self.several else np.eye(len(self.codes), dtype=bool)[stated.argmax(axis=1)]
        if not listed:
            return pd.DataFrame(columns=MARK_COLUMNS)
        pulls = seen(self.columns, listed)
        centred = self._centred()
        rows = []
        for text, code in np.argwhere(given):
            row = pulls[[text]]
            pull = dict(zip(row.indices.tolist(), (row.data * centred[code, row.indices]).tolist(), strict=True))
            rows.append((int(text), self.codes[code], float(stated[text, code]), self._heaviest(listed[text], pull, centred[code], most)))
        return pd.DataFrame(rows, columns=MARK_COLUMNS)

    def _heaviest(self, text: str, pull: dict[int, float], centred: Floats, most: int) -> list[tuple[str, float]]:
        names, grams, vectors = self.columns.names, self.columns.grams, self.columns.vectors
        tokens = cut_words([text])
        weight: dict[str, float] = defaultdict(float)
        weight.update(vectors.shares(tokens, grams, centred[-vectors.width :]))
        for column, value in pull.items():
            if len(grams.terms) <= column < len(grams.terms) + len(grams.letters):
                group = grams.letters[column - len(grams.terms)]
                holding = [word for word in tokens.words if group in f" {word} "]
                for word in holding:
                    weight[word] += value / len(holding)
            elif column < len(names) - vectors.width:
                weight[names[column]] += value
        ranked = sorted(weight.items(), key=lambda each: (-each[1], each[0]))[:most]
        return [(word, round(value, 3)) for word, value in ranked if value > 0]

    def _centred(self) -> Floats:
        return self.weights if self.several else self.weights - self.weights.mean(axis=0)

    def weightiest(self, code: str, *, most: int = 20) -> pd.DataFrame:
        """Return the columns that speak most for a code: ``term, weight``."""
        if code not in self.codes:
            raise ParameterError(f'there is no code "{code}"; those there are: {", ".join(self.codes)}')
        # The numbers of the vectors come last; none of them means anything by itself.
        weight = self._centred()[self.codes.index(code), : -self.columns.vectors.width]
        order = np.argsort(-weight, kind="stable")[:most]
        return pd.DataFrame({"term": [self.columns.names[column] for column in order], "weight": weight[order]})

    def save(self, path: str | Path) -> Path:
        """Write the coder (``.npz``, plain numbers, no pickle) and its model card (``.md`` beside it); return the path."""
        target = Path(path).with_suffix(".npz")
        told = {"kind": _KIND, "codes": self.codes, "several": self.several, "about": self.about}
        tables = {"report": self.report.to_csv(index=False), "calibration": self.calibration.to_csv(index=False), "told": json.dumps(told)}
        arrays = packed_grams(self.columns.grams, "grams") | packed_vectors(self.columns.vectors)
        arrays |= {name: np.frombuffer(text.encode(), np.uint8) for name, text in tables.items()}
        arrays |= {"books": packed_books(self.columns.books), "spread": self.columns.spread, "centre": self.columns.centre}
        write_weights(target, arrays | {"weights": self.weights.astype(np.float32), "bias": self.bias, "thresholds": self.thresholds})
        heavy = {code: self.weightiest(code, most=12)["term"].tolist() for code in self.codes}
        with whole_file(target.with_suffix(".md")) as waiting:
            waiting.write_text(card(self.about, self.report, self.calibration, heavy), encoding="utf-8")
        return target


def read_coder(path: str | Path) -> Coder:
    """Read a coder that `Coder.save` wrote.

    Raises
    ------
    ModelError
        If the file is missing, broken, altered or no coder.
    """
    arrays = read_weights(Path(path))
    told = json.loads(arrays["told"].tobytes()) if "told" in arrays else {}
    if told.get("kind") != _KIND:
        raise ModelError(f"{path}: holds no coder of this version; expected a file that Coder.save() wrote (train it again)")
    columns = Columns(
        unpacked_grams(arrays, "grams"), unpacked_books(arrays["books"]), arrays["spread"], arrays["centre"], unpacked_vectors(arrays)
    )
    report, calibration = (pd.read_csv(io.BytesIO(arrays[name].tobytes()), dtype={"code": "str"}) for name in ("report", "calibration"))
    weights = arrays["weights"].astype(np.float64)
    return Coder(
        tuple(told["codes"]), told["several"], columns, weights, arrays["bias"], arrays["thresholds"], report, calibration, told["about"]
    )


def chances(scores: Floats, *, several: bool) -> Floats:
    """Turn linear scores into probabilities: each for itself, or adding up to 1."""
    if several:
        return 1 / (1 + np.exp(-np.clip(scores, -500, 500)))
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
