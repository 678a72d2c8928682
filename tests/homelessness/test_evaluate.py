"""Rolling origins: nothing after an origin is known, only what was reported is scored, and the rule may stand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lbdp_core.backtest import LEVELS, interval_scores
from lbdp_core.homelessness import cited
from lbdp_core.homelessness.evaluate import evaluate, stands
from lbdp_core.homelessness.evaluate.origins import HORIZONS, SEEN, every
from lbdp_core.homelessness.model.forecast import forecast, method_of
from lbdp_core.homelessness.scenario.words import FAR
from lbdp_core.pipeline import scorecard
from lbdp_core.quarters import ahead
from lbdp_core.result import Scorecard
from lbdp_core.sources import DataError, Shelf, find
from tests.homelessness.engine import LAST, QUARTERS, evidence, series


def noisy(seed: int = 3):
    rng = np.random.default_rng(seed)
    values = {name: held * np.exp(rng.normal(0, 0.1, held.shape)) for name, held in series().items()}
    return evidence(values=values)


def test_a_score_is_that_of_the_forecast_made_from_what_was_known():
    held = noisy()
    one = next(s for s in every(held) if s.target == "owed_relief" and s.origin == "2022Q4" and s.horizon == 2)
    values = held.series["owed_relief"]
    end = QUARTERS.index("2022Q4") + 1
    said = forecast(values[:end], method_of("owed_relief"), 2).quantiles[:, 1]
    assert one.quarter == "2023Q2"
    assert one.scores["model"] == pytest.approx(interval_scores(said, values[end + 1]))
    low, high = said[LEVELS.index(0.1)], said[LEVELS.index(0.9)]
    assert (one.inside == ((values[end + 1] >= low) & (values[end + 1] <= high))).all()


def test_what_comes_later_changes_no_earlier_score():
    held = noisy()
    before = {(s.target, s.origin, s.horizon): s.scores["model"] for s in every(held) if s.quarter <= "2023Q4"}
    late = {
        name: np.where(np.arange(len(v))[:, None] >= QUARTERS.index("2024Q1"), 7 * v, v)
        for name, v in held.series.items()
    }
    after = {
        (s.target, s.origin, s.horizon): s.scores["model"]
        for s in every(replace(held, series=late))
        if s.quarter <= "2023Q4"
    }
    assert before.keys() == after.keys()
    assert all(np.array_equal(before[key], after[key]) for key in before)


def test_a_quarter_that_a_borough_did_not_report_is_not_scored_and_not_filled():
    held = noisy()
    held.series["owed_relief"][20, 4] = np.nan
    scored = [s for s in every(held) if s.target == "owed_relief" and s.quarter == QUARTERS[20]]
    assert scored
    assert all(np.isnan(s.scores["model"][4]) and np.isnan(s.inside[4]) for s in scored)
    assert all(not np.isnan(np.delete(s.scores["model"], 4)).any() for s in scored)


def test_every_target_has_one_to_four_quarters_from_every_origin():
    scored = every(noisy())
    assert {s.horizon for s in scored} == set(HORIZONS)
    assert min(s.origin for s in scored) == QUARTERS[SEEN - 1]
    assert len(scored) == 4 * sum(min(HORIZONS[-1], len(QUARTERS) - end) for end in range(SEEN, len(QUARTERS)))


def test_quarters_that_are_added_are_scored_too():
    more = ahead(LAST, 2)
    rng = np.random.default_rng(5)
    values = {n: v * np.exp(rng.normal(0, 0.1, v.shape)) for n, v in series((*QUARTERS, *more)).items()}
    card = evaluate(evidence((*QUARTERS, *more), values))
    assert max(o["quarter"] for o in card.origins) == more[-1]
    street = card.more["street"]
    assert street["rows"][-1]["quarter"] == LAST
    assert street["rows"][-1]["published"] == cited.QUARTERS[-1].seen
    assert street["bias"] == pytest.approx(np.mean([r["said"] / r["published"] - 1 for r in street["rows"]]))


def test_noise_about_a_level_is_forecast_better_by_a_level_than_by_last_year():
    by = evaluate(noisy()).more["by_target"]
    assert 0.08 < by["owed_relief"]["skill"] < 0.30  # the mean of many against one of them: at the most 1 - 1/sqrt(2)
    assert abs(by["ta_households"]["skill"]) < 0.12  # a stock's level is its last figure, no better than last year's
    assert 0.7 < by["owed_relief"]["coverage_80"] < 0.9


def test_where_the_goal_is_not_reached_the_rule_stands():
    assert stands({"skill": 0.12}) == "model"
    assert stands({"skill": 0.02}) == "seasonal_naive"
    assert stands({"skill": None}) == "seasonal_naive"


def test_too_few_quarters_are_refused_in_one_sentence():
    few = QUARTERS[:9]
    with pytest.raises(DataError, match=r"^There are too few quarters of H-CLIC to check a forecast; .*\.$"):
        evaluate(evidence(few, series(few)))


def test_the_stored_scorecard_reaches_the_goal_over_all_and_says_where_it_does_not():
    card = scorecard("homelessness", Shelf(find("sample_data")))
    assert Scorecard.from_dict(card.as_dict()) == card
    assert card.skill >= card.more["goal"] == 0.10
    assert card.more["stands_at"]["1"] == "model"
    assert [h for h, who in card.more["stands_at"].items() if who != "model"] == [str(FAR)]  # what the page's words say
    for horizon, found in card.more["by_horizon"].items():
        assert card.more["stands_at"][horizon] == stands(found)
        assert card.more["goal_reached"][horizon] == (found["skill"] >= 0.10)
    for target, by in card.more["by_target_and_horizon"].items():
        assert card.more["stands"][target] == {h: stands(found) for h, found in by.items()}
    assert len({(o["target"], o["origin"], o["horizon"]) for o in card.origins}) == len(card.origins)
    assert card.skill == pytest.approx(np.mean([1 - o["model"] / o["baselines"][card.baseline] for o in card.origins]))
    assert min(o["origin"] for o in card.origins) >= card.more["chosen_on"]["quarters_until"]
