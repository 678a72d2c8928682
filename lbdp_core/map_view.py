"""Map view: what a map draws of more areas than a browser bears, so that a country's map is as light as London's.

A map draws at most `MOST` areas. Of more it draws wards, or boroughs where the wards are more as well. A borough that
somebody zooms to is drawn with all of its areas, from a file of shapes of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core.maps import Level, Measure, aggregate
from lbdp_core.static_shapes import MOST, Ground

WIDER = " Each {0} shows the mean of its small areas, weighted by homes. Zoom to a borough to see them."
Index = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class View:
    """What a map draws of n areas: all of them; those of a borough (`part`, its code); or the wider areas they lie in.

    index: (k,) positions of the areas of the part. within: (n,) the wider area of each, of which there are `count`.
    homes: (n,) of each, by which a mean is weighted.
    """

    level: Level
    part: str = ""
    index: Index | None = None
    within: Index | None = None
    homes: NDArray[Any] | None = None
    count: int = 0

    def measure(self, whole: Measure) -> Measure:
        """The measure of what is drawn."""
        if self.index is not None:
            ranges = None if whole.ranges is None else whole.ranges[self.index]
            return replace(whole, values=whole.values[self.index], ranges=ranges, part=self.part)
        if self.within is None:
            return whole
        assert not whole.named, "classes by name have no mean"
        return replace(
            whole,
            values=self.mean(whole.values),
            ranges=None,
            level=self.level,
            note=whole.note + WIDER.format(self.level),
        )

    def beside(self, columns: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
        """The columns (n,) beside a measure, for what is drawn."""
        return {name: self.mean(values) for name, values in columns.items()}

    def chosen(self, areas: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """What is drawn of the areas that are chosen (n,): a wider area is where one of its areas is."""
        if self.within is not None:
            return aggregate(areas.astype(float), self.within, self.count) > 0
        return areas if self.index is None else areas[self.index]

    def mean(self, values: NDArray[Any]) -> NDArray[Any]:
        """A figure (n,) of what is drawn; NaN where no area of a wider one has one."""
        if self.within is None or self.homes is None:
            return values if self.index is None else values[self.index]
        homes = np.where(np.isfinite(values), self.homes, 0)
        total, weight = (aggregate(v, self.within, self.count) for v in (homes * np.nan_to_num(values), homes))
        return np.divide(total, weight, out=np.full(self.count, np.nan), where=weight > 0)


def of(level: Level, ground: Ground, borough: str = "", most: int = MOST) -> View:
    """What a map of areas of a level draws. borough: the one that is zoomed to, if any."""
    spots = ground.places
    counts: dict[Level, int] = {"lsoa": len(spots), "ward": len(ground.ward), "borough": len(ground.borough)}
    if level == "borough" or counts[level] <= most:
        return View(level)
    if level == "lsoa" and borough:
        index = np.flatnonzero(spots.in_borough(borough))
        return View(level, str(spots.borough_code[index[0]]), index)
    if level == "ward":
        borough_of = np.searchsorted(spots.borough_codes, spots.borough_code)
        within = np.zeros(len(ground.ward), dtype=np.int64)
        within[ground.ward_of] = borough_of
        homes = aggregate(spots.households.astype(float), ground.ward_of, len(ground.ward))
        return View("borough", within=within, homes=homes, count=counts["borough"])
    if counts["ward"] <= most:
        return View("ward", within=ground.ward_of, homes=spots.households, count=counts["ward"])
    return View("borough", within=spots.borough_index, homes=spots.households, count=counts["borough"])
