"""Everything that can be wrong with a codebook is named with its file, its line and what to write instead."""

from __future__ import annotations

import pytest

from evenhand.errors import LexiconError
from evenhand.lexicons import read_lexicon

ABOUT = """title = "T"
version = "1.0"
source = "S"
licence = "CC0-1.0"

[frames.night]
label = "Night"

[frames.night.items]
dark = "Is it dark?"

[frames.day]
label = "Day"
residual = true
"""
HEAD = "term,category,weight,item,condition\n"
SOUND = "owl*,night,2,dark,\nhold … accountable,day,,,within: 3\n"


def _read(folder, rows=HEAD + SOUND, about=ABOUT):
    (folder / "own.csv").write_bytes(rows if isinstance(rows, bytes) else rows.encode())
    (folder / "own.toml").write_bytes(about if isinstance(about, bytes) else about.encode())
    return read_lexicon(folder / "own.csv")


def test_the_sound_codebook_of_these_tests_is_sound(tmp_path):
    assert _read(tmp_path).weights.tolist() == [2, 1]


# name: (row below the sound ones, message)
ENTRY_FAULTS = {
    "empty term": (",night,,,", "an empty term; expected a word or phrase"),
    "stray space": ("bat ,night,,,", '"bat " has a stray space; expected "bat"'),
    "double space": ("night  bus,night,,,", '"night  bus" has a stray space; expected "night bus"'),
    "capital": ("Bat,night,,,", '"Bat" has a capital; expected "bat" (case is ignored in matching)'),
    "star inside": ("b*t,night,,,", '"b*t" has a * that stands alone, twice or inside a word; expected it at either end of a word'),
    "star alone": ("bat *,night,,,", '"bat *" has a * that stands alone, twice or inside a word; expected it at either end of a word'),
    "two stars": ("bat**,night,,,", '"bat**" has a * that stands alone, twice or inside a word; expected it at either end of a word'),
    "question mark": (
        "b?t,night,,,",
        '"b?t" has a ? inside; it stands for no letter here: expected * at an end, or an entry for each spelling',
    ),
    "underscore": ("night_bus,night,,,", '"night_bus" has a _; expected "night bus"'),
    "expression": (
        "(bat|owl),night,,,",
        '"(bat|owl)" looks like a regular expression; expected plain words, * for any letters, one entry a line',
    ),
    "no letters": ("!,night,,,", '"!" has no letter or digit; expected a word'),
    "three dots": (
        "bat ... owl,night,,,",
        '"bat ... owl" has three dots; expected the one character … between two spaces: "bat … owl"',
    ),
    "two gaps": ("bat … owl … fox,night,,,", '"bat … owl … fox" has two gaps; expected one … at most'),
    "gap at the end": ("bat …,night,,,", '"bat …" begins or ends with a gap; expected words on both sides of …'),
    "gap without space": ("bat… owl,night,,,", '"bat… owl" has … beside a letter; expected a space on both sides'),
    "sentence": (
        "a b c d e f g h i j k l m,night,,,",
        '"a b c d e f g h i j k l m..." has 13 words; expected at most 12',
    ),
    "invisible": (
        "ba\u00adt,night,,,",
        '"ba\u00adt" has an invisible character, or an accent apart from its letter; expected "bat" typed anew',
    ),
    "accent apart": (
        "cafe\u0301,night,,,",
        '"cafe\u0301" has an invisible character, or an accent apart from its letter; expected "café" typed anew',
    ),
    "duplicate": ("owl*,night,,,", '"owl*" stands on line 2 already; expected each term once'),
    "too few fields": (
        "bat,night",
        "another number of fields than the header has; expected one value a column, quoted where it holds a comma",
    ),
    "comma unquoted": (
        "bat,owl,night,,,",
        "another number of fields than the header has; expected one value a column, quoted where it holds a comma",
    ),
    "empty category": ("bat,,,,", "an empty category; expected one of: night, day"),
    "unknown category": ("bat,nigth,,,", 'category "nigth" (did you mean "night"?) is not defined; expected one of: night, day'),
    "category twice": ("bat,night; night,,,", 'category "night; night" names one twice; expected each once'),
    "weight no number": ("bat,night,high,,", 'weight "high"; expected a number such as 2 or 0.5, or nothing for 1'),
    "weight negative": ("bat,night,-1,,", 'weight "-1"; expected a number such as 2 or 0.5, or nothing for 1'),
    "weight too high": ("bat,night,50,,", "weight 50; expected more than 0 and at most 10"),
    "unknown item": ("bat,night,,drak,", 'item "drak" (did you mean "dark"?) is not defined for night; expected one of: dark'),
    "unknown condition": (
        "bat,night,,,not befor: man",
        'condition "not befor" (did you mean "not before"?) means nothing; expected one of: not before, not after, only in, within',
    ),
    "condition without value": ("bat,night,,,not before:", 'condition "not before" has no value; expected "not before: ..."'),
    "condition twice": (
        "bat,night,,,not after: a; not after: b",
        'condition "not after" stands there twice; expected its values in one place, with / between them',
    ),
    "capital in a condition": (
        "bat,night,,,not before: Man",
        'in not before: "Man" has a capital; expected "man" (case is ignored in matching)',
    ),
    "gap in a condition": ("bat,night,,,not before: a … b", 'in not before: "a … b" has a gap; expected words only'),
    "unknown part": ("bat,night,,,only in: headlin", 'only in "headlin" (did you mean "headline"?); expected one of: headline, lead, body'),
    "within what": ("bat … owl,night,,,within: few", 'within "few"; expected one whole number from 1 to 30'),
    "within without gap": (
        "bat,night,,,within: 2",
        'within has no meaning for "bat"; expected a term with a gap, such as "hold … accountable"',
    ),
}


