"""Boroughs: how far a whole borough strays from the sum of its areas' forecasts, beyond luck."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from lbdp_core.counts import scaled
from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model.operational import known_before
from lbdp_core.fire.model.settings import BOROUGH_YEARS, HISTORY_YEARS


def borough_spread(evidence: Evidence, k: int) -> float:
    """Log standard deviation of a borough's true total around its forecast for year k, from the years before k.

    Moments: over past forecasts (each scaled to its year's total, so that London's level is set aside) the squared
    error of a borough's count is its Poisson variance, plus its areas' own scatter, plus (sd x expected)^2. Without the
    last term the ranges of boroughs are too narrow: what moves one area of a borough often moves the others.
    """
    past = range(max(HISTORY_YEARS, k - BOROUGH_YEARS), k)
    names, index = np.unique(evidence.areas["borough"].to_numpy(str), return_inverse=True)
    excess, size = 0.0, 0.0
    for j in past:
        y, f = evidence.fires[:, j], known_before(evidence, j)
        mu = scaled(f.expected, y.sum())
        observed, expected, scatter = sums((y, mu, mu**2 / f.shape), index, len(names))
        excess += float(((observed - expected) ** 2 - expected - scatter).sum())
        size += float((expected**2).sum())
    return float(np.sqrt(max(excess, 0.0) / size)) if size else 0.0


def sums(values: Iterable[np.ndarray], index: np.ndarray, boroughs: int) -> list[np.ndarray]:
    """Each of the values (n,) added up by borough (boroughs,)."""
    return [np.bincount(index, v, minlength=boroughs) for v in values]
