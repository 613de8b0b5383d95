from __future__ import annotations

import filecmp
import json
import re
import shutil
from pathlib import Path

import nbformat
import pandas as pd
import pytest

import evenhand as eh
from evenhand.errors import ParameterError, ReportError
from evenhand.notebooks import choose_notebooks, run_notebook
from evenhand.report import _page, _write_site, make_report

ROOT = Path(__file__).parents[1]
COMMITTED = ROOT / "reports" / "teaching"


@pytest.fixture(scope="session")
def report(tmp_path_factory, study):
    """The report of the committed notebooks, which nbval holds to the code: rendered without running them once more."""
    site = tmp_path_factory.mktemp("report") / "teaching"
    _write_site(site, study, study.corpus, [_page(path, nbformat.read(path, 4)) for path in choose_notebooks()])
    return site


@pytest.fixture(scope="session")
def findings(report):
    return pd.read_csv(report / "tables" / "findings.csv").set_index("finding")


def _files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_committed_report_is_that_of_the_code(report):
    assert _files(COMMITTED) == _files(report)
    same_everywhere = [name for name in _files(report) if name != "provenance.json"]
    _, different, missing = filecmp.cmpfiles(COMMITTED, report, same_everywhere, shallow=False)
    assert (different, missing) == ([], []), "run `make notebooks reports`"
    one, other = (json.loads((folder / "provenance.json").read_text(encoding="utf-8")) for folder in (COMMITTED, report))
    assert {**one, "environment": None} == {**other, "environment": None}


@pytest.mark.slow
def test_every_run_gives_the_same_bytes(report, study, tmp_path):
    for name in ("one", "other"):
        run = make_report(study, out=tmp_path / name, quiet=True).parent
        assert filecmp.cmpfiles(report, run, _files(report), shallow=False)[1:] == ([], [])


@pytest.mark.parametrize(
    ("finding", "outlet"),
    [
        ("official_share", "The Tamsen Courier"),
        ("ordinary_share", "Harbour Post"),
        ("anonymous_share", "The Lorvia Lantern"),
        ("loaded_per_1000", "The Lorvia Lantern"),
        ("hedges_per_1000", "The Ardenhythe Record"),
        ("conflict", "The Lorvia Lantern"),
        ("human_interest", "Harbour Post"),
    ],
)
def test_a_planted_difference_comes_out_with_its_interval(findings, finding, outlet):
    row = findings.loc[finding]
    assert row["group"] == outlet
    assert row["low"] <= row["value"] <= row["high"]
    assert row["gap_low"] > 0


def test_the_two_outlets_that_print_the_same_copy_come_out(report):
    copies = pd.read_csv(report / "tables" / "near_duplicates.csv")
    assert copies["outlet"].value_counts().to_dict() == {"Ostline": 4, "The Ardenhythe Record": 4}


def test_the_side_kept_at_arms_length_comes_out(findings):
    row = findings.loc["distancing_gap"]
    assert row["group"] == "The Tamsen Courier"
    assert row["high"] < 0  # government minus opposition
    assert "In The Tamsen Courier the interval leaves out zero" in row["sentence"]


def test_the_darkest_tone_comes_out(findings):
    assert findings.loc["tone_reporter", "group"] == "The Lorvia Lantern"


def test_pages_fetch_nothing_and_every_picture_says_what_it_shows(report):
    for page in report.glob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert not re.search(r"""(?:src|href|action)\s*=\s*["']?(?:https?:)?//|@import|url\((?!data:)""", html), page.name
        assert "<script" not in html
        pictures = re.findall(r"<img\b[^>]*>", html, re.DOTALL)
        assert all(re.search(r'alt="[^"]{20,}"', picture) for picture in pictures), page.name
        assert "No description has been provided" not in html


def test_links_of_the_site_lead_somewhere(report):
    for page in report.glob("*.html"):
        for target in re.findall(r'href="([^"#]+)"', page.read_text(encoding="utf-8")):
            assert (report / target).is_file(), f"{page.name}: {target}"


def test_every_table_is_there_as_csv_and_counts_agree(report, study):
    index = (report / "index.html").read_text(encoding="utf-8")
    for name in ("articles", "quotes", "sources", "frames", "terms", "features", "problems", "findings", "columns"):
        assert f"tables/{name}.csv" in index
    features = pd.read_csv(report / "tables" / "features.csv")
    assert len(features) == 40
    assert features["n_quotes"].sum() == len(study.corpus.quotes) == len(pd.read_csv(report / "tables" / "quotes.csv"))


@pytest.mark.slow
def test_five_articles_of_ones_own_need_no_configuration(tmp_path, seeds):
    for name in ("courier_1_ferry", "harbour_2_flood", "lantern_5_hospital", "ostline_1_ferry", "record_6_fishing"):
        shutil.copy(seeds / f"{name}.txt", tmp_path)
    index = make_report(tmp_path, out=tmp_path / "out", quiet=True)
    text = index.read_text(encoding="utf-8")
    assert "5 articles of 1 outlets" in text
    assert str(tmp_path) not in "".join(
        path.read_text(encoding="utf-8") for path in index.parent.rglob("*") if path.suffix in {".html", ".csv", ".json"}
    )


def test_a_folder_that_is_no_report_is_not_replaced(tmp_path, study):
    (tmp_path / "letter.txt").write_text("Dear", encoding="utf-8")
    with pytest.raises(ReportError, match="exists and is no report; expected a new folder, an empty one, or an earlier report to replace$"):
        make_report(study, out=tmp_path, quiet=True)
    assert (tmp_path / "letter.txt").read_text(encoding="utf-8") == "Dear"


def test_an_unknown_notebook_names_the_nearest(study, tmp_path):
    with pytest.raises(ParameterError, match=r'^no notebook "2_source" \(did you mean "2_sources"\?\); those there are: 1_corpus, '):
        make_report(study, out=tmp_path / "x", notebooks=["2_source"], quiet=True)


def test_a_failing_cell_is_named(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# T"), nbformat.v4.new_code_cell("1 / 0")])
    nbformat.write(notebook, tmp_path / "bad.ipynb")
    with pytest.raises(ReportError, match=r"^bad.ipynb, cell 2: ZeroDivisionError: division by zero$"):
        run_notebook(tmp_path / "bad.ipynb")


def test_the_digest_knows_the_articles_and_not_their_order():
    one, other = eh.corpus_from(["A b.", "C d."], article_id=["1", "2"]), eh.corpus_from(["C d.", "A b."], article_id=["2", "1"])
    changed = eh.corpus_from(["A b!", "C d."], article_id=["1", "2"])
    from evenhand.report import digest

    assert digest(one) == digest(other) != digest(changed)
