"""The scenario: a case worked by hand, what must hold at any levers, and the sentences."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import numpy as np
import pytest

from lbdp_core.fire.model import Fitted, rate_draws
from lbdp_core.fire.scenario import OPENING, PRESETS, FireLevers, run
from lbdp_core.fire.scenario.effect import rate_ratio_draws
from lbdp_core.fire.scenario.levers import BOROUGHS
from lbdp_core.sources import DataError
from lbdp_core.unit_costs import unit_cost
from tests.fire.conftest import made_up

# Three areas of two boroughs with 4, 2 and 6 fires per 1,000 homes; 500 visits, 60% steered, 40% reachable.
#   following referrals, by homes      100, 50, 50       room left for the steered: 300, 150, 150
#   steered, best first                150,  0, 150      visits: 250, 50, 200
#   fires met in a year                1.0, 0.1, 1.2     a visit prevents a quarter: 0.575 in the first year
#   effect halves each year, two years counted: x 1.5    0.8625 fires; per 1,000 visits 1.725
#   value 20,000 a fire, cost 20 a visit                 1.725 x 20,000 - 20,000 = 14,500
# With every borough its full share: steered 225, 0, 75; met 1.3, 0.1, 0.75; 0.80625 fires; price 0.05625.
HAND = FireLevers(
    visits=500,
    steer=60,
    reach=40,
    effect="own",
    own_rr=0.75,
    years=2,
    half_life=1,
    value_per_fire=20_000,
    cost_per_visit=20,
)


@pytest.fixture(scope="module")
def three() -> Fitted:
    return dataclasses.replace(
        made_up(3, ("Barnet", "Camden")),
        borough=np.array(["Barnet", "Barnet", "Camden"]),
        households=np.array([1_000.0, 500.0, 500.0]),
        expected=np.array([4.0, 1.0, 3.0]),
        last_year=np.array([1.0, 2.0, 0.0]),
        imd_rank=np.array([2.0, 3.0, 1.0]),
        level_sd=0.0,
        shape=np.full(3, 1e12),
    )


def exactly(value: float):
    return pytest.approx(value, rel=1e-12, abs=1e-12)


def test_the_case_worked_by_hand(three):
    result = run(three, HAND)
    fires, per_thousand, price, money = result.headlines
    assert result.places["visits"].tolist() == exactly([250, 50, 200])
    assert result.places["today"].tolist() == [4, 1, 3]
    assert result.places["scenario"].tolist() == exactly([3.75, 0.975, 2.7])
    assert (fires.today, fires.scenario, fires.change) == exactly((8, 7.425, -0.575))
    assert per_thousand.scenario == exactly(1.725)
    assert price.scenario == 0
    assert money.scenario == exactly(14_500)
    assert result.shortlist["fires_prevented"].tolist() == exactly([0.45, 0.375, 0.0375])
    assert result.shortlist["code"].tolist() == three.code[[2, 0, 1]].tolist()
    assert result.extras["rules"]["fires_prevented"].tolist() == exactly([0.8625, 0.6375, 0.8625, 0.75])


def test_the_price_of_equity_worked_by_hand(three):
    result = run(three, dataclasses.replace(HAND, floor=100))
    assert result.places["visits"].tolist() == exactly([325, 50, 125])
    assert result.headlines[2].scenario == exactly(0.05625)
    boroughs = result.extras["less_than_pro_rata"].set_index("borough")
    assert boroughs["difference"].to_dict() == exactly({"Barnet": 0.0, "Camden": 0.0})


def test_who_gets_less_comes_first(three):
    boroughs = run(three, HAND).extras["less_than_pro_rata"]
    assert boroughs["borough"].tolist() == ["Barnet", "Camden"]
    assert boroughs["visits"].tolist() == exactly([300, 200])
    assert boroughs["pro_rata_visits"].tolist() == exactly([375, 125])
    assert boroughs["difference"].tolist() == exactly([-75, 75])


def test_a_borough_in_focus_counts_its_own_and_the_visits_stay_londons(three):
    result = run(three, dataclasses.replace(HAND, borough="Camden"))
    fires, per_thousand, _, _ = result.headlines
    assert (fires.today, fires.change) == exactly((3, -0.3))
    assert result.places["visits"].tolist() == exactly([200])
    assert per_thousand.scenario == exactly(1_000 * 0.45 / 200)
    assert "Camden would get 200 of London's 500 visits. Its share by homes is 125." in result.caveats


def test_a_floor_costs_a_borough_less_than_nothing_where_it_brings_visits(three):
    price = run(three, dataclasses.replace(HAND, floor=100, borough="Barnet")).headlines[2]
    assert price.change == exactly(-75 * 0.004 * 0.25 * 1.5)


def test_a_borough_that_gets_no_visit_has_no_ratio(three):
    result = run(three, dataclasses.replace(HAND, steer=100, visits=100, borough="Barnet"))
    assert result.headlines[1].scenario is None
    assert result.headlines[1].reason == "Barnet gets no extra visits."
    assert "because they reach no home or change nothing" in result.answer.lead


def test_a_borough_without_data_is_refused_in_a_sentence(three):
    with pytest.raises(DataError, match="The data holds no area of Sutton"):
        run(three, FireLevers(borough="Sutton"))


def test_visits_that_find_no_home_are_told_and_neither_counted_nor_paid(three):
    result = run(three, dataclasses.replace(HAND, visits=1_500, reach=10))
    assert result.places["visits"].sum() == exactly(200)
    assert result.headlines[1].scenario == exactly(1_000 * 0.1 * 8 * 0.25 * 1.5 / 200)
    assert any(caveat.startswith("1,300 of the 1,500 visits are not made") for caveat in result.caveats)


@pytest.mark.parametrize("levers", [FireLevers(), FireLevers(floor=80, effect="rct_null", borough="Camden")])
def test_no_visits_change_nothing_with_no_width(fitted, levers):
    fires, per_thousand, price, money = run(fitted, levers).headlines
    for headline in (fires, price):
        assert (headline.change, headline.change_low, headline.change_high) == (0, 0, 0)
    assert fires.low < fires.today < fires.high
    assert per_thousand.reason == money.reason == "There are no extra visits."


def test_the_model_rule_prevents_most_and_a_floor_never_adds(fitted):
    levers = FireLevers(visits=3_000, steer=80)
    rules = run(fitted, levers).extras["rules"]["fires_prevented"]
    assert rules.idxmax() == 0
    floors = range(0, 101, 20)
    prices = [run(fitted, dataclasses.replace(levers, floor=f)).headlines[2].change for f in floors]
    assert prices[0] == 0
    assert all(later >= earlier - 1e-12 for earlier, later in pairwise(prices))
    assert prices[-1] > 0


def test_every_borough_has_its_floor(fitted):
    levers = FireLevers(visits=3_000, steer=100, floor=70)
    boroughs = run(fitted, levers).extras["less_than_pro_rata"]
    assert (boroughs["visits"] >= 0.7 * boroughs["pro_rata_visits"] - 1e-9).all()


def test_central_figures_are_the_means_of_the_draws(fitted):
    change = run(fitted, FireLevers(visits=2_000)).headlines[0]
    visits = run(fitted, FireLevers(visits=2_000)).places["visits"].to_numpy()
    met = rate_draws(fitted) @ (visits / fitted.households)
    draws = -(1 - rate_ratio_draws("prior", 0.7, len(met))) * met
    assert change.change == pytest.approx(draws.mean(), rel=0.02)
    assert (change.change_low, change.change_high) == pytest.approx(tuple(np.quantile(draws, (0.1, 0.9))), rel=1e-5)


def test_the_chance_of_no_benefit_is_the_evidences(fitted):
    levers = FireLevers(visits=1_000)
    prior, trial = (run(fitted, dataclasses.replace(levers, effect=key)) for key in ("prior", "rct_null"))
    assert prior.headlines[1].chance_not_better == pytest.approx(0.074, abs=5e-4)
    assert trial.headlines[1].chance_not_better == pytest.approx(0.915, abs=5e-4)
    assert trial.headlines[0].change > 0
    free = run(fitted, dataclasses.replace(levers, cost_per_visit=0)).headlines[3]
    assert free.chance_not_better == pytest.approx(0.074, abs=0.003)


def test_over_time_goes_from_what_was_seen_to_where_the_effect_is_gone(fitted):
    levers = FireLevers(visits=2_000, years=3, half_life=1)
    table = run(fitted, levers).over_time
    assert table["period"].tolist() == [str(year) for year in range(2009, 2025)]
    assert table["observed"].iloc[:13].tolist() == fitted.fires_by_borough_year.sum(axis=0).tolist()
    ahead = table.iloc[13:]
    drop = (ahead["today"] - ahead["scenario"]).to_numpy()
    np.testing.assert_allclose(drop / drop[0], [1, 0.5, 0.25])
    assert (ahead["low"] <= ahead["scenario"]).all()
    assert (ahead["scenario"] <= ahead["high"]).all()
    camden = run(fitted, dataclasses.replace(levers, borough="Camden")).over_time
    assert camden["observed"].iloc[:13].tolist() == fitted.fires_by_borough_year[1].tolist()


def test_the_shortlist_is_of_the_focus_and_names_who_to_ask_for(fitted):
    shortlist = run(fitted, FireLevers(visits=1_000, borough="Camden")).shortlist
    assert set(shortlist["borough"]) == {"Camden"}
    asked = shortlist["who_to_ask_for"]
    assert asked.str.contains(r"social tenants \(\d+%, London \d+%\)").any()
    assert asked.str.len().gt(0).all()
    assert asked.str.count(";").max() <= 2


def test_drivers_are_rate_ratios_in_plain_names(fitted):
    london = run(fitted, FireLevers()).drivers
    assert london["driver"].iloc[0] == "Socially rented homes"
    assert (london["contribution"] >= 1).all()
    camden = run(fitted, FireLevers(borough="Camden")).drivers
    here = fitted.borough == "Camden"
    pull, homes = fitted.contributions[:, 0], fitted.households
    mean = [np.average(pull[pick], weights=homes[pick]) for pick in (here, here | True)]
    social = camden.set_index("driver")["contribution"]["Socially rented homes"]
    assert social == exactly(float(np.exp(mean[0] - mean[1])))


@pytest.mark.parametrize(
    ("levers", "words"),
    [
        (FireLevers(), "London can expect about"),
        (
            FireLevers(visits=1_000),
            "1,000 extra home visits would prevent about",
        ),
        (
            FireLevers(visits=500, effect="rct_null"),
            "more dwelling fires over 5 years (8 chances in 10: ",
        ),
        (FireLevers(visits=500, effect="own", own_rr=1.0), "would prevent no dwelling fires, because"),
        (FireLevers(visits=500, years=1), "dwelling fires over 1 year (8 chances in 10: "),
        (
            FireLevers(visits=1_500, rule="imd", borough="Camden"),
            "1,500 extra visits would prevent about",
        ),
    ],
)
def test_the_answer_says_what_visits_do_with_a_range_and_what_it_rests_on(fitted, levers, words):
    answer = run(fitted, levers).answer
    assert words in answer.lead
    assert answer.why.endswith("The forecast uses fires up to December 2021.")
    assert bool(answer.change) == bool(levers.visits)


def test_triage_is_never_to_be_replaced(fitted):
    for preset in PRESETS.values():
        result = run(fitted, preset)
        said = " ".join((str(result.answer), *result.caveats)).lower()
        assert "replac" not in said
        assert "keep assessing every referral individually" in said
    assert "assesses each referral individually" in FireLevers.specs()["steer"].why


def test_every_lever_says_why_and_the_money_says_where_from():
    specs = FireLevers.specs()
    assert all(spec.why and spec.label and spec.group for spec in specs.values())
    for name, key in (("cost_per_visit", "fire_visit"), ("value_per_fire", "dwelling_fire")):
        cost = unit_cost(key)
        assert getattr(FireLevers(), name) == cost.value
        assert specs[name].swing == (cost.low, cost.high)
        assert f"({cost.price_year} prices)" in specs[name].why and cost.source in specs[name].why
    assert "84,887 in 2016/17" in specs["visits"].why
    assert tuple(specs["borough"].choices) == ("London", *BOROUGHS)


def test_a_part_of_a_year_is_told_and_changes_no_figure(fitted):
    told = "3,215 fires from 1 January to 31 August 2022"
    partly = dataclasses.replace(fitted, part_years=(told,))
    with_it, without = (run(model, PRESETS[OPENING]) for model in (partly, fitted))
    assert [line for line in with_it.caveats if line not in without.caveats] == [
        f"The file also has {told}. That is part of a year, so no figure uses it."
    ]
    assert with_it.headlines[0].scenario == without.headlines[0].scenario


def test_visits_that_may_go_only_to_the_borough_looked_at_stay_there(fitted):
    levers = FireLevers(visits=500, within="focus", borough="Camden")
    result = run(fitted, levers)
    table = result.extras["less_than_pro_rata"].set_index("borough")["visits"]
    assert table["Camden"] == pytest.approx(500)
    assert table.drop("Camden").sum() == 0
    elsewhere = run(fitted, FireLevers(visits=500, borough="Camden"))
    assert result.additive.change < elsewhere.additive.change
    assert result.answer.lead.startswith("500 extra visits in Camden would")
    assert "not only Camden" in elsewhere.answer.why


def test_homes_visited_already_leave_less_room_and_draw_fewer_visits(fitted):
    full = np.where(fitted.borough == "Barnet", fitted.households, 0.0)
    spent = dataclasses.replace(fitted, visited=full)
    table = run(spent, FireLevers(visits=1_000)).extras["less_than_pro_rata"].set_index("borough")["visits"]
    assert table["Barnet"] == 0
    assert table.sum() == pytest.approx(1_000)


def test_ranges_widen_with_the_years_ahead(fitted):
    ahead = run(fitted, FireLevers(visits=1_000, years=6)).over_time.dropna(subset=["today"])
    width = (ahead["high"] - ahead["low"]).to_numpy()
    assert width[-1] > 1.5 * width[0]
