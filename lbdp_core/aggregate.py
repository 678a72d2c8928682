"""Aggregate: rows about addresses to counts by LSOA, on the machine of whoever holds them.

What comes out names no address: an LSOA of 2021, a period if asked for, and a count after disclosure control. Nothing
of a row is printed, logged or kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd

from lbdp_core import door, exports, locate, own, protect
from lbdp_core.door import FOLDER, Column, Kind, Limits
from lbdp_core.own import Account
from lbdp_core.sources import DataError, Shelf, write_whole

PERIODS = {"all": "", "year": "%Y", "month": "%Y-%m"}
KEYS = {"uprn": "UPRN", "postcode": "postcode"}
HIDDEN = "c"  # the Government Statistical Service's symbol for a suppressed value
LOOKUP_LIMITS = Limits(size=4_000_000_000, rows=8_000_000)  # London's address lookup has about 5 million rows
EARLIEST = pd.Timestamp(2000, 1, 1)

LSOA = Column(
    "lsoa",
    ("lsoa21_code", "LSOA21CD", "lsoa_code", "lsoa21", "lsoa", "lsoa11_code", "LSOA11CD", "lsoa11"),
    needed=False,
)
UPRN = Column("uprn", ("UPRN", "uprn_number", "property_uprn"), needed=False)
POSTCODE = Column(
    "postcode", ("postcode", "post_code", "postcode_full", "pcds", "pcd", "pcd7", "pcd8", "full_postcode"), needed=False
)
DATES = ("date", "date_of_visit", "visit_date", "date_visited", "visited_on", "hfsv_date", "date_of_fire", "fire_date")
ROWS = Kind(
    "rows_to_aggregate",
    "rows with an area, a UPRN, a postcode or coordinates",
    "the borough (its own records)",
    "the borough's own; not published",
    (
        LSOA,
        UPRN,
        POSTCODE,
        Column("easting", ("easting", "Easting_m", "east", "x", "gridgb1e"), holds="number", needed=False),
        Column("northing", ("northing", "Northing_m", "north", "y", "gridgb1n"), holds="number", needed=False),
        Column("date", (*DATES, "date_of_call", "DateTimeOfCall", "incident_date"), holds="date", needed=False),
    ),
    one_of=(("lsoa",), ("uprn",), ("postcode",), ("easting", "northing")),
    unit="row",
)
LOOKUP = Kind(
    "address_lookup",
    "a lookup from UPRN or postcode to LSOA",
    "Office for National Statistics (ONSUD or ONSPD)",
    "OGL v3.0",
    (UPRN, POSTCODE, Column("lsoa", LSOA.spellings)),
    one_of=(("uprn",), ("postcode",)),
)


@dataclass(frozen=True)
class Aggregated:
    """Counts by LSOA (lsoa21_code, period if asked for, the count), and how the rows were used.

    hidden: counts that are hidden. by: what the rows were placed by. exact: whether small counts were left in.
    """

    table: pd.DataFrame
    account: Account
    hidden: int
    by: str
    exact: bool


def aggregate(
    path: Path, shelf: Shelf, count: str, period: str = "all", lookup: Path | None = None, exact: bool = False
) -> Aggregated:
    """Rows of a file to counts by LSOA of 2021.

    count: the column of counts, "visits" or "fires". period: "all", "year" or "month".
    exact: small counts are left as they are, for use inside the borough alone.

    Raises:
        DataError: a file cannot be read, has no column to place rows by (or needs a lookup), or no row can be used.
    """
    label = door.called(path.name)
    frame = door.read(path, ROWS, label, FOLDER)
    frame, by = _with_area(frame, lookup, label)
    if period != "all" and "date" not in frame:
        raise DataError(f"{label} has no column of dates, so it cannot be counted by {period}; leave --by out.")
    frame = frame.drop(columns=[c for c in ("uprn", "postcode") if c in frame])
    sifted = replace(ROWS, sift=_dated if "date" in frame else _all)
    rows = own.placed(frame, sifted, shelf, label)
    counted = _counts(rows, shelf, count, period)
    shown = counted if exact else protect.release(counted, "protected", [count], _known(period))
    hidden = int(shown[count].isna().sum())
    table = shown.drop(columns="borough")
    table[count] = [HIDDEN if pd.isna(n) else f"{n:.10g}" for n in table[count]]
    looked_up = {locate.NO_AREA: "not in the lookup"} if by in KEYS.values() else {}
    aside = {looked_up.get(why, why): n for why, n in rows.account.set_aside.items()}
    return Aggregated(table, replace(rows.account, set_aside=aside), hidden, by, exact)


def write(found: Aggregated, to: Path) -> None:
    """The counts as a bare CSV, which the page and `lbdp data check` read."""
    write_whole(to, exports.bare_csv(found.table))


def _with_area(frame: pd.DataFrame, lookup: Path | None, label: str) -> tuple[pd.DataFrame, str]:
    """The frame with a column of areas where codes or a lookup give them, and what rows are placed by."""
    if "lsoa" in frame:
        return frame.drop(columns=["easting", "northing"], errors="ignore"), "LSOA"
    keys = [key for key in KEYS if key in frame]
    if lookup is not None and keys:
        table = door.read(lookup, LOOKUP, limits=LOOKUP_LIMITS)
        for key in keys:
            if key in table:
                held = table.dropna(subset=[key, "lsoa"])
                areas = pd.Series(held["lsoa"].to_numpy(), index=pd.Index(_plain(held[key])))
                areas = areas[~areas.index.duplicated()]
                found = pd.Series(_plain(frame[key])).map(areas).to_numpy()
                rest = frame.drop(columns=["easting", "northing"], errors="ignore")
                return rest.assign(lsoa=pd.Series(found, index=frame.index, dtype="str")), KEYS[key]
        raise DataError(f"{door.called(lookup.name)} has no column of {' or '.join(keys)}, as {label} has; give one.")
    if "easting" in frame and "northing" in frame:
        return frame, "coordinates"
    raise DataError(
        f"{label} has {' and '.join(KEYS[k] for k in keys)} but no LSOA; give --lookup a file from "
        "it to LSOA, such as the Office for National Statistics' ONSUD or ONSPD."
    )


def _plain(keys: pd.Series) -> pd.Series:
    """UPRNs and postcodes as they compare: no spaces, capitals, no zeros in front, no decimals."""
    text = keys.astype("str").str.replace(r"\s", "", regex=True).str.upper()
    return text.str.replace(r"^0+(?=\d)", "", regex=True).str.replace(r"\.0+$", "", regex=True)


def _all(frame: pd.DataFrame) -> pd.Series:
    return pd.Series("", index=frame.index, dtype="str")


def _dated(frame: pd.DataFrame) -> pd.Series:
    why, today = _all(frame), pd.Timestamp.now().normalize()
    for reason, applies in (
        ("without a date that can be read", frame["date"].isna()),
        ("dated before 2000", frame["date"].lt(EARLIEST)),
        ("dated after today", frame["date"].gt(today)),
    ):
        why = why.mask(applies & why.eq(""), reason)
    return why


def _counts(rows: own.Rows, shelf: Shelf, count: str, period: str) -> pd.DataFrame:
    spots = locate.ground(shelf)
    lines = pd.DataFrame({"area": rows.area, count: rows.part})
    by = ["area"]
    if period != "all":
        lines[period] = rows.frame["date"].dt.strftime(PERIODS[period]).to_numpy()[rows.row]
        by.append(period)
    table = lines.groupby(by)[count].sum().reset_index()
    table.insert(0, "lsoa21_code", spots.code[table["area"].to_numpy()])
    table["borough"] = spots.borough[table["area"].to_numpy()]
    table[count] = np.round(table[count], 3)
    return table.drop(columns="area")


def _known(period: str) -> list[str]:
    """The groups whose totals others may know: boroughs, and boroughs in a period."""
    return ["borough"] if period == "all" else ["borough", period]
