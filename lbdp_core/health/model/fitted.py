"""What is kept of the evidence: people by borough, age and year, and the rates that multiply them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lbdp_core.health.model import intervals, settings
from lbdp_core.model_cache import remembered

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Fitted:
    """What scenarios and pages need: b boroughs, c conditions, a cells (single years of age of a sex), y years.

    years:       (y,) from the base, a published estimate, to the last projected one.
    sex, age:    (a,) of each cell; age ascends within a sex and the last is open (90 is 90 and over).
    people:      (b, a, y) residents.
    condition, words, noun, what: (c,) key, name ("Dementia"), what is counted ("people living with dementia") and a
                 note of what the rates mean.
    rate:        (c, a) share of a cell with the condition, as published.
    rate_sd:     (c, groups) log standard deviation of the published rates, by age group.
    status, source: (c,) the marks of its rates (`provenance`), the surest first, and where they come from.
    factor:      (b, c) local over expected; 1 where nothing local is published.
    factor_basis, factor_source: (c,) how the local figures were come by ("diagnosed", "modelled locally", "census") and
                 where; empty where there are none.
    gain:        (a, y) years of life expectancy gained since the base at each cell's age; nought before 55.
    past:        (c, b, p) people expected in `past_years` (p,), up to the base, at the published rates.
    base_source, growth_source: where the base and its growth come from, in words.
    """

    borough: np.ndarray
    borough_code: np.ndarray
    years: np.ndarray
    sex: np.ndarray
    age: np.ndarray
    people: np.ndarray
    condition: np.ndarray
    words: np.ndarray
    noun: np.ndarray
    what: np.ndarray
    rate: np.ndarray
    rate_sd: np.ndarray
    status: np.ndarray
    source: np.ndarray
    factor: np.ndarray
    factor_basis: np.ndarray
    factor_source: np.ndarray
    gain: np.ndarray
    past: np.ndarray
    past_years: np.ndarray
    base_source: str
    growth_source: str

    @property
    def ahead(self) -> NDArray[np.int64]:
        """Years since the base (y,)."""
        return np.asarray(self.years - self.years[0], dtype=np.int64)

    @property
    def group(self) -> NDArray[np.int64]:
        """The age group of each cell (a,): an index into `settings.GROUPS`."""
        return np.asarray(np.searchsorted(settings.GROUPS, self.age, side="right") - 1, dtype=np.int64)


def population_errors(fitted: Fitted, year: int, here: NDArray[np.bool_]) -> intervals.Draws:
    """Relative errors of the projected populations of the boroughs `here` in a year (groups, draws, boroughs)."""
    if here.all():
        return _everywhere(fitted, year)
    return _drawn(fitted).after(float(fitted.ahead[year]), here)


@remembered(2)
def _everywhere(fitted: Fitted, year: int) -> intervals.Draws:
    return _drawn(fitted).after(float(fitted.ahead[year]))  # kept for the base and the horizon, which are read often


@remembered(1)
def _drawn(fitted: Fitted) -> intervals.PopulationErrors:
    return intervals.PopulationErrors.drawn(len(fitted.borough))


@remembered(64)
def rate_draws(fitted: Fitted, condition: int) -> tuple[intervals.Draws, intervals.Draws]:
    """Relative errors of a condition's rates (draws, groups) and their drift (years, draws)."""
    seed = settings.SEED + 100 * (condition + 1)
    return intervals.rate_errors(fitted.rate_sd[condition], seed), intervals.drift(fitted.ahead, seed + 1)


@lru_cache(maxsize=1)
def ageing_draws() -> tuple[Array, Array]:
    """Healthy ageing as weights on the knots of `settings.SHARES`: of each draw (draws, knots), and their mean."""
    weights = intervals.knot_weights(intervals.healthy_shares())
    return weights, np.asarray(weights.mean(axis=0))
