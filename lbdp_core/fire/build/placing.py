"""Placing: which LSOA each fire lies in, and how wrong that can be when only its 100 m square is known.

A fire is published at the centre of its 100 m square and so is counted in the LSOA that holds the centre,
whichever LSOA the home is in. An area with many homes in squares centred elsewhere loses fires to its
neighbours, year after year: a shift of the record, not of the risk. Homes are taken as evenly spread over their
LSOA.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from lbdp_core import geocoding
from lbdp_core.geocoding import recorded_borough
from lbdp_core.geography import Shapes

SQUARE_M = 100.0
AT_ONCE = 1_000_000  # squares; London's are fewer


def recorded_in(shapes: Shapes) -> pd.DataFrame:
    """Where fires are recorded that happen in an area: recorded, lives (indices), share of the area `lives`.

    The shares of each `lives` add up to one. A square centred in no LSOA (in the river, over the border) leaves
    its homes where they are.
    """
    west, south, east, north = shapely.total_bounds(shapes.polygon)
    x = np.arange(np.floor(west / SQUARE_M), np.ceil(east / SQUARE_M)) * SQUARE_M
    y = np.arange(np.floor(south / SQUARE_M), np.ceil(north / SQUARE_M)) * SQUARE_M
    left, below = (v.ravel() for v in np.meshgrid(x, y))
    tree, parts = shapely.STRtree(shapes.polygon), []
    for some in range(0, len(left), AT_ONCE):  # a country has 38 million squares
        west_of, south_of = left[some : some + AT_ONCE], below[some : some + AT_ONCE]
        squares = shapely.box(west_of, south_of, west_of + SQUARE_M, south_of + SQUARE_M)
        square, lives = tree.query(squares, predicate="intersects")
        shared = shared_area(squares[square], shapes.polygon[lives])
        centres = shapely.points(west_of + SQUARE_M / 2, south_of + SQUARE_M / 2)
        centre = within(centres, shapes)[square]
        parts.append(pd.DataFrame({"recorded": np.where(centre >= 0, centre, lives), "lives": lives, "share": shared}))
    pairs = pd.concat(parts, ignore_index=True)
    summed = pairs[pairs["share"] > 0].groupby(["recorded", "lives"])["share"].sum().reset_index()
    summed["share"] = (summed["share"] / summed.groupby("lives")["share"].transform("sum")).round(6)
    return summed


SEED = 2021
MOVES = 20
Index = NDArray[np.int64]


@dataclass(frozen=True)
class Placed:
    """One entry a fire. lsoa: index, -1 for nowhere; recorded: borough code as the file says, or ""."""

    lsoa: Index
    recorded: NDArray[np.str_]
    nearest: NDArray[np.bool_]


def place(fires: pd.DataFrame, shapes: Shapes, names: Mapping[str, str]) -> Placed:
    """The LSOA of each fire's square, as `locate.place` has it for every door."""
    recorded = recorded_borough(fires, names)
    lsoa, nearest = geocoding.place(
        fires[["x", "y"]].to_numpy(dtype=float), recorded, shapes.polygon, shapes.borough_code
    )
    return Placed(lsoa, recorded, nearest)


def within(points: NDArray[np.object_], shapes: Shapes) -> Index:
    """The index of the polygon that each point lies in (the lowest, on a border); -1 for none."""
    return geocoding.within(points, shapes.polygon)


def shared_area(squares: NDArray[np.object_], polygons: NDArray[np.object_]) -> NDArray[np.float64]:
    """Square metres that each square shares with its polygon; only squares across a border are cut."""
    shapely.prepare(polygons)
    area = shapely.area(squares)
    across = ~shapely.covers(polygons, squares)
    area[across] = shapely.area(shapely.intersection(squares[across], polygons[across]))
    return np.asarray(area)


def misassignment(fires: pd.DataFrame, lsoa: Index, shapes: Shapes) -> float:
    """The expected share of fires that lie in another LSOA than the one they were given.

    A fire is equally likely anywhere in the part of its square that LSOAs cover, so it is elsewhere with the
    share of that part outside its LSOA. Fires known to the metre count as right.
    """
    coarse = fires["grid_m"].to_numpy() > 1
    keys = np.column_stack([fires[["x", "y", "grid_m"]].to_numpy(dtype=float)[coarse], lsoa[coarse]])
    square, fire = np.unique(keys, axis=0, return_inverse=True)
    half = square[:, 2] / 2
    boxes = shapely.box(*(square[:, :2] - half[:, None]).T, *(square[:, :2] + half[:, None]).T)
    box, area = shapely.STRtree(shapes.polygon).query(boxes, predicate="intersects")
    shared = shared_area(boxes[box], shapes.polygon[area])
    covered = np.bincount(box, shared, len(square))
    own = np.bincount(box, shared * (area == square[box, 3]), len(square))
    elsewhere = 1.0 - np.divide(own, covered, out=np.ones(len(square)), where=covered > 0)
    return float(elsewhere[fire.reshape(-1)].sum() / len(fires))


def jitter(fires: pd.DataFrame, lsoa: Index, shapes: Shapes) -> tuple[Index, int]:
    """Where each fire would be counted had it been anywhere in its square: indices (fires, 20), seeded.

    A move that ends in no LSOA keeps the fire where it was; how often that happened is returned too. Draws
    follow the order of the fires, so a later year added to the data does not move the earlier ones.
    """
    reach = fires["grid_m"].to_numpy(dtype=float)
    step = np.random.default_rng(SEED).uniform(-0.5, 0.5, (len(fires), MOVES, 2))
    step *= np.where(reach > 1, reach, 0.0)[:, None, None]
    ends = fires[["x", "y"]].to_numpy(dtype=float)[:, None, :] + step
    moved = within(shapely.points(ends.reshape(-1, 2)), shapes).reshape(len(fires), MOVES)
    stay = moved < 0
    return np.where(stay, lsoa[:, None], moved), int(stay.sum())
