"""Notebooks: where they are, and running them so that the same input gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from evenhand.errors import MissingPackageError, ParameterError, ReportError, nearest

if TYPE_CHECKING:
    from nbformat import NotebookNode

CELL_SECONDS = 3600  # a cell that runs longer is taken for hung


def notebooks_folder() -> Path:
    """Return the folder of the numbered notebooks: in the package where it was installed, in the checkout where it is developed."""
    inside = Path(str(files("evenhand"))) / "notebooks"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "notebooks"


def choose_notebooks(names: Iterable[str] = ()) -> list[Path]:
    """Return the paths of some notebooks, or of all, in their order.

    Raises
    ------
    ParameterError
        If there is no notebook of that name.
    """
    known = {path.stem: path for path in sorted(notebooks_folder().glob("[0-9]*.ipynb"))}
    wanted = [name.removesuffix(".ipynb") for name in names]
    for name in wanted:
        if name not in known:
            raise ParameterError(f'no notebook "{name}"{nearest(name, known)}; those there are: {", ".join(known)}')
    return [path for name, path in known.items() if not wanted or name in wanted]


def run_notebook(path: Path, parameters: dict[str, str] | None = None) -> NotebookNode:
    """Run a notebook and return it with its outputs, free of timings and versions.

    Parameters
    ----------
    path
        The notebook.
    parameters
        Values set right after the cell tagged ``parameters``.

    Raises
    ------
    ReportError
        If a cell fails.
    """
    require_lab()
    import nbformat  # noqa: PLC0415 - optional
    from nbclient import NotebookClient  # noqa: PLC0415
    from nbclient.exceptions import CellExecutionError  # noqa: PLC0415

    notebook = nbformat.read(path, 4)
    if parameters:
        _set_parameters(notebook, parameters, path)
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        record_timing=False,
        resources={"metadata": {"path": str(path.parent)}},
        extra_arguments=["--log-level=ERROR"],  # ipykernel warns at every start that loopback is not encrypted
    )
    try:
        client.execute()
    except CellExecutionError as fault:
        number = next((n for n, cell in enumerate(notebook.cells, 1) if _failed(cell)), 0)
        raise ReportError(f"{path.name}, cell {number}: {fault.ename}: {fault.evalue}") from None
    notebook.metadata["language_info"] = {"name": "python"}  # without it, the patch version of Python is stored
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    return notebook


def refresh() -> None:
    """Run the committed notebooks in place, so that their stored outputs are those of the code."""
    import nbformat  # noqa: PLC0415 - optional

    for path in choose_notebooks():
        nbformat.write(run_notebook(path), path)


def require_lab() -> None:
    """Raise `MissingPackageError` if a package that runs or renders notebooks is not installed."""
    try:
        import ipykernel  # noqa: F401, PLC0415
        import nbclient  # noqa: F401, PLC0415
        import nbconvert  # noqa: F401, PLC0415
    except ImportError as missing:
        raise MissingPackageError(f"a report needs {missing.name}: pip install 'evenhand[lab]'") from None


def _set_parameters(notebook: NotebookNode, parameters: dict[str, str], path: Path) -> None:
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", ()):
            cell.source += "".join(f"\n{name} = {value!r}" for name, value in parameters.items())
            return
    raise ReportError(f'{path.name}: no cell is tagged "parameters"; expected one that sets {", ".join(parameters)}')


def _failed(cell: NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", ()))
