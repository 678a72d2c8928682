"""Local Moran: the statistic against a slow one, planted clusters, and hardly any where there are none."""

from __future__ import annotations

import numpy as np

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


def test_an_area_without_neighbours_is_no_cluster():
    statistic, chance = local_moran(np.array([5.0, 1.0, 2.0, 9.0]), np.array([[0, 1], [1, 2]]), rounds=19)
    assert (statistic[3], chance[3]) == (0, 1)


def test_false_discoveries_are_counted_as_benjamini_and_hochberg_do():
    chance = np.array([0.01, 0.013, 0.014, 0.19, 0.35, 0.5, 0.63, 0.67, 0.75, 0.81])
    assert discoveries(chance, 0.05).sum() == 3
    assert not discoveries(np.full(5, 0.9)).any()
