"""Local Moran: the statistic against a slow one, planted clusters, and hardly any where there are none."""

from __future__ import annotations

import numpy as np
from scipy import stats

from lbdp_core.local_moran import clusters, discoveries, local_moran
from tests.test_small_area import SIDE, grid


def test_the_statistic_is_the_textbooks():
    values = np.random.default_rng(1).normal(size=SIDE * SIDE)
    z = (values - values.mean()) / values.std()
    near: dict[int, list[int]] = {}
    for i, j in grid():
        near.setdefault(i, []).append(j)
        near.setdefault(j, []).append(i)
    by_hand = [z[i] * np.mean(z[near[i]]) for i in range(len(z))]
    assert np.allclose(local_moran(values, grid(), rounds=9)[0], by_hand)


def test_a_planted_cluster_is_found_and_luck_is_not():
    rng = np.random.default_rng(5)
    row, column = np.divmod(np.arange(SIDE * SIDE), SIDE)
    planted = (row < 6) & (column < 6)
    found = clusters(rng.normal(size=SIDE * SIDE) + 4 * planted, grid())
    assert found[planted].mean() > 0.5
    assert (found[~planted] == 1).mean() < 0.05
    assert (clusters(rng.normal(size=SIDE * SIDE), grid()) != 0).mean() < 0.02


def test_chances_and_discoveries_are_those_of_every_pair_of_others_tried():
    """Independent: on a ring every area has two neighbours, so that all pairs of others can be tried, and scipy has
    Benjamini and Hochberg's rule of its own.
    """
    n, rounds = 200, 20_000
    values = np.random.default_rng(9).normal(size=n)
    values[60:66] += 5
    ring = np.column_stack([np.arange(n), (np.arange(n) + 1) % n])
    z = (values - values.mean()) / values.std()
    first, second = np.triu_indices(n - 1, 1)
    exact = np.empty(n)
    for i in range(n):
        others = np.delete(z, i)
        around = abs(z[i - 1] + z[(i + 1) % n]) / 2
        exact[i] = np.mean(np.abs(others[first] + others[second]) / 2 >= around - 1e-9)
    statistic, chance = local_moran(values, ring, rounds=rounds)
    spread = np.sqrt(exact * (1 - exact) / rounds)
    assert (np.abs(chance - exact) < 5 * spread + 2 / rounds).all()
    adjusted = stats.false_discovery_control(exact)
    wanted = adjusted <= 0.05
    assert wanted[60:66].sum() >= 3
    assert wanted.sum() < 10
    assert np.array_equal(discoveries(exact), wanted)
    clear = np.abs(adjusted - 0.05) > 0.01  # nearer than that, luck of the draw may tell
    assert np.array_equal(discoveries(chance)[clear], wanted[clear])
    assert (statistic[wanted] > 0).all()


def test_an_area_without_neighbours_is_no_cluster():
    statistic, chance = local_moran(np.array([5.0, 1.0, 2.0, 9.0]), np.array([[0, 1], [1, 2]]), rounds=19)
    assert (statistic[3], chance[3]) == (0, 1)


def test_false_discoveries_are_counted_as_benjamini_and_hochberg_do():
    chance = np.array([0.01, 0.013, 0.014, 0.19, 0.35, 0.5, 0.63, 0.67, 0.75, 0.81])
    assert discoveries(chance, 0.05).sum() == 3
    assert not discoveries(np.full(5, 0.9)).any()
