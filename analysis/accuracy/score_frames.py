"""Score codebooks, learned coders, agency and naming on hand codes.

    score_frames.py [--shared FOLDER]

Sentences of FrAC by the built-in policy codebook, no training. Narrative Frames (articles) and Gun Violence (headlines) by `fit_coder`
as it comes, ten folds. Agency and naming on findings in PolNeAR's train part, coded right or wrong by one reader who saw the finding:
`agency_codes.csv` holds article, offsets and code, never the text. Samples 1 and 2 were read to mend the rules, sample 3 (120 other
articles) only to measure them; what is scored is what the finder still finds of a sample, in the same form.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

import evenhand as eh
from evenhand.agency import find_agency
from evenhand.naming import find_naming

CODES = Path(__file__).with_name("agency_codes.csv")
MERGED = {
    "legality": "legality_crime",
    "crime_punishment": "legality_crime",
    "political": "political_policy",
    "policy_prescription": "political_policy",
    "external_regulation": "political_policy",
}
HELD_OUT = 3
N_RESAMPLES, SEED = 1000, 1
FRAC = "FrAC, development part (news and reader comments); entries and weights tuned on about a third of them"
NARRATIVE = "Narrative Frames Corpus, train part; cross-validated over articles, penalty chosen by the same folds"
HEADLINES = "Gun Violence Frame Corpus, train part; cross-validated over headlines, penalty chosen by the same folds"
READ = "findings in 120 articles of PolNeAR's train part, coded by one reader; other articles were read to mend the rules"
Row = tuple[Any, ...]


def main() -> None:
    """Print one row per figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared")
    rows = frame_rows(parser.parse_args().shared / "gold")
    table = pd.DataFrame(rows, columns=["finder", "figure", "value", "low", "high", "n", "unit", "corpus"])
    print(table.drop(columns="corpus").round(3).to_string(index=False))


def frame_rows(gold: Path) -> list[Row]:
    """Return the rows of the accuracy table on frames, agency and naming."""
    return [*sentence_rows(gold), *article_rows(gold), *headline_rows(gold), *finding_rows(gold)]


def lines(path: Path) -> list[dict[str, Any]]:
    """Read one record a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def sentence_rows(gold: Path) -> list[Row]:
    """Score the one frame of a sentence."""
    rows = lines(gold / "frac_sentences_dev.jsonl")
    found = eh.leading_frames([row["text"] for row in rows], merge=MERGED)["frame"]
    right = np.array(found == [row["frame_guess"] for row in rows], float)
    return [("frames", "policy codebook, sentence accuracy", *_share(right, np.arange(len(right))), len(right), "sentences", FRAC)]


def article_rows(gold: Path) -> list[Row]:
    """Score the five generic frames of an article, as a coder learns them."""
    rows = lines(gold / "narrative_frames_train.jsonl")
    codes = pd.DataFrame([row["frames"] for row in rows]).astype(bool)
    mean = eh.fit_coder([row["text"] for row in rows], codes).report.iloc[-1]
    figures = {"learned coder, mean F1": mean["f1"], "learned coder, macro-F1": (mean["f1"] + mean["f1_of_its_absence"]) / 2}
    return [("frames", name, value, None, None, len(rows), "articles", NARRATIVE) for name, value in figures.items()]


def headline_rows(gold: Path) -> list[Row]:
    """Score the one frame of a headline, as a coder learns it."""
    rows = lines(gold / "gvfc_headlines_train.jsonl")
    report = eh.fit_coder([row["text"] for row in rows], [row["frame"] for row in rows]).report
    return [("frames", "learned coder, headline accuracy", report["accuracy"].iloc[-1], None, None, len(rows), "headlines", HEADLINES)]


def finding_rows(gold: Path) -> list[Row]:
    """Score agency and naming."""
    codes = pd.read_csv(CODES)
    codes = codes[codes["sample"] == HELD_OUT]
    chosen = [row for row in lines(gold / "polnear_train.jsonl") if row["id"] in set(codes["article"])]
    corpus = eh.find_all(eh.corpus_from([row["text"] for row in chosen], article_id=[row["id"] for row in chosen]))
    acts, labels = find_agency(corpus), find_naming(corpus)
    rows = [
        _precision("agency", "act and its form right", codes[codes["coded"] == "agency"], acts, "form"),
        _precision("naming", "label and its actor right", codes[codes["coded"] == "naming"], labels, "relation"),
    ]
    named = [codes[codes["coded"] == who].merge(acts[acts[who].notna()], **_KEYS) for who in ("agent", "patient")]
    beside = pd.concat(named)
    rows.append(("agency", "agent or patient right", *_share(beside["right"], beside["article"]), len(beside), "names", READ))
    passives = codes[(codes["coded"] == "participle") & codes["right"].eq(1)].merge(acts[["article_id", "end", "form"]], how="left", **_AT)
    hit = passives["form"].str.startswith("passive").fillna(False)
    return [*rows, ("agency", "passives found (recall)", *_share(hit, passives["article"]), len(hit), "passives", READ)]


_KEYS: dict[str, Any] = {"left_on": ["article", "start", "end"], "right_on": ["article_id", "start", "end"]}
_AT: dict[str, Any] = {"left_on": ["article", "end"], "right_on": ["article_id", "end"]}


def _precision(finder: str, figure: str, codes: pd.DataFrame, marks: pd.DataFrame, form: str) -> Row:
    found = codes.merge(marks[["article_id", "start", "end", form]].astype({"article_id": "str"}), **_KEYS)
    still = found[found["found"] == found[form]]
    return finder, figure, *_share(still["right"], still["article"]), len(still), "findings", READ


def _share(right: npt.ArrayLike, articles: npt.ArrayLike) -> tuple[float, float, float]:
    """Return a share and its interval, whole articles drawn again."""
    values = pd.DataFrame({"right": np.asarray(right, float), "n": 1.0}).groupby(np.asarray(articles)).sum().to_numpy()
    drawn = values[np.random.default_rng(SEED).integers(0, len(values), (N_RESAMPLES, len(values)))].sum(axis=1)
    low, high = np.percentile(drawn[:, 0] / drawn[:, 1], [2.5, 97.5])
    total = values.sum(axis=0)
    return float(total[0] / total[1]), float(low), float(high)


if __name__ == "__main__":
    main()
