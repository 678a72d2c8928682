"""Draws to intervals: paired, holding the mean, and of no width where nothing differs."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from lbdp_core import doubt

EVEN = np.arange(101.0)


def test_an_interval_is_the_middle_80_percent():
    assert doubt.interval(EVEN, 50) == (10, 90)


def test_an_interval_holds_the_mean_of_very_skewed_draws():
    assert doubt.interval(EVEN, 95) == (10, 95)
    assert doubt.interval(EVEN, 5) == (5, 90)


def test_many_intervals_at_once_are_the_same_as_one_by_one():
    low, high = doubt.intervals(np.column_stack([EVEN, 2 * EVEN]), np.array([50.0, 195.0]))
    np.testing.assert_array_equal(low, [10, 20])
    np.testing.assert_array_equal(high, [90, 195])


def test_no_change_has_no_width_however_unsure_today_is():
    headline = doubt.paired("Fires", "Fires", "fires", "down", 50.0, 0.0, EVEN, np.zeros(101))
    assert (headline.change, headline.change_low, headline.change_high) == (0, 0, 0)
    assert (headline.today, headline.scenario, headline.low, headline.high) == (50, 50, 10, 90)


def test_a_paired_change_is_surer_than_the_figures_it_is_between():
    headline = doubt.paired("Fires", "Fires", "fires", "down", 50.0, -5.0, EVEN, -0.1 * EVEN)
    assert headline.change_high - headline.change_low == pytest.approx(8)
    assert headline.high - headline.low == pytest.approx(72)
    assert headline.scenario == 45


def test_a_figure_that_today_has_not_says_why():
    headline = doubt.alone(
        "Fires per 1,000 visits", "Fires per 1,000 visits", "fires", "up", 50.0, EVEN, reason="No visits today."
    )
    assert headline.today is None
    assert headline.change is None
    assert headline.reason == "No visits today."
    assert (headline.low, headline.scenario, headline.high) == (10, 50, 90)


def test_a_headline_keeps_its_draws_out_of_what_is_printed_and_compared():
    one = doubt.paired("Fires", "Fires", "fires", "down", 50.0, -5.0, EVEN, -0.1 * EVEN)
    np.testing.assert_allclose(one.draws, 0.9 * EVEN)
    np.testing.assert_array_equal(doubt.alone("", "", "", "up", 50.0, EVEN, reason="").draws, EVEN)
    assert "draws" not in one.as_dict()
    assert one == dataclasses.replace(one, draws=None)


def test_luck_holds_eight_counts_in_ten():
    counts = np.random.default_rng(1).poisson(5_000, 20_000)
    assert (np.abs(counts - 5_000) <= doubt.luck(5_000)).mean() == pytest.approx(0.8, abs=0.01)
