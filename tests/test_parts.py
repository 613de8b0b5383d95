"""Which line of a page is what."""

from __future__ import annotations

import importlib
import json
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.errors import ParameterError, TableError
from evenhand.parts import PARAGRAPH_COLUMNS, PARTS, find_parts, names_of, parts_of
from evenhand.parts.context import RULES, WHAT_SPEAKS
from evenhand.parts.lines import read_line

ROOT = Path(__file__).parents[1]

LEAD = "The harbour office closed the north quay on Monday after a crane slipped from its rails."
BODY = "Nobody was hurt, the office said, but the quay stays closed until the rails are mended."
MORE = '"We saw it lean and ran for the gate," said Ida Moor, who works at the fish hall nearby.'

PAGE = [
    ("Skip to main content", "boilerplate"),
    ("The Quay Mirror", "boilerplate"),
    ("Home", "boilerplate"),
    ("Sport", "boilerplate"),
    ("Crane slips and shuts the north quay", "headline"),
    ("Office says repairs will take a month, and fishermen ask who pays", "headline"),
    ("By Jan Moor, Harbour Correspondent", "byline"),
    ("12 March 2031, 06:40", "byline"),
    ("The crane on Monday afternoon. Photo: Ida Berg/Mirror", "credit"),
    (LEAD, "lead"),
    ("Advertisement", "boilerplate"),
    (BODY, "body"),
    ("Read more: How the cranes came to the quay", "boilerplate"),
    (MORE, "body"),
    ("The fish hall at noon (Image: Mirror Pictures)", "credit"),
    ("The office expects the parts in April. It did not say what they cost.", "body"),
    ("Share this article", "boilerplate"),
    ("Facebook", "boilerplate"),
    ("Sign up for our newsletter. You can unsubscribe at any time.", "boilerplate"),
    ("12 comments", "boilerplate"),
    ("Old Salt", "boilerplate"),
    ("They said the same of the last crane and look where that one is lying now.", "boilerplate"),
    ("Reply", "boilerplate"),
    ("© 2031 Quay Mirror. All rights reserved.", "boilerplate"),
]


def page_of(*lines: str) -> str:
    return "\n".join(lines)


def shown(text: str, **options: str) -> list[tuple[str, str]]:
    found = parts_of(text, **options)
    return [(text[start:end], part) for start, end, part in zip(found["start"], found["end"], found["part"], strict=True)]


@pytest.mark.parametrize("between", ["\n", "\n\n", "\n \n", "\v\n", "\f\n\n", "\u2028"])
def test_every_line_of_a_page_is_told_apart(between: str) -> None:
    assert shown(between.join(line for line, _ in PAGE)) == PAGE


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("63 comments", "comments"),
        ("Comments (1174)", "comments"),
        ("@harbour_office", "credit"),
        ("(Jan Moor/Newswire)", "credit"),
        ("Photograph: Ida Berg", "credit"),
        ("By Jan Moor", "byline"),
        ("Words: Ida Berg", "byline"),
        ("EXCLUSIVE by Jan Moor", "byline"),
        ("Published: 06:12, 12 Mar 2031 | Updated: 09:47, 12 Mar 2031", "time"),
        ("Wednesday 12 March", "time"),
        ("Economics reporter", "role"),
        ("Please support our journalism with a gift.", "donate"),
        ("We use cookies to improve your visit. Accept all", "cookie"),
        ("https://example.org/a", "menu"),
        ("***", "menu"),
    ],
)
def test_a_standing_phrase_is_known_by_itself(line: str, mark: str) -> None:
    assert read_line(line).mark == mark


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the quay was open again, and the office thanked the crew.",
        "The mayor updated the council on Tuesday about the state of the quay and of the crane.",
        '"Please support our journalism with a gift," the editor of the paper had told the council in May.',
        "Share prices of the crane maker fell by a fifth after the news, traders said on Tuesday.",
        "May brought more rain than the whole of last winter, the weather office said on Friday.",
    ],
)
def test_a_sentence_of_news_is_no_standing_phrase(line: str) -> None:
    assert not read_line(line).mark


def test_an_appeal_after_the_end_is_no_part_of_the_article() -> None:
    appeal = [
        "Dear readers,",
        "These are hard times for all of us here.",
        "Please consider a gift so that our newsroom can go on.",
        "Once",
        "Monthly",
    ]
    found = shown(page_of("Crane slips on the quay", LEAD, BODY, MORE, *appeal))
    assert [part for _, part in found] == ["headline", "lead", "body", "body", *["boilerplate"] * 5]


def test_a_heading_between_paragraphs_is_of_the_article() -> None:
    council = "The town council will hear on Friday what the repairs cost, and whether the port has to close for longer than planned."
    later = "The office expects the parts in April, and asks the owners of boats to use the south quay until then."
    found = shown(page_of("Crane slips on the quay", "By Jan Moor", LEAD, BODY, council, "A long wait", MORE, later))
    assert [part for _, part in found] == ["headline", "byline", "lead", "body", "body", "body", "body", "body"]


