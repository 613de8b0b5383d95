from __future__ import annotations

from pathlib import Path

import pytest

import evenhand as eh
from evenhand.errors import ParameterError
from evenhand.lexicons import read_lexicon

BOOK = read_lexicon("generic_frames")
FOLDER = Path(eh.__file__).parent / "data" / "codebooks"
BOOKS = sorted(path.stem for path in FOLDER.glob("*.toml"))
FRAMES = [(name, frame) for name in BOOKS for frame in read_lexicon(name).categories]
LAST = "The homeless families wait in the hall of the school on Marl Street until the water falls."


def test_the_codebooks_that_ship_are_those_of_the_field():
    assert BOOKS == ["episodic_thematic", "frame_elements", "generic_frames", "moral_language", "policy_frames", "war_peace"]
    assert len(read_lexicon("policy_frames").categories) == 15


@pytest.mark.parametrize(("name", "frame"), FRAMES)
def test_each_frame_finds_its_own_example_and_not_its_counter_example(name, frame):
    told = read_lexicon(name).categories[frame]
    counts = eh.count_frames([told["example"], told["counter_example"]], name)
    assert (counts[frame].tolist()[0] >= 1) != bool(told.get("residual"))
    assert counts[frame].tolist()[1] == 0


@pytest.mark.parametrize(("name", "frame"), FRAMES)
def test_each_frame_says_what_a_coder_needs(name, frame):
    assert {"label", "question", "include", "exclude", "example", "counter_example"} <= set(read_lexicon(name).categories[frame])


@pytest.mark.parametrize("frame", set(read_lexicon("policy_frames").categories) - {"other"})
def test_the_rule_over_weighted_terms_names_the_frame_of_each_example(frame):
    assert frame in eh.leading_frames([read_lexicon("policy_frames").categories[frame]["example"]])["tied"][0].split(" + ")


def test_the_rule_declares_ties_and_names_the_rest():
    table = eh.leading_frames(["Police on the tariff.", "It rains.", ""])
    assert table["tied"].tolist() == ["economic + crime_punishment", "other", "other"]
    assert table["margin"].tolist() == [0, 0, 0]
    merged = eh.leading_frames(["Police in court."], merge={"legality": "law", "crime_punishment": "law"})
    assert merged[["frame", "score"]].to_numpy().tolist() == [["law", 6.0]]
    with pytest.raises(ParameterError, match=r'^merge names "moralty" \(did you mean "morality"\?\); the codebook has: '):
        eh.leading_frames([""], merge={"moralty": "law"})


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
