"""Locate: the LSOA of 2021 of each row of a file, by its code (2021 or 2011) or by its coordinates.

What coordinates are placed on are the map's shapes, since those are what a data folder holds.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import places
from lbdp_core.door import codes
from lbdp_core.places import Places
from lbdp_core.sources import DataError, Shelf

Index = NDArray[np.int64]
Floats = NDArray[np.float64]

NEAR_M = 25.0  # how far from its place the map may draw a border, about: corners go to a grid of 7 by 11 m
NO_AREA, NOT_LONDON, OUTSIDE = "without an area", "not in an LSOA of London", "outside London"
POINTS = (("easting", "northing"), ("easting_rounded", "northing_rounded"))
SHAPES = "geography/lsoa.json"


def by_code(given: pd.Series, why: pd.Series, shelf: Shelf, label: str) -> tuple[Index, Index, Floats, pd.Series, int]:
    """Rows with a code to areas: rows and areas (lines,), the part of the row in each, why others were set aside, and
    how many rows were carried over from 2011.

    Raises:
        DataError: fewer than half of the rows with a code are of London.
    """
    table = code_table(shelf)
    text = given.str.upper()
    usable = why.eq("").to_numpy()
    why = why.mask(text.isna() & usable, NO_AREA)
    known = text.isin(table["code"])
    asked = usable & text.notna().to_numpy()
    if asked.any() and 2 * int(known[asked].sum()) < int(asked.sum()):
        lists = {g: frozenset(table.loc[table["geography"].eq(g), "code"]) for g in ("lsoa21", "lsoa11")}
        said = codes.told(frozenset(text[asked].unique()), "lsoa21", lists)
        raise DataError(f"{label} should be of LSOAs of London, but {said}; give the areas as LSOAs of 2021 or 2011.")
    why = why.mask(~known & why.eq(""), NOT_LONDON)
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
    new = pd.DataFrame({"code": spots.code, "geography": "lsoa21", "area": np.arange(len(spots)), "part": 1.0})
    pairs = shelf.table("areas/lsoa11_to_21.csv")
    old = pairs[~pairs["lsoa11"].isin(new["code"])]
    area = pd.Index(spots.code).get_indexer(pd.Index(old["lsoa21"]))
    homes = pd.Series(np.maximum(spots.households[area], 1) * old["weight"].to_numpy())
    code = old["lsoa11"].to_numpy()
    part = (homes / homes.groupby(code).transform("sum")).to_numpy()
    gone = pd.DataFrame({"code": code, "geography": "lsoa11", "area": area, "part": part})
    return pd.concat([new, gone], ignore_index=True)


@lru_cache(maxsize=1)
def ground(shelf: Shelf) -> Places:
    """The areas of a data folder, read once."""
    return places.read(shelf)


def by_point(frame: pd.DataFrame, why: pd.Series, shelf: Shelf) -> tuple[Index, Index, pd.Series, float]:
    """Rows with coordinates to areas: (rows,), (rows,), why others were set aside, share of points near a border.

    A point in no shape goes to the nearest within `NEAR_M`, since the shapes are those of the map.
    """
    import shapely

    east, north = next(pair for pair in POINTS if pair[0] in frame)
    points = shapely.points(frame[[east, north]].to_numpy(dtype=float))
    lost = frame[[east, north]].isna().any(axis=1) & why.eq("")
    why = why.mask(lost, "without coordinates")
    asked = np.flatnonzero(why.eq(""))
    polygons = _shapes(shelf)
    tree = shapely.STRtree(polygons)
    nearby, area = tree.query(points[asked], predicate="dwithin", distance=NEAR_M)
    found = np.full(len(asked), len(polygons), dtype=np.int64)
    inside = shapely.intersects(polygons[area], points[asked][nearby])
    np.minimum.at(found, nearby[inside], area[inside])
    alone = ~np.isin(nearby, nearby[inside])
    reach = shapely.distance(polygons[area[alone]], points[asked][nearby[alone]])
    order = np.argsort(-reach, kind="stable")  # the nearest is written last
    found[nearby[alone][order]] = area[alone][order]
    held = found < len(polygons)
    touches = np.bincount(nearby, minlength=len(asked))
    why = why.mask(pd.Series(~np.isin(np.arange(len(frame)), asked[held]), index=why.index) & why.eq(""), OUTSIDE)
    near = float((touches[held] > 1).mean()) if held.any() else 0.0
    return asked[held], found[held], why, near


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
