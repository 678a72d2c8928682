"""The driver model: knows what a place is like and no fire history, and is the one that is explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from lbdp_core.fire.features import Ground
from lbdp_core.fire.model.regress import boosted_poisson
from lbdp_core.fire.model.settings import DRIVER_ROUNDS, DRIVER_TREES, FOLDS, HISTORY_YEARS, SEED


@dataclass(frozen=True, eq=False)
class Driver:
    """LightGBM on what places are like, no fire history. trees(values) times per_home is fires a home a year."""

    trees: Any
    per_home: float

    def rate(self, values: np.ndarray) -> np.ndarray:
        return np.asarray(self.trees.predict(values, num_threads=1)) * self.per_home


def driver_model(g: Ground, fires: np.ndarray, keep: np.ndarray | None = None) -> Driver:
    """Fit to the counts of the last five years of the areas in `keep`, with recorded homes as exposure."""
    keep = np.ones(len(g.households), bool) if keep is None else keep
    y, exposure, per_home = five_years(g.recorded[keep], fires[keep])
    return Driver(boosted_poisson(g.drivers[keep], y, exposure, DRIVER_TREES, DRIVER_ROUNDS), per_home)


def out_of_fold(g: Ground, fires: np.ndarray) -> np.ndarray:
    """Driver rates (n,) a home a year, each from a model that saw no fire and no area of the same borough."""
    names, index = np.unique(g.borough, return_inverse=True)
    fold = np.random.default_rng(SEED).permutation(len(names)) % FOLDS
    rate = np.empty(len(g.households))
    for k in range(min(FOLDS, len(names))):
        out = fold[index] == k
        rate[out] = driver_model(g, fires, ~out).rate(g.drivers[out])
    return rate


def five_years(recorded: np.ndarray, fires: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Counts (n,) of the last five years, their expectation at the common rate (n,), and that rate a home a year."""
    five = fires[:, -HISTORY_YEARS:]
    y = five.sum(axis=1)
    return y, recorded * y.sum() / recorded.sum(), float(y.sum() / recorded.sum() / five.shape[1])
