"""Files that are broken or hostile end in one of the outcomes allowed for them, and in nothing else."""

from __future__ import annotations

import json
import resource
import socket
import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import trafilatura  # noqa: F401 - its parts look at sockets when they are imported, before the tests forbid them

from evenhand.parts import find_parts
from evenhand.reading import read_articles

FOLDER = Path(__file__).parents[1].parent / "shared" / "badinputs"
MANIFEST = FOLDER / "manifest.jsonl"
CASES = [json.loads(line) for line in MANIFEST.read_text(encoding="utf-8").splitlines()] if MANIFEST.exists() else []

pytestmark = pytest.mark.skipif(not CASES, reason="the bad inputs beside this checkout (../shared/badinputs) are not here")


def outcome(articles: pd.DataFrame, problems: pd.DataFrame) -> str:
    if articles.empty:
        return "reject" if problems["severity"].tolist() == ["rejected"] else "lost"
    return "warn" if len(problems) else "clean"


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_a_bad_input_ends_in_an_allowed_outcome(case: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    check, path = case["check"], FOLDER / case["file"]
    start = time.process_time()
    articles, problems = read_articles(path)
    paragraphs = find_parts(articles)
    assert time.process_time() - start < check.get("max_seconds", 10) / 2, "too slow to leave time for finding quotes"
    allowed = {"clean", "warn"} if case["expect"] == ["escape"] else set(case["expect"])
    assert outcome(articles, problems) in allowed
    assert case["rows"] in (None, len(articles))
    assert (problems["file"] == path.as_posix()).all(), "each problem names its file"
    assert (problems["message"].str.len() > 8).all()
    assert len(paragraphs) >= len(articles)
    assert check.get("stdout_not_contains", "-" * 9) not in capsys.readouterr().out
    for key, found in facts(articles).items():
        if key in check:
            assert found == expected(check[key]), key
    everything = " ".join([*articles["text"], *articles["title"].dropna()])
    assert check.get("text_contains", "") in everything
    assert check.get("text_not_contains", "never there") not in everything
    assert len(articles) >= check.get("rows_min", 0)
    if check.get("names_line"):
        assert problems["line"].notna().all()
    if "names_lines" in check:
        assert problems["line"].tolist() == check["names_lines"]


def facts(articles: pd.DataFrame) -> dict[str, object]:
    titles, authors = articles["title"].dropna().unique().tolist(), articles["author"].dropna().unique().tolist()
    instants = articles["published"].dropna().unique()
    return {
        "title": titles[0] if titles else None,
        "author": authors[0] if authors else None,
        "ids": articles["article_id"].tolist(),
        "same_instant": instants[0].isoformat() if len(instants) == 1 else None,
        "all_dates_missing": bool(articles["published"].isna().all()),
    }


def expected(value: object) -> object:
    return value.replace("Z", "+00:00") if isinstance(value, str) and value.endswith("Z") else value


@pytest.mark.usefixtures("no_network")
def test_all_bad_inputs_together_spoil_nothing() -> None:
    articles, problems = read_articles(FOLDER)
    alone = [read_articles(FOLDER / case["file"]) for case in CASES]
    listed = read_articles(FOLDER / "manifest.jsonl")
    assert len(articles) == sum(len(each) for each, _ in alone) + len(listed[0])
    assert articles["article_id"].is_unique
    rejected = set(problems.loc[problems["severity"] == "rejected", "file"])
    assert rejected >= {(FOLDER / case["file"]).as_posix() for case in CASES if case["expect"] == ["reject"]}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1_000_000  # kilobytes
