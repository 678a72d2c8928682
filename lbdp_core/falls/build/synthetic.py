"""Synthetic: admissions for falls by LSOA, made up around what is published, with planted effects that a test recovers.

Admissions by LSOA are held in Hospital Episode Statistics and are not public. The counts here add up to the published
rate of London, or to each borough's published admissions where a folder has them. Hazard and frailty raise them by what
`PLANTED` says, neighbours are alike, and the rest is chance.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core.falls.build.calibration import Published
from lbdp_core.falls.build.indices import indices

YEARS = (2022, 2023, 2024)
SEED = 65
PLANTED = {"hazard": 0.12, "frailty": 0.2, "both": 0.06, "spatial": 0.15, "own": 0.1}  # on the log of the risk
ROUNDS, PULL = 30, 0.9  # of averaging over neighbours, and how far each goes


def counts(
    areas: pd.DataFrame, pairs: NDArray[np.int64], borough: NDArray[np.int64], published: Published | None = None
) -> pd.DataFrame:
    """code, year, admissions: whole numbers. borough: (n,) the position of each area's borough."""
    rng = np.random.default_rng(SEED)
    risk = truth(areas, pairs, rng)
    mean = areas["expected"].to_numpy(dtype=float) * risk
    if published:
        mean = mean * published.times(borough, mean)[borough]
    drawn = rng.poisson(mean, (len(YEARS), len(mean)))
    codes = areas.index.to_numpy(dtype=str)
    return pd.DataFrame(
        {"code": np.tile(codes, len(YEARS)), "year": np.repeat(YEARS, len(codes)), "admissions": drawn.ravel()}
    )


def truth(
    areas: pd.DataFrame,
    pairs: NDArray[np.int64],
    rng: np.random.Generator,
    planted: Mapping[str, float] = MappingProxyType(PLANTED),
) -> NDArray[np.float64]:
    """(n,) the planted relative risk, one on average over expected admissions."""
    hazard, frailty = indices(areas).T
    field = rng.normal(size=len(areas))
    n = len(areas)
    degree = np.maximum(np.bincount(pairs.ravel(), minlength=n), 1)
    for _ in range(ROUNDS):
        around = np.bincount(pairs[:, 0], field[pairs[:, 1]], n) + np.bincount(pairs[:, 1], field[pairs[:, 0]], n)
        field = (1 - PULL) * field + PULL * around / degree
    field = (field - field.mean()) / field.std()
    log = planted["hazard"] * hazard + planted["frailty"] * frailty + planted["both"] * hazard * frailty
    log = log + planted["spatial"] * field + planted["own"] * rng.normal(size=n)
    risk = np.exp(log)
    expected = areas["expected"].to_numpy(dtype=float)
    return np.asarray(risk * expected.sum() / (risk * expected).sum())
