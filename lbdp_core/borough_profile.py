"""Borough profile: what boroughs are compared by, from the shared table of LSOAs, and which are most like each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.places import NEIGHBOURS
from lbdp_core.sources import DataError, Shelf

# Published figures of homes, ages and deprivation that no theme forecasts; weighted by households within a borough.
FEATURES = {
    "private_rented": "Private renting",
    "social_rented": "Social renting",
    "overcrowded": "Overcrowded homes",
    "people_per_household": "People a home",
    "density": "Residents a hectare",
    "deprived_2plus": "Homes deprived in two ways or more",
    "age_25_34": "Aged 25 to 34",
    "age_0_15": "Aged under 16",
    "imd2025_rank": "Deprivation rank of 2025",
}


def features(areas: pd.DataFrame) -> pd.DataFrame:
    """code, households and the features of every borough, from the rows of areas/lsoa.csv.

    Raises:
        DataError: a borough has no LSOA.
    """
    held = [name for name in FEATURES if name in areas]
    weight = areas["households"].to_numpy(float)
    made = {"households": areas.groupby("borough_code")["households"].sum()}
    for name in held:
        known = areas[name].notna().to_numpy()
        part = pd.DataFrame({"code": areas["borough_code"], "w": weight * known, "v": areas[name].fillna(0.0) * weight})
        sums = part.groupby("code")[["w", "v"]].sum()
        made[name] = sums["v"] / sums["w"].where(sums["w"] > 0)
    table = pd.DataFrame(made).rename_axis("code")
    if gone := [code for code in CODES if code not in table.index]:
        raise DataError(f"The shared table of areas has no LSOA of {gone[0]}; give the boundaries of all of London.")
    return table.loc[list(CODES)].round(4).reset_index()


def nearest(table: pd.DataFrame, count: int) -> np.ndarray:
    """(33, count) positions of the boroughs most like each, nearest first: Euclidean over standardised features."""
    values = table.drop(columns=["code", "households"]).to_numpy(float)
    spread = np.nanstd(values, axis=0)
    z = np.nan_to_num((values - np.nanmean(values, axis=0)) / np.where(spread > 0, spread, 1.0))
    apart = np.sqrt(((z[:, None] - z[None]) ** 2).sum(axis=2))
    np.fill_diagonal(apart, np.inf)
    return np.asarray(np.argsort(apart, axis=1, kind="stable")[:, :count])


@dataclass(frozen=True)
class Likeness:
    """One way to say which boroughs are alike.

    key: never changes. label: as a choice, also in a link. said: what it goes by and who published it, for a
    sentence. near: borough -> the boroughs most like it, nearest first; empty where its list names none in London.
    """

    key: str
    label: str
    said: str
    near: Mapping[str, tuple[str, ...]]


OURS = ("suite", "Homes, ages and deprivation", "by homes, ages and deprivation (Census 2021, Indices of Deprivation)")
ONS = {
    "global": "Office for National Statistics: overall",
    "economic": "Office for National Statistics: economy",
    "demographic": "Office for National Statistics: population",
}


def ways(shelf: Shelf, count: int) -> dict[str, Likeness]:
    """Every way that a data folder has, by key: the suite's own first, then those of the ONS where they were loaded."""
    near = nearest(features(shelf.table("areas/lsoa.csv")), count)
    own = {name: tuple(NAMES[i] for i in row) for name, row in zip(NAMES, near, strict=True)}
    found = {OURS[0]: Likeness(*OURS, own)}
    if not shelf.has(NEIGHBOURS):
        return found
    table, year = shelf.table(NEIGHBOURS), shelf.origin(NEIGHBOURS).as_of
    names = dict(zip(CODES, NAMES, strict=True))
    for model, label in ONS.items():
        rows = table[table["model"].eq(model)].sort_values("rank")
        listed = {
            names[str(code)]: tuple(names[near] for near in group.head(count))
            for code, group in rows.groupby("code")["neighbour"]
        }
        said = f"by the {model} model of the Office for National Statistics (statistical nearest neighbours, {year})"
        found[f"ons_{model}"] = Likeness(
            f"ons_{model}", f"{label}, {year}", said, {n: listed.get(n, ()) for n in NAMES}
        )
    return found
