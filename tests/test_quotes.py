"""Quotes: who said what, on invented two-sentence texts."""

from __future__ import annotations

import time
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evenhand.corpus import corpus_from
from evenhand.quotes import QUOTE_COLUMNS, find_quotes
from evenhand.quotes.marks import passages

SEED = Path(__file__).parents[1].parent / "shared" / "seeds" / "000_d60521fe995ea87a.txt"


def rows(text: str, *columns: str) -> list[tuple[object, ...]]:
    """Return some columns of the quotes of one text; ``said`` is the content as printed, parts set apart by a bar."""
    quotes = find_quotes(corpus_from(text))
    quotes["said"] = [" | ".join(text[start:end] for start, end in spans) for spans in quotes["spans"]]
    return list(quotes[list(columns)].astype(object).where(quotes[list(columns)].notna(), None).itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "said"),
    [
        ('"The plan is dead," said Mayor Ada Lind.', "Mayor Ada Lind", "said", '"The plan is dead,"'),
        ('"The plan is dead," she said.', "she", "said", '"The plan is dead,"'),
        ("''It never works,'' Mr. Moss told reporters.", "Mr. Moss", "told reporters", "''It never works,''"),
        ("“We were here first,” she said, “and we shall stay.”", "she", "said", "“We were here first,” | “and we shall stay.”"),
        ('"It is over," said Moss. "Nobody will pay."', "Moss", "said", '"It is over," | "Nobody will pay."'),
        ('Lind said: "The road is closed and will stay closed."', "Lind", "said", '"The road is closed and will stay closed."'),
        ('Ada Lind: "The road is closed and will stay closed."', "Ada Lind", ":", '"The road is closed and will stay closed."'),
        ('"The road is closed and will stay closed." - Ada Lind', "Ada Lind", "-", '"The road is closed and will stay closed."'),
        ("'We were not told about it,' said Lind. The crane came.", "Lind", "said", "'We were not told about it,'"),
        ("“Is it true,“ asked Moss. Nobody knew.", "Moss", "asked", "“Is it true,“"),
    ],
)
def test_direct_quotation_has_its_speaker(text: str, speaker: str, cue: str, said: str) -> None:
    assert rows(text, "kind", "speaker", "cue", "said")[0] == ("direct", speaker, cue, said)


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "said"),
    [
        ("Lind said that the harbour was safe.", "Lind", "said", "that the harbour was safe"),
        ("The ministry said the harbour was safe.", "The ministry", "said", "the harbour was safe"),
        ("Lind and Moss said the harbour was safe.", "Lind and Moss", "said", "the harbour was safe"),
        ("Lind, who runs the port, said it was safe.", "Lind, who runs the port", "said", "it was safe"),
        ("Lind on Tuesday said the harbour was safe.", "Lind", "said", "the harbour was safe"),
        ("According to the audit, nobody read the contract.", "the audit", "According to", "nobody read the contract"),
        ("Nobody read the contract, according to the audit.", "the audit", "according to", "Nobody read the contract"),
        ("Rents will fall, critics say.", "critics", "say", "Rents will fall"),
        ("The harbour is safe, said Ada Lind.", "Ada Lind", "said", "The harbour is safe"),
        ("Nobody asked us, islanders say", "islanders", "say", "Nobody asked us"),
        ("The union criticised the new pay offer.", "The union", "criticised", "the new pay offer"),
        ("The audit found that the crane was unsafe.", "The audit", "found", "that the crane was unsafe"),
        ("Lind: rent cap will fail", "Lind", ":", "rent cap will fail"),
        ("The firm claimed to have paid everyone.", "The firm", "claimed", "to have paid everyone"),
        ("The farmers were told that the sluice would stay shut.", None, "were told", "that the sluice would stay shut"),
    ],
)
def test_indirect_speech_has_its_speaker(text: str, speaker: str | None, cue: str, said: str) -> None:
    assert rows(text, "kind", "speaker", "cue", "said") == [("indirect", speaker, cue, said)]


def test_words_in_marks_inside_a_report_make_it_mixed() -> None:
    assert rows('Moss said the plan was "a gift to nobody".', "kind", "said") == [("mixed", 'the plan was "a gift to nobody"')]


@pytest.mark.parametrize(
    "text",
    [
        'The so-called "reform" cost the town a lot of money.',
        "The women had been charged with theft. He was admitted to hospital.",
        "Lind's claims are old. The plan's supporters were silent.",
        "The Lantern Post building burned down. State schools were shut.",
    ],
)
def test_what_only_looks_like_speech_is_none(text: str) -> None:
    assert rows(text, "said") == []


def test_quotation_over_three_paragraphs_is_one_quote_with_one_speaker() -> None:
    text = "Moss remembered the night.\n\n“The water came at two.\n\n“It took the boat.\n\n“It took the shed,” he said."
    assert rows(text, "speaker", "said") == [("he", "“The water came at two. | “It took the boat. | “It took the shed,”")]


def test_quotation_standing_alone_belongs_to_the_speaker_before() -> None:
    text = '"We came in March," said Odd Moss, the skipper.\n\n"Nobody told us about the new fee."'
    assert rows(text, "speaker", "said") == [("Odd Moss, the skipper", '"We came in March," | "Nobody told us about the new fee."')]