def test_a_link_list_in_the_article_is_bridged() -> None:
    links = ["Most read", "Bakery opens at two in the morning", "Choir loses its boat", "Dog rides the bus alone"]
    found = shown(page_of("Crane slips on the quay", "By Jan Moor", LEAD, BODY, *links, MORE, BODY.replace("Nobody", "No one")))
    assert [part for _, part in found] == ["headline", "byline", "lead", "body", *["boilerplate"] * 4, "body", "body"]


def test_a_caption_is_known_by_the_credit_under_it() -> None:
    found = shown(page_of("Crane slips on the quay", "By Jan Moor", "The crane as it lay on Monday.", "Photograph: Ida Berg", LEAD, BODY))
    assert [part for _, part in found] == ["headline", "byline", "credit", "credit", "lead", "body"]


def test_a_given_title_is_the_headline_whatever_its_marks() -> None:
    page = page_of("A very long line of the page above the article", "‘Crane slips’ on quay", "By Jan Moor", LEAD, BODY)
    assert [line for line, part in shown(page, title="'Crane slips' on quay") if part == "headline"] == ["‘Crane slips’ on quay"]


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    wrapped = page_of(
        "The harbour office closed the north quay on Monday after a crane had",
        "slipped from its rails and come to rest against the wall of the old fish",
        "hall, where nobody was at work at the time.",
    )
    text = f"{wrapped}\n\n{wrapped.replace('Monday', 'Friday')}"
    assert [line for line, _ in shown(text)] == text.split("\n\n")


def test_one_short_sentence_is_an_article() -> None:
    assert shown("It rains again.") == [("It rains again.", "lead")]


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "html"])
def test_the_text_of_a_table_keeps_its_body(suffix: str) -> None:
    text = page_of("Crane slips", "By Jan Moor", LEAD, "Our view: pay for it", "Advertisement", "So it goes", BODY)
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "title": ["Another title"], "file": [f"in/a.{suffix}"]})
    assert find_parts(articles)["part"].tolist() == ["headline", "byline", "lead", "body", "boilerplate", "body", "body"]


def test_a_whole_page_in_a_table_is_told_apart_like_a_dump() -> None:
    text = page_of(*(line for line, _ in PAGE))
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "file": ["a.jsonl"]})
    assert find_parts(articles)["part"].tolist() == [part for _, part in PAGE]


def test_all_body_calls_nothing_boilerplate() -> None:
    articles = pd.DataFrame({"article_id": ["a", "b"], "text": ["Menu\nShare", LEAD]})
    found = find_parts(articles, parts="all-body")
    assert found[["article_id", "paragraph_id", "part"]].to_numpy().tolist() == [["a", 0, "lead"], ["a", 1, "body"], ["b", 0, "lead"]]


def test_paragraphs_have_the_columns_and_types_of_the_design() -> None:
    found = find_parts(pd.DataFrame({"article_id": ["b", "a"], "text": [LEAD, ""]}))
    assert found.columns.tolist() == PARAGRAPH_COLUMNS
    assert found["article_id"].cat.categories.tolist() == ["b", "a"]
    assert found.dtypes.astype(str).tolist() == ["category", "int64", "int64", "int64", "str", "str"]
    assert find_parts(pd.DataFrame({"article_id": [], "text": []})).columns.tolist() == PARAGRAPH_COLUMNS


def test_wrong_calls_fail_with_the_nearest_fix() -> None:
    with pytest.raises(ParameterError, match=r'parts is "all_body" \(did you mean "all-body"\?\); expected one of: auto, all-body'):
        find_parts(pd.DataFrame({"article_id": [], "text": []}), parts="all_body")
    with pytest.raises(TableError, match='articles has no column "text"'):
        find_parts(pd.DataFrame({"article_id": []}))


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jan Moor, Political Correspondent", "Jan Moor"),
        ("By Jan Moor and Ida van der Berg", "Jan Moor, Ida van der Berg"),
        ("Words: Ida Berg", "Ida Berg"),
        ("EXCLUSIVE by Dax Berg-Lowe", "Dax Berg-Lowe"),
        ("By Newswire staff", "Newswire"),
        ("Newswire", "Newswire"),
        ("Economics reporter", ""),
        ("12 March 2031, 06:40", ""),
        ("By <script>alert(1)</script>", ""),
    ],
)
def test_names_are_taken_out_of_a_byline(line: str, names: str) -> None:
    assert names_of(line) == names


