"""Places: the areas that every theme speaks of, in the order that tables, models and the map share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.sources import DataError, Shelf

LONDON = "London"
# Tables that a data folder has where its raw folder held the files.
POSTCODES, NEIGHBOURS = "areas/postcodes.parquet", "areas/ons_neighbours.csv"


@dataclass(frozen=True, eq=False)
class Places:
    """London's LSOAs of 2021, sorted by code; the position of an area is its index `i` everywhere, also on
    the map.

    code, name, ward_code, ward, borough_code, borough, households: (n,), by LSOA; households are those of
    the census.
    borough_index: (n,), the position of each LSOA's borough among `boroughs`.
    boroughs, borough_codes, borough_households: (b,), sorted by code.
    boxes: (b, 4), west, south, east and north of each borough in degrees.
    """

    code: NDArray[np.str_]
    name: NDArray[np.str_]
    ward_code: NDArray[np.str_]
    ward: NDArray[np.str_]
    borough_code: NDArray[np.str_]
    borough: NDArray[np.str_]
    households: NDArray[np.int64]
    borough_index: NDArray[np.int64]
    boroughs: NDArray[np.str_]
    borough_codes: NDArray[np.str_]
    borough_households: NDArray[np.int64]
    boxes: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.code)

    @cached_property
    def labels(self) -> NDArray[np.str_]:
        """What to call each area in a list: name and ward ("Camden 001A, Highgate")."""
        return np.char.add(np.char.add(self.name, ", "), self.ward)

    def label(self, i: int) -> str:
        """What to call area `i` in a list."""
        return str(self.labels[i])

    def index(self, code: str) -> int:
        """The index of an LSOA.

        Raises:
            KeyError: no LSOA has this code.
        """
        i = int(np.searchsorted(self.code, code))
        if i == len(self) or self.code[i] != code:
            raise KeyError(code)
        return i

    def in_borough(self, name: str) -> NDArray[np.bool_]:
        """(n,), true for the areas of a borough; of every area for "" or "London".

        Raises:
            KeyError: no borough has this name.
        """
        if name in ("", LONDON):
            return np.ones(len(self), dtype=bool)
        return np.asarray(self.borough_index == self._borough(name))

    def box(self, name: str) -> tuple[float, float, float, float]:
        """West, south, east and north of a borough, or of London for "" or "London".

        Raises:
            KeyError: no borough has this name.
        """
        if name in ("", LONDON):
            low, high = self.boxes.min(axis=0), self.boxes.max(axis=0)
            west, south, east, north = low[0], low[1], high[2], high[3]
        else:
            west, south, east, north = self.boxes[self._borough(name)]
        return float(west), float(south), float(east), float(north)

    def by_borough(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """(b,), the sum over each borough of a figure by LSOA."""
        return np.bincount(self.borough_index, values, len(self.boroughs)).astype(float)

    def _borough(self, name: str) -> int:
        found = np.flatnonzero(self.boroughs == name)
        if not found.size:
            raise KeyError(name)
        return int(found[0])


def read(shelf: Shelf) -> Places:
    """The places of a data folder.

    Raises:
        DataError: the tables are not there, or name different boroughs.
    """
    return of(shelf.table("areas/lsoa.csv", keep_default_na=False), shelf.table("areas/boroughs.csv"))


def of(areas: pd.DataFrame, boroughs: pd.DataFrame) -> Places:
    """Places from the rows of areas/lsoa.csv and areas/boroughs.csv.

    Raises:
        DataError: areas are out of order, or lie in a borough that has no row.
    """
    if not areas["code"].is_monotonic_increasing or areas["code"].duplicated().any():
        raise DataError("areas/lsoa.csv is not sorted by code; make the folder again with `lbdp data build`.")
    at = pd.Index(boroughs["code"]).get_indexer(areas["borough_code"])
    if (at < 0).any():
        stray = areas["borough_code"].to_numpy()[at < 0][0]
        raise DataError(f"areas/boroughs.csv has no borough {stray}; make the folder again with `lbdp data build`.")
    text = {c: areas[c].to_numpy(dtype=str) for c in ("code", "name", "ward_code", "ward", "borough_code", "borough")}
    return Places(
        **text,
        households=areas["households"].to_numpy(dtype=np.int64),
        borough_index=np.asarray(at, dtype=np.int64),
        boroughs=boroughs["name"].to_numpy(dtype=str),
        borough_codes=boroughs["code"].to_numpy(dtype=str),
        borough_households=boroughs["households"].to_numpy(dtype=np.int64),
        boxes=boroughs[["west", "south", "east", "north"]].to_numpy(dtype=float),
    )
