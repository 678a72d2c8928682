"""Luck: how far counts stray by chance alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

from lbdp_core import counts

Array = NDArray[np.float64]


def weighted_interval(total: Array, variance: Array, largest: Array, level: float) -> tuple[Array, Array]:
    """Interval of a weighted sum of independent Poisson counts; with equal weights it is the exact one (Garwood).

    Fay and Feuer (1997), Confidence intervals for directly standardized rates: a method based on the gamma
    distribution, Statistics in Medicine 16(7).

    Args:
        total: (m,) sums of w y. variance: (m,) sums of w^2 y. largest: (m,) largest w; 0 where no weight is given.
        level: such as 0.8.

    Example:
        >>> low, high = weighted_interval(np.array([10.0]), np.array([10.0]), np.array([1.0]), 0.95)
        >>> low.round(2).tolist(), high.round(2).tolist()
        ([4.8], [18.39])
    """
    tail = (1 - level) / 2
    some, any_weight = total > 0, largest > 0
    low, high = np.zeros(len(total)), np.zeros(len(total))
    m, v = total[some], variance[some]
    low[some] = gammaincinv(m**2 / v, tail) * v / m
    m, v = (total + largest)[any_weight], (variance + largest**2)[any_weight]
    high[any_weight] = gammaincinv(m**2 / v, 1 - tail) * v / m
    return low, high


def bounds(expected: Array, dispersion: float, level: float = 0.95) -> tuple[Array, Array]:
    """Whole numbers between which counts with this mean fall by luck, where their variance is `dispersion` x mean.

    Poisson where the dispersion is 1 or less, negative binomial above.
    """
    shape = None if dispersion <= 1 else np.maximum(expected, 1e-9) / (dispersion - 1)
    return counts.interval(expected, level, shape)


def dispersion(observed: Array, expected: Array, parameters: int) -> float:
    """Pearson's chi-square over its degrees of freedom, at least 1 (McCullagh and Nelder 1989, section 6.2)."""
    free = max(observed.size - parameters, 1)
    return float(max(1.0, ((observed - expected) ** 2 / np.maximum(expected, 1e-9)).sum() / free))
