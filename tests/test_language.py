from __future__ import annotations

import evenhand as eh


def test_marks_name_list_class_and_place():
    corpus = eh.corpus_from("The fiasco may end.")
    marks = eh.find_language(corpus)
    assert marks[["lexicon", "term", "start", "end"]].values.tolist() == [["loaded", "fiasco", 4, 10], ["hedges", "may", 11, 14]]
