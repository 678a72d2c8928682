"""Forecasts: what a round, and two rules that need no model, said of a later date."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lbdp_core.health.load import Population

Array = NDArray[np.float64]
TREND_YEARS = 5  # over which the constant growth of the naive rule is measured
CENSUS_PART = 0.72  # of the way from mid-2020 to mid-2021 on the day of the census, 21 March 2021
BANDS = (0, 16, 25, 35, 50, 65, 75, 85)  # the census has all but the last


def grouped(ages: Array, first: tuple[int, ...], edges: tuple[int, ...] = BANDS) -> Array:
    """Sums over ages (b, a) that begin at `first`, into bands that begin at `edges` (b, bands)."""
    return np.asarray(np.add.reduceat(ages, np.searchsorted(first, edges), axis=-1))


def common(truth: Population) -> tuple[int, ...]:
    """The bands that an estimate can be scored in: `BANDS`, or its own where they are broader."""
    return tuple(edge for edge in BANDS if edge in truth.ages)


def at(past: Population, truth: Population) -> Array:
    """What a round said of the date of an estimate (b, a): mid-year, or the day of the census between two."""
    year = truth.years[-1]
    if truth.kind != "census":
        return past.year(year)
    return (1 - CENSUS_PART) * past.year(year - 1) + CENSUS_PART * past.year(year)


def horizon(past: Population, truth: Population) -> float:
    """Years from a round's last observed one to the date of an estimate."""
    gone = truth.years[-1] - past.last_observed
    return gone - 1 + CENSUS_PART if truth.kind == "census" else float(gone)


def no_change(past: Population) -> Array:
    """Everybody as last observed, (b, a)."""
    return past.year(past.last_observed)


def constant_growth(past: Population, years: float, edges: tuple[int, ...]) -> Array:
    """Each borough's band goes on growing at the yearly rate of the five years last observed, (b, bands)."""
    last, before = past.last_observed, max(past.last_observed - TREND_YEARS, past.years[0])
    now, then = (grouped(past.year(year), past.ages, edges) for year in (last, before))
    if last == before:
        return now
    return np.asarray(now * (now / then) ** (years / (last - before)))
