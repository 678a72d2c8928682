"""Fitted: the homes as the council's sources show them, what was learned from licences, and the random audit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
MISSING = 255  # of a record that its source does not hold
CODES = 32  # values that a record may take, from nought; the last stands for missing


@dataclass(frozen=True, eq=False)
class Fitted:
    """Homes (n) in the order of hmo/homes.csv.gz; areas (a) and wards (w) of the borough.

    borough: its name. codes, names, wards: (a,) LSOAs and their wards.
    lsoa: (a,) the place of each area among the `of` of areas/lsoa.csv.
    area_at, building, street_at, number, flat: (n,) where a home is. streets: their names.
    licensed: (n,) already licensed. held: (n, features) records where every address is right; MISSING: none.
    wrong_source, wrong_home, wrong_found, wrong_level: addresses that a source wrote wrongly (`build.matching.broken`).
    naive: (worlds, folds, features, CODES) what each value of a record adds to the log of the odds of being licensed,
        learned by LightGBM with one record a tree; each home is judged by the fold that did not see its building.
    bagged: (worlds, features, CODES) the same, mean of the bags of positive-unlabelled learning.
        Worlds: see `joining.WORLDS`.
    audited, audit_hmo: (m,) homes without a licence in the order of the audit's draw, and which were HMOs.
    stratum: (n,) of the audit (`audit_sample.STRATA`).
    lifts: (worlds,) what the naive model reports of itself: licences among its first 500, over those by chance.
    white: (a,) share of residents who are white. fires: (33,) fires that the Brigade marked as in an HMO.
    renting: (33,) households that rent privately. shares: (33,) HMO households of the census among those.
    mine: the borough's place.
    lists: unlicensed HMOs known to the housing team, to the fire brigade, to both.
    room_rent: median, low and high weekly rent of a room.
    """

    borough: str
    codes: NDArray[np.str_]
    names: NDArray[np.str_]
    wards: NDArray[np.str_]
    of: int
    lsoa: NDArray[np.int64]
    area_at: NDArray[np.int64]
    building: NDArray[np.int64]
    street_at: NDArray[np.int64]
    streets: NDArray[np.str_]
    number: NDArray[np.int64]
    flat: NDArray[np.int64]
    licensed: NDArray[np.bool_]
    held: NDArray[np.uint8]
    wrong_source: NDArray[np.int64]
    wrong_home: NDArray[np.int64]
    wrong_found: NDArray[np.int64]
    wrong_level: NDArray[np.int64]
    naive: NDArray[np.float32]
    bagged: NDArray[np.float32]
    audited: NDArray[np.int64]
    audit_hmo: NDArray[np.bool_]
    stratum: NDArray[np.uint8]
    lifts: Array
    white: Array
    fires: Array
    renting: Array
    shares: Array
    mine: int
    lists: NDArray[np.int64]
    room_rent: Array
