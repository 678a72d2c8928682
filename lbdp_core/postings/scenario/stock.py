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
from lbdp_core.protect import OPENSAFELY

Mask = NDArray[np.bool_]
WEEK, N = 7, len(NAMES)


@dataclass(frozen=True, eq=False)
class Stock:
    """Distinct adverts that are open on the day `day` (from 0).

    first, last: positions of the adverts that arrived in the levers' weeks up to that day. which: (k,) those of them
    that repeat no earlier one.
    """

    fitted: Fitted
    levers: PostingsLevers
    day: int
    first: int
    last: int
    which: Ints

    @classmethod
    def of(cls, fitted: Fitted, levers: PostingsLevers, day: int | None = None) -> Stock:
        """The adverts first posted in the levers' weeks up to a day; the last day where none is given."""
        day = fitted.days - 1 if day is None else day
        first, last = np.searchsorted(fitted.day, [day - round(levers.weeks * WEEK) + 1, day + 1])
        return cls(fitted, levers, day, first, last, first + np.flatnonzero(fitted.new(levers.alike, first, last)))

    @cached_property
    def place(self) -> Ints:
        """(k,) the borough of each; -1 where it is not known, or has so few adverts that they may not be shown."""
        place = self.fitted.place[self.which].astype(int)
        few = OPENSAFELY.small(np.bincount(place[place >= 0], minlength=N).astype(float))
        return np.where(few[place], -1, place)

    @cached_property
    def sure(self) -> Mask:
        """(k,) those whose occupation is sure enough."""
        return np.asarray(self.fitted.lead[self.which] >= self.fitted.least_lead(self.levers.coded))

    @cached_property
    def by_borough(self) -> Array:
        """(33,) adverts in each borough."""
        return np.bincount(self.place[self.place >= 0], minlength=N).astype(float)

    @cached_property
    def coded_by_borough(self) -> Array:
        """(33,) those with an occupation; none where they are too few to be shown."""
        coded = np.bincount(self.place[(self.place >= 0) & self.sure], minlength=N).astype(float)
        return np.where(OPENSAFELY.small(coded), 0.0, coded)

    @cached_property
    def looked(self) -> Mask:
        """(33,) the boroughs looked at."""
        return mask(np.array(NAMES), self.levers.borough)

    @cached_property
    def here(self) -> Mask:
        """(k,) those in the boroughs looked at."""
        return (self.place >= 0) & self.looked[self.place]

    @property
    def wide(self) -> bool:
        """Whether occupations are sub-major groups: a borough has too few adverts for finer ones."""
        return self.levers.borough != LONDON

    @property
    def groups(self) -> tuple[NDArray[Any], NDArray[Any]]:
        """Codes and names of the occupations."""
        fitted = self.fitted
        return (fitted.wide_groups, fitted.wide_occupations) if self.wide else (fitted.groups, fitted.occupations)

    @cached_property
    def occupation(self) -> Ints:
        """(k,) the occupation of each, sure or not."""
        fine = self.fitted.occupation[self.which].astype(int)
        return self.fitted.wide[fine] if self.wide else fine

    @cached_property
    def by_occupation(self) -> Array:
        """(33, occupations) coded adverts in each borough."""
        groups, kept = len(self.groups[0]), (self.place >= 0) & self.sure
        cell = self.place[kept] * groups + self.occupation[kept]
        return np.bincount(cell, minlength=N * groups).reshape(N, groups).astype(float)

    @cached_property
    def counts(self) -> Array:
        """(occupations,) coded adverts in the boroughs looked at."""
        return self.by_occupation[self.looked].sum(axis=0)

    def before(self) -> Stock:
        """The stock as long ago as the levers' weeks."""
        return Stock.of(self.fitted, self.levers, max(self.day - round(self.levers.weeks * WEEK), 0))


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
