from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import evenhand as eh
from evenhand.cues import read_cue
from evenhand.errors import StudyError, TableError
from evenhand.sources import SOURCE_COLUMNS, find_sources
from evenhand.sources.sides import SideFinder

COLUMNS = ["article_id", "quote_id", "spans", "speaker", "speaker_start", "speaker_end", "cue", "cue_start", "cue_end"]
OFFSETS = ["speaker_start", "speaker_end", "cue_start", "cue_end"]
SIDES = {
    "government": {"names": ["Edda Corvell", "Union Party"], "patterns": ["* ministry", "minister *"]},
    "opposition": {"names": ["Civic League", "Joren Tabbeck"]},
}


def quotes_of(corpus, attributions):
    """Build a quotes table from (speaker, cue, content), each found behind the one before; None stands for none."""
    rows = []
    for article_id, listed in zip(corpus.articles["article_id"], attributions, strict=True):
        text, at = corpus.text(article_id), 0
        for number, (speaker, cue, content) in enumerate(listed):
            spoken = None if speaker is None else text.index(speaker, at)
            told = None if cue is None else text.index(cue, at if spoken is None else min(spoken + len(speaker), len(text)))
            if (
                told is not None
                and spoken is not None
                and text.rfind(cue, at, spoken) >= 0
                and text[spoken - len(cue) - 1 : spoken - 1] == cue
            ):
                told = spoken - len(cue) - 1
            start = text.index(content)
            rows.append([
                article_id, number, [[start, start + len(content)]], speaker, spoken, None if spoken is None else spoken + len(speaker),
                cue, told, None if told is None else told + len(cue),
            ])  # fmt: skip
            at = max(value for value in (at, spoken, told) if value is not None)
    return pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(OFFSETS, "Int64"))


def sources_in(text, attributions, sides=None, **columns):
    corpus = eh.corpus_from(text, **columns)
    return find_sources(corpus, quotes_of(corpus, [attributions]), sides)


def spoken(text, *speakers, sides=None):
    """Return the sources of a text in which each speaker said "it"; content is the first word, which no rule reads."""
    return sources_in(text, [(speaker, "said", text.split()[0]) for speaker in speakers], sides)


@pytest.mark.parametrize(
    ("text", "speaker", "name", "kind"),
    [
        ("Energy Minister Casimir Holt said it.", "Energy Minister Casimir Holt", "Casimir Holt", "executive"),
        ("Mira Ash, a hydrologist at the university, said it.", "Mira Ash", "Mira Ash", "expert"),
        ("An attorney for Lund, Otto Brandt, said it.", "An attorney for Lund, Otto Brandt,", "Otto Brandt", "judiciary_police"),
        ("Rep. Ida Lowe (D-Ohio) said it.", "Rep. Ida Lowe (D-Ohio)", "Ida Lowe", "legislature"),
        ("Republican nominee Gov. Carl Voss said it.", "Republican nominee Gov. Carl Voss", "Carl Voss", "party"),
        ("The Transport Ministry said it.", "The Transport Ministry", "Transport Ministry", "executive"),
        (
            "The Securities and Exchange Commission said it.",
            "The Securities and Exchange Commission",
            "Securities and Exchange Commission",
            "executive",
        ),
        ("Quennet police said it.", "Quennet police", "Quennet police", "judiciary_police"),
        (
            "A study published in May by the centre said it.",
            "A study published in May by the centre",
            "A study published in May by the centre",
            "document",
        ),
        ("One resident said it.", "One resident", "One resident", "citizen"),
        ("Some sources said it.", "Some sources", "Some sources", "unknown"),
        ("French President Remy Aubert said it.", "French President Remy Aubert", "Remy Aubert", "foreign"),
    ],
    ids=lambda value: value if len(value) < 20 else "",
)
def test_a_source_has_its_name_and_type(text, speaker, name, kind):
    sources, _ = spoken(text, speaker)
    assert sources[["name", "type"]].to_numpy().tolist() == [[name, kind]]


