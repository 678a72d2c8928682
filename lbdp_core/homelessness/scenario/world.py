"""A world: today's course and the changed one of both chains, at one horizon and focus, sharing every draw."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lbdp_core import quarters
from lbdp_core.flows import History
from lbdp_core.focus import mask
from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.scenario import costs, lags, statutory, street
from lbdp_core.homelessness.scenario.levers import HomelessnessLevers

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Course:
    """One future of both chains. Every method gives (draws, 33) for one quarter ahead, counted from 0."""

    fitted: Fitted
    levers: HomelessnessLevers

    @cached_property
    def street(self) -> History:
        """People."""
        return street.course(self.fitted, self.levers)

    @cached_property
    def duties(self) -> History:
        """Households."""
        return statutory.course(self.fitted, self.levers)

    @cached_property
    def seen(self) -> Array:
        """People seen rough sleeping in each quarter, (steps, draws, 33)."""
        return street.seen(self.street)

    @cached_property
    def returned(self) -> Array:
        """People who came back in each quarter, (steps, draws, 33)."""
        return street.returned(self.street)

    @cached_property
    def living(self) -> Array:
        """People living on the streets at the end of each quarter, (steps, draws, 33)."""
        return street.living(self.street)

    @cached_property
    def owed(self) -> Array:
        """Households owed a duty on application in each quarter, (steps, draws, 33), as H-CLIC sums them: a prevention
        duty that turns into one of relief is not counted again.
        """
        return np.asarray(self.duties.way(statutory.THREATENED) + self.duties.way(statutory.HOMELESS))

    @cached_property
    def held(self) -> Array:
        """Households in temporary accommodation at the end of each quarter, (steps, draws, 33)."""
        return np.asarray(self.duties.stock[statutory.TA][1:])

    def spent(self, steps: int) -> Array:
        """Temporary accommodation over so many quarters, (draws, 33), in pounds."""
        return statutory.cost(self.duties, steps)


@dataclass(frozen=True, eq=False)
class World:
    """What these levers look at: the course without the change, the course with it, where and when."""

    fitted: Fitted
    levers: HomelessnessLevers
    here: NDArray[np.bool_]
    step: int
    today: Course
    scenario: Course

    @classmethod
    def of(cls, fitted: Fitted, levers: HomelessnessLevers) -> World:
        """The world that these levers look at.

        Raises:
            DataError: the data holds no such borough.
        """
        here = mask(fitted.borough, levers.borough)
        step = min(max(round(levers.horizon), 1), len(fitted.ahead)) - 1
        today = Course(fitted, HomelessnessLevers())
        same = levers == levers.unchanged()
        return cls(fitted, levers, here, step, today, today if same else Course(fitted, levers))

    @property
    def quarter(self) -> str:
        """The quarter looked at ("2025Q4")."""
        return str(self.fitted.ahead[self.step])

    @property
    def when(self) -> str:
        """The quarter looked at, in words."""
        return quarters.months(self.quarter)

    @property
    def steps(self) -> int:
        """Quarters from the latest figures to the one looked at."""
        return self.step + 1

    @property
    def base(self) -> str:
        """The last quarter of H-CLIC, in words."""
        return quarters.months(str(self.fitted.quarters[-1]))

    @property
    def column(self) -> int:
        """The column of the focus among the boroughs and, last, London's own row."""
        return -1 if self.here.all() else int(np.flatnonzero(self.here)[0])

    def at(self, course: Course, name: str) -> Array:
        """One figure of one course, summed over the focus at the horizon, (draws,)."""
        return np.asarray(getattr(course, name)[self.step][:, self.here].sum(axis=1))

    def lever_costs(self) -> Array:
        """What the levers cost over the quarters to the horizon, (draws,), of the focus, in pounds: units, no
        effects.
        """
        if self.scenario is self.today:
            return np.zeros(self.today.seen.shape[1])
        return self.costs(self.levers, self.scenario)

    def costs(self, levers: HomelessnessLevers, course: Course) -> Array:
        """The same of any levers, where new people come as in a course."""
        n = self.steps
        each = {name: unit.value for name, unit in costs.UNITS.items()}
        new = course.street.way(street.ARRIVE)[:n][..., self.here].sum(axis=-1)
        ended = _ended(self.today.duties)[:n][..., self.here].sum(axis=-1)
        people = self.fitted.standing.sum(axis=0)
        part = float(people[self.here].sum() / people.sum())
        shown = {name: lags.shown(name, levers.delay)[:n, :, 0] for name in ("nsno", "prevention", "lha")}
        places = {name: lags.shown(name, levers.delay)[:n].sum() for name in ("move_on", "housing_first")}
        cost = each["nsno"] * levers.nsno / 100 * (new * shown["nsno"]).sum(axis=0)
        cost = cost + each["prevention"] * levers.prevention / 100 * (ended * shown["prevention"]).sum(axis=0)
        fixed = each["move_on"] * levers.move_on * places["move_on"]
        fixed += each["housing_first"] * levers.housing_first * places["housing_first"]
        gap = each["lha"] * levers.lha / 100 * shown["lha"].sum()
        prevention, relief = statutory.tenancies(self.fitted)
        return np.asarray(cost + part * fixed + float((prevention + relief)[self.here].sum()) * gap)


def _ended(duties: History) -> Array:
    """Prevention duties that ended in each quarter, (steps, draws, 33)."""
    ways = (statutory.PREVENTED, statutory.STILL, statutory.OTHERWISE_P)
    return np.asarray(sum(duties.way(name) for name in ways))
