"""Stock: which adverts are out on a day under the levers' rules, and counts of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core.boroughs import NAMES
from lbdp_core.focus import mask
from lbdp_core.model_cache import remembered
from lbdp_core.places import LONDON
from lbdp_core.postings.model import Array, Fitted, Ints
from lbdp_core.postings.scenario.levers import PostingsLevers

Mask = NDArray[np.bool_]
WEEK, N = 7, len(NAMES)


@dataclass(frozen=True, eq=False)
class Stock:
    """Distinct adverts that are open on the day `day` (from 0). which: (k,) their positions among all adverts."""

    fitted: Fitted
    levers: PostingsLevers
    day: int
    which: Ints

    @classmethod
    def of(cls, fitted: Fitted, levers: PostingsLevers, day: int | None = None) -> Stock:
        """The adverts first posted in the levers' weeks up to a day; the last day where none is given."""
        day = fitted.days - 1 if day is None else day
        first, last = np.searchsorted(fitted.day, [day - round(levers.weeks * WEEK) + 1, day + 1])
        new = fitted.likeness[first:last] < levers.alike / 100 - 1e-6
        return cls(fitted, levers, day, first + np.flatnonzero(new))

    @cached_property
    def place(self) -> Ints:
        """(k,) the borough of each, -1 where it is not known."""
        return self.fitted.place[self.which].astype(int)

    @cached_property
    def sure(self) -> Mask:
        """(k,) those whose occupation is sure enough."""
        leads = self.fitted.leads
        cut = leads[min(int(len(leads) * (1 - self.levers.coded / 100)), len(leads) - 1)]
        return np.asarray(self.fitted.lead[self.which] >= cut)

    @cached_property
    def by_borough(self) -> Array:
        """(33,) adverts in each borough."""
        return np.bincount(self.place[self.place >= 0], minlength=N).astype(float)

    @cached_property
    def coded_by_borough(self) -> Array:
        """(33,) those with an occupation."""
        return np.bincount(self.place[(self.place >= 0) & self.sure], minlength=N).astype(float)

    @property
    def wide(self) -> bool:
        """Whether occupations are sub-major groups: a borough has too few adverts for finer ones."""
        return self.levers.borough != LONDON

    @property
    def groups(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """Codes and names of the occupations."""
        fitted = self.fitted
        return (fitted.wide_groups, fitted.wide_occupations) if self.wide else (fitted.groups, fitted.occupations)

    def occupation(self, at: Ints) -> Ints:
        """The occupation of adverts at some positions."""
        fine = self.fitted.occupation[at].astype(int)
        return self.fitted.wide[fine] if self.wide else fine

    @cached_property
    def by_occupation(self) -> Array:
        """(33, occupations) coded adverts in each borough."""
        groups = len(self.groups[0])
        kept = (self.place >= 0) & self.sure
        cell = self.place[kept] * groups + self.occupation(self.which[kept])
        return np.bincount(cell, minlength=N * groups).reshape(N, groups).astype(float)

    def within(self, here: Mask) -> Ints:
        """Positions among all adverts of those in some boroughs (33,)."""
        return self.which[(self.place >= 0) & here[np.maximum(self.place, 0)]]

    def before(self) -> Stock:
        """The stock as long ago as the levers' weeks."""
        return Stock.of(self.fitted, self.levers, max(self.day - round(self.levers.weeks * WEEK), 0))


def here(levers: PostingsLevers) -> Mask:
    """(33,) the boroughs looked at."""
    return mask(np.array(NAMES), levers.borough)


def counting(levers: PostingsLevers) -> PostingsLevers:
    """The rules of counting alone, so that what is looked at is not worked out again."""
    today = PostingsLevers()
    return replace(levers, borough=today.borough, least=today.least, speed=today.speed)


@remembered(16)
def by_week(fitted: Fitted, levers: PostingsLevers) -> Array:
    """(weeks, 33) the stock at the end of each week; the first has the longest window behind it."""
    return np.stack([Stock.of(fitted, levers, day).by_borough for day in week_ends(fitted)])


def week_ends(fitted: Fitted) -> list[int]:
    """The days on which weeks end, in order."""
    longest = int(PostingsLevers.specs()["weeks"].high) * WEEK
    return list(range(fitted.days - 1, longest - 1, -WEEK))[::-1]
