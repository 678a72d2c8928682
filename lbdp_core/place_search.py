"""Place search: the borough, ward or small area that somebody means by a name or a code."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lbdp_core import boroughs
from lbdp_core.places import Places

SHORTEST = 3  # letters that a part of a name needs
POSTCODES = "Postcodes are not in this data folder; look for the ward or the borough instead."


@dataclass(frozen=True)
class Spot:
    """A place that was found. kind: "borough", "ward" or "area" (an LSOA). area: its position among all, or -1."""

    kind: str
    name: str
    borough: str
    area: int = -1


def search(text: str, places: Places, most: int) -> tuple[Spot, ...]:
    """The places that a text may mean, the likeliest first: a code or a whole name before a part of a name.

    A borough is known by its code and however its name is written; a ward or an area by its code or a part of its name.
    """
    wanted = " ".join(text.casefold().split())
    if not wanted:
        return ()
    spots = [Spot("borough", name, name) for name in filter(None, [boroughs.name_of(text)])]
    codes = (("ward", places.ward_code), ("area", places.code))
    spots += [spot for kind, held in codes for spot in _spots(places, kind, np.char.lower(held) == wanted)]
    if len(wanted) >= SHORTEST:
        named = {"ward": np.char.lower(places.ward), "area": np.char.lower(places.name)}
        for fits in (lambda held: held == wanted, lambda held: np.char.find(held, wanted) >= 0):
            spots += [spot for kind, held in named.items() for spot in _spots(places, kind, fits(held))]
    if not spots:
        spots = [Spot("borough", name, name) for name in boroughs.nearest(text)]
    return tuple(dict.fromkeys(spots))[:most]


def _spots(places: Places, kind: str, mask: np.ndarray) -> list[Spot]:
    at = np.flatnonzero(mask)
    if kind == "area":
        return [Spot(kind, places.label(int(i)), str(places.borough[i]), int(i)) for i in at]
    return [Spot(kind, str(places.ward[i]), str(places.borough[i])) for i in at]
