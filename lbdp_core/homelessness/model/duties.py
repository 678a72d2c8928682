"""Duties: rates of the statutory chain, from what ended in the last two years, borough by borough."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lbdp_core.homelessness.load import Evidence
from lbdp_core.homelessness.model import settings

Array = NDArray[np.float64]
SAME_LEVEL = 0.05  # of the last figure reported


def shares(evidence: Evidence, part: str, whole: str) -> Array:
    """How much of one figure another is, by borough (33,), over the last two years that the borough reported both.

    Shrunk towards London's own row: a borough with few counts like London.
    """
    top, bottom = evidence.series[part][-settings.RECENT :], evidence.series[whole][-settings.RECENT :]
    both = ~np.isnan(top) & ~np.isnan(bottom)
    parts, wholes = np.where(both, top, 0.0).sum(axis=0), np.where(both, bottom, 0.0).sum(axis=0)
    london = parts[-1] / wholes[-1] if wholes[-1] else 0.0
    prior = settings.PRIOR_ENDED
    return np.asarray(np.clip((parts[:-1] + prior * london) / (wholes[:-1] + prior), 0.0, 1.0))


def ended_a_quarter() -> float:
    """The share of open prevention or relief duties that ends in a quarter, for a duty of 56 days.

    People come in evenly over a quarter of 91 days: at its end those of the last 56 days are still there. So a duty
    that begins is still open at the quarter's end in 56 of 91 cases, and of all that were open 1 / (1 + 56/91) end.

    >>> round(ended_a_quarter(), 4)
    0.619
    """
    return 1 / (1 + settings.DUTY_DAYS / settings.QUARTER_DAYS)


def leaving(evidence: Evidence) -> float:
    """The share of households in temporary accommodation that leave it in a quarter, from London's own row.

    If accepted households were the only ones to come, what did not stay left: (accepted - growth) / held.
    """
    held, came = evidence.series["ta_households"][:, -1], evidence.series["main_accepted"][:, -1]
    start, end, accepted = held[:-1], held[1:], came[1:]
    known = ~(np.isnan(start) | np.isnan(end) | np.isnan(accepted))
    recent = np.flatnonzero(known)[-settings.RECENT :]
    if not recent.size:
        return 0.0
    left = (accepted[recent] - end[recent] + start[recent]).sum() / start[recent].sum()
    return float(np.clip(left, 0.005, settings.MOST_STAY))


def last_known(values: Array) -> Array:
    """The last published figure of each area (n,); nought where there was never one."""
    out = np.full(values.shape[1], np.nan)
    for row in values:
        out = np.where(np.isnan(row), out, row)
    return np.nan_to_num(out)


def last_reported(values: Array) -> NDArray[np.int64]:
    """The position of the last quarter that each area reported (n,); -1 where there is none."""
    known = ~np.isnan(values)
    at = np.arange(len(values))[:, None]
    return np.asarray(np.where(known, at, -1).max(axis=0))


def silent(values: Array) -> NDArray[np.bool_]:
    """Areas (n,) that reported none of the last four quarters: their figure today is an estimate and no return."""
    return np.asarray(len(values) - 1 - last_reported(values) >= settings.SEASON)


def apart(values: Array) -> NDArray[np.bool_]:
    """Boroughs (33,) whose figure today stands on another level than the last one that they reported."""
    last, today = last_known(values)[:-1], standing(values)
    return np.asarray(silent(values)[:-1] | (np.abs(today - last) > SAME_LEVEL * np.maximum(last, 1.0)))


def standing(values: Array) -> Array:
    """Today's figure of each borough (33,), so that all add up to London's own row.

    A borough that did not report has its last published figure, times what makes all those that did not report add up
    to London's own row less those that did: the publisher's total has an estimate for each of them.
    """
    london, here = values[-1, -1], values[-1, :-1]
    old = last_known(values)[:-1]
    missing = np.isnan(here)
    left = london - np.nansum(here)
    if missing.any() and old[missing].sum() > 0 and left > 0:
        return np.where(missing, old * left / old[missing].sum(), np.nan_to_num(here))
    return np.where(missing, old, np.nan_to_num(here))
