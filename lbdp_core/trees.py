"""Trees: a LightGBM model as a list of boxes, for what its own library does not offer: interactions of TreeSHAP.

Every leaf is a box (low < x <= high in each feature) with a value; a raw prediction is the sum over the boxes that
hold x, one a tree. The interaction values are those of the `shap` package, which is the oracle in the tests: it needs a
compiler that not every machine has, and a page of numpy needs none.
Lundberg et al. (2020), From local explanations to global understanding with explainable AI for trees, section 2.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import factorial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core import explain

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Boxes:
    """The leaves of all trees, m leaves and k features.

    low, high: (m, k), infinite where the path does not split on the feature. value: (m,), log scale.
    cover:     (m, k), the share of training rows that the path's splits on a feature keep; 1 where it has none.
    cuts:      by feature, where some tree splits on it, ascending: between two of them nothing changes.
    """

    low: Array
    high: Array
    value: Array
    cover: Array
    cuts: tuple[Array, ...]

    def holds(self, k: int, values: Array) -> NDArray[np.bool_]:
        """(c, m): whether each value of feature k lies in each leaf's range."""
        return (values[:, None] > self.low[:, k]) & (values[:, None] <= self.high[:, k])


@functools.lru_cache(maxsize=8)
def boxes(text: str) -> Boxes:
    """The leaves of the LightGBM model that `text` holds; numeric features without missing values only."""
    model = explain.booster(text)
    k = model.num_feature()
    start = np.full(k, -np.inf), np.full(k, np.inf), np.ones(k)
    leaves = [leaf for tree in model.dump_model()["tree_info"] for leaf in _leaves(tree["tree_structure"], *start)]
    low, high, cover, value = (np.array(column) for column in zip(*leaves, strict=True))
    ends = np.concatenate([low, high])
    return Boxes(low, high, value, cover, tuple(np.unique(e[np.isfinite(e)]) for e in ends.T))


def _leaves(
    node: Mapping[str, Any], low: Array, high: Array, cover: Array
) -> Iterator[tuple[Array, Array, Array, float]]:
    if "split_feature" not in node:
        yield low, high, cover, float(node["leaf_value"])
        return
    k, at = int(node["split_feature"]), float(node["threshold"])
    for side, ends in (("left_child", high), ("right_child", low)):
        child = node[side]
        rows = child.get("internal_count", child.get("leaf_count", 0))
        kept, bound = cover.copy(), ends.copy()
        kept[k] *= rows / node["internal_count"]
        bound[k] = at  # a path only ever narrows: each split lies inside the range of the one above
        yield from _leaves(child, low if side == "left_child" else bound, bound if side == "left_child" else high, kept)


def interactions(text: str, values: Array) -> Array:
    """SHAP interaction values (n, k, k) on the log-rate scale, symmetric; each row of a matrix adds up to a
    contribution.

    Off the diagonal stands half of what two features do together beyond what each does alone; on it what a feature
    does alone. Needs 8 n k^2 bytes.
    """
    held, rows = boxes(text), np.atleast_2d(values)
    n, k = rows.shape
    out = np.zeros((n, k, k))
    for leaf in range(len(held.value)):
        on = np.flatnonzero(np.isfinite(held.low[leaf]) | np.isfinite(held.high[leaf]))
        if len(on) < 2:
            continue
        inside = (rows[:, on] > held.low[leaf, on]) & (rows[:, on] <= held.high[leaf, on])
        pattern = inside @ (1 << np.arange(len(on)))
        for (a, b), worth in _pairs(held.cover[leaf, on]).items():
            out[:, on[a], on[b]] += held.value[leaf] * worth[pattern]
    out += out.transpose(0, 2, 1)
    contribution, _ = explain.contributions(text, rows)
    diagonal = np.arange(k)
    out[:, diagonal, diagonal] = contribution - out.sum(axis=2)
    return out


def _pairs(cover: Array) -> dict[tuple[int, int], Array]:
    """For a leaf of value 1 and each pair on its path: half the interaction by pattern of splits met (2^m,).

    The game: with the features in S known, the leaf is worth the product of 1 or 0 (its split met or not) over S and of
    the covers of the others. Half the Shapley interaction index of two features is the weighted sum over S of others.
    """
    m = len(cover)
    met = (np.arange(2**m)[:, None] >> np.arange(m) & 1).astype(float)
    worth = {}
    for a, b in combinations(range(m), 2):
        known = np.zeros((2**m, m - 1))  # by how many of the others are known: sums of products
        known[:, 0] = 1.0
        for other in set(range(m)) - {a, b}:
            known[:, 1:] = known[:, 1:] * cover[other] + known[:, :-1] * met[:, [other]]
            known[:, 0] *= cover[other]
        weight = [factorial(s) * factorial(m - s - 2) / (2 * factorial(m - 1)) for s in range(m - 1)]
        worth[a, b] = (met[:, a] - cover[a]) * (met[:, b] - cover[b]) * (known @ np.array(weight))
    return worth