@pytest.mark.parametrize(
    ("text", "speakers", "numbers"),
    [
        ("Ana Lind said yes. Lind said no. She said so.", ["Ana Lind", "Lind", "She"], [0, 0, 0]),
        ("The Harbour Transport Authority (HTA) said yes. The HTA said no.", ["The Harbour Transport Authority", "The HTA"], [0, 0]),
        ("The Energy Ministry said yes. The ministry said no.", ["The Energy Ministry", "The ministry"], [0, 0]),
        ("Mayor Ana Lind said yes. The mayor said no.", ["Mayor Ana Lind", "The mayor"], [0, 0]),
        ("A senior official said yes. The official said no.", ["A senior official", "The official"], [0, 0]),
        ("A senior official said yes. Another official said no.", ["A senior official", "Another official"], [0, 1]),
        ("A survey said yes. The study said no. It said so.", ["A survey", "The study", "It"], [0, 0, 0]),
        ("Mr. Ben Roe met Mrs. Ida Roe. Mrs. Roe said yes. He said no.", ["Mrs. Roe", "He"], [0, 1]),
        ("Ana Lind and Ben Roe said yes. Lind said no.", ["Ana Lind and Ben Roe", "Lind"], [0, 1]),
        ("Lind aides said yes. Ana Lind said no.", ["Lind aides", "Ana Lind"], [0, 1]),
        ("ANA LIND: Yes, she said. Ana Lind said no.", ["ANA LIND", "Ana Lind"], [0, 0]),
    ],
)
def test_names_pronouns_and_descriptions_meet_in_one_source(text, speakers, numbers):
    _, quotes = spoken(text, *speakers)
    assert quotes["source_id"].tolist() == numbers


@pytest.mark.parametrize(
    ("text", "speaker", "anonymity"),
    [
        ("Mayor Ana Lind said it.", "Mayor Ana Lind", "named_described"),
        ("Ana Lind said it.", "Ana Lind", "named"),
        ("A senior official said it.", "A senior official", "described"),
        ("Sources said it.", "Sources", "bare"),
        ("The report said it.", "The report", "document"),
    ],
)
def test_anonymity_has_rungs(text, speaker, anonymity):
    assert spoken(text, speaker)[0]["anonymity"].tolist() == [anonymity]


def test_a_passive_cue_hides_its_source():
    sources, quotes = sources_in("It is believed that the port will close.", [(None, "is believed", "that the port will close")])
    assert sources["anonymity"].tolist() == ["hidden"]
    assert quotes["source_id"].tolist() == [0]


def test_a_direct_quote_without_speaker_goes_on_with_the_one_before():
    text = 'Ana Lind said: "We wait."\n\n"We always wait."'
    _, quotes = sources_in(text, [("Ana Lind", "said", '"We wait."'), (None, None, '"We always wait."')])
    assert quotes["source_id"].tolist() == [0, 0]


def test_a_quote_nobody_can_be_found_for_keeps_its_row():
    sources, quotes = sources_in("Waiting is long.", [(None, None, "Waiting")])
    assert quotes["source_id"].isna().tolist() == [True]
    assert sources.empty


@pytest.mark.parametrize(
    ("text", "speaker", "gender"),
    [
        ("Q. Lind said it. She left.", "Q. Lind", "female"),
        ("Mr. Lind said it.", "Mr. Lind", "male"),
        ("The spokeswoman said it.", "The spokeswoman", "female"),
        ("Peter Lind said it.", "Peter Lind", "male"),
        ("Zorv Lind, a teacher, said it.", "Zorv Lind", "unknown"),
        ("The Energy Ministry said it.", "The Energy Ministry", "none"),
    ],
)
def test_gender_is_what_the_text_shows(text, speaker, gender):
    assert spoken(text, speaker)[0]["gender"].tolist() == [gender]


def test_first_person_in_a_signed_piece_is_the_author():
    sources, _ = sources_in("I said it.", [("I", "said", "it")], author=["Ada Quill"])
    assert sources[["name", "type", "person_key"]].to_numpy().tolist() == [["Ada Quill", "media", "ada quill"]]


