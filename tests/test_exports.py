from __future__ import annotations

import zipfile

import numpy as np
import pandas as pd
import pytest

import evenhand as eh
from evenhand.errors import ParameterError, ReadError
from evenhand.exports import FORMATS, as_csv, as_jsonl, codebook, export_table, inert, read_table, released, whole_file, write_table
from evenhand.reading import read_articles

TABLE = pd.DataFrame(
    {
        "title": ["=cmd", "Plain", None],
        "spans": [[[0, 3], [5, 9]], [], None],
        "published": pd.to_datetime(["2031-03-12T05:40Z", None, None], utc=True).astype("datetime64[us, UTC]"),
        "share": [1 / 3, 0.5, None],
    }
)
TITLES = ["=cmd|' /C calc'!A0", "'=quoted", "+1 for 😀 the quay", "@home", "-3 degrees", "شهر طويل", 'Plain, with "marks"', None]
TEXTS = [f"{title or 'It rains.'}\n\nIt rains, the mayor said, and number {n} is no formula." for n, title in enumerate(TITLES)]


def wide() -> pd.DataFrame:
    """A table with every kind of column, hostile titles, gaps, and a text longer than a cell of Excel holds."""
    n = len(TITLES)
    return pd.DataFrame(
        {
            "article_id": [f"{number:03}" for number in range(n)],
            "title": pd.array(TITLES, "str"),
            "text": [*TEXTS[:-1], "so \x0b _x000B_ " * 3000 + "end"],
            "outlet": pd.Categorical(["a", "b", None, "a", "é", "b", "a", "b"], ["a", "b", "é"]),
            "published": pd.to_datetime(["2031-03-12T05:40:10Z", *[None] * (n - 1)], utc=True).astype("datetime64[us, UTC]"),
            "spans": [[[0, 3], [5, 9]], [], *[[[1, 2]]] * (n - 2)],
            "n_words": np.arange(n),
            "quote_id": pd.array([1, None, *range(n - 2)], "Int64"),
            "share": [1 / 3, np.nan, *np.linspace(0, 1, n - 2)],
            "negated": [True, False] * (n // 2),
        }
    )


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_gives_the_same_table_back(tmp_path, form):
    path = tmp_path / f"articles.{form}"
    export_table(wide(), path, bom=form == "csv")
    back = read_table(path)
    expected = wide()
    assert back["text"].str.len().tolist() == expected["text"].str.len().tolist()
    pd.testing.assert_frame_equal(back.drop(columns="spans"), expected.drop(columns="spans"), rtol=1e-14)
    assert [[list(map(int, pair)) for pair in pairs] for pairs in back["spans"]] == expected["spans"].tolist()
    assert sorted(each.name for each in tmp_path.iterdir()) == [f"articles.{form}", "articles_codebook.csv"]


@pytest.mark.parametrize("form", FORMATS)
def test_articles_that_were_exported_are_read_again_as_they_were(tmp_path, form):
    articles = eh.corpus_from(TEXTS, title=TITLES, article_id=list("abcdefgh"), published=["2031-03-12T05:40Z", *[None] * 7]).articles
    export_table(articles, tmp_path / f"articles.{form}")
    (tmp_path / "articles_codebook.csv").unlink()
    again, _ = read_articles(tmp_path / f"articles.{form}")
    columns = ["article_id", "title", "text", "published", "outlet", "author", "url", "language", "wire"]
    pd.testing.assert_frame_equal(again[columns], articles[columns], check_categorical=False)


def test_excel_holds_texts_and_no_formulas(tmp_path):
    export_table(wide(), tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/" in name]
    assert not any("<f>" in sheet or 't="e"' in sheet for sheet in sheets)


def test_a_csv_for_spreadsheets_begins_with_a_mark_and_runs_nothing(tmp_path):
    export_table(wide(), tmp_path / "a.csv", bom=True)
    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    shown = pd.read_csv(tmp_path / "a.csv", dtype="str")["title"].dropna()
    assert not shown.str.startswith(("=", "+", "-", "@")).any()


def test_the_codebook_says_what_columns_mean_and_lack():
    told = codebook({"articles": wide()}).set_index("name")
    assert told.loc["title", ["type", "missing", "meaning"]].tolist() == ["text", 1, "headline"]
    assert told["type"].tolist() == ["text", "text", "text", "category", "time", "list", "int64", "Int64", "float64", "bool"]


def test_what_cannot_be_read_or_written_names_what_is_expected(tmp_path):
    with pytest.raises(ParameterError, match='format is "xls" .did you mean "xlsx"'):
        export_table(wide(), tmp_path / "a.xls")
    with pytest.raises(
        ReadError, match=r"a\.csv: cannot be read as a table; expected one that export_table\(\) wrote, with a_codebook\.csv"
    ):
        read_table(tmp_path / "a.csv")


@pytest.mark.parametrize("value", ["=1", "'=1", "''-", "'tis", "", "plain", "@", "\t"])
def test_what_was_made_inert_is_released_again(value):
    assert released(inert(value)) == value


def test_a_spreadsheet_gets_no_formula_and_lists_stay_readable():
    lines = as_csv(TABLE).splitlines()
    assert lines[1] == '\'=cmd,"[[0, 3], [5, 9]]",2031-03-12T05:40:00Z,0.3333333333'
    assert lines[2] == "Plain,[],,0.5"


def test_json_lines_keep_every_value_and_null_for_none():
    first, _, last = as_jsonl(TABLE).splitlines()
    assert '"title":"=cmd"' in first
    assert '"spans":[[0,3],[5,9]]' in first
    assert last == '{"title":null,"spans":null,"published":null,"share":null}'


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_parts_follow_one_another_under_one_header(tmp_path, form):
    whole, parts = tmp_path / f"a.{form}", tmp_path / f"b.{form}"
    write_table([TABLE], whole, form)
    write_table([TABLE.iloc[:1], TABLE.iloc[1:]], parts, form)
    assert whole.read_text(encoding="utf-8") == parts.read_text(encoding="utf-8")


def _write_half(target):
    with whole_file(target) as path:
        path.write_text("half", encoding="utf-8")
        raise RuntimeError("killed")


def test_a_file_is_complete_or_absent(tmp_path):
    target = tmp_path / "t.csv"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError, match="^killed$"):
        _write_half(target)
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["t.csv"]
