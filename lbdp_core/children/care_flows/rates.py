"""Rates: how often children in each age and placement moved, left or came in, by the day of a forecast.

Moves per day in care (occurrence over exposure), with gamma posteriors: each rate starts from that of its placement at
all ages, weighing as much as one move, so that a cell with few children borrows from the others (Clayton and Kaldor
1987). Only what had happened by the day is used. How far back: as far as the same rate is likely to have held, which is
judged for those who came and for those who left (Adams and MacKay 2007, for counts), so that a break in the past does
not go on into the forecast, and years without one all count.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

from lbdp_core.children.care_flows.returns import ADULT, BANDS, EDGES, OUT, Episodes, band
from lbdp_core.sources import DataError

Array = NDArray[np.float64]
YEAR = 365  # days
STEP = 28  # days: moves are counted in steps of four weeks
CHANGES = 1 / 65  # the chance that a rate breaks in a step: once in five years
NEAR = 14  # days: care that ends so close to a child's 18th birthday ends because of it, and at no rate
LEAST = 30  # children's placements in a year: fewer tell no rate


@dataclass(frozen=True, eq=False)
class Rates:
    """Posterior of rates, and the children that a forecast starts from.

    shape, exposure: (bands, placements, placements + 1) of the gamma posteriors of moves a day; the last: leaving care.
    came, over: children who came into care in the days that tell of today. age, place, begun: (n,) children in care on
    the day: age in days, placement, age when it began. new_age, new_place, new_weight: (k,) of the children who came,
    and how much each tells of those to come (adds up to one).
    """

    shape: Array
    exposure: Array
    came: float
    over: float
    age: Array
    place: NDArray[np.int64]
    begun: Array
    new_age: Array
    new_place: NDArray[np.int64]
    new_weight: Array

    def draws(self, count: int, rng: np.random.Generator) -> Array:
        """Rates a day, (count, bands, placements, placements + 1)."""
        return np.asarray(rng.gamma(self.shape, 1.0, (count, *self.shape.shape)) / self.exposure)


def enough(episodes: Episodes, day: float) -> bool:
    """Whether there were placements enough in the year before a day to say how often children move."""
    return bool(((episodes.start <= day) & (episodes.end > day - YEAR)).sum() >= LEAST)


def estimate(episodes: Episodes, day: float) -> Rates:
    """The rates up to a day (since 1970), and who was in care on that day.

    Raises:
        DataError: too few placements in the year before to say how often children move.
    """
    e = episodes
    if not enough(episodes, day):
        raise DataError(
            f"The returns have fewer than {LEAST} placements in their last year, too few to forecast from; check that "
            "the last return is whole."
        )
    edges = _edges(episodes, day)
    exposure, moves = _by_step(episodes, edges)
    still = holding(moves[..., OUT].sum(axis=(1, 2)), exposure.sum(axis=(1, 2)))
    moves, exposure = (np.tensordot(still, counts, axes=1) for counts in (moves, exposure))
    overall = (moves.sum(axis=0) + 0.1) / (exposure.sum(axis=0)[:, None] + 365.25)
    new = e.entered & (e.start > edges[0]) & (e.start <= day)
    step = np.searchsorted(edges, e.start[new], side="left") - 1
    came = np.bincount(step, minlength=len(edges) - 1).astype(float)
    lasting = holding(came, np.full(len(came), float(STEP)))
    weight = lasting[step]
    now = e.open_on(day) & (day - e.born < ADULT)
    return Rates(
        moves + 1.0, exposure[..., None] + 1.0 / overall, float(came @ lasting), STEP * float(lasting.sum()),
        (day - e.born)[now], e.place[now], (e.start - e.born)[now],
        (e.start - e.born)[new], e.place[new], weight / weight.sum(),
    )  # fmt: skip


def holding(counts: Array, exposure: Array) -> Array:
    """How likely it is that the rate of each step (t,) is still that of the last one, (t,), never falling.

    counts are Poisson given a rate that breaks now and then; a new rate is gamma with the mean of all steps.

    >>> broken = np.array([30.0] * 10 + [3.0] * 10)
    >>> holding(broken, np.ones(20)).round(1)[[0, 9, 10, 19]]
    array([0., 0., 1., 1.])
    """
    mean = max(counts.sum(), 0.5) / max(exposure.sum(), 1.0)
    told, log = np.zeros((2, 0)), np.zeros(0)  # of each start of the rate: counts and exposure since, and likelihood
    for n, (seen, over) in enumerate(zip(counts, exposure, strict=True)):
        begun = np.log(CHANGES) + np.logaddexp.reduce(log) if n else 0.0
        log = np.append(log + np.log1p(-CHANGES), begun)
        told = np.append(told, [[0.0], [0.0]], axis=1)
        shape, rate = 1.0 + told[0], 1.0 / mean + told[1]
        log += gammaln(shape + seen) - gammaln(shape) - shape * np.log1p(over / rate) + seen * np.log(1 / (rate + over))
        told += [[seen], [over]]
    chance = np.exp(log - np.logaddexp.reduce(log))
    return np.asarray(np.cumsum(chance))


def _edges(episodes: Episodes, day: float) -> Array:
    """The days between the steps, (t + 1,), back to where the returns begin, and a year at least.

    Returns begin when a child first leaves: of the years before, they hold only the children who stayed.
    """
    first = float(np.min(episodes.end, initial=day, where=episodes.onward == OUT))
    steps = max(int((day - first) // STEP), YEAR // STEP)
    return day - STEP * np.arange(steps, -1, -1.0)


def _by_step(episodes: Episodes, edges: Array) -> tuple[Array, Array]:
    """Days in care (t, bands, placements) and moves (t, bands, placements, placements + 1) by step."""
    e, day, steps = episodes, edges[-1], len(edges) - 1
    seen = (e.start <= day) & (e.end > edges[0])
    since, until = np.maximum(e.start[seen], edges[:-1, None]), np.minimum(e.end[seen], edges[1:, None])
    at, who = np.nonzero(until > since)
    born, cell = e.born[seen][who], at * OUT + e.place[seen][who]
    young, old = since[at, who] - born, until[at, who] - born
    exposure = np.zeros((steps, len(BANDS), OUT))
    for n, (low, high) in enumerate(zip(EDGES, [*EDGES[1:], np.inf], strict=True)):
        stay = np.clip(np.minimum(old, high) - np.maximum(young, low), 0.0, None)
        exposure[:, n] = np.bincount(cell, stay, steps * OUT).reshape(steps, OUT)
    moved = seen & (e.end <= day)
    moved &= (e.onward != OUT) | (e.end - e.born < ADULT - NEAR)
    moves = np.zeros((steps, len(BANDS), OUT, OUT + 1))
    step = np.searchsorted(edges, e.end[moved], side="left") - 1
    np.add.at(moves, (step, band(e.end[moved] - e.born[moved]), e.place[moved], e.onward[moved]), 1.0)
    return exposure, moves
