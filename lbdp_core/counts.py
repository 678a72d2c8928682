"""Counts in small areas: rates that borrow strength, and how to score them.

Everything here takes plain arrays of n areas: `y` counts, `exposure` in the unit the rate is per, `mu` expected counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import gammaincinv

Floats = np.ndarray


def poisson_deviance(y: Floats, mu: Floats) -> float:
    """Mean Poisson deviance per area, 2 (y log(y / mu) - (y - mu)); mu must be positive where y is."""
    part = np.where(y > 0, y * np.log(np.maximum(y, 1) / mu), 0.0)
    return float(2 * np.mean(part - (y - mu)))


def deviance_terms(y: Floats, mu: Floats) -> Floats:
    """The Poisson deviance of each area (n,), for paired comparisons and the bootstrap."""
    return 2 * (np.where(y > 0, y * np.log(np.maximum(y, 1) / mu), 0.0) - (y - mu))


def scaled(mu: Floats, total: float) -> Floats:
    """Expected counts made to add up to `total`: a comparison of *where*, with the year's level set aside."""
    return mu * (total / mu.sum())


def empirical_bayes(y: Floats, exposure: Floats) -> tuple[Floats, float]:
    """Gamma-Poisson empirical Bayes rates by moments, and the gamma shape.

    The rate of each area is shrunk towards the overall rate, the more so the less exposure it has.
    Marshall (1991), Mapping disease and mortality rates using empirical Bayes estimators, JRSS C 40(2).

    Returns:
        rates (n,) per unit of exposure, and the shape of the fitted gamma.

    Example:
        >>> rates, shape = empirical_bayes(np.array([0.0, 10.0]), np.array([10.0, 10.0]))
        >>> bool(0 < rates[0] < 0.5 < rates[1] < 1)
        True
    """
    mean = y.sum() / exposure.sum()
    spread = (exposure * (y / exposure - mean) ** 2).sum() / exposure.sum()
    between = max(spread - mean / exposure.mean(), 1e-12)
    shape = mean**2 / between
    return (y + shape) / (exposure + shape / mean), float(shape)


def overdispersion(y: Floats, mu: Floats) -> float:
    """Shape of the gamma by which true rates scatter around `mu`: moments of (y - mu)^2 = mu + mu^2 / shape.

    Returns at most 1e4 (no scatter that these counts can show).
    """
    excess = ((y - mu) ** 2 - mu).sum()
    return float(min(1e4, (mu**2).sum() / max(excess, 1e-9)))


def capture(y: Floats, rate: Floats, households: Floats, share: float) -> float:
    """Share of the fires that fell in the highest-rate areas holding `share` of all households.

    The area on the margin counts in part, so that the share is exact.
    """
    order = np.argsort(-rate, kind="stable")
    before = np.concatenate([[0.0], np.cumsum(households[order])[:-1]])
    part = np.clip((share * households.sum() - before) / households[order], 0, 1)
    return float((y[order] * part).sum() / y.sum())


def top_share(rate: Floats, households: Floats, share: float) -> np.ndarray:
    """Mask (..., n) of the highest-rate areas that together hold `share` of households; rates may be draws (D, n)."""
    order = np.argsort(-rate, axis=-1, kind="stable")
    held = np.cumsum(households[order], axis=-1) <= share * households.sum()
    mask = np.zeros(rate.shape, dtype=bool)
    np.put_along_axis(mask, order, held, axis=-1)
    return mask


def interval(mu: Floats | float, level: float, shape: Floats | float | None = None) -> tuple[Floats, Floats]:
    """Whole numbers between which counts with this mean fall: Poisson, or negative binomial with a gamma's shape.

    >>> [float(x) for x in interval(np.float64(10), 0.95)], [float(x) for x in interval(np.float64(10), 0.95, 2)]
    ([4.0, 17.0], [0.0, 30.0])
    """
    from scipy import stats  # a third of a second and 45 MiB, which only a build or an evaluation should pay for

    drawn = stats.poisson(mu) if shape is None else stats.nbinom(shape, shape / (shape + mu))
    tail = (1 - level) / 2
    return drawn.ppf(tail), drawn.ppf(1 - tail)


def garwood(count: Any, level: float = 0.95) -> tuple[Any, Any]:
    """Exact interval of a Poisson mean from one count, or from each of an array (Garwood 1936).

    >>> [round(float(v), 3) for v in garwood(10)], float(garwood(0)[0])
    ([4.795, 18.39], 0.0)
    """
    tail = (1 - level) / 2
    return np.nan_to_num(gammaincinv(count, tail)), gammaincinv(np.asarray(count) + 1, 1 - tail)  # nothing below none


@dataclass(frozen=True)
class Calibration:
    """Observed against expected in ten groups of equal households, lowest predicted rate first (10,)."""

    expected: Floats
    observed: Floats
    low: Floats
    high: Floats

    @property
    def within(self) -> int:
        """How many groups lie inside the 95% Poisson bounds."""
        return int(((self.observed >= self.low) & (self.observed <= self.high)).sum())


def decile_calibration(y: Floats, mu: Floats, households: Floats) -> Calibration:
    """Observed and expected counts by decile of predicted rate, with 95% Poisson bounds of the observed."""
    order = np.argsort(mu / households, kind="stable")
    middle = np.cumsum(households[order]) - households[order] / 2
    group = np.empty(len(mu), dtype=int)
    group[order] = np.minimum((10 * middle / households.sum()).astype(int), 9)
    expected, observed = (np.bincount(group, v, minlength=10) for v in (mu, y))
    return Calibration(expected, observed, *interval(expected, 0.95))


def randomised_pit(y: Floats, mu: Floats, shape: Floats | float, seed: int) -> Floats:
    """Randomised probability integral transform of counts under a negative binomial, uniform when calibrated.

    Czado, Gneiting and Held (2009), Predictive model assessment for count data, Biometrics 65(4).
    """
    from scipy import stats  # as in `interval`

    p = shape / (shape + mu)
    upper, lower = stats.nbinom.cdf(y, shape, p), stats.nbinom.cdf(y - 1, shape, p)
    return lower + np.random.default_rng(seed).uniform(size=len(y)) * (upper - lower)


def whole_number_interval(mu: Floats, shape: Floats | float) -> tuple[Floats, Floats, Floats]:
    """Central 80% whole-number interval of a negative binomial, and the probability that it really holds."""
    from scipy import stats  # as in `interval`

    p = shape / (shape + mu)
    low, high = interval(mu, 0.8, shape)
    return low, high, stats.nbinom.cdf(high, shape, p) - stats.nbinom.cdf(low - 1, shape, p)


def skill_interval(
    model: Floats, baseline: Floats, cluster: np.ndarray, seed: int, draws: int = 2000
) -> tuple[float, float]:
    """95% interval of 1 - model / baseline from a bootstrap of whole clusters (boroughs).

    Args:
        model, baseline: deviance terms (n,). cluster: labels (n,).
    """
    _, index = np.unique(cluster, return_inverse=True)
    per = np.column_stack([np.bincount(index, model), np.bincount(index, baseline)])
    picks = np.random.default_rng(seed).multinomial(len(per), np.full(len(per), 1 / len(per)), size=draws)
    sums = picks @ per
    low, high = np.quantile(1 - sums[:, 0] / sums[:, 1], [0.025, 0.975])
    return float(low), float(high)
