"""Borough profile: what boroughs are compared by, from the shared table of LSOAs, and which are most like each."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.boroughs import CODES, NAMES
from lbdp_core.sources import DataError

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


def similar(areas: pd.DataFrame, count: int) -> dict[str, tuple[str, ...]]:
    """Borough -> the boroughs most like it, nearest first, by name; from the rows of areas/lsoa.csv."""
    return {
        name: tuple(NAMES[i] for i in near) for name, near in zip(NAMES, nearest(features(areas), count), strict=True)
    }
