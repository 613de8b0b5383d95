from __future__ import annotations

import pandas as pd
import pytest

from evenhand.exports import as_csv, as_jsonl, whole_file, write_table

TABLE = pd.DataFrame(
    {
        "title": ["=cmd", "Plain", None],
        "spans": [[[0, 3], [5, 9]], [], None],
        "published": pd.to_datetime(["2031-03-12T05:40Z", None, None], utc=True),
        "share": [1 / 3, 0.5, None],
    }
)


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
