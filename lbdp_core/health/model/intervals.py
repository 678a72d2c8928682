"""Intervals: draws of what may be wrong with populations, rates, their drift and healthy ageing, each a mean of one.

A draw is a world. Within it a borough whose people were projected too high stays too high, its ages err mostly
together, the very young, the very old and those who move err most, London errs a little as a whole, and a condition's
rates are too high or too low in every borough alike.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from lbdp_core.health.model import settings as s

Draws = NDArray[np.float32]
Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PopulationErrors:
    """What may be wrong with projected populations, on the log scale; a year's errors are made when they are read.

    grown: (groups, draws, boroughs) error after `settings.PUBLISHED_YEARS`, which grows with the square root of the
           horizon: that of a random walk, as wide as the age is hard to project (`settings.MEDIANS`).
    start: the base's own error. With it the error passes 10% for a fifth of boroughs after about four years, as
           Simpson and others found (a five-year forecast that must be within 10% is out of date when published).
    """

    grown: Draws
    start: Draws

    @classmethod
    def drawn(cls, boroughs: int, draws: int = s.DRAWS, seed: int = s.SEED) -> PopulationErrors:
        rng, groups = np.random.default_rng(seed), len(s.GROUPS)
        heavy = np.sqrt(s.DEGREES / rng.chisquare(s.DEGREES, (draws, boroughs)))
        base = rng.standard_normal((draws, boroughs))
        grown = np.clip(heavy * _together(rng, groups, draws, boroughs), -s.TAIL, s.TAIL)
        start = np.clip(heavy * base, -s.TAIL, s.TAIL) * s.BASE_MEDIAN / s.PUBLISHED_MEDIAN
        hard = np.asarray(s.MEDIANS)[:, None, None] / s.MEDIAN_OF_T
        return cls((hard * grown).astype(np.float32), (hard * start).astype(np.float32))

    def after(self, years: float, here: NDArray[np.bool_] | None = None) -> Draws:
        """Relative errors (groups, draws, boroughs), each with a mean of one, so many years after the base.

        here: (b,) the boroughs wanted, all if None.
        """
        grown, start = (self.grown, self.start) if here is None else (self.grown[..., here], self.start[..., here])
        out = grown * np.float32(np.sqrt(max(years, 0) / s.PUBLISHED_YEARS))
        out += start
        np.exp(out, out=out)
        even = np.full(
            out.shape[1], 1 / out.shape[1], np.float32
        )  # a product with it is a seventh of the time of mean()
        out /= (even @ out)[:, None]
        return out


def _together(rng: np.random.Generator, groups: int, draws: int, boroughs: int) -> Array:
    """Standard normal errors (groups, draws, boroughs): a part all London shares, a part that all ages share."""
    out = np.zeros((groups, draws, boroughs))
    for over_ages, g in ((s.ALL_AGES, 1), (1 - s.ALL_AGES, groups)):
        for over_london, b in ((s.ALL_LONDON, 1), (1 - s.ALL_LONDON, boroughs)):
            out += np.sqrt(over_ages * over_london) * rng.standard_normal((g, draws, b))
    return out


def rate_errors(sd: Array, seed: int, draws: int = s.DRAWS) -> Draws:
    """Relative errors of a condition's published rates, (draws, groups); `sd` (groups,) is on the log scale."""
    rng = np.random.default_rng(seed)
    shared, own = rng.standard_normal((draws, 1)), rng.standard_normal((draws, len(sd)))
    out = np.exp(sd * (np.sqrt(s.SAME_ERROR) * shared + np.sqrt(1 - s.SAME_ERROR) * own))
    return np.asarray(out / out.mean(axis=0), np.float32)


def drift(ahead: NDArray[np.int64], seed: int, draws: int = s.DRAWS, sd: float = s.DRIFT_SD) -> Draws:
    """How far a condition's rates have drifted by each year, (years, draws): a random walk on the log scale."""
    rng = np.random.default_rng(seed)
    steps = rng.standard_normal((int(max(ahead)), draws)) * sd
    walk = np.vstack([np.zeros((1, draws)), np.cumsum(steps, axis=0)])[np.maximum(ahead, 0)]
    out = np.exp(walk)
    return np.asarray(out / out.mean(axis=1, keepdims=True), np.float32)


def healthy_shares(draws: int = s.DRAWS, seed: int = s.SEED) -> Array:
    """Draws (draws,) of the share of the years gained that are healthy: the published split normal, evenly spread."""
    even = np.random.default_rng(seed + 1).permutation((np.arange(draws) + 0.5) / draws)
    below = s.SHARE_BELOW / (s.SHARE_BELOW + s.SHARE_ABOVE)  # chance of being under the mode
    low = s.SHARE_BELOW * ndtri(np.minimum(even, below) / below / 2)
    high = s.SHARE_ABOVE * ndtri(0.5 + np.maximum(even - below, 0) / (1 - below) / 2)
    return np.asarray(np.clip(s.SHARE_MODE + np.where(even < below, low, high), s.SHARES[0], s.SHARES[-1]))


def knot_weights(shares: Array) -> Array:
    """Shares as weights on `settings.SHARES`, (draws, knots): linear between neighbours, summing to one."""
    knots = np.asarray(s.SHARES)
    return np.asarray(np.clip(1 - np.abs(shares[:, None] - knots) / (knots[1] - knots[0]), 0, None))
