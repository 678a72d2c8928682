"""ICE: the driver model's rate of one area as one of its features runs over London's range, all else as it is.

Goldstein et al. (2015), Peeking inside the black box: individual conditional expectation. The mean beside it is the
partial dependence of London's homes (Friedman 2001), over a seeded sample of areas drawn by their homes. Only the one
feature moves, also where it is a share of a whole: where that makes an area which London does not have, the curve says
so (`seen`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core.fire.counterfactual.change import rates
from lbdp_core.fire.counterfactual.data_support import supported
from lbdp_core.fire.model import Fitted
from lbdp_core.model_cache import remembered

Array = NDArray[np.float64]
POINTS, SAMPLE, SEED = 41, 120, 4


@dataclass(frozen=True, eq=False)
class Curve:
    """values (c,): of the feature. rate (c,): this area's fires a home a year there. seen (c,): whether real areas
    are like that. london (c,): the mean over London's homes. areas (r,): values where London's areas stand.
    """

    values: Array
    rate: Array
    seen: NDArray[np.bool_]
    london: Array
    areas: Array


@remembered(64)
def _grid(fitted: Fitted, k: int) -> Array:
    """From the 0.5th to the 99.5th percentile of areas, in even steps: single odd areas would squeeze the rest."""
    low, high = np.quantile(fitted.values[:, k], (0.005, 0.995))
    return np.linspace(low, high, POINTS)


@remembered(64)
def _london(fitted: Fitted, k: int) -> Array:
    """The mean rate at each point of the grid over areas drawn by their homes."""
    chance = fitted.households / fitted.households.sum()
    sample = fitted.values[np.random.default_rng(SEED).choice(len(chance), SAMPLE, p=chance)]
    rows = np.repeat(sample[None], POINTS, axis=0)
    rows[:, :, k] = _grid(fitted, k)[:, None]
    return rates(fitted, rows.reshape(-1, sample.shape[1])).reshape(POINTS, SAMPLE).mean(axis=1)


def curve(fitted: Fitted, i: int, k: int) -> Curve:
    """Area i's curve for feature k."""
    grid, mean = _grid(fitted, k), _london(fitted, k)
    now = fitted.values[i, k]
    at = np.sort(np.append(grid, now))
    rows = np.repeat(fitted.values[[i]], len(at), axis=0)
    rows[:, k] = at
    areas = np.quantile(fitted.values[:, k], np.linspace(0.01, 0.99, 99))
    return Curve(at, rates(fitted, rows), supported(fitted, i, k, at), np.interp(at, grid, mean), areas)