def test_person_keys_join_people_across_articles_but_never_the_unnamed():
    corpus = eh.corpus_from(["Mayor Ana Lind said it. An aide said so."] * 2, article_id=["a", "b"])
    listed = [("Mayor Ana Lind", "said", "it"), ("An aide", "said", "so")]
    sources, _ = find_sources(corpus, quotes_of(corpus, [listed, listed]))
    assert sources["person_key"].tolist() == ["ana lind", "a: an aide", "ana lind", "b: an aide"]


@pytest.mark.parametrize(
    ("cue", "kind", "negated"),
    [
        ("said", "neutral", False), ("claimed", "distancing", False), ("has called for", "directive", False), ("added", "linking", False),
        ("did not say", "neutral", True), ("declined to comment", "neutral", True), ("believes", "mental", False),
        ("slammed", "accusing", False),
        ("pointed out", "endorsing", False), ("admitted", "conceding", False), ("joked", "emotive", False), (":", "neutral", False),
        ("", "neutral", False), ("continued to insist", "distancing", False), ("was waving at", "other", False),
        ("decided to accuse", "accusing", False), ("responded by accusing", "accusing", False), ("said of accepting it", "neutral", False),
        ("has long criticised", "accusing", False), ("showed interest", "mental", False), ("expressed doubt", "mental", False),
        ("[Herald.]", "neutral", False), ("of", "other", False), ("went on to accuse", "accusing", False),
    ],
)  # fmt: skip
def test_a_cue_has_class_and_negation(cue, kind, negated):
    found = read_cue(cue)
    assert (found.cue_class, found.negated) == (kind, negated)


@pytest.mark.parametrize(
    ("cue", "after", "kind"),
    [
        ("asked", " to describe it", "neutral"), ("asked", " the court to act", "directive"), ("declined", " to comment", "neutral"),
        ("declined", " the offer", "other"), ("looks", " to build on it", "mental"), ("looks", " weak", "other"),
        ("call", " to arms", "directive"),
    ],
)  # fmt: skip
def test_what_follows_a_cue_may_decide_its_class(cue, after, kind):
    assert read_cue(cue, "", after).cue_class == kind


def test_codes_that_are_there_are_kept():
    corpus = eh.corpus_from("Ana Lind said it.")
    quotes = quotes_of(corpus, [[("Ana Lind", "said", "it")]]).assign(cue_class="by hand", negated=True)
    _, found = find_sources(corpus, quotes)
    assert found[["cue_class", "negated"]].to_numpy().tolist() == [["by hand", True]]


@pytest.mark.parametrize(
    ("names", "unnamed", "side"),
    [
        (["Corvell"], False, "government"),
        (["the Transport Ministry"], False, "government"),
        (["League"], False, "opposition"),
        (["A League source"], True, "opposition"),
        (["Critics of Edda Corvell"], True, "unknown"),
        (["Lind"], False, "unknown"),
    ],
)
def test_a_side_is_told_by_names_and_patterns(names, unnamed, side):
    assert SideFinder(SIDES, ["executive"]).find(names, unnamed=unnamed) == side


def test_a_side_may_take_whole_types():
    sources, _ = spoken("Mayor Ana Lind said it.", "Mayor Ana Lind", sides={"government": {"types": ["executive"]}})
    assert sources["side"].tolist() == ["government"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"name": ["Lind"]}, 'sides.left has a key "name" (did you mean "names"?); expected names, types, patterns'),
        ({"names": "Lind"}, "sides.left.names is 'Lind'; expected a list of texts such as names = [\"...\"]"),
    ],
)
def test_a_faulty_side_names_its_fault(table, message):
    corpus = eh.corpus_from("It rains.")
    with pytest.raises(StudyError) as fault:
        find_sources(corpus, quotes_of(corpus, [[]]), {"left": table})
    assert str(fault.value) == message


