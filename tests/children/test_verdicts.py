"""Verdicts on figures worked by hand, and on the published ones."""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core.children import verdicts

NAN = float("nan")


def test_wilson_of_a_textbook_share():
    """Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263 is 0.2553 to 0.3662; 0 of 20 ends at 0.1611."""
    low, high = verdicts.wilson(np.array([81.0, 0.0]), np.array([263.0, 20.0]))
    assert low == pytest.approx([0.2553, 0.0], abs=2e-4)
    assert high == pytest.approx([0.3662, 0.1611], abs=2e-4)


def test_byar_is_near_the_exact_poisson_interval():
    """Exact 95% of a count of 10: 4.80 to 18.39; of 100: 81.36 to 121.63; of 0: up to 3.69."""
    low, high = verdicts.byar(np.array([10.0, 100.0, 0.0]), np.ones(3))
    assert low == pytest.approx([4.80, 81.36, 0.0], abs=0.05)
    assert high == pytest.approx([18.39, 121.63, 3.69], abs=0.1)


def test_a_council_of_nobody_has_no_interval():
    assert np.isnan(verdicts.wilson(np.array([0.0]), np.array([0.0]))[0]).all()
    assert np.isnan(verdicts.byar(np.array([3.0]), np.array([NAN]))[1]).all()


def test_a_funnel_by_hand():
    """Four councils of 100: 10, 20, 30, 40. All together 25%, whose standard deviation by chance is 4.33 points."""
    found = verdicts.funnel(np.array([10.0, 20.0, 30.0, 40.0]), np.full(4, 100.0), share=True)
    assert found.target == 0.25
    assert found.plain == pytest.approx([-3.4641, -1.1547, 1.1547, 3.4641], abs=1e-4)
    # the ends are drawn in to the tenth and ninetieth of the four: -2.7713 and 2.7713
    assert found.phi == pytest.approx((2 * 2.77128**2 + 2 * 1.1547**2) / 4, abs=1e-4)
    between = (4 * found.phi - 3) / (4 / 0.001875 - 1 / 0.001875)  # equal weights: sum less its mean
    assert found.between == pytest.approx(np.sqrt(between), rel=1e-6)
    assert found.z == pytest.approx(np.array([-0.15, -0.05, 0.05, 0.15]) / np.sqrt(0.001875 + between), rel=1e-6)
    assert found.outside() == (0.5, 0.0)


def test_a_funnel_of_chance_alone_adds_nothing():
    rng = np.random.default_rng(4)
    of = rng.integers(300, 3_000, 400).astype(float)
    found = verdicts.funnel(rng.poisson(0.02 * of).astype(float), of, share=False)
    assert found.phi < 1.2
    assert found.between < 0.003
    assert found.outside()[1] < 0.08


def test_a_funnel_against_what_is_expected():
    n, of = np.array([20.0, 40.0, 30.0]), np.full(3, 100.0)
    found = verdicts.funnel(n, of, True, expected=n / of)
    assert found.plain == pytest.approx([0, 0, 0])
    missing = verdicts.funnel(np.array([20.0, NAN]), np.array([100.0, 50.0]), True)
    assert np.isnan(missing.plain[1])


def test_a_run_chart_by_hand():
    """Mean of 10, 12, 11, 13, 14 is 12 and of its steps 2, 1, 2, 1 is 1.5: limits 12 -/+ 2.66 x 1.5."""
    before = [10.0, 12.0, 11.0, 13.0, 14.0]
    chart = verdicts.run_chart(np.array([*before, 12.0]))
    assert (chart.mean, chart.low, chart.high) == pytest.approx((12.0, 8.01, 15.99), abs=1e-3)
    assert chart.signal == ""
    assert verdicts.run_chart(np.array([*before, 16.5])).signal == "higher than in its earlier years"
    assert verdicts.run_chart(np.array([*before, 7.0])).signal == "lower than in its earlier years"


def test_a_short_series_has_no_limits():
    chart = verdicts.run_chart(np.array([10.0, 12.0, 11.0, 13.0, 99.0]))
    assert np.isnan([chart.mean, chart.low, chart.high]).all()
    assert chart.signal == ""


@pytest.mark.parametrize(("last", "words"), [(12.5, "above"), (6.0, "below")])
def test_a_run_on_one_side_is_a_shift(last, words):
    series = np.array([20.0, 4.0, 10.0 if last > 10 else 16.0, *[last] * 8])
    assert verdicts.run_chart(series).signal == f"for 8 years in a row {words} its own mean"


def test_a_gap_is_no_step_of_a_run_chart():
    whole = verdicts.run_chart(np.array([10.0, 12.0, NAN, 30.0, 31.0, 31.0, 30.0]))
    assert whole.high - whole.mean == pytest.approx(2.66 * 1.0)  # steps 2, 1 and 0; not the 18 across the gap
    assert verdicts.run_chart(np.array([10.0, 11.0, 12.0, 10.0, 11.0, 12.0, NAN])).signal == ""


def test_regression_to_the_mean_by_hand():
    """Distances of -10, 0, 10 become -5, 0, 5: half is left."""
    slope, error = verdicts.regression_to_mean(np.array([[10.0, 20.0, 30.0], [15.0, 20.0, 25.0]]))
    assert (slope, error) == pytest.approx((0.5, 0.0))
    assert verdicts.next_year(30.0, 20.0, slope) == 25.0


def test_quarters_that_councils_change():
    same = np.tile(np.arange(8.0), (3, 1))
    assert verdicts.quartile_changes(same) == 0
    swapped = np.array([np.arange(8.0), [2, 3, 0, 1, 6, 7, 4, 5]])
    assert verdicts.quartile_changes(swapped) == 1
    assert np.isnan(verdicts.quartile_changes(same[:, :3]))


def test_the_published_figures_show_what_the_notes_found(real):
    """A plain funnel flags most councils on re-referrals, an over-dispersed one few; quarters are mostly noise."""
    again, repeat, care = (real.series[key] for key in ("rereferrals", "repeat_plans", "looked_after"))
    found = verdicts.funnel(again.n[-1], again.of[-1], True)
    plain, wide = found.outside()
    assert found.phi == pytest.approx(27, abs=4)
    assert 0.70 < plain < 0.85
    assert 0.08 < wide < 0.20
    assert verdicts.funnel(repeat.n[-1], repeat.of[-1], True).phi == pytest.approx(3.4, abs=0.8)
    assert verdicts.funnel(care.n[-1], care.of[-1], False).phi == pytest.approx(54, abs=8)
    moves = {key: verdicts.quartile_changes(real.series[key].value) for key in ("plans", "repeat_plans", "turnover")}
    assert moves == pytest.approx({"plans": 0.43, "repeat_plans": 0.62, "turnover": 0.66}, abs=0.04)
    assert verdicts.quartile_changes(care.value) == pytest.approx(0.16, abs=0.03)
