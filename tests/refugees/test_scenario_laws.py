"""Laws of the scenario at any levers: nobody is lost, nothing changed is nothing, and more of this is never less."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbdp_core.refugees.scenario import MONOTONE, RefugeesLevers, run
from tests.refugees.engine import PLACES, few, some_levers, unsure

TINY = 1e-6


@few
@given(some_levers())
def test_drivers_add_up_to_the_change_in_people_at_any_levers(levers):
    made = unsure()
    result = run(made, levers)
    here = made.place == levers.borough if levers.borough != "London" else np.ones(34, bool)
    since = result.headlines[0].scenario - made.seen[-1][here].sum()
    assert result.drivers["contribution"].sum() == pytest.approx(
        since, abs=0.01
    )  # people; flows are kept in single precision
    assert result.extras["links"]["people"].min() > -1e-9


@few
@given(some_levers(), st.integers(1, 8))
def test_places_and_quarters_say_what_the_headline_says(levers, horizon):
    levers = dataclasses.replace(levers, horizon=horizon)
    result = run(unsure(), levers)
    at = result.over_time.set_index("period").loc[str(unsure().ahead[horizon - 1])]
    assert at["scenario"] == pytest.approx(result.headlines[0].scenario)
    assert at["today"] == pytest.approx(result.headlines[0].today)
    assert at["low"] == pytest.approx(result.headlines[0].low)
    assert result.places["scenario"].sum() == pytest.approx(result.headlines[0].scenario)
    assert result.places["duties"].sum() == pytest.approx(result.headlines[1].scenario)


@pytest.mark.parametrize("horizon", [1, 8])
@pytest.mark.parametrize("borough", PLACES[:3])
def test_changing_nothing_is_exactly_nothing_in_every_draw(borough, horizon):
    view = RefugeesLevers(borough=borough, horizon=horizon)
    idle = dataclasses.replace(view, hotel_quarter=5, hotel_beds=900)  # of a hotel that does not close
    for levers in (view, idle):
        result = run(unsure(), levers)
        for h in (*result.headlines, *result.totals):
            assert (h.change, h.change_low, h.change_high) == (0, 0, 0)
        assert (result.places["today"] == result.places["scenario"]).all()
        assert not result.totals[0].draws.any()


@pytest.mark.parametrize("lever", MONOTONE)
def test_more_of_a_lever_never_goes_the_other_way(lever):
    key, sign = MONOTONE[lever]
    spec = RefugeesLevers.specs()[lever]
    steps = round((spec.high - spec.low) / spec.step)

    @settings(few, max_examples=8)
    @given(some_levers(), st.integers(0, steps), st.integers(0, steps))
    def holds(levers, one, other):
        if lever == "hotel_beds" and levers.borough not in ("London", levers.hotel_borough):
            levers = dataclasses.replace(levers, borough="London")  # elsewhere more people come
        if (
            lever == "grant_rate"
        ):  # a grant shortens support only where most who are refused appeal, and notice is short
            levers = dataclasses.replace(levers, appeals=max(levers.appeals, 75), notice=min(levers.notice, 56))
        ends = [min(spec.high, spec.low + spec.step * k) for k in sorted((one, other))]
        less, more = (run(unsure(), dataclasses.replace(levers, **{lever: v})).figure(key) for v in ends)
        assert sign * (more.scenario - less.scenario) >= -TINY * max(abs(less.scenario), 1.0)

    holds()


@pytest.mark.parametrize("lever", MONOTONE)
def test_every_such_lever_does_move_its_figure(lever):
    """Without this a lever that did nothing would keep the law above."""
    key, sign = MONOTONE[lever]
    spec = RefugeesLevers.specs()[lever]
    at = RefugeesLevers(hotel_borough="Westminster" if lever == "hotel_beds" else "none")
    low, high = (run(unsure(), dataclasses.replace(at, **{lever: v})).figure(key) for v in (spec.low, spec.high))
    assert sign * (high.scenario - low.scenario) > 0.001 * abs(low.scenario)
