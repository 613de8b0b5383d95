"""Every export that is read, by small look-alikes of each layout that hold the same two articles."""

from __future__ import annotations

import gzip
import json

import lookalikes
import pytest
from lookalikes import DAYS, FILES, FIRST, HEADLINES_ONLY, TEXTS, TITLES

from evenhand.errors import ParameterError
from evenhand.reading import read_articles

OUTLETS = ["The Quay Mirror", "Harbour Post (Haven)"]


def read(tmp_path, name, content, **options):
    (tmp_path / name).write_bytes(content)
    return read_articles(tmp_path / name, **options)


@pytest.mark.parametrize("name", FILES)
def test_every_layout_gives_both_articles(tmp_path, name):
    articles, problems = read(tmp_path, name, FILES[name]())
    assert articles["title"].tolist() == TITLES
    assert [f"{date:%Y-%m-%d}" for date in articles["published"]] == DAYS
    assert set(articles["outlet"]) <= set(OUTLETS)
    assert articles["language"].tolist() == ["en", "en"]
    expected = TITLES if name in HEADLINES_ONLY else TEXTS
    if name in ("dumps.zip", "crawl.warc"):
        assert all(first in text for first, text in zip((FIRST[0], "Ferry fares will rise"), articles["text"], strict=True))
    else:
        assert articles["text"].tolist() == expected
    assert (problems["severity"] == "warning").all()
    assert set(articles["author"].dropna().str.lower()) <= {"jan moor"}


@pytest.mark.parametrize("name", ["nexis.docx", "nexis.txt", "nexis.rtf", "lexis.html"])
def test_the_count_that_an_export_states_is_checked(tmp_path, name):
    _, problems = read(tmp_path, name, FILES[name]())
    assert problems.empty
    short = {
        "nexis.docx": lambda: lookalikes.docx(lookalikes.nexis_uni_lines()[:-10]),
        "nexis.rtf": lambda: lookalikes.rtf(lookalikes.nexis_uni_lines()[:-10]),
        "nexis.txt": lambda: lookalikes.nexis_txt().split(b"\f")[0],
        "lexis.html": lambda: lookalikes.lexis_html().rpartition(b"<!-- Hide")[0],
    }[name]()
    articles, problems = read(tmp_path, name, short)
    assert len(articles) == 1
    assert problems["message"].tolist() == ["it states 2 documents, but 1 was found; the export may be cut off"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "a.csv",
            b"Slug,Copy\n1,It rains.\n",
            "line 1: no column for the text; it has: Slug, Copy; name it with --columns text=..., as in",
        ),
        ("a.jsonl", b'\n{"slug": "1", "copy": "It rains."}', "line 2: no column for the text; it has: slug, copy; name it with --columns"),
        ("a.xml", b"<a>\n<b/></a>", "line 1: unknown XML <a> holding b; expected RSS, Atom, NewsML-G2, NITF or Factiva XML"),
        ("a.docx", lookalikes.zipped({"x": b""}), "this is no Word document (it holds no word/document.xml)"),
        ("a.warc", b"HTTP/1.0", "this is no WARC file"),
    ],
)
def test_an_unknown_layout_is_refused_with_the_way_out(tmp_path, name, content, message):
    articles, problems = read(tmp_path, name, content)
    assert articles.empty
    assert problems["severity"].tolist() == ["rejected"]
    assert problems["message"][0].startswith(message)


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.xlsx", "a.parquet"])
def test_columns_of_a_layout_of_ones_own_are_named(tmp_path, name):
    own = lookalikes.table().rename(columns={"Headline": "Slug", "Body": "Copy"})
    writers = {"a.csv": own.to_csv, "a.xlsx": own.to_excel, "a.parquet": own.to_parquet}
    if name == "a.jsonl":
        own.to_json(tmp_path / name, orient="records", lines=True)
    else:
        writers[name](tmp_path / name, index=False)
    articles, problems = read_articles(tmp_path / name, columns={"title": "Slug", "text": "copy"})
    assert articles[["title", "text"]].to_numpy().tolist() == [list(pair) for pair in zip(TITLES, TEXTS, strict=True)]
    assert problems.empty


