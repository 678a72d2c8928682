"""The claimant rate: a damped change by hand, no look ahead, and what made-up years must give."""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core.labour.model import forecasting
from lbdp_core.labour.model.forecasting import (
    HELD,
    PARTS,
    change,
    forecast,
    half_width,
    learnt,
    middle,
    outcomes,
    part,
    rules,
)


def years(steps, boroughs=33, noise=0.0):
    rng = np.random.default_rng(3)
    log = np.cumsum(np.asarray(steps)[:, None] + noise * rng.normal(size=(len(steps), boroughs)), axis=0)
    return 3 * np.exp(log)


def test_a_change_is_pulled_halfway_to_that_of_all_and_held():
    rate = np.array([[1.0, 1.0], [np.exp(0.1), np.exp(-0.1)]])
    assert change(rate) == pytest.approx([0.05, -0.05])
    assert change(np.array([[1.0, 1.0], [3.0, 3.0]])) == pytest.approx([HELD, HELD])


def test_where_changes_go_on_they_are_carried_and_where_they_turn_they_are_not():
    lasting, turning = years([0.1] * 8 + [-0.1] * 8), years([0.1, -0.1] * 8)
    assert part(lasting, 1) == max(PARTS)
    assert learnt(lasting, 1)
    assert part(turning, 1) == 0
    assert not learnt(turning, 1)
    assert forecast(turning, 1).middle == pytest.approx(turning[-1])


def test_with_few_years_the_last_value_is_shown_without_a_range():
    made = forecast(years([0.1] * 3), 1)
    assert not made.model
    assert np.isnan(made.low).all()


@pytest.mark.parametrize("horizon", [1, 2])
def test_a_forecast_does_not_look_ahead(horizon):
    rate = years([0.1, 0.05, -0.1, 0.1] * 4, noise=0.05)
    changed = rate.copy()
    changed[12:] *= 9
    assert middle(rate[:12], horizon) == pytest.approx(middle(changed[:12], horizon))
    one, other = forecast(rate[:12], horizon), forecast(changed[:12], horizon)
    assert one.high == pytest.approx(other.high)


def test_a_range_holds_eight_in_ten_of_steady_errors():
    rng = np.random.default_rng(1)
    rate = 3 * np.exp(np.cumsum(0.05 * rng.normal(size=(60, 33)), axis=0))
    held = []
    for end in range(30, 60):
        made = forecast(rate[:end], 1)
        held.append(((made.low <= rate[end]) & (rate[end] <= made.high)).mean())
    assert 0.72 < np.mean(held) < 0.88


def test_the_plain_rules_by_hand():
    guesses = rules(np.array([[2.0], [4.0]]), np.array([1.0, 1.5]), 2)
    assert guesses["last_value"] == pytest.approx([4.0])
    assert guesses["england_change"] == pytest.approx([9.0])


def test_no_error_is_weighed_by_less_than_the_least():
    flat = years([0.0] * 12)
    assert part(flat, 1) == 0
    assert forecasting.LEAST > 0


def test_a_range_reaches_as_far_as_the_year_in_place_eight_tenths_of_n_and_one():
    """Nine years, ten boroughs: in place 8 of the errors within which eight in ten boroughs lay."""
    errors = np.outer(np.arange(1, 10) / 10, np.ones(10))
    errors[:, 0] = 5  # one borough of ten is beyond them all
    assert half_width(errors) == pytest.approx(0.8)
    assert half_width(errors[:3]) == pytest.approx(0.3)


def test_draws_are_as_wide_as_the_range_and_share_the_year():
    rate = years([0.3, -0.1, 0.2, 0.0, -0.3, 0.1] * 3, noise=0.02)
    shock, own = outcomes(rate, 1, False)
    common, each = forecasting.past_errors(rate, 1, False)
    within = np.quantile(np.abs(shock[:, None] + own), 0.8)
    assert within == pytest.approx(half_width(common[:, None] + each))
    assert np.abs(shock).mean() > 3 * np.abs(own).mean()


def test_the_mean_of_the_draws_is_the_forecast():
    made = forecast(years([0.3, -0.1, 0.2, 0.0, -0.3, 0.1] * 3, noise=0.02), 1)
    assert made.drawn.mean(axis=0) == pytest.approx(made.middle)
    assert (made.low <= made.middle).all()
    assert (made.middle <= made.high).all()
