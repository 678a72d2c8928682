"""Indices: how unsafe an area's homes are, and how frail its older people, each as a standardised figure."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array = NDArray[np.float64]
HAZARD = ("indoors", "no_heating")  # condition and heating of homes
FRAILTY = ("bad_health", "stroke_rate")


def indices(areas: pd.DataFrame) -> Array:
    """(n, 2) hazard and frailty: the mean of their standardised measures, standardised again, held within 3."""
    return np.column_stack([_index(areas, names) for names in (HAZARD, FRAILTY)])


def _index(areas: pd.DataFrame, names: tuple[str, ...]) -> Array:
    parts = [_standard(areas[name].to_numpy(dtype=float)) for name in names]
    return _standard(np.mean(parts, axis=0))


def _standard(values: Array) -> Array:
    return np.clip((values - values.mean()) / (values.std() or 1.0), -3.0, 3.0)
