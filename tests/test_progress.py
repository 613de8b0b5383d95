from __future__ import annotations

import io
import sys

from evenhand.progress import progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_person_at_a_terminal_sees_how_far_it_is(monkeypatch):
    monkeypatch.setattr(sys, "stderr", watched := Terminal())
    assert list(progress(range(2), "chunks")) == [0, 1]
    assert watched.getvalue().split("\r")[-1].endswith("2 of 2 chunks\n")


def test_a_log_and_a_notebook_see_nothing(capsys):
    assert list(progress(range(3), "chunks")) == [0, 1, 2]
    assert capsys.readouterr().err == ""
