"""The weights file: one ``.npz`` of plain arrays, integers of 8 bits with a scale per row or column, checked by digest."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from evenhand.errors import ModelError

Arrays = dict[str, npt.NDArray[Any]]

_DIGEST = "digest"


def packed(name: str, weights: npt.NDArray[np.float32], *, by_row: bool) -> Arrays:
    """Round a matrix to 8 bits, with a scale of its own for every row (tables) or column (weights).

    Examples
    --------
    >>> small = packed("w", np.array([[1.0, -2.0]], np.float32), by_row=True)
    >>> small["w"].tolist()
    [[64, -127]]
    """
    scale = np.abs(weights).max(axis=1 if by_row else 0, keepdims=True) / 127
    scale = np.maximum(scale, 1e-12).astype(np.float32)
    return {name: np.rint(weights / scale).astype(np.int8), f"{name}.scale": scale}


def unpacked(arrays: Arrays, name: str) -> npt.NDArray[np.float32]:
    """Return a matrix that `packed` rounded, or one stored as it is."""
    if f"{name}.scale" in arrays:
        return arrays[name].astype(np.float32) * arrays[f"{name}.scale"]
    return arrays[name].astype(np.float32)


def digest_of(arrays: Arrays) -> str:
    """Return a digest of names, shapes and values."""
    seen = hashlib.sha256()
    for name in sorted(set(arrays) - {_DIGEST}):
        array = np.ascontiguousarray(arrays[name])
        seen.update(f"{name} {array.dtype.str} {array.shape} ".encode())
        seen.update(array.tobytes())
    return seen.hexdigest()


def write_weights(path: Path, arrays: Arrays) -> str:
    """Write arrays and their digest; the same arrays give the same bytes. Return the digest."""
    digest = digest_of(arrays)
    waiting = path.with_name(f".{path.name}.part")
    with zipfile.ZipFile(waiting, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, array in sorted({**arrays, _DIGEST: np.array(digest)}.items()):
            content = io.BytesIO()
            np.lib.format.write_array(content, np.ascontiguousarray(array) if array.ndim else array, allow_pickle=False)
            folder.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), content.getvalue(), zipfile.ZIP_DEFLATED)
    waiting.replace(path)
    return digest


def read_weights(path: Path) -> Arrays:
    """Read a weights file.

    Raises
    ------
    ModelError
        If the file is not there, is no such file, or its content is not what its digest says.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
    except FileNotFoundError:
        raise ModelError(f"{path}: no weights there; expected the file that the package ships (reinstall it)") from None
    except (ValueError, OSError, zipfile.BadZipFile) as fault:
        raise ModelError(f"{path}: not readable as weights ({fault}); expected an .npz of plain arrays") from None
    if str(arrays.get(_DIGEST)) != digest_of(arrays):
        raise ModelError(f"{path}: its content does not match its digest; expected the file as it was shipped (reinstall the package)")
    return arrays
