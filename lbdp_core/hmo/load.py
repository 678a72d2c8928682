"""Loading: the tables to the evidence that the model is fitted to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lbdp_core.sources import Shelf


@dataclass(frozen=True, eq=False)
class Evidence:
    """What the HMO theme knows.

    areas:    the borough's LSOAs: code, ward_code, ward and the columns of areas/lsoa.csv that the stock is made from.
    boroughs: code, borough, households, renting, small, large: the census.
    homes:    a row a made-up home. records: (homes, features). links: addresses that a source wrote wrongly.
    """

    areas: pd.DataFrame
    boroughs: pd.DataFrame
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
    areas = shelf.table("areas/lsoa.csv").set_index("code").loc[list(codes)].reset_index()
    tables = [
        shelf.table(f"hmo/{name}.csv.gz") for name in ("homes", "records", "links")
    ]
    report = json.loads(shelf.bytes("hmo/report.json"))
    return Evidence(areas, shelf.table("hmo/boroughs.csv"), *tables, report)
