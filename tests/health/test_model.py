"""The engine: rates read at younger ages, widths that are the published ones, and draws that keep their means."""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core.health.model import PopulationErrors, ageing_draws, expected, intervals, rate_draws, rates, settings
from lbdp_core.health.model.rates import shifted
from lbdp_core.health.scenario import HealthLevers
from lbdp_core.health.scenario.course import Course
from tests.health.engine import BOROUGHS, YEARS, doubling, made_up

AGES = np.arange(91.0)
YEAR = np.arange(0, 21)


@pytest.fixture(scope="module")
def london():
    errors = PopulationErrors.drawn(33, draws=2_000)
    return np.stack([errors.after(years) for years in YEAR])


def test_five_healthy_years_halve_rates_that_double_in_five():
    rate = doubling(AGES)
    later = shifted(AGES, rate, np.where(AGES >= 55, 5.0, 0.0))
    assert later[65:85] == pytest.approx(rate[65:85] / 2, rel=1e-12)
    assert not later[:65].any()


def test_no_shift_leaves_rates_exactly_as_published():
    rate = np.random.default_rng(1).uniform(0, 1, 91)
    assert (shifted(AGES, rate, np.zeros(91)) == rate).all()


def test_a_shift_by_hand_on_three_bands():
    # bands 60-69, 70-79, 80-89 and one open year; rates 0.1, 0.2, 0.6; middles 65, 75, 85.
    # At 72 (its middle 72.5) two years younger: ln goes from 0.75 of the way (65 -> 75) to 0.55: 0.2 x 2 ** -0.2.
    ages = np.arange(60.0, 90.0)
    rate = np.repeat([0.1, 0.2, 0.6], 10)
    younger = shifted(ages, rate, np.full(30, 2.0))
    assert younger[12] == pytest.approx(0.2 * 2**-0.2, rel=1e-12)


def test_rates_never_pass_one():
    assert shifted(AGES, np.minimum(10 * doubling(AGES), 1.0), np.full(91, -40.0)).max() <= 1.0


def test_a_condition_without_any_rate_or_with_one_band_is_left_alone():
    assert not shifted(AGES, np.zeros(91), np.full(91, 3.0)).any()
    assert (shifted(AGES, np.full(91, 0.2), np.full(91, 3.0)) == 0.2).all()


def test_population_errors_are_as_wide_as_the_published_ones(london):
    off = np.median(np.abs(london - 1), axis=(2, 3))  # (years, groups)
    base = np.asarray(settings.MEDIANS) * settings.BASE_MEDIAN / settings.PUBLISHED_MEDIAN
    assert off[10] == pytest.approx(np.hypot(settings.MEDIANS, base), rel=0.06)
    assert off[0] == pytest.approx(base, abs=0.003)
    assert (np.diff(off, axis=0) > 0).all()


def test_a_borough_of_all_ages_errs_by_the_published_median(london):
    """Shares of London's ages in mid-2020: they make 0.7 of the variance common to all ages, no more and no less."""
    shares = np.array([0.206, 0.103, 0.262, 0.142, 0.165, 0.066, 0.039, 0.017])
    whole = np.einsum("gdb,g->db", london[10] - 1, shares)
    assert np.median(np.abs(whole)) == pytest.approx(settings.PUBLISHED_MEDIAN, rel=0.08)


def test_the_very_young_the_very_old_and_ages_that_move_are_hardest():
    size = dict(zip(settings.GROUPS, settings.MEDIANS, strict=True))
    assert size[0] == size[16] == size[25] == size[85] > size[40] == size[75] > size[50] == size[65]


def test_population_errors_have_a_mean_of_one_and_london_errs_less_than_a_borough(london):
    assert london.mean(axis=2) == pytest.approx(1, abs=1e-4)
    whole = np.quantile(london[10, 0].mean(axis=1), (0.1, 0.9))
    one = np.quantile(london[10, 0, :, 5], (0.1, 0.9))
    assert whole[1] - whole[0] < 0.6 * (one[1] - one[0])


