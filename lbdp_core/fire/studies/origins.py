"""Origins: what the model would have said at the start of a past year, forecast once and shared by the studies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

from lbdp_core import counts
from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model import HISTORY_YEARS, known_before
from lbdp_core.sources import DataError

Array = NDArray[np.float64]
RECENT = 3  # origins that are pooled where one year holds too few fires
VISITS, REACH = 20_000, 0.1  # visits of the audit; most visits an area can take, as a share of its homes


def origins(evidence: Evidence, first: int) -> tuple[int, ...]:
    """Positions in `evidence.years` from the year `first` on that have five years before them.

    Raises:
        DataError: there is none.
    """
    found = tuple(k for k, year in enumerate(evidence.years) if year >= first and k >= HISTORY_YEARS)
    if not found:
        raise DataError(
            f"No year from {first} on has {HISTORY_YEARS} complete years before it; add older incident files."
        )
    return found


def borrowed_rates(evidence: Evidence, k: int) -> Array:
    """Empirical-Bayes rates (n,) a home a year, from the five years before year k: the baseline to beat."""
    five = evidence.fires[:, k - HISTORY_YEARS : k].sum(axis=1)
    return counts.empirical_bayes(five, HISTORY_YEARS * evidence.households)[0]


@dataclass(frozen=True, eq=False)
class Recent:
    """The last (up to three) origins, out of sample: arrays (n, origins), forecasts scaled to each year's total.

    observed: recorded fires. expected: the model's forecast of them. baseline: empirical Bayes.
    shape:    mean of the gamma shapes that the origins' own models fitted.
    """

    years: tuple[int, ...]
    observed: Array
    expected: Array
    baseline: Array
    shape: float


def recent(evidence: Evidence) -> Recent:
    """What the model expected of the last three years before each began, beside the fires that then happened."""
    ks = list(origins(evidence, 0)[-RECENT:])
    y = evidence.fires[:, ks].astype(float)
    said = [known_before(evidence, k) for k in ks]
    eb = np.column_stack([borrowed_rates(evidence, k) * evidence.households for k in ks])
    return Recent(
        years=tuple(evidence.years[k] for k in ks),
        observed=y,
        expected=_scaled(np.column_stack([f.expected for f in said]), y),
        baseline=_scaled(eb, y),
        shape=float(np.mean([f.shape for f in said])),
    )


def _scaled(mu: Array, y: Array) -> Array:
    """Each year's column made to add up to the year's fires: where, with the year's level set aside."""
    return np.asarray(mu * (y.sum(axis=0) / mu.sum(axis=0)), dtype=np.float64)


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
