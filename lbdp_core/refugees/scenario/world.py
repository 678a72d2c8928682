"""A world: today's course and the changed one, where and when they are looked at, sharing every draw."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lbdp_core import quarters
from lbdp_core.figure import over
from lbdp_core.focus import mask
from lbdp_core.refugees.model import Array, Fitted
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario import entries_exits as stages
from lbdp_core.refugees.scenario import support
from lbdp_core.refugees.scenario.levers import RefugeesLevers
from lbdp_core.refugees.scenario.support import Support


@dataclass(frozen=True, eq=False)
class Course:
    """One future, in every place (draws, p) at every quarter ahead."""

    fitted: Fitted
    levers: RefugeesLevers
    history: Support

    @classmethod
    def of(cls, fitted: Fitted, levers: RefugeesLevers) -> Course:
        """The future under these levers; what is looked at makes no difference to it."""
        today = RefugeesLevers()
        return cls(
            fitted, levers, support.history(fitted, replace(levers, borough=today.borough, horizon=today.horizon))
        )

    @property
    def people(self) -> Array:
        """People in support at the start and after each quarter (9, draws, p)."""
        return self.history.people

    def duties(self, step: int) -> Array:
        """Households owed a duty from the start to a quarter (draws, p); those beyond a place's share too."""
        people = self.history.stock[stages.DUTY][step] * np.maximum(self.fitted.duty_factor, 1.0)
        return np.asarray(people / s.HOUSEHOLD)

    def school_age(self, step: int) -> Array:
        """Children who take a school place, of those in support after a quarter (draws, p)."""
        return np.asarray(self.people[step] * self.fitted.under_18 * s.SCHOOL_AGE * self.levers.school / 100)

    def learners(self, step: int) -> Array:
        """Adults in support after a quarter who learn English (draws, p)."""
        return np.asarray(self.people[step] * (1 - self.fitted.under_18) * self.levers.esol / 100)

    def registrations(self, step: int) -> Array:
        """Newcomers who register with a GP from the start to a quarter (draws, p)."""
        ways = (stages.CLAIMS, stages.MOVED)
        came = [flow[:step].sum(axis=0, dtype=float) for (way, *_), flow in self.history.moved.items() if way in ways]
        return np.asarray(sum(came) * self.levers.gp / 100)


@dataclass(frozen=True, eq=False)
class World:
    """What these levers look at: the course without the change, the course with it, where and when."""

    fitted: Fitted
    levers: RefugeesLevers
    here: NDArray[np.bool_]
    step: int
    today: Course
    scenario: Course

    @classmethod
    def of(cls, fitted: Fitted, levers: RefugeesLevers) -> World:
        """The world that these levers look at.

        Raises:
            DataError: the data holds no such borough.
        """
        here = mask(fitted.place, levers.borough)
        today = Course.of(fitted, levers.unchanged())
        same = levers == levers.unchanged()
        scenario = today if same else Course.of(fitted, levers)
        return cls(fitted, levers, here, round(levers.horizon), today, scenario)

    @property
    def where(self) -> str:
        """The borough looked at, or London."""
        return str(self.levers.borough)

    @property
    def when(self) -> str:
        """The end of the quarter looked at, in words."""
        return quarters.words(str(self.fitted.ahead[self.step - 1]))

    @property
    def base(self) -> str:
        """The end of the last quarter seen, in words."""
        return quarters.words(self.fitted.base)

    def seen(self) -> float:
        """People in support here at the last count."""
        return float(self.fitted.seen[-1][self.here].sum())

    def both(self, figure: Array, other: Array) -> tuple[Array, Array]:
        """Two figures (draws, p), without and with the change, summed over the places looked at (draws,)."""
        return over(figure, self.here), over(other, self.here)
