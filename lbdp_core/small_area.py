"""Small area: relative risks of counts, drawn towards neighbours as far as the counts themselves say, with their doubt.

    y_i ~ Poisson(expected_i exp(x_i b + u_i + v_i))
    u ~ N(0, a^2 [D - W]^-) scaled, so that its typical variance is a^2,  v_i ~ N(0, c^2)

This is BYM2 (Riebler and others 2016): u is smooth over the map (`icar`), v is each area for itself. v is eliminated by
hand, so what is factored is as sparse as the map.

a and c are integrated over: Laplace's approximation at the mode gives the evidence of a pair, and nine pairs around the
best one are weighted by adaptive Gauss-Hermite quadrature (Naylor and Smith 1982). Without their doubt, ranges are too
narrow.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core.counts import overdispersion, scaled
from lbdp_core.icar import Icar, factor, log_determinant, sparsest

Array = NDArray[np.float64]
State = tuple[Array, Array, Array]  # u, v and the coefficients
FLAT = 1e-3  # precision of each coefficient of x: a standard deviation of about 30 on the log scale
# Gamma prior of the spread: of shape 2 it keeps the spread of few areas off nought (Chung and others 2013). With shape
# 1, the exponential of Simpson and others (2017), ranges of one borough's own counts held 2% less.
SHAPE, RATE = 2.0, 1.0
BEGIN = (1.0, 0.3)  # a and c to begin with, in parts of the spread that moments find
AROUND = 0.2  # step of the logarithms of a and c by which the evidence is curved
CLIMBS, FAR = 5, 1.0  # steps to the best pair, and the longest
NEAR = 0.7  # a step is short enough to stop, in standard deviations
WIDEST = 1.0  # standard deviation of the logarithm of a or c that is taken where the evidence is flat
STEPS, CLOSE = 15, 1e-3  # of Newton
LITTLE = 1e-3  # what a hidden count tells at least, of what it would if it were known


@dataclass(frozen=True, eq=False)
class Smoothed:
    """risk: (n,) posterior mean of the relative risk. draws: (d, n) of it. beta: (d, k) of the coefficients.

    spread: standard deviation over areas of the log risk that x does not explain. share: the part of its variance that
    is smooth over the map. Both are means of the draws.
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
    y: Array,
    expected: Array,
    pairs: NDArray[np.int64],
    x: Array | None = None,
    *,
    most: Array | None = None,
    draws: int = 400,
    seed: int = 1,
) -> Smoothed:
    """Fit it.

    Args:
        y: (n,) counts. expected: (n,) positive; the offset. pairs: (m, 2) neighbours, each once.
        x: (n, k) covariates, standardised; an intercept is added.
        most: (n,) what a count may be at most, where it is hidden and `y` is the least; where it is known, the same.

    Raises:
        ValueError: an expected count is not positive.
    """
    if not (expected > 0).all():
        raise ValueError("every area needs a positive expected count")
    n = len(y)
    place = sparsest(n, pairs)
    order = np.argsort(place)
    design = np.column_stack([np.ones(n), *([x] if x is not None else [])])
    data = _Data(
        _Counts.of(y[order], (y if most is None else most)[order]), expected[order], design[order], place[pairs]
    )
    fields, weight = _weighted(_explorer(data), np.log(BEGIN) + np.log(_spread(data)))
    rng = np.random.default_rng(seed)
    drawn = [field.draw(rng, k) for field, k in zip(fields, rng.multinomial(draws, weight), strict=True) if k]
    u, v, beta = (np.concatenate(parts, axis=1) for parts in zip(*drawn, strict=True))
    risk = np.exp(u + v + data.design @ beta)[place].T
    smooth_part, own_part = u.var(axis=0), v.var(axis=0)
    share = float(np.mean(smooth_part / (smooth_part + own_part)))
    return Smoothed(risk.mean(axis=0), risk, beta.T, float((u + v).std(axis=0).mean()), share)


def _explorer(data: _Data) -> Callable[[Array], _Field]:
    """From logarithms of a and c to the field there; each search for a mode begins at the one before."""
    n, k = data.design.shape
    at: State = (
        np.zeros(n),
        np.zeros(n),
        np.array([np.log(data.counts.about.sum() / data.expected.sum()), *np.zeros(k - 1)]),
    )

    def look(logs: Array) -> _Field:
        nonlocal at
        field = _Field(data, *np.exp(logs))
        at = field.solve(at)
        return field

    return look


