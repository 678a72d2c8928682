"""Power in closed form, against simulated partnerships."""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core import lift
from lbdp_core.sharing.model import FEWEST, Information

AREAS, RATE, WINDOW = 150, 1.1, 5


def simulated(ratio: float, boroughs: int, years: int, runs: int = 80) -> float:
    """Share of simulated datasets whose 95% interval, by boroughs drawn anew, lies above nothing."""
    seen, n = 0, AREAS * boroughs
    for run in range(runs):
        rng = np.random.default_rng([7, run])
        borough = np.repeat(np.arange(boroughs), AREAS)
        x, held = rng.standard_normal((2, n))
        rate = RATE * np.exp(np.log(ratio) * x)
        events = rng.poisson(rate[:, None], (n, WINDOW + years)).astype(float)
        flat = rng.standard_normal((n, 1))
        base = lift.fit(
            held[:, None], lambda t, flat=flat: flat, np.ones(n), events, range(WINDOW, WINDOW + years), WINDOW
        )
        gain, deviance = lift.saved(base, lift.columns(x[:, None], borough), range(years))
        draws, _ = lift.resampled(gain, deviance, borough, 400, run)
        seen += bool(np.quantile(draws, 0.025) > 0)
    return seen / runs


@pytest.mark.parametrize(("ratio", "boroughs", "years"), [(1.06, 8, 2), (1.08, 16, 1), (1.2, 8, 1)])
def test_power_is_what_simulation_gives(ratio, boroughs, years):
    """To fifteen points: eighty runs are sure to about ten."""
    told = Information(AREAS * RATE, WINDOW).power(ratio, boroughs, years)
    assert told == pytest.approx(simulated(ratio, boroughs, years), abs=0.17)


def test_more_boroughs_years_or_effect_never_make_it_harder():
    it = Information(AREAS * RATE, WINDOW)
    for a, b in (((1.1, 4, 1), (1.1, 8, 1)), ((1.1, 8, 1), (1.1, 8, 3)), ((1.05, 8, 3), (1.1, 8, 3))):
        assert it.power(*a) <= it.power(*b)
    assert it.power(1 / 1.1, 8, 3) == pytest.approx(it.power(1.1, 8, 3))
    needed = it.needed(1.1, 5)
    assert needed is not None
    assert it.power(1.1, needed, 5) >= 0.8 > it.power(1.1, needed - 1, 5)
    assert it.needed(1.0, 5) is None


def test_the_formula_is_what_effects_planted_in_the_real_fires_give(score):
    """Forty datasets a cell, run by `lbdp evaluate sharing`: sure to about fifteen points each, closely in all.

    With one unseen year all forty rest on the fires of that very year, whose luck they share: such cells may lie
    further off than forty independent ones would.
    """
    rows = score.more["power"]
    apart = np.array([row["formula"] - row["seen"] for row in rows])
    several = np.array([row["years"] > 1 for row in rows])
    assert len(rows) == 36
    assert np.abs(apart[several]).max() <= 0.3
    assert np.abs(apart[~several]).max() <= 0.5
    assert np.abs(apart).mean() <= 0.08
    assert abs(apart.mean()) <= 0.05


def test_fewer_boroughs_than_conclude_anything_are_never_enough():
    assert Information(1e6, WINDOW).needed(1.5, 5) == FEWEST
