"""Small areas: planted risks found again, ranges that hold, a share that tells a smooth map from none."""

from __future__ import annotations

import numpy as np
import pytest

from lbdp_core.counts import empirical_bayes
from lbdp_core.small_area import FLAT, _Data, _Field, smooth

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


def test_the_mode_and_the_evidence_are_those_of_dense_algebra():
    """One point of the grid, with every matrix written out in full."""
    counts, expected, x, _ = planted(True)
    design, s, r = np.column_stack([np.ones(len(x)), x]), 0.3, 0.65
    data = _Data(counts, expected, design, grid())
    field = _Field(data, s, r)
    at = field.solve(np.zeros(len(x) + 2))
    near = np.zeros((len(x), len(x)))
    near[tuple(grid().T)] = 1.0
    near += near.T
    prior = np.zeros((len(at), len(at)))
    prior[: len(x), : len(x)] = (r * (np.diag(near.sum(axis=1)) - near) + (1 - r) * np.identity(len(x))) / s**2
    prior[len(x) :, len(x) :] = FLAT * np.identity(2)
    whole = np.column_stack([np.identity(len(x)), design])
    eta = whole @ at
    mean = expected * np.exp(eta)
    assert np.abs(whole.T @ (counts - mean) - prior @ at).max() < 1e-3  # the slope is nought at the mode
    curve = prior + whole.T @ (mean[:, None] * whole)
    determinants = [np.linalg.slogdet(matrix)[1] for matrix in (prior, curve)]
    by_hand = counts @ eta - mean.sum() - 0.5 * at @ prior @ at + 0.5 * (determinants[0] - determinants[1])
    assert field.evidence == pytest.approx(by_hand, abs=1e-3)


def test_draws_have_the_spread_of_the_curve_at_the_mode():
    counts, expected, x, _ = planted(True)
    field = _Field(_Data(counts, expected, np.column_stack([np.ones(len(x)), x]), grid()), 0.3, 0.65)
    field.solve(np.zeros(len(x) + 2))
    draws = field.draw(np.random.default_rng(8), 4_000)
    unit = np.identity(len(x) + 2)[:, [0, 100, len(x) + 1]]
    variance = np.einsum("ij,ij->j", unit, field._solve(unit))
    assert draws[:, [0, 100, len(x) + 1]].var(axis=0) == pytest.approx(variance, rel=0.1)
