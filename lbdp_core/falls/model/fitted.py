"""Fitted: what the page and a scenario read, areas (n) in the order of the shared table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core.falls.schema import AGE_GROUPS, BANDS, SEXES

Array = NDArray[np.float64]
THIRDS = 3


@dataclass(frozen=True, eq=False)
class Fitted:
    """code, name, borough, borough_at: (n,) names and the position of the borough.

    people, communal: (n,) residents aged 65 and over, and residents of any age in communal establishments.
    by_age: (n, bands) of `people`. rates: (sexes, bands) admissions of women and men, women, and men, a person of both.
    expected: (n,) admissions a year that ages alone would lead one to expect. admissions: (n,) counted, a year.
    hazard, frailty: (n,) standardised. third_hazard, third_frailty: (n,) 0 to 2, by equal numbers of older people.
    risk: (n,) relative risk. draws: (d, n) of it, half precision. above: (n,) the chance that it is above one.
    beta: (d, 4) of intercept, hazard, frailty and both together, on the log of the risk. spread, share: of the field.
    cluster: (n,) 1 where high risk lies among high, -1 low among low, beyond luck; else 0.
    tenure: (n, 4) shares of homes: social, private rented, owned outright, with a mortgage.
    growth: (33, steps) admissions over those of the first of `ahead`, if each age keeps its rate.
    published: the year of each borough's published admissions, to which made-up ones are scaled; "" where they are
    scaled to London's rate. real: whether the counts are somebody's own, not made up.
    """

    code: NDArray[np.str_]
    name: NDArray[np.str_]
    borough: NDArray[np.str_]
    borough_at: NDArray[np.int64]
    people: Array
    communal: Array
    by_age: Array
    rates: Array
    expected: Array
    admissions: Array
    hazard: Array
    frailty: Array
    third_hazard: NDArray[np.int64]
    third_frailty: NDArray[np.int64]
    risk: Array
    draws: NDArray[np.float16]
    above: Array
    beta: Array
    spread: float
    share: float
    cluster: NDArray[np.int64]
    tenure: Array
    growth: Array
    ahead: NDArray[np.int64]
    years: NDArray[np.int64]
    published: str
    real: bool

    def expected_of(self, ages: str, sex: str) -> Array:
        """(n,) admissions a year of a group of ages ("65", "65-79", "80") and a sex ("all", "female", "male")."""
        kept = np.isin(BANDS, AGE_GROUPS[ages][1])
        return np.asarray(self.by_age[:, kept] @ self.rates[list(SEXES).index(sex), kept])
