"""Files and tables into articles."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenhand.errors import ReadError, TableError
from evenhand.reading import ARTICLE_COLUMNS, PROBLEM_COLUMNS, as_articles, read_articles
from evenhand.reading.dates import find_date, read_date
from evenhand.reading.decode import decode

TEXT = "The harbour office closed the north quay on Monday. Nobody was hurt when the crane slipped, the office said, but it stays shut."
DUMP = f"Crane slips and shuts the quay\n\nBy Jan Moor, Harbour Correspondent\n\n12 March 2031, 06:40\n\n{TEXT}\n"


def write(folder: Path, **files: str | bytes) -> Path:
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_dot_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def messages(problems: pd.DataFrame) -> list[str]:
    return problems["message"].tolist()


def test_articles_have_the_columns_and_types_of_the_design(tmp_path: Path) -> None:
    articles, problems = read_articles(write(tmp_path, a_dot_txt=DUMP))
    text = ["article_id", "title", "author", "url", "language", "text", "file", "wire", "copy_group", "metadata_from"]
    assert articles.columns.tolist() == ARTICLE_COLUMNS
    assert articles.dtypes.astype(str).to_dict() == {
        **dict.fromkeys(text, "str"),
        "outlet": "category",
        "published": "datetime64[us, UTC]",
        "n_words": "int64",
        "n_sentences": "int64",
    }
    assert problems.columns.tolist() == PROBLEM_COLUMNS
    assert problems["line"].dtype == "Int64"


def test_an_empty_folder_gives_empty_tables_of_the_same_types(tmp_path: Path) -> None:
    empty, _ = read_articles(tmp_path)
    full, _ = read_articles(write(tmp_path, a_dot_txt=DUMP))
    assert empty.empty
    assert empty.drop(columns="outlet").dtypes.equals(full.drop(columns="outlet").dtypes)


def test_a_dump_brings_its_title_author_and_date(tmp_path: Path) -> None:
    articles, problems = read_articles(write(tmp_path, a_dot_txt=DUMP))
    first = articles.iloc[0]
    assert (first["article_id"], first["title"], first["author"]) == ("a", "Crane slips and shuts the quay", "Jan Moor")
    assert first["published"] == datetime(2031, 3, 12, 6, 40, tzinfo=UTC)
    assert (first["text"], first["language"]) == (DUMP, "en")
    assert problems.empty


def test_metadata_beside_dumps_overrule_them_and_bring_columns_of_their_own(tmp_path: Path) -> None:
    listed = "file,outlet,published,event,author\nb/a.txt,Mirror,2031-03-13T07:00+01:00,crane,\nc.txt,Mirror,2031-02-30,crane,Ida Berg\n"
    write(tmp_path, b__a_dot_txt=DUMP, articles_dot_csv=listed, README_dot_md="# About", _dot_hidden_dot_txt="x")
    articles, problems = read_articles(tmp_path)
    assert articles[["article_id", "outlet", "event", "author"]].to_numpy().tolist() == [["b/a", "Mirror", "crane", "Jan Moor"]]
    assert articles["published"].iloc[0] == datetime(2031, 3, 13, 6, tzinfo=UTC)
    assert problems[["line", "severity"]].to_numpy().tolist() == [[3, "warning"], [3, "warning"]]
    assert messages(problems)[0].startswith('published: "2031-02-30" is no date that can be; expected YYYY-MM-DD')
    assert messages(problems)[1] == 'there is no file "c.txt"'


def test_one_file_of_a_folder_has_the_same_row_as_in_the_folder(tmp_path: Path) -> None:
    write(tmp_path, a_dot_txt=DUMP, b_dot_txt=DUMP, articles_dot_csv="file,outlet\na.txt,Mirror\nb.txt,Post\n")
    whole, _ = read_articles(tmp_path)
    alone, problems = read_articles(tmp_path / "b.txt")
    pd.testing.assert_series_equal(alone.iloc[0].drop("outlet"), whole.iloc[1].drop("outlet"), check_names=False)
    assert alone["outlet"].tolist() == ["Post"]
    assert problems.empty


def test_a_csv_keeps_ids_as_printed_and_knows_other_names_for_columns(tmp_path: Path) -> None:
    header = "ID;Headline;Body;Source;Byline;Link;Date;topic"
    table = f'{header}\n007;Crane slips;"{TEXT}";Mirror;Reuters staff;https://example.org;3 April 2031;port\n'
    articles, problems = read_articles(write(tmp_path, a_dot_csv=table))
    columns = ["article_id", "title", "outlet", "author", "url", "wire", "topic"]
    assert articles[columns].fillna("").to_numpy().tolist() == [
        ["007", "Crane slips", "Mirror", "", "https://example.org", "Reuters", "port"]
    ]
    assert articles["published"].iloc[0] == datetime(2031, 4, 3, tzinfo=UTC)
    assert problems.empty


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ('id,text\n1,"It rains."\nx\n', 3, "the row has 1 fields, the header 2; it was left out"),
        ('id,text\n1,"It rains.",3\n', 2, "the row has 3 fields, the header 2; what is too much was left out"),
        ('id,text\n1,"It rains."\n1,"It pours."\n', 3, 'the id "1" stands already in line 2; this one is called "1-2"'),
        (
            'id,text\n1,"It rains."\n2,"It\npours.\n',
            3,
            "a quotation mark opens here and never closes; the rest of the file was read as one field",
        ),
        ('id,text\n1,"It\nrains."\n2," "\n', 4, "the article has no text"),
        ("id,title,text\n1,,It rains.\n", 2, "the title is empty"),
    ],
)
def test_a_csv_problem_names_its_line(tmp_path: Path, content: str, line: int, message: str) -> None:
    articles, problems = read_articles(write(tmp_path, a_dot_csv=content) / "a.csv")
    assert problems[["line", "message"]].to_numpy().tolist() == [[line, message]]
    assert articles["article_id"].iloc[0] == "1"


def test_jsonl_is_read_line_by_line(tmp_path: Path) -> None:
    lines = [
        '{"id": 12, "text": "It rains.", "wire": null, "tags": ["a"], "score": 1.50}',
        "[1]",
        '{"id": "b", "headline": "Rain"}',
        '{"text": "It \\ud800 pours.\\u0000"}',
        "{",
    ]
    articles, problems = read_articles(write(tmp_path, a_dot_jsonl="\n".join(lines)) / "a.jsonl")
    assert articles[["article_id", "text"]].to_numpy().tolist() == [["12", "It rains."], ["a-4", "It \ufffd pours."]]
    assert articles["score"].tolist()[0] == "1.50"
    assert "tags" not in articles or articles["tags"].isna().all()
    assert problems["line"].tolist() == [2, 3, 5, 4, 4]
    assert (problems["severity"] == "warning").all()


@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"articles": rows, "n": 2}])
def test_json_lists_are_read_too(tmp_path: Path, wrap: object) -> None:
    content = json.dumps(wrap([{"id": "x", "text": "It rains."}, {"id": "y", "text": "It pours."}]))  # type: ignore[operator]
    assert read_articles(write(tmp_path, a_dot_json=content))[0]["article_id"].tolist() == ["x", "y"]


def test_html_gives_the_article_and_its_metadata(tmp_path: Path) -> None:
    page = (
        '<html lang="en-GB"><head><title>Crane slips | Mirror</title><meta property="og:site_name" content="Mirror">'
        '<meta property="article:published_time" content="2031-03-12T06:40:00+01:00"><meta name="author" content="Jan Moor"></head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>Crane slips</h1><p>{TEXT}</p>"
        f"<p>{TEXT.replace('Monday', 'Friday')}</p></article></body></html>"
    )
    articles, problems = read_articles(write(tmp_path, a_dot_html=page))
    first = articles.iloc[0]
    assert (first["title"], first["author"], first["outlet"], first["language"]) == ("Crane slips", "Jan Moor", "Mirror", "en")
    assert first["published"] == datetime(2031, 3, 12, 5, 40, tzinfo=UTC)
    assert TEXT in first["text"]
    assert "Home" not in first["text"]
    assert problems.empty


@pytest.mark.parametrize(
    ("page", "message"),
    [
        (
            "<html><body><noscript>Please enable JavaScript.</noscript></body></html>",
            "the page holds no article text (it may need JavaScript",
        ),
        (" \n", "the file is empty"),
        ("<p>" + "<b>" * 30_000, "the page holds no article text"),
    ],
)
def test_a_page_without_an_article_is_refused(tmp_path: Path, page: str, message: str) -> None:
    articles, problems = read_articles(write(tmp_path, a_dot_html=page))
    assert articles.empty
    assert messages(problems)[0].startswith(message)


def test_a_piece_of_a_page_is_read_too(tmp_path: Path) -> None:
    articles, _ = read_articles(write(tmp_path, a_dot_html=f"<p>{TEXT}</p><p>{TEXT}</p>"))
    assert TEXT in articles["text"].iloc[0]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a.docx", "the zip archive is broken"),
        ("a.zip", "the zip archive is broken"),
        ("a.gz", "this is no gzip archive"),
        ("a.pickle", '".pickle" files are not read: nothing is unpickled; save the table as Parquet or CSV; expected one of .txt, '),
        ("a.pdf", '".pdf" files are not read: a PDF holds no lines; export text, Word or HTML instead; expected one of .txt, '),
        ("a.xml", "line 1: this is no XML"),
        ("LETTER", "files without a suffix are not read; expected one of .txt, "),
    ],
)
def test_what_is_no_article_is_refused_with_the_reason(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / name).write_bytes(b"PK")
    articles, problems = read_articles(tmp_path / name)
    assert articles.empty
    assert problems["severity"].tolist() == ["rejected"]
    assert messages(problems)[0].startswith(message)


def test_a_missing_path_names_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, seeds_dot_csv="id,text\n")
    with pytest.raises(ReadError, match=r'seed\.csv: no such file or folder \(did you mean "seeds\.csv"\?\)'):
        read_articles(tmp_path / "seed.csv")


def test_the_order_of_files_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, b_dot_txt=DUMP, a_dot_txt=DUMP, c_dot_jsonl='{"id": "a", "text": "It rains."}')
    paths = [tmp_path / name for name in ("c.jsonl", "a.txt", "b.txt", "a.txt")]
    given_order, backwards, folder = (read_articles(each) for each in (paths, paths[::-1], tmp_path))
    for other in (backwards, folder):
        pd.testing.assert_frame_equal(given_order[0], other[0])
        pd.testing.assert_frame_equal(given_order[1], other[1])
    assert given_order[0]["article_id"].tolist() == ["a", "b", "a-2"]


def test_metadata_of_a_row_is_cleaned_of_what_does_not_print() -> None:
    articles, problems = as_articles(pd.DataFrame({"text": [TEXT], "author": [" Jan\u202e\x07  Moor\n"], "outlet": ["\u2066"]}))
    assert articles["author"].tolist() == ["Jan Moor"]
    assert articles["outlet"].isna().all()
    assert messages(problems) == [
        "author: 1 text-direction control character left out",
        "author: 1 control character left out",
        "outlet: 1 text-direction control character left out",
    ]


def test_a_table_keeps_columns_of_its_own_and_counts_its_rows() -> None:
    table = pd.DataFrame(
        {"text": ["One.", None], "published": [date(2031, 3, 12), None], "article_id": [1.0, None], "treated": [True, False]}
    )
    articles, problems = as_articles(table)
    assert articles[["article_id", "text", "treated"]].to_numpy().tolist() == [["1", "One.", "true"], ["2", "", "false"]]
    assert articles["published"].iloc[0] == datetime(2031, 3, 12, tzinfo=UTC)
    assert problems.empty
    with pytest.raises(TableError, match='the table of articles has no column "text"; it has: words'):
        as_articles(pd.DataFrame({"words": ["One."]}))


@pytest.mark.parametrize(
    ("columns", "wire"),
    [
        ({"author": "Jan Moor, Associated Press"}, "AP"),
        ({"author": "Staff and agencies"}, "agencies"),
        ({"author": "Jan Moor"}, None),
        ({"wire": "Harbourpress"}, "Harbourpress"),
        ({"text": f"HAVEN (Harbourpress) - {TEXT}"}, "Harbourpress"),
        ({"text": f"HAVEN, March 12 (Reuters) — {TEXT}"}, "Reuters"),
        ({"text": f"The mayor (right) - {TEXT}"}, None),
    ],
)
def test_the_agency_is_read_from_the_byline_or_the_dateline(columns: dict[str, str], wire: str | None) -> None:
    articles, _ = as_articles(pd.DataFrame([{"text": TEXT, **columns}]))
    assert articles["wire"].fillna("").tolist() == [wire or ""]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (TEXT, "en"),
        ("It rains.", "en"),
        ("Сьогодні знову йде дощ, сказав мер.", "uk"),
        ("Сегодня снова идёт дождь, сказал мэр, но мост открыт.", "ru"),
        ("Der Hafen bleibt nach dem Unfall geschlossen. " * 6, "de"),
        ("Le port est fermé depuis lundi, et les pêcheurs ne sont pas contents de la décision que la mairie a prise pour eux.", "fr"),
        ("今日は雨が降っています。", "ja"),
        ("قال رئيس البلدية إن الجسر مغلق.", "ar"),
        ("xqz " * 30, None),
    ],
)
def test_the_language_of_a_text_is_told(text: str, language: str | None) -> None:
    assert as_articles(pd.DataFrame({"text": [text]}))[0]["language"].fillna("").tolist() == [language or ""]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("2031-03-12", "2031-03-12T00:00:00+00:00"),
        ("20310312", "2031-03-12T00:00:00+00:00"),
        ("2031-03-12 06:40", "2031-03-12T06:40:00+00:00"),
        ("2031-03-12T06:40:10.123Z", "2031-03-12T06:40:10+00:00"),
        ("2031-03-12T23:30:00-05:00", "2031-03-13T04:30:00+00:00"),
        ("12 March 2031", "2031-03-12T00:00:00+00:00"),
        ("March 12, 2031", "2031-03-12T00:00:00+00:00"),
        ("Wed, 12 Mar 2031 06:40:00 +0100", "2031-03-12T05:40:00+00:00"),
        ("12th of March 2031 at 7.15pm", "2031-03-12T19:15:00+00:00"),
        ("13/03/2031", "2031-03-13T00:00:00+00:00"),
        ("03/13/2031", "2031-03-13T00:00:00+00:00"),
        ("03.04.2031", "2031-04-03T00:00:00+00:00"),
    ],
)
def test_a_date_is_read_in_any_usual_form(printed: str, expected: str) -> None:
    found, complaint = read_date(printed)
    assert (found and found.isoformat(), complaint) == (expected, "")


@pytest.mark.parametrize(
    "printed",
    ["03/04/2031", "2031-02-30", "99/99/99", "soon", "31 February 2031", "0000-01-01", "2031-03-12T25:00", "9999-12-31T23:00-05:00"],
)
def test_a_date_that_cannot_be_or_could_be_two_is_none(printed: str) -> None:
    found, complaint = read_date(printed)
    assert found is None
    assert complaint.startswith(f'"{printed}" ')
    assert 'expected YYYY-MM-DD, YYYY-MM-DDTHH:MM+HH:MM or "12 March 2031"' in complaint


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Published: 06:12, 12 Mar 2031 | Updated: 09:47, 12 Mar 2031", "2031-03-12T06:12:00+00:00"),
        ("Updated 12 March 2031 7.15am", "2031-03-12T07:15:00+00:00"),
        ("12 March 2031 - 05:58", "2031-03-12T05:58:00+00:00"),
        ("Wednesday 12 March", None),
    ],
)
def test_a_date_is_found_inside_a_line(line: str, expected: str | None) -> None:
    found = find_date(line)
    assert (found and found.isoformat()) == expected


@pytest.mark.parametrize(
    ("raw", "text", "doubts"),
    [
        ("é\r\nb\rc".encode(), "é\nb\nc", []),
        ("é".encode("utf-8-sig"), "é", []),
        ("é – ü".encode("utf-16"), "é – ü", []),
        ("café – bar".encode("cp1252"), "café – bar", ["not UTF-8; read as Windows-1252"]),
        (b"caf\xe9", "café", ["not UTF-8; read as Windows-1252"]),
        ("“ab” é".encode()[:-1], "“ab” ", ["ends in the middle of a character (UTF-8); the broken end was left out"]),
        (
            "“ab” é\xff”".encode().replace("ÿ".encode(), b"\xff") + b" and so on",
            "“ab” é\ufffd” and so on",
            ["1 broken characters (UTF-8); shown as \ufffd"],
        ),
        (b"a\0\0b", "ab", ["2 NUL characters left out"]),
    ],
)
def test_encodings_are_told_apart(raw: bytes, text: str, doubts: list[str]) -> None:
    assert decode(raw) == (text, doubts)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("It rains.".encode("utf-16-le"), "UTF-16 without a byte-order mark"),
        (b"GIF89a\1\0", "this is a GIF image"),
        (bytes(range(256)), "binary data"),
        ("Всё будет хорошо".encode("cp1251"), "too many accented letters"),
        (b"ab\x81\x8dcd", "neither UTF-8 nor Windows-1252"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(ReadError, match=reason):
        decode(raw)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    try:
        text, _ = decode(raw)
    except ReadError:
        return
    assert "\0" not in text
    text.encode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=30)), max_size=5), st.sampled_from(["jsonl", "csv"]))
def test_every_row_of_a_table_is_an_article_or_a_problem(tmp_path: Path, rows: list[tuple[str, str]], suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    if suffix == "jsonl":
        path.write_text("\n".join(json.dumps({"id": key, "text": text}) for key, text in rows), encoding="utf-8")
    else:
        clean = [(key, text) for key, text in rows if (key + text).isprintable() and (key + text).strip()]
        pd.DataFrame(clean, columns=["id", "text"]).to_csv(path, index=False)
        rows = clean
    articles, problems = read_articles(path)
    assert articles["article_id"].is_unique
    if rows:
        assert len(articles) + (problems["severity"] == "rejected").sum() == len(rows)
