"""Data support: whether any real area is like an imagined one.

Two questions, both in ranks (the share of London's areas with a lower value, ties in the middle):
1. pairs: for each feature that was changed and each other one, is there an area within five percentiles in both? Where
   there is none, the combination has not been seen, and that pair is named;
2. nearest: how far is the nearest real area, counting each feature by how much it moves the model's estimate (its mean
   absolute contribution)? Beyond what 99 of 100 real areas are from their own nearest neighbour is out of support.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core import explain
from lbdp_core.fire.model import Fitted
from lbdp_core.model_cache import remembered

Array = NDArray[np.float64]
WINDOW, SURE, SAMPLE, SEED, ULP = 0.05, 0.99, 600, 9, 1e-9


@dataclass(frozen=True, eq=False)
class Support:
    """nearest: position of the nearest real area. distance: to it. usual: the distance that 99% of areas keep within.
    pair: positions of two features that no area has together, the changed one first; None where all are found.
    """

    nearest: int
    distance: float
    usual: float
    pair: tuple[int, int] | None

    @property
    def outside(self) -> bool:
        return self.pair is not None or self.distance > self.usual


@dataclass(frozen=True, eq=False)
class _Ranks:
    """Sorted values (n, k), ranks (n, k), square roots of the features' weights (k,), and the usual distance."""

    ordered: Array
    rank: Array
    root: Array
    usual: float

    def of(self, k: int, values: Array) -> Array:
        """Ranks (c,) of values of feature k. A value within rounding of a published one is that one."""
        column = self.ordered[:, k]
        slack = ULP * (1 + np.abs(values))
        below, up_to = np.searchsorted(column, values - slack, "left"), np.searchsorted(column, values + slack, "right")
        return np.asarray((below + up_to) / (2 * len(column)))


@remembered(4)
def ranks(fitted: Fitted) -> _Ranks:
    """London's areas as ranks, worked out once."""
    ordered = np.sort(fitted.values, axis=0)
    bare = _Ranks(ordered, np.empty(0), np.empty(0), 0.0)
    rank = np.column_stack([bare.of(k, fitted.values[:, k]) for k in range(len(fitted.features))])
    weight = explain.importance(fitted.contributions, fitted.households)
    root = np.sqrt(weight / weight.sum())
    spots = rank * root
    some = np.sort(np.random.default_rng(SEED).choice(len(rank), min(SAMPLE, len(rank)), replace=False))
    square = (spots[some] ** 2).sum(axis=1)[:, None] + (spots**2).sum(axis=1) - 2 * spots[some] @ spots.T
    square[np.arange(len(some)), some] = np.inf
    usual = float(np.quantile(np.sqrt(np.maximum(square.min(axis=1), 0.0)), SURE))
    return _Ranks(ordered, rank, root, usual)


def support(fitted: Fitted, i: int, row: Array) -> Support:
    """How far the row (k,) of features, imagined for area i, is from anything that London has."""
    held = ranks(fitted)
    rank = np.array([held.of(k, row[[k]])[0] for k in range(len(row))])
    square = (((held.rank - rank) * held.root) ** 2).sum(axis=1)
    nearest = int(np.argmin(square))
    moved = np.flatnonzero(np.abs(row - fitted.values[i]) > ULP * (1 + np.abs(row)))
    near = (np.abs(held.rank - rank) <= WINDOW).astype(np.float32)
    pair, fewest = None, 0.5
    for k in moved:
        together = near[:, k] @ near
        if together.min() < fewest:
            empty = np.flatnonzero(together < fewest)
            pair = (int(k), int(empty[np.argmax(held.root[empty])]))
            break
    return Support(nearest, float(np.sqrt(square[nearest])), held.usual, pair)


def supported(fitted: Fitted, i: int, k: int, values: Array) -> NDArray[np.bool_]:
    """(c,): for area i with feature k at each of the values and all else as it is, whether real areas are like it."""
    held = ranks(fitted)
    rank = held.of(k, values)
    gap = held.rank - held.rank[i]
    square = ((gap * held.root) ** 2).sum(axis=1) - (gap[:, k] * held.root[k]) ** 2
    step = np.abs(held.rank[:, [k]] - rank)
    distance = np.sqrt((square[:, None] + (step * held.root[k]) ** 2).min(axis=0))
    others = np.delete((np.abs(gap) <= WINDOW).astype(np.float32), k, axis=1)
    together = (step <= WINDOW).astype(np.float32).T @ others
    same = np.abs(values - fitted.values[i, k]) <= ULP * (1 + np.abs(values))
    return np.asarray(same | ((distance <= held.usual) & (together.min(axis=1) > 0)))
