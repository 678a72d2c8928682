"""A world: today's course and the changed one of both chains, at one horizon and focus, sharing every draw."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core import quarters
from lbdp_core.focus import mask
from lbdp_core.homelessness.model import Fitted, settings
from lbdp_core.homelessness.scenario import draws, statutory, street
from lbdp_core.homelessness.scenario.evidence import UNITS
from lbdp_core.homelessness.scenario.levers import HomelessnessLevers
from lbdp_core.homelessness.scenario.statutory import Duties
from lbdp_core.homelessness.scenario.street import Street

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Course:
    """One future of both chains: people, and households."""

    street: Street
    duties: Duties

    @classmethod
    def of(cls, fitted: Fitted, levers: HomelessnessLevers) -> Course:
        """The future with these levers."""
        duties = statutory.course(fitted, levers)
        return cls(street.course(fitted, levers, duties), duties)


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
        today = Course.of(fitted, HomelessnessLevers())
        same = levers == levers.unchanged()
        return cls(fitted, levers, here, step, today, today if same else Course.of(fitted, levers))

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
    def column(self) -> int:
        """The column of the focus among the boroughs and, last, London's own row."""
        return -1 if self.here.all() else int(np.flatnonzero(self.here)[0])

    def published(self, target: str) -> Array:
        """A target as published, (t,): London's own row, or the borough's; NaN where it was not reported."""
        return np.asarray(self.fitted.of(target)[:, self.column])

    def here_then(self, figure: Array) -> Array:
        """A figure (steps, draws, 33) of the focus at the horizon, (draws,)."""
        return np.asarray(figure[self.step][:, self.here].sum(axis=1))

    def lever_costs(self) -> Array:
        """What the levers cost over the quarters to the horizon, (draws,), of the focus, in pounds."""
        if self.scenario is self.today:
            return np.zeros(settings.DRAWS)
        return self.costs(self.levers, self.scenario)

    def costs(self, levers: HomelessnessLevers, course: Course) -> Array:
        """The same of any levers, where new people come as in a course."""
        n, here = self.steps, self.here
        each = {name: unit.value for name, unit in UNITS.items()}
        shown = {name: draws.phased_in(name, levers.delay)[:n, :, 0] for name in each}
        cost = np.zeros(settings.DRAWS)
        for name, moved in (("nsno", course.street.new), ("prevention", self.today.duties.ended)):
            if share := getattr(levers, name) / 100:
                people = moved[:n][..., here].sum(axis=-1)
                cost = cost + each[name] * share * (people * shown[name]).sum(axis=0)
        people = self.fitted.standing.sum(axis=0)
        part = float(people[here].sum() / people.sum())
        places = sum(each[name] * getattr(levers, name) * shown[name].sum() for name in ("move_on", "housing_first"))
        gap = each["lha"] * levers.lha / 100 * shown["lha"].sum()
        prevention, relief = statutory.tenancies(self.fitted)
        return np.asarray(cost + part * places + float((prevention + relief)[here].sum()) * gap)
