"""The campaign study: its script turns a checkout into input, and its file is a study. The articles themselves are not here."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

import evenhand as eh

FOLDER = Path(__file__).parents[1] / "analysis" / "campaign2016"
HEADER = "compartment\tfilename\tpublisher\tpublication_date\tauthor\ttitle\twire\n"


@pytest.fixture(scope="module")
def prepare():
    spec = importlib.util.spec_from_file_location("prepare", FOLDER / "prepare.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_checkout_gives_its_train_part_only(prepare, tmp_path):
    (tmp_path / "data" / "train" / "text").mkdir(parents=True)
    rows = "train\ta_1\tnyt\t2016-01-02\tNone\tWho wins?\tAP\nother\tb_2\tnyt\t2016-09-09\tX\tT\tNA\n"
    (tmp_path / "data" / "metadata.tsv").write_text(HEADER + rows, encoding="utf-8")
    (tmp_path / "data" / "train" / "text" / "a_1.txt").write_text("Who wins?.\n\nNobody knows.", encoding="utf-8")
    expected = {"id": "a_1", "outlet": "The New York Times", "date": "2016-01-02", "author": None, "title": "Who wins?", "wire": "AP"}
    assert list(prepare._checkout(tmp_path)) == [expected | {"text": "Who wins?\n\nNobody knows."}]


def test_a_path_that_is_not_there_is_refused(prepare, capsys):
    assert prepare.main(["nowhere"]) == 2
    assert "expected one path that exists, got: nowhere" in capsys.readouterr().err


def test_the_study_file_is_a_study_of_two_sides():
    study = eh.read_study(FOLDER / "study.toml")
    assert list(study.sides) == ["Trump", "Clinton"]
    assert study.by == "outlet"


def test_no_article_is_committed():
    assert "articles.jsonl" in (FOLDER / ".gitignore").read_text(encoding="utf-8").splitlines()
