"""Build the shipped model from public data: one command, about 40 minutes on two cores.

    build.py GOLD.jsonl --scorer score_attribution.py [--text PATH ...] [--work FOLDER]

One network without every eighth article teaches linking, the least share of votes and the calibration; the networks that are
shipped are trained on all articles, each with its own seed. What is there already is not trained again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SHIPPED = HERE.parents[2] / "src" / "evenhand" / "data" / "models" / "quotes.npz"
SEEDS = (1,)
HOLD = 100


def main() -> None:
    """Train what is missing, then put the model together."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--text", type=Path, nargs="*", default=[], help="plain text for word vectors, besides the gold texts")
    parser.add_argument("--work", type=Path, default=Path("work"), help="folder for what is trained")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    text = ["--text", *map(str, options.text)] if options.text else []
    held = options.work / "held.npz"
    nets = [options.work / f"net{seed}.npz" for seed in SEEDS]
    _run_unless(held, "train.py", str(options.gold), str(held), "--hold", str(HOLD), *text)
    for seed, net in zip(SEEDS, nets, strict=True):
        _run_unless(net, "train.py", str(options.gold), str(net), "--seed", str(seed), *text)
    parts = ["--held", str(held), "--hold", str(HOLD), "--nets", *map(str, nets)]
    _run("assemble.py", str(options.gold), str(SHIPPED), *parts, "--scorer", str(options.scorer))


def _run_unless(there: Path, *command: str) -> None:
    if not there.exists():
        _run(*command)


def _run(script: str, *arguments: str) -> None:
    subprocess.run([sys.executable, str(HERE / script), *arguments], check=True)  # noqa: S603 - our own scripts


if __name__ == "__main__":
    main()
