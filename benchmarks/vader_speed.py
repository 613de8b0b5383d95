"""Time `tone(texts, "vader")` against vaderSentiment, cold, and count the scores that differ.

    vader_speed.py POLNEAR_TRAIN.jsonl [--rounds N]

Each timing is a process of its own: lexicon and rules are read anew, nothing is warm but the disk. The two take turns, so
that a busy machine slows both. Only what scores is timed (CPU seconds, imports apart), on the
sentences of the file, straightened.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

import evenhand as eh
from evenhand.typography import straighten

TAKERS = {
    "evenhand": "from evenhand.tone import tone\ndef score(texts): return tone(texts, 'vader').tolist()",
    "vaderSentiment": (
        "from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer\n"
        "def score(texts):\n"
        "    scorer = SentimentIntensityAnalyzer()\n"
        "    return [scorer.polarity_scores(text)['compound'] for text in texts]"
    ),
}
TIMED = """
import json, sys, time
{setup}
texts = json.load(open(sys.argv[1]))
before = time.process_time()
scores = score(texts)
print(json.dumps([time.process_time() - before, scores]))
"""


def main() -> None:
    """Print CPU seconds of each round, the ratio of the medians and the number of different scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    texts = sentences(options.gold)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "texts.json"
        path.write_text(json.dumps(texts), encoding="utf-8")
        rounds = [{name: timed(setup, path) for name, setup in TAKERS.items()} for _ in range(options.rounds)]
    seconds = {name: [turn[name][0] for turn in rounds] for name in TAKERS}
    for name, spent in seconds.items():
        print(f"{name:15} {' '.join(f'{each:.3f}' for each in spent)}  median {np.median(spent):.3f} CPU s")
    ours, theirs = (rounds[0][name][1] for name in TAKERS)
    different = sum(mine != its for mine, its in zip(ours, theirs, strict=True))
    faster = np.median(seconds["vaderSentiment"]) / np.median(seconds["evenhand"])
    print(f"{len(texts)} sentences, {different} scores differ; {faster:.1f} times faster")


def sentences(gold: Path) -> list[str]:
    """Return the sentences of the articles in a JSONL file, straightened."""
    corpus = eh.read_corpus(gold)
    texts = corpus.articles["text"].to_numpy(object)[corpus.sentences["article_id"].cat.codes]
    spans = zip(texts, corpus.sentences["start"], corpus.sentences["end"], strict=True)
    return [straighten(text[start:end]) for text, start, end in spans]


def timed(setup: str, path: Path) -> tuple[float, list[float]]:
    """Return CPU seconds and scores of one process."""
    command = [sys.executable, "-c", TIMED.format(setup=setup), str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own script
    spent, scores = json.loads(done.stdout)
    return spent, scores


if __name__ == "__main__":
    main()
