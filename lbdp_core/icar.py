"""ICAR: how a map's areas hang together, as the sparse precision of an intrinsic autoregression (Besag 1974).

Each part of the map is scaled so that the typical variance is one (Sorbye and Rue 2014; Freni-Sterrantino and others
2018), so a spread means the same on every map. An area without neighbours has a variance of one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Pairs = NDArray[np.int64]
PROBES = 100  # draws from which the field is scaled


class Icar:
    """The scaled structure of n areas, of which `pairs` (m, 2) are neighbours, each pair once.

    precision: (n, n) sparse. diagonal: where its diagonal stands in its data.
    """

    def __init__(self, n: int, pairs: Pairs):
        from scipy import sparse  # a fifth of a second that only a build should pay for
        from scipy.sparse.csgraph import connected_components

        self.n = n
        ends = (np.tile([1.0, -1.0], len(pairs)), (np.repeat(np.arange(len(pairs)), 2), pairs.ravel()))
        self.edges = sparse.csr_matrix(ends, shape=(len(pairs), n))
        _, part = connected_components(self.edges.T @ self.edges)
        self.level = 1.0 / np.bincount(part)[part]  # a little of its own for the level of a part, else it has no prior
        scale = self._scale(part)
        self.edges = (sparse.diags(np.sqrt(scale[pairs[:, 0]])) @ self.edges).tocsr()
        self.level = self.level * scale
        self.precision = self._precision()
        columns = np.repeat(np.arange(n), np.diff(self.precision.indptr))
        self.diagonal = np.flatnonzero(self.precision.indices == columns)

    def _precision(self) -> Any:
        from scipy import sparse

        near = (self.edges.T @ self.edges + sparse.diags(self.level)).tocsc()
        near.sort_indices()
        return near

    def noise(self, rng: np.random.Generator, count: int) -> Array:
        """(n, count) from the normal whose variance is the precision."""
        each = np.sqrt(self.level)[:, None] * rng.normal(size=(self.n, count))
        return np.asarray(self.edges.T @ rng.normal(size=(self.edges.shape[0], count)) + each)

    def draw(self, rng: np.random.Generator, count: int) -> Array:
        """(n, count) maps of this kind: neighbours alike, the typical variance one."""
        return np.asarray(factor(self._precision()).solve(self.noise(rng, count)))

    def _scale(self, part: NDArray[np.int32]) -> Array:
        """(n,) by how much the structure is multiplied, so that the geometric mean of variances of each part is 1."""
        size = np.bincount(part)
        drawn = self.draw(np.random.default_rng(0), PROBES)
        level = np.stack([np.bincount(part, column) for column in drawn.T], axis=1) / size[:, None]
        variance = ((drawn - level[part]) ** 2).mean(axis=1)
        log = np.log(np.where(size[part] == 1, 1.0, variance))  # an area alone has nothing but its level
        mean = np.bincount(part, log) / size
        return np.asarray(np.exp(mean)[part])


def sparsest(n: int, pairs: Pairs) -> NDArray[np.int64]:
    """(n,) where each area goes, so that factors of the map's matrix have few entries; found once, used by all."""
    from scipy import sparse

    at = np.concatenate([pairs, pairs[:, ::-1], np.column_stack([np.arange(n), np.arange(n)])])
    values = np.where(at[:, 0] == at[:, 1], float(n), -1.0)
    matrix = sparse.csc_matrix((values, (at[:, 0], at[:, 1])), shape=(n, n))
    return np.asarray(factor(matrix, "MMD_AT_PLUS_A").perm_c, dtype=np.int64)


def draw(n: int, pairs: Pairs, rng: np.random.Generator, count: int = 1) -> Array:
    """(n, count) maps of n areas in their own order, as `Icar.draw`."""
    place = sparsest(n, pairs)
    return Icar(n, place[pairs]).draw(rng, count)[place]


def factor(matrix: Any, ordering: str = "NATURAL") -> Any:
    """A sparse factor of a symmetric positive definite matrix."""
    from scipy.sparse.linalg import splu

    symmetric = {"SymmetricMode": True}
    return splu(matrix, permc_spec=ordering, diag_pivot_thresh=0.0, relax=1, panel_size=1, options=symmetric)


def log_determinant(of: Any) -> float:
    """Of what was factored: the logarithm of its determinant."""
    return float(np.log(np.abs(of.U.diagonal())).sum())
