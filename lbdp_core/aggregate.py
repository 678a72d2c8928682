"""Aggregate: rows about addresses to counts by LSOA, on the machine of whoever holds them.

What comes out names no address: an LSOA of 2021, a period if asked for, and a count after disclosure control. Nothing
of a row is printed, logged or kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd

from lbdp_core import door, exports, geocoding, own, protect
from lbdp_core.door import FOLDER, Column, Kind, Limits
from lbdp_core.geocoding import LSOA, POINT
from lbdp_core.own import Account
from lbdp_core.sources import DataError, Shelf, write_whole

PERIODS = {"all": "", "year": "%Y", "month": "%Y-%m"}
KEYS = {"uprn": "UPRN", "postcode": "postcode"}
HIDDEN = "c"  # the Government Statistical Service's symbol for a suppressed value
LOOKUP_LIMITS = Limits(size=4_000_000_000, rows=8_000_000)  # London's address lookup has about 5 million rows
NO_LOOKUP = "not in the lookup"
LOST = re.compile(r"\d+(?:[.,]\d*)?E\+?\d{1,3}", re.IGNORECASE)  # how a spreadsheet writes a long number
WAYS = (
    "lsoa21_code (or lsoa11_code), easting and northing, or, with --lookup and a file from it to LSOA, uprn or postcode"
)

UPRN = Column("uprn", ("UPRN", "uprn_number", "property_uprn"), needed=False)
POSTCODE = Column(
    "postcode", ("postcode", "post_code", "postcode_full", "pcds", "pcd", "pcd7", "pcd8", "full_postcode"), needed=False
)
ROWS = Kind(
    "rows_to_aggregate",
    "rows with an area, a UPRN, a postcode or coordinates",
    "the borough (its own records)",
    "the borough's own; not published",
    (LSOA, UPRN, POSTCODE, *POINT),
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
    path: Path,
    shelf: Shelf,
    count: str,
    records: own.Records,
    period: str = "all",
    lookup: Path | None = None,
    exact: bool = False,
) -> Aggregated:
    """Rows of a file to counts by LSOA of 2021.

    count: the column of counts. records: what of a row is looked at, which rows count, and by what.
    period: "all", "year" or "month". exact: small counts are left as they are, for use inside the borough alone.

    Raises:
        DataError: a file cannot be read, has no column to place rows by (or needs a lookup), or no row can be used.
    """
    label, kind = door.called(path.name), records.kind
    frame = door.read(path, kind, label, FOLDER)
    if period != "all" and "date" not in frame:
        otherwise = ", or count them whole with --by all" if "all" in records.periods else ""
        raise DataError(
            f"{label} has no column of dates, so it cannot be counted by {period}; add a column "
            f"{kind.column('date').spellings[0]}{otherwise}."
        )
    frame, by = _with_area(frame, lookup, label)
    rows = own.placed(frame, kind, shelf, label, hidden=False, unplaced=NO_LOOKUP if by in KEYS.values() else "")
    grains = [by for by in records.periods if by == "all" or "date" in frame]
    if exact:
        shown = _counts(rows, shelf, count, [period])[0]
    else:
        shown = _released(_counts(rows, shelf, count, grains), count, grains)[grains.index(period)]
    hidden = int(shown[count].isna().sum())
    table = shown.drop(columns="borough")
    table[count] = [HIDDEN if pd.isna(n) else f"{n:.10g}" for n in table[count]]
    return Aggregated(table, rows.account, hidden, by, exact)


def write(found: Aggregated, to: Path) -> None:
    """The counts as a bare CSV, which the page and `lbdp data check` read."""
    write_whole(to, exports.bare_csv(found.table))


def _with_area(frame: pd.DataFrame, lookup: Path | None, label: str) -> tuple[pd.DataFrame, str]:
    """The frame with a column of areas where codes or a lookup give them, and what rows are placed by.

    Coordinates are what is left where a row tells neither; columns of addresses go no further.

    Raises:
        DataError: there is nothing to place rows by, or a lookup is wanted, is of another key, or knows none of them.
    """
    bare = frame.drop(columns=[*KEYS, *(c.name for c in POINT)], errors="ignore")
    keys = [key for key in KEYS if key in frame and frame[key].notna().any()]
    if "lsoa" in frame and frame["lsoa"].notna().any():
        return bare, "LSOA"
    if lookup is not None and keys:
        return _looked_up(frame, bare, keys, lookup, label)
    if {"easting", "northing"} <= set(frame):
        return frame.drop(columns=["lsoa", *KEYS], errors="ignore"), "coordinates"
    if keys:
        named = " and ".join(KEYS[key] for key in keys)
        raise DataError(
            f"{label} has {named} but no LSOA; give --lookup a file from {KEYS[keys[0]]} to LSOA, such as the Office "
            f"for National Statistics' {'ONSUD' if keys[0] == 'uprn' else 'ONSPD'}, or add lsoa21_code or easting and "
            "northing."
        )
    raise DataError(f"{label} has no columns to place its rows by; add one of these: {WAYS}.")


def _looked_up(
    frame: pd.DataFrame, bare: pd.DataFrame, keys: list[str], lookup: Path, label: str
) -> tuple[pd.DataFrame, str]:
    """The frame with areas by the first key that the lookup has too."""
    table = door.read(lookup, LOOKUP, limits=LOOKUP_LIMITS)
    key = next((key for key in keys if key in table), "")
    if not key:
        there = next(name for name in KEYS if name in table)
        raise DataError(
            f"{door.called(lookup.name)} is by {KEYS[there]}, but {label} has {' and '.join(KEYS[k] for k in keys)}; "
            f"give --lookup a file from {KEYS[keys[0]]} to LSOA."
        )
    held = table.dropna(subset=[key, "lsoa"])
    for given, whose in ((held[key], door.called(lookup.name)), (frame[key], label)):
        _refuse_lost(given, key, whose)
    areas = pd.Series(held["lsoa"].to_numpy(), index=pd.Index(_plain(held[key])))
    areas = areas[~areas.index.duplicated()]
    found = pd.Series(_plain(frame[key])).map(areas).to_numpy()
    made = bare.assign(lsoa=pd.Series(found, index=frame.index, dtype="str"))
    if made["lsoa"].isna().all():
        if {"easting", "northing"} <= set(frame):
            return frame.drop(columns=["lsoa", *KEYS], errors="ignore"), "coordinates"
        raise DataError(
            f"None of the {frame[key].notna().sum():,} {KEYS[key]}s of {label} is in {door.called(lookup.name)}; check "
            f"that the columns hold {KEYS[key]}s and that the lookup covers the borough."
        )
    return made, KEYS[key]


def _refuse_lost(keys: pd.Series, key: str, label: str) -> None:
    """Nothing, when no key is a number that a spreadsheet cut short; its row is named, and the value is not."""
    lost = keys.fillna("").str.fullmatch(LOST)
    if key == "uprn" and (n := int(lost.sum())):
        row = int(np.argmax(lost)) + 2
        raise DataError(
            f"{label} has {n:,} UPRN{'s' * (n > 1)} written as 1.2E+11 is, the first in row {row}, so digits were "
            "lost; export the file again with the column of UPRNs formatted as text."
        )


def _plain(keys: pd.Series) -> pd.Series:
    """UPRNs and postcodes as they compare: no spaces, capitals, no zeros in front, no decimals."""
    text = keys.astype("str").str.replace(r"\s", "", regex=True).str.upper()
    return text.str.replace(r"^0+(?=\d)", "", regex=True).str.replace(r"\.0+$", "", regex=True)


def _counts(rows: own.Rows, shelf: Shelf, count: str, grains: Sequence[str]) -> list[pd.DataFrame]:
    """For each grain, what each area has of each period in which the file has rows; a row of nought only where a finer
    grain stands beside, as there being no row would tell that nobody is there.
    """
    spots = geocoding.ground(shelf)
    made = []
    for period in grains:
        lines = pd.DataFrame({"area": rows.area, count: rows.part})
        by = ["area"]
        if period != "all":
            lines[period] = rows.frame["date"].dt.strftime(PERIODS[period]).to_numpy()[rows.row]
            by.append(period)
        summed = lines.groupby(by)[count].sum()
        if isinstance(summed.index, pd.MultiIndex) and len(grains) > 1:
            summed = summed.reindex(pd.MultiIndex.from_product(summed.index.levels, names=by), fill_value=0.0)
        table = summed.reset_index()
        table.insert(0, "lsoa21_code", spots.code[table["area"].to_numpy()])
        table["borough"] = spots.borough[table["area"].to_numpy()]
        table[count] = np.round(table[count], 3)
        made.append(table.drop(columns="area"))
    return made


def _released(tables: list[pd.DataFrame], count: str, grains: Sequence[str]) -> list[pd.DataFrame]:
    """The counts at every grain as they may leave together: whoever asks for one may have asked for the others.

    The groups whose totals others may know are boroughs, and boroughs in a period.
    """
    above = []
    for coarse, fine in pairwise(range(len(grains))):
        keys = [_keys(tables[n], grains[n], grains[coarse]) for n in (coarse, fine)]
        above.append(pd.Index(keys[0]).get_indexer(keys[1]))
    within = [["borough"] if period == "all" else ["borough", period] for period in grains]
    return protect.nested(tables, count, within, above)


def _keys(table: pd.DataFrame, period: str, of: str) -> pd.Series:
    """What each row of a table is part of at a coarser grain: its area, and the beginning of its period."""
    when = "" if of == "all" else table[period].str[: len("2024")]
    return table["lsoa21_code"] + when
