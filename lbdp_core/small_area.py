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
    if not (expected > 0).all():
        raise ValueError("every area needs a positive expected count")
    n = len(y)
    design = np.column_stack([np.ones(n), *([x] if x is not None else [])])
    start = np.zeros(n + design.shape[1])
    start[n] = np.log(y.sum() / expected.sum())
    fields = _likely_fields(_Data(y, expected, design, pairs), start)
    weight = _weights(fields)
    rng = np.random.default_rng(seed)
    counts = rng.multinomial(draws, weight)
    found = np.concatenate([field.draw(rng, k) for field, k in zip(fields, counts, strict=True) if k])
    risk = np.exp(found[:, :n] + found[:, n:] @ design.T)
    spread, share = (float(weight @ [getattr(field, name) for field in fields]) for name in ("s", "r"))
    return Smoothed(risk.mean(axis=0), risk, found[:, n:], spread, share)


def _likely_fields(data: _Data, start: Array) -> list[_Field]:
    """The points of the grid that hold its weight: from the middle of it outwards, for as long as a point has any."""
    found: dict[tuple[int, int], _Field] = {}
    wait = [(len(SPREADS) // 2, len(SHARES) // 2)]
    while wait:
        i, j = wait.pop(0)
        if (i, j) in found or not (0 <= i < len(SPREADS) and 0 <= j < len(SHARES)):
            continue
        found[i, j] = _Field(data, SPREADS[i], SHARES[j])
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


class _Data:
    """What every point of the grid shares: counts, covariates, and the pattern of who is next to whom."""

    def __init__(self, y: Array, expected: Array, design: Array, pairs: NDArray[np.int64]):
        from scipy import sparse  # a fifth of a second that only a build should pay for

        self.y, self.expected, self.design, self.n = y, expected, design, len(y)
        ends = (np.tile([1.0, -1.0], len(pairs)), (np.repeat(np.arange(len(pairs)), 2), pairs.ravel()))
        self.edges = sparse.csr_matrix(ends, shape=(len(pairs), self.n))
        one = sparse.identity(self.n, format="csc")
        self.near = (self.edges.T @ self.edges + one).tocsc()  # D - W + I, so that every area has a diagonal entry
        self.near.sort_indices()
        self.one = np.zeros(self.near.nnz)
        columns = np.repeat(np.arange(self.n), np.diff(self.near.indptr))
        self.diagonal = np.flatnonzero(self.near.indices == columns)
        self.one[self.diagonal] = 1.0
        self.determinants: dict[float, float] = {}

    def precision(self, r: float) -> Any:
        """(n, n) r (D - W) + (1 - r) I, in the pattern that all points share."""
        matrix = self.near.copy()
        matrix.data = r * (self.near.data - self.one) + (1 - r) * self.one
        return matrix

    def determinant(self, r: float) -> float:
        """Logarithm of the determinant of `precision(r)`, worked out once."""
        if r not in self.determinants:
            self.determinants[r] = _log_determinant(_factor(self.precision(r)))
        return self.determinants[r]


class _Field:
    """The field and the coefficients at one point of the grid: mode, evidence and draws.

    The k coefficients are eliminated by their Schur complement, so that what is factored is as sparse as the map.
    """

    def __init__(self, data: _Data, s: float, r: float):
        self.data, self.s, self.r = data, s, r
        self.prior = data.precision(r) / s**2

    def _curve(self, mean: Array) -> None:
        """Factor the negative second derivative at so many expected counts (n,)."""
        matrix, design = self.prior.copy(), self.data.design
        matrix.data[self.data.diagonal] += mean
        self.factor = _factor(matrix)
        self.cross = mean[:, None] * design
        self.solved = self.factor.solve(self.cross)
        self.schur = design.T @ self.cross + FLAT * np.identity(design.shape[1]) - self.cross.T @ self.solved

    def _solve(self, slope: Array) -> Array:
        """The second derivative's inverse times (n + k,) or (n + k, m) slopes."""
        n = self.data.n
        field = self.factor.solve(slope[:n])
        beta = np.linalg.solve(self.schur, slope[n:] - self.cross.T @ field)
        return np.concatenate([field - self.solved @ beta, beta])

    def solve(self, start: Array) -> Array:
        """Newton's steps to the mode, from the mode of the point before."""
        data, n, at = self.data, self.data.n, start
        for _ in range(STEPS):
            mean = data.expected * np.exp(at[:n] + data.design @ at[n:])
            self._curve(mean)
            gap = data.y - mean
            step = self._solve(np.concatenate([gap - self.prior @ at[:n], data.design.T @ gap - FLAT * at[n:]]))
            at = at + step * min(1.0, 2.0 / max(np.abs(step).max(), 1e-9))
            if np.abs(step).max() < CLOSE:
                break
        self.at, eta = at, at[:n] + data.design @ at[n:]
        self.mean = data.expected * np.exp(eta)
        fit = float(data.y @ eta - self.mean.sum())
        fit -= 0.5 * float(at[:n] @ (self.prior @ at[:n]) + FLAT * at[n:] @ at[n:])
        prior = data.determinant(self.r) - 2 * n * np.log(self.s) + len(at[n:]) * np.log(FLAT)
        curved = _log_determinant(self.factor) + float(np.linalg.slogdet(self.schur)[1])
        self.evidence = fit + 0.5 * (prior - curved)
        return at

    def draw(self, rng: np.random.Generator, count: int) -> Array:
        """(count, n + k) from the normal with the mode's curvature: exact, by perturbing each part of the precision.

        Papandreou and Yuille (2010), Gaussian sampling by local perturbations.
        """
        data, n = self.data, self.data.n
        noise = np.zeros((len(self.at), count))
        noise[:n] = np.sqrt(self.r) / self.s * (data.edges.T @ rng.normal(size=(data.edges.shape[0], count)))
        noise[:n] += np.sqrt(1 - self.r) / self.s * rng.normal(size=(n, count))
        noise[n:] = np.sqrt(FLAT) * rng.normal(size=(len(self.at) - n, count))
        seen = np.sqrt(self.mean)[:, None] * rng.normal(size=(n, count))
        noise[:n] += seen
        noise[n:] += data.design.T @ seen
        return np.asarray(self.at + self._solve(noise).T)


def _factor(matrix: Any) -> Any:
    """A sparse factor of a symmetric positive definite matrix."""
    from scipy.sparse.linalg import splu

    return splu(matrix, permc_spec="MMD_AT_PLUS_A", diag_pivot_thresh=0.0, options={"SymmetricMode": True})


def _log_determinant(factor: Any) -> float:
    return float(np.log(np.abs(factor.U.diagonal())).sum())
