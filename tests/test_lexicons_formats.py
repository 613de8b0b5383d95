from __future__ import annotations

import pandas as pd
import pytest

import evenhand as eh
from evenhand.errors import LexiconError
from evenhand.lexicons import Lexicon, export_lexicon, import_lexicon, read_lexicon

QUANTEDA = """conflict:
  - clash*
  - at odds
"Human Interest": [grief, "home again"]
economy:
  gains:
    - profit*
  losses: [loss, grief]
"""
LIWC = "%\n1\tposemo\n2\tsocial\n%\nhappy*\t1\nfriend*\t1\t2\nkind of\t2\n"
COLUMNS = "term,category\nclash*,conflict\n at  Odds,conflict\ngrief,Human Interest\n"


def _entries(book):
    return {row.term: row.category for row in book.entries.itertuples()}


def _write(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")
    return folder / name


def test_a_quanteda_dictionary_is_read_with_its_nested_keys(tmp_path):
    book = import_lexicon(_write(tmp_path, "own.yml", QUANTEDA))
    assert _entries(book) == {
        "at odds": "conflict",
        "clash*": "conflict",
        "grief": "human_interest; economy_losses",
        "home again": "human_interest",
        "loss": "economy_losses",
        "profit*": "economy_gains",
    }
    assert book.categories["human_interest"]["label"] == "Human Interest"


def test_a_liwc_dictionary_is_read_with_words_of_several_categories(tmp_path):
    expected = {"friend*": "posemo; social", "happy*": "posemo", "kind of": "social"}
    assert _entries(import_lexicon(_write(tmp_path, "own.dic", LIWC))) == expected
    assert _entries(import_lexicon(_write(tmp_path, "old.dic", LIWC.replace("\t", " ")))) == expected


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_two_columns_are_read_with_or_without_a_header(tmp_path, mark):
    text = COLUMNS.replace(",", mark)
    expected = {"at odds": "conflict", "clash*": "conflict", "grief": "human_interest"}
    assert _entries(import_lexicon(_write(tmp_path, "own.csv", text))) == expected
    assert _entries(import_lexicon(_write(tmp_path, "bare.csv", text.partition("\n")[2]))) == expected


@pytest.mark.parametrize("suffix", [".yml", ".yaml", ".dic", ".csv"])
@pytest.mark.parametrize(("name", "text"), [("own.yml", QUANTEDA), ("own.dic", LIWC), ("own.csv", COLUMNS)])
def test_what_is_written_reads_the_same_again(tmp_path, suffix, name, text):
    book = import_lexicon(_write(tmp_path, name, text))
    export_lexicon(book, tmp_path / f"again{suffix}")
    again = import_lexicon(tmp_path / f"again{suffix}")
    pd.testing.assert_frame_equal(_sets(again), _sets(book))
    assert {name: says["label"] for name, says in again.categories.items()} == {
        name: says["label"] for name, says in book.categories.items()
    }


def _sets(book):
    """Entries with their categories in one order: a format may list categories otherwise."""
    return book.entries.assign(category=book.entries["category"].map(lambda cell: "; ".join(sorted(cell.split("; ")))))


@pytest.mark.parametrize("name", ["generic_frames", "hedges"])
def test_a_list_that_ships_reads_the_same_from_our_own_files(tmp_path, name):
    book = read_lexicon(name)
    export_lexicon(book, tmp_path / f"{name}.toml")
    again = read_lexicon(tmp_path / f"{name}.csv")
    pd.testing.assert_frame_equal(again.entries, book.entries)
    assert again.categories == book.categories
    assert (again.title, again.version, again.source, again.licence) == (book.title, book.version, book.source, book.licence)


def test_an_imported_list_finds_frames(tmp_path):
    book = import_lexicon(_write(tmp_path, "own.yml", QUANTEDA))
    assert eh.count_frames(["Grief and clashes, home again."], book).to_dict("records") == [
        {"conflict": 1, "human_interest": 2, "economy_gains": 0, "economy_losses": 1}
    ]


def test_entries_that_a_format_cannot_hold_stop_the_export(tmp_path):
    rows = {"term": ["*gate", "hold … up", "race"], "category": "x", "condition": ["", "", "not before: track"]}
    book = Lexicon("own", "T", "1.0", "S", "L", pd.DataFrame(rows, dtype="str"), {"x": {"label": "X"}})
    with pytest.raises(LexiconError) as raised:
        export_lexicon(book, tmp_path / "own.dic")
    assert str(raised.value) == (
        'LIWC cannot hold 3 of 3 entries: "*gate" has a * before its word; "hold … up" has a gap; "race" has a condition; '
        "expected another format, or leave_out=True"
    )
    assert not (tmp_path / "own.dic").exists()
    export_lexicon(book, tmp_path / "own.yml", leave_out=True)
    assert _entries(import_lexicon(tmp_path / "own.yml")) == {"*gate": "x"}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("own.yml", "a:\n  - x\n - y\n", ", line 3: "),
        ("own.yml", "- x\n", ', line 1: "x" is in no category; expected category: [word, other word]'),
        ("own.yml", "a: &b [x]\nc: *b\n", ", line 2: an alias (*name); expected the entries written out"),
        ("own.yml", "a:\n  - wom?n\n", ', line 2: "wom?n" has a ? inside; '),
        ("own.dic", "1\tposemo\n", ", line 1: text outside the two lines of %; expected % before and after the categories"),
        ("own.dic", "%\n1\tposemo\n", ": 1 lines with % alone; expected two, before and after the categories"),
        ("own.dic", "%\n1\tposemo\n%\nhappy\t3\n", ', line 4: no category "3"; expected one of: 1'),
        ("own.dic", "%\n1\tposemo\n%\nhappy\n", ', line 4: "happy" has no category; expected one or more numbers from 1'),
        ("own.dic", "%\n1\tposemo\n1\tsocial\n%\nhappy\t1\n", ', line 3: "1\tsocial"; expected a new number and a name'),
        ("own.csv", "term,category\nowl\n", ", line 2: 1 fields; expected a term and a category"),
        ("own.csv", "term,category\n", ": no entry in it; expected at least one term with its category"),
        ("own.txt", "owl", ": no format we read; expected a file ending in .yml, .yaml, .dic, .csv"),
    ],
)
def test_a_fault_of_another_tools_file_is_named_with_its_line(tmp_path, name, text, message):
    path = _write(tmp_path, name, text)
    with pytest.raises(LexiconError) as raised:
        import_lexicon(path)
    assert f"{path}{message}" in str(raised.value)
