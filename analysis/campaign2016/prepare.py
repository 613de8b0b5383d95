"""Turn PolNeAR into the input of this study: ``articles.jsonl`` beside this file, one article a line. It is never committed.

    python analysis/campaign2016/prepare.py PATH

PATH is a checkout of the public corpus (it holds ``data/metadata.tsv`` and ``data/train/text/``; the other parts stay
unread), or a file in JSON lines with ``id, outlet, date, author, title, wire, text``.
Only the texts and what was printed beside them are taken; the hand coding is left where it is.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

# The corpus' short names of the outlets, and what they are called.
OUTLETS = {
    "breitbart": "Breitbart",
    "huff-post": "Huffington Post",
    "nyt": "The New York Times",
    "politico": "Politico",
    "usa-today": "USA Today",
    "wash-post": "The Washington Post",
    "west-journal": "Western Journalism",
}
PART = "train"
HERE = Path(__file__).parent
NONE = {"", "none", "null", "na"}


def main(argv: list[str]) -> int:
    """Write the input of the study; return the exit status."""
    if len(argv) != 1 or not Path(argv[0]).exists():
        print(f"{__doc__}\nexpected one path that exists, got: {' '.join(argv) or 'nothing'}", file=sys.stderr)
        return 2
    source, target = Path(argv[0]), HERE / "articles.jsonl"
    records = list(_lines(source) if source.is_file() else _checkout(source))
    if not records:
        print(f"{source}: no articles; expected JSON lines, or data/metadata.tsv and data/train/text/", file=sys.stderr)
        return 1
    waiting = target.with_suffix(".part")
    waiting.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in sorted(records, key=_id)), encoding="utf-8")
    waiting.replace(target)
    print(f"{len(records)} articles of {len({record['outlet'] for record in records})} outlets in {target.relative_to(HERE.parents[1])}")
    return 0


def _lines(path: Path) -> Iterator[dict[str, str | None]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        found = json.loads(line)
        yield _record(found["id"], found["outlet"], found["date"], found["author"], found["title"], found["wire"], found["text"])


def _checkout(folder: Path) -> Iterator[dict[str, str | None]]:
    for table in sorted(folder.rglob("metadata.tsv")):
        with table.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                if row["compartment"] == PART:
                    text = (table.parent / PART / "text" / f"{row['filename']}.txt").read_text(encoding="utf-8")
                    told = (row[name] or "" for name in ("filename", "publisher", "publication_date", "author", "title", "wire"))
                    yield _record(*told, text)


def _record(name: str, outlet: str, date: str, author: str, title: str, wire: str, text: str) -> dict[str, str | None]:
    known = {"author": author, "title": title, "wire": wire}
    told = {key: None if value.strip().lower() in NONE else value for key, value in known.items()}
    return {"id": name, "outlet": OUTLETS.get(outlet, outlet), "date": date[:10], **told, "text": _with_headline(text, title)}


def _with_headline(text: str, title: str) -> str:
    """Give the first line back as it was printed: the corpus ends the title above each text with a full stop."""
    first, newline, rest = text.partition("\n")
    same = re.sub(r"\W+$", "", first) == re.sub(r"\W+$", "", title)
    return title + newline + rest if same and title.strip() else text


def _id(record: dict[str, str | None]) -> str:
    return record["id"] or ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
