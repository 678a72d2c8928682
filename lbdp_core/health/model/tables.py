"""Tables: expected people with a condition, residents of each age times their rate, at each share of healthy years."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lbdp_core.health.model import ageing, settings
from lbdp_core.health.model.fitted import Fitted
from lbdp_core.model_cache import remembered

Array = NDArray[np.float64]
RAMP = 10.0  # years over which extra healthy years build up, evenly (judgement)
EVERY = -1  # every year, where a function takes the index of one


@remembered(96)
def rates(fitted: Fitted, condition: int, healthy_years: float, year: int = EVERY) -> Array:
    """Rates (years, cells, knots) of a condition if a share `settings.SHARES` of the years gained is healthy.

    healthy_years: years of good health from 55 on, above that share, built up evenly over ten years.
    year: the index of one year to work out (the first axis has then one entry), or `EVERY`.
    """
    at = np.arange(len(fitted.years)) if year == EVERY else np.array([year])
    out = np.empty((len(at), len(fitted.age), len(settings.SHARES)))
    more = healthy_years * np.minimum(fitted.ahead[at] / RAMP, 1.0)
    shares = np.asarray(settings.SHARES)
    for sex in np.unique(fitted.sex):
        cells = np.flatnonzero(fitted.sex == sex)
        ages = fitted.age[cells].astype(float)
        extra = more[:, None] * (ages >= settings.FROM_AGE)
        younger = fitted.gain[cells][:, at].T[None] * shares[:, None, None] + extra
        out[:, cells] = np.moveaxis(ageing.shifted(ages, fitted.rate[condition, cells], younger), 0, -1)
    out.flags.writeable = False
    return out


@remembered(96)
def expected(fitted: Fitted, condition: int, healthy_years: float, year: int = EVERY) -> Array:
    """People with a condition (years, groups, boroughs, knots), before any local factor; arguments as `rates`."""
    with_condition, people = rates(fitted, condition, healthy_years, year), _by_group(fitted)
    out = np.zeros((len(with_condition), len(settings.GROUPS), len(fitted.borough), len(settings.SHARES)))
    for g, (cells, residents) in enumerate(people):
        some = residents if year == EVERY else residents[year : year + 1]
        np.matmul(some, with_condition[:, cells], out=out[:, g])
    out.flags.writeable = False
    return out


@remembered(2)
def _by_group(fitted: Fitted) -> tuple[tuple[NDArray[np.intp], Array], ...]:
    """The cells of each age group and their residents (years, b, cells), laid out once."""
    groups = [np.flatnonzero(fitted.group == g) for g in range(len(settings.GROUPS))]
    return tuple((cells, np.ascontiguousarray(np.moveaxis(fitted.people[:, cells], -1, 0))) for cells in groups)
