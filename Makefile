# Two commands do everything from a bare clone: `make reports` and `make test`.
# The others are for those who change something. Everything runs in .venv, which is made when it is missing.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
STUDY ?= analysis/teaching/study.toml

.PHONY: help reports test lab notebooks reference check check-all lock clean

help:
	@echo "make reports    run the notebooks on $(STUDY) and render reports/"
	@echo "make test       run the tests (nbval holds the notebooks to their outputs)"
	@echo "make lab        open JupyterLab on the notebooks"
	@echo "make notebooks  run the committed notebooks again, in place"
	@echo "make reference  write REFERENCE.md from the code"
	@echo "make check      lint and type check"
	@echo "make check-all  check, test and the slow tests"

reports: $(READY)
	$(BIN)/evenhand report $(STUDY)

test: $(READY)
	$(BIN)/python -m pytest -m "not slow"

lab: $(READY)
	$(BIN)/jupyter lab --ServerApp.root_dir="$(CURDIR)" --LabApp.default_url=/lab/tree/notebooks

notebooks: $(READY)
	$(BIN)/python -c "from evenhand.notebooks import refresh; refresh()"

reference: $(READY)
	$(BIN)/python -m evenhand.reference > REFERENCE.md

check: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

check-all: check
	$(BIN)/python -m pytest

$(READY): requirements.lock pyproject.toml setup.sh
	@PYTHON="$(PYTHON)" sh setup.sh

# For maintainers: resolve again. The file holds versions only, for every Python from 3.11 on and every system.
lock:
	uv pip compile --universal --python-version 3.11 --no-annotate --no-header --no-emit-index-url pyproject.toml --all-extras -o requirements.lock

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis
