"""Place search: the borough, ward or small area that somebody means by a name, a code or a postcode."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import boroughs
from lbdp_core.places import POSTCODES, Places
from lbdp_core.sources import Shelf

SHORTEST = 3  # letters that a part of a name needs
POSTCODE = re.compile(r"([a-z]{1,2}\d[a-z\d]?) ?(\d[a-z]{2})?", re.IGNORECASE)
NO_POSTCODES = (
    "This data folder has no postcodes. Look for the ward or borough. To find postcodes, put a lookup of the Office "
    "for National Statistics (ONSPD or NSPL) in the raw folder and run `lbdp data build`."
)
NOT_THERE = "No live postcode of London is “{}”. Check it, or look for the ward or the borough."


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


def by_postcode(text: str, places: Places, shelf: Shelf, most: int) -> tuple[tuple[Spot, ...], str]:
    """The area of a postcode, or the boroughs of its first half (most postcodes first), and what is said of them.

    Without a lookup in the data folder nothing is found, and the words say how to load one.
    """
    if not shelf.has(POSTCODES):
        return (), NO_POSTCODES
    wanted = "".join(text.split()).upper()
    whole = POSTCODE.fullmatch(text.strip())
    codes, areas = _postcodes(shelf)
    if whole and whole[2]:
        n = int(np.searchsorted(codes, wanted))
        if n == len(codes) or codes[n] != wanted:
            return (), NOT_THERE.format(text.strip()[:10].upper())
        at = int(np.flatnonzero(places.code == areas[n])[0])
        return (Spot("area", places.label(at), str(places.borough[at]), at),), f"{wanted[:-3]} {wanted[-3:]} is in:"
    mine = areas[(np.char.startswith(codes, wanted)) & (np.char.str_len(codes) == len(wanted) + 3)]
    if not len(mine):
        return (), NOT_THERE.format(wanted)
    order = np.argsort(places.code)
    at = order[np.searchsorted(places.code[order], mine)]
    names, count = np.unique(places.borough[at], return_counts=True)
    found = tuple(Spot("borough", str(names[i]), str(names[i])) for i in np.argsort(-count, kind="stable")[:most])
    return found, f"Postcodes that begin with {wanted} are in:"


@lru_cache(maxsize=1)
def _postcodes(shelf: Shelf) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    """Postcodes without a space, in order, and the LSOA of each."""
    table = pd.read_parquet(io.BytesIO(shelf.bytes(POSTCODES)))
    return table["postcode"].to_numpy(dtype=str), table["lsoa"].astype("str").to_numpy(dtype=str)


def _spots(places: Places, kind: str, mask: np.ndarray) -> list[Spot]:
    at = np.flatnonzero(mask)
    if kind == "area":
        return [Spot(kind, places.label(int(i)), str(places.borough[i]), int(i)) for i in at]
    return [Spot(kind, str(places.ward[i]), str(places.borough[i])) for i in at]
