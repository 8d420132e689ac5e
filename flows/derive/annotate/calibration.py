"""What a name's score is worth: how often names of such a score are right."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from flows.derive.text.annotation import Floats
from seeds.rows import NameCalibration

_DECIMALS = 3
"""Decimals of a confidence: the curve is counted on some thousands of names and tells no more."""


def calibrated(scores: Floats) -> Floats:
    """The share of names of these scores that were right on development text, between 0 and 1.

    Read off `seeds/reference/name_calibration.csv`, with straight lines between its rows, whose shares never fall.
    """
    known, right = _curve()
    found: Floats = np.round(np.interp(scores, known, right), _DECIMALS).astype(np.float32)
    return found


@lru_cache(maxsize=1)
def _curve() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rows = NameCalibration.rows()
    return np.array([row.score for row in rows]), np.array([row.right for row in rows])
