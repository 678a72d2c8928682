"""A made-up London of eight square LSOAs, and made-up fires in every layout of the published files."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely

from lbdp_core import door, geography
from lbdp_core.fire import schema
from lbdp_core.fire.build import build
from lbdp_core.geography import coverage
from lbdp_core.sources import Shelf, Workbench

WEST, SOUTH, SIDE = 530_000.0, 180_000.0, 270.0  # borders run through 100 m squares
BOROUGHS = {"E09000007": "Camden", "E09000033": "Westminster"}
CODES = [f"E0100000{i}" for i in range(1, 9)]
FLAT = "Purpose Built Flats/Maisonettes - 4 to 9 storeys"
CURRENT = (
    "IncidentNumber,DateOfCall,CalYear,TimeOfCall,HourOfCall,IncidentGroup,StopCodeDescription,"
    "SpecialServiceType,PropertyCategory,PropertyType,AddressQualifier,Postcode_full,Postcode_district,"
    "UPRN,USRN,IncGeo_BoroughCode,IncGeo_BoroughName,ProperCase,IncGeo_WardCode,IncGeo_WardName,"
    "IncGeo_WardNameNew,Easting_m,Northing_m,Easting_rounded,Northing_rounded,Latitude,Longitude,FRS,"
    "IncidentStationGround,FirstPumpArriving_AttendanceTime,FirstPumpArriving_DeployedFromStation,"
    "SecondPumpArriving_AttendanceTime,SecondPumpArriving_DeployedFromStation,"
    "NumStationsWithPumpsAttending,NumPumpsAttending,PumpCount,PumpHoursRoundUp,Notional Cost (£),"
    "NumCalls"
)
HEADER = next(csv.reader([CURRENT]))
KINDS = (*geography.KINDS, *schema.KINDS)


def place(i: int) -> tuple[float, float]:
    """South-west corner of LSOA i: two rows of four; the western four are Camden's."""
    return WEST + SIDE * (i % 4), SOUTH + SIDE * (i // 4)


def borough(i: int) -> str:
    return "E09000007" if i % 4 < 2 else "E09000033"


def shape(west: float, south: float, width: float = SIDE, height: float = SIDE) -> Any:
    outline = coverage.to_degrees(np.array([shapely.box(west, south, west + width, south + height)]))
    return json.loads(shapely.to_geojson(outline)[0])


def draw(path: Path, rows: Sequence[tuple[dict[str, str], Any]]) -> None:
    features = [{"type": "Feature", "properties": p, "geometry": g} for p, g in rows]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))


def made(raw: Path) -> tuple[dict[str, Any], Shelf]:
    """The report, and the tables written."""
    bench = Workbench(raw.parent / "out")
    report = build(door.inventory(raw, KINDS), bench)
    return report, bench.shelf({"fire": report})


def fires(n: int, start: str = "2020-01-01", end: str = "2020-12-31", seed: int = 0) -> pd.DataFrame:
    """Made-up fires: at least one a month, at the centres of the 100 m squares around random places."""
    rng = np.random.default_rng(seed)
    months = pd.date_range(start, end, freq="MS")
    days = np.concatenate([months.to_numpy(), rng.choice(pd.date_range(start, end).to_numpy(), n - len(months))])
    area = rng.integers(0, 8, n)
    x, y = (np.array([place(i)[k] for i in area]) + rng.uniform(0, SIDE, n) for k in (0, 1))
    return pd.DataFrame(
        {
            "day": pd.to_datetime(days),
            "borough": [borough(i) for i in area],
            "x": np.floor(x / 100) * 100 + 50,
            "y": np.floor(y / 100) * 100 + 50,
        }
    ).sort_values("day", ignore_index=True)


def eight_columns(table: pd.DataFrame) -> pd.DataFrame:
    """The analyst's layout."""
    return pd.DataFrame(
        {
            "date": table["day"].dt.strftime("%Y-%m-%d"),
            "borough": table["borough"],
            "ward": "E05000001",
            "easting_rounded": table["x"],
            "northing_rounded": table["y"],
            "hmo_yn": "Other dwelling",
            "hmo_license": "Other dwelling",
            "property_type": FLAT,
        }
    )


def full(table: pd.DataFrame, date: str = "%d-%b-%y", number: str = "n") -> pd.DataFrame:
    """The Brigade's current layout of 39 columns."""
    rows = pd.DataFrame("", index=table.index, columns=HEADER)
    rows["IncidentNumber"] = [f"{number}{i:06d}" for i in range(len(table))]
    rows["DateOfCall"] = table["day"].dt.strftime(date)
    rows["IncidentGroup"], rows["StopCodeDescription"], rows["PropertyCategory"] = (
        "Fire",
        "Primary Fire",
        "Dwelling",
    )
    rows["PropertyType"], rows["UPRN"], rows["Easting_m"], rows["Northing_m"] = FLAT + " ", "0", "NULL", ""
    rows["IncGeo_BoroughCode"] = table["borough"]
    rows["IncGeo_BoroughName"] = table["borough"].map(BOROUGHS).str.upper()
    rows["Easting_rounded"], rows["Northing_rounded"] = table["x"].astype(int), table["y"].astype(int)
    return rows


def older(table: pd.DataFrame, date: str) -> pd.DataFrame:
    """An older release: other header spellings with stray spaces, boroughs by name, text NULL."""
    rows = full(table, date).rename(
        columns={
            "IncGeo_BoroughCode": "BoroughCode",
            "IncGeo_BoroughName": " BoroughName ",
            "IncGeo_WardCode": "WardCode",
            "PumpHoursRoundUp": "PumpMinutesRounded",
            "PropertyType": "PropertyType ",
        }
    )
    rows["BoroughCode"] = "NULL"
    return rows.drop(columns=["UPRN", "USRN", "Latitude", "Longitude"]).rename(columns=str)


LAYOUTS = {
    "eight": eight_columns,
    "current": full,
    "minutes": lambda t: full(t).rename(columns={"PumpHoursRoundUp": "PumpMinutesRounded"}),
    "iso": lambda t: full(t, "%Y-%m-%d"),
    "older": lambda t: older(t, "%d %b %Y"),
    "slashes": lambda t: older(t, "%d/%m/%Y"),
    "with time": lambda t: older(t, "%Y-%m-%d %H:%M:%S"),
}