def test_a_column_that_is_not_there_names_the_nearest(tmp_path):
    _, problems = read(tmp_path, "a.csv", b"Slug,Copy\n1,It rains.\n", columns={"text": "Copi"})
    assert problems["message"].tolist() == ['no column "Copi" for text (did you mean "Copy"?); it has: Slug, Copy']


def test_where_each_piece_of_metadata_comes_from_is_recorded(tmp_path):
    articles, _ = read(tmp_path, "dumps.zip", FILES["dumps.zip"]())
    assert articles["metadata_from"][0] == "title: page; author: page; published: page; outlet: articles.csv; language: text"
    articles, _ = read(tmp_path, "factiva.xml", FILES["factiva.xml"]())
    assert articles["metadata_from"][0].startswith("title: export; author: export; published: export; outlet: export; language: export")


def test_file_names_tell_what_nothing_else_does(tmp_path):
    articles, _ = read(tmp_path, "mirror_2031-03-12_7.txt", f"{TITLES[0]}\n\n{TEXTS[0]}".encode(), names="{outlet}_{published}_*")
    assert articles["outlet"].tolist() == ["mirror"]
    assert f"{articles['published'][0]:%Y-%m-%d}" == "2031-03-12"
    assert "published: file name; outlet: file name" in articles["metadata_from"][0]
    with pytest.raises(ParameterError, match=r'names is "\{outlet\}\{published\}"; expected columns in braces'):
        read(tmp_path, "a.txt", b"x", names="{outlet}{published}")


def test_linked_data_gives_authors_and_the_time_with_its_zone(tmp_path):
    articles, _ = read(tmp_path, "a.html", lookalikes.page_html())
    assert articles["author"].tolist() == ["Jan Moor"]
    assert articles["published"][0].isoformat() == "2031-03-12T06:40:00+00:00"


def test_a_feed_of_summaries_says_so(tmp_path):
    feed = b"<rss><channel><title>Mirror</title><item><title>Rain</title><description>It rains.</description></item></channel></rss>"
    articles, problems = read(tmp_path, "a.rss", feed)
    assert articles["text"].tolist() == ["It rains."]
    assert problems["message"].tolist() == ["1 of 1 items hold a summary only, no full text"]


def test_a_text_in_another_language_is_read_and_marked(tmp_path):
    text = "Der Hafen bleibt nach dem Unfall am Montag bis auf Weiteres geschlossen, und das sagte auch die Leiterin der Behörde. " * 3
    articles, problems = read(tmp_path, "a.txt", text.encode())
    assert articles["language"].tolist() == ["de"]
    assert problems["message"].tolist() == ["the text is German: outside the English measures"]


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"../a.txt": b"x"}, "a.txt: its name in the archive points outside; it was left out"),
        ({"/etc/a.txt": b"x"}, "a.txt: its name in the archive points outside; it was left out"),
        ({"a.txt": b"a" * (20 << 20)}, "it unpacks to more than 200 times its size; that is no text"),
        (
            {"a.zip": lookalikes.zipped({"a.zip": lookalikes.zipped({"a.txt": b"x"})})},
            "a.zip: a.zip: archives inside archives are opened 2 deep",
        ),
        ({}, "the archive holds no files"),
    ],
)
def test_an_archive_is_bounded(tmp_path, members, message):
    articles, problems = read(tmp_path, "a.zip", lookalikes.zipped(members))
    assert articles.empty
    assert problems["message"].tolist() == [message]


def test_a_gzip_bomb_is_refused_and_a_broken_one_gives_what_came_before(tmp_path):
    _, problems = read(tmp_path, "a.txt.gz", gzip.compress(b"a" * (64 << 20)))
    assert problems["message"].tolist() == ["it unpacks to more than 200 times its size; that is no text"]
    many = "\n".join(json.dumps({"id": n, "text": f"It rains again in {n * 7919 % 9973}."}) for n in range(4000)).encode()
    articles, problems = read(tmp_path, "b.jsonl.gz", gzip.compress(many)[:-3000])
    assert 1000 < len(articles) < 4000
    assert problems["message"].str.contains("only what comes before was read").sum() == 1
