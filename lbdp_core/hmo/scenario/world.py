"""A world: which homes are visited, and what is expected there, with draws that all worlds of the same audit share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lbdp_core.boroughs import NAMES
from lbdp_core.hmo.model import Fitted, ranking
from lbdp_core.hmo.model.audited import Learned, drawn_chance
from lbdp_core.hmo.model.design import ALL
from lbdp_core.hmo.model.joining import COMPARED
from lbdp_core.hmo.scenario.levers import HmoLevers
from lbdp_core.model_cache import remembered
from lbdp_core.places import LONDON

Array = NDArray[np.float64]
Index = NDArray[np.int64]
SEED = 61
JUDGED_BY = (0, COMPARED, ALL)  # no address wrong, all sources


@dataclass(frozen=True, eq=False)
class World:
    """chosen: homes visited by the method, in order, as the sources are joined. random: homes visited at random.

    got: what the audit teaches of every home where all sources are joined rightly. It judges what the visits find, so
    that a source, or a better join, is worth what it adds to the choice and never changes what stands there.
    """

    model: Fitted
    levers: HmoLevers
    chosen: Index
    random: Index
    got: Learned

    @classmethod
    def of(cls, model: Fitted, levers: HmoLevers, without: int | None = None) -> World:
        """The world of these levers; `without` a source's part of the score, where one is named."""
        level, how, on, size = int(levers.errors), levers.join, levers.on, int(levers.audit)
        got = ranking.learned(model, *JUDGED_BY, size, times(model, levers.borough))
        most = {name: int(levers.specs()[name].high) for name in ("visits", "floor")}  # one order at every setting
        floor = most["floor"] if levers.floor else 0
        order = ranking.order(model, levers.method, level, how, on, size, most["visits"], floor, without)
        by_chance = round(levers.visits * levers.explore / 100)
        chosen = _with_floor(model, order, round(levers.visits) - by_chance, round(levers.floor))
        free = _shuffled(model)
        if by_chance:
            taken = ranking.audited(model, size) | model.licensed
            taken[chosen] = True
            free = free[~taken[free]]
        return cls(model, levers, chosen, free[:by_chance], got)

    @cached_property
    def visited(self) -> Index:
        """All homes visited."""
        return np.r_[self.chosen, self.random]

    @property
    def access(self) -> float:
        return self.levers.access / 100

    @property
    def found(self) -> float:
        """Unlicensed HMOs found, as expected."""
        return self.access * float(self.got.chance[self.visited].sum())

    @cached_property
    def found_drawn(self) -> Array:
        """(draws,) the same in each draw."""
        if not len(self.visited):
            return np.zeros(len(self.got.rate))
        x = ranking.rows(self.model, *JUDGED_BY, self.visited)
        return self.access * np.asarray(drawn_chance(self.got, x).sum(axis=0, dtype=float))

    @property
    def pool(self) -> int:
        """Homes without a licence."""
        return int((~self.model.licensed).sum())

    @property
    def total(self) -> float:
        """Unlicensed HMOs in all."""
        return self.got.expected * self.pool

    @property
    def total_drawn(self) -> Array:
        """(draws,) the same in each draw."""
        return self.got.rate * self.pool

    @cached_property
    def base(self) -> World:
        """The world where nothing is changed."""
        return World.of(self.model, self.levers.unchanged())

    def beside(self, method: str) -> World:
        """As many visits, chosen by another method."""
        return World.of(self.model, self.levers.in_order(method=method))


def times(model: Fitted, borough: str) -> float:
    """How many times as common HMOs are in a borough as in the one that is made up, by the census; 1 for London."""
    return 1.0 if borough == LONDON else float(model.shares[NAMES.index(borough)] / model.shares[model.mine])


@remembered(1)
def _shuffled(model: Fitted) -> Index:
    return np.random.default_rng(SEED).permutation(len(model.licensed))


def _with_floor(model: Fitted, order: Index, count: int, floor: int) -> Index:
    """The first `count` of the order, with the first `floor` of each ward among them."""
    if not floor:
        return order[:count]
    ward = ranking.wards(model)[1][order]
    by_ward = np.argsort(ward, kind="stable")
    begins = np.searchsorted(ward[by_ward], ward[by_ward])
    within = np.empty(len(order), np.int64)
    within[by_ward] = np.arange(len(order)) - begins
    first = within < floor
    return np.r_[order[first], order[~first]][:count]
