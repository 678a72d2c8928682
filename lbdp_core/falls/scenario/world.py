"""A world: admissions by area without the money and with it, at one year and focus, sharing every draw."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lbdp_core.falls.model import Fitted
from lbdp_core.falls.scenario import plan
from lbdp_core.falls.scenario.evidence import PROGRAMMES, Programme
from lbdp_core.falls.scenario.levers import APART, BEST, FIRST, FOCUS, HIGH, MANY, FallsLevers
from lbdp_core.focus import mask
from lbdp_core.model_cache import remembered
from lbdp_core.places import LONDON

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
COUNT = len(PROGRAMMES)
SEED = 27
RATE_OFF = 0.04  # of the rate for all of London: England's moved between 1,933 and 2,100 in the years around 2022
AGES_OFF = 0.01  # a year ahead: a projection of 2014 was off by 5.4% in all and 14.6% at 85 and over nine years on


@dataclass(frozen=True, eq=False)
class World:
    """What these levers look at, areas (n), programmes (j), draws (d).

    here: (n,) areas looked at. people: (n, j) reached. avoided: (j,) the share of a person's admissions that a
    programme avoids, and `avoided_draws` (d, j), with how many more or fewer people the money may reach. years: (j,)
    for how long.
    """

    model: Fitted
    levers: FallsLevers
    here: Mask
    people: Array
    avoided: Array
    avoided_draws: Array
    years: Array

    @classmethod
    def of(cls, model: Fitted, levers: FallsLevers) -> World:
        """The world that these levers look at.

        Raises:
            DataError: the data holds no such borough.
        """
        here = mask(model.borough, levers.borough)
        findings = [one.findings[levers.evidence] for one in PROGRAMMES]
        draws = np.column_stack([each.avoided(len(model.draws), j) for j, each in enumerate(findings)])
        years = np.array([one.years for one in PROGRAMMES]) * levers.lasting / 100
        avoided = draws.mean(axis=0)
        draws = draws * _bought(len(draws))
        blank = cls(model, levers, here, np.zeros((len(model.code), COUNT)), avoided, draws, years)
        return replace(blank, people=blank._reached())

    def _reached(self) -> Array:
        """(n, j) people who take part."""
        levers, model = self.levers, self.model
        if not levers.budget:
            return np.zeros((len(model.code), COUNT))
        allowed = self.here if levers.within == FOCUS and levers.borough != LONDON else np.ones(len(model.code), bool)
        if levers.communal == APART:
            allowed = allowed & ~many_communal(model)
        room = np.where(allowed[:, None], room_for(model) * levers.uptake / 100, 0.0)
        cost = np.array([one.unit.value for one in PROGRAMMES], dtype=float)
        value = self.each
        if levers.split == BEST:
            if levers.target == HIGH:
                return plan.best(value, cost, room, levers.budget)
            mean = np.average(value, axis=0, weights=room) if room.sum() else value.mean(axis=0)
            shared = plan.best(mean[None], cost, room.sum(axis=0)[None], levers.budget)
            return plan.alike(room, cost, shared[0] * cost)
        budgets = levers.budget * np.array([getattr(levers, one.key) for one in PROGRAMMES]) / 100
        budgets = budgets * min(1.0, levers.budget / max(budgets.sum(), 1e-9))
        if levers.target != HIGH:
            return plan.alike(room, cost, budgets)
        return np.column_stack(
            [plan.best(rate(model)[:, None], cost[j : j + 1], room[:, j : j + 1], budgets[j])[:, 0]
             for j in range(COUNT)]
        )  # fmt: skip

    @property
    def each(self) -> Array:
        """(n, j) admissions that a person reached avoids, discounted, over all the years that it works."""
        return rate(self.model)[:, None] * (TIMES * self.avoided * self.worth)

    @property
    def worth(self) -> Array:
        """(j,) years for which it works, discounted to the first."""
        r = self.levers.discount / 100
        whole, part = np.floor(self.years).astype(int), self.years % 1
        factors = (1 + r) ** -np.arange(int(self.years.max()) + 2)
        summed = np.concatenate([[0.0], np.cumsum(factors)])
        return np.asarray(summed[whole] + part * factors[whole])

    def working(self, year: float) -> Array:
        """(j,) how much of a programme still works in a year: 1 in the first, a part in its last."""
        return np.clip(self.years - (year - FIRST), 0.0, 1.0) * (year >= FIRST)

    def less(self, year: float) -> tuple[Array, Array]:
        """Admissions avoided in a year: (n,) by area, and (d,) draws over the areas looked at."""
        ratio = growth(self.model, year) / growth(self.model, FIRST)
        working = self.avoided * TIMES * self.working(year)
        by_area = (self.people @ working) * rate(self.model) * ratio[self.model.borough_at]
        by_programme = np.einsum("dbj,b->dj", self.by_borough, ratio)
        return by_area, np.asarray((by_programme * self.avoided_draws) @ (TIMES * self.working(year)))

    @cached_property
    def avoided_by_each(self) -> tuple[Array, Array]:
        """Admissions that each programme avoids in all, discounted, over the areas looked at: (j,) and (d, j) draws."""
        worth = TIMES * self.worth
        mean = rate(self.model)[self.here] @ self.people[self.here] * worth * self.avoided
        return mean, np.asarray(self.by_borough.sum(axis=1) * self.avoided_draws * worth)

    def all_avoided(self) -> tuple[float, Array]:
        """Admissions avoided in all, discounted, over the areas looked at: the mean and (d,) draws."""
        mean, drawn = self.avoided_by_each
        return float(mean.sum()), np.asarray(drawn.sum(axis=1))

    @cached_property
    def by_borough(self) -> Array:
        """(d, 33, j) admissions a year of those reached, by borough, in each draw; of the areas looked at."""
        reached = np.where(self.here[:, None], self.people, 0.0)
        return np.stack([_by_borough(self.model, column) for column in reached.T], axis=2)

    @property
    def spent(self) -> float:
        """Pounds spent on people in the areas looked at."""
        return float((self.people[self.here] * [one.unit.value for one in PROGRAMMES]).sum())


def _bought(draws: int) -> Array:
    """(draws, j) how many people a pound reaches, one on average: what a programme costs is not known exactly."""
    rng = np.random.default_rng([SEED, 1])
    made = [1 / rng.triangular(one.unit.low, one.unit.value, one.unit.high, draws) for one in PROGRAMMES]
    return np.column_stack([column / column.mean() for column in made])


TIMES = np.array([one.times for one in PROGRAMMES])


def rate(model: Fitted) -> Array:
    """(n,) admissions a person aged 65 and over a year."""
    return np.asarray(model.risk * model.expected / np.maximum(model.people, 1.0))


def many_communal(model: Fitted) -> Mask:
    """(n,) areas with about a care home, a hostel or a hall, or more."""
    return np.asarray(model.communal >= MANY)


@remembered(1)
def _ordered(model: Fitted) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """The areas borough by borough, where each borough begins, and (d, n) rates in that order."""
    order = np.argsort(model.borough_at, kind="stable")
    starts = np.searchsorted(model.borough_at[order], np.arange(len(model.growth)))
    drawn = model.draws.astype(np.float32) * (
        model.risk * model.expected / np.maximum(model.people, 1.0) / model.draws.mean(axis=0, dtype=np.float32)
    )
    return order, starts, drawn[:, order].astype(np.float32)


def _by_borough(model: Fitted, people: Array) -> Array:
    """(d, 33) admissions a year of so many people (n,), by borough, in each draw."""
    order, starts, drawn = _ordered(model)
    if not people.any():
        return np.zeros((len(drawn), len(starts)))
    return np.asarray(np.add.reduceat(drawn * people[order].astype(np.float32), starts, axis=1), dtype=float)


def growth(model: Fitted, year: float) -> Array:
    """(33,) admissions in a year over those of the first year known, by borough, if each age keeps its rate."""
    step = int(np.clip(year - model.ahead[0], 0, len(model.ahead) - 1))
    return np.asarray(model.growth[:, step])


@remembered(1)
def room_for(model: Fitted) -> Array:
    """(n, j) people aged 65 and over for whom each programme is, who would take part."""
    at_home = model.people - np.minimum(model.communal, model.people / 2)
    people = at_home * growth(model, FIRST)[model.borough_at]
    return np.asarray(people[:, None] * [one.eligible * one.uptake for one in PROGRAMMES])


def expected(model: Fitted, year: float) -> Array:
    """(n,) admissions in a year if nothing changes."""
    return np.asarray(model.risk * model.expected * growth(model, year)[model.borough_at])


@remembered(4)
def _level(model: Fitted, count: int) -> Array:
    return np.random.default_rng(SEED).normal(size=count)


def expected_drawn(model: Fitted, focus: str, year: float) -> Array:
    """(d,) the same over the areas of a focus in each draw, with how far rates and projections may be off, alike
    everywhere.
    """
    borough = _people_by_borough(model, focus)
    off = np.hypot(RATE_OFF, AGES_OFF * (year - float(model.ahead[0])))
    drawn = borough @ growth(model, year)
    return np.asarray(drawn * np.exp(off * _level(model, len(drawn)) - off**2 / 2))


@remembered(40)
def _people_by_borough(model: Fitted, focus: str) -> Array:
    return _by_borough(model, np.where(mask(model.borough, focus), model.people, 0.0))


def shown_programmes(world: World) -> list[tuple[Programme, float]]:
    """Each programme with the people that it reaches in the areas looked at."""
    return list(zip(PROGRAMMES, world.people[world.here].sum(axis=0), strict=True))
