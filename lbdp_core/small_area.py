"""Small area: relative risks of counts, drawn towards neighbours as far as the counts themselves say, with their doubt.

    y_i ~ Poisson(expected_i exp(x_i b + u_i)),  u ~ N(0, s^2 [r (D - W) + (1 - r) I]^-1)

Leroux, Lei and Breslow (2000): one field whose share r is spatial, the whole of it sparse. It answers what BYM2 does
(Riebler and others 2016): r near 1 is smooth over the map, r near 0 is each area for itself. s and r have a grid, each
point weighted by its marginal likelihood (Laplace's approximation at the mode), so their doubt is in the result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
SPREADS = (0.05, 0.1, 0.2, 0.3, 0.45, 0.65, 0.9)  # s: standard deviation of log risk
SHARES = (0.05, 0.35, 0.65, 0.85, 0.97)  # r
FLAT = 1e-3  # precision of each coefficient of x: a standard deviation of about 30 on the log scale
STEPS, CLOSE = 12, 1e-4  # of Newton
KEPT = 0.005  # of the weight: points of the grid below it are not drawn from


@dataclass(frozen=True, eq=False)
class Smoothed:
    """risk: (n,) posterior mean of the relative risk. draws: (d, n) of it. beta: (d, k) of the coefficients.

    spread, share: posterior means of s and r.
    """

    risk: Array
    draws: Array
    beta: Array
    spread: float
    share: float

    def exceedance(self, at: float = 1.0) -> Array:
        """(n,) the chance that the relative risk is above `at`."""
        return np.asarray((self.draws > at).mean(axis=0))


def smooth(
    y: Array, expected: Array, pairs: NDArray[np.int64], x: Array | None = None, *, draws: int = 400, seed: int = 1
) -> Smoothed:
    """Fit it.

    Args:
        y: (n,) counts. expected: (n,) positive; the offset. pairs: (m, 2) neighbours, each once.
        x: (n, k) covariates, standardised; an intercept is added.

    Raises:
        ValueError: an expected count is not positive.
    """
    from scipy import sparse  # a fifth of a second that only a build should pay for

    if not (expected > 0).all():
        raise ValueError("every area needs a positive expected count")
    n = len(y)
    design = np.column_stack([np.ones(n), *([x] if x is not None else [])])
    edges = sparse.csr_matrix(
        (np.tile([1.0, -1.0], len(pairs)), (np.repeat(np.arange(len(pairs)), 2), pairs.ravel())), shape=(len(pairs), n)
    )
    start = np.zeros(n + design.shape[1])
    start[n] = np.log(y.sum() / expected.sum())
    fields = _likely_fields(y, expected, sparse.csr_matrix(design), edges, start)
    weight = _weights(fields)
    rng = np.random.default_rng(seed)
    counts = rng.multinomial(draws, weight)
    found = np.concatenate([field.draw(rng, k) for field, k in zip(fields, counts, strict=True) if k])
    risk = np.exp(found[:, :n] + found[:, n:] @ design.T)
    spread, share = (float(weight @ [getattr(field, name) for field in fields]) for name in ("s", "r"))
    return Smoothed(risk.mean(axis=0), risk, found[:, n:], spread, share)


def _likely_fields(y: Array, expected: Array, design: Any, edges: Any, start: Array) -> list[_Field]:
    """The points of the grid that hold its weight: from the middle of it outwards, for as long as a point has any."""
    found: dict[tuple[int, int], _Field] = {}
    wait = [(len(SPREADS) // 2, len(SHARES) // 2)]
    while wait:
        i, j = wait.pop(0)
        if (i, j) in found or not (0 <= i < len(SPREADS) and 0 <= j < len(SHARES)):
            continue
        found[i, j] = _Field(y, expected, design, edges, SPREADS[i], SHARES[j])
        start = found[i, j].solve(start)
        best = max(field.evidence for field in found.values())
        likely = [at for at, field in found.items() if field.evidence > best + np.log(KEPT)]
        wait = [(i + up, j + across) for i, j in likely for up, across in ((1, 0), (-1, 0), (0, 1), (0, -1))]
        wait = [at for at in wait if at not in found]
    best = max(field.evidence for field in found.values())
    return [field for field in found.values() if field.evidence > best + np.log(KEPT)]


def _weights(fields: list[_Field]) -> Array:
    evidence = np.array([field.evidence for field in fields])
    weight = np.exp(evidence - evidence.max())
    return weight / weight.sum()


class _Field:
    """The field and the coefficients at one point of the grid: mode, evidence and draws."""

    def __init__(self, y: Array, expected: Array, design: Any, edges: Any, s: float, r: float):
        from scipy import sparse

        self.y, self.expected, self.s, self.r, self.n = y, expected, s, r, len(y)
        self.roots = (edges * np.sqrt(r) / s, np.sqrt(1 - r) / s)
        self.prior = sparse.block_diag(
            [self.roots[0].T @ self.roots[0] + sparse.identity(self.n) * self.roots[1] ** 2,
             sparse.identity(design.shape[1]) * FLAT]
        ).tocsc()  # fmt: skip
        self.map = sparse.hstack([sparse.identity(self.n), design]).tocsr()  # latent to log risk

    def solve(self, start: Array) -> Array:
        """Newton's steps to the mode, from the mode of the point before."""
        from scipy import sparse

        at = start
        for _ in range(STEPS):
            mean = self.expected * np.exp(self.map @ at)
            slope = self.map.T @ (self.y - mean) - self.prior @ at
            self.factor = _factor((self.prior + self.map.T @ sparse.diags(mean) @ self.map).tocsc())
            step = self.factor.solve(slope)
            at = at + step * min(1.0, 2.0 / max(np.abs(step).max(), 1e-9))
            if np.abs(step).max() < CLOSE:
                break
        self.at, eta = at, self.map @ at
        self.mean = self.expected * np.exp(eta)
        fit = float(self.y @ eta - self.mean.sum()) - 0.5 * float(at @ (self.prior @ at))
        self.evidence = fit + 0.5 * (_log_determinant(_factor(self.prior)) - _log_determinant(self.factor))
        return at

    def draw(self, rng: np.random.Generator, count: int) -> Array:
        """(count, n + k) from the normal with the mode's curvature: exact, by perturbing each part of the precision.

        Papandreou and Yuille (2010), Gaussian sampling by local perturbations.
        """
        edges, alone = self.roots
        noise = np.zeros((len(self.at), count))
        noise[: self.n] = edges.T @ rng.normal(size=(edges.shape[0], count)) + alone * rng.normal(size=(self.n, count))
        noise[self.n :] = np.sqrt(FLAT) * rng.normal(size=(len(self.at) - self.n, count))
        noise += self.map.T @ (np.sqrt(self.mean)[:, None] * rng.normal(size=(self.n, count)))
        return np.asarray(self.at + self.factor.solve(noise).T)


def _factor(matrix: Any) -> Any:
    """A sparse factor of a symmetric positive definite matrix."""
    from scipy.sparse.linalg import splu

    return splu(matrix, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True})


def _log_determinant(factor: Any) -> float:
    return float(np.log(np.abs(factor.U.diagonal())).sum())
