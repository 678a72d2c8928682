"""Geography: the shapes of areas, from the publishers' boundary files to what the map draws.

Two grains of the same shapes: full ones in metres, to place points and to measure; light ones in degrees, for
the page. Needs shapely and pyproj: builds import it, the app does not (see `published` and `places`).
"""

from lbdp_core.geography.boundaries import (
    KINDS,
    OGL,
    ONS,
    WARD_LOOKUP,
    Shapes,
    account,
    accounts,
    borough_names,
    lsoa_shapes,
    neighbours,
    origin,
    ward_lookup,
    ward_shapes,
)
from lbdp_core.geography.drawing import build
from lbdp_core.static_shapes import publish

__all__ = [
    "KINDS",
    "OGL",
    "ONS",
    "WARD_LOOKUP",
    "Shapes",
    "account",
    "accounts",
    "borough_names",
    "build",
    "lsoa_shapes",
    "neighbours",
    "origin",
    "publish",
    "ward_lookup",
    "ward_shapes",
]
