"""Profiles: ages of people with a condition in every year, and every borough's own course, for views that ask."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.doubt import intervals
from lbdp_core.health.model import Fitted
from lbdp_core.health.scenario.levers import HealthLevers
from lbdp_core.health.scenario.world import World

BAND = 5


def ages(fitted: Fitted, levers: HealthLevers) -> pd.DataFrame:
    """Residents and people with the condition by year, sex and five-year band in the focus.

    Columns: year, sex, age (first of the band), ages (in words), residents, people (with the change), today (without).
    """
    world = World.of(fitted, levers)
    first = fitted.age // BAND * BAND
    keys = pd.DataFrame({"sex": fitted.sex, "age": first})
    group = keys.groupby(["sex", "age"]).ngroup().to_numpy()
    bands = keys.drop_duplicates().sort_values(["sex", "age"], ignore_index=True)
    counted = {
        "residents": world.scenario.residents(world.here, np.ones(len(fitted.borough))),
        "people": world.scenario.with_condition(world.here),
        "today": world.today.with_condition(world.here),
    }
    in_band = (group[:, None] == np.arange(len(bands))).astype(float)
    oldest = int(first.max())
    words = [f"{a} and over" if a == oldest else f"{a} to {a + BAND - 1}" for a in bands["age"]]
    years = len(fitted.years)
    return pd.DataFrame(
        {
            "year": np.repeat(fitted.years, len(bands)),
            "sex": np.tile(bands["sex"].to_numpy(dtype=str), years),
            "age": np.tile(bands["age"].to_numpy(), years),
            "ages": np.tile(words, years),
            **{name: (table @ in_band).ravel() for name, table in counted.items()},
        }
    )


def fans(fitted: Fitted, levers: HealthLevers) -> pd.DataFrame:
    """Every borough's course with the change, whatever the focus: borough, year, people, low, high (80 %)."""
    world = World.of(fitted, levers)
    boroughs = len(fitted.borough)
    drawn = [world.scenario.draws_by_place(year).sum(axis=0) for year in range(len(fitted.years))]
    centre = world.scenario.centre.sum(axis=1)
    low, high = intervals(np.concatenate(drawn, axis=1).astype(float), centre.ravel())
    return pd.DataFrame(
        {
            "borough": np.tile(fitted.borough, len(fitted.years)),
            "year": np.repeat(fitted.years, boroughs),
            "people": centre.ravel(),
            "low": low,
            "high": high,
        }
    )