def _spread(data: _Data) -> float:
    """Standard deviation of the log risk by moments, within reason; a search begins there."""
    return float(
        np.clip(overdispersion(data.counts.about, scaled(data.expected, data.counts.about.sum())) ** -0.5, 0.1, 1.0)
    )


def _weighted(look: Callable[[Array], _Field], start: Array) -> tuple[list[_Field], Array]:
    """Nine fields around the best pair, and their weights."""
    best, axes = _best(look, start)
    nodes, weights = np.sqrt(3) * np.array([-1.0, 0.0, 1.0]), np.array([1.0, 4.0, 1.0]) / 6
    steps = [np.array([one, other]) for one in nodes for other in nodes]
    fields = [look(best + axes @ step) for step in steps]
    log = [field.evidence + float(step @ step) / 2 for field, step in zip(fields, steps, strict=True)]
    made = np.exp(np.array(log) - max(log)) * np.outer(weights, weights).ravel()
    return fields, made / made.sum()


def _best(look: Callable[[Array], _Field], at: Array) -> tuple[Array, Array]:
    """(2,) logarithms of a and c with most evidence, by Newton's steps on differences; and (2, 2) as columns the
    standard deviation along each axis of the evidence there.
    """
    first, second = AROUND * np.identity(2)
    for _ in range(CLIMBS):
        here, both = look(at).evidence, look(at + first + second).evidence
        ahead, behind = (np.array([look(at + sign * step).evidence for step in (first, second)]) for sign in (1, -1))
        curve = np.diag(ahead - 2 * here + behind)
        curve[0, 1] = curve[1, 0] = both - ahead.sum() + here
        values, vectors = np.linalg.eigh(-curve / AROUND**2)
        values = np.maximum(values, WIDEST**-2)
        along = (vectors.T @ (ahead - behind)) / (2 * AROUND * values)
        at = at + vectors @ along * min(1.0, FAR / max(float(np.linalg.norm(along)), 1e-9))
        if float(np.linalg.norm(along * np.sqrt(values))) < NEAR:
            break
    return at, vectors / np.sqrt(values)


@dataclass(frozen=True, eq=False)
class _Counts:
    """Counts of areas, of which some are only known to lie between two numbers.

    least, most: (n,). hidden: (h,) positions of those that lie between. about: (n,) a guess to begin with.
    """

    least: Array
    most: Array
    hidden: NDArray[np.int64]

    @classmethod
    def of(cls, least: Array, most: Array) -> _Counts:
        return cls(least, most, np.flatnonzero(most > least))

    @property
    def about(self) -> Array:
        return (self.least + self.most) / 2

    def given(self, mean: Array) -> tuple[Array, Array, float]:
        """At so many expected (n,): the mean and the variance of each count given what is known of it (n,), and the
        logarithm of the likelihood but for a constant.
        """
        middle, spread = self.least.copy(), np.zeros(len(self.least))
        known = np.ones(len(middle), dtype=bool)
        known[self.hidden] = False
        log = float(self.least[known] @ np.log(mean[known]) - mean[known].sum())
        if len(self.hidden):
            low, high, at = self.least[self.hidden], self.most[self.hidden], mean[self.hidden]
            whole, once, twice = (np.maximum(_between(low - k, high - k, at), 1e-290) for k in range(3))
            first, second = at * once / whole, at**2 * twice / whole  # E Y and E Y (Y - 1)
            middle[self.hidden], spread[self.hidden] = first, np.clip(second + first - first**2, 0.0, at)
            log += float(np.log(whole).sum())
        return middle, spread, log


def _between(low: Array, high: Array, mean: Array) -> Array:
    """(n,) the chance that a Poisson count lies between two numbers, both included."""
    from scipy.special import pdtr

    below = np.where(low > 0, pdtr(np.maximum(low - 1, 0), mean), 0.0)
    return np.asarray(np.where(high >= 0, pdtr(np.maximum(high, 0), mean) - below, 0.0))


class _Data:
    """What every pair shares: counts, covariates, and the map."""

    def __init__(self, counts: _Counts, expected: Array, design: Array, pairs: NDArray[np.int64]):
        self.counts, self.expected, self.design = counts, expected, design
        self.map = Icar(len(expected), pairs)


