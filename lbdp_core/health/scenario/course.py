"""A course: one future of one condition, as figures and as draws."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lbdp_core.health.model import (
    Array,
    Draws,
    Fitted,
    ageing_draws,
    expected,
    population_errors,
    rate_draws,
    rates,
    settings,
)
from lbdp_core.health.scenario.levers import AS_NOW, DIAGNOSED, HealthLevers
from lbdp_core.health.scenario.programmes import PROGRAMMES, cut_draws, shown
from lbdp_core.sources import DataError

COUNTED = "census"  # the basis of local figures that are counts, and not scaled expectations
NO_AGEING = np.asarray([float(share == 0.0) for share in settings.SHARES])
Here = NDArray[np.bool_]  # (b,) the boroughs looked at


@dataclass(frozen=True, eq=False)
class Course:
    """A future under given levers, for all boroughs; `fitted` names the axes, and a year is the index of one.

    The centre is an exact mean: errors of people, rates and drift are independent with a mean of one, healthy ageing
    is averaged over its draws, and so is a programme's effect.
    """

    fitted: Fitted
    levers: HealthLevers

    @cached_property
    def condition(self) -> int:
        """The index of the condition looked at.

        Raises:
            DataError: the data holds no rates of that condition.
        """
        index = np.flatnonzero(self.fitted.condition == self.levers.rates)
        if not index.size:
            raise DataError(
                f"The data holds no rates of {self.levers.rates}; choose another condition, or add its rates."
            )
        return int(index[0])

    @cached_property
    def weights(self) -> tuple[Array, Array]:
        """Healthy ageing on its knots: of each draw (draws, knots), and in the mean (knots,)."""
        each, mean = ageing_draws()
        return (np.broadcast_to(NO_AGEING, each.shape), NO_AGEING) if self.levers.ageing == AS_NOW else (each, mean)

    @cached_property
    def scale(self) -> Array:
        """What multiplies people in each year (years,): growth against the projection."""
        return np.asarray(1 + self.levers.growth / 100 * self.fitted.ahead / 10)

    @cached_property
    def trend(self) -> Array:
        """What multiplies every rate in each year (years,)."""
        return np.asarray((1 + self.levers.trend / 100) ** self.fitted.ahead)

    @property
    def local(self) -> bool:
        """Whether rates are scaled to each borough's local figure: as chosen, and always where the census counted."""
        return self.levers.measure == DIAGNOSED or self.fitted.factor_basis[self.condition] == COUNTED

    @cached_property
    def factor(self) -> Array:
        """What multiplies every rate in each borough (b,): one, or local over expected."""
        return np.asarray(self.fitted.factor[:, self.condition] if self.local else np.ones(len(self.fitted.borough)))

    @cached_property
    def taken(self) -> Array:
        """The part of a programme's effect that shows, by year and age group (years, groups)."""
        it = PROGRAMMES.get(self.levers.programme)
        if it is None or it.key != self.levers.condition:
            return np.zeros((len(self.fitted.years), len(settings.GROUPS)))
        served = np.asarray(settings.GROUPS) >= it.from_age
        part = self.levers.reach / 100 * self.levers.uptake / 100
        return part * np.outer(shown(self.fitted.ahead, self.levers.lag, it.stays), served)

    @cached_property
    def cut(self) -> Array:
        """How much less likely takers are to have the condition (draws,)."""
        lever = self.levers
        return cut_draws(lever.programme, lever.evidence, lever.own_risk, settings.DRAWS)

    @cached_property
    def left(self) -> Array:
        """The mean part of people with the condition that a programme leaves, by year and age group (years, groups)."""
        return np.asarray(1 - self.taken * float(self.cut.mean()))

    def table(self, year: int) -> Array:
        """People with the condition (groups, boroughs, knots) of a year before any programme."""
        healthy_years = self.levers.healthy_years if year else 0.0  # the base is what it is
        before = expected(self.fitted, self.condition, healthy_years, year)
        return np.asarray(before * (self.scale[year] * self.trend[year] * self.factor[:, None]))

    def centre_of(self, year: int) -> Array:
        """Expected people with the condition in a year (groups, boroughs)."""
        return np.asarray((self.table(year) @ self.weights[1]) * self.left[year][:, None])

    @cached_property
    def centre(self) -> Array:
        """The same for every year (years, groups, boroughs)."""
        return np.stack([self.centre_of(year) for year in range(len(self.fitted.years))])

    def people(self, year: int) -> Array:
        """Residents (b, cells) of a year."""
        return np.asarray(self.fitted.people[:, :, year] * self.scale[year])

    def rate(self, year: int) -> Array:
        """Mean rates (b, cells) of a year, programme and local factor included."""
        national = rates(self.fitted, self.condition, self.levers.healthy_years, year) @ self.weights[1]
        return np.asarray(self.factor[:, None] * national * self.trend[year] * self.left[year][self.fitted.group])

    def doubt(self, year: int) -> Array:
        """Rates' errors, drift and programme of each draw (groups, draws): what boroughs share."""
        error, drift = rate_draws(self.fitted, self.condition)
        return np.asarray((1 - self.taken[year][:, None] * self.cut) * error.T * drift[year])

    def errors(self, year: int, here: Here) -> Draws:
        """Relative errors of the residents of some boroughs in a year (groups, draws, boroughs)."""
        return population_errors(self.fitted, year, here)

    def draws_of(self, year: int, here: Here) -> Array:
        """People with the condition in the boroughs `here` in a year (draws,)."""
        return self._draws(year, here)[0]

    def draws(self, here: Here) -> tuple[Array, Array]:
        """The same of every year (years, draws), and if only how many people there will be is in doubt."""
        every, people = zip(*(self._draws(year, here) for year in range(len(self.fitted.years))), strict=True)
        return np.stack(every), np.stack(people)

    def _draws(self, year: int, here: Here) -> tuple[Array, Array]:
        """Draws (draws,) with all that is in doubt, and with people alone."""
        errors, weights, doubt = self.errors(year, here), self.weights[0].astype(np.float32), self.doubt(year)
        table = self.table(year)[:, here].astype(np.float32)
        centre = (table @ self.weights[1].astype(np.float32)) * self.left[year][:, None].astype(np.float32)
        if table.shape[1] == 1:  # one borough: healthy ageing first, which is a smaller product
            each, alone = np.matmul(table[:, 0], weights.T) * errors[..., 0], errors[..., 0] * centre
        else:  # (groups, draws, knots and the centre)
            met = np.matmul(errors, np.concatenate([table, centre[..., None]], axis=-1))
            each, alone = np.einsum("gdk,dk->gd", met[..., :-1], weights), met[..., -1]
        return np.asarray((each * doubt).sum(axis=0), dtype=float), np.asarray(alone.sum(axis=0), dtype=float)

    def draws_by_place(self, year: int) -> Draws:
        """The same of every borough by itself, by age group (groups, draws, boroughs)."""
        everywhere = np.ones(len(self.fitted.borough), bool)
        table = np.swapaxes(self.table(year), -1, -2).astype(np.float32)
        people = np.matmul(self.weights[0].astype(np.float32), table) * self.errors(year, everywhere)
        return np.asarray(people * self.doubt(year)[:, :, None])
