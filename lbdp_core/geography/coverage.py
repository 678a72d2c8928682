"""Coverage: areas that fill a map without gap or overlap, made lighter without breaking a shared border.

Simplified one by one, two neighbours would each straighten the border between them in their own way and leave
slivers. Here the whole set moves to the grid that the file can hold, and is then simplified at once.
"""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from lbdp_core.sources import DataError

Polygons = NDArray[np.object_]

DECIMALS = 4  # of a degree: 11 m north to south and 7 m east to west in London
# A corner goes when its triangle with its neighbours is smaller than this squared: the least whole metre that
# keeps London's LSOAs under 450 KB when gzipped.
TOLERANCE_M = 42.5
INLET_M2 = 30_000.0  # water that rounding shuts in; larger holes are kept as holes
_M2_OF_A_SQUARE_DEGREE = 111_250.0 * 69_300.0  # at 51.5 degrees north

_TO_GRID = Transformer.from_crs(4326, 27700, always_xy=True)
_TO_DEGREES = Transformer.from_crs(27700, 4326, always_xy=True)


def to_bng(shapes: Polygons) -> Polygons:
    """Degrees (longitude, latitude) to metres of the British National Grid, EPSG:27700."""
    return np.asarray(shapely.transform(shapes, lambda xy: np.column_stack(_TO_GRID.transform(*xy.T))))


def to_degrees(shapes: Polygons) -> Polygons:
    """Metres of the British National Grid to degrees (longitude, latitude)."""
    return np.asarray(shapely.transform(shapes, lambda xy: np.column_stack(_TO_DEGREES.transform(*xy.T))))


def clean(shapes: Polygons) -> Polygons:
    """The same areas as one valid coverage: valid polygons, borders matched point by point.

    A repair may leave lines behind; only what has an area is kept.
    """
    whole = shapely.make_valid(shapes)
    parts, owner = shapely.get_parts(whole, return_index=True)
    bits, of_part = shapely.get_parts(parts, return_index=True)
    flat = shapely.get_type_id(bits) == shapely.GeometryType.POLYGON
    bits, owner = bits[flat], owner[of_part][flat]
    if lost := np.setdiff1d(np.arange(len(shapes)), owner).size:
        raise DataError(f"{lost} of the shapes have no area; download the boundary file again.")
    solid = shapely.multipolygons(bits, indices=owner)
    return np.asarray(shapely.coverage_clean(solid))


def simplify(shapes: Polygons, tolerance_m: float = TOLERANCE_M, decimals: int = DECIMALS) -> Polygons:
    """A lighter coverage in degrees whose corners lie on a grid of `decimals` decimals.

    shapes: a valid coverage in metres (see `clean`). First every corner moves to the grid, then Visvalingam
        and Whyatt's rule (1993), as `shapely.coverage_simplify` applies it to all areas at once, drops
        corners and moves none: what comes out is still on the grid, and each border is one line for both its
        neighbours.

    Raises:
        DataError: an area is too small to be drawn at this grain.
    """
    per_degree = 10.0**decimals
    snapped = _on_grid(shapely.transform(to_degrees(shapes), lambda xy: xy * per_degree), per_degree)
    if gone := int(shapely.is_empty(snapped).sum()):
        raise DataError(f"{gone} areas are too small to draw at {decimals} decimals; use more decimals.")
    squares = tolerance_m / np.sqrt(_M2_OF_A_SQUARE_DEGREE) * per_degree
    light = shapely.coverage_simplify(snapped, squares)
    return np.asarray(shapely.transform(light, lambda xy: np.round(xy / per_degree, decimals)))


def _on_grid(areas: Polygons, per_degree: float) -> Polygons:
    """The areas with every corner on a whole number, still one valid coverage.

    Rounding can fold a thin corner over a border. So all borders are drawn as one network with their
    crossings on the grid (snap rounding), and every face of the network goes to the area that covers most of
    it: nothing can overlap.
    """
    borders = shapely.boundary(shapely.transform(areas, np.rint))
    network = shapely.union_all(borders, grid_size=1)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(network)))
    owner = _owners(faces, areas, INLET_M2 / _M2_OF_A_SQUARE_DEGREE * per_degree**2)
    drawn = np.empty(len(areas), dtype=object)
    drawn[:] = [shapely.coverage_union_all(faces[owner == k]) for k in range(len(areas))]
    return drawn


def _owners(faces: Polygons, areas: Polygons, inlet: float) -> NDArray[np.int64]:
    """For every face, the area that covers most of it; -1 for a hole in the map.

    A face that no area covers is water shut in by rounding: one smaller than `inlet` joins its longest
    neighbour.
    """
    face, area = shapely.STRtree(areas).query(faces, predicate="intersects")
    cover = shapely.area(shapely.intersection(faces[face], areas[area]))
    order = np.lexsort((cover, face))
    best = order[np.flatnonzero(np.diff(face[order], append=-1))]  # the last of each face covers most of it
    best = best[cover[best] > shapely.area(faces[face[best]]) / 2]
    owner = np.full(len(faces), -1)
    owner[face[best]] = area[best]
    for f in np.flatnonzero((owner < 0) & (shapely.area(faces) < inlet)):
        near = area[face == f]
        if near.size:
            shore = shapely.area(shapely.intersection(shapely.buffer(faces[f], 1.0), areas[near]))
            owner[f] = near[np.argmax(shore)]
    return owner