class _Field:
    """The field and the coefficients at one pair a, c: mode, evidence and draws.

    v and the k coefficients are eliminated by Schur complements.
    """

    def __init__(self, data: _Data, a: float, c: float):
        self.data, self.smooth, self.own = data, a**2, c**2  # variances
        spread, r = np.hypot(a, c), a**2 / (a**2 + c**2)
        self.prior = SHAPE * np.log(spread) - RATE * spread + np.log(r) + np.log(1 - r)  # r uniform; of the logarithms

    def _curve(self, told: Array) -> None:
        """Factor the negative second derivative, where each count tells so much (n,) of its own log risk."""
        data, design = self.data, self.data.design
        self.told, self.alone = told, told + 1 / self.own
        left = told / (1 + self.own * told)  # what v leaves of each count for u and the coefficients
        matrix = data.map.precision.copy()
        matrix.data /= self.smooth
        matrix.data[data.map.diagonal] += left
        self.factor = factor(matrix)
        self.cross = left[:, None] * design
        self.solved = self.factor.solve(self.cross)
        self.schur = design.T @ self.cross + FLAT * np.identity(design.shape[1]) - self.cross.T @ self.solved

    def _solve(self, u: Array, v: Array, beta: Array) -> State:
        """The second derivative's inverse times slopes (n, m), (n, m) and (k, m)."""
        told, alone, design = self.told[:, None], self.alone[:, None], self.data.design
        moved = told * v / alone
        field = self.factor.solve(u - moved)
        found = np.linalg.solve(self.schur, beta - design.T @ moved - self.cross.T @ field)
        smooth_part = field - self.solved @ found
        return smooth_part, (v - told * (smooth_part + design @ found)) / alone, found

    def solve(self, start: State) -> State:
        """Newton's steps to the mode, from the mode of the pair before."""
        data, (u, v, beta) = self.data, start
        for _ in range(STEPS):
            mean = data.expected * np.exp(u + v + data.design @ beta)
            count, spread, _ = data.counts.given(mean)
            self._curve(np.maximum(mean - spread, LITTLE * mean))
            gap = count - mean
            slopes = (gap - data.map.precision @ u / self.smooth, gap - v / self.own, data.design.T @ gap - FLAT * beta)
            up, vp, betap = (part[:, 0] for part in self._solve(*(slope[:, None] for slope in slopes)))
            furthest = float(np.abs(up + vp + data.design @ betap).max())
            short = min(1.0, 2.0 / max(furthest, 1e-9))
            u, v, beta = u + short * up, v + short * vp, beta + short * betap
            if furthest < CLOSE:
                break
        self.at = (u, v, beta)
        self.evidence = self._evidence()
        return self.at

    def _evidence(self) -> float:
        """Logarithm of the marginal likelihood by Laplace's approximation, and of the prior; but for a constant."""
        data, (u, v, beta), n = self.data, self.at, len(self.data.expected)
        fit = data.counts.given(data.expected * np.exp(u + v + data.design @ beta))[2]
        fit -= 0.5 * float(u @ (data.map.precision @ u) / self.smooth + v @ v / self.own + FLAT * beta @ beta)
        curved = float(np.log(self.alone).sum() + np.linalg.slogdet(self.schur)[1]) + log_determinant(self.factor)
        return fit - 0.5 * (n * np.log(self.smooth) + n * np.log(self.own) + curved) + self.prior

    def draw(self, rng: np.random.Generator, count: int) -> State:
        """(n, count), (n, count) and (k, count) from the normal with the mode's curvature: exact, by perturbing each
        part of the precision. Papandreou and Yuille (2010), Gaussian sampling by local perturbations.
        """
        data, k = self.data, self.data.design.shape[1]
        seen = np.sqrt(self.told)[:, None] * rng.normal(size=(data.map.n, count))
        u = data.map.noise(rng, count) / np.sqrt(self.smooth) + seen
        v = rng.normal(size=(data.map.n, count)) / np.sqrt(self.own) + seen
        beta = np.sqrt(FLAT) * rng.normal(size=(k, count)) + data.design.T @ seen
        return tuple(at[:, None] + step for at, step in zip(self.at, self._solve(u, v, beta), strict=True))  # type: ignore[return-value]
