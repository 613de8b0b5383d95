"""Score what ships for loaded language against hand-marked sentences: ``python score_loaded.py babe_train.jsonl``.

Input: one sentence a line with ``text``, ``biased`` (true, false), ``biased_words`` (list) and ``outlet``. The outlet only groups
the figures: a score that knows outlets is worth nothing. Outlets in ``READ`` were looked at while lists and weights were
made; the figures that count are those of the others.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd

import evenhand as eh
from evenhand.words import TOKEN, normal, words_of

READ = {"Breitbart", "Federalist", "MSNBC", "USA Today"}
LEAST = 10  # sentences of either kind that an outlet needs for a curve


def main(path: Path) -> None:
    """Print the area under the curve inside each outlet and the agreement on words, for the outlets read and unread."""
    gold = pd.read_json(path, lines=True, orient="records")
    gold["probability"] = eh.loaded_language(gold["text"])
    counts = gold.groupby("outlet")["biased"].agg(["sum", "size"])
    large = counts.index[(counts["sum"] >= LEAST) & (counts["size"] - counts["sum"] >= LEAST)]
    areas = {outlet: area(part["biased"], part["probability"]) for outlet, part in gold.groupby("outlet") if outlet in large}
    figures = {}
    for name, chosen in (("read", READ), ("unread", set(large) - READ)):
        part = gold[gold["outlet"].isin(chosen)].reset_index(drop=True)
        figures[name] = {
            "n": len(part),
            "within_outlet_auc": float(np.mean([areas[outlet] for outlet in sorted(chosen)])),
            "outlets": {outlet: round(areas[outlet], 3) for outlet in sorted(chosen)},
            "words": word_agreement(part),
        }
    print(json.dumps(figures, indent=1))


def area(biased: pd.Series, score: pd.Series) -> float:
    """Return the share of pairs, one biased and one not, that the score ranks rightly; ties count half."""
    ranks, n = score.rank(), int(biased.sum())
    return float((ranks[biased].sum() - n * (n + 1) / 2) / (n * (len(biased) - n)))


def word_agreement(part: pd.DataFrame) -> dict[str, float]:
    """Compare marked words with those that coders marked, word by word."""
    spans = {
        text_id: list(zip(rows["start"], rows["end"], strict=True)) for text_id, rows in eh.loaded_words(part["text"]).groupby("text_id")
    }
    both = ours = theirs = 0
    for text_id, (text, listed) in enumerate(zip(part["text"], part["biased_words"], strict=True)):
        coded = {word for phrase in listed for word in words_of(phrase)}
        for found in TOKEN.finditer(text):
            word = normal(found[0])
            if word[:1].isalnum():
                marked = any(start <= found.start() and found.end() <= end for start, end in spans.get(text_id, ()))
                both, ours, theirs = both + (marked and word in coded), ours + marked, theirs + (word in coded)
    return {"precision": both / ours, "recall": both / theirs, "f1": 2 * both / (ours + theirs)}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
