"""Drawing: light shapes for the map, made from the full ones without breaking a shared border."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from lbdp_core import door, plain_json
from lbdp_core.geography import boundaries, coverage
from lbdp_core.geography.boundaries import LSOAS, WARDS, Shapes
from lbdp_core.geography.coverage import Polygons
from lbdp_core.sources import DataError, Workbench


def build(inventory: door.Inventory, bench: Workbench, lsoas: Shapes, ward: NDArray[np.str_]) -> dict[str, Any]:
    """Write geography/*.json and areas/neighbours.csv; returns the report's lines, with `boxes` by borough.

    ward: (n,), the name of each LSOA's ward.

    Raises:
        DataError: the boundary files do not hold the same boroughs.
    """
    names = boundaries.borough_names(inventory)
    if unnamed := sorted(set(lsoas.borough_code) ^ set(names)):
        raise DataError(f"Only one of borough boundaries and lookup to wards has {unnamed[0]}; use one vintage.")
    drawn = coverage.simplify(lsoas.polygon)
    # Borough outlines are made of the lines that the LSOAs have, so that one lies on the other on the map.
    outlines = dissolve(drawn, lsoas.borough_code, list(names))
    # Wards are a coverage of their own: they are of another vintage, and where a border was redrawn it runs
    # through LSOAs, so that no sum of LSOAs makes a ward.
    wards = boundaries.ward_shapes(inventory)
    layers: tuple[tuple[str, str, door.Kind, Polygons, Mapping[str, Iterable[str]]], ...] = (
        (
            "lsoa",
            "LSOAs of 2021, simplified for the map",
            LSOAS,
            drawn,
            {"code": lsoas.code, "name": lsoas.name, "ward": ward, "borough": _named(lsoas, names)},
        ),
        (
            "wards",
            "wards, simplified for the map",
            WARDS,
            coverage.simplify(wards.polygon),
            {"code": wards.code, "name": wards.name, "borough": _named(wards, names)},
        ),
        (
            "boroughs",
            "boroughs, dissolved from the simplified LSOAs",
            LSOAS,
            outlines,
            {"code": names.keys(), "name": names.values()},
        ),
    )
    for layer, what, kind, shapes, columns in layers:
        made_by = boundaries.origin(what, inventory, kind)
        bench.bytes(f"geography/{layer}.json", collection(shapes, columns), made_by, rows=len(shapes))
    pairs = boundaries.neighbours(lsoas)
    what = "pairs of LSOAs, by index, that share a border or a corner"
    bench.table("areas/neighbours.csv", pairs, boundaries.origin(what, inventory, LSOAS))
    return {
        **{layer: len(shapes) for layer, _, _, shapes, _ in layers},
        **moved(lsoas.polygon, coverage.to_bng(drawn)),
        "neighbouring_pairs": len(pairs),
        "areas_without_neighbour": len(lsoas.code) - int(np.unique(pairs.to_numpy()).size),
        "boxes": {c: np.round(shapely.bounds(o), 4).tolist() for c, o in zip(names, outlines, strict=True)},
    }


def dissolve(areas: Polygons, key: NDArray[np.str_], codes: list[str]) -> Polygons:
    """One shape for the areas of each code, outlined by the very lines that the areas have."""
    whole = np.empty(len(codes), dtype=object)
    whole[:] = [shapely.coverage_union_all(areas[key == code]) for code in codes]
    return whole


def moved(before: Polygons, after: Polygons) -> dict[str, float]:
    """What simplifying did to the whole area, and how much is now drawn in another area than its own."""
    size, kept = shapely.area(before), shapely.area(shapely.intersection(before, after))
    return {
        "change_of_total_area": round(float(shapely.area(after).sum() / size.sum() - 1), 6),
        "share_of_area_drawn_elsewhere": round(float(1 - kept.sum() / size.sum()), 4),
    }


def collection(areas: Polygons, columns: Mapping[str, Iterable[str]]) -> bytes:
    """A GeoJSON feature collection, as small as it can be written: each feature has its index and columns."""
    rows = zip(*columns.values(), strict=True)
    shapes = shapely.to_geojson(shapely.orient_polygons(areas))  # outlines anti-clockwise: RFC 7946
    features = [
        {
            "type": "Feature",
            "properties": {"i": i} | dict(zip(columns, map(str, row), strict=True)),
            "geometry": json.loads(shape),
        }
        for i, (row, shape) in enumerate(zip(rows, shapes, strict=True))
    ]
    whole = {"type": "FeatureCollection", "features": features}
    return plain_json.text(whole, separators=(",", ":"), ensure_ascii=False).encode()


def _named(shapes: Shapes, names: Mapping[str, str]) -> list[str]:
    return [names[str(code)] for code in shapes.borough_code]
