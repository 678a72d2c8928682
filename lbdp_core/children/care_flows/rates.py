"""Rates: how often children in each age and placement moved, left or came in, over a window before a day.

Moves per day in care (occurrence over exposure), with gamma posteriors: each rate starts from that of its placement at
all ages, weighing as much as one move, so that a cell with few children borrows from the others (Clayton and Kaldor
1987). Only what had happened by the day is used.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core.children.care_flows.returns import ADULT, BANDS, EDGES, OUT, Episodes, band
from lbdp_core.sources import DataError

Array = NDArray[np.float64]
WINDOW = 365  # days
NEAR = 14  # days: care that ends so close to a child's 18th birthday ends because of it, and at no rate
LEAST = 30  # children's placements in the window: fewer tell no rate


@dataclass(frozen=True, eq=False)
class Rates:
    """Posterior of rates, and the children that a forecast starts from.

    shape, exposure: (bands, placements, placements + 1) of the gamma posteriors of moves a day; the last: leaving care.
    window: days. age, place, begun: (n,) children in care on the day: age in days, placement, age when it began.
    new_age, new_place: (k,) of the children who came into care in the window.
    """

    shape: Array
    exposure: Array
    window: int
    age: Array
    place: NDArray[np.int64]
    begun: Array
    new_age: Array
    new_place: NDArray[np.int64]

    def draws(self, count: int, rng: np.random.Generator) -> Array:
        """Rates a day, (count, bands, placements, placements + 1)."""
        return np.asarray(rng.gamma(self.shape, 1.0, (count, *self.shape.shape)) / self.exposure)


def estimate(episodes: Episodes, day: float, window: int = WINDOW) -> Rates:
    """The rates over the window up to a day (since 1970), and who was in care on that day.

    Raises:
        DataError: too few placements in the window to say how often children move.
    """
    since = day - window
    e = episodes
    seen = (e.start <= day) & (e.end > since)
    if seen.sum() < LEAST:
        raise DataError(
            f"The returns have fewer than {LEAST} placements in the year before that day; choose a later day, or give "
            "the returns of more years."
        )
    first, last = np.maximum(e.start, since)[seen], np.minimum(e.end, day)[seen]
    born, place = e.born[seen], e.place[seen]
    exposure = np.zeros((len(BANDS), OUT))
    for n, (low, high) in enumerate(zip(EDGES, [*EDGES[1:], np.inf], strict=True)):
        stay = np.clip(np.minimum(last - born, high) - np.maximum(first - born, low), 0.0, None)
        exposure[n] = np.bincount(place, stay, OUT)
    moves = np.zeros((len(BANDS), OUT, OUT + 1))
    moved = seen & (e.end <= day)
    moved &= (e.onward != OUT) | (e.end - e.born < ADULT - NEAR)
    np.add.at(moves, (band(e.end[moved] - e.born[moved]), e.place[moved], e.onward[moved]), 1.0)
    overall = (moves.sum(axis=0) + 0.1) / (exposure.sum(axis=0)[:, None] + 365.25)
    new = e.entered & (e.start > since) & (e.start <= day)
    now = e.open_on(day) & (day - e.born < ADULT)
    return Rates(
        moves + 1.0, exposure[..., None] + 1.0 / overall, window, (day - e.born)[now], e.place[now],
        (e.start - e.born)[now], (e.start - e.born)[new], e.place[new],
    )  # fmt: skip
