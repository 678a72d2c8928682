"""Loading: the tables to the evidence that the model is fitted to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import fires_by_area
from lbdp_core.boroughs import CODES
from lbdp_core.sources import Shelf


@dataclass(frozen=True, eq=False)
class Evidence:
    """What the HMO theme knows.

    areas:    the borough's LSOAs: the columns of areas/lsoa.csv, and `at`, its row among the `of` there.
    boroughs: code, borough, households, renting, and the census's HMO households by size and kind of dwelling.
    white: (areas,) share of residents who are white. fires: (33,) dwelling fires that the Brigade marked as in an HMO.
    homes:    a row a made-up home. records: (homes, features). links: addresses that a source wrote wrongly.
    """

    areas: pd.DataFrame
    of: int
    boroughs: pd.DataFrame
    white: NDArray[np.float64]
    fires: NDArray[np.float64]
    homes: pd.DataFrame
    records: pd.DataFrame
    links: pd.DataFrame
    report: dict[str, Any]


def load(shelf: Shelf) -> Evidence:
    """The evidence that a data folder holds.

    Raises:
        DataError: a table is missing or altered.
    """
    codes = shelf.table("hmo/areas.csv")["code"]
    every = shelf.table("areas/lsoa.csv")
    areas = every.assign(at=range(len(every))).set_index("code").loc[list(codes)].reset_index()
    homes, records, links = (shelf.table(f"hmo/{name}.csv.gz") for name in ("homes", "records", "links"))
    white = shelf.table("areas/ethnicity.csv").set_index("code")["white"].reindex(areas["code"]).to_numpy(dtype=float)
    report = json.loads(shelf.bytes("hmo/report.json"))
    counted = shelf.table("hmo/boroughs.csv")
    return Evidence(areas, len(every), counted, white, _hmo_fires(shelf), homes, records, links, report)


def _hmo_fires(shelf: Shelf) -> NDArray[np.float64]:
    """(33,) dwelling fires in houses in multiple occupation, as the Brigade marked them, by borough."""
    borough = shelf.table("areas/lsoa.csv").set_index("code")["borough_code"]
    fires = fires_by_area.by_property(shelf)
    marked = fires[fires["property_type"].str.contains("house in multiple occupation", case=False)]
    by = marked.groupby(marked["lsoa"].map(borough))["fires"].sum()
    return np.asarray(by.reindex(CODES).fillna(0.0), dtype=float)
