"""The shipped model: tagger, vocabulary, linking and calibration, read once from the package's own weights file."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from evenhand.quotes.columns import Vocabulary
from evenhand.quotes.linking import Floats
from evenhand.quotes.vocabulary import vocabulary_of
from evenhand.tagger import Tagger, read_weights

WEIGHTS = Path(__file__).parents[1] / "data" / "models" / "quotes.npz"


class Model(NamedTuple):
    """Everything learnt: ``calibration`` maps shares of votes (first row) to shares found right (second row)."""

    tagger: Tagger
    vocabulary: Vocabulary
    content_links: Floats
    source_links: Floats
    calibration: npt.NDArray[np.float64]
    least: float


def model_from(path: Path) -> Model:
    """Read a model.

    Raises
    ------
    ModelError
        If the file is missing, broken or not the one that its digest names.
    """
    arrays = read_weights(path)
    return Model(
        Tagger.of(arrays),
        vocabulary_of(arrays),
        arrays["links.content"],
        arrays["links.source"],
        arrays["calibration"],
        float(arrays["least"]),
    )


@cache
def shipped() -> Model:
    """Return the model of the package."""
    return model_from(WEIGHTS)
