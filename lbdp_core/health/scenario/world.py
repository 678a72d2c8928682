"""A world: today's course and the changed one, at one horizon and focus, sharing every draw."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.focus import mask
from lbdp_core.health.model import Array, Draws, Fitted
from lbdp_core.health.scenario.course import Course
from lbdp_core.health.scenario.levers import HealthLevers
from lbdp_core.model_cache import remembered
from lbdp_core.sources import DataError


@remembered(2)
def text(fitted: Fitted) -> dict[str, pd.Series]:
    """The boroughs' codes and names as columns: turning arrays of text into columns costs more than arithmetic."""
    return {"code": pd.Series(fitted.borough_code, dtype="str"), "borough": pd.Series(fitted.borough, dtype="str")}


@dataclass(frozen=True, eq=False)
class World:
    """What these levers look at: the course without the change, the course with it, where and when."""

    fitted: Fitted
    levers: HealthLevers
    here: NDArray[np.bool_]
    year: int
    today: Course
    scenario: Course

    @classmethod
    def of(cls, fitted: Fitted, levers: HealthLevers) -> World:
        """The world that these levers look at.

        Raises:
            DataError: the data holds nobody in the borough, no such condition, or no year that far ahead.
        """
        here = mask(fitted.borough, levers.borough, "choose another borough, or add its population")
        year = int(np.searchsorted(fitted.ahead, levers.horizon))
        if year >= len(fitted.years):
            raise DataError(
                f"The population projection ends in {fitted.years[-1]}; look at most {fitted.ahead[-1]} years ahead."
            )
        today = Course(fitted, levers.unchanged())
        same = levers == levers.unchanged()
        return cls(fitted, levers, here, year, today, today if same else Course(fitted, levers))

    @property
    def when(self) -> int:
        """The calendar year looked at."""
        return int(self.fitted.years[self.year])

    @property
    def base(self) -> int:
        """The calendar year of the base."""
        return int(self.fitted.years[0])

    @property
    def noun(self) -> str:
        """What is counted, such as people living with dementia."""
        return str(self.fitted.noun[self.today.condition])

    @property
    def name(self) -> str:
        """The condition's name."""
        return str(self.fitted.words[self.today.condition])

    @cached_property
    def ends(self) -> tuple[Array, Array, Array]:
        """Draws (draws,) of the focus: at the base, and at the horizon without the change and with it."""
        today = self.today.draws_of(self.year, self.here)
        later = today if self.scenario is self.today else self.scenario.draws_of(self.year, self.here)
        return self.today.draws_of(0, self.here), today, later

    @cached_property
    def placed(self) -> tuple[Draws, Draws]:
        """Draws (groups, draws, boroughs) with the change, at the base and at the horizon."""
        return self.scenario.draws_by_place(0), self.scenario.draws_by_place(self.year)

    def column(self, name: str) -> pd.Series:
        """The codes or names of the boroughs of the focus, as a column."""
        return text(self.fitted)[name][self.here].reset_index(drop=True)

    def total(self, course: Course, year: int) -> float:
        """Expected people of the focus in a year."""
        return float(course.centre[year][:, self.here].sum())

    def naive(self) -> Course:
        """The arithmetic of fixed rates: every age as healthy as at the base, projected people, nothing else."""
        return Course(self.fitted, replace(self.levers.unchanged(), ageing="as_now"))
