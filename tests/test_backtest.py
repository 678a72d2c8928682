"""Back-tests: each score on figures worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core import backtest


def test_wape_is_all_errors_over_all_that_was():
    assert backtest.wape(np.array([8.0, 12.0]), np.array([10.0, 10.0])) == pytest.approx(0.2)


def test_the_interval_score_is_width_and_what_lies_outside():
    """A median of 10 and an 80% interval of 8 to 12; truth 13: (|3| / 2 + (4 + 10 * 1) * 0.1) / 1.5."""
    found = backtest.interval_scores(np.array([[8.0], [10.0], [12.0]]), np.array([13.0]), (0.1, 0.5, 0.9))
    assert found[0] == pytest.approx((0.5 * 3 + 0.1 * (4 + 10 * 1)) / 1.5)


def test_pits_of_honest_draws_are_even_and_of_narrow_ones_are_not():
    rng = np.random.default_rng(0)
    truth = rng.poisson(6, 4_000).astype(float)
    honest, narrow = rng.poisson(6, (400, 4_000)).astype(float), np.full((400, 4_000), 6.0)
    assert backtest.inside_80(backtest.pit(honest, truth, 1)).mean() == pytest.approx(0.8, abs=0.02)
    assert backtest.inside_80(backtest.pit(narrow, truth, 1)).mean() < 0.2


def test_an_interval_by_clusters_is_wide_where_clusters_err_together():
    values = np.repeat([0.0, 1.0, 1.0, 0.0], 50)
    apart = backtest.clustered_interval(values, np.arange(200), 1)
    together = backtest.clustered_interval(values, np.repeat(np.arange(4), 50), 1)
    assert together[1] - together[0] > 3 * (apart[1] - apart[0])


def test_the_simple_rules():
    seen = np.array([[1.0, 9.0], [2.0, 6.0], [3.0, 3.0], [4.0, 0.0], [5.0, 0.0]])
    assert backtest.last_value(seen, 3).tolist() == [5.0, 0.0]
    assert backtest.drift(seen, 2).tolist() == [7.0, 0.0]
    assert backtest.seasonal_naive(seen, 1).tolist() == [2.0, 6.0]
    assert backtest.seasonal_naive(seen, 4).tolist() == [5.0, 0.0]
    assert backtest.seasonal_naive(seen, 5).tolist() == [2.0, 6.0]
    assert backtest.seasonal_naive(seen[:3], 1).tolist() == [3.0, 3.0]
    assert backtest.seasonal_naive(seen[:3], 2).tolist() == [1.0, 9.0]  # the fifth quarter is of the first one's season


GAP = np.array([[1.0, 9.0], [np.nan, 8.0], [3.0, np.nan], [4.0, 6.0], [5.0, np.nan]])


def test_what_was_not_published_is_neither_scored_nor_carried_on():
    nan = float("nan")
    assert backtest.wape(np.array([8.0, 1.0]), np.array([10.0, nan])) == pytest.approx(0.2)
    assert np.isnan(backtest.wape(np.array([8.0]), np.array([nan])))
    pits = backtest.pit(np.full((10, 2), 5.0), np.array([nan, 5.0]), 1)
    assert np.isnan(pits).tolist() == [True, False]
    assert np.isnan(backtest.clustered_interval(np.array([]), np.array([]), 1)).all()
    assert backtest.last_value(GAP, 1).tolist() == [5.0, 6.0]
    assert backtest.drift(GAP, 2).tolist() == [7.0, 4.0]  # 1 a step over four steps, -1 a step over three
    assert backtest.seasonal_naive(GAP, 1).tolist() == [5.0, 8.0]  # no figure of that season: the last; then its own
    assert backtest.seasonal_naive(GAP, 3).tolist() == [4.0, 6.0]


def test_the_simple_rules_go_back_past_what_is_not_known():
    seen = np.arange(9.0)[:, None] * [1.0, 1.0] + [0.0, np.nan]
    seen[[0, 5, 8], 0] = np.nan
    assert backtest.last_value(seen, 1)[0] == 7.0
    assert backtest.drift(seen, 2)[0] == 9.0  # from 1 in the second quarter to 7 in the eighth
    assert backtest.seasonal_naive(seen, 1)[0] == 1.0  # not the sixth quarter, which is not known
    assert backtest.seasonal_naive(seen, 4)[0] == 4.0
    assert all(np.isnan(rule(seen, 1)[1]) for rule in (backtest.last_value, backtest.drift, backtest.seasonal_naive))


def test_drift_falls_below_nought_only_where_it_may():
    seen = np.array([[4.0], [1.0]])
    assert backtest.drift(seen, 2).tolist() == [0.0]
    assert backtest.drift(seen, 2, -np.inf).tolist() == [-5.0]


def entries():
    """Two origins one step ahead and one two steps ahead, of different weights."""
    rows = (("2024Q1", 1, 1.0, 4.0, 30), ("2024Q2", 1, 3.0, 4.0, 10), ("2024Q1", 2, 5.0, 4.0, 10))
    return [
        backtest.entry({"model": m, "naive": n}, "naive", 0.5 * h, origin=o, horizon=h) | {"people": people}
        for o, h, m, n, people in rows
    ]


def test_an_entry_names_its_forecast_first_and_sets_the_method_beside_each_rule():
    one = entries()[0]
    assert list(one) == ["origin", "horizon", "model", "baselines", "skill", "coverage_80", "people"]
    assert (one["baselines"], one["skill"]) == ({"naive": 4.0}, 0.75)


def test_entries_are_pooled_alike_or_by_a_weight_that_is_named():
    near = backtest.by(entries(), "horizon")[1]
    assert backtest.pooled(near, ("naive",)) == {
        "origins": 2, "model": 2.0, "naive": 4.0, "skill": pytest.approx(0.5), "coverage_80": 0.5,
    }  # fmt: skip
    weighted = backtest.pooled(near, ("naive",), "people")
    assert (weighted["model"], weighted["skill"]) == (pytest.approx(1.5), pytest.approx(1 - 1.5 / 4))
    assert set(backtest.pooled([], ("naive",)).values()) == {0, None}


def test_an_interval_over_entries_resamples_their_clusters():
    """By origin one cluster has 0.75 and -0.25 and the other 0.25; by horizon 0.5 in the mean, and -0.25."""
    assert backtest.mean(entries(), "skill") == pytest.approx(0.25)
    assert backtest.interval(entries(), "skill", 1) == pytest.approx((0.25, 0.25))
    assert backtest.interval(entries(), "skill", 1, "horizon") == pytest.approx((-0.25, 0.5))


def test_a_period_that_is_not_known_is_neither_an_origin_nor_scored():
    known = np.array([True, True, False, True])
    assert list(backtest.origins(known, (1, 2))) == [(0, [1]), (1, [2])]
    assert list(backtest.origins(known, (1, 2), first=1)) == [(1, [2])]
    assert list(backtest.origins(known, (5,))) == []
