"""Small-area counts: hand-worked figures and what each score must do."""

import numpy as np
import pytest
from scipy import stats
from sklearn.metrics import mean_poisson_deviance

from lbdp_core import counts

RNG = np.random.default_rng(0)


def test_deviance_is_the_textbook_one():
    y, mu = RNG.poisson(1.1, 500).astype(float), RNG.gamma(2, 0.5, 500) + 0.01
    assert counts.poisson_deviance(y, mu) == pytest.approx(mean_poisson_deviance(y, mu))
    assert counts.deviance_terms(y, mu).mean() == pytest.approx(counts.poisson_deviance(y, mu))


def test_empirical_bayes_by_hand():
    # Two areas of 10: mean 0.5, spread 0.25, between 0.25 - 0.5 / 10 = 0.2, shape 1.25, so (0 + 1.25) / (10 + 2.5).
    rates, shape = counts.empirical_bayes(np.array([0.0, 10.0]), np.array([10.0, 10.0]))
    assert shape == pytest.approx(1.25)
    assert rates == pytest.approx([0.1, 0.9])


def test_empirical_bayes_recovers_a_planted_spread():
    exposure = np.full(4000, 500.0)
    y = RNG.poisson(exposure * RNG.gamma(5, 0.02 / 5, 4000))
    assert counts.empirical_bayes(y.astype(float), exposure)[1] == pytest.approx(5, rel=0.15)


def test_overdispersion_recovers_a_planted_shape_and_admits_none():
    mu = np.full(60_000, 2.0)
    assert counts.overdispersion(RNG.poisson(mu * RNG.gamma(8, 1 / 8, len(mu))), mu) == pytest.approx(8, rel=0.2)
    assert counts.overdispersion(mu, mu) == 1e4


def test_capture_counts_the_margin_in_part():
    y, rate, homes = np.array([6.0, 3.0, 1.0]), np.array([3.0, 2.0, 1.0]), np.array([10.0, 10.0, 80.0])
    assert counts.capture(y, rate, homes, 0.1) == pytest.approx(0.6)
    assert counts.capture(y, rate, homes, 0.15) == pytest.approx((6 + 1.5) / 10)


def test_a_ranking_without_skill_captures_its_share_of_homes():
    homes = RNG.integers(400, 1000, 20_000).astype(float)
    y = RNG.poisson(homes / 500)
    assert counts.capture(y, RNG.uniform(size=len(y)), homes, 0.1) == pytest.approx(0.1, abs=0.01)


def test_top_share_of_draws_is_row_by_row():
    rate, homes = np.array([[3.0, 2.0, 1.0], [1.0, 2.0, 3.0]]), np.array([1.0, 1.0, 1.0])
    assert counts.top_share(rate, homes, 0.4).tolist() == [[True, False, False], [False, False, True]]


def test_calibrated_forecasts_lie_within_their_bounds_and_wrong_ones_do_not():
    homes = RNG.integers(400, 1000, 5000).astype(float)
    mu = homes * RNG.gamma(4, 0.0015 / 4, 5000)
    y = RNG.poisson(mu)
    right = counts.decile_calibration(y, mu, homes)
    assert right.within >= 8 and right.expected.sum() == pytest.approx(mu.sum())
    assert counts.decile_calibration(y, np.full(5000, mu.mean()) * RNG.gamma(2, 0.5, 5000), homes).within <= 4


def test_pit_is_uniform_for_the_true_model_only():
    mu, shape = RNG.gamma(3, 0.4, 20_000), 6.0
    y = RNG.poisson(mu * RNG.gamma(shape, 1 / shape, len(mu)))
    assert stats.kstest(counts.randomised_pit(y, mu, shape, 1), "uniform").pvalue > 0.001
    wrong = counts.randomised_pit(y, 2 * mu, shape, 1)
    assert np.mean((wrong > 0.1) & (wrong < 0.9)) < 0.77


def test_whole_number_intervals_hold_what_they_promise():
    mu = RNG.gamma(3, 0.4, 20_000)
    y = RNG.poisson(mu * RNG.gamma(6, 1 / 6, len(mu)))
    low, high, nominal = counts.whole_number_interval(mu, 6.0)
    assert nominal.min() >= 0.8
    assert np.mean((y >= low) & (y <= high)) == pytest.approx(nominal.mean(), abs=0.01)


def test_skill_interval_holds_no_skill_when_there_is_none():
    y = RNG.poisson(1.0, 4000).astype(float)
    a, b = (counts.deviance_terms(y, np.exp(0.1 * RNG.standard_normal(4000))) for _ in range(2))
    low, high = counts.skill_interval(a, b, np.arange(4000) % 33, seed=1)
    assert low < 0 < high
