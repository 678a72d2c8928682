"""Healthy ageing: rates read at a younger age, from 55 on, as the Strategy Unit's demand model does.

People of `age` with `years` more of good health have the rates of people of `age - years`. A published rate stands for
a whole band of ages; between bands it is taken to rise or fall evenly in proportion (a straight line in logs through
the middles of the bands), and only the ratio along that line is applied: with no shift rates are exactly as published.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lbdp_core.health.model import settings as s

Array = NDArray[np.float64]


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
    kept = rates[first] > 0
    return (ages[first] + ends)[kept] / 2, np.log(rates[first][kept])


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
