from __future__ import annotations

import json
import random

import numpy as np
import pandas as pd
import pytest

import evenhand as eh
from evenhand.cli import main
from evenhand.errors import ModelError, ParameterError, ReadError

WORDS = {
    "sport": "match goal striker league trophy coach",
    "money": "bank interest budget loan deficit shares",
    "weather": "storm rain frost wind cloud flood",
}


def invented(n, seed=1, codes=("sport", "money", "weather")):
    """Sentences of common words and two words of their code."""
    draw = random.Random(seed)
    filler = ["the", "a", "of", "town", "people", "said", "today", "new", "and", "was", "in", "week"]
    given = [codes[number % len(codes)] for number in range(n)]
    texts = [" ".join(draw.sample(filler, 6) + draw.sample(WORDS[code].split(), 2)).capitalize() + "." for code in given]
    return texts, given


@pytest.fixture(scope="module")
def coder():
    texts, codes = invented(120)
    return eh.fit_coder(texts, codes, groups=[number // 2 for number in range(120)], codebook="loaded")


def test_it_learns_what_words_go_with_a_code(coder):
    texts, codes = invented(30, seed=2)
    assert coder.predict(texts).tolist() == codes
    assert coder.predict_proba(texts).sum(axis=1).tolist() == pytest.approx([1] * 30)


def test_the_report_states_agreement_and_calibration_by_code(coder):
    report = coder.report.set_index("code")
    assert report.index.tolist() == ["money", "sport", "weather", "mean"]
    assert report.loc["mean", "f1"] > 0.9
    assert set(coder.calibration["code"]) == {"money", "sport", "weather"}
    assert coder.calibration.groupby("code")["n"].sum().tolist() == [120] * 3


def test_marks_come_with_the_words_that_weighed(coder):
    marks = coder.marks(["People said the storm was new and the flood too."])
    assert marks[["text", "code"]].to_numpy().tolist() == [[0, "weather"]]
    assert {"storm", "flood"} <= {word for word, _ in marks.loc[0, "words"][:4]}


def test_a_saved_coder_codes_the_same_and_has_its_card(coder, tmp_path):
    texts, _ = invented(20, seed=3)
    path = coder.save(tmp_path / "mine")
    again = eh.read_coder(path)
    assert np.allclose(again.predict_proba(texts), coder.predict_proba(texts), atol=1e-4)
    pd.testing.assert_frame_equal(again.report, coder.report, check_dtype=False)
    assert "| money |" in path.with_suffix(".md").read_text(encoding="utf-8")
    with np.load(path, allow_pickle=False) as stored:
        assert all(stored[name].dtype != object for name in stored.files)


def test_a_file_of_something_else_is_refused(tmp_path):
    (tmp_path / "x.npz").write_bytes(b"no")
    with pytest.raises(ModelError, match="not readable as weights"):
        eh.read_coder(tmp_path / "x.npz")


def test_judging_sentences_are_told_by_loaded_words_that_were_never_coded():
    draw = random.Random(5)
    judging, plain = (
        ["shameless", "fiasco", "hacks", "sham", "debacle", "farce"],
        ["meeting", "report", "office", "budget", "letter", "plan"],
    )
    texts = [f"The {draw.choice(judging[:4] if number % 2 else plain[:4])} of the town is {number} days old." for number in range(120)]
    coder = eh.fit_coder(texts, [number % 2 == 1 for number in range(120)])
    assert "of loaded words 0.15" in coder.about["method"]
    assert coder.predict(["What a debacle and farce.", "A letter on the plan."]).tolist() == ["True", "False"]


def test_texts_may_have_several_codes_or_none():
    draw = random.Random(4)
    chosen = [[code for code in WORDS if draw.random() < 0.4] for _ in range(150)]
    texts = ["People said " + " and ".join(word for code in codes for word in draw.sample(WORDS[code].split(), 2)) for codes in chosen]
    coder = eh.fit_coder(texts, chosen)
    found = coder.predict(["People said coach and trophy and bank and loan", "People said"])
    assert found.columns.tolist() == ["money", "sport", "weather"]
    assert found.to_numpy().tolist() == [[True, True, False], [False, False, False]]


@pytest.mark.parametrize(
    ("texts", "codes", "message"),
    [
        (["x"] * 20, ["a", "b"] * 10, "^20 coded texts are too few to learn from and to check by; expected at least 50$"),
        (["x"] * 60, ["a"] * 55 + ["b"] * 5, '^5 texts are coded "b"; expected at least 10: code more, or join codes$'),
        (["x"] * 60, ["a"] * 60, r"^all texts have the same code \(a\); expected at least two codes$"),
        (["x"] * 60, ["a"] * 59, "^60 texts, 59 codes and 60 groups; expected as many of each$"),
        (["x"] * 60, ["a"] * 59 + [None], "^some texts have no code; leave them out"),
    ],
)
def test_too_few_codes_are_refused_with_the_reason(texts, codes, message):
    with pytest.raises(ParameterError, match=message):
        eh.fit_coder(texts, codes)


def test_codes_from_too_few_articles_are_refused():
    texts, codes = invented(60, codes=("sport", "money"))
    with pytest.raises(ParameterError, match="are in 2 groups; expected at least 5$"):
        eh.fit_coder(texts, codes, groups=[number % 4 for number in range(60)])


def test_marked_words_are_learnt_and_found_in_place(tmp_path):
    texts, _ = invented(150)
    marked = [[word for word in text.lower().strip(".").split() if word in WORDS["weather"].split()] for text in texts]
    coder = eh.fit_word_coder(texts, marked)
    again = eh.read_word_coder(coder.save(tmp_path / "words"))
    found = again.find(["It’s calm… but the storm comes."])
    assert coder.report.loc[0, "f1"] > 0.9
    assert found[["text", "start", "end", "word"]].to_numpy().tolist() == [[0, 19, 24, "storm"]]


def test_the_command_trains_and_codes(tmp_path, capsys):
    texts, codes = invented(90)
    rows = tmp_path / "codes.jsonl"
    rows.write_text("\n".join(json.dumps({"text": text, "topic": code}) for text, code in zip(texts, codes, strict=True)), encoding="utf-8")
    assert main(["code", str(rows), "--code", "topic", "--out", str(tmp_path / "topics.npz")]) == 0
    assert main(["code", str(rows), "--with", str(tmp_path / "topics.npz"), "--out", str(tmp_path / "marks.csv")]) == 0
    assert pd.read_csv(tmp_path / "marks.csv")["code"].tolist() == codes
    assert main(["code", str(rows), "--out", "x.npz"]) == 2
    assert "no column of hand codes is named" in capsys.readouterr().err


def test_a_sheet_in_any_of_its_layouts_is_the_same_sheet(tmp_path):
    texts, codes = invented(60, codes=("sport", "money"))
    articles = [f"a{number // 2}" for number in range(60)]
    plain = pd.DataFrame({"Sentence": texts, "Article": articles, "Frame": codes})
    wide = plain.assign(note="seen", **{code: ["x" if each == code else "" for each in codes] for code in ("money", "sport")})
    wide = wide.drop(columns="Frame")
    plain.to_csv(tmp_path / "plain.csv", index=False)
    plain.to_csv(tmp_path / "semicolons.csv", index=False, sep=";")
    plain.to_excel(tmp_path / "plain.xlsx", index=False)
    wide.to_csv(tmp_path / "wide.csv", index=False)
    for name in ("plain.csv", "semicolons.csv", "plain.xlsx"):
        assert eh.read_coding_sheet(tmp_path / name) == (texts, codes, articles, 1)
    found = eh.read_coding_sheet(tmp_path / "wide.csv").codes
    assert found.idxmax(axis=1).tolist() == codes
    assert eh.fit_coder(tmp_path / "plain.csv", codebook=[]).about["groups"] == 30


def test_several_codes_stand_in_one_cell_and_an_empty_cell_is_none():
    sheet = pd.DataFrame({"text": ["a", "b", "c"], "codes": ["wet; cold", "", "wet"]})
    assert eh.read_coding_sheet(sheet).codes.to_dict("list") == {"cold": [True, False, False], "wet": [True, False, True]}


COVERS = pd.DataFrame(
    {"text": ["a", "a", "a", "b", "b"], "coder": ["x", "y", "z", "x", "y"], "code": ["wet", "dry", "dry", "wet", "dry"]},
)


@pytest.mark.parametrize(("ties", "codes"), [("drop", ["dry"]), ("first", ["dry", "wet"])])
def test_what_most_coders_gave_holds_and_ties_are_settled_as_said(ties, codes):
    assert eh.read_coding_sheet(COVERS, ties=ties).codes == codes


def test_ties_stop_unless_something_else_is_said():
    with pytest.raises(ParameterError) as raised:
        eh.read_coding_sheet(COVERS)
    assert str(raised.value) == (
        'the sheet, line 4, 5: coders tie; expected a code that more gave than not, or ties="drop" or ties="first"'
    )


SHEET_FAULTS = {
    "no text column": ("txt,code\na,b\n", 'has no column "text" or "sentence" (did you mean "txt"?); it has: txt, code; or say columns='),
    "no code column": ("text,topic\na,b\n", "no column of hand codes is named; expected a column code, codes or frame, columns of 1 and 0"),
    "no code": ("text,code\na,wet\nb,\n", ', line 3: no code in column "code"; expected one, or no row'),
    "no text": ("text,code\na,wet\n,wet\n", ', line 3: no text in column "text"; expected one, or no row'),
    "slip": ("text,code\n" + "a,wet\n" * 12 + "b,Wet\n", ', line 14: code "Wet" (did you mean "wet"?); expected each code spelt one way'),
    "no flag": ("text,wet\n" + "a,1\n" * 12 + "b,2\n", ', line 14: column "wet" has "2"; expected 1 or 0'),
    "short row": ("text,code,note\na,wet,\nb,wet\n", ", line 3: the row has 2 fields, the header 3; it was left out"),
}


@pytest.mark.parametrize(("rows", "message"), SHEET_FAULTS.values(), ids=SHEET_FAULTS)
def test_a_fault_of_a_sheet_is_named_with_its_line_and_fix(tmp_path, rows, message):
    (tmp_path / "sheet.csv").write_text(rows, encoding="utf-8")
    with pytest.raises(ParameterError) as raised:
        eh.fit_coder(tmp_path / "sheet.csv")
    assert str(raised.value).startswith(str(tmp_path / "sheet.csv"))
    assert message in str(raised.value)


def test_what_is_no_sheet_is_refused(tmp_path):
    with pytest.raises(ReadError, match=r"none\.csv: no such file; expected a hand-coding sheet: CSV, Excel or JSONL"):
        eh.fit_coder(tmp_path / "none.csv")
    with pytest.raises(ParameterError, match="^texts without codes; expected codes as well, or a hand-coding sheet"):
        eh.fit_coder(["It rains."])
    with pytest.raises(ParameterError, match='^columns names "txt"'):
        eh.read_coding_sheet(COVERS, {"txt": "text"})
