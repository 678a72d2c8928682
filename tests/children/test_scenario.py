"""The pipeline by hand: nobody is lost, today is the forecast, levers move what they should, and pounds add up."""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core import goal
from lbdp_core.children import THEME
from lbdp_core.children.model.fitted import neighbours_median
from lbdp_core.children.scenario import GOALS, PRESETS, ChildrenLevers, World, course, histories, run
from lbdp_core.children.scenario.calibration import baseline, children, published
from lbdp_core.children.scenario.costs import WEEKS
from lbdp_core.children.scenario.draws import TAKEN, ahead, between, effect
from lbdp_core.children.scenario.evidence import BY_LEVER, CAUTIOUS, MAIN, ROWS, table
from lbdp_core.children.scenario.pipeline import CARE, NEED, OUT, PLAN, QUARTERS, STOCKS
from lbdp_core.provenance import STATUSES

TODAY = ChildrenLevers()
ALL = PRESETS["Four levers of family help"]


def mean(draws) -> float:
    """London in the mean of the draws."""
    return float(np.asarray(draws).sum(axis=-1).mean())


@pytest.mark.parametrize("name", PRESETS)
def test_who_comes_less_who_goes_is_the_change_of_every_stock(fitted, name):
    (history,) = histories(fitted, PRESETS[name])
    assert history.unaccounted() < 1e-9
    for stock in STOCKS:
        held = history.stock[stock]
        change = (history.into(stock) - history.out_of(stock)).sum(axis=0)
        assert held[-1] - held[0] == pytest.approx(change, abs=1e-6), stock
    assert all(flow.min() > -1e-9 for flow in history.moved.values())


@pytest.mark.parametrize(("key", "stock"), [("looked_after", CARE), ("plans", PLAN)])
def test_if_nothing_changes_a_stock_starts_as_published_and_ends_as_forecast(fitted, key, stock):
    held = histories(fitted, TODAY)[0].stock[stock]
    last = published(fitted, key)[-1]
    known = np.isfinite(last)
    assert held[0].mean(axis=0)[known] == pytest.approx(last[known])
    centre, drawn = ahead(fitted, key)
    for year in range(3):
        assert held[QUARTERS * (year + 1)] == pytest.approx(drawn[year] * children(fitted, key) / 10_000, abs=1e-6)
        assert drawn[year].mean(axis=0) == pytest.approx(centre[year])


def test_the_range_of_a_borough_is_that_of_its_forecast_or_near_it(fitted):
    k, london = fitted.at("looked_after"), fitted.london
    low, high = np.quantile(ahead(fitted, "looked_after")[1][2], [0.1, 0.9], axis=0)
    wide = (fitted.ahead_high - fitted.ahead_low)[k, 2][london]
    assert np.nanmedian(np.abs(low - fitted.ahead_low[k, 2][london]) / wide) < 0.1
    assert np.nanmedian(np.abs(high - fitted.ahead_high[k, 2][london]) / wide) < 0.1


@pytest.mark.parametrize("years", ["1", "2", "3"])
def test_the_headlines_of_today_are_the_stored_forecasts(fitted, years):
    result, h, london = run(fitted, ChildrenLevers(years=years)), int(years) - 1, fitted.london
    for key in ("looked_after", "plans", "referrals", "assessments"):
        rate = fitted.ahead[fitted.at(key), h]
        rate = np.where(np.isfinite(rate), rate, neighbours_median(fitted, key, h + 1))[london]
        assert result.figure(key).today == pytest.approx(float((rate * children(fitted, key)).sum()) / 10_000), key
        assert result.figure(key).change == 0


def test_children_in_need_are_those_on_plans_in_care_and_all_others(fitted):
    held = histories(fitted, TODAY)[0].stock
    together = sum(held[stock][0] for stock in (NEED, PLAN, CARE)).mean(axis=0)
    last = published(fitted, "children_in_need")[-1]
    known = np.isfinite(last) & (held[NEED][0].mean(axis=0) > 0.06 * last)
    assert together[known] == pytest.approx(last[known])


def test_each_step_asks_its_share_of_the_one_before(fitted):
    base, levers = baseline(fitted), ChildrenLevers(referrals=10, enquiries=-10, conferences=5, planned=-20)
    history = histories(fitted, levers)[0]
    referrals = mean(history.way("referrals")[0])
    assert referrals == pytest.approx(1.1 * mean(base.referrals[0]))
    enquiries = history.into("enquiry")[0]
    assert enquiries == pytest.approx(0.99 * base.enquiries[0], rel=1e-9)
    conferences = history.into("conference")[0]
    assert conferences == pytest.approx(enquiries * np.minimum(1.05 * base.conference[0], 1))
    plans = history.moved["conference ends", "conference", PLAN][0]
    assert plans == pytest.approx(conferences * 0.8 * base.planned[0])


