"""Fires by area: dwelling fires by LSOA and year, which the fire theme builds and others count too."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.panel import latest_run
from lbdp_core.sources import DataError, Shelf

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]
COUNTS, RECORDED, REPORT = "fire/fires.csv", "fire/recorded_in.csv", "fire/report.json"
BY_PROPERTY = "fire/property.csv.gz"
FLOOR = 0.1  # of its own homes: the least that an area's fires are taken to come from


@dataclass(frozen=True, eq=False)
class FiresByArea:
    """Dwelling fires of areas (n, in the order of areas/lsoa.csv, sorted by code).

    areas:      areas/lsoa.csv: code, place names, households (the exposure) and predictors.
    years:      the last unbroken run of years whose twelve months are all there; there may be none.
    fires:      (n, years).
    by_year:    long (lsoa, year, fires), with years that are not complete.
    recorded:   (n,) homes whose fires are recorded in the area: the publisher moves a fire to the centre of its 100 m
                square.
    neighbours: (pairs, 2) indices i < j of areas that share a border or a corner.
    report:     how the rows of the incident files were used.
    """

    areas: pd.DataFrame
    years: tuple[int, ...]
    fires: Counts
    by_year: pd.DataFrame
    recorded: Floats
    neighbours: Counts
    report: dict[str, Any]

    @property
    def households(self) -> Floats:
        return self.areas["households"].to_numpy(dtype=float)


def read(shelf: Shelf) -> FiresByArea:
    """The areas and fires of a data folder.

    Raises:
        DataError: a table is missing, altered, or of another geography.
    """
    areas = shelf.table("areas/lsoa.csv")
    report = json.loads(shelf.bytes(REPORT))
    years = latest_run(report["complete_years"])
    by_year = shelf.table(COUNTS).groupby(["lsoa", "year"])["fires"].sum().reset_index()
    return FiresByArea(
        areas=areas,
        years=years,
        fires=counted(by_year, ["fires"], areas["code"], years)[0],
        by_year=by_year,
        recorded=recorded_homes(shelf, areas["households"].to_numpy(dtype=float), report["grid_m"]),
        neighbours=shelf.table("areas/neighbours.csv").to_numpy(dtype=np.int64),
        report=report,
    )


def counted(table: pd.DataFrame, columns: list[str], codes: pd.Series, years: tuple[int, ...]) -> Counts:
    """Columns of counts as (columns, LSOAs, years); rows of other years are left out.

    Raises:
        DataError: the table names an area that is not among `codes`.
    """
    area = pd.Index(codes).get_indexer(pd.Index(table["lsoa"]))
    if (area < 0).any():
        stranger = table["lsoa"].iloc[int(np.argmax(area < 0))]
        raise DataError(f"The fire tables name {stranger}, which areas/lsoa.csv does not; build both from one folder.")
    year = table["year"].to_numpy() - (years[0] if years else 0)
    kept = (year >= 0) & (year < len(years))
    panel = np.zeros((len(columns), len(codes), len(years)), dtype=np.int64)
    panel[:, area[kept], year[kept]] = table.loc[kept, columns].to_numpy().T
    return panel


def recorded_homes(shelf: Shelf, households: Floats, grid_m: dict[str, int]) -> Floats:
    """Homes by the LSOA in which fires are recorded; fires known to the metre are where they happened."""
    pairs = shelf.table(RECORDED)
    moved = pairs["share"].to_numpy() * households[pairs["lives"]]
    coarse = grid_m.get("100", 0) / sum(grid_m.values())
    on_grid = np.bincount(pairs["recorded"], moved, len(households))
    return np.maximum((1.0 - coarse) * households + coarse * on_grid, FLOOR * households)


def by_property(shelf: Shelf) -> pd.DataFrame:
    """lsoa, property_type (the Brigade's words), year, fires.

    Raises:
        DataError: the table is missing or altered.
    """
    return shelf.table(BY_PROPERTY)
