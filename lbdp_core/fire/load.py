"""Loading: the compact tables to the evidence that a model is fitted to, checked only by the manifest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import columns, fires_by_area, protect
from lbdp_core.fires_by_area import Counts, FiresByArea, counted
from lbdp_core.sources import DataError, Shelf


@dataclass(frozen=True, eq=False, kw_only=True)
class Evidence(FiresByArea):
    """Everything the fire theme knows: fires by area, and what stands beside them.

    ethnicity:  shares by LSOA, to audit with, never to predict with.
    borough_month: borough (code, as recorded), month (YYYY-MM), fires.
    by_property: lsoa, property_type, year, fires.
    visits:     home fire safety visits already made, by LSOA, after disclosure control; None where there are none.
    borough_hour: borough (code, as recorded), year, hour of the call (0 to 23), fires; None where no file has it.
    """

    ethnicity: pd.DataFrame
    first_month: str
    last_month: str
    borough_month: pd.DataFrame
    by_property: pd.DataFrame
    visits: NDArray[np.float64] | None
    shelf: Shelf
    borough_hour: pd.DataFrame | None = None

    def deprivation(self, newest: bool = False) -> NDArray[np.float64]:
        """Rank in England of every LSOA (n,), 1 the most deprived, by the oldest index held or by the newest."""
        return self.areas[columns.deprivation(self.areas.columns, newest)].to_numpy(dtype=float)

    def jitters(self) -> Counts:
        """Fires had each been anywhere in its square: (moves, LSOAs, years); read when asked, to evaluate."""
        table = self.shelf.table("fire/jitters.csv.gz")
        moves = [c for c in table.columns if c not in ("lsoa", "year")]
        return counted(table, moves, self.areas["code"], self.years)


def load(shelf: Shelf) -> Evidence:
    """The evidence that a data folder holds.

    Raises:
        DataError: a table is missing, altered, of another geography, or no year is complete.
    """
    it = fires_by_area.read(shelf)
    if not it.years:
        raise DataError("No year of the fire data has all twelve months; build it from files that cover whole years.")
    return Evidence(
        **vars(it),
        ethnicity=shelf.table("areas/ethnicity.csv"),
        first_month=it.report["first_month"],
        last_month=it.report["last_month"],
        borough_month=shelf.table("fire/borough_month.csv"),
        by_property=shelf.table("fire/property.csv.gz"),
        visits=_visits(shelf, it.areas["code"]),
        shelf=shelf,
        borough_hour=shelf.table("fire/borough_hour.csv") if shelf.has("fire/borough_hour.csv") else None,
    )


def part_years(report: Mapping[str, Any]) -> tuple[str, ...]:
    """Years of which the files hold a part, in words; no model learns from them and no forecast is scored on them.

    >>> part_years({"part_years": [{"year": 2024, "fires": 3215, "from": "2024-01-01", "to": "2024-08-31"}]})
    ('3,215 fires from 1 January to 31 August 2024',)
    """
    ends = [(p["fires"], *(date.fromisoformat(p[end]) for end in ("from", "to"))) for p in report.get("part_years", ())]
    return tuple(f"{n:,} fires from {a.day} {a:%B} to {b.day} {b:%B %Y}" for n, a, b in ends)


def _visits(shelf: Shelf, codes: pd.Series) -> NDArray[np.float64] | None:
    """Visits already made (LSOAs,), as they may leave: a hidden count (7 or under) is taken as none."""
    if not shelf.has("fire/visits.csv"):
        return None
    visits = protect.read(shelf, "fire/visits.csv", ["visits"]).groupby("lsoa")["visits"].sum()
    return visits.reindex(codes, fill_value=0).to_numpy(dtype=float)