@given(st.text(alphabet=st.sampled_from("aB .\n\u200b\u00a0“”\"'@#:—1\t\v\u2028é中"), max_size=200))
def test_paragraphs_are_the_lines_that_show_something(text: str) -> None:
    found = parts_of(text)
    pieces = [text[start:end] for start, end in zip(found["start"], found["end"], strict=True)]
    left = text
    for piece in reversed(pieces):
        assert piece == piece.strip() != ""
        left = left[: left.rindex(piece)] + left[left.rindex(piece) + len(piece) :]
    assert not left.strip(" \n\u200b\u00a0\t\v\u2028")
    assert set(found["part"]) <= set(PARTS)
    assert (found["part"] == "lead").sum() <= 1


@settings(max_examples=30)
@given(st.permutations([LEAD, BODY, MORE, "Menu", "Share", "Crane slips again on quay", "By Jan Moor"]))
def test_parts_of_an_article_do_not_depend_on_its_neighbours(lines: list[str]) -> None:
    text = "\n".join(lines)
    pair = find_parts(pd.DataFrame({"article_id": ["x", "y"], "text": ["\n".join(line for line, _ in PAGE), text]}))
    alone = parts_of(text)
    second = pair[pair["article_id"] == "y"].reset_index(drop=True)
    pd.testing.assert_frame_equal(second.drop(columns="article_id"), alone.drop(columns="article_id"))


@pytest.mark.parametrize("line", ["short line", "@", "a/b(c/d)", LEAD, "By " + "A" * 50, "((((((((", "1.1.1.1.1"])
def test_time_grows_linearly_with_the_page(line: str) -> None:
    def seconds(n: int) -> float:
        page = "\n".join(f"{line} {n} {k}" for k in range(n))
        start = time.process_time()
        parts_of(page)
        return time.process_time() - start

    assert seconds(8000) < 24 * max(seconds(1000), 0.02)


@pytest.mark.parametrize("line", ["@" * 200_000, "a " * 100_000, "(" * 200_000, "A.B." * 50_000, '"' * 200_000, "1:1" * 50_000])
def test_one_endless_line_takes_no_time(line: str) -> None:
    start = time.process_time()
    assert len(parts_of(line)) == 1
    assert time.process_time() - start < 2


def test_what_the_model_changes_carries_a_reason_in_words() -> None:
    terms = "The terms of the sale, the terms of the lease and the terms of the loan are set out in full on page nine of the notice below"
    links = [f"{town} votes on new rails for its old quay" for town in ("Hapton", "Brill", "Orton", "Selby", "Marl", "Tarn")]
    found = parts_of(page_of("Crane slips on the quay", LEAD, BODY, MORE, terms, *links, LEAD.replace("Monday", "Sunday")))
    told = found.loc[found["reason"].str.startswith("model: "), "reason"].str.removeprefix("model: ")
    assert set(told) <= set(WHAT_SPEAKS.values()) - {RULES}
    assert len(told)


def test_a_line_that_stands_in_other_files_of_the_outlet_is_furniture() -> None:
    slogan = "A paper for the whole coast"
    pages = [
        page_of(f"Crane {day} slips on quay", f"{LEAD} {day}.", BODY, slogan, f"{MORE} {day}.", f"{LEAD} So said {day}.") for day in "ABCD"
    ]
    pages[3] = pages[3].replace(BODY, "")
    articles = pd.DataFrame({"article_id": list("abcd"), "text": pages, "outlet": "Mirror", "title": list("efgh")})
    found = find_parts(articles)
    lines = [
        articles["text"][int(code)][start:end]
        for code, start, end in zip(found["article_id"].cat.codes, found["start"], found["end"], strict=True)
    ]
    told = dict(zip(lines, found["part"], strict=True))
    assert (told[slogan], told[BODY]) == ("boilerplate", "body")
    assert "boilerplate" not in set(find_parts(articles.assign(title="the same story")).loc[[line == BODY for line in lines], "part"])


GOLD = ROOT.parent / "shared" / "gold" / "textdump_dev.jsonl"
needs_gold = pytest.mark.skipif(not GOLD.exists(), reason="the hand-labelled page dumps beside this checkout (../shared/gold) are not here")


@pytest.fixture(scope="module")
def dumps() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(ROOT / "analysis" / "accuracy")
        return importlib.import_module("score_parts")


@needs_gold
def test_the_page_of_the_user_is_read_without_a_wrong_line(dumps: list[dict[str, Any]], scorer: ModuleType) -> None:
    assert dumps[0]["source"] == "user-seed"
    assert scorer.body_of(dumps[0]).tolist() == [label == 1 for label in dumps[0]["labels"]]


@needs_gold
@pytest.mark.slow
def test_body_lines_of_outlets_not_seen_in_training_are_found(dumps: list[dict[str, Any]], scorer: ModuleType) -> None:
    found = scorer.figures(dumps, scorer.cross_validated(dumps))
    assert found.loc["all", "f"] > 0.94
    assert found.loc["all", "line_f1"] > 0.875
    assert found["f"].min() > 0.905, "of any source, kind of dump or language"
    assert found.loc["source user-seed", "perfect"] == 1
