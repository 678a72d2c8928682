"""Stock: the made-up private rented homes of a real borough, their addresses, and which of them are HMOs.

Real: the wards and small areas, how many privately rent in each, what kinds of dwelling stand there, and how many HMOs
of which size and kind of dwelling the census counted. Made up: every street, address, occupant and licence.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
HOMES = 60_000
HMO_COLUMNS = ("small_house", "small_flat", "large_house", "large_flat")  # of the census, by borough
TYPES = ("house", "converted flat", "flat above a shop", "purpose-built flat")
HOUSE, CONVERTED, ABOVE_SHOP, BLOCK = range(4)
FLATS = (1, 4, 2, 24)  # homes in a building of each type, on average
EXTENDED = 0.14  # of private rented homes: families of several generations, which look like HMOs on paper
STREETS = 5  # in a small area
NUMBERS = 90  # of buildings in a street, at most
LICENSED = 0.21  # of HMOs; Nesta read 10% to 20% for London in 2017, freedom of information found 25% in 2019
FIRST_WORDS = ("Alder", "Amber", "Ashen", "Barley", "Beacon", "Birchen", "Bramble", "Cedar", "Clover", "Copper",
               "Coral", "Cotton", "Crocus", "Elder", "Falcon", "Fennel", "Garnet", "Hazel", "Heron", "Indigo", "Ivory",
               "Juniper", "Lantern", "Laurel", "Linden", "Marble", "Meadow", "Myrtle", "Ochre", "Olive", "Orchard",
               "Plover", "Quartz", "Rowan", "Saffron", "Silver", "Sorrel", "Tansy", "Thistle", "Walnut")  # fmt: skip
LAST_WORDS = ("Road", "Street", "Avenue", "Lane", "Close", "Gardens", "Terrace", "Grove", "Way", "Crescent")
LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


def addresses(areas: pd.DataFrame, seed: int, homes: int = HOMES) -> pd.DataFrame:
    """A row a home: uprn, area, building, type, number, flat, street, postcode.

    Args:
        areas: of the borough, a row an LSOA: households, private_rented, detached, semi, terraced, flat_converted,
            flat_commercial, flat_purpose_built (shares).
    """
    return _buildings(areas, np.random.default_rng(seed), homes)


def occupied(homes: pd.DataFrame, areas: pd.DataFrame, census: Mapping[Any, Any], seed: int) -> pd.DataFrame:
    """The homes with who lives there: rooms, adults, hmo, large, licensed.

    Args:
        census: HMO households of the borough: small_house, small_flat, large_house, large_flat.
    """
    rng = np.random.default_rng([seed, 1])
    count, house = len(homes), (homes["type"] == HOUSE).to_numpy()
    shares = hmo_shares(areas, census)
    hmo = rng.random(count) < _chance(homes, areas, shares, rng)
    large = hmo & (rng.random(count) < np.where(house, shares["large", True], shares["large", False]))
    extended = rng.random(count) < EXTENDED
    adults = np.where(extended, 3 + rng.poisson(1.2, count), 1 + rng.binomial(2, 0.45, count))
    adults = np.where(hmo, 3 + (rng.random(count) < 0.45), adults)
    adults = np.where(large, 5 + rng.poisson(0.8, count), adults).clip(max=12)
    rooms = 1 + rng.binomial(4, 0.45, count) + house + extended + (hmo & (rng.random(count) < 0.5)) + large * 2
    # the licensed are the large and the law-abiding, which is what misleads whoever learns from them
    lean = np.where(hmo, 1.6 * large + 1.3 * rng.normal(size=count) + 0.5 * house, -np.inf)
    licensed = np.zeros(count, bool)
    first = np.argsort(-(lean + rng.logistic(size=count)), kind="stable")
    licensed[first[: round(LICENSED * hmo.sum())]] = True
    return homes.assign(rooms=rooms.clip(1, 12), adults=adults, hmo=hmo, large=large, licensed=licensed)


def hmo_shares(areas: pd.DataFrame, census: Mapping[Any, Any]) -> Mapping[tuple[str, bool], float]:
    """("all", house): HMOs among private rented houses or flats. ("large", house): large among those.

    Private rented homes of either kind are taken as the areas' shares of all homes, since no table used has both.
    """
    renting = areas["households"] * areas["private_rented"]
    houses = float((renting * areas[["detached", "semi", "terraced"]].sum(axis=1)).sum())
    found = {}
    for house, homes in ((True, houses), (False, float(renting.sum()) - houses)):
        small, large = (float(census[f"{size}_{'house' if house else 'flat'}"]) for size in ("small", "large"))
        found["all", house] = (small + large) / homes
        found["large", house] = large / (small + large)
    return found


def _buildings(areas: pd.DataFrame, rng: np.random.Generator, homes: int) -> pd.DataFrame:
    """Homes in buildings, buildings in streets, streets in areas; postcodes of an area that does not exist (ZZ)."""
    renting = (areas["households"] * areas["private_rented"]).to_numpy(dtype=float)
    area = np.sort(rng.choice(len(areas), homes, p=renting / renting.sum()))
    kinds = np.column_stack(
        [areas[["detached", "semi", "terraced"]].sum(axis=1), areas["flat_converted"], areas["flat_commercial"],
         areas["flat_purpose_built"]]
    ).astype(float)  # fmt: skip
    kinds = np.cumsum(kinds / kinds.sum(axis=1, keepdims=True), axis=1)[area]
    type_ = np.minimum((rng.random(homes)[:, None] > kinds).sum(axis=1), BLOCK)
    order = np.lexsort((rng.random(homes), type_, area))
    area, type_ = area[order], type_[order]
    size = np.array(FLATS)[type_]
    within = pd.Series(area * len(TYPES) + type_).groupby(area * len(TYPES) + type_).cumcount().to_numpy()
    key = pd.Series((area * len(TYPES) + type_) * 10_000 + within // size)
    building = pd.factorize(key)[0]
    flat = np.where(size > 1, within % size + 1, 0)
    of_building = pd.Series(area).groupby(building).first().to_numpy()
    at = pd.Series(of_building).groupby(of_building).cumcount().to_numpy()  # the building's place in its area
    street = of_building * STREETS + at % STREETS
    number = at // STREETS + 1
    names = _street_names(len(areas) * STREETS, rng)
    return pd.DataFrame(
        {
            "uprn": 900_000_000_000 + np.arange(homes),
            "area": area,
            "building": building,
            "type": type_,
            "number": number[building],
            "flat": flat,
            "street": names[street[building]],
            "postcode": _postcodes(street[building], number[building]),
        }
    )


def _street_names(count: int, rng: np.random.Generator) -> NDArray[np.str_]:
    """Names, each used for one street while they last, then with a point of the compass before them."""
    every = [f"{before}{first} {last}" for before in ("", "North ", "South ", "East ", "West ") for last in LAST_WORDS
             for first in FIRST_WORDS]  # fmt: skip
    block = len(FIRST_WORDS) * len(LAST_WORDS)
    mixed = np.concatenate([rng.permutation(every[k : k + block]) for k in range(0, len(every), block)])
    return np.resize(mixed, count)


def _postcodes(street: NDArray[Any], number: NDArray[Any]) -> NDArray[np.str_]:
    """One for each fifteen numbers of a street or so."""
    unit = street * 8 + np.minimum((number - 1) // 15, 7)
    first, rest = unit // 400, unit % 400
    made = [f"ZZ{f // 10 + 1} {f % 10}{LETTERS[r // 20]}{LETTERS[r % 20]}" for f, r in zip(first, rest, strict=True)]
    return np.array(made)


def _chance(
    frame: pd.DataFrame, areas: pd.DataFrame, shares: Mapping[tuple[str, bool], float], rng: np.random.Generator
) -> Floats:
    """(homes,) of being an HMO: the census share of its kind of dwelling; more in conversions, less in blocks, more
    where many are of working age and few own, and alike in a building.
    """
    type_ = frame["type"].to_numpy()
    young = areas["age_25_34"].to_numpy(dtype=float)
    lean = np.array([0.0, 0.9, 1.0, -0.6])[type_] + 0.35 * ((young - young.mean()) / young.std())[frame["area"]]
    lean = lean + 0.6 * rng.normal(size=int(frame["building"].max()) + 1)[frame["building"]]
    chance = np.empty(len(frame))
    for house in (True, False):
        here = (type_ == HOUSE) == house
        odds = np.exp(lean[here])
        chance[here] = np.minimum(shares["all", house] * odds / odds.mean(), 0.6)
    return chance
