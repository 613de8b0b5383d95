"""The one way in which the models of tone are read from the files that the package ships."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from evenhand.tagger import read_weights

MODELS = Path(__file__).parents[1] / "data" / "models"


def shipped_arrays(name: str) -> dict[str, npt.NDArray[Any]]:
    """Return the arrays of a shipped model, numbers in double precision.

    Raises
    ------
    ModelError
        If the file is missing, broken or not the one that its digest names.
    """
    arrays = read_weights(MODELS / f"{name}.npz")
    return {key: array.astype(np.float64) if array.dtype.kind == "f" else array for key, array in arrays.items()}
