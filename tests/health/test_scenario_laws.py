"""Laws of the health scenario at any levers: changing nothing is nothing, parts add up, more help is never worse."""

from __future__ import annotations

import dataclasses
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lbdp_core.health.model import Fitted
from lbdp_core.health.scenario import PRESETS, HealthLevers, World, decomposition, run
from lbdp_core.health.scenario.levers import DIAGNOSED
from tests.health.engine import BOROUGHS, made_up


@pytest.fixture(scope="module")
def fitted():
    return made_up_once()


@cache
def made_up_once() -> Fitted:
    return made_up()


def exactly(value):
    return pytest.approx(value, rel=1e-13, abs=1e-12)


some_levers = st.builds(
    HealthLevers,
    condition=st.sampled_from(["dementia", "falls"]),
    borough=st.sampled_from(["London", *BOROUGHS]),
    horizon=st.integers(1, 17),
    growth=st.floats(-20, 20),
    healthy_years=st.floats(-3, 5),
    trend=st.floats(-3, 3),
    ageing=st.sampled_from(["experts", "as_now"]),
    programme=st.just("falls"),
    evidence=st.sampled_from(["main", "cautious", "own"]),
)


@pytest.mark.parametrize("levers", [HealthLevers(), HealthLevers(borough="Camden", horizon=17, measure=DIAGNOSED)])
def test_changing_nothing_is_nothing_with_no_width(fitted, levers):
    for headline in run(fitted, levers).headlines:
        if headline.scenario is not None:
            assert (headline.change, headline.change_low, headline.change_high) == (0, 0, 0)
    elsewhere = dataclasses.replace(levers, programme="falls")  # acts on falls, and dementia is looked at
    result = run(fitted, elsewhere)
    assert (result.additive.change, result.additive.change_low, result.additive.change_high) == (0, 0, 0)
    assert any("changes nothing for dementia" in line for line in result.caveats)


@pytest.mark.parametrize("levers", PRESETS.values(), ids=list(PRESETS))
def test_boroughs_add_up_and_the_split_is_the_rise(fitted, levers):
    result = run(fitted, levers)
    alone = [run(fitted, dataclasses.replace(levers, borough=name)) for name in BOROUGHS]
    assert sum(r.additive.scenario for r in alone) == pytest.approx(result.additive.scenario, rel=1e-12)
    assert [r.places["scenario"][0] for r in alone] == exactly(result.places["scenario"].tolist())
    assert [r.places["low"][0] for r in alone] == pytest.approx(result.places["low"].tolist(), rel=1e-5)
    rise, split = result.headlines[1], result.extras["split"]
    assert split["scenario"].sum() == pytest.approx(rise.scenario, abs=1e-9 * result.additive.scenario)
    assert split["today"].sum() == pytest.approx(rise.today, abs=1e-9 * result.additive.scenario)
    assert (split["low"] <= split["scenario"]).all()
    assert (split["scenario"] <= split["high"]).all()
    parts = result.extras["split_by_borough"]
    moved = parts[["people", "structure", "rates"]].sum(axis=1)
    assert moved.to_numpy() == pytest.approx((parts["horizon"] - parts["base"]).to_numpy(), abs=1e-9)


@settings(max_examples=12, deadline=None)
@given(some_levers)
def test_the_split_adds_up_at_any_levers(levers):
    result = run(made_up_once(), levers)
    total = result.headlines[1].scenario
    assert result.extras["split"]["scenario"].sum() == pytest.approx(total, abs=1e-9 * max(result.additive.scenario, 1))


@settings(max_examples=12, deadline=None)
@given(st.floats(0, 100), st.floats(0, 100), st.floats(0, 100))
def test_more_take_up_never_means_more_people_where_the_programme_helps(reach, less, more):
    less, more = sorted((less, more))
    helped = HealthLevers(condition="falls", programme="falls", reach=reach)
    few, many = (run(made_up_once(), dataclasses.replace(helped, uptake=u)).additive for u in (less, more))
    assert many.scenario <= few.scenario <= few.today
    assert many.change_low <= few.change_low + 1e-9


def test_more_healthy_years_mean_fewer_people_and_more_people_mean_more(fitted):
    years = [run(fitted, HealthLevers(healthy_years=y)).additive.scenario for y in (-2, 0, 1, 3)]
    growth = [run(fitted, HealthLevers(growth=g)).additive.scenario for g in (-10, 0, 10)]
    assert years == sorted(years, reverse=True)
    assert growth == sorted(growth)


@pytest.mark.parametrize(
    "levers", [HealthLevers(), HealthLevers(condition="falls", programme="falls", borough="Camden")]
)
def test_in_every_draw_the_parts_add_up_to_that_draws_rise(fitted, levers):
    world = World.of(fitted, levers)
    start, _, later = world.ends
    drawn = decomposition._draws(world.scenario, world).sum(axis=0)
    assert drawn == pytest.approx(later - start, abs=1e-4 * world.total(world.scenario, world.year))
