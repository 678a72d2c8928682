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
    by_place,
    expected,
    over_places,
    population_draws,
    rate_draws,
    rates,
    settings,
)
from lbdp_core.health.scenario import programmes
from lbdp_core.health.scenario.levers import AS_NOW, DIAGNOSED, HealthLevers
from lbdp_core.sources import DataError

COUNTED = "census"  # the basis of local figures that are counts, and not scaled expectations
NO_AGEING = np.asarray([float(share == 0.0) for share in settings.SHARES])


@dataclass(frozen=True, eq=False)
class Course:
    """A future under given levers, for all boroughs; `fitted` names the axes.

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
        found = np.flatnonzero(self.fitted.condition == self.levers.rates)
        if not found.size:
            raise DataError(
                f"The data holds no rates of {self.levers.rates}; choose another condition, or add its rates."
            )
        return int(found[0])

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
        it = programmes.programme(self.levers.programme)
        if it is None or it.condition != self.levers.condition:
            return np.zeros((len(self.fitted.years), len(settings.GROUPS)))
        served = np.asarray(settings.GROUPS) >= it.from_age
        part = self.levers.reach / 100 * self.levers.uptake / 100
        return part * np.outer(programmes.shown(self.fitted.ahead, self.levers.lag, it.stays), served)

    @cached_property
    def cut(self) -> Array:
        """How much less likely takers are to have the condition (draws,)."""
        lever = self.levers
        return programmes.cut_draws(lever.programme, lever.evidence, lever.own_risk, settings.DRAWS)

    @cached_property
    def table(self) -> Array:
        """People with the condition (years, groups, boroughs, knots) before any programme."""
        scale = (self.scale * self.trend)[:, None, None, None] * self.factor[:, None]
        return expected(self.fitted, self.condition, self.levers.healthy_years) * scale

    def table_of(self, year: int) -> Array:
        """The same for one year (groups, boroughs, knots), without working out the others."""
        years = self.levers.healthy_years if year else 0.0  # the base is what it is
        one = expected(self.fitted, self.condition, years, year)[0]
        return np.asarray(one * (self.scale[year] * self.trend[year] * self.factor[:, None]))

    @cached_property
    def centre(self) -> Array:
        """Expected people with the condition (years, groups, boroughs)."""
        left = 1 - self.taken * float(self.cut.mean())
        return np.asarray((self.table @ self.weights[1]) * left[:, :, None])

    def centre_of(self, year: int) -> Array:
        """The same for one year (groups, boroughs)."""
        left = 1 - self.taken[year] * float(self.cut.mean())
        return np.asarray((self.table_of(year) @ self.weights[1]) * left[:, None])

    def people(self, year: int) -> Array:
        """Residents (b, cells) of a year."""
        return np.asarray(self.fitted.people[:, :, year] * self.scale[year])

    def rate(self, year: int) -> Array:
        """Mean rates (b, cells) of a year, programme and local factor included."""
        national = rates(self.fitted, self.condition, self.levers.healthy_years, year)[0] @ self.weights[1]
        left = 1 - self.taken[year][self.fitted.group] * float(self.cut.mean())
        return np.asarray(self.factor[:, None] * national * self.trend[year] * left)

    def residents(self, here: NDArray[np.bool_], weight: Array) -> Array:
        """Residents of the boroughs `here` in every year (years, cells), each borough times its `weight` (b,)."""
        return np.asarray(np.tensordot(weight[here], self.fitted.people[here], axes=1).T * self.scale[:, None])

    def with_condition(self, here: NDArray[np.bool_]) -> Array:
        """Expected people with the condition in the boroughs `here`, every year and cell (years, cells)."""
        national = rates(self.fitted, self.condition, self.levers.healthy_years) @ self.weights[1]
        left = 1 - self.taken[:, self.fitted.group] * float(self.cut.mean())
        return np.asarray(self.residents(here, self.factor) * national * self.trend[:, None] * left)

    def draws_of_people(self, here: NDArray[np.bool_]) -> Array:
        """People with the condition if only how many people there will be is in doubt (years, draws)."""
        centre, errors = self.centre[:, :, here].astype(np.float32), _of(self.fitted, here)
        if here.sum() == 1:
            return np.asarray((errors[..., 0] * centre).sum(axis=1), dtype=float)
        return np.asarray(np.matmul(errors, centre[..., None])[..., 0].sum(axis=1), dtype=float)

    def doubt(self, years: slice) -> Array:
        """Rates' errors, drift and programme of each draw (years, groups, draws): what boroughs share."""
        error, drift = rate_draws(self.fitted, self.condition)
        left = 1 - self.taken[years][:, :, None] * self.cut
        return np.asarray(left * error.T * drift[years][:, None, :])

    def draws(self, here: NDArray[np.bool_]) -> Array:
        """People with the condition in the boroughs `here`, each draw of every year (years, draws)."""
        met = over_places(self.table[:, :, here], _of(self.fitted, here), self.weights[0])
        return np.asarray((met * self.doubt(slice(None))).sum(axis=1), dtype=float)

    def draws_of(self, year: int, here: NDArray[np.bool_]) -> Array:
        """The same for one year (draws,)."""
        at = slice(year, year + 1)
        met = over_places(self.table_of(year)[None, :, here], _of(self.fitted, here)[at], self.weights[0])
        return np.asarray((met * self.doubt(at)).sum(axis=(0, 1)), dtype=float)

    def draws_by_place(self, year: int) -> Draws:
        """The same for one year, by age group and borough (groups, draws, boroughs)."""
        met = by_place(self.table_of(year), population_draws(self.fitted)[year], self.weights[0])
        return np.asarray(met * self.doubt(slice(year, year + 1))[0][:, :, None])


def _of(fitted: Fitted, here: NDArray[np.bool_]) -> Draws:
    drawn = population_draws(fitted)
    return drawn if here.all() else drawn[..., here]
