"""Trees: a LightGBM model as a list of boxes, so that a search over what might be otherwise can be complete.

Every leaf is a box (low < x <= high in each feature) with a value; a raw prediction is the sum over the boxes that
hold x, one a tree.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core import explain

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Boxes:
    """The leaves of all trees, m leaves and k features.

    low, high: (m, k), infinite where the path does not split on the feature. value: (m,), log scale.
    cuts:      by feature, where some tree splits on it, ascending: between two of them nothing changes.
    """

    low: Array
    high: Array
    value: Array
    cuts: tuple[Array, ...]

    def holds(self, k: int, values: Array) -> NDArray[np.bool_]:
        """(c, m): whether each value of feature k lies in each leaf's range."""
        return (values[:, None] > self.low[:, k]) & (values[:, None] <= self.high[:, k])


@functools.lru_cache(maxsize=8)
def boxes(text: str) -> Boxes:
    """The leaves of the LightGBM model that `text` holds; numeric features without missing values only."""
    model = explain.booster(text)
    k = model.num_feature()
    start = np.full(k, -np.inf), np.full(k, np.inf)
    leaves = [leaf for tree in model.dump_model()["tree_info"] for leaf in _leaves(tree["tree_structure"], *start)]
    low, high, value = (np.array(column) for column in zip(*leaves, strict=True))
    ends = np.concatenate([low, high])
    return Boxes(low, high, value, tuple(np.unique(e[np.isfinite(e)]) for e in ends.T))


def _leaves(node: Mapping[str, Any], low: Array, high: Array) -> Iterator[tuple[Array, Array, float]]:
    if "split_feature" not in node:
        yield low, high, float(node["leaf_value"])
        return
    k, at = int(node["split_feature"]), float(node["threshold"])
    for side, ends in (("left_child", high), ("right_child", low)):
        bound = ends.copy()
        bound[k] = at  # a path only ever narrows: each split lies inside the range of the one above
        yield from _leaves(node[side], low if side == "left_child" else bound, bound if side == "left_child" else high)
