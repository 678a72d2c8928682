"""Small areas: planted risks found again, ranges that hold, a share that tells a smooth map from none."""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core import icar
from lbdp_core.counts import empirical_bayes
from lbdp_core.small_area import FLAT, _Counts, _Data, _Field, smooth

SIDE = 24


def grid() -> np.ndarray:
    """Pairs of neighbours of a square of areas."""
    at = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)
    return np.concatenate([np.column_stack([at[:, :-1].ravel(), at[:, 1:].ravel()]),
                           np.column_stack([at[:-1].ravel(), at[1:].ravel()])])  # fmt: skip


def planted(spatial: bool, seed: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Counts, expected counts, covariate and true log risk: a wave over the map, or each area for itself."""
    rng = np.random.default_rng(seed)
    row, column = np.divmod(np.arange(SIDE * SIDE), SIDE)
    wave = 0.4 * np.sin(row / 4) * np.cos(column / 5)
    x = rng.normal(size=len(wave))
    log = 0.2 * x + (wave if spatial else 0.3 * rng.normal(size=len(wave)))
    expected = rng.uniform(3, 15, len(wave))
    return rng.poisson(expected * np.exp(log)).astype(float), expected, x, log


@pytest.mark.parametrize("spatial", [True, False])
def test_planted_effects_and_risks_are_found_again(spatial):
    counts, expected, x, log = planted(spatial)
    found = smooth(counts, expected, grid(), x[:, None])
    assert abs(found.beta[:, 1].mean() - 0.2) < 3 * found.beta[:, 1].std()
    low, high = np.quantile(found.draws, [0.1, 0.9], axis=0)
    assert 0.7 < ((low <= np.exp(log)) & (np.exp(log) <= high)).mean() < 0.98
    alone = empirical_bayes(counts, expected)[0]
    assert np.abs(np.log(found.risk) - log).mean() < np.abs(np.log(alone) - log).mean()


def test_the_share_tells_a_smooth_map_from_areas_for_themselves():
    shares = [smooth(*planted(spatial)[:2], grid()).share for spatial in (True, False)]
    assert shares[0] > 0.6 > shares[1]


def test_chances_are_near_nought_and_one_where_counts_are_large():
    expected = np.full(SIDE * SIDE, 400.0)
    counts = np.where(np.arange(SIDE * SIDE) % SIDE < SIDE // 2, 600.0, 250.0)
    above = smooth(counts, expected, grid()).exceedance()
    assert (above[counts == 600] > 0.99).all()
    assert (above[counts == 250] < 0.01).all()


def test_the_same_seed_gives_the_same_draws_and_an_area_without_expectation_is_refused():
    counts, expected, *_ = planted(True)
    assert np.array_equal(smooth(counts, expected, grid()).draws, smooth(counts, expected, grid()).draws)
    with pytest.raises(ValueError, match="positive expected"):
        smooth(counts, np.zeros(len(counts)), grid())


def _dense(data: _Data, a: float, c: float) -> tuple[np.ndarray, np.ndarray]:
    """The prior precision of u, v and the coefficients, and what they are multiplied by, written out in full."""
    n, k = data.design.shape
    prior = np.zeros((2 * n + k, 2 * n + k))
    prior[:n, :n] = data.map.precision.toarray() / a**2
    prior[n : 2 * n, n : 2 * n] = np.identity(n) / c**2
    prior[2 * n :, 2 * n :] = FLAT * np.identity(k)
    return prior, np.column_stack([np.identity(n), np.identity(n), data.design])


def test_the_mode_and_the_evidence_are_those_of_dense_algebra():
    """Two pairs, with every matrix written out in full: the slope is nought at the mode, and evidence differs alike."""
    counts, expected, x, _ = planted(True)
    data = _Data(_Counts.of(counts, counts), expected, np.column_stack([np.ones(len(x)), x]), grid())
    n = len(x)
    found, by_hand = [], []
    for a, c in ((0.3, 0.1), (0.5, 0.2)):
        field = _Field(data, a, c)
        at = np.concatenate(field.solve((np.zeros(n), np.zeros(n), np.zeros(2))))
        prior, whole = _dense(data, a, c)
        eta = whole @ at
        mean = expected * np.exp(eta)
        assert np.abs(whole.T @ (counts - mean) - prior @ at).max() < 0.02
        curve = prior + whole.T @ (mean[:, None] * whole)
        determinants = [np.linalg.slogdet(matrix)[1] for matrix in (prior, curve)]
        fit = counts @ eta - mean.sum() - 0.5 * at @ prior @ at
        found.append(field.evidence - field.prior)
        by_hand.append(fit + 0.5 * (determinants[0] - determinants[1]))
    assert found[1] - found[0] == pytest.approx(by_hand[1] - by_hand[0], abs=0.02)


def test_draws_have_the_spread_of_the_curve_at_the_mode():
    counts, expected, x, _ = planted(True)
    n = len(x)
    data = _Data(_Counts.of(counts, counts), expected, np.column_stack([np.ones(n), x]), grid())
    field = _Field(data, 0.3, 0.2)
    field.solve((np.zeros(n), np.zeros(n), np.zeros(2)))
    drawn = np.concatenate(field.draw(np.random.default_rng(8), 4_000))
    prior, whole = _dense(data, 0.3, 0.2)
    variance = np.diag(np.linalg.inv(prior + whole.T @ (field.told[:, None] * whole)))
    looked = [0, 100, n + 7, n + 100, 2 * n + 1]
    assert drawn[looked].var(axis=1) == pytest.approx(variance[looked], rel=0.1)


def test_the_smooth_part_is_scaled_to_a_typical_variance_of_one_in_each_part_of_the_map():
    """Two squares that nothing joins, and one area with no neighbour: each has its own scale."""
    two = np.concatenate([grid(), grid() + SIDE * SIDE])
    n = 2 * SIDE * SIDE + 1
    data = _Data(_Counts.of(np.ones(n), np.ones(n)), np.ones(n), np.ones((n, 1)), two)
    cover = np.linalg.inv(data.map.precision.toarray())
    for square in (slice(0, SIDE * SIDE), slice(SIDE * SIDE, n - 1)):
        centred = np.identity(SIDE * SIDE) - 1 / SIDE**2
        variance = np.diag(centred @ cover[square, square] @ centred)
        assert np.exp(np.log(variance).mean()) == pytest.approx(1, abs=0.05)
    assert cover[-1, -1] == pytest.approx(1)


def test_areas_without_neighbours_are_fitted_by_their_own_counts():
    """A map in three parts: two squares, and areas that touch nothing, of which half have twice the admissions."""
    two = np.concatenate([grid(), grid() + SIDE * SIDE])
    n = 2 * SIDE * SIDE + 40
    truth = np.ones(n)
    truth[-20:] = 2.0
    expected = np.full(n, 20.0)
    counts = np.random.default_rng(5).poisson(expected * truth).astype(float)
    found = smooth(counts, expected, two)
    assert np.isfinite(found.draws).all()
    assert found.risk[-20:].mean() > 1.4
    assert 0.9 < found.risk[:-40].mean() < 1.1
    alone = smooth(counts, expected, np.empty((0, 2), dtype=np.int64))
    assert np.corrcoef(alone.risk, counts)[0, 1] > 0.95


@pytest.mark.parametrize("mean", [1.5, 14.0, 60.0])
def test_ranges_hold_what_they_say_on_maps_with_both_parts(mean):
    """80% ranges over six maps with few, some and many counts an area: between 74% and 88% on average."""
    held = []
    row, column = np.divmod(np.arange(SIDE * SIDE), SIDE)
    for seed in range(6):
        rng = np.random.default_rng(seed)
        wave = 0.3 * np.sin(row / 3 + seed) * np.cos(column / 4)
        truth = np.exp(wave + 0.15 * rng.normal(size=SIDE * SIDE))
        found = smooth(rng.poisson(mean * truth).astype(float), np.full(SIDE * SIDE, mean), grid())
        low, high = np.quantile(found.draws, [0.1, 0.9], axis=0)
        held.append(((low <= truth) & (truth <= high)).mean())
    assert 0.74 < np.mean(held) < 0.88


@pytest.mark.parametrize("planted", [0.1, 0.5, 0.9])
def test_the_share_is_that_of_maps_of_the_models_own_kind(planted):
    """Maps with both parts, drawn from the model's own prior: the true share and spread are found."""
    n, shares, spreads = SIDE * SIDE, [], []
    for seed in range(4):
        rng = np.random.default_rng(seed)
        u = icar.draw(n, grid(), rng)[:, 0]
        log = 0.35 * (np.sqrt(planted) * (u - u.mean()) / u.std() + np.sqrt(1 - planted) * rng.normal(size=n))
        found = smooth(rng.poisson(40 * np.exp(log)).astype(float), np.full(n, 40.0), grid())
        shares.append(found.share)
        spreads.append(found.spread)
    assert np.mean(shares) == pytest.approx(planted, abs=0.1)
    assert np.mean(spreads) == pytest.approx(0.35, rel=0.1)


def test_hidden_counts_tell_what_is_known_of_them():
    """Counts of which each is known to be 7 or fewer only: the slope and the curve of the likelihood are those of its
    differences, and ranges hold where counts taken as what is expected would not.
    """
    least, most = np.array([0.0, 1.0, 5.0]), np.array([7.0, 7.0, 5.0])
    counts = _Counts.of(least, most)
    for mean in (0.5, 3.0, 9.0):
        at, step = np.full(3, mean), 1e-4
        count, spread, _ = counts.given(at)
        for k in range(3):
            up, down = (counts.given(np.where(np.arange(3) == k, at * np.exp(s), at))[2] for s in (step, -step))
            middle = counts.given(at)[2]
            assert (up - down) / (2 * step) == pytest.approx(count[k] - mean, abs=1e-3)
            assert -(up - 2 * middle + down) / step**2 == pytest.approx(mean - spread[k], abs=1e-2)


def test_a_map_with_small_counts_hidden_is_not_taken_for_an_even_one():
    held, errors = [], []
    row, column = np.divmod(np.arange(SIDE * SIDE), SIDE)
    for seed in range(4):
        rng = np.random.default_rng(seed)
        truth = np.exp(0.3 * np.sin(row / 3 + seed) * np.cos(column / 4) + 0.15 * rng.normal(size=SIDE * SIDE))
        expected = rng.uniform(3, 12, SIDE * SIDE)
        counts = rng.poisson(expected * truth).astype(float)
        small = counts <= 7
        found = smooth(np.where(small, 0.0, counts), expected, grid(), most=np.where(small, 7.0, counts))
        low, high = np.quantile(found.draws, [0.1, 0.9], axis=0)
        held.append(((low <= truth) & (truth <= high)).mean())
        errors.append(np.log(found.risk / truth).mean())
    assert 0.74 < np.mean(held) < 0.92
    assert abs(np.mean(errors)) < 0.06