def test_early_help_replaces_referrals_but_for_those_that_come_back(fitted):
    base, result = baseline(fitted), run(fitted, ChildrenLevers(early_help=10, years="1"))
    year = base.referrals[:QUARTERS].sum(axis=0).mean(axis=0)
    left = (year * (1 - 0.1 * (1 - base.rereferred))).sum()
    assert result.figure("referrals").scenario == pytest.approx(left)
    assert base.rereferred.min() > 0 and base.rereferred.max() < 0.9


def test_more_children_at_the_same_rates_are_as_many_more_of_everything(fitted):
    result = run(fitted, ChildrenLevers(more=10, years="2"))
    for h in result.headlines:
        assert h.scenario == pytest.approx(1.1 * h.today), h.key


def test_longer_plans_hold_more_children_and_bring_none_into_care(fitted):
    result = run(fitted, ChildrenLevers(plan_length=50))
    assert result.figure("plans").change > 0.2 * result.figure("plans").today
    assert abs(result.figure("looked_after").change) < 1e-4 * result.figure("looked_after").today  # but for full steps


def test_a_family_group_conference_stops_its_share_of_starts_from_a_plan(fitted):
    levers = ChildrenLevers(conferences_offered=100)
    ours, other = (histories(fitted, each)[0].moved["into care", PLAN, CARE][0] for each in (levers, TODAY))
    assert ours == pytest.approx(other * (1 - effect("conferences_offered", MAIN)))
    assert effect("conferences_offered", MAIN).mean() == pytest.approx(0.19, abs=0.01)


def test_children_who_go_home_come_back_at_the_published_pace(fitted):
    history = histories(fitted, ChildrenLevers(reunification=20))[0]
    left, home = history.moved["leaves care", CARE, OUT][0], history.moved["goes home", CARE, "home"]
    assert home[0] == pytest.approx(0.2 * left)
    back, pace = history.way("comes back"), baseline(fitted).coming_back
    assert back[0] == pytest.approx(home[0] * pace)
    assert (1 - pace) ** 20 == pytest.approx(1 - between("returning") / 100)  # five years of quarters


def test_on_the_most_cautious_evidence_neither_lever_does_anything(fitted):
    for lever in BY_LEVER:
        result = run(fitted, ChildrenLevers(**{lever: 100}, evidence=CAUTIOUS))
        assert all(h.change == 0 for h in result.headlines), lever
        assert run(fitted, ChildrenLevers(**{lever: 100})).figure("looked_after").change < 0


def test_together_levers_do_more_than_any_alone_and_their_range_holds_the_change(fitted):
    change = {name: run(fitted, levers).figure("looked_after").change for name, levers in PRESETS.items()}
    assert change["Four levers of family help"] < min(
        change[name] for name in ("Early help for 10% of referrals", "Family conferences for half")
    )
    h = run(fitted, ALL).figure("looked_after")
    assert h.change_low < h.change < h.change_high < 0


def test_half_as_many_cases_need_twice_the_social_workers(fitted):
    ten, twenty = (run(fitted, ChildrenLevers(target=each)).figure("social_workers").scenario for each in (10, 20))
    assert ten == pytest.approx(2 * twenty)


def test_social_workers_are_cases_over_the_target_and_cases_follow_children_in_need(fitted):
    world = World.of(fitted, ChildrenLevers(years="1", target=12))
    held = world.scenario.history.stock
    year = sum((held[s][0] + held[s][4]) / 2 + held[s][1] + held[s][2] + held[s][3] for s in (NEED, PLAN, CARE)) / 4
    assert mean(world.scenario.needed(0)) == pytest.approx(mean(year * world.scenario.base.cases) / 12)


def test_the_cost_is_spending_on_care_for_each_child_and_on_social_work_for_each_case(fitted):
    made = course(fitted, ChildrenLevers())
    base, held = made.base, made.history.stock[CARE]
    care = ((held[0] + held[4]) / 2 + held[1] + held[2] + held[3]) / 4
    assert mean(made.cost(0)) == pytest.approx(mean(care * base.care_cost + made.cases(0) * base.case_cost))
    known = np.isfinite(fitted.spending[fitted.london][:, 0])
    last = published(fitted, "looked_after")[-1]
    assert (base.care_cost * last)[known] == pytest.approx(fitted.spending[fitted.london][known, 0])


