"""Score which lines of page dumps are called body: ``score_parts.py textdump_dev.jsonl``.

Input: one dump a line with ``lines``, ``labels`` (1 is body), ``source``, ``outlet``, ``lang`` and ``dump``. The model is trained
anew without the outlets that it reads (``--folds``, by outlet), so that the figures are of outlets it has not seen; for dumps that
the shipped model was not trained on, ``--shipped`` scores what the package does.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from score_quotes import load_scorer
from sklearn.model_selection import GroupKFold

from evenhand.parts.blocks import find_blocks
from evenhand.parts.layout import lay_out
from evenhand.parts.model import BodyModel, unpack

BUILD = Path(__file__).resolve().parents[1] / "models" / "parts" / "build.py"
FOLDS, SEED = 5, 0
BODY = {"lead", "body"}
TOKEN = re.compile(r"\w+")

Dump = dict[str, Any]
Labels = npt.NDArray[np.bool_]


def main() -> None:
    """Score and print, for all dumps and by source, kind of dump and language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--folds", type=int, default=FOLDS)
    parser.add_argument("--seed", type=int, default=SEED, help="of the folds")
    parser.add_argument("--shipped", action="store_true", help="score the shipped model, on dumps that it was not trained on")
    options = parser.parse_args()
    dumps = [json.loads(line) for line in options.gold.read_text(encoding="utf-8").splitlines()]
    called = [body_of(dump) for dump in dumps] if options.shipped else cross_validated(dumps, options.folds, options.seed)
    print(figures(dumps, called).round(3).to_string())


def cross_validated(dumps: list[Dump], folds: int = FOLDS, seed: int = SEED) -> list[Labels]:
    """Return the lines called body, each dump read by a model trained without its outlet."""
    build = load_scorer(BUILD)
    lines, outlets = build.read_lines(dumps), np.array([dump["outlet"] for dump in dumps])
    called: list[Labels] = [np.zeros(0, np.bool_)] * len(dumps)
    for train, test in GroupKFold(folds, shuffle=True, random_state=seed).split(outlets, groups=outlets):
        model = unpack(build.fit(lines.of(train)))
        for n in test:
            called[n] = body_of(dumps[n], model)
    return called


def body_of(dump: Dump, model: BodyModel | None = None) -> Labels:
    """Tell which lines of a dump the package calls body."""
    page = "\n".join(dump["lines"])
    blocks = find_blocks(page)
    parts = lay_out([page[start:end] for start, end in blocks], model=model)
    ends = np.cumsum([len(line) + 1 for line in dump["lines"]])
    called = np.zeros(len(dump["lines"]), np.bool_)
    for (start, end), part in zip(blocks, parts, strict=True):
        first, last = np.searchsorted(ends, [start, end - 1], side="right")
        called[first : last + 1] = part.part in BODY
    return called


def dump_f(dump: Dump, called: Labels) -> float:
    """Return the F of the words called body, as the gold's README defines it."""
    sizes = np.array([len(TOKEN.findall(line)) for line in dump["lines"]])
    gold = np.array(dump["labels"], np.bool_)
    both = sizes[called].sum() + sizes[gold].sum()
    return float(2 * sizes[called & gold].sum() / both) if both else 1.0


def figures(dumps: list[Dump], called: list[Labels]) -> pd.DataFrame:
    """Return for all dumps and for each kind of them: mean F, F1 of lines, 10th percentile of F, share without a wrong line."""
    scores = np.array([dump_f(dump, body) for dump, body in zip(dumps, called, strict=True)])
    rows = {name: _row(dumps, called, scores, chosen) for name, chosen in _kinds(dumps)}
    return pd.DataFrame.from_dict(rows, orient="index", columns=["n", "f", "line_f1", "f_p10", "perfect"])


def _kinds(dumps: list[Dump]) -> Iterator[tuple[str, Labels]]:
    yield "all", np.ones(len(dumps), np.bool_)
    told = pd.DataFrame({"source": [dump["source"] for dump in dumps], "dump": [dump["dump"] for dump in dumps]})
    told["language"] = ["English" if (dump["lang"] or "").startswith("en") else "other" for dump in dumps]
    for column in told:
        for value in sorted(told[column].unique()):
            yield f"{column} {value}", (told[column] == value).to_numpy()


def _row(dumps: list[Dump], called: list[Labels], scores: npt.NDArray[np.float64], chosen: Labels) -> tuple[float, ...]:
    mine = np.concatenate([called[n] for n in np.flatnonzero(chosen)])
    gold = np.concatenate([np.array(dumps[n]["labels"], np.bool_) for n in np.flatnonzero(chosen)])
    line_f1 = 2 * (mine & gold).sum() / max(1, mine.sum() + gold.sum())
    wrong = np.array([(called[n] != np.array(dumps[n]["labels"], np.bool_)).any() for n in np.flatnonzero(chosen)])
    return int(chosen.sum()), scores[chosen].mean(), line_f1, np.percentile(scores[chosen], 10), 1 - wrong.mean()


if __name__ == "__main__":
    main()
