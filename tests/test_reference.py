from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import evenhand as eh
from evenhand.reference import reference

ROOT = Path(__file__).parents[1]


def test_the_reference_page_is_that_of_the_code():
    assert (ROOT / "REFERENCE.md").read_text(encoding="utf-8") == reference(), "run `make reference`"


@pytest.mark.parametrize("name", eh.__all__)
def test_every_public_name_says_what_it_is(name):
    assert (getattr(eh, name).__doc__ or "").strip()


def test_every_column_is_in_the_dictionary_and_the_other_way_round(measured):
    known = eh.columns()
    for name, table in measured.tables().items():
        described = known.loc[known["table"] == name, "name"].tolist()
        assert sorted(described) == sorted(table.columns), name


def test_at_least_twenty_features_with_unit_and_range():
    features = eh.columns("features")
    numbers = features[features["range"] != ""]
    assert len(numbers) >= 20
    assert (numbers[["meaning", "unit"]] != "").all(axis=None)


def test_the_examples_of_the_readme_run():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert blocks
    done = subprocess.run([sys.executable, "-c", "\n".join(blocks)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_readme_names_every_command():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("make reports", "make test", "make lab", "evenhand tables", "evenhand report", "evenhand show", "evenhand doctor"):
        assert command in text
    assert isinstance(eh.columns(), pd.DataFrame)
