"""Synthetic datasets as a borough would give them: counts by LSOA after disclosure control, and nothing else.

Each has its own seed, so that one can change without the others.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import columns, protect
from lbdp_core.sharing.baseline import Ground
from lbdp_core.sharing.build.planting import Scene, among, counted, overlapping, plant

SEED = 20261125
Floats = NDArray[np.float64]
Made = dict[str, NDArray[np.int64]]


def bins(ground: Ground, scene: Scene, rng: np.random.Generator) -> pd.DataFrame:
    """Assisted collections: 1.15 a standard deviation, living alone 1.06 beside them, three fields with nothing."""
    x = plant(scene, 1.15, rng)
    alone = plant(scene.after(x, 1.15), 1.06, rng)
    found = counted(x, ground.households)
    return _table(
        ground,
        {
            "collections": found,
            "aged_75_plus": among(found, 0.6, rng),
            "lives_alone": among(found, _share(-0.1 + 0.7 * alone), rng),
            "medical_reason": among(found, 0.4, rng),
            "long_standing": among(found, 0.5, rng),
        },
    )


def allowance(ground: Ground, scene: Scene, rng: np.random.Generator) -> pd.DataFrame:
    """Disability allowance: 1.10 a standard deviation; half of its spread is deprivation's."""
    overlap = 0.5
    x = plant(scene, float(1.10 ** np.sqrt(1 - overlap)), rng)
    deprived = -ground.areas[columns.deprivation(ground.areas.columns)].to_numpy(dtype=float)
    found = counted(overlapping(x, deprived, overlap), ground.households)
    return _table(
        ground,
        {
            "claimants": found,
            "mobility_award": among(found, 0.55, rng),
            "aged_65_plus": among(found, 0.35, rng),
        },
    )


def placebo(ground: Ground, scene: Scene, rng: np.random.Generator) -> pd.DataFrame:
    """Library members: they follow children, and have no effect on fires beside what is held."""
    own = rng.standard_normal(len(ground.areas))
    latent = overlapping(own, ground.areas["age_0_15"].to_numpy(dtype=float), 0.3)
    return _table(ground, {"members": counted(latent, ground.households, 2.0)})


def eight(ground: Ground, scene: Scene, rng: np.random.Generator) -> pd.DataFrame:
    """Assisted collections of eight boroughs chosen by lot, 1.05 a standard deviation."""
    x = plant(scene, 1.05, rng)
    found = counted(x, ground.households)
    names, index = ground.boroughs
    chosen = rng.choice(len(names), 8, replace=False)
    whole = _table(ground, {"collections": found, "lives_alone": among(found, 0.45, rng)})
    return whole[np.isin(index, chosen)].reset_index(drop=True)


def old_codes(ground: Ground, pairs: pd.DataFrame, scene: Scene, rng: np.random.Generator) -> pd.DataFrame:
    """Pendant alarms by LSOA of 2011, 1.12 a standard deviation.

    pairs: areas/lsoa11_to_21.csv: what part of the homes of an LSOA of 2021 each LSOA of 2011 gave.
    """
    rate = counted(plant(scene, 1.12, rng), ground.households) / np.maximum(ground.households, 1.0)
    at = pd.Index(ground.areas["code"]).get_indexer(pd.Index(pairs["lsoa21"]))
    homes = pd.Series(ground.households[at] * pairs["weight"].to_numpy(dtype=float))
    by_old = (homes * rate[at]).groupby(pairs["lsoa11"].to_numpy()).sum().round()
    home = pd.Series(ground.areas["borough"].to_numpy(dtype=str)[at]).groupby(pairs["lsoa11"].to_numpy()).first()
    frame = pd.DataFrame({"lsoa11_code": by_old.index, "borough": home.to_numpy(), "alarms": by_old.to_numpy()})
    return _hidden(frame, ["alarms"])


SAME_CODES: dict[str, Callable[[Ground, Scene, np.random.Generator], pd.DataFrame]] = {
    "bins": bins,
    "allowance": allowance,
    "placebo": placebo,
    "eight": eight,
}


def _share(log_odds: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-log_odds)))


def _table(ground: Ground, made: Made) -> pd.DataFrame:
    codes = {"lsoa21_code": ground.areas["code"], "borough": ground.areas["borough"]}
    return _hidden(pd.DataFrame(codes | made), list(made))


def _hidden(frame: pd.DataFrame, fields: list[str]) -> pd.DataFrame:
    """Counts as `lbdp aggregate` would write them: small ones blank, the rest rounded; the borough's name is known."""
    return protect.release(frame, "protected", fields, ["borough"]).drop(columns="borough")
