from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings

import evenhand as eh
from evenhand.study import TABLES_VARIABLE

# The same examples on every run: a law that fails must fail for everybody. Finders cost a third of a second a corpus.
settings.register_profile("laws", max_examples=40, derandomize=True, deadline=None)
settings.load_profile("laws")

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
TEACHING = ROOT / "analysis" / "teaching" / "study.toml"
_TABLES = pytest.StashKey[TemporaryDirectory]()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Measure the teaching study once for all notebooks, as a report does; every other test measures for itself."""
    if item.path.suffix != ".ipynb":
        os.environ.pop(TABLES_VARIABLE, None)
        return
    if _TABLES not in item.config.stash:
        item.config.stash[_TABLES] = TemporaryDirectory()
        eh.read_study(TEACHING).measure().save(Path(item.config.stash[_TABLES].name) / "tables")
    os.environ[TABLES_VARIABLE] = str(Path(item.config.stash[_TABLES].name) / "tables")


def pytest_unconfigure(config):
    if _TABLES in config.stash:
        config.stash[_TABLES].cleanup()


@pytest.fixture(scope="session")
def seeds() -> Path:
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def study() -> eh.Study:
    return eh.read_study(TEACHING)


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the hand-coded news beside this checkout (../shared) is not here")
    return SHARED


@pytest.fixture(scope="session")
def measured() -> eh.Corpus:
    """A corpus small enough to check by eye: two articles, two outlets."""
    texts = [
        '"We are ready," said Mayor Ada Quill. The fiasco may cost families 3 crowns.\n\nShe added that nobody was to blame.',
        "Critics claimed the plan was a disaster.\n\nThe ministry declined to comment.",
    ]
    return eh.find_all(eh.corpus_from(texts, article_id=["01", "1"], outlet=["Courier", "Lantern"]))
