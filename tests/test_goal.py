"""Goals: the least that gets there, found by running it, and honest where nothing does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbdp_core import doubt, goal
from lbdp_core.goal import Goal
from tests.test_compare import GOAL, Pump, run

SPEC = Pump.specs()["pumps"]


def ask(target: float, sure: float | None = None, at: Pump | None = None) -> goal.Found:
    return goal.reach(run, at or Pump(), GOAL, target, sure)


@settings(deadline=None, max_examples=40)
@given(st.floats(0, 100))
def test_the_found_value_gets_there_and_one_step_less_does_not(target):
    found = ask(target)
    assert run(Pump(pumps=found.value)).headlines[0].scenario >= target
    assert found.value == 0 or run(Pump(pumps=found.value - 1)).headlines[0].scenario < target
    assert found.looked <= 9 + 4


def test_being_sure_takes_more():
    surer = ask(10, 0.5)
    assert ask(10).value == 10
    assert surer.value == 10  # the median draw is the mean here
    assert ask(10, 0.4).value < 10
    at = run(Pump(pumps=surer.value)).headlines[0]
    assert np.mean(at.draws >= 10) >= 0.5


def test_other_levers_stay_as_they_stand_and_the_levers_own_value_does_not_matter():
    assert ask(10, at=Pump(fuel="sun", pumps=77)).value == 20


def test_what_cannot_be_reached_says_how_far_it_gets():
    found = ask(1_000)
    assert (found.value, found.best, found.best_at) == (None, 100, 100)
    assert goal.sentence(found, SPEC, "lakes") == (
        "With all other levers as they are now, not even 100 pumps would be expected to drain 1,000 lakes. "
        "The furthest it gets is 100, with 100."
    )


def test_a_quantile_that_is_negative_is_furthest_where_nothing_is_done():
    found = ask(10, 0.9)  # a tenth of the draws loses water
    assert (found.value, found.best, found.best_at) == (None, 0, 0)
    assert goal.sentence(found, SPEC, "lakes").endswith("The furthest it gets is 0, with none.")


def test_the_sentence_and_the_margin_by_hand():
    found = ask(10)
    assert goal.sentence(found, SPEC, "lakes") == (
        "10 pumps are the fewest that would be expected to drain 10 lakes: 10.0 (8 chances in 10: −6.0 to 26.0). "
        "1 fewer would fall short, at 9.0."
    )
    assert (
        goal.margin(found, SPEC)
        == "The last 1 pumps drain 1.00 lakes in 1 weeks for £100 (£100 each). Cost in total: £1,000."
    )
    assert goal.margin(ask(1_000), SPEC) == ""


def test_a_goal_may_be_a_figure_that_should_fall():
    less = Goal("Most pumps", "Left", "pumps", "pumps", "leave at most {goal}", 5)

    def left(levers: Pump):
        result = run(levers)
        h = doubt.paired(
            "Left", "Left", "lakes", "down", 50.0, -levers.pumps, np.full(101, 50.0), np.full(101, -levers.pumps)
        )
        return replace(result, totals=(h,))

    found = goal.reach(left, Pump(), less, 20)
    assert found.value == 30
    assert goal.reach(left, Pump(), less, -60).best == -50


def test_a_figure_that_falls_back_is_said_to():
    def humped(levers: Pump):
        result = run(levers)
        height = 50 - abs(levers.pumps - 50)
        h = doubt.paired("Drained", "Drained", "lakes", "up", 0.0, height, np.zeros(101), np.full(101, height))
        return replace(result, headlines=(h,))

    found = goal.reach(humped, Pump(), GOAL, 40)
    assert (found.value, found.steady) == (40, False)
    assert "fall short again" in goal.sentence(found, SPEC, "lakes")


def test_a_label_that_is_not_there_is_an_error():
    with pytest.raises(KeyError):
        goal.reach(run, Pump(), replace(GOAL, figure="Nothing"), 1)