@pytest.mark.parametrize(("row", "message"), ENTRY_FAULTS.values(), ids=ENTRY_FAULTS)
def test_a_fault_of_an_entry_is_named_with_its_line_and_fix(tmp_path, row, message):
    with pytest.raises(LexiconError) as raised:
        _read(tmp_path, HEAD + SOUND + row + "\n")
    assert f"{tmp_path / 'own.csv'}, line 4: {message}" in str(raised.value).splitlines()


def test_every_fault_of_an_entry_is_reported_at_once(tmp_path):
    with pytest.raises(LexiconError) as raised:
        _read(tmp_path, HEAD + "".join(row + "\n" for row, _ in ENTRY_FAULTS.values()))
    assert {line.partition(", line ")[2].partition(":")[0] for line in str(raised.value).splitlines()} >= {
        str(number) for number in range(2, 2 + len(ENTRY_FAULTS)) if number != 2 + list(ENTRY_FAULTS).index("duplicate")
    }


# name: (whole CSV, end of the message)
FILE_FAULTS = {
    "empty file": ("", "line 1: no header; expected a first line such as term,category"),
    "no category column": ("term,frame\n", 'line 1: no column "category"; it has: term, frame'),
    "semicolons": ("term;category\n", "line 1: the columns are parted by semicolons; expected commas: term,category"),
    "tabs": ("term\tcategory\n", "line 1: the columns are parted by tabs; expected commas: term,category"),
    "misspelt column": ("terms,category\n", 'line 1: no column "term" (did you mean "terms"?); it has: terms, category'),
    "column twice": ("term,category,term\n", 'line 1: the column "term" stands there twice; expected each name once'),
    "column without name": ("term,category,\n", "line 1: a column without a name; expected a name between each two commas"),
    "header only": (HEAD, "line 2: no entry; expected one term a line below the header"),
    "not utf-8": (b"term,category\nowl,night\nbl\xe4tter,night\n", 'line 3: not UTF-8; save the file again with the encoding "UTF-8"'),
    "zero byte": (b"term,category\nowl\0,night\n", "line 2: a zero byte; expected plain text (was a spreadsheet renamed to .csv?)"),
    "open quote": ('term,category\n"owl,night\n', 'line 2: unexpected end of data; expected a closing " for each opening one'),
}


@pytest.mark.parametrize(("rows", "message"), FILE_FAULTS.values(), ids=FILE_FAULTS)
def test_a_file_that_is_no_table_is_named_with_its_line_and_fix(tmp_path, rows, message):
    with pytest.raises(LexiconError) as raised:
        _read(tmp_path, rows)
    assert str(raised.value) == f"{tmp_path / 'own.csv'}, {message}"


