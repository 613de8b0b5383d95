"""Copy the findings of the rendered report into README.md, so that no number there is typed by hand.

    python analysis/campaign2016/state_findings.py [REPORT]

REPORT is the folder of the report, ``reports/campaign2016`` by default.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

HERE = Path(__file__).parent
OPEN, CLOSE = "<!-- findings -->", "<!-- end of findings -->"


def main(argv: list[str]) -> int:
    """Rewrite the findings in README.md; return the exit status."""
    report = Path(argv[0]) if argv else HERE.parents[1] / "reports" / HERE.name
    table = report / "tables" / "findings.csv"
    if not table.is_file():
        print(f"{table} is not there; expected a report made by: evenhand report analysis/campaign2016/study.toml", file=sys.stderr)
        return 1
    with table.open(encoding="utf-8", newline="") as file:
        sentences = [f"- {row['sentence']}" for row in csv.DictReader(file)]
    readme = HERE / "README.md"
    before, _, rest = readme.read_text(encoding="utf-8").partition(OPEN)
    readme.write_text(f"{before}{OPEN}\n" + "\n".join(sentences) + f"\n{CLOSE}{rest.partition(CLOSE)[2]}", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