def test_healthy_shares_are_the_published_split_normal():
    shares = intervals.healthy_shares(100_000)
    below = settings.SHARE_BELOW / (settings.SHARE_BELOW + settings.SHARE_ABOVE)
    assert (shares < settings.SHARE_MODE).mean() == pytest.approx(below, abs=1e-4)
    mean = settings.SHARE_MODE + np.sqrt(2 / np.pi) * (settings.SHARE_ABOVE - settings.SHARE_BELOW)
    assert shares.mean() == pytest.approx(mean, abs=2e-3)


def test_knot_weights_give_the_share_back():
    shares = intervals.healthy_shares()
    weights = intervals.knot_weights(shares)
    assert weights.sum(axis=1) == pytest.approx(1, abs=1e-12)
    assert weights @ np.array(settings.SHARES) == pytest.approx(shares, abs=1e-12)
    assert ageing_draws()[0].shape == (settings.DRAWS, len(settings.SHARES))


def test_drift_is_a_random_walk_of_the_published_size():
    walk = np.log(intervals.drift(YEAR, seed=1, draws=20_000))
    assert walk[0] == pytest.approx(0)
    assert walk[20].std() == pytest.approx(abs(np.log(6.5 / 8.3)), rel=0.03)
    assert walk[5].std() == pytest.approx(walk[20].std() / 2, rel=0.03)


def test_the_errors_of_one_borough_are_those_it_has_among_all():
    errors, here = PopulationErrors.drawn(4, draws=100), np.array([False, True, False, True])
    assert errors.after(7, here) == pytest.approx(errors.after(7)[..., here], rel=1e-6)


def test_rates_of_the_base_are_the_published_ones_and_only_the_old_are_shifted():
    fitted = made_up()
    table = np.stack([rates(fitted, 0, 2.0, year) for year in range(YEARS)])
    assert table.shape == (YEARS, len(fitted.age), len(settings.SHARES))
    assert table[0] == pytest.approx(np.repeat(fitted.rate[0][:, None], len(settings.SHARES), axis=1), rel=1e-12)
    young = fitted.age < 55
    assert (table[:, young] == table[:1, young]).all()


def test_expected_people_are_people_times_rates():
    fitted = made_up()
    none = settings.SHARES.index(0.0)
    table = np.stack([expected(fitted, 0, 0.0, year)[..., none] for year in range(YEARS)])
    by_hand = np.einsum("bay,a->yb", fitted.people, fitted.rate[0])
    assert table.sum(axis=1) == pytest.approx(by_hand, rel=1e-12)


@pytest.mark.parametrize("year", [0, 10])
def test_draws_keep_the_mean_and_boroughs_add_up_to_all_of_them(year):
    course = Course(made_up(), HealthLevers(condition="copd"))
    everywhere = np.ones(len(BOROUGHS), bool)
    placed = course.draws_by_place(year).sum(axis=0)
    assert placed.shape == (settings.DRAWS, len(BOROUGHS))
    assert placed.mean(axis=0) == pytest.approx(course.centre[year].sum(axis=0), rel=0.04)
    assert course.draws_of(year, everywhere) == pytest.approx(placed.sum(axis=1), rel=1e-4)
    for b in range(len(BOROUGHS)):
        assert course.draws_of(year, np.arange(len(BOROUGHS)) == b) == pytest.approx(placed[:, b], rel=1e-4)


def test_every_year_s_draws_are_those_of_the_year_and_people_alone_err_less():
    course, everywhere = Course(made_up(), HealthLevers()), np.ones(len(BOROUGHS), bool)
    every, people = course.draws(everywhere)
    assert every[10] == pytest.approx(course.draws_of(10, everywhere))
    assert people[10].mean() == pytest.approx(course.centre[10].sum(), rel=0.01)
    assert people[10].std() < every[10].std()


def test_conditions_err_apart_and_boroughs_of_a_condition_together():
    fitted = made_up()
    one, other = rate_draws(fitted, 0)[0], rate_draws(fitted, 1)[0]
    assert abs(np.corrcoef(one[:, 5], other[:, 5])[0, 1]) < 0.15
    placed = Course(fitted, HealthLevers()).draws_by_place(10)
    assert np.corrcoef(placed.sum(axis=0)[:, :2].T)[0, 1] > 0.5
