"""Figures: every column of `areas/lsoa.csv` from the files that hold it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import door
from lbdp_core.areas import census, deprivation, kinds
from lbdp_core.areas.lookups import Carry
from lbdp_core.columns import COLUMNS, OVERALL, PREDICTORS
from lbdp_core.geography import Shapes, ward_lookup
from lbdp_core.geography.boundaries import account, only
from lbdp_core.sources import DataError

ABSENT = {  # a column that no file in the folder holds, in words
    "imd2019_rank": "the Indices of Deprivation 2019",
    "indoors_rank": "the sub-domains of the Indices of Deprivation 2019",
    "comparative_illness": "the indicators of the Indices of Deprivation 2019",
    "imd2025_rank": "the Indices of Deprivation 2025",
    "imd2025_income_rank": "the Indices of Deprivation 2025 by domain",
    "one_person": "people living alone (Census 2021 table TS003, on Nomis)",
    "one_person_65plus": "older people living alone (Census 2021 table TS003, on Nomis)",
    "smoking": "smoking (not published by LSOA)",
}
FEW = 0.02  # of the areas: a predictor that no more lack is filled, one that more lack is left with its gaps


@dataclass(frozen=True, eq=False)
class Figures:
    """By LSOA of 2021, indexed by code: the columns, wards and ethnicity; and how they were made.

    notes: counts for the report. filled: column -> areas that got the median of their borough.
    absent: what no file in the folder holds, in words. files: rows of each file read, used and set aside.
    """

    table: pd.DataFrame
    ward: pd.DataFrame
    ethnicity: pd.DataFrame
    carry: Carry
    notes: dict[str, int]
    filled: dict[str, int]
    absent: tuple[str, ...]
    files: list[dict[str, Any]]


class Reader:
    """Reads the one file of a kind, and keeps an account of its rows."""

    def __init__(self, inventory: door.Inventory, codes: pd.Index):
        self.inventory = inventory
        self.files: list[dict[str, Any]] = []
        pairs = only(inventory, kinds.LOOKUP_11_21)
        old = pairs.loc[pairs["lsoa21"].isin(codes), "lsoa11"]
        self.known: door.Known = {"lsoa21": frozenset(codes), "lsoa11": frozenset(old)}

    def holds(self, kind: door.Kind) -> bool:
        """Whether the folder has a file of the kind."""
        return bool(self.inventory.found.get(kind.name))

    def __call__(self, kind: door.Kind, *wider: door.Kind) -> pd.DataFrame:
        frame = only(self.inventory, kind, *wider)
        line = account(frame, kind, self.known)
        self.files = [*(other for other in self.files if other["file"] != line["file"]), line]
        return frame


def figures(inventory: door.Inventory, lsoas: Shapes) -> Figures:
    """All figures of the areas drawn.

    Raises:
        DataError: a file that is needed is not there, is there twice, or does not hold every area.
    """
    codes = pd.Index(lsoas.code, name="code")
    read = Reader(inventory, codes)
    counted = {kind.name: census.shares(read(kind), kind, codes) for kind in (*kinds.COUNTED, kinds.ETHNICITY)}
    ethnicity, _ = counted.pop(kinds.ETHNICITY.name)
    households, residents = counted[kinds.TENURE.name][1], counted[kinds.AGE.name][1]
    size = {
        "households": households,
        "residents": residents,
        "people_per_household": residents / households,
        "density": residents / lsoas.hectares,
    }
    direct = [by_code(read(kind), kind, codes) for kind in (kinds.COMMUNITY, kinds.LONELINESS)]
    carried, carry, notes = from_2011(read, codes)
    shares = [share for share, _ in counted.values()]
    table = pd.concat([pd.DataFrame(size), *shares, *direct, carried, *optional(read, codes)], axis=1)
    if not set(OVERALL) & set(table):
        raise DataError(
            f"The folder {inventory.raw} has no Index of Multiple Deprivation; add the file of 2019 or of 2025."
        )
    table, filled = fill(table[[c.name for c in COLUMNS if c.name in table]], lsoas.borough_code)
    absent = tuple(words for column, words in ABSENT.items() if column not in table)
    ward = ward_lookup(inventory).set_index("code").reindex(codes)
    return Figures(table, ward, ethnicity, carry, notes, filled, absent, read.files)


def from_2011(read: Reader, codes: pd.Index) -> tuple[pd.DataFrame, Carry, dict[str, int]]:
    """Figures published for the LSOAs of 2011, by LSOA of 2021; the way they came; counts for the report."""
    population = read(kinds.POPULATION)
    people = population.set_index("lsoa11")["total"]
    carry = Carry.of(read(kinds.LOOKUP_11_21), codes, people)
    parts = [deprivation.older(population, carry)]
    notes: dict[str, int] = {}
    if read.holds(kinds.IMD_2019):
        ranks = read(kinds.IMD_2019)
        if "indoors_rank" not in ranks and read.holds(kinds.IMD_2019_SUBDOMAINS):
            ranks = ranks.merge(read(kinds.IMD_2019_SUBDOMAINS), on="lsoa11", how="left")
        parts.append(deprivation.ranks(ranks, carry))
    if read.holds(kinds.IMD_2019_INDICATORS):
        extra, notes = deprivation.indicators(read(kinds.IMD_2019_INDICATORS), population, carry)
        parts.append(extra)
    return pd.concat(parts, axis=1), carry, notes


def optional(read: Reader, codes: pd.Index) -> list[pd.DataFrame]:
    """Columns from files that need not be there; of the files that tell who lives alone, the one that tells most."""
    given: list[pd.DataFrame] = []
    if read.holds(kinds.IMD_2025) or read.holds(kinds.IMD_2025_DOMAINS):
        given.append(by_code(read(kinds.IMD_2025, kinds.IMD_2025_DOMAINS), kinds.IMD_2025, codes))
    if read.holds(kinds.IMD_2025_DOMAINS):
        by_domain = by_code(read(kinds.IMD_2025_DOMAINS), kinds.IMD_2025_DOMAINS, codes)
        given.append(by_domain.drop(columns=given[0].columns))
    if read.holds(kinds.COMPOSITION):
        given.append(census.shares(read(kinds.COMPOSITION), kinds.COMPOSITION, codes)[0])
    elif read.holds(kinds.COMPOSITION_BULK):
        bulk = by_code(read(kinds.COMPOSITION_BULK), kinds.COMPOSITION_BULK, codes)
        bulk["one_person"] = bulk["one_person_65plus"] + bulk["one_person_other"]
        given.append(bulk.drop(columns="total").div(bulk["total"], axis=0))
    elif read.holds(kinds.HOUSEHOLDS):
        counted = by_code(read(kinds.HOUSEHOLDS), kinds.HOUSEHOLDS, codes)
        given.append(counted[["one_person"]].div(counted["households"], axis=0))
    if read.holds(kinds.SMOKING):
        smoking = read(kinds.SMOKING).set_index("code")[["smoking"]].reindex(codes)
        given.append(smoking / 100 if smoking["smoking"].max() > 1 else smoking)
    return given


def fill(table: pd.DataFrame, borough_code: NDArray[np.str_]) -> tuple[pd.DataFrame, dict[str, int]]:
    """Predictors that few areas lack get the median of their borough; how many areas, by column."""
    filled: dict[str, int] = {}
    out = table.copy()
    for column in map(str, table.columns[table.isna().any()]):
        gaps = table[column].isna()
        if column in PREDICTORS and gaps.mean() <= FEW:
            out[column] = table[column].fillna(table[column].groupby(borough_code).transform("median"))
            filled[column] = int((gaps & out[column].notna()).sum())
    return out, filled


def by_code(frame: pd.DataFrame, kind: door.Kind, codes: pd.Index) -> pd.DataFrame:
    """The rows of the areas wanted, in their order.

    Raises:
        DataError: an area has no row.
    """
    rows = frame.set_index("code").select_dtypes("number")
    if len(gone := codes.difference(rows.index)):
        label = frame.attrs.get("label", kind.what)
        raise DataError(
            f"{label} has no row for {len(gone):,} of {len(codes):,} areas, such as {gone[0]}; give all rows."
        )
    return rows.reindex(codes)
