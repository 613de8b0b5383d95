from __future__ import annotations

import ast
from pathlib import Path

import pytest

import evenhand

PACKAGE = Path(evenhand.__file__).parent

# Floor by floor: a module imports from floors below its own, and from its own package. `meets as tables`: the finders
# of one floor never import one another.
FLOORS = [
    {"errors", "spans", "words", "progress", "typography", "trail"},
    {"lexicons", "foreign", "notebooks", "accuracy", "tagger", "grams", "balance"},
    {"exports", "vectors"},
    {"cues", "intervals", "display", "figures", "parts", "segment", "copies"},
    {"reading", "findings"},
    {"corpus"},
    {"voices", "quotes", "sources", "summaries", "share", "wirecopy", "events"},
    {"frames", "language", "tone", "marked", "naming", "parity", "reply", "keyness", "concordance"},
    {"agency"},
    {"features", "coder"},
    {"study", "scale", "fetch"},
    {"report", "evidence"},
    {"doctor"},
    {"cli"},
    {"reference"},
]
FLOOR_OF = {module: number for number, floor in enumerate(FLOORS) for module in floor}
# Modules that know tables, not text: they serve data coded by hand too.
TABLES_ONLY = {"balance", "intervals", "figures", "display", "findings"}
OF_TEXT = {"corpus", "words", "segment", "lexicons", "parts", "quotes", "sources"}
ENTRANCES = {"__init__", "__main__"}


def _module(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "evenhand":
            rest = node.module.split(".")[1:]
            yield from [rest[0]] if rest else [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            yield f"<{node.module}>"
        elif isinstance(node, ast.Import):
            yield from (f"<{alias.name}>" for alias in node.names)


FILES = sorted(path for path in PACKAGE.rglob("*.py") if _module(path) not in ENTRANCES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_down(path):
    module = _module(path)
    assert module in FLOOR_OF, f"{module} has no floor; give it one in this test"
    for other in _imports(path):
        if other in FLOOR_OF and other != module:
            assert FLOOR_OF[other] < FLOOR_OF[module], f"{module} imports {other}, which is not below it"
            assert not (module in TABLES_ONLY and other in OF_TEXT), f"{module} knows tables, not text, but imports {other}"


def test_one_module_draws_and_one_reads_sentence_ends():
    users = {
        library: {_module(path) for path in FILES if any(name.startswith(f"<{library}") for name in _imports(path))}
        for library in ("matplotlib", "nltk")
    }
    assert users == {"matplotlib": {"figures", "display"}, "nltk": {"segment"}}


def test_nothing_reaches_for_the_network():
    banned = ("<requests", "<urllib.request", "<http", "<socket", "<pickle", "<joblib", "<ftplib")
    found = {(_module(path), name) for path in FILES for name in _imports(path) if name.startswith(banned)}
    # One module fetches pages, and only the command line calls it.
    assert {module for module, _ in found} == {"fetch"}
    assert {_module(path) for path in FILES if "fetch" in _imports(path)} == {"cli"}


def test_a_module_is_one_subject():
    lengths = {path.relative_to(PACKAGE).as_posix(): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {name: n for name, n in lengths.items() if n > 340} == {}


def test_the_public_names_are_exactly_those_imported():
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    imported = {alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert set(evenhand.__all__) == imported
    assert sorted(evenhand.__all__) == evenhand.__all__
