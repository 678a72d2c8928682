"""What one more dataset adds, in simulated counts where truth is known: one step against a full refit, gaps,
shuffles.
"""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core import lift

N, BOROUGHS, YEARS, WINDOW = 1_200, 12, 9, 5


def world(ratio: float = 1.0, seed: int = 0):
    """Areas in boroughs, two held columns, counts over years; x multiplies them by `ratio` a standard deviation."""
    rng = np.random.default_rng(seed)
    borough = np.sort(rng.integers(0, BOROUGHS, N))
    held = rng.standard_normal((N, 2))
    x = 0.5 * held[:, 0] + np.sqrt(0.75) * rng.standard_normal(N)
    homes = rng.uniform(500, 900, N)
    rate = 1.5e-3 * np.exp(0.2 * held[:, 0] - 0.1 * held[:, 1] + np.log(ratio) * x)
    events = rng.poisson((homes * rate)[:, None], (N, YEARS)).astype(float)
    none = np.zeros((N, 1))

    def history(t: int):
        before = events[:, max(0, t - 3) : t].sum(axis=1) if t else none[:, 0]
        return np.log((before + 3) / (homes * 3 * 1.5e-3 + 3))[:, None]

    base = lift.fit(held, history, homes, events, range(WINDOW + 1, YEARS), WINDOW)
    return base, borough, x, homes, events, held, history


def test_one_step_is_the_full_refit_to_a_tenth_of_the_interval():
    base, borough, x, homes, events, held, history = world(1.3)
    o, t = 0, WINDOW + 1
    made = lift.columns(x[:, None], borough)
    beta, change = lift.joined(base, made.values, o)
    years = range(t - WINDOW, t)
    past = {y: history(y) for y in range(1, YEARS)}
    every = np.vstack([past[y] for y in sorted(past)])
    past = {y: (v - every.mean(axis=0)) / every.std(axis=0) for y, v in past.items()}
    still = np.column_stack([np.ones(N), (held - held.mean(axis=0)) / held.std(axis=0)])
    rows = np.vstack([np.column_stack([still, past[y], made.values]) for y in years])
    seen = np.concatenate([events[:, y] for y in years])
    offset = np.concatenate([np.log(homes * events[:, y].sum() / homes.sum()) for y in years])
    whole, _, inverse = lift.poisson(rows, seen, offset)
    assert abs(beta[0] - whole[-1]) < 0.1 * 2 * 1.96 * np.sqrt(inverse[-1, -1])
    assert np.exp(whole[-1]) == pytest.approx(1.3, rel=0.06)
    assert np.corrcoef(change, x)[0, 1] > 0.7


def test_a_dataset_that_is_held_already_changes_nothing():
    base, borough, _, _, _, held, _ = world()
    made = lift.columns(2 * held[:, :1] + 3, borough)
    gain, deviance = lift.saved(base, made, range(base.origins))
    assert abs(gain.sum()) < 1e-4 * deviance.sum()


def test_an_effect_is_seen_and_its_shuffles_are_not():
    base, borough, x, *_ = world(1.25)
    made = lift.columns(x[:, None], borough)
    gain, deviance = lift.saved(base, made, range(base.origins))
    dealt = lift.shuffled(base, made, lift.deals(borough, 60, 3), range(base.origins)).sum(axis=1)
    assert gain.sum() > dealt.max()
    assert abs(np.median(dealt)) < 0.2 * gain.sum()
    draws, _ = lift.resampled(gain, deviance, borough, 2_000, 1)
    assert np.quantile(draws, 0.025) > 0


def test_many_sets_at_once_are_each_set_alone():
    base, _, x, *_ = world(1.1)
    rng = np.random.default_rng(5)
    sets = np.stack([np.column_stack([x[rng.permutation(N)], rng.standard_normal(N)]) for _ in range(4)], axis=1)
    beta, change = lift.joined(base, sets, 0)
    for s in range(4):
        one, alone = lift.joined(base, sets[:, s], 0)
        np.testing.assert_allclose(beta[s], one)
        np.testing.assert_allclose(change[:, s], alone, atol=1e-12)


def test_dealing_keeps_every_area_in_its_borough():
    borough = np.array([2, 0, 1, 0, 2, 2, 1])
    deals = lift.deals(borough, 20, 0)
    assert (np.sort(deals, axis=1) == np.arange(7)).all()
    assert (borough[deals] == borough).all()
    assert len({tuple(order) for order in deals}) > 5


def test_what_is_not_covered_is_not_taken_for_none_and_its_level_is_no_gain():
    base, borough, _, _, _, _, _ = world(1.0, 4)
    rng = np.random.default_rng(8)
    base.events[:, borough < 4] *= 2  # four boroughs with twice the fires: which they are is no news of the dataset
    given = np.where(borough[:, None] < 4, rng.standard_normal((N, 1)), np.nan)
    made = lift.columns(given, borough)
    assert made.there.sum() == (borough < 4).sum()
    assert made.values.shape == (N, 2)
    gain, deviance = lift.saved(base, made, range(base.origins))
    assert abs(gain[made.there].sum()) < 0.01 * deviance[made.there].sum()


def test_a_hidden_value_gets_an_indicator_and_two_alike_get_one():
    borough = np.repeat([0, 1], 5)
    given = np.arange(20.0).reshape(10, 2)
    given[3] = np.nan
    made = lift.columns(given, borough)
    assert made.fields == 2
    assert made.values.shape == (10, 3)
    assert made.values[3].tolist() == [0, 0, 1]
    assert made.values[:, 0].std() == pytest.approx(1, rel=0.1)


def test_a_draw_without_events_is_nought():
    draws, _ = lift.resampled(np.zeros(3), np.zeros(3), np.array([0, 1, 1]), 50, 0)
    assert (draws == 0).all()
