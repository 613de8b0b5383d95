from __future__ import annotations

import pytest

import evenhand as eh
from evenhand.errors import StudyError
from evenhand.study import read_study

GOOD = 'title = "T"\nquestion = "Q?"\n[corpus]\npaths = ["."]\n'


def _study(folder, text):
    path = folder / "study.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD + "[group]\nby = 'outlet'\n", '"group" means nothing (did you mean "groups"?); expected: title, question, '),
        (GOOD + "[groups]\nbuy = 'outlet'\n", '"groups.buy" means nothing (did you mean "by"?); expected: by'),
        (GOOD + "[statistics]\nseed = 'one'\n", "statistics.seed is 'one'; expected a whole number"),
        (GOOD.replace('title = "T"\n', ""), "title is missing; expected a text"),
        (
            GOOD + "[sides.left]\nname = ['A']\n",
            '"sides.left.name" means nothing (did you mean "names"?); expected: names, types, patterns',
        ),
        (GOOD + "[sides.left]\nnames = 'A'\n", "sides.left.names is 'A'; expected a list of texts"),
        (GOOD.replace('["."]', '"."'), "corpus.paths is '.'; expected a list of texts"),
        ("title = ", "Invalid value"),
    ],
)
def test_a_fault_in_a_study_names_the_key_and_the_fix(tmp_path, text, message):
    path = _study(tmp_path, text)
    with pytest.raises(StudyError) as raised:
        read_study(path)
    assert str(raised.value).startswith(str(path))
    assert message in str(raised.value)


def test_a_study_that_is_not_there_names_the_nearest():
    with pytest.raises(StudyError, match=r'^no study "teachin" \(did you mean "teaching"\?\); expected a study.toml, '):
        read_study("teachin")


def test_a_bare_folder_is_a_study(tmp_path):
    (tmp_path / "one.txt").write_text("Council keeps buses\n\nThe council voted to keep the buses, said Ada Quill.\n", encoding="utf-8")
    study = read_study(tmp_path)
    assert study.sides == {}
    assert study.groups == ["(unknown)"]
    assert study.side_counts["article_id"].tolist() == ["one"]
    assert study.corpus.articles["file"].tolist() == [f"{tmp_path.name}/one.txt"]


def test_a_column_to_group_by_has_to_be_there(tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "It rained in the town all day long."}\n', encoding="utf-8")
    with pytest.raises(StudyError, match=r'groups.by is "outlets" \(did you mean "outlet"\?\); the articles have: '):
        read_study(_study(tmp_path, GOOD + "[groups]\nby = 'outlets'\n")).measure()


def test_load_articles_is_one_row_an_article_with_its_features(seeds, study):
    table = eh.load_articles(seeds, study)
    assert len(table) == 40
    assert table["article_id"].is_unique
    assert table.columns.tolist() == eh.columns("features")["name"].tolist()


def test_wire_copy_is_a_switch_of_the_study(tmp_path):
    lines = ['{"id": "1", "text": "We are ready, she said.", "wire": "AP"}', '{"id": "2", "text": "It rains on the coast."}']
    (tmp_path / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    text = GOOD.replace('["."]', '["articles.jsonl"]')
    every, own = (read_study(_study(tmp_path, text + f"own_copy = {switch}\n")).articles for switch in ("false", "true"))
    assert [table["article_id"].tolist() for table in (every, own)] == [["1", "2"], ["2"]]
