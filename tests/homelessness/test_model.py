"""Forecasts and calibration on figures that can be worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lbdp_core.borough_profile import nearest
from lbdp_core.homelessness import cited
from lbdp_core.homelessness.model import Fitted, duties, fit, settings
from lbdp_core.homelessness.model.forecast import forecast, middle, naive, seasonal_factors
from lbdp_core.homelessness.model.settings import FLOW, Method
from lbdp_core.homelessness.model.streets import COMPARTMENTS, balanced, calibrate, season
from lbdp_core.homelessness.scenario import HomelessnessLevers, draws, published_series, run, statutory
from lbdp_core.quarters import ahead
from lbdp_core.sources import DataError
from tests.homelessness.engine import CODES, LAST, QUARTERS, evidence, features, made_up, series


def test_a_level_that_does_not_move_is_forecast_as_it_is_with_the_least_width():
    values = np.full((12, 3), 50.0)
    said = forecast(values, FLOW, 4)
    assert said.centre == pytest.approx(np.full((4, 3), 50.0))
    assert (said.quantiles == pytest.approx(50.0, abs=2.0)) or np.abs(said.quantiles - 50).max() < 2.0
    assert naive(values, 4).centre == pytest.approx(np.full((4, 3), 50.0))


def test_the_level_takes_up_its_part_of_a_new_figure():
    logs = np.zeros((4, 2))
    logs[3] = 1.0
    half = Method(memory=0.5, season=0.0, look=9, damp=0.5)
    assert middle(logs, 1, half) == pytest.approx([0.5, 0.5])
    assert middle(logs, 1, Method(1.0, 0.0, 9, 0.5)) == pytest.approx([1.0, 1.0])


def test_the_trend_is_london_s_own_and_is_damped():
    logs = np.zeros((5, 2))
    logs[:, 1] = [0.0, 0.1, 0.2, 0.3, 0.4]  # London rises by 0.1 a quarter; the borough stands still
    last = Method(1.0, 0.0, 4, 0.5)
    assert middle(logs, 1, last) == pytest.approx([0.05, 0.45])  # 0.1 x 0.5
    assert middle(logs, 2, last) == pytest.approx([0.075, 0.475])  # 0.1 x (0.5 + 0.25)


def test_seasons_are_london_s_shrunk_towards_none_and_add_up_to_nothing():
    pattern = np.array([0.3, 0.0, -0.3, 0.0])
    found = seasonal_factors(np.tile(pattern, 6))
    assert found.sum() == pytest.approx(0.0)
    # 24 quarters have 20 with a whole year around them: five of each season, shrunk by two
    assert found == pytest.approx(pattern * 5 / 7)


def test_what_is_missing_neither_counts_nor_stops_the_level():
    logs = np.zeros((4, 2))
    logs[3, 0] = np.nan
    logs[2, 0] = 0.8
    assert middle(logs, 1, Method(0.5, 0.0, 9, 0.5))[0] == pytest.approx(0.4)


def test_widths_come_from_past_errors_up_to_the_origin_alone():
    rng = np.random.default_rng(1)
    values = np.exp(rng.normal(4, 0.2, (20, 5)))
    before = forecast(values[:15], FLOW, 2)
    values[15:] *= 50
    assert np.array_equal(forecast(values[:15], FLOW, 2).quantiles, before.quantiles)
    assert (np.diff(before.quantiles, axis=0) >= 0).all()


def test_a_borough_that_did_not_report_stands_so_that_all_add_up_to_london_s_own_row():
    values = np.array([[10.0, 20.0, 30.0, 70.0], [np.nan, 25.0, np.nan, 85.0]])
    assert duties.standing(values).tolist() == pytest.approx([15.0, 25.0, 45.0])  # 60 left, shared as 10 to 30
    assert duties.last_known(values).tolist() == [10.0, 25.0, 30.0, 85.0]


def test_rates_of_few_counts_are_drawn_towards_london():
    held = evidence()
    held.series["prevention_secured"][:, 0], held.series["prevention_ended"][:, 0] = 0.0, 1.0
    found = duties.shares(held, "prevention_secured", "prevention_ended")
    assert found[1] == pytest.approx(0.55)
    assert found[0] == pytest.approx(60 * 0.55 / 68)  # 8 quarters of one, and 60 of London's


def test_households_leave_as_accepted_ones_come_where_the_stock_stands_still():
    assert duties.leaving(evidence()) == pytest.approx(150 / 2_000)


def test_too_few_quarters_are_refused_in_one_sentence():
    quarters = QUARTERS[:12]
    held = evidence(quarters, series(quarters)).until(quarters[-1])
    held = replace(held, chain=evidence().chain, chain_quarters=evidence().chain_quarters)
    with pytest.raises(DataError, match=r"^The folder has 12 quarters of H-CLIC and .* needs 17; add the books of"):
        fit(held)


def behind(quarters: int) -> Fitted:
    """H-CLIC ends so many quarters before CHAIN does."""
    return fit(evidence(QUARTERS[:-quarters], series(QUARTERS[:-quarters])))


def test_both_chains_start_at_the_newest_quarter_of_either():
    fitted = behind(2)
    assert (fitted.lead, fitted.newest) == (2, LAST)
    assert tuple(fitted.ahead) == ahead(LAST, 8)
    assert tuple(fitted.coming) == ahead(QUARTERS[-3], 10)
    assert fitted.centre.shape == (4, 10, 33)
    assert fitted.level("ta_households") == pytest.approx(np.full(33, 2_000.0))
    at = list(fitted.places).index("living")
    assert fitted.standing[at].sum() == pytest.approx(cited.QUARTERS[-1].living)
    held = statutory.history(fitted, HomelessnessLevers()).stock[statutory.TA]
    assert len(held) == 9  # the start and eight quarters
    assert np.abs(held[1:] - draws.owed(fitted, "ta_households")).max() < 1e-8
    # two quarters further from what is known, so wider than from the newest quarter itself
    assert (fitted.sd_london[:, 2:] >= made_up().sd_london - 1e-12).all()


def test_quarters_without_h_clic_are_forecast_and_no_lever_acts_in_them():
    fitted = behind(2)
    changed = run(fitted, HomelessnessLevers(prevention=50)).over_time.set_index("period")
    today = run(fitted, HomelessnessLevers()).over_time.set_index("period")
    for quarter in QUARTERS[-2:]:
        assert np.isnan(changed.loc[quarter, "ta_observed"])
        assert changed.loc[quarter, "ta_scenario"] == today.loc[quarter, "ta_scenario"] > 0
        assert np.isnan(changed.loc[quarter, "scenario"])
        assert changed.loc[quarter, "observed"] > 0
    assert changed.loc[fitted.ahead[3], "ta_scenario"] < today.loc[fitted.ahead[3], "ta_scenario"]


def test_chain_that_is_years_newer_is_used_for_one_year_only():
    fitted = behind(6)
    assert (fitted.lead, fitted.newest) == (settings.MOST_LEAD, QUARTERS[-3])


def test_every_state_of_the_street_keeps_its_size():
    rates, size = balanced(2_000.0, 700.0, 1_200.0, 460.0)
    new = 2_000.0
    held_off = size["on_and_off"] + rates["again"] * new + 460.0
    assert held_off * (1 - rates["helped"] - rates["settle"] - rates["drift"]) == pytest.approx(size["on_and_off"])
    held_on = size["living"] + rates["live_out"] * new + rates["settle"] * held_off
    assert held_on * (1 - rates["living_helped"] - rates["leave_living"]) == pytest.approx(size["living"])
    helped = rates["offered"] * new + rates["helped"] * held_off + rates["living_helped"] * held_on
    assert helped == pytest.approx(cited.HELPED / 4)
    back = rates["return"] * size["away"] + rates["lose_home"] * size["settled"] + rates["back"] * size["accommodation"]
    assert back == pytest.approx(460.0)
    assert size["accommodation"] * (rates["move_on"] + rates["back"] + rates["leave_hostel"]) == pytest.approx(helped)


def test_the_street_starts_from_published_totals():
    held = evidence()
    streets = calibrate(held.chain, held.chain_quarters, "2025Q4")
    assert streets.start["living"].sum() == pytest.approx(830)
    assert streets.arrivals.shape == (settings.STEPS, 33)
    assert streets.arrivals.mean() * 33 == pytest.approx((2_085 + 2_014 + 2_116 + 2_250) / 4, rel=1e-9)
    assert set(streets.start) < set(COMPARTMENTS)
    with pytest.raises(DataError, match="CHAIN starts after 2020Q1"):
        calibrate(held.chain, held.chain_quarters, "2020Q1")


def test_seasons_of_new_people_are_shrunk_and_average_one():
    found = season(np.array([90.0, 110.0, 100.0, 100.0]), ("2024Q1", "2024Q2", "2024Q3", "2024Q4"), "2024Q4")
    assert found.mean() == pytest.approx(1.0)
    assert found.tolist() == pytest.approx([0.95, 1.05, 1.0, 1.0])


def test_the_nearest_boroughs_are_those_with_the_nearest_features():
    near = nearest(features(), 2)
    assert set(near[0]) == {1, 2}
    assert set(near[10]) == {9, 11}
    assert CODES[near[32][0]] == CODES[31]


def test_what_was_said_of_the_last_quarter_knew_nothing_of_it():
    held = evidence()
    for name in settings.TARGETS:
        held.series[name][-1] *= 10
    assert fit(held).said == pytest.approx(made_up().said)


def test_who_reported_nothing_for_a_year_is_known():
    values = np.full((8, 4), 10.0)
    values[4:, 0], values[5:, 1], values[:, 2] = np.nan, np.nan, np.nan
    assert duties.last_reported(values).tolist() == [3, 4, -1, 7]
    assert duties.silent(values).tolist() == [True, False, True, False]
    one = np.array([[10.0, 20.0, 30.0, 70.0], [np.nan, 25.0, np.nan, 85.0]])
    assert duties.apart(one).tolist() == [True, False, True]  # 15 and 45 for 10 and 30


def test_an_autumn_that_was_not_given_is_not_nought():
    held = evidence()
    table = held.snapshot
    fitted = fit(replace(held, snapshot=table[(table["code"] != CODES[0]) | (table["year"] != 2022)]))
    assert np.isnan(fitted.snapshot[-1, 0])
    assert fitted.snapshot[-1, 1] == 10
    assert (
        published_series.standing(fitted, "snapshot").set_index("borough").loc["City of London", "quarter"]
        == "autumn 2021"
    )
