"""Build the shipped model from public data: one command, about three hours of one core.

    build.py GOLD.jsonl --scorer score_attribution.py [--text PATH ...] [--work FOLDER]

Five larger networks, each with its own seed, start and share of the articles, teach a small one: first one that never sees every
eighth article's codes, which tells how to link, which votes to ask for and how sure to be; then the one that is shipped, which
sees all. What is there already is not trained again.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SHIPPED = HERE.parents[2] / "src" / "evenhand" / "data" / "models" / "quotes.npz"
HOLD = 100
START = "start.pt"
LARGE = ("--units", "128", "--channels", "128", "--rate", "2e-3", "--start", START)
TEACHERS = {
    "started0.npz": ("--hold", str(HOLD), "--fold", "0", "--seed", "1", *LARGE),
    "started3.npz": ("--hold", str(HOLD), "--fold", "3", "--seed", "2", *LARGE),
    "held.npz": ("--hold", str(HOLD)),
    "all1.npz": ("--seed", "1"),
    "all2.npz": ("--seed", "2"),
}
STUDENTS = {"student-held.npz": ("--hold", str(HOLD), "--fold", "0"), "student.npz": ()}
SMALL = ("--units", "64", "--channels", "128", "--epochs", "5")


def main() -> None:
    """Train what is missing, then put the model together."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--text", type=Path, nargs="*", default=[], help="plain text for word vectors, besides the gold texts")
    parser.add_argument("--work", type=Path, default=Path("work"), help="folder for what is trained")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    gold, work = str(options.gold.resolve()), options.work
    text = ["--text", *(str(path.resolve()) for path in options.text)] if options.text else []
    _run_unless(work / START, "pretrain.py", gold, START, "--units", "128", "--channels", "128", *text)
    for name, arguments in TEACHERS.items():
        _run_unless(work / name, "train.py", gold, name, *arguments, *text)
    for name, arguments in STUDENTS.items():
        _run_unless(work / name, "distil.py", gold, name, "--teachers", *TEACHERS, *SMALL, *arguments, *text)
    parts = ["--held", "student-held.npz", "--hold", str(HOLD), "--nets", "student.npz"]
    _run(work, "assemble.py", gold, str(SHIPPED), *parts, "--scorer", str(options.scorer.resolve()))


def _run_unless(there: Path, script: str, *arguments: str) -> None:
    if not there.exists():
        _run(there.parent, script, *arguments)


def _run(work: Path, script: str, *arguments: str) -> None:
    subprocess.run([sys.executable, str(HERE / script), *arguments], check=True, cwd=work)  # noqa: S603 - our own scripts


if __name__ == "__main__":
    main()
