"""People spared the condition, and how many healthy years that takes: against running every step."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from lbdp_core import goal
from lbdp_core.health.scenario import GOALS, HealthLevers, run
from tests.health.engine import made_up

(WANTED,) = GOALS


@pytest.fixture(scope="module")
def fitted():
    return made_up()


def test_the_spared_are_the_change_turned_round(fitted):
    result = run(fitted, HealthLevers(healthy_years=2))
    (spared,) = result.totals
    assert spared.scenario == pytest.approx(-result.headlines[0].change)
    assert (spared.change_low, spared.change_high) == pytest.approx(
        (-result.headlines[0].change_high, -result.headlines[0].change_low)
    )


def test_changing_nothing_spares_exactly_nobody(fitted):
    (spared,) = run(fitted, HealthLevers()).totals
    assert (spared.scenario, spared.change_low, spared.change_high) == (0, 0, 0)


def test_the_fewest_healthy_years_are_those_that_running_every_step_finds(fitted):
    levers, target = HealthLevers(), run(fitted, HealthLevers(healthy_years=1.7)).totals[0].scenario
    found = goal.reach(lambda at: run(fitted, at), levers, WANTED, target, None)
    steps = np.arange(-3, 5.01, HealthLevers.specs()["healthy_years"].step)
    reached = [
        y
        for y in steps
        if run(fitted, dataclasses.replace(levers, healthy_years=float(y))).totals[0].scenario >= target
    ]
    assert found.value == reached[0] == 2.0
