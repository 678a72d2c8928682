"""Need: what a council's children would lead one to expect, before it is held against other councils.

A ridge regression of an indicator on child poverty before and after housing costs, deprivation and the ages of the
children. With about 150 councils and six such figures it can say little, so that its error on councils it had not seen
is said beside it, and where it says no more than the middle council, nothing is expected of need.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Array = NDArray[np.float64]
MEASURES = ("poverty_before_housing", "poverty_after_housing", "deprivation", "age_0_4", "age_10_15", "age_16_17")
STRENGTHS = (1.0, 3.0, 10.0, 30.0, 100.0, 300.0)
FOLDS, SEED = 10, 14
LEAST = 60  # councils


@dataclass(frozen=True, eq=False)
class Need:
    """expected: (c,) from need; NaN where no measure of need is known.

    error, naive: mean absolute error on councils left out, of this and of the mean of the others. explained: the share
    of the variance between councils left out that it explains; below nought where it is worse than their mean.
    """

    expected: Array
    error: float
    naive: float
    explained: float


def measures(context: pd.DataFrame) -> Array:
    """(c, m) standardised measures of need; an unknown one is the mean, and a row without any is NaN."""
    wide = context.reindex(columns=list(MEASURES)).to_numpy(dtype=float)
    wide = wide[:, np.isfinite(wide).sum(axis=0) >= LEAST]
    nothing = ~np.isfinite(wide).any(axis=1) if wide.shape[1] else np.ones(len(wide), bool)
    standard = (wide - np.nanmean(wide, axis=0)) / np.nanstd(wide, axis=0)
    unknown = np.isnan(standard).any(axis=1)
    filled = np.where(np.isnan(standard), 0.0, standard)
    if unknown.mean() > 0.05:
        filled = np.column_stack([filled, unknown.astype(float)])  # councils without a measure (counties) are alike
    filled[nothing] = np.nan
    return filled


def expected(context: pd.DataFrame, value: Array) -> Need | None:
    """What need would lead one to expect of each council's value (c,); None where too few councils are known."""
    known = measures(context)
    there = np.isfinite(value) & np.isfinite(known).all(axis=1)
    if there.sum() < LEAST or not known.shape[1]:
        return None
    x, y = known[there], value[there]
    fold = np.random.default_rng(SEED).permutation(len(y)) % FOLDS
    guess, mean = np.empty(len(y)), np.empty(len(y))
    for k in range(FOLDS):
        seen = fold != k
        guess[~seen] = _predict(x[~seen], *_fit(x[seen], y[seen]))
        mean[~seen] = y[seen].mean()
    explained = 1 - float(((y - guess) ** 2).sum() / ((y - mean) ** 2).sum())
    all_ = np.full(len(value), np.nan)
    rows = np.isfinite(known).all(axis=1)
    all_[rows] = _predict(known[rows], *_fit(x, y))
    return Need(all_, float(np.abs(y - guess).mean()), float(np.abs(y - mean).mean()), explained)


def _fit(x: Array, y: Array) -> tuple[float, Array, Array]:
    """Ridge with the strength that leaves single councils out best: (mean, centre of x, weights)."""
    middle, centre = float(y.mean()), x.mean(axis=0)
    a, b = x - centre, y - middle
    best: tuple[float, Array] = (np.inf, np.zeros(x.shape[1]))
    for strength in STRENGTHS:
        inverse = np.linalg.inv(a.T @ a + strength * np.eye(a.shape[1]))
        weights = inverse @ a.T @ b
        leverage = np.einsum("ij,jk,ik->i", a, inverse, a) + 1 / len(y)
        left_out = float((((b - a @ weights) / (1 - leverage)) ** 2).sum())
        if left_out < best[0]:
            best = left_out, weights
    return middle, centre, best[1]


def _predict(x: Array, middle: float, centre: Array, weights: Array) -> Array:
    return middle + (x - centre) @ weights
