"""Geocoding: the LSOA of 2021 of each row of a file, by its code (2021 or 2011) or by its coordinates.

One rule places a point for a build, `lbdp data check`, `lbdp aggregate` and the page; only the shapes differ. A build
has the published ones, the others the map's, since those are what a data folder holds.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import boroughs, places
from lbdp_core.door import Column, codes
from lbdp_core.places import Places
from lbdp_core.sources import DataError, Shelf

Index = NDArray[np.int64]
Floats = NDArray[np.float64]

NEAR_M = 25.0  # how far from its place the map may draw a border, about: corners go to a grid of 7 by 11 m
LOST_M = 150.0  # how far from its recorded borough a point in no LSOA may lie: in the Thames, say
NO_AREA, NOT_LONDON, OUTSIDE = "without an area", "not in an LSOA of London", "outside London"
NOT_OF_2021 = "not an LSOA of 2021"  # where there is no lookup from those of 2011
NOWHERE = f"outside London, or more than {LOST_M:.0f} m from an LSOA of the recorded borough"
NO_POINT = "without coordinates"
SHAPES = "geography/lsoa.json"

LSOA = Column(
    "lsoa",
    ("lsoa21_code", "LSOA21CD", "lsoa_code", "lsoa21", "lsoa", "lsoa_2021", "lsoa11_code", "LSOA11CD", "lsoa11"),
    needed=False,
)
ROUNDED = (
    Column("easting_rounded", holds="number", needed=False),
    Column("northing_rounded", holds="number", needed=False),
)
POINT = (
    Column("easting", ("Easting_m", "easting", "east", "x", "gridgb1e", "easting_rounded"), "number", needed=False),
    Column(
        "northing", ("Northing_m", "northing", "north", "y", "gridgb1n", "northing_rounded"), "number", needed=False
    ),
    *ROUNDED,
)
RECORDED = (
    Column("borough_code", ("borough", "IncGeo_BoroughCode", "BoroughCode"), needed=False),
    Column("borough_name", ("IncGeo_BoroughName", "BoroughName", "ProperCase"), needed=False),
)


def by_code(given: pd.Series, why: pd.Series, shelf: Shelf, label: str) -> tuple[Index, Index, Floats, pd.Series, int]:
    """Rows with a code to areas: rows and areas (lines,), the part of the row in each, why others were set aside, and
    how many rows were carried over from 2011.

    Raises:
        DataError: fewer than half of the rows with a code are of London.
    """
    return by_codes(given, why, code_table(shelf), label)


def by_codes(
    given: pd.Series, why: pd.Series, table: pd.DataFrame, label: str
) -> tuple[Index, Index, Floats, pd.Series, int]:
    """As `by_code`, by a table of code, geography, area and part."""
    text = given.str.upper()
    usable = why.eq("").to_numpy()
    why = why.mask(text.isna() & usable, NO_AREA)
    known = text.isin(table["code"])
    asked = usable & text.notna().to_numpy()
    if asked.any() and 2 * int(known[asked].sum()) < int(asked.sum()):
        lists = {g: frozenset(table.loc[table["geography"].eq(g), "code"]) for g in ("lsoa21", "lsoa11")}
        said = codes.told(frozenset(text[asked].unique()), "lsoa21", lists)
        raise DataError(f"{label} should be of LSOAs of London, but {said}; give the areas as LSOAs of 2021 or 2011.")
    why = why.mask(~known & why.eq(""), NOT_LONDON if table["geography"].eq("lsoa11").any() else NOT_OF_2021)
    lines = pd.DataFrame({"code": text, "row": np.arange(len(text))})[why.eq("").to_numpy()]
    merged = lines.merge(table, on="code", how="left")
    old = merged["geography"].eq("lsoa11")
    carried = int(merged.loc[old, "row"].nunique())
    row, area = (merged[c].to_numpy(dtype=np.int64) for c in ("row", "area"))
    return row, area, merged["part"].to_numpy(dtype=float), why, carried


@lru_cache(maxsize=1)
def code_table(shelf: Shelf) -> pd.DataFrame:
    """code, geography, area, part: every LSOA of 2021, and those of 2011 that are no more, by homes in each part."""
    spots = ground(shelf)
    return table_of(spots.code, spots.households, shelf.table("areas/lsoa11_to_21.csv"))


def table_of(code: NDArray[np.str_], households: NDArray[Any], pairs: pd.DataFrame) -> pd.DataFrame:
    """As `code_table`, of areas (n,) with their homes and pairs of lsoa11, lsoa21 and weight."""
    new = pd.DataFrame({"code": code, "geography": "lsoa21", "area": np.arange(len(code)), "part": 1.0})
    old = pairs[~pairs["lsoa11"].isin(new["code"])]
    area = pd.Index(code).get_indexer(pd.Index(old["lsoa21"]))
    homes = pd.Series(np.maximum(households[area], 1) * old["weight"].to_numpy())
    split = old["lsoa11"].to_numpy()
    part = (homes / homes.groupby(split).transform("sum")).to_numpy()
    gone = pd.DataFrame({"code": split, "geography": "lsoa11", "area": area, "part": part})
    return pd.concat([new, gone], ignore_index=True)


@lru_cache(maxsize=1)
def ground(shelf: Shelf) -> Places:
    """The areas of a data folder, read once."""
    return places.read(shelf)


def points(frame: pd.DataFrame) -> Floats:
    """Centre and size of the square that each row is known to lie in (rows, 3): x, y, metres; NaN where it is not told.

    Exact metres are used where the row has them. Rounded ones are the centres of 100 m squares (they end in 50):
    nothing is added. A file whose rounded ones all end in 00 is taken as rounded to the nearest 100 m.
    """
    empty = pd.Series(np.nan, index=frame.index)
    exact = np.column_stack([frame.get("easting", empty), frame.get("northing", empty)]).astype(float)
    rounded = np.column_stack([frame.get(column.name, empty) for column in ROUNDED]).astype(float)
    is_exact = _told(exact) & ~np.all(exact == rounded, axis=1)  # a file may have rounded ones alone
    centre = np.where(is_exact[:, None], exact, rounded)
    there = _told(centre)
    ends = np.mod(centre, 100.0)
    corners = ~is_exact & np.all(ends == 0, axis=1)
    whole_file = bool(np.all(corners | is_exact | ~there))
    coarse = np.all(ends == 50, axis=1) | (corners & whole_file)
    return np.where(there[:, None], np.column_stack([centre, np.where(coarse, 100.0, 1.0)]), np.nan)


def _told(pairs: Floats) -> NDArray[np.bool_]:
    """Rows of (rows, 2) with both coordinates; 0 stands for none."""
    return np.asarray(np.all(np.isfinite(pairs) & (pairs != 0), axis=1))


def recorded_borough(frame: pd.DataFrame, known: Collection[str]) -> NDArray[np.str_]:
    """The borough's code as each row says it, by code or by name however it is written; "" where it says neither.

    known: codes of the boroughs that there are.
    """
    best = np.full(len(frame), "", dtype="<U9")
    for column in ("borough_name", "borough_code"):
        if column in frame:
            meant = boroughs.codes_in(frame[column]).to_numpy(dtype="<U9")
            best = np.where(np.isin(meant, list(known)), meant, best)
    return best


def place(
    xy: Floats, recorded: NDArray[np.str_], polygons: NDArray[np.object_], borough_code: NDArray[np.str_]
) -> tuple[Index, NDArray[np.bool_]]:
    """The area (points,) that each point lies in, -1 for none, and which were taken for the nearest.

    A point in no polygon goes to the nearest of its recorded borough within `LOST_M`; where no borough is recorded, to
    the nearest of all within `NEAR_M`.

    xy: (points, 2). polygons, borough_code: (areas,).
    """
    import shapely

    spots = shapely.points(xy)
    area = within(spots, polygons)
    lost = np.flatnonzero(area < 0)
    for code in np.unique(recorded[lost]):
        candidates = np.flatnonzero(borough_code == code) if code else np.arange(len(polygons))
        theirs = lost[recorded[lost] == code]
        if len(candidates):
            tree = shapely.STRtree(polygons[candidates])
            reach = LOST_M if code else NEAR_M
            spot, nearest = tree.query_nearest(spots[theirs], max_distance=reach, all_matches=False)
            area[theirs[spot]] = candidates[nearest]
    taken = np.zeros(len(area), dtype=bool)
    taken[lost] = area[lost] >= 0
    return area, taken


def within(spots: NDArray[np.object_], polygons: NDArray[np.object_]) -> Index:
    """The index of the polygon that each point lies in (the lowest, on a border); -1 for none."""
    import shapely

    spot, area = shapely.STRtree(polygons).query(spots, predicate="intersects")
    found = np.full(len(spots), len(polygons), dtype=np.int64)
    np.minimum.at(found, spot, area)
    return np.where(found < len(polygons), found, -1)


def by_point(frame: pd.DataFrame, why: pd.Series, shelf: Shelf) -> tuple[Index, Index, pd.Series, float]:
    """Rows with coordinates to areas: (rows,), (rows,), why others were set aside, share of points near a border."""
    import shapely

    xy, spots, polygons = points(frame)[:, :2], ground(shelf), _shapes(shelf)
    why = why.mask(pd.Series(np.isnan(xy[:, 0]), index=why.index) & why.eq(""), NO_POINT)
    asked = np.flatnonzero(why.eq(""))
    recorded = recorded_borough(frame, spots.borough_codes)[asked]
    area, _ = place(xy[asked], recorded, polygons, spots.borough_code)
    gone = NOWHERE if any(column.name in frame for column in RECORDED) else OUTSIDE
    why = why.mask(pd.Series(np.isin(np.arange(len(frame)), asked[area < 0]), index=why.index), gone)
    held = area >= 0
    nearby, _ = shapely.STRtree(polygons).query(shapely.points(xy[asked][held]), predicate="dwithin", distance=NEAR_M)
    near = float((np.bincount(nearby, minlength=int(held.sum())) > 1).mean()) if held.any() else 0.0
    return asked[held], area[held], why, near


@lru_cache(maxsize=1)
def _shapes(shelf: Shelf) -> NDArray[np.object_]:
    """The map's LSOAs in metres of the British National Grid, in the order of the areas."""
    import shapely

    from lbdp_core.geography import coverage

    whole: dict[str, Any] = json.loads(shelf.bytes(SHAPES))
    drawn = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in whole["features"]])
    polygons = coverage.to_bng(np.asarray(drawn))
    shapely.prepare(polygons)
    return polygons
