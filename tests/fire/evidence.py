"""A made-up London for the models: 240 areas in a row, six boroughs, eleven years, planted effects; seeded."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core import columns
from lbdp_core.fire.load import Evidence
from lbdp_core.sources import Shelf

YEARS = tuple(range(2009, 2020))


def made_up_evidence(areas: int = 240, seed: int = 11, homes: float = 1.0) -> Evidence:
    """Fires rise with social renting (x7 from none to all) and a place's lasting luck; `homes` scales the exposure."""
    rng = np.random.default_rng(seed)
    table = pd.DataFrame({"code": [f"E{i:08d}" for i in range(areas)]})
    table["name"] = table["code"] + " name"
    table["ward"] = [f"Ward {i // 6}" for i in range(areas)]
    table["borough"] = [f"Borough {i * 6 // areas}" for i in range(areas)]
    table["households"] = rng.integers(3000, 9000, areas) * homes
    for c in columns.COLUMNS:
        if c.predictor and not c.optional:
            table[c.name] = rng.beta(2, 4, areas) if c.unit == "share" else rng.uniform(1, 100, areas)
    table["imd2019_rank"] = rng.permutation(areas) + 1.0
    rate = 0.001 * np.exp(2.0 * table["social_rented"]) * rng.gamma(8, 1 / 8, areas)
    # Fires are drawn for the homes before scaling: the same fires whatever `homes` is.
    mean = (rate * table["households"] / homes).to_numpy()[:, None] * 0.98 ** np.arange(len(YEARS))
    fires = rng.poisson(mean)
    ring = np.column_stack([np.arange(areas - 1), np.arange(1, areas)])
    nothing = pd.DataFrame()
    return Evidence(
        areas=table,
        ethnicity=nothing,
        years=YEARS,
        fires=fires,
        by_year=nothing,
        first_month="2009-01",
        last_month="2019-12",
        borough_month=nothing,
        by_property=nothing,
        neighbours=ring,
        recorded=table["households"].to_numpy(float),
        visits=None,
        report={"expected_misassignment": 0.0},
        shelf=Shelf.__new__(Shelf),
    )
