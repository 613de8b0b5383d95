"""Score who-speaks codes against hand-coded attributions, and against the keys of the invented dumps.

    score_sources.py gold       [--gold FILE] [--coders A B] [--scorer FILE] [--half read|unread] [--detail] [--errors VARIABLE]
    score_sources.py further    [--gold FILE] [--scorer FILE] [--part read|learnt|apart|fresh] [--detail] [--errors VARIABLE]
    score_sources.py seeds      DUMP_FOLDER [--events 3 4] [--sides STUDY.toml] [--errors VARIABLE]

``gold`` takes the hand-coded quotes of the gold file as they are, so only sources are measured, not quote finding; the
manual codes and the scorer are called as they stand. ``further`` does so for 840 other articles of PolNeAR, whose codes
lie beside this file (`source_codes.csv`, without any text): a language model read each article whole and coded it by the same
manual; two such readings of ten articles agree as the two coders of the gold file do. 798 are of the train part. Errors of 166 of
them were read while rules were written (``read``); of 576, cues and confusions, and which quotes were given to whom
(``learnt``); the model of sources learns from both. From 56 nothing was made, but their scores were watched (``apart``). 42 of the
development part were coded after the last choice and scored once (``fresh``). ``seeds`` builds a
quotes table from each key's attributions.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import pandas as pd

import evenhand as eh
from evenhand.sources import find_sources

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
FURTHER = Path(__file__).with_name("source_codes.csv")
QUOTE_COLUMNS = ["article_id", "quote_id", "spans", "speaker", "speaker_start", "speaker_end", "cue", "cue_start", "cue_end"]
# The articles whose texts and codes were read while the rules were written. Of the others only scores were looked at, and in
# November 2026 which codes were taken for which (never a text), so their figures are honest about words, less so about defaults.
READ = frozenset({
    "breitbart_2016-09-25_pence-gennifer-flowers-won-t-be-", "breitbart_2016-10-04_bill-clinton-calls-obamacare-cra",
    "huff-post_2016-09-27_obama-power-plant-rules-face-key", "nyt_2016-09-24_small-steps-toward-college-savin",
    "nyt_2016-10-04_in-avoiding-tax-trump-is-merely-", "politico_2016-09-22_house-panel-votes-to-hold-clinto",
    "usa-today_2016-09-22_super-pac-haul-surges-past-b-sma", "usa-today_2016-10-03_my-father-would-have-loved-trump",
    "wash-post_2016-09-25_federal-court-rules-against-ohio", "west-journal_2016-09-12_obama-seeks-more-muslim-refugees",
    "west-journal_2016-09-26_rush-limbaugh-hillary-asking-mod",
})  # fmt: skip
SCORED = ("name", "type", "side", "anonymous", "negated")


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def bounds(spans: list[list[int]]) -> tuple[int | None, int | None]:
    """Return the outer bounds of some spans, or two Nones."""
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else (None, None)


def as_quotes(rows: list[list[Any]]) -> pd.DataFrame:
    """Make a quotes table with whole-number offsets that may be missing."""
    quotes = pd.DataFrame(rows, columns=QUOTE_COLUMNS)
    return quotes.astype(dict.fromkeys(["speaker_start", "speaker_end", "cue_start", "cue_end"], "Int64"))


def gold_quotes(articles: list[dict[str, Any]]) -> pd.DataFrame:
    """Take the attributions of the gold file as a quotes table; ``quote_id`` counts them from 1 as the manual does."""
    rows = []
    for article in articles:
        text = article["text"]
        for n, attribution in enumerate(article["attributions"], 1):
            speaker, cue = bounds(attribution["source"]), bounds(attribution["cue"])
            printed = [text[start:end] if start is not None else None for start, end in (speaker, cue)]
            rows.append([article["id"], n, attribution["content"], printed[0], *speaker, printed[1], *cue])
    return as_quotes(rows)


def as_corpus(articles: list[dict[str, Any]]) -> eh.Corpus:
    """Take the articles of the gold file as a corpus."""
    columns = {name: [a[key] for a in articles] for name, key in (("article_id", "id"), ("published", "date"), ("outlet", "outlet"))}
    columns["author"] = [(a["author"] or "").removeprefix("By ").removeprefix("by ") for a in articles]
    return eh.corpus_from([a["text"] for a in articles], **columns)


def predictions(articles: list[dict[str, Any]], coded: set[tuple[str, int]]) -> list[dict[str, Any]]:
    """Run `find_sources` on the hand-coded quotes and give its codes as the scorer wants them."""
    sources, quotes = find_sources(as_corpus(articles), gold_quotes(articles))
    joined = quotes.astype({"article_id": "str"}).merge(sources.astype({"article_id": "str"}), how="left", on=["article_id", "source_id"])
    return [code_of(row) for row in joined.to_dict("records") if (row["article_id"], row["quote_id"]) in coded]


def code_of(row: dict[str, Any]) -> dict[str, Any]:
    """Turn a joined quote into one line of codes; a source that cannot be told is no entity."""
    told = isinstance(row["type"], str)
    hidden = not told or row["anonymity"] == "hidden"
    return {
        "article": row["article_id"], "n": int(row["quote_id"]), "entity": "none" if hidden else f"e{int(row['source_id'])}",
        "name": row["name"] if told else "none", "type": row["type"] if told else "unknown", "former": told and bool(row["former"]),
        "gender": row["gender"] if told else "none", "anonymity": row["anonymity"] if told else "hidden",
        "cue_class": row["cue_class"], "negated": bool(row["negated"]), "speaker": str(row["speaker"]), "cue": str(row["cue"]),
    }  # fmt: skip


def score_gold(o: argparse.Namespace) -> None:
    """Score the hand-coded articles with the scorer as it stands."""
    coders = [read_lines(path) for path in o.coders]
    only = {row["article"] for row in coders[0] if not o.half or (row["article"] in READ) == (o.half == "read")}
    score_codes(o, [[row for row in coder if row["article"] in only] for coder in coders])


def score_further(o: argparse.Namespace) -> None:
    """Score the further coded articles, against the first reading of each."""
    if o.gold is None:
        o.gold = SHARED / "gold" / ("polnear_dev.jsonl" if o.part == "fresh" else "polnear_train.jsonl")
    score_codes(o, [further_codes(o.part)] * 2)


def further_codes(part: str | None = None) -> list[dict[str, Any]]:
    """Return the first reading of the further articles, or of one part of them."""
    table = pd.read_csv(FURTHER, dtype={"former": bool, "negated": bool}, keep_default_na=False)
    kept = (table["coding"] == "first") & ((table["part"] == part) if part else True)
    return table.loc[kept].drop(columns=["part", "coding"]).to_dict("records")


def learnt_codes() -> list[dict[str, Any]]:
    """Return the codes that models may learn from: none that are kept to measure them."""
    return [row for part in ("read", "learnt") for row in further_codes(part)]


def score_codes(o: argparse.Namespace, kept: list[list[dict[str, Any]]]) -> None:
    """Score `find_sources` against two codings of some articles."""
    only = {row["article"] for row in kept[0]}
    articles = [article for article in read_lines(o.gold) if article["id"] in only]
    found = predictions(articles, {(row["article"], row["n"]) for row in kept[0]})
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("a.jsonl", "b.jsonl", "predicted.jsonl")]
        for path, rows in zip(paths, [*kept, found], strict=True):
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, str(o.scorer), str(paths[0]), str(paths[1]), "--predicted", str(paths[2])]
        subprocess.run(command + (["--detail"] if o.detail else []), check=True)  # noqa: S603 - the scorer named by the caller
    if o.errors:
        show_errors(kept, found, o.errors)


def show_errors(coders: list[list[dict[str, Any]]], found: list[dict[str, Any]], variable: str) -> None:
    """List the attributions on which both coders agree and the machine does not."""
    first, second = ({(row["article"], row["n"]): row for row in coder} for coder in coders)
    for row in found:
        key = row["article"], row["n"]
        gold, other = first[key], second[key]
        if variable == "entity":
            print(
                f"{key[0][:28]:28} {key[1]:3} [{row['speaker'][:60]}] {gold['entity']} {gold.get('name', '')[:40]}"
                f" -> {row['entity']} {row['name'][:40]}"
            )
        elif gold[variable] == other[variable] != row.get(variable):
            said = f"[{row['speaker'][:60]}] <{row['cue'][:40]}> = {row['name'][:30]}"
            print(f"{key[0][:28]:28} {key[1]:3} {said} gold {gold[variable]} -> {row[variable]}")


def seed_quotes(key: dict[str, Any], text: str) -> tuple[list[list[Any]], list[dict[str, Any]]]:
    """Find the attributions of a key in its dump, in order; those whose words cannot be found are left out."""
    rows, kept, at = [], [], 0
    for attribution in key["attributions"]:
        content = text.find(attribution["content"], at)
        content = content if content >= 0 else text.find(attribution["content"])
        if content < 0:
            continue
        at = content
        line = (text.rfind("\n", 0, content) + 1, text.find("\n", content))
        end = content_end(text, content, line[1] if line[1] >= 0 else len(text))
        spans = [nearest_word(text, attribution[name], content, end) for name in ("speaker", "cue")]
        rows.append(
            [key["file"], len(rows), [[content, end]], attribution["speaker"] or None, *spans[0], attribution["cue"] or None, *spans[1]]
        )
        kept.append(attribution)
    return rows, kept


def content_end(text: str, start: int, line_end: int) -> int:
    """Guess where a content ends of which the key gives the beginning: its closing mark, else its sentence."""
    closing = {"“": "”", '"': '"', "‘": "’"}.get(text[start], "")
    if text.startswith("''", start):
        closing = "''"
    end = text.find(closing, start + 1, line_end) + len(closing) if closing else -1
    stop = re.search(r"[.!?](?:\s|$)", text[start:line_end])
    return end if end > start else (start + stop.end() if stop else line_end)


def nearest_word(text: str, printed: str, start: int, end: int) -> tuple[int | None, int | None]:
    """Find the place of a speaker or cue that lies nearest to a content and outside it."""
    if not printed:
        return None, None
    low, high = max(0, start - 500), end + 500
    places = [low + m.start() for m in re.finditer(rf"(?<!\w){re.escape(printed)}(?!\w)", text[low:high])]
    outside = [place for place in places if not start <= place < end]
    best = min(outside or places, key=lambda place: min(abs(place - end), abs(start - place - len(printed))), default=None)
    return (None, None) if best is None else (best, best + len(printed))


def score_seeds(o: argparse.Namespace) -> None:
    """Score the invented dumps against their keys."""
    keys = [key for event in o.events for key in read_lines(o.folder / f"key_{event}.jsonl")]
    texts = [(o.folder / key["file"]).read_text(encoding="utf-8") for key in keys]
    corpus = eh.corpus_from(texts, article_id=[key["file"] for key in keys], author=[key["author"] for key in keys])
    found = [seed_quotes(key, text) for key, text in zip(keys, texts, strict=True)]
    gold = [attribution for _, kept in found for attribution in kept]
    sides = tomllib.loads(o.sides.read_text(encoding="utf-8")).get("sides", {}) if o.sides else {}
    sources, quotes = find_sources(corpus, as_quotes([row for rows, _ in found for row in rows]), sides)
    joined = quotes.astype({"article_id": "str"}).merge(sources.astype({"article_id": "str"}), how="left", on=["article_id", "source_id"])
    table = pd.DataFrame([compare_seed(row, attribution) for row, attribution in zip(joined.to_dict("records"), gold, strict=True)])
    listed = sum(len(key["attributions"]) for key in keys)
    print(f"{len(gold)} of {listed} attributions of {len(keys)} dumps found in their text")
    print("  ".join(f"{name} {table[f'{name}_ok'].mean():.3f}" for name in SCORED))
    for row in table.itertuples(index=False) if o.errors else ():
        if not getattr(row, f"{o.errors}_ok"):
            print(
                f"{row.file[:20]:20} [{row.speaker}] gold {getattr(row, o.errors)}"
                f" -> {getattr(row, f'{o.errors}_found')} ({row.name_found})"
            )


def compare_seed(row: dict[str, Any], gold: dict[str, Any]) -> dict[str, Any]:
    """Set a quote's codes beside the key's."""
    told = isinstance(row["name"], str)
    found = {
        "name": row["name"] if told else "", "type": row["type"] if told else "unknown",
        "side": row["side"].replace("unknown", "none") if told else "none", "negated": bool(row["negated"]),
        "anonymous": row["anonymity"] in {"described", "bare", "hidden"} if told else True,
    }  # fmt: skip
    right = {f"{name}_ok": found[name] == gold[name] for name in SCORED} | {"name_ok": plain(found["name"]) == plain(gold["name"])}
    return {"file": row["article_id"], "speaker": row["speaker"], **gold, **{f"{name}_found": found[name] for name in SCORED}, **right}


def plain(name: str) -> str:
    """Strip a name for comparison: case, article, apostrophes."""
    return " ".join(name.lower().replace("’", "'").removeprefix("the ").split())


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    gold = commands.add_parser("gold")
    gold.add_argument("--gold", type=Path, default=SHARED / "gold" / "polnear_dev.jsonl")
    gold.add_argument("--coders", type=Path, nargs=2, default=[SHARED / "gold" / f"sources_dev_{coder}.jsonl" for coder in "ab"])
    gold.add_argument("--scorer", type=Path, default=SHARED / "bench" / "score_sources.py")
    gold.add_argument("--half", choices=["read", "unread"], help="only the articles read while the rules were written, or only the others")
    gold.add_argument("--detail", action="store_true")
    gold.add_argument("--errors", help="list what is wrong in one variable")
    gold.set_defaults(run=score_gold)
    further = commands.add_parser("further")
    further.add_argument("--gold", type=Path)
    further.add_argument("--scorer", type=Path, default=SHARED / "bench" / "score_sources.py")
    further.add_argument("--part", choices=["read", "learnt", "apart", "fresh"], required=True, help="how much of them was seen")
    further.add_argument("--detail", action="store_true")
    further.add_argument("--errors", help="list what is wrong in one variable")
    further.set_defaults(run=score_further)
    seeds = commands.add_parser("seeds")
    seeds.add_argument("folder", type=Path)
    seeds.add_argument("--events", nargs="+", default=["3", "4", "5", "6"])
    seeds.add_argument("--sides", type=Path, help="a study.toml with a table [sides]")
    seeds.add_argument("--errors", choices=SCORED)
    seeds.set_defaults(run=score_seeds)
    o = parser.parse_args()
    o.run(o)


if __name__ == "__main__":
    main()
