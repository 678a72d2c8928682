"""Slopes: a constant change a year, with an interval that allows for overdispersion."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from lbdp_core.fire.studies.luck import dispersion

Array = NDArray[np.float64]
STEPS = 50


@dataclass(frozen=True, eq=False)
class Slope:
    """Log change a year with its 95 % interval, the fitted values (t,), and variance over mean (at least 1)."""

    per_year: float
    low: float
    high: float
    expected: Array
    dispersion: float


def log_linear(years: Array, y: Array) -> Slope:
    """A quasi-Poisson trend log E(y) = a + b year by Newton's method; y (t,) must not be all zero.

    Example:
        >>> slope = log_linear(np.arange(2010, 2020), 1000 * 0.97 ** np.arange(10))
        >>> round(float(np.exp(slope.per_year)), 6), slope.dispersion
        (0.97, 1.0)
    """
    z = np.column_stack([np.ones(len(years)), years - np.mean(years)])
    beta = np.array([np.log(y.mean()), 0.0])
    for _ in range(STEPS):
        mu = np.exp(z @ beta)
        step = np.linalg.solve(z.T @ (mu[:, None] * z), z.T @ (y - mu))
        beta = beta + np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-10:
            break
    mu = np.exp(z @ beta)
    spread = dispersion(y, mu, 2)
    variance = spread * np.linalg.inv(z.T @ (mu[:, None] * z))[1, 1]
    return _slope(beta[1], variance, len(y) - 2, mu, spread)


def log_ratio(years: Array, y: Array, other: Array) -> Slope:
    """The trend of log(y / other) by least squares, weighted by what Poisson luck leaves of each year's ratio.

    Half a fire is added to each count, so that a year without any has a ratio (Haldane 1956). Here the expected
    values are ratios, and the dispersion is that of the weighted residuals.
    """
    ratio, weight = np.log((y + 0.5) / (other + 0.5)), 1 / (1 / (y + 0.5) + 1 / (other + 0.5))
    centred = years - np.average(years, weights=weight)
    level = np.average(ratio, weights=weight)
    b = float((weight * centred * ratio).sum() / (weight * centred**2).sum())
    free = len(y) - 2
    spread = float(max(1.0, (weight * (ratio - level - b * centred) ** 2).sum() / free))
    return _slope(b, spread / (weight * centred**2).sum(), free, np.exp(level + b * centred), spread)


def _slope(b: float, variance: float, free: int, expected: Array, spread: float) -> Slope:
    step = float(stdtrit(free, 0.975) * np.sqrt(variance))
    return Slope(float(b), float(b) - step, float(b) + step, expected, spread)
