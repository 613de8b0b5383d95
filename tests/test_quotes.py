from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import evenhand as eh
from evenhand.errors import ParameterError
from evenhand.quotes.columns import Vocabulary, sequence_lengths, shape, word_rows
from evenhand.quotes.consensus import consensus
from evenhand.quotes.findings import Findings
from evenhand.quotes.labels import LABELS, may_follow
from evenhand.quotes.layout import sheet_of
from evenhand.quotes.model import WEIGHTS
from evenhand.quotes.segments import CONTENT, CUE, SOURCE, segments_of

STORY = (
    'The harbour will close in May, the ministry said on Monday.\n\n"We were never asked," said Ada Quill, who runs the ferry. '
    '"Nobody came to see us."\n\nShe added that the boats would move north, according to a letter seen by the Courier.\n\n'
    "Critics fear the plan will cost jobs. The bridge is ten years old."
)
OTHER = "The mayor told reporters he would resign.\n\nIt rained all day."


def _rows(quotes):
    columns = ["kind", "spans", "speaker", "cue", "cue_class", "negated", "n_words", "confidence"]
    return quotes[["article_id", *columns]].astype({"article_id": "str"}).to_numpy().tolist()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"The plan is dead," Lind said.', [("direct", '"The plan is dead,"', "Lind", "said")]),
        ("The mayor said that the bridge would open in May.", [("indirect", "that the bridge would open in May", "The mayor", "said")]),
        ('"We are ready," said Mayor Ada Quill. "We will win."', [("direct", '"We are ready,"|"We will win."', "Mayor Ada Quill", "said")]),
        ("''We lost,'' Mr. Lind said.", [("direct", "''We lost,''", "Mr. Lind", "said")]),
        ("“We lost,” Mr. Lind said.", [("direct", "“We lost,”", "Mr. Lind", "said")]),
        ("It rains. The bridge is long.", []),
    ],
    ids=["direct", "indirect", "split quotation", "double apostrophes", "curly", "no quote"],
)
def test_who_said_what(text, expected):
    quotes = eh.find_quotes(eh.corpus_from(text))
    found = [
        (quote.kind, "|".join(text[start:end] for start, end in quote.spans), quote.speaker, quote.cue) for quote in quotes.itertuples()
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        ("„The bridge is closed,“ said Ada Quill. „We will wait.“", ["„The bridge is closed,“|„We will wait.“"]),
        ("«The bridge is closed,» said Ada Quill.", ["«The bridge is closed,»"]),
        ("« The bridge is closed, » said Ada Quill.", ["« The bridge is closed, »"]),
        ("``The bridge is closed,'' said Ada Quill.", ["``The bridge is closed,''"]),
        ("‘The bridge is closed,’ said Ada Quill.", ["‘The bridge is closed,’"]),
        (
            "“He told me, ‘Never come back,’ and I left,” said Ada Quill.",
            ["“He told me, ‘Never come back,’ and I left,”"],
        ),
        ('"The bridge is closed." - Ada Quill', ['"The bridge is closed."']),
        ('"The bridge is closed."\n\n— Ada Quill', ['"The bridge is closed."']),
        ('"It is old.\n\n"It is rusty.\n\n"It must go," Ada Quill said.', ['"It is old.|"It is rusty.|"It must go,"']),
        ('Ada Quill continued:\n\n"The bridge is closed. It was not safe."', ['"The bridge is closed. It was not safe."']),
    ],
    ids=["low-high", "guillemets", "guillemets, spaced", "backticks", "single", "nested", "credit", "credit below", "named last", "block"],
)
def test_marks_of_all_prints_hold_what_their_speaker_says(text, contents):
    quotes = eh.find_quotes(eh.corpus_from(text))
    assert ["|".join(text[start:end] for start, end in spans) for spans in quotes["spans"]] == contents
    assert quotes["speaker"].tolist() == ["Ada Quill"]


def test_two_speakers_of_one_paragraph_stay_two():
    quotes = eh.find_quotes(eh.corpus_from('"We won the vote," said Ada Quill. "We lost our bridge," said Jon Lind.'))
    assert quotes["speaker"].tolist() == ["Ada Quill", "Jon Lind"]


@pytest.mark.parametrize(
    ("lines", "speakers"),
    [
        (["QUILL: It closed in May.", "LIND: Did the town know?", "QUILL: It was told in April."], ["QUILL", "LIND", "QUILL"]),
        (["Q: Why did it close?", "A: It was old.", "Q: Who told you?", "A: The engineers."], ["Q", "A", "Q", "A"]),
    ],
    ids=["transcript", "interview"],
)
def test_turns_of_a_transcript_belong_to_whom_they_name(lines, speakers):
    text = "\n\n".join(lines)
    turns = eh.find_quotes(eh.corpus_from(text)).query("cue == ':'")
    assert turns["speaker"].tolist() == speakers
    assert [text[start:end] for start, end in zip(turns["start"], turns["end"], strict=True)] == [line.split(": ")[1] for line in lines]


