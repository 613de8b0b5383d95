"""What a newcomer reads when something is missing on a new machine: one line that says what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def checkout(tmp_path):
    for name in ("setup.sh", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "bin").mkdir()
    return tmp_path


def _python(checkout, script):
    path = checkout / "bin" / "anypython"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def _setup(checkout, python, **variables):
    search = os.pathsep.join(folder for folder in os.environ["PATH"].split(os.pathsep) if not (Path(folder) / "uv").exists())
    environment = {**os.environ, "PATH": search, "PYTHON": python, **variables}
    done = subprocess.run(["sh", "setup.sh"], cwd=checkout, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert not (checkout / ".venv" / "ready").exists()
    return done.stderr.strip().splitlines()


def test_no_python_at_all(checkout):
    assert _setup(checkout, "no-such-python") == [
        "setup: no no-such-python on this machine; install Python 3.11 or newer, or name one: make PYTHON=/path/to/python3.12 test"
    ]


def test_a_python_that_is_too_old(checkout):
    python = _python(checkout, 'case "$1" in --version) echo Python 3.9.1;; *) exit 1;; esac')
    (line,) = _setup(checkout, python)
    assert line.startswith(f"setup: {python} is Python 3.9.1; Evenhand needs Python 3.11 or newer: install one and name it: make PYTHON=")


def test_a_python_without_venv(checkout):
    python = _python(checkout, f'case "$2" in *ensurepip*) exit 1;; *) exec {sys.executable} "$@";; esac')
    assert _setup(checkout, python) == [f"setup: {python} has no venv module; on Debian and Ubuntu: sudo apt install python3-venv"]


@pytest.mark.slow
def test_a_download_that_fails(checkout):
    nowhere = {
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "PIP_FIND_LINKS": "",
        "PIP_RETRIES": "0",
        "PIP_EXTRA_INDEX_URL": "",
        "PIP_CONFIG_FILE": os.devnull,
    }
    assert _setup(checkout, sys.executable, **nowhere)[-1] == (
        "setup: a download failed (see above); check the network or proxy and run the same command again: what has come is kept"
    )


def test_the_lock_names_no_host():
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
