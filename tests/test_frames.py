from __future__ import annotations

import pytest

import evenhand as eh
from evenhand.lexicons import read_lexicon

BOOK = read_lexicon("generic_frames")
LAST = "The homeless families wait in the hall of the school on Marl Street until the water falls."


@pytest.mark.parametrize("frame", BOOK.categories)
def test_each_frame_finds_its_own_example_and_not_its_counter_example(frame):
    told = BOOK.categories[frame]
    counts = eh.count_frames([told["example"], told["counter_example"]])
    assert counts[frame].tolist()[0] >= 1
    assert counts[frame].tolist()[1] == 0


@pytest.mark.parametrize("frame", BOOK.categories)
def test_each_frame_says_what_a_coder_needs(frame):
    assert {"label", "question", "items", "include", "exclude", "example", "counter_example"} <= set(BOOK.categories[frame])


def test_marks_tell_voice_and_part():
    corpus = eh.corpus_from("Homeless families wait in the hall\n\n“The homeless families wait,” said Ada Quill.\n\n" + LAST, parts="auto")
    marks = eh.find_frames(corpus.with_tables(quotes=eh.find_quotes(corpus)))
    waiting = marks[marks["term"] == "homeless families"]
    assert waiting["voice"].tolist() == ["reporter", "quoted", "reporter"]
    assert waiting["quote_id"].notna().tolist() == [False, True, False]
    assert waiting["part"].tolist()[0] == "headline"


def test_without_quotes_the_voice_is_unknown():
    assert eh.find_frames(eh.corpus_from("The homeless families wait."))["voice"].unique().tolist() == ["unknown"]


def test_a_text_without_marks_keeps_its_row():
    assert eh.count_frames(["It rains.", ""]).to_numpy().sum() == 0
    assert len(eh.count_frames(["It rains.", ""])) == 2


def test_a_codebook_of_ones_own_counts_in_its_order(tmp_path):
    (tmp_path / "own.csv").write_text("term,category\nbus*,transport\nnight bus,night\n", encoding="utf-8")
    about = (
        'title = "T"\nversion = "1.0"\nsource = "S"\nlicence = "CC0-1.0"\n[frames.transport]\nlabel = "T"\n[frames.night]\nlabel = "N"\n'
    )
    (tmp_path / "own.toml").write_text(about, encoding="utf-8")
    counts = eh.count_frames(["The night bus and two buses."], tmp_path / "own.csv")
    assert counts.to_dict("records") == [{"transport": 1, "night": 1}]
