"""A small, made-up London for the fire tests: 60 areas in three boroughs, every figure seeded."""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core.fire.model import Fitted

BOROUGHS = ("Barnet", "Camden", "Islington")


def made_up(areas: int = 60, boroughs: tuple[str, ...] = BOROUGHS, seed: int = 7) -> Fitted:
    """A fitted model of the real record's shape with planted features: fires rise with social renting."""
    rng = np.random.default_rng(seed)
    features = ("social_rented", "aged_75plus", "disabled", "overcrowded", "imd2019_rank")
    values = np.column_stack(
        [
            rng.beta(2, 4, areas),
            rng.beta(2, 30, areas),
            rng.beta(4, 20, areas),
            rng.beta(2, 10, areas),
            rng.permutation(areas) + 1.0,
        ]
    )
    households = rng.integers(400, 1_000, areas).astype(float)
    pull = 1.2 * (values[:, 0] - values[:, 0].mean())
    rate = 0.0016 * np.exp(pull)
    borough = np.asarray(boroughs)[np.arange(areas) * len(boroughs) // areas]
    fires = rng.poisson(rate * households)
    return Fitted(
        code=np.array([f"E{i + 1:08d}" for i in range(areas)]),
        name=np.array([f"{borough[i]} {i:03d}A" for i in range(areas)]),
        ward=np.array([f"Ward {i // 5}" for i in range(areas)]),
        borough=borough,
        households=households,
        years=np.arange(2009, 2022),
        fires_by_borough_year=rng.poisson(30, (len(boroughs), 13)),
        borough_names=np.asarray(boroughs),
        last_year=fires.astype(float),
        five_year=rng.poisson(5 * rate * households).astype(float),
        imd_rank=values[:, 4],
        expected=rate * households,
        shape=np.full(areas, 8.0),
        level_sd=0.05,
        borough_sd=0.04,
        visited=np.zeros(areas),
        features=features,
        values=values,
        contributions=np.column_stack([pull, *(0.01 * rng.standard_normal((4, areas)))]),
        base=float(np.log(0.0016)),
        steering=np.column_stack([pull, np.zeros((areas, 9))]),
        steering_base=float(np.log(0.0016)),
        driver_rate=rate,
        driver_oof=rate,
        p_top=rng.uniform(0, 1, areas),
        trees="",
        first_month="2009-01",
        last_month="2021-12",
        forecast_year=2022,
        part_years=(),
    )


@pytest.fixture(scope="session")
def fitted() -> Fitted:
    return made_up()
