"""Rates read at a younger age, from 55 on, as the Strategy Unit's demand model does; and people times these rates.

People of `age` with `years` more of good health have the rates of people of `age - years`. A published rate stands for
a whole band of ages; between bands it is taken to rise or fall evenly in proportion (a straight line in logs through
the middles of the bands), and only the ratio along that line is applied: with no shift rates are exactly as published.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lbdp_core.health.model import settings as s
from lbdp_core.health.model.fitted import Fitted
from lbdp_core.model_cache import remembered

Array = NDArray[np.float64]
RAMP = 10.0  # years over which extra healthy years build up, evenly (judgement)


def middles(ages: Array) -> Array:
    """The middle of each single year of age; the last is open."""
    return np.where(ages == ages.max(), ages + s.OPEN_WIDTH / 2, ages + 0.5)


def line(ages: Array, rates: Array) -> tuple[Array, Array]:
    """Middles of the bands that share a rate, and the log of it; rates of nought are left out.

    Example:
        >>> at, log = line(np.arange(60.0, 80.0), np.repeat([0.0, 0.1, 0.2], [5, 5, 10]))
        >>> at.tolist(), np.exp(log).round(3).tolist()
        ([67.5, 77.5], [0.1, 0.2])
    """
    first = np.flatnonzero(np.diff(rates, prepend=np.nan) != 0)
    ends = np.append(ages[first[1:]], ages[-1] + s.OPEN_WIDTH)
    positive = rates[first] > 0
    return (ages[first] + ends)[positive] / 2, np.log(rates[first][positive])


def along(at: Array, x: Array, y: Array) -> Array:
    """The line through (x, y) at `at`, going on at both ends as it went between the last two points."""
    if len(x) < 2:
        return np.full(np.shape(at), y[0] if len(y) else 0.0)
    inside = np.interp(at, x, y)
    before = y[0] + (at - x[0]) * (y[1] - y[0]) / (x[1] - x[0])
    after = y[-1] + (at - x[-1]) * (y[-1] - y[-2]) / (x[-1] - x[-2])
    return np.asarray(np.where(at < x[0], before, np.where(at > x[-1], after, inside)))


def shifted(ages: Array, rates: Array, years: Array) -> Array:
    """Rates (..., ages) of people who are `years` (..., ages) younger in health; never above one.

    ages: (ages,) ascending single years of one sex, the last one open; rates: (ages,).
    """
    x, y = line(ages, rates)
    here = middles(ages)
    return np.asarray(np.minimum(rates * np.exp(along(here - years, x, y) - along(here, x, y)), 1.0))


@remembered(128)
def rates(fitted: Fitted, condition: int, healthy_years: float, year: int) -> Array:
    """Rates (cells, knots) of a condition in a year if a share `settings.SHARES` of the years gained is healthy.

    healthy_years: years of good health from 55 on, above that share, built up evenly over ten years.
    year: the index of the year.
    """
    out = np.empty((len(fitted.age), len(s.SHARES)))
    more = healthy_years * min(fitted.ahead[year] / RAMP, 1.0)
    for sex in np.unique(fitted.sex):
        cells = np.flatnonzero(fitted.sex == sex)
        ages = fitted.age[cells].astype(float)
        younger = np.outer(s.SHARES, fitted.gain[cells, year]) + more * (ages >= s.FROM_AGE)
        out[cells] = shifted(ages, fitted.rate[condition, cells], younger).T
    out.flags.writeable = False
    return out


@remembered(128)
def expected(fitted: Fitted, condition: int, healthy_years: float, year: int) -> Array:
    """People with a condition (groups, boroughs, knots) in a year, before any local factor; arguments as `rates`."""
    with_condition = rates(fitted, condition, healthy_years, year)
    out = np.stack([people[year] @ with_condition[cells] for cells, people in _by_group(fitted)])
    out.flags.writeable = False
    return out


@remembered(2)
def _by_group(fitted: Fitted) -> tuple[tuple[NDArray[np.intp], Array], ...]:
    """The cells of each age group and their residents (years, b, cells), laid out once."""
    groups = [np.flatnonzero(fitted.group == g) for g in range(len(s.GROUPS))]
    return tuple((cells, np.ascontiguousarray(np.moveaxis(fitted.people[:, cells], -1, 0))) for cells in groups)
