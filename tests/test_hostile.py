"""Hostile articles all the way through: finders, pages, figures and tables."""

from __future__ import annotations

import io
import json
import time
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

import evenhand as eh
from evenhand.exports import as_csv
from evenhand.report import make_report

FOLDER = Path(__file__).parents[1].parent / "shared" / "badinputs"
MANIFEST = FOLDER / "manifest.jsonl"
CASES = [json.loads(line) for line in MANIFEST.read_text(encoding="utf-8").splitlines()] if MANIFEST.exists() else []
SCRIPTS = ("javascript:", "vbscript:", "data:text", "canarys")
BIDI = set(map(chr, (0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))

pytestmark = pytest.mark.skipif(not CASES, reason="the bad inputs beside this checkout (../shared/badinputs) are not here")


class Active(HTMLParser):
    """Collects what a browser would run or follow."""

    def __init__(self):
        super().__init__()
        self.found, self.script = [], False

    def handle_starttag(self, tag, attrs):
        self.script = tag == "script"
        for name, value in attrs:
            follows = name in {"href", "src", "action", "srcdoc", "data", "style"}
            if name.startswith("on") or (follows and any(bad in (value or "").lower() for bad in SCRIPTS)):
                self.found.append((tag, name, value))
        if tag in {"script", "iframe", "object", "embed", "form"}:
            self.found.append((tag, "", ""))


def active(html):
    parser = Active()
    parser.feed(html)
    return parser.found


# The one file of two megabytes takes as long as all others together.
@pytest.mark.parametrize(
    "case", [pytest.param(case, id=case["file"], marks=[pytest.mark.slow] if case["bytes"] > 1_000_000 else []) for case in CASES]
)
def test_what_could_be_read_goes_through_every_finder_and_page(case):
    start = time.process_time()
    corpus = eh.find_all(eh.read_corpus(FOLDER / case["file"]))
    limit = case["check"].get("max_seconds", 10)
    assert time.process_time() - start < limit
    assert len(corpus.quotes) >= case["check"].get("quotes_min", 0)
    for name in corpus.articles["article_id"][corpus.articles["n_words"] < 5000]:
        html = eh.show_article(corpus, name).data["text/html"]
        assert active(html) == []
        assert not BIDI & set(html)
    listed = pd.read_csv(io.StringIO(as_csv(corpus.articles)), dtype="str")
    assert not listed["title"].dropna().str.startswith(("=", "+", "-", "@")).any()


@pytest.mark.slow
def test_a_report_over_hostile_articles_is_inert(tmp_path):
    small = [case["file"] for case in CASES if case["bytes"] < 50_000]
    for name in small:
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_bytes((FOLDER / name).read_bytes())
    index = make_report(tmp_path / "in", out=tmp_path / "out", quiet=True)
    written = sorted(path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*") if path.is_file())
    assert set(written) == {"in", "out"}
    for page in index.parent.glob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert active(html) == [], page.name
        assert not BIDI & set(html), page.name
