"""Guards that nbval lacks: a stripped or out-of-order notebook would pass it."""

from __future__ import annotations

import copy
import re
from pathlib import Path

import nbformat
import pytest

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
LEAST_OUTPUTS = 6  # cells whose table or sentence nbval really compares
MOST_CODE = 150
COMPARED = {"text/plain", "text/html"}


def faults(notebook):
    """Say what keeps nbval from holding a notebook to its outputs."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    found = []
    if [cell.execution_count for cell in cells] != list(range(1, len(cells) + 1)):
        found.append("cells are not numbered 1, 2, 3, ...")
    if any(output.output_type == "error" for cell in cells for output in cell.outputs):
        found.append("an output is an error")
    shown = [
        cell for cell in cells if any(output.output_type == "stream" or COMPARED & set(output.get("data", ())) for output in cell.outputs)
    ]
    if len(shown) < LEAST_OUTPUTS:
        found.append(f"only {len(shown)} cells have an output that nbval compares")
    return found


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, 4)


def test_a_committed_notebook_is_whole_and_in_order(notebook):
    assert faults(notebook) == []


def test_a_stripped_notebook_fails_the_guard(notebook):
    stripped = copy.deepcopy(notebook)
    for cell in stripped.cells:
        if cell.cell_type == "code":
            cell.execution_count, cell.outputs = None, []
    assert faults(stripped) == ["cells are not numbered 1, 2, 3, ...", "only 0 cells have an output that nbval compares"]


def test_a_notebook_run_out_of_order_fails_the_guard(notebook):
    shuffled = copy.deepcopy(notebook)
    first, second = [cell for cell in shuffled.cells if cell.cell_type == "code"][:2]
    first.execution_count, second.execution_count = 2, 1
    assert faults(shuffled) == ["cells are not numbered 1, 2, 3, ..."]


def test_an_error_fails_the_guard(notebook):
    broken = copy.deepcopy(notebook)
    cell = next(cell for cell in broken.cells if cell.cell_type == "code")
    cell.outputs = [nbformat.v4.new_output("error", ename="E", evalue="", traceback=[])]
    assert "an output is an error" in faults(broken)


def test_a_notebook_talks_and_the_package_works(notebook):
    code = [line for cell in notebook.cells if cell.cell_type == "code" for line in cell.source.splitlines()]
    prose = [line for cell in notebook.cells if cell.cell_type == "markdown" for line in cell.source.splitlines() if line.strip()]
    assert len(code) < MOST_CODE
    assert not [line for line in code if re.match(r"\s*(def |for |while |import re\b)", line)]
    assert sum(map(len, prose)) > sum(map(len, code)) / 2


def test_a_notebook_has_its_six_parts_and_one_cell_of_parameters(notebook):
    headings = [
        line for cell in notebook.cells if cell.cell_type == "markdown" for line in cell.source.splitlines() if line.startswith("#")
    ]
    assert headings[0].startswith("# ")
    assert [line for line in headings if line.startswith("## ")] == ["## Data", "## Method", "## Result", "## Caveats"]
    tagged = [cell.source for cell in notebook.cells if "parameters" in cell.metadata.get("tags", ())]
    assert len(tagged) == 1
    assert tagged[0].startswith("STUDY = ")


def test_outputs_name_no_machine_and_no_clock(notebook):
    text = re.sub(r'"image/png": "[^"]*"', "", nbformat.writes(notebook))  # letters of a picture may spell anything
    assert not re.search(r"(/home/|/tmp/|/Users/|site-packages)", text)
    assert "execution" not in {key for cell in notebook.cells for key in cell.metadata}
