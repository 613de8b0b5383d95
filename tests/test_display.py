from __future__ import annotations

import pandas as pd

import evenhand as eh
from evenhand.display import escape, show_finding, show_table
from evenhand.figures import plot_intervals

PAYLOAD = '<script>alert(1)</script><img src=x onerror="y()">'


def test_strangers_text_is_inert_in_html():
    html = show_table(pd.DataFrame({"title": [PAYLOAD]}), "t").data["text/html"]
    assert "<script" not in html
    assert "<img" not in html
    assert escape(PAYLOAD) in html
    assert "<script" not in show_finding(PAYLOAD, "k").data["text/html"]


def test_reading_direction_cannot_be_turned():
    assert "\u202e" not in escape("abc\u202edef")


def test_a_table_shows_rounded_and_keeps_full_numbers():
    shown = show_table(pd.DataFrame({"share": [1 / 3, None]}), "shares")
    assert "0.33" in shown.data["text/html"]
    assert shown.data["text/csv"] == 'share\n0.3333333333\n""\n'
    assert shown.metadata == {"evenhand": {"table": "shares"}}


def test_a_long_text_that_repeats_stands_once_above_its_rows():
    table = pd.DataFrame({"figure": ["a", "b", "c"], "corpus": ["<first>", "<first>", "second"]})
    shown = show_table(table, "t", above="corpus").data
    assert shown["text/html"].count("&lt;first&gt;") == shown["text/html"].count("second") == 1
    assert shown["text/html"].index("&lt;first&gt;") < shown["text/html"].index("<td>a</td>")
    assert shown["text/csv"] == show_table(table, "t").data["text/csv"]
    assert "second" in shown["text/plain"]


def test_a_figure_carries_its_alternative_text():
    table = pd.DataFrame({"outlet": ["The $5 $aily", "日報"], "value": [0.5, 0.2], "low": [0.4, 0.1], "high": [0.6, 0.3]})
    shown = eh.show_figure(plot_intervals(table, by="outlet", xlabel="share", percent=True), "Two dots.")
    assert shown.metadata == {"image/png": {"alt": "Two dots."}}
    assert len(shown.data["image/png"]) > 1000


def test_the_marked_article_shows_quotes_and_escapes_text():
    corpus = eh.find_all(eh.corpus_from(f'"We are <b>ready</b>," said the mayor. {PAYLOAD}'))
    shown = eh.show_article(corpus, "1")
    assert "<script" not in shown.data["text/html"]
    assert "direct quote of" in shown.data["text/html"]
    assert "[speaker: the mayor]" in repr(shown)
