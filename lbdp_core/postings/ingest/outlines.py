"""Outlines: the borough of an advert's coordinates, where its words leave that open."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core.postings.ingest.location import NOWHERE, OUTSIDE, POINT, SEVERAL, Place
from lbdp_core.sources import Shelf

SHAPES = "geography/boroughs.json"


@dataclass(frozen=True, eq=False)
class Outlines:
    """names (n,) of boroughs and their polygons (n,) in degrees of longitude and latitude."""

    names: tuple[str, ...]
    polygons: NDArray[np.object_]

    def settle(self, place: Place, latitude: float, longitude: float) -> Place:
        """What words and coordinates say together.

        Words count first. Coordinates choose among several boroughs, or stand alone. With "London" alone they are not
        used, as publishers then give its middle. Coordinates outside London outweigh a name.
        """
        import shapely

        inside = np.flatnonzero(shapely.intersects_xy(self.polygons, longitude, latitude))
        borough = self.names[inside[0]] if len(inside) else ""
        if place.borough and not borough:
            return Place(reason=OUTSIDE)
        if (place.reason == SEVERAL and borough in place.near) or (borough and place.reason in (NOWHERE, OUTSIDE)):
            return Place(borough, POINT, "")
        return Place(reason=OUTSIDE) if place.reason == NOWHERE else place


def outlines(shelf: Shelf) -> Outlines:
    """The boroughs of a data folder's map.

    Raises:
        DataError: the map is missing or altered.
    """
    import shapely

    features = json.loads(shelf.bytes(SHAPES))["features"]
    polygons = np.asarray(shapely.from_geojson([json.dumps(each["geometry"]) for each in features]))
    shapely.prepare(polygons)
    return Outlines(tuple(each["properties"]["name"] for each in features), polygons)
