"""Forecasts: the rule to beat by hand, a planted return to the middle is learnt, and nothing later is looked at."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from lbdp_core.children.indicators import indicators
from lbdp_core.children.model import forecasting
from lbdp_core.children.model.forecasting import Method, Situation, last_known, neighbour_shrink, of_neighbours
from tests.children import files

NAN = float("nan")


def test_the_neighbour_shrink_by_hand():
    """10 moves 30% of the way to the median of 20, 30 and 40."""
    value = np.array([[10.0, 20.0, 30.0, 40.0]])
    near = np.array([[1, 2, 3], [0, 2, 3], [0, 1, -1], [-1, -1, -1]])
    assert of_neighbours(value[0], near).tolist() == [30, 30, 15, 25]  # without neighbours: the middle of all
    assert neighbour_shrink(value, near, 3) == pytest.approx([16.0, 23.0, 25.5, 35.5])
    assert neighbour_shrink(value, near, 1)[0] == pytest.approx(12.0)


def test_a_missing_last_value_is_that_of_two_years_before_at_most():
    value = np.array([[1.0, 1.0], [2.0, NAN], [3.0, NAN], [NAN, NAN]])
    assert last_known(value)[0] == 3
    assert np.isnan(last_known(value)[1])


def test_least_absolute_deviations_are_not_moved_by_a_few():
    rng = np.random.default_rng(2)
    known = rng.normal(size=(200, 2))
    target = known @ np.array([0.8, 0.3]) + rng.normal(0, 0.05, 200)
    target[:10] += 50
    weights = forecasting.least_absolute(known, target, np.zeros(2), 1.0)
    assert weights == pytest.approx([0.8, 0.3], abs=0.05)
    held = forecasting.least_absolute(known, target, np.array([1.0, 0.0]), 1e9)
    assert held == pytest.approx([1.0, 0.0], abs=1e-3)


def test_too_few_councils_are_no_situation():
    value = np.full((3, 60), NAN)
    value[-1, :40] = 1.0
    assert Situation.of(value, np.full((60, 1), -1)) is None


def test_a_planted_return_to_the_middle_is_learnt(evidence):
    """The made-up councils have lasting levels and noise: the mean of years says more than the last year."""
    method = Method(evidence, 1)
    weights = method.weights["referrals"]
    assert weights[0] < 0.98
    assert weights[1:3].sum() > 0.1


def test_forecasts_use_nothing_that_came_later(evidence):
    cut = evidence.upto(2019)
    later = dataclasses.replace(
        evidence,
        series={
            key: dataclasses.replace(s, value=np.where(np.arange(len(s.value))[:, None] > 6, 1e6, s.value))
            for key, s in evidence.series.items()
        },
    ).upto(2019)
    one, other = Method(cut, 3).forecast("referrals"), Method(later, 3).forecast("referrals")
    assert one is not None
    assert other is not None
    np.testing.assert_array_equal(one.middle, other.middle)
    np.testing.assert_array_equal(one.low, other.low)


def test_situations_may_be_shared_between_origins(evidence):
    shared: dict = {}
    Method(evidence, 1, shared).forecast("referrals")
    alone, beside = Method(evidence.upto(2020), 1), Method(evidence.upto(2020), 1, shared)
    np.testing.assert_array_equal(alone.forecast("plans").middle, beside.forecast("plans").middle)


def test_ranges_hold_their_middle_and_a_share_stays_a_share(evidence):
    for horizon in (1, 3):
        method = Method(evidence, horizon)
        for one in evidence.indicators:
            found = method.forecast(one.key)
            if found is None or np.isnan(found.low).all():
                continue
            there = np.isfinite(found.middle)
            assert (found.low[there] <= found.high[there]).all()
            assert (found.low[there] >= 0).all()
            assert not one.share or (found.high[there] <= 100).all()


def test_an_indicator_without_a_past_keeps_to_the_neighbours(evidence):
    """Looked-after children have four years: three years ahead nothing of their own was ever seen in 2021."""
    method = Method(evidence.upto(2021), 3)
    assert method.weights["looked_after"] == pytest.approx(method.start)
    assert method.weights["referrals"] != pytest.approx(method.start, abs=1e-3)


def test_chance_is_larger_for_a_smaller_council():
    one = next(i for i in indicators() if i.key == "rereferrals")
    noise = forecasting.noise(one, np.array([20.0, 20.0]), np.array([100.0, 10_000.0]))
    assert noise == pytest.approx([4.0, 0.4])
    assert len(files.DFE) > forecasting.LEAST