def test_a_child_who_moves_from_a_home_to_foster_care_saves_the_difference_of_their_weekly_costs(fitted):
    result = run(fitted, ChildrenLevers(to_foster=50, residential_cost=8_085, foster_cost=920, years="1"))
    held = course(fitted, ChildrenLevers()).history.stock[CARE]
    care = mean(((held[0] + held[4]) / 2 + held[1] + held[2] + held[3]) / 4)
    homes = TAKEN["residential"]["range"][0] / 100
    by_hand = care * 0.5 * homes * WEEKS * (8_085 - 920)
    assert -result.figure("cost").change == pytest.approx(by_hand, rel=0.06)  # the share of homes is drawn, askew


def test_early_help_costs_what_it_is_said_to_cost_for_each_child_helped(fitted):
    free, dear = (run(fitted, ChildrenLevers(early_help=10, help_cost=each, years="1")) for each in (0, 1_000))
    helped = 0.1 * mean(baseline(fitted).referrals[:QUARTERS].sum(axis=0))
    assert dear.figure("cost").scenario - free.figure("cost").scenario == pytest.approx(1_000 * helped)


def test_the_past_is_what_was_published_and_a_gap_stays_open(fitted):
    result = run(fitted, ChildrenLevers(borough="Hackney"))
    observed = result.over_time.set_index("period")["observed"].dropna()
    at, k = fitted.council("Hackney"), fitted.at("looked_after")
    assert "2021" not in observed.index
    assert observed["2024"] == pytest.approx(fitted.value[k, -1, at] * fitted.counted[k, -1, at] / 10_000)


def test_the_drivers_are_the_change_of_children_looked_after(fitted):
    for levers in (TODAY, ALL):
        result = run(fitted, levers)
        start = mean(histories(fitted, levers)[0].stock[CARE][0])
        assert start + result.drivers["contribution"].sum() == pytest.approx(
            result.figure("looked_after").scenario, rel=1e-3
        )


def test_the_shortlist_names_what_is_unlike_others_and_rests_on_enough(fitted):
    result = run(fitted, THEME.presets["As today"])
    assert list(result.shortlist) == ["borough", "indicator", "unit", "last_value", "expected"]
    assert len(result.shortlist) <= 10
    assert np.isin(result.shortlist["borough"], fitted.names[fitted.london]).all()


def test_conversions_are_published_counts_for_each_hundred_before(fitted):
    row = run(fitted, ChildrenLevers(borough="Barnet")).extras["conversions"].iloc[0]
    at = list(fitted.names[fitted.london]).index("Barnet")
    counts = [published(fitted, key)[-1][at] for key in ("assessments", "referrals")]
    assert row["here"] == pytest.approx(100 * counts[0] / counts[1])


@pytest.mark.parametrize("asked", GOALS, ids=lambda g: g.lever)
def test_a_goal_is_reached_by_the_least_of_its_lever(fitted, asked):
    today = run(fitted, TODAY).figure(asked.figure).today
    found = goal.reach(lambda levers: run(fitted, levers), TODAY, asked, round(0.95 * today))
    assert found.value is not None and found.value > 0 and found.steady
    assert next(h for h in found.at if h.key == asked.figure).scenario <= 0.95 * today + 1
    assert next(h for h in found.below if h.key == asked.figure).scenario > 0.95 * today - 1


def test_every_finding_has_a_year_a_design_a_source_and_a_mark_and_null_results_stand_among_them():
    found = table()
    assert found.notna().all().all()
    assert set(found["status"]) <= set(STATUSES)
    assert found["year"].between(2005, 2026).all()
    assert found["effect"].str.startswith("none").sum() >= 4
    assert len(ROWS["context"]) >= 5
    for known in BY_LEVER.values():
        assert known.findings[MAIN].low <= known.findings[MAIN].effect <= known.findings[MAIN].high
        assert known.findings[CAUTIOUS].effect == 0


def test_every_assumption_is_in_the_log_with_its_source(fitted):
    log = run(fitted, TODAY).extras["assumptions"]
    assert {row["label"] for row in TAKEN.values()} <= set(log["assumption"])
    assert log["source"].str.len().gt(3).all()
    for row in TAKEN.values():
        middle, low, high = row["range"]
        assert low <= middle <= high
        assert row["status"] in STATUSES