def test_an_unknown_type_in_a_side_names_the_nearest():
    with pytest.raises(StudyError, match=r'sides\.left\.types has "exective" \(did you mean "executive"\?\)'):
        SideFinder({"left": {"types": ["exective"]}}, ["executive", "party"])


def test_a_missing_column_is_named():
    corpus = eh.corpus_from("It rains.")
    with pytest.raises(TableError, match='quotes has no column "cue"'):
        find_sources(corpus, quotes_of(corpus, [[]]).drop(columns=["cue"]))


def test_no_quotes_give_no_rows_and_the_same_columns():
    corpus = eh.corpus_from(["Ana Lind said it.", ""])
    empty, quotes = find_sources(corpus, quotes_of(corpus, [[], []]))
    full, _ = find_sources(corpus, quotes_of(corpus, [[("Ana Lind", "said", "it")], []]))
    assert list(empty.columns) == SOURCE_COLUMNS
    assert empty.dtypes.equals(full.dtypes)
    assert quotes["source_id"].dtype == "Int64"


def test_evidence_is_the_introduction_and_words_are_counted():
    text = "Ana Lind, a hydrologist at the institute, said rain would come. Lind said it was late."
    sources, _ = sources_in(text, [("Ana Lind", "said", "rain would come"), ("Lind", "said", "it was late")])
    row = sources.iloc[0]
    assert [text[start:end] for start, end in row["evidence"]] == ["Ana Lind", "a hydrologist at the institute"]
    assert row[["n_quotes", "n_words"]].tolist() == [2, 6]


def test_rows_keep_their_order_and_index():
    corpus = eh.corpus_from("Ana Lind said yes. Ben Roe said no.")
    quotes = quotes_of(corpus, [[("Ana Lind", "said", "yes"), ("Ben Roe", "said", "no")]]).iloc[::-1].set_axis([7, 3])
    sources, found = find_sources(corpus, quotes)
    assert found.index.tolist() == [7, 3]
    assert found["source_id"].tolist() == [1, 0]
    assert sources["name"].tolist() == ["Ana Lind", "Ben Roe"]


PIECES = ["Lind", "Ana", "the", "Mayor", "Dr.", "said", "she", "He", "who", "of", "and", "'s", "U.S.", "42"]
WORDS = st.sampled_from([*PIECES, *",.“”():—", "\n\n"])


@given(st.lists(WORDS, min_size=1, max_size=40), st.data())
def test_any_text_and_any_speaker_give_a_source_within_the_text(words, data):
    text = " ".join(words)
    corpus = eh.corpus_from(text)
    starts = data.draw(st.lists(st.integers(0, len(text)), max_size=4))
    rows = [["1", n, [[0, len(text)]], text[at : at + 9], at, min(at + 9, len(text)), "said", None, None] for n, at in enumerate(starts)]
    quotes = pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(OFFSETS, "Int64"))
    sources, found = find_sources(corpus, quotes)
    assert len(found) == len(quotes)
    assert sources["n_quotes"].sum() == found["source_id"].notna().sum()
    assert all(0 <= start < end <= len(text) for spans in sources["evidence"] for start, end in spans)
    assert sorted(found["source_id"].dropna().unique()) == sources["source_id"].tolist()


def test_articles_do_not_speak_to_one_another():
    texts = ["Mayor Ana Lind said it. She said so.", "A senior official said it. He said so."]
    attributions = [[("Mayor Ana Lind", "said", "it"), ("She", "said", "so")], [("A senior official", "said", "it"), ("He", "said", "so")]]
    both = eh.corpus_from(texts, article_id=["a", "b"])
    turned = eh.corpus_from(texts[::-1], article_id=["b", "a"])
    one, _ = find_sources(both, quotes_of(both, attributions))
    other, _ = find_sources(turned, quotes_of(turned, attributions[::-1]))
    key = ["article_id", "source_id"]
    plain = [table.astype({"article_id": "str"}).sort_values(key).reset_index(drop=True) for table in (one, other)]
    pd.testing.assert_frame_equal(*plain)
