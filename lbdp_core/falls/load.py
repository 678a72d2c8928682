"""Loading: the falls tables to the evidence that the model is fitted to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.falls.schema import BANDS, SEXES
from lbdp_core.sources import DataError, Shelf

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Evidence:
    """Everything that the falls theme knows, areas (n) in the order of areas/lsoa.csv.

    areas:   code, borough, tenure shares and households of areas/lsoa.csv, and the columns of falls/areas.csv.
    counts:  (years, n) admissions for falls at 65 and over. years: their years.
    rates:   (sexes, bands) admissions a person a year of the profile: women and men, women, men.
    older:   (33, steps, bands) people by borough, year ahead and age, as projected. ahead: the years.
    pairs:   (m, 2) neighbours.
    """

    areas: pd.DataFrame
    counts: Array
    years: tuple[int, ...]
    rates: Array
    older: Array
    ahead: tuple[int, ...]
    pairs: NDArray[np.int64]
    report: dict[str, Any]

    @property
    def growth(self) -> Array:
        """(33, steps) admissions over those of the first year, each age's rate times its people.

        This is the arithmetic of POPPI (Projecting Older People Population Information): rates stay, people change.
        """
        admissions = self.older @ self.rates[0]
        return np.asarray(admissions / admissions[:, :1])


def load(shelf: Shelf) -> Evidence:
    """The evidence that a data folder holds.

    Raises:
        DataError: a table is missing or altered, or its areas are not those of the shared table.
    """
    columns = ["code", "name", "borough", "households", "private_rented", "social_rented", "owned_outright", "mortgage"]
    areas = shelf.table("areas/lsoa.csv")[columns]
    more = shelf.table("falls/areas.csv")
    if list(areas["code"]) != list(more["code"]):
        raise DataError(
            "The falls tables are of other areas than areas/lsoa.csv; make them again with `lbdp data build`."
        )
    table = shelf.table("falls/counts.csv")
    years = tuple(sorted(map(int, table["year"].unique())))
    wide = table.pivot_table(index="year", columns="code", values="admissions", aggfunc="sum")
    counts = wide.reindex(index=list(years), columns=areas["code"]).fillna(0.0).to_numpy(dtype=float)
    ahead, older = _older(shelf)
    return Evidence(
        pd.concat([areas, more.drop(columns="code")], axis=1),
        counts,
        years,
        _rates(shelf),
        older,
        ahead,
        shelf.table("areas/neighbours.csv").to_numpy(dtype=np.int64),
        json.loads(shelf.bytes("falls/report.json")),
    )


def _rates(shelf: Shelf) -> Array:
    """(sexes, bands) of the profile by age."""
    wide = shelf.table("falls/profile.csv").pivot_table(index="sex", columns="band", values="rate")
    return wide.loc[list(SEXES), list(BANDS)].to_numpy(dtype=float)


def _older(shelf: Shelf) -> tuple[tuple[int, ...], Array]:
    """Years ahead, and (33, steps, bands) people."""
    table = shelf.table("falls/older.csv").sort_values(["code", "year"])
    years = tuple(sorted(map(int, table["year"].unique())))
    people = table[[f"aged_{band}" for band in BANDS]].to_numpy(dtype=float)
    return years, people.reshape(-1, len(years), len(BANDS))
