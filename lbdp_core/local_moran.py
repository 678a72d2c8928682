"""Local Moran: where high values lie among high ones, and low among low, with control of false discoveries.

Anselin (1995), Local indicators of spatial association; conditional permutation for the chance; Benjamini and Hochberg
(1995) for the share of false discoveries, as Castro and Singer (2006) do for maps.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
ROUNDS, FALSE = 999, 0.05
CLOSE = 1e-9  # a mean by luck that differs by less is the same, whatever order it was added up in
HIGH, LOW = 1, -1


def local_moran(values: Array, pairs: NDArray[np.int64], seed: int = 1, rounds: int = ROUNDS) -> tuple[Array, Array]:
    """The statistic of each area and the chance of one as extreme by luck.

    Args:
        values: (n,). pairs: (m, 2) neighbours, each once. rounds: of permutation; the least chance is 1 / (rounds + 1).

    Returns:
        (n,) z times the mean z of the neighbours, and (n,) two-sided chances; an area without neighbours has 0 and 1.
    """
    z = (values - values.mean()) / values.std()
    n, ends = len(z), np.concatenate([pairs, pairs[:, ::-1]])
    degree = np.bincount(ends[:, 0], minlength=n)
    around = np.bincount(ends[:, 0], z[ends[:, 1]], n) / np.maximum(degree, 1)
    rng, beyond = np.random.default_rng(seed), np.zeros(n)
    for _ in range(rounds):
        beyond += np.abs(_means_by_luck(z, degree, rng)) >= np.abs(around) - CLOSE
    chance = np.where(degree > 0, (beyond + 1) / (rounds + 1), 1.0)
    return np.where(degree > 0, z * around, 0.0), chance


def _means_by_luck(z: Array, degree: NDArray[np.int64], rng: np.random.Generator) -> Array:
    """The mean of as many others as each area has neighbours: those that follow it in one shuffled ring of all areas.

    So no other is drawn twice, and never the area itself, as under conditional permutation. Sums of a run in the ring
    are differences of running sums.
    """
    order = rng.permutation(len(z))
    ring = z[order]
    sums = np.concatenate([[0.0], np.cumsum(np.concatenate([ring, ring[: int(degree.max())]]))])
    place = np.empty(len(z), dtype=np.int64)
    place[order] = np.arange(len(z))
    return np.asarray((sums[place + 1 + degree] - sums[place + 1]) / np.maximum(degree, 1))


def discoveries(chance: Array, false: float = FALSE) -> NDArray[np.bool_]:
    """Which chances count as found, so that on average at most `false` of them are luck (Benjamini and Hochberg).

    >>> discoveries(np.array([0.001, 0.02, 0.5, 0.9])).tolist()
    [True, True, False, False]
    """
    order = np.argsort(chance)
    passed = chance[order] <= false * np.arange(1, len(chance) + 1) / len(chance)
    last = int(np.flatnonzero(passed).max()) + 1 if passed.any() else 0
    found = np.zeros(len(chance), dtype=bool)
    found[order[:last]] = True
    return found


def clusters(values: Array, pairs: NDArray[np.int64], seed: int = 1) -> NDArray[np.int64]:
    """(n,) 1 where a high value lies among high ones, -1 where low among low, beyond luck; 0 elsewhere."""
    statistic, chance = local_moran(values, pairs, seed)
    found = discoveries(chance) & (statistic > 0)
    return np.where(found, np.where(values > values.mean(), HIGH, LOW), 0)
