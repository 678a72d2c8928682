"""A world: today's course and the changed one at one horizon and focus, sharing every draw."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lbdp_core.children.model.fitted import Fitted
from lbdp_core.children.scenario import costs, pipeline
from lbdp_core.children.scenario.calibration import Baseline, baseline
from lbdp_core.children.scenario.draws import Array
from lbdp_core.children.scenario.levers import ChildrenLevers
from lbdp_core.children.scenario.pipeline import CARE, NEED, PLAN, in_year, of_year
from lbdp_core.flows import History
from lbdp_core.focus import mask
from lbdp_core.model_cache import remembered


@dataclass(frozen=True, eq=False)
class Course:
    """One future of every borough. A year is 0 for the first one ahead; every figure is (DRAWS, 33)."""

    base: Baseline
    levers: ChildrenLevers
    volume: dict[str, Array]
    history: History

    def stock(self, name: str, year: int) -> Array:
        """Children there at the end of a year."""
        return np.asarray(self.history.stock[name][pipeline.QUARTERS * (year + 1)])

    def events(self, name: str, year: int) -> Array:
        """Referrals or assessments in a year."""
        return of_year(self.volume[name], year)

    def cases(self, year: int) -> Array:
        """Cases that social workers hold on average in a year: of all children in need, on plans and in care."""
        return np.asarray(self.base.cases * sum(in_year(self.history.stock[name], year) for name in (NEED, PLAN, CARE)))

    def needed(self, year: int) -> Array:
        """Social workers needed at the target."""
        return self.cases(year) / self.levers.target

    def cost(self, year: int) -> Array:
        """Pounds in a year."""
        care = in_year(self.history.stock[CARE], year)
        return costs.of_year(self.base, self.levers, care, self.cases(year), self.events("helped", year))


@remembered(4)
def course(fitted: Fitted, levers: ChildrenLevers) -> Course:
    """The future with these levers; what is looked at makes no difference to it."""
    base = baseline(fitted)
    volume = pipeline.volumes(base, levers)
    return Course(base, levers, volume, pipeline.history(base, levers, volume))


@dataclass(frozen=True, eq=False)
class World:
    """What these levers look at: the course without the change, the course with it, where and when."""

    fitted: Fitted
    levers: ChildrenLevers
    here: NDArray[np.bool_]
    step: int
    today: Course
    scenario: Course

    @classmethod
    def of(cls, fitted: Fitted, levers: ChildrenLevers) -> World:
        """The world that these levers look at.

        Raises:
            DataError: the data holds no such borough.
        """
        default = ChildrenLevers()
        changed = replace(levers, borough=default.borough, years=default.years)
        here = mask(fitted.names[fitted.london], levers.borough)
        return cls(fitted, levers, here, int(levers.years) - 1, course(fitted, default), course(fitted, changed))

    @property
    def last(self) -> int:
        """The last published year."""
        return int(self.fitted.years[-1])

    @property
    def year(self) -> int:
        """The year looked at; it ends on 31 March."""
        return self.last + self.step + 1
