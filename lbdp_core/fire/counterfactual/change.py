"""Change: the driver model's rate and contributions for one area with other features than it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core import explain
from lbdp_core.fire.counterfactual.constraints import settle
from lbdp_core.fire.model import Fitted
from lbdp_core.model_cache import remembered

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Changed:
    """An area as imagined: values (k,) whose shares fit, fires a home a year now and then, and contributions (k,)."""

    values: Array
    now: float
    rate: float
    contributions: Array

    @property
    def ratio(self) -> float:
        return self.rate / self.now


@remembered(4)
def per_home(fitted: Fitted) -> float:
    """What the trees' predictions are multiplied with to be fires a home a year."""
    return float(fitted.driver_rate[0] / explain.booster(fitted.trees).predict(fitted.values[:1], num_threads=1)[0])


def rates(fitted: Fitted, rows: Array) -> Array:
    """Fires a home a year by the driver model (c,) for rows of features (c, k) in published units."""
    return np.asarray(explain.booster(fitted.trees).predict(rows, num_threads=1)) * per_home(fitted)


def changed(fitted: Fitted, i: int, wanted: Mapping[int, float]) -> Changed:
    """Area i with the features in `wanted` (position -> value) as asked, and the rest of their wholes made to fit."""
    rows = np.repeat(fitted.values[[i]], 2, axis=0)
    for k, value in wanted.items():
        rows[1, k] = value
    moved = [k for k, value in wanted.items() if value != fitted.values[i, k]]
    row = settle(fitted.features, rows, moved)[1] if moved else rows[1]
    pulls, _ = explain.contributions(fitted.trees, row)
    return Changed(row, float(fitted.driver_rate[i]), float(np.exp(fitted.base + pulls[0].sum())), pulls[0])
