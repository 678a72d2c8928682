"""The publisher's grid: in which LSOA the fires of each LSOA are recorded.

A fire is published at the centre of its 100 m square and so is counted in the LSOA that holds the centre,
whichever LSOA the home is in. An area with many homes in squares centred elsewhere loses fires to its
neighbours, year after year: a shift of the record, not of the risk. Homes are taken as evenly spread over their
LSOA.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely

from lbdp_core.fire.build.placing import shared_area, within
from lbdp_core.geography import Shapes

SQUARE_M = 100.0


def recorded_in(shapes: Shapes) -> pd.DataFrame:
    """Where fires are recorded that happen in an area: recorded, lives (indices), share of the area `lives`.

    The shares of each `lives` add up to one. A square centred in no LSOA (in the river, over the border) leaves
    its homes where they are.
    """
    west, south, east, north = shapely.total_bounds(shapes.polygon)
    x = np.arange(np.floor(west / SQUARE_M), np.ceil(east / SQUARE_M)) * SQUARE_M
    y = np.arange(np.floor(south / SQUARE_M), np.ceil(north / SQUARE_M)) * SQUARE_M
    left, below = (v.ravel() for v in np.meshgrid(x, y))
    squares = shapely.box(left, below, left + SQUARE_M, below + SQUARE_M)
    square, lives = shapely.STRtree(shapes.polygon).query(squares, predicate="intersects")
    shared = shared_area(squares[square], shapes.polygon[lives])
    centre = within(shapely.points(left + SQUARE_M / 2, below + SQUARE_M / 2), shapes)[square]
    pairs = pd.DataFrame({"recorded": np.where(centre >= 0, centre, lives), "lives": lives, "share": shared})
    summed = pairs[pairs["share"] > 0].groupby(["recorded", "lives"])["share"].sum().reset_index()
    summed["share"] = (summed["share"] / summed.groupby("lives")["share"].transform("sum")).round(6)
    return summed