def test_labels_that_do_not_take_turns_are_no_speakers():
    text = "Opening hours: nine to five.\n\nAddress: Quay Street 1.\n\nTickets: at the door."
    assert eh.find_quotes(eh.corpus_from(text)).query("confidence > .8").empty


def test_a_mark_too_few_costs_no_more_than_its_paragraph():
    quotes = eh.find_quotes(eh.corpus_from('"The bridge is closed, said Ada Quill.\n\nThe mayor said that it would open in May.'))
    assert quotes["speaker"].tolist()[-1] == "The mayor"


@pytest.mark.parametrize("filling", ['"', "''", "said ", '"a ', ": ", "A: "])
def test_a_paragraph_of_200_000_characters_comes_through(filling):
    text = filling * (200_000 // len(filling))
    assert len(eh.find_quotes(eh.corpus_from(text))) <= len(text) // 4


def test_a_long_paragraph_of_quotations_keeps_them_all():
    sentence = '"The rain fell on the harbour," said Ada Quill. '
    quotes = eh.find_quotes(eh.corpus_from(sentence * 4000))
    assert (quotes["speaker"] == "Ada Quill").mean() > 0.99
    assert quotes["n_words"].sum() > 0.99 * 4000 * 6


def test_capitals_of_a_headline_are_no_obstacle():
    quotes = eh.find_quotes(eh.corpus_from("MAYOR TO CLOSE BRIDGE IN MAY\n\nThe mayor said on Monday that the bridge would close."))
    assert quotes["speaker"].tolist() == ["The mayor"]


def test_quotes_can_be_narrowed_by_kind_and_confidence():
    corpus = eh.corpus_from(STORY)
    every = eh.find_quotes(corpus)
    direct = eh.find_quotes(corpus, kinds=["direct"])
    assert direct["start"].tolist() == every.loc[every["kind"] == "direct", "start"].tolist()
    assert direct["quote_id"].tolist() == list(range(len(direct)))
    sure = eh.find_quotes(corpus, min_confidence=0.9)
    assert sure["start"].tolist() == every.loc[every["confidence"] >= 0.9, "start"].tolist()
    with pytest.raises(ParameterError, match=r'^a kind is "dirct" \(did you mean "direct"\?\); expected one of: direct, indirect, mixed$'):
        eh.find_quotes(corpus, kinds=["dirct"])


def test_a_quotation_over_three_paragraphs_is_one_quote_of_one_speaker():
    paragraphs = [
        '"The first winter was hard," said Ada Quill. "We had no heating.',
        '"The second was worse, and nobody came.',
        '"The third was mild."',
    ]
    text = "\n\n".join(paragraphs)
    quotes = eh.find_quotes(eh.corpus_from(text))
    assert quotes["speaker"].tolist() == ["Ada Quill"]
    assert quotes["end"].tolist() == [len(text)]


@given(
    st.lists(
        st.sampled_from(['"', "“", "”", "''", "«", "»", "said", "Lind", "that", "rain", ",", ".", "\n\n", " ", "she", ":"]), max_size=60
    )
)
def test_offsets_are_those_of_the_text(pieces):
    text = " ".join(pieces)
    quotes = eh.find_quotes(eh.corpus_from(text))
    for quote in quotes.itertuples():
        assert [quote.start, quote.end] == [quote.spans[0][0], quote.spans[-1][1]]
        assert all(a < b for a, b in quote.spans)
        assert all(one[1] <= two[0] for one, two in pairwise(quote.spans))
        assert text[quote.cue_start : quote.cue_end] == quote.cue
        assert pd.isna(quote.speaker) or text[quote.speaker_start : quote.speaker_end] == quote.speaker
        assert 0 <= quote.confidence <= 1


def test_shuffled_articles_have_the_same_quotes():
    texts = [STORY, OTHER, "", STORY.replace("\n\n", " ")]
    ids = ["a", "b", "c", "d"]
    there = _rows(eh.find_quotes(eh.corpus_from(texts, article_id=ids)))
    back = _rows(eh.find_quotes(eh.corpus_from(texts[::-1], article_id=ids[::-1])))
    assert sorted(there, key=lambda row: (row[0], row[2])) == sorted(back, key=lambda row: (row[0], row[2]))


def test_an_article_alone_has_the_quotes_it_has_in_company():
    together = eh.find_quotes(eh.corpus_from([OTHER, STORY], article_id=["a", "b"]))
    alone = eh.find_quotes(eh.corpus_from(STORY, article_id=["b"]))
    assert _rows(together[together["article_id"] == "b"]) == _rows(alone)


def test_no_quotes_keep_the_columns():
    quotes = eh.find_quotes(eh.corpus_from(["", "It rains."]))
    assert quotes.columns.tolist() == eh.find_quotes(eh.corpus_from(STORY)).columns.tolist()
    assert quotes.empty


def test_boilerplate_is_never_quoted():
    story = [
        "Ferry to close",
        "By Ada Quill",
        '"We were never asked," said Lind.',
        "Sign up for our newsletter",
        "All rights reserved, said Lind.",
    ]
    corpus = eh.corpus_from("\n\n".join(story), parts="auto")
    furniture = corpus.paragraphs[corpus.paragraphs["part"].isin(["boilerplate", "byline", "credit"])]
    quotes = eh.find_quotes(corpus)
    assert not any(quote.start < row.end and row.start < quote.end for quote in quotes.itertuples() for row in furniture.itertuples())


def test_a_long_paragraph_is_cut_at_the_ends_of_sentences():
    sheet = sheet_of(eh.corpus_from("The rain fell on the harbour all day long. " * 200))
    lengths = sequence_lengths(sheet)
    assert lengths.sum() == len(sheet)
    assert lengths.max() <= 256
    assert (sheet.sentence[np.cumsum(lengths)[:-1]] != sheet.sentence[np.cumsum(lengths)[:-1] - 1]).all()


def test_spans_are_carried_on_only_by_their_own_kind():
    legal = {(LABELS[a], LABELS[b]) for a in range(15) for b in range(15) if may_follow(a, b) and LABELS[b].startswith("I-")}
    assert legal == {(f"{step}-{label[2:]}", label) for label in LABELS if label.startswith("I-") for step in "BI"}


def test_labels_become_segments():
    labels = np.array([[3, 4, 1, 2, 0, 11, 12, 12], [0, 0, 1, 7, 8, 7, 0, 0]], np.int8)
    found = segments_of(labels, np.array([0, 0, 0, 0, 0, 1, 1, 1]), 2)
    assert list(zip(found.begin.tolist(), found.end.tolist(), found.role.tolist(), found.page.tolist(), strict=True)) == [
        (0, 2, SOURCE, 0), (2, 4, CUE, 0), (5, 8, CONTENT, 1), (2, 3, CUE, 2), (3, 5, CONTENT, 2), (5, 6, CONTENT, 3),
    ]  # fmt: skip


def test_unknown_words_have_number_nought():
    vocabulary = Vocabulary(["rain"], ["rain"], ["ain"], ["rai"], [shape("Rain")], np.array([0, 3], np.int8))
    assert word_rows(vocabulary, ["Rain", "Xyz"]).tolist() == [[1, 1, 1, 1, 1, 3], [0, 0, 0, 0, 1, 0]]


def _finding(*rows):
    """Make findings of rows (page, cue, source, content begin, content end)."""
    page, cue, source, begin, end = (np.array(column, np.int64) for column in zip(*rows, strict=True))
    at = np.arange(len(rows))
    return Findings(page, cue, cue + 1, source, np.where(source < 0, -1, source + 1), np.ones(len(rows)), at, begin, end)


def test_consensus_keeps_what_enough_labellings_agree_on():
    # Three labellings of one article: all have one report, its content more or less long; one has a second.
    found = _finding((0, 5, 4, 6, 16), (1, 5, 4, 6, 14), (2, 5, 4, 6, 14), (2, 30, 29, 31, 40))
    kept = consensus(found, 1, np.array([1.0, 1.0, 1.0]), 0.5)
    assert (kept.piece_begin.tolist(), kept.piece_end.tolist(), kept.share.tolist()) == ([6], [14], [1.0])


def test_votes_need_the_same_source():
    found = _finding((0, 5, 4, 6, 16), (1, 5, -1, 6, 16), (2, 5, -1, 6, 16))
    kept = consensus(found, 1, np.array([1.0, 1.0, 1.0]), 0.5)
    assert (kept.source_begin.tolist(), kept.share.round(2).tolist()) == ([-1], [0.67])


def test_the_shipped_model_is_small_and_holds_no_objects():
    assert WEIGHTS.stat().st_size < 5_000_000
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        assert all(stored[name].dtype.kind in "iufU" for name in stored.files)
