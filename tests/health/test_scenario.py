"""The scenario: boroughs worked by hand to the last digit, what must hold at any levers, and the sentences."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from lbdp_core.formatting import number
from lbdp_core.formatting import people as figure
from lbdp_core.health.scenario import HealthLevers, run
from lbdp_core.health.scenario.levers import AS_NOW, DIAGNOSED
from lbdp_core.sources import DataError
from tests.health.engine import YEARS, made_up

# One borough: 200 women of 70 and 100 men of 80 today, both growing by 2% of today's number a year; rates 0.05 at 70,
# 0.2 at 80. After ten years 240 x 0.05 + 120 x 0.2 = 36 people (30 today). With 5% more people than projected and
# rates falling by 1% a year: 36 x 1.05 x 0.99 ** 10 = 34.18564243533277. A programme for half of them, taken by 40%,
# whose takers' risk is 0.8 times, spares 0.5 x 0.4 x 0.2 = 4% of people who fall: 32.81821673791946.
BY_HAND = HealthLevers(condition="falls", ageing=AS_NOW, growth=5, trend=-1)
HELPED = dataclasses.replace(
    BY_HAND, programme="falls", evidence="own", own_risk=0.8, reach=50, uptake=40, lag=3, horizon=10
)


def exactly(value):
    return pytest.approx(value, rel=1e-13, abs=1e-12)


@pytest.fixture(scope="module")
def fitted():
    return made_up()


@pytest.fixture(scope="module")
def one():
    people, rate = np.zeros((1, 182, YEARS)), np.zeros(182)
    growth = 1 + 0.02 * np.arange(YEARS)
    people[0, 70], people[0, 91 + 80] = 200 * growth, 100 * growth
    rate[70:75], rate[91 + 80 : 91 + 85] = 0.05, 0.2
    return made_up(people, rate)


def test_one_borough_by_hand(one):
    for levers, people in ((BY_HAND, 34.18564243533277), (HELPED, 32.81821673791946)):
        result = run(one, levers)
        assert result.additive.scenario == exactly(people)
        assert result.headlines[1].scenario == exactly(people - 30)
    today = run(one, HealthLevers(condition="falls", ageing=AS_NOW).unchanged())
    fixed = today.over_time.set_index("period")["fixed_rates"]
    assert fixed["2031"] == exactly(36)
    assert today.over_time["no_change"].tolist() == exactly([30] * YEARS)


def test_what_they_ask_for_by_hand(one):
    needs = run(one, HELPED).extras["needs"].set_index("need")
    assert needs.loc["Emergency admissions a year", "scenario"] == exactly(32.81821673791946 * 0.0755)
    assert needs.loc["Cost a year", "base"] == exactly(30 * 0.0755 * 4_088)


def test_the_split_by_hand(one):
    # Ages keep their shares, so there is nothing for older people: 20% x 1.05 more people, and rates 1% a year lower.
    split = run(one, BY_HAND).extras["split"].set_index("part")["scenario"]
    size, lower = 1.2 * 1.05, 0.99**10
    assert split["More people"] == exactly(30 * (size - 1) * (1 + lower) / 2)
    assert split["Older people"] == exactly(0)
    assert split["Changing rates"] == exactly(30 * (lower - 1) * (1 + size) / 2)


def test_five_healthy_years_halve_people_whose_rates_double_in_five():
    people = np.zeros((1, 182, YEARS))
    people[0, 65:85], people[0, 156:176] = 1_000.0, 800.0
    levers = HealthLevers(ageing=AS_NOW, healthy_years=5, horizon=10)
    fitted = made_up(people)
    assert run(fitted, levers).additive.scenario == exactly(
        run(fitted, HealthLevers(ageing=AS_NOW)).additive.scenario / 2
    )


def test_diagnosed_people_are_expected_ones_times_the_local_factor(fitted):
    expected, diagnosed = (run(fitted, HealthLevers(measure=m)) for m in ("expected", DIAGNOSED))
    ratio = diagnosed.places["today"] / expected.places["today"]
    assert ratio.tolist() == exactly([0.8, 1.0, 1.3])
    assert "dementia (diagnosed) (8 chances" in diagnosed.answer.lead
    assert any("unmet need" in line for line in diagnosed.caveats)
    assert "diagnosed" not in run(fitted, HealthLevers(measure=DIAGNOSED, condition="falls")).answer.text


def test_a_need_without_a_unit_value_is_undefined_and_an_own_value_defines_it(fitted):
    bare = run(fitted, HealthLevers(condition="frailty"))
    assert [h.scenario is None for h in bare.headlines] == [False, False, True, True]
    assert all("unit values" in h.reason for h in bare.headlines[2:])
    own = run(fitted, HealthLevers(condition="frailty", values="own", own_cost=1_000))
    assert own.headlines[2].scenario == exactly(1_000 * own.additive.scenario)
    assert len(own.extras["needs"]) == 5


@pytest.mark.parametrize("measure", ["expected", DIAGNOSED])
def test_every_condition_is_said_in_25_words_where_the_borough_has_a_long_name(fitted, measure):
    long = dataclasses.replace(
        fitted, borough=np.where(fitted.borough == "Camden", "Kensington and Chelsea", fitted.borough)
    )
    for condition in set(fitted.condition) & set(HealthLevers.specs()["condition"].choices):
        levers = HealthLevers(condition=str(condition), measure=measure, borough="Kensington and Chelsea")
        assert len(run(long, levers).answer.lead.split()) <= 25, condition


def test_cards_say_people_as_the_sentence_does(fitted):
    """A card of 76,036 beside a sentence of 76,000 would claim what nobody knows."""
    for levers in (HealthLevers(), HealthLevers(condition="hypertension", healthy_years=1)):
        result = run(fitted, levers)
        for h in result.figures:
            money = h.scenario is None or h.unit.startswith("£")
            assert money or number(h.scenario, h.decimals, h.unit) == figure(h.scenario)
        assert f"about {number(result.additive.scenario, result.additive.decimals)} " in result.answer.lead


def test_a_borough_condition_or_year_that_the_data_lacks_is_said(fitted):
    with pytest.raises(DataError, match="nobody in Hackney"):
        run(fitted, HealthLevers(borough="Hackney"))
    short = dataclasses.replace(fitted, years=fitted.years[:8], people=fitted.people[:, :, :8], gain=fitted.gain[:, :8])
    with pytest.raises(DataError, match="ends in 2028"):
        run(short, HealthLevers(horizon=9))
    without = dataclasses.replace(fitted, condition=np.array(["other", *fitted.condition[1:]]))
    with pytest.raises(DataError, match="no rates of dementia"):
        run(without, HealthLevers())