def test_report_joined_with_and_keeps_its_subject() -> None:
    text = "The council blamed the weather and claimed that nobody had known."
    assert rows(text, "speaker", "cue", "cue_class") == [("The council", "blamed", "accusing"), ("The council", "claimed", "distancing")]


def test_participle_takes_the_subject_of_its_sentence() -> None:
    assert rows("Lind opened the pier, saying that it would last.", "speaker", "cue") == [("Lind", "saying")]


def test_turns_of_a_transcript_are_direct_quotes() -> None:
    text = "LIND: We never saw the letter.\n\nMOSS: That is not what you said.\n\nLIND: It is what I said."
    assert rows(text, "kind", "speaker") == [("direct", "LIND"), ("direct", "MOSS"), ("direct", "LIND")]


def test_utterance_of_nobody_keeps_its_row_without_a_speaker() -> None:
    text = '"I do not know where my money went and nobody at the bank will say."'
    assert rows(text, "kind", "speaker", "cue") == [("direct", None, None)]


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("Lind did not say whether she would pay.", True),
        ("She refused to say who paid.", True),
        ("The ministry declined to comment.", True),
        ("Lind never said that she would pay.", True),
        ("Lind said that she would not pay.", False),
    ],
)
def test_refused_and_negated_speech_is_marked(text: str, negated: bool) -> None:  # noqa: FBT001 - a table of cases
    assert rows(text, "negated") == [(negated,)]


@pytest.mark.parametrize("mark", ['"', "“", "”", "''", "``", "‘", "'"])
def test_odd_mark_costs_at_most_its_own_paragraph(mark: str) -> None:
    text = f'Lind came home. {mark}Nobody was there.\n\nRain fell. "It is late," Moss said.'
    assert rows(text, "speaker", "said")[-1] == ("Moss", '"It is late,"')


def test_apostrophes_are_no_marks() -> None:
    assert passages("The dogs' bowl and Moss's '90s boat weren't sold.", [(0, 49)]) == []


def test_no_quotes_gives_no_rows_and_the_same_columns_and_types() -> None:
    some, none = find_quotes(corpus_from('"No," he said.')), find_quotes(corpus_from("It rained."))
    assert list(none.columns) == QUOTE_COLUMNS
    assert len(none) == 0
    kinds = [column for column in QUOTE_COLUMNS if column != "article_id"]
    assert none[kinds].dtypes.tolist() == some[kinds].dtypes.tolist()


def test_position_words_and_part_follow_the_text() -> None:
    text = 'Rain fell all day. "No more of this," he said.'
    quotes = find_quotes(corpus_from(text))
    assert quotes[["n_words", "part", "quote_id"]].to_numpy().tolist() == [[4, "lead", 0]]
    assert quotes["position"].iloc[0] == pytest.approx(text.index('"') / len(text))


PIECES = [
    '"',
    "“",
    "”",
    "''",
    "'",
    ",",
    ".",
    "\n\n",
    "said",
    "Lind",
    "she",
    "that",
    "the plan",
    "failed",
    "according to",
    ":",
    "told",
    "and",
    "(",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_every_quote_lies_in_the_text_as_printed(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for quote in find_quotes(corpus_from(text or "x")).itertuples():
        assert quote.start == quote.spans[0][0]
        assert quote.end == max(end for _, end in quote.spans)
        assert all(0 <= start < end <= len(text) for start, end in quote.spans)
        for name in ("speaker", "cue"):
            if pd.notna(getattr(quote, name)):
                assert text[getattr(quote, f"{name}_start") : getattr(quote, f"{name}_end")] == getattr(quote, name)


def test_articles_do_not_touch_each_other() -> None:
    texts = ['"We came in March," said Moss.', '"The boat was old and nobody told us about it at all."', "Lind said it was safe."]
    together = find_quotes(corpus_from(texts))
    apart = [find_quotes(corpus_from(text)) for text in texts]
    assert together["speaker"].astype(object).tolist() == pd.concat(apart)["speaker"].astype(object).tolist()
    assert together["spans"].tolist() == pd.concat(apart)["spans"].tolist()


@pytest.mark.parametrize("unit", ["according to the man, ", '"a said b, "c" said d and said e, ', "“ f '' ", "said, and, saying adding "])
def test_time_grows_linearly_with_length(unit: str) -> None:
    def seconds(n: int) -> float:
        corpus = corpus_from(unit * n)
        begun = time.process_time()
        find_quotes(corpus)
        return time.process_time() - begun

    seconds(10)
    assert seconds(4000) < 8 * seconds(1000) + 0.5


def test_newspaper_article_gives_its_seven_quotes() -> None:
    if not SEED.exists():
        pytest.skip("the sample dump of /work/shared/seeds is not here")
    text = SEED.read_text(encoding="utf-8")
    body = text[text.index("President Volodymyr") : text.index("Sign up for our")]
    found = rows(body, "kind", "speaker", "cue", "cue_class")
    assert found[:7] == [
        ("indirect", "President Volodymyr Zelensky", "said", "neutral"),
        ("direct", "Zelensky", "said on social media", "neutral"),
        ("direct", "he", "added", "linking"),
        ("indirect", "Kyiv", "said", "neutral"),
        ("indirect", "battlefield maps published by the U.S.-based Institute for the Study of War", "according to", "neutral"),
        ("mixed", "The Russian army", "said", "neutral"),
        ("indirect", "The Russian army", "claimed", "distancing"),
    ]
    assert len(found) <= 8
