from __future__ import annotations

import json
import subprocess
import sys

import pandas as pd
import pytest

from evenhand.cli import main
from evenhand.share import read_share

ARTICLE = """Council keeps buses

"We listened," said Mayor Ada Quill of Tamsen. Costs may rise by a third, she added on Monday evening in the hall.
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text(ARTICLE, encoding="utf-8")
    rows = [{"id": f"{n:03}", "text": ARTICLE, "outlet": "Courier"} for n in range(5)]
    (tmp_path / "in" / "more.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return tmp_path


def _read(path, form):
    if form == "parquet":
        return pd.read_parquet(path)
    return pd.read_csv(path, dtype="str") if form == "csv" else pd.read_json(path, lines=True, dtype=False)


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl"])
@pytest.mark.parametrize("chunk", ["2", "1000"])
def test_tables_are_written_whole_in_every_format(folder, form, chunk):
    out = folder / "out"
    assert main(["tables", str(folder / "in"), "--out", str(out), "--format", form, "--chunk", chunk]) == 0
    names = sorted(path.name for path in out.iterdir())
    tables = ["articles", "features", "frames", "paragraphs", "quotes", "sentences", "sources", "terms", "tokens"]
    assert names == sorted([*(f"{name}.{form}" for name in [*tables, "problems"]), "codebook.csv"])
    articles = _read(out / f"articles.{form}", form)
    assert sorted(articles["article_id"].astype(str)) == ["000", "001", "002", "003", "004", "one"]
    assert len(_read(out / f"features.{form}", form)) == 6
    assert articles["copy_group"].unique().tolist() == ["000"]


@pytest.mark.slow
def test_chunks_and_workers_do_not_change_the_tables(folder):
    for name, options in {"whole": [], "chunks": ["--chunk", "2"], "workers": ["--chunk", "2", "--workers", "2"]}.items():
        assert main(["tables", str(folder / "in"), "--out", str(folder / name), "--format", "csv", *options]) == 0
    for table in ("articles", "quotes", "sources", "features", "tokens"):
        texts = {name: (folder / name / f"{table}.csv").read_text(encoding="utf-8") for name in ("whole", "chunks", "workers")}
        assert len(set(texts.values())) == 1, table


def test_something_rejected_is_listed_and_the_rest_is_done(folder, capsys):
    (folder / "in" / "page.pdf").write_bytes(b"%PDF-1.4 nothing")
    assert main(["tables", str(folder / "in"), "--out", str(folder / "out"), "--format", "csv"]) == 1
    assert "page.pdf" in capsys.readouterr().err
    problems = pd.read_csv(folder / "out" / "problems.csv")
    assert problems["severity"].tolist() == ["rejected"]
    assert len(pd.read_csv(folder / "out" / "articles.csv")) == 6


def test_a_killed_run_goes_on_where_it_stopped(folder, monkeypatch):
    import evenhand.scale as scale  # noqa: PLR0402

    done = []

    def counted(piece, **options):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(piece[0])
        return measure(piece, **options)

    measure = scale._measure
    monkeypatch.setattr(scale, "_measure", counted)
    with pytest.raises(KeyboardInterrupt):
        scale.make_tables([folder / "in"], folder / "out", form="csv", chunk=2)
    monkeypatch.setattr(scale, "_measure", lambda piece, **options: (done.append(piece[0]), measure(piece, **options))[1])
    scale.make_tables([folder / "in"], folder / "out", form="csv", chunk=2)
    assert done == [0, 1, 2]
    assert len(pd.read_csv(folder / "out" / "features.csv")) == 6


@pytest.mark.slow
def test_a_dask_cluster_of_processes_gives_the_same_tables(folder):
    from distributed import LocalCluster

    main(["tables", str(folder / "in"), "--out", str(folder / "here"), "--format", "csv", "--chunk", "2"])
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1") as cluster:
        assert (
            main(
                [
                    "tables",
                    str(folder / "in"),
                    "--out",
                    str(folder / "there"),
                    "--format",
                    "csv",
                    "--chunk",
                    "2",
                    "--dask",
                    cluster.scheduler_address,
                ]
            )
            == 0
        )
    for table in ("articles", "quotes", "features"):
        assert (folder / "here" / f"{table}.csv").read_bytes() == (folder / "there" / f"{table}.csv").read_bytes()


def test_a_path_that_is_not_there_is_wrong_usage(folder, capsys):
    assert main(["tables", str(folder / "inn"), "--out", str(folder / "out")]) == 2
    assert "inn" in capsys.readouterr().err


def test_a_faulty_codebook_fails_before_the_work_starts(folder, capsys):
    assert main(["tables", str(folder / "in"), "--out", str(folder / "out"), "--codebook", "generic_frame"]) == 2
    assert 'did you mean "generic_frames"?' in capsys.readouterr().err
    assert not (folder / "out").exists()


def test_show_prints_marks_and_writes_a_page(folder, capsys):
    assert main(["show", str(folder / "in" / "one.txt")]) == 0
    assert "[speaker: Mayor Ada Quill" in capsys.readouterr().out
    assert main(["show", str(folder / "in"), "--article", "003", "--out", str(folder / "a.html")]) == 0
    assert '<span class="mark direct"' in (folder / "a.html").read_text(encoding="utf-8")


def test_show_names_the_nearest_article(folder, capsys):
    assert main(["show", str(folder / "in"), "--article", "03"]) == 2
    assert 'did you mean "003"?' in capsys.readouterr().err


def test_doctor_finds_this_installation_sound(capsys):
    assert main(["doctor"]) == 0
    assert "word lists and codebooks, all sound" in capsys.readouterr().out


def test_the_command_runs_as_a_program():
    done = subprocess.run([sys.executable, "-m", "evenhand", "--help"], capture_output=True, text=True, check=True)
    assert "tables" in done.stdout


def test_columns_of_a_layout_of_ones_own_are_named_on_the_command_line(folder, capsys):
    (folder / "own.csv").write_text(f'Slug,Copy\nRain,"{ARTICLE}"\n'.replace('"We', "'We").replace(',"\n', ","), encoding="utf-8")
    assert main(["show", str(folder / "own.csv")]) == 1
    assert "name it with --columns text=..." in capsys.readouterr().err
    assert main(["show", str(folder / "own.csv"), "--columns", "title=Slug,text=Copy"]) == 0
    with pytest.raises(SystemExit, match="2"):
        main(["show", str(folder / "own.csv"), "--columns", "text"])
    assert 'columns are "text"; expected pairs such as title=Headline,text=Body' in capsys.readouterr().err


def test_a_share_file_is_written_without_texts(folder):
    assert main(["share", str(folder / "in" / "one.txt"), "--out", str(folder / "share.zip")]) == 0
    shared = read_share(folder / "share.zip")
    assert shared.articles["text"].tolist() == [""]
    assert len(shared.quotes) == 2


@pytest.mark.parametrize("form", ["xlsx", "dta", "sav"])
def test_tables_are_written_for_other_programs(folder, form):
    out = folder / "out"
    assert main(["tables", str(folder / "in" / "one.txt"), "--out", str(out), "--format", form]) == 0
    assert len(list(out.glob(f"*.{form}"))) == 10
    told = pd.read_csv(out / "codebook.csv").set_index(["table", "name"])
    assert told.loc[("articles", "title"), "meaning"] == "headline"


def test_fetching_says_what_was_not_fetched(folder, capsys):
    assert main(["fetch", "http://127.0.0.1/a", "--out", str(folder / "pages")]) == 1
    assert 'http://127.0.0.1/a: "127.0.0.1" is an address of a private network' in capsys.readouterr().err