# name: (what is replaced in the description, by what, message)
ABOUT_FAULTS = {
    "version": ('"1.0"', '"one"', 'line 2: version "one"; expected two numbers such as "1.0"'),
    "version no text": ('"1.0"', "1.0", 'line 2: version = 1.0; expected a text: version = "1.0"'),
    "licence empty": ('"CC0-1.0"', '""', "line 4: licence is empty; expected a text"),
    "residual no flag": ("= true", '= "yes"', "line 14: day.residual is 'yes'; expected true or false, without quotation marks"),
    "curly quotes": ('"S"', "“S”", 'line 3: Invalid value; expected TOML: [frames.name] and lines such as label = "..."'),
    "no title": ('title = "T"\n', "", '"title" is missing; expected a line such as title = "..."'),
    "misspelt key": ('source = "S"', 'source = "S"\nmathing = "x"', 'line 4: "mathing" means nothing (did you mean "matching"?)'),
    "no label": ('label = "Day"\n', "", 'line 12: frame day has no label; expected a line such as label = "Day"'),
    "frame name": (
        "[frames.day]",
        '[frames."Broad Day"]',
        'line 12: "Broad Day" cannot name a column; expected small letters and _, such as broad_day',
    ),
    "label no text": ('"Day"', "5", "line 12: day.label is 5; expected a text"),
    "misspelt field": (
        "residual = true",
        'exampel = "x"',
        'line 12: day.exampel means nothing (did you mean "example"?); expected one of: label, question, include, ',
    ),
    "items no table": (
        "residual = true",
        'items = ["Is it day?"]',
        "line 12: day.items is ['Is it day?']; expected a table [frames.day.items] with lines such as costs = \"Does it ...?\"",
    ),
    "both kinds": (
        "[frames.night]",
        '[categories]\nx = "y"\n\n[frames.night]',
        "line 6: a list has frames or categories, not both; expected one of the two tables",
    ),
    "broken": ("[frames.day]", "[frames.day", None),
}


@pytest.mark.parametrize(("old", "new", "message"), ABOUT_FAULTS.values(), ids=ABOUT_FAULTS)
def test_a_fault_of_the_description_is_named_with_its_line_and_fix(tmp_path, old, new, message):
    with pytest.raises(LexiconError) as raised:
        _read(tmp_path, about=ABOUT.replace(old, new, 1))
    first = str(raised.value).splitlines()[0]
    if message:
        assert message in first
    assert str(tmp_path / "own.toml") in first
    assert "line" in first
    assert "expected" in first


def test_a_description_that_is_missing_is_asked_for(tmp_path):
    (tmp_path / "own.csv").write_text(HEAD + SOUND, encoding="utf-8")
    with pytest.raises(LexiconError, match=r"own\.toml: missing; a list needs this file with title, version, source and licence$"):
        read_lexicon(tmp_path / "own.csv")


def test_a_frame_without_entries_must_say_that_it_is_the_rest(tmp_path):
    with pytest.raises(LexiconError) as raised:
        _read(tmp_path, HEAD + "sun,day,,,\n")
    assert str(raised.value) == (
        f"{tmp_path / 'own.csv'}, line 2: frame night has no entry; expected at least one, or residual = true in [frames.night]"
    )


def test_an_edited_codebook_counts_at_once(tmp_path):
    assert "bat" not in _read(tmp_path).words()
    assert "bat" in _read(tmp_path, HEAD + SOUND + "bat,night,,,\n").words()


def test_two_frames_cannot_both_be_the_rest(tmp_path):
    with pytest.raises(LexiconError, match=r"line 3: night and day are both residual; expected one frame for what shows no other$"):
        _read(tmp_path, about=ABOUT.replace('label = "Night"', 'label = "Night"\nresidual = true'))


def test_at_least_thirty_kinds_of_fault_are_told_apart():
    assert len(ENTRY_FAULTS) + len(FILE_FAULTS) + len(ABOUT_FAULTS) + 2 >= 50
