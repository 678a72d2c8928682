"""Where visits go: some follow referrals, the rest are steered to areas, after each borough's floor.

What a visit prevents is the same for every visit in an area until nobody more can be reached there, so
filling areas from the best downwards, once every borough has its floor, prevents the most (the floors are
nested in the total: a polymatroid). `tests/fire/test_allocate.py` proves it against `scipy.optimize.milp`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.intp]


@dataclass(frozen=True)
class Placed:
    """Visits by area, (n,) each, in expectation (so not whole), and those that nobody could be found for."""

    following: Array
    steered: Array
    unplaced: float

    @property
    def visits(self) -> Array:
        return self.following + self.steered


class Order(NamedTuple):
    """Areas (n,), best first: of all boroughs together, and borough by borough."""

    best: Index
    by_borough: Index

    @classmethod
    def of(cls, score: Array, borough: Index) -> Order:
        """By score (n,), larger first; equal scores in the order of the areas. Sorting is most of what placing costs.

        >>> [positions.tolist() for positions in Order.of(np.array([1.0, 3.0, 2.0]), np.array([0, 1, 0]))]
        [[1, 2, 0], [2, 0, 1]]
        """
        best = np.argsort(-score, kind="stable")
        return cls(best, best[np.argsort(borough[best], kind="stable")])


def fill(amount: Array | float, room: Array, group: Index | None = None) -> Array:
    """Pour `amount` into `room`, first come first served; each `group` (sorted) has its own, if given."""
    before = np.cumsum(room) - room
    if group is None:
        return np.clip(amount - before, 0, room)
    starts = np.searchsorted(group, np.arange(np.size(amount)))
    offset = np.append(before, 0.0)[np.minimum(starts, before.size)]
    return np.clip(np.asarray(amount)[group] - (before - offset[group]), 0, room)


def steer(budget: float, room: Array, order: Order, borough: Index, floors: Array) -> Array:
    """Steered visits (n,): floors first, then the best areas, best first.

    room:   (n,) most visits that each area can still take.
    floors: (boroughs,) visits that each borough must get; what a borough has no room for goes to the rest.
    """
    given = np.zeros(room.size)
    if floors.any():
        floors = np.minimum(floors, np.bincount(borough, room, floors.size))
        given[order.by_borough] = fill(floors, room[order.by_borough], borough[order.by_borough])
    rest = max(budget - given.sum(), 0.0)
    given[order.best] += fill(rest, (room - given)[order.best])
    return given


def place(
    visits: float,
    *,
    steered_share: float,
    reach: float,
    floor: float,
    order: Order | None,
    households: Array,
    borough: Index,
    boroughs: int,
) -> Placed:
    """Place a year's visits.

    steered_share: part of the visits that areas can steer; the others are spread in proportion to households.
    reach:   most visits an area can take, as a share of its households.
    floor:   least part of its share by households of the steered visits that each borough gets.
    order:   who is first; None spreads the steered visits in proportion to households as well.
    borough: (n,) index of each area's borough.
    """
    share = households / max(households.sum(), 1e-9)  # every home visited already: all visits are left over
    room = reach * households
    following = np.minimum(visits * (1 - steered_share) * share, room)
    room = room - following
    budget = visits * steered_share
    if order is None:
        steered = np.minimum(budget * share, room)
    else:
        floors = np.asarray(floor * budget * np.bincount(borough, share, boroughs), dtype=np.float64)
        steered = steer(budget, room, order, borough, floors)
    left = visits - following.sum() - steered.sum()
    return Placed(following, steered, float(left) if left > 1e-6 * visits else 0.0)
