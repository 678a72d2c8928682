"""Fires prevented in all, what they cost, and how many visits it takes: by hand, and against running every step."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from lbdp_core import compare, goal
from lbdp_core.fire.scenario import GOALS, FireLevers, run
from tests.fire.conftest import made_up
from tests.fire.test_scenario import HAND, exactly, three  # noqa: F401

(WANTED,) = GOALS
SPEC = FireLevers.specs()["visits"]


def ask(fitted, levers, target, sure=None):
    return goal.reach(lambda at: run(fitted, at), levers, WANTED, target, sure)


def test_the_totals_of_the_case_worked_by_hand(three):  # noqa: F811
    prevented, cost = run(three, HAND).totals
    assert (prevented.today, prevented.scenario, prevented.unit) == (0, exactly(0.8625), "fires over 2 years")
    assert (cost.scenario, cost.low, cost.high, cost.better) == (
        exactly(500 * 20),
        cost.scenario,
        cost.scenario,
        "down",
    )


def test_the_total_is_the_first_year_times_the_life_of_a_visit_and_its_draws_go_with_it(fitted):
    levers = FireLevers(visits=2_000, years=3, half_life=1)
    result = run(fitted, levers)
    (prevented, _), fires = result.totals, result.headlines[0]
    assert prevented.scenario == pytest.approx(-fires.change * 1.75)
    nothing = run(fitted, levers.unchanged()).headlines[0]
    np.testing.assert_allclose(prevented.draws, 1.75 * (nothing.draws - fires.draws), atol=1e-9)
    assert prevented.chance_not_better == fires.chance_not_better


def test_a_borough_pays_for_the_visits_that_fall_in_it(fitted):
    whole = run(fitted, FireLevers(visits=900)).totals[1].scenario
    parts = [run(fitted, FireLevers(visits=900, borough=name)).totals[1].scenario for name in fitted.borough_names]
    assert sum(parts) == pytest.approx(whole) == pytest.approx(900 * 55)


@pytest.mark.parametrize("sure", [None, 0.9])
def test_the_fewest_visits_are_those_that_running_every_step_finds(fitted, sure):
    small = dataclasses.replace(fitted, households=fitted.households * 300, expected=fitted.expected * 300)
    levers = FireLevers(effect="cheshire", borough="Camden", within="focus")
    target = 10.0
    found = ask(small, levers, target, sure)
    for visits in np.arange(0, 200_000, SPEC.step):
        h = run(small, dataclasses.replace(levers, visits=float(visits))).totals[0]
        if (h.scenario if sure is None else np.quantile(h.draws, 0.1, method="lower")) >= target:
            assert found.value == visits
            break
    else:
        pytest.fail("no step reaches the target")


def test_the_london_trial_gives_no_number_of_visits(fitted):
    for sure in (None, 0.9):
        found = ask(fitted, FireLevers(effect="rct_null"), 1, sure)
        assert (found.value, found.best) == (None, 0)
        assert goal.sentence(found, SPEC, "fires over 5 years").startswith(
            "With all other levers as they are now, not even 200,000 visits would"
        )


def test_different_years_are_not_subtracted():
    small = made_up(12)
    a, b = (run(small, FireLevers(visits=100, years=years)) for years in (3, 5))
    assert "set both alike" in compare.between(a, b)[0].reason
