"""Audited: the chance that a home is an unlicensed HMO, learned from homes inspected at random.

A logistic model whose coefficients are drawn towards nought by a normal prior. How strongly is not known, so four
strengths are each weighed by how well they explain the audit (the evidence, by Laplace's approximation; MacKay 1992).
The officers' rules are drawn less: with a small audit the model goes by them. Each draw's mean chance is set to a draw
of the share that the audit found, so that the total is what the audit says and never what the sources suggest. Homes
were drawn by the rules that they meet, which the model knows, so its coefficients need no weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core.hmo.model.audit_sample import DRAWS, Share
from lbdp_core.hmo.model.design import RULES_TERM, TERMS
from lbdp_core.hmo.model.fitted import Array

STRENGTHS = (3.0, 6.0, 12.0, 25.0)  # precision of a coefficient of a standardised column
EASE = 15.0  # how many times less the rules are drawn
FLAT = 1e-3  # precision of the intercept
STEPS, SAMPLE, SEED = 8, 500, 16
BLOCK = 2_048  # rows at once: what a processor keeps near
MATCHES = 3  # steps of Newton for the intercepts: the last moves none by more than a millionth
ENOUGH = 1e-6  # a step of Newton that no figure shows
Floats = NDArray[np.float32]
Index = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Learned:
    """What the audit taught.

    mean: (terms,) coefficients. draws: (DRAWS, 1 + terms), the intercept first. rate: (DRAWS,) share of homes without a
    licence that are HMOs. expected: that share. chance: (n,) of being an unlicensed HMO; nought where it is licensed.
    """

    mean: Array
    draws: Array
    rate: Array
    expected: float
    chance: Array


@dataclass(frozen=True, eq=False)
class Posterior:
    """Coefficients as the audit leaves them. mean: (terms,). draws: (DRAWS, terms)."""

    mean: Array
    draws: Array


@dataclass(frozen=True, eq=False)
class Slopes:
    """What the audit taught of who is likelier, whatever the share of HMOs.

    of: the coefficients. share: the audit's own.
    odds: (SAMPLE, DRAWS) odds of some homes without an intercept, over their middle in each draw. They stand for all:
        in the order of their log odds, one in so many.
    middles, width: (DRAWS,) the log of those middles, and how much flatter the mean chance is than one home's.
    mean_logit, variance: (n,) of the log odds of each row without an intercept. count: (n,) homes without a licence.
    """

    of: Posterior
    share: Share
    odds: Array
    middles: Array
    width: Array
    mean_logit: Array
    variance: Array
    count: Array


def learn(design: Floats, pool: Index, at: Index, hmo: NDArray[np.bool_], share: Share, times: float = 1.0) -> Learned:
    """What an audit teaches: `posterior`, `slopes`, then `at_share`."""
    return at_share(slopes(design, pool, posterior(design, at, hmo), share), design, times)


def posterior(design: Floats, at: Index, hmo: NDArray[np.bool_]) -> Posterior:
    """From homes that were inspected at random, and which of them were HMOs.

    Args:
        design: (n, terms) a row for each home, or for all homes that are alike. at: (audited,) the rows of those
            inspected.
    """
    prior = np.ones(len(TERMS))
    prior[[name for name, _ in TERMS].index(RULES_TERM)] = 1 / EASE
    x, y = np.column_stack([np.ones(len(at)), design[at]]).astype(float), hmo.astype(float)
    fits, start = [], None
    for strength in STRENGTHS[::-1]:
        fits.append(_fit(x, y, strength * prior, start))
        start = fits[-1][0]
    evidence = np.array([fit[2] for fit in fits])
    weight = np.exp(evidence - evidence.max())
    weight /= weight.sum()
    which = np.searchsorted(np.cumsum(weight), (np.arange(DRAWS) + 0.5) / DRAWS).clip(max=len(fits) - 1)
    rng = np.random.default_rng(SEED)
    standard = rng.normal(size=(DRAWS, x.shape[1]))
    draws = np.concatenate([fit[0] + standard[which == k] @ fit[1].T for k, fit in enumerate(fits)])[:, 1:]
    return Posterior(np.asarray(sum(w * fit[0][1:] for w, fit in zip(weight, fits, strict=True))), draws)


def slopes(design: Floats, pool: Index, of: Posterior, share: Share) -> Slopes:
    """For all homes.

    Args:
        design: as above. pool: (homes without a licence,) their rows. share: of HMOs, as the audit found it.
    """
    middle, root = normal(of.draws)
    whole = design.astype(float) @ np.column_stack([middle, root])
    count = np.bincount(pool, minlength=len(design)).astype(float)
    logit = design[_spread(whole[:, 0], count)].astype(float) @ of.draws.T
    middles = logit.mean(axis=0)
    width = np.sqrt(1 + np.pi * logit.var(axis=0) / 8)
    return Slopes(
        of=of,
        share=share,
        odds=np.exp(np.clip(logit - middles, -30, 30)),
        middles=middles,
        width=width,
        mean_logit=whole[:, 0],
        variance=np.einsum("ij,ij->i", whole[:, 1:], whole[:, 1:]),
        count=count,
    )


def at_share(slopes: Slopes, design: Floats, times: float = 1.0) -> Learned:
    """The chances where HMOs are `times` as common as the audit found them (prior shift: Saerens, Latinne and
    Decaestecker 2002).
    """
    rate = np.minimum(times * slopes.share.drawn, 0.9)
    expected = min(times * slopes.share.expected, 0.9)
    intercepts = _intercepts(slopes, rate)
    apart = slopes.of.draws - slopes.of.draws.mean(axis=0)
    with_intercept = (intercepts - intercepts.mean()) @ apart / (DRAWS - 1)
    # The mean over the draws, by the normal approximation of the logit (MacKay 1992).
    variance = slopes.variance + 2 * (design @ with_intercept) + intercepts.var(ddof=1) + 1e-9
    chance = _logistic((slopes.mean_logit + intercepts.mean()) / np.sqrt(1 + np.pi * variance / 8))
    chance *= expected * slopes.count.sum() / (chance @ slopes.count)
    chance = np.where(slopes.count > 0, np.minimum(chance, 1.0), 0.0)
    return Learned(slopes.of.mean, np.column_stack([intercepts, slopes.of.draws]), rate, expected, chance)


def drawn_chance(learned: Learned, design: Floats) -> Array:
    """(homes, DRAWS) chance of each home in each draw."""
    draws = learned.draws.astype(np.float32)
    return _logistic(design @ draws[:, 1:].T + draws[:, 0])


def _fit(x: Array, y: Array, prior: Array, start: Array | None) -> tuple[Array, Array, float]:
    """Most likely coefficients, the lower root of their covariance, and the log of the evidence (Laplace)."""
    precision = np.r_[FLAT, prior]
    if start is None:
        start = np.r_[np.log((y.sum() + 0.5) / (len(y) - y.sum() + 0.5)), np.zeros(len(prior))]
    b = start
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-(x @ b)))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(precision)
        step = np.linalg.solve(hessian, x.T @ (y - p) - precision * b)
        b = b + step
        if np.abs(step).max() < ENOUGH:
            break
    logit = x @ b
    likelihood = float((y * logit - np.logaddexp(0, logit)).sum()) - 0.5 * float(precision @ b**2)
    evidence = likelihood + 0.5 * float(np.log(precision).sum()) - 0.5 * float(np.linalg.slogdet(hessian)[1])
    return b, np.linalg.cholesky(np.linalg.inv(hessian)), evidence


def _intercepts(slopes: Slopes, rate: Array) -> Array:
    """(DRAWS,) intercepts at which the mean chance of a sample of homes is `rate`; Newton on the log odds of the mean,
    which are nearly straight.
    """
    wanted = np.log(rate / (1 - rate))
    at = wanted * slopes.width
    for _ in range(MATCHES):
        p = slopes.odds * np.exp(at)
        p /= 1 + p
        mean = p.mean(axis=0)
        slope = mean - np.einsum("ij,ij->j", p, p) / len(p)
        at += (wanted - np.log(mean / (1 - mean))) * mean * (1 - mean) / slope
    return np.asarray(at - slopes.middles, dtype=float)


def normal(draws: Array) -> tuple[Array, Array]:
    """The mean of draws (terms,) and the lower root of their covariance."""
    root = np.linalg.cholesky(np.cov(draws.T) + 1e-9 * np.eye(draws.shape[1]))
    return draws.mean(axis=0), np.asarray(root, dtype=float)


def mean_chance(design: Floats, middle: Array, root: Array) -> Array:
    """(n,) mean over draws, by the normal approximation of the logit (MacKay 1992)."""
    found = np.empty(len(design))
    for first in range(0, len(design), BLOCK):
        x = design[first : first + BLOCK].astype(float)
        spread = root[0] + x @ root[1:]
        variance = np.einsum("ij,ij->i", spread, spread)
        found[first : first + BLOCK] = _logistic((middle[0] + x @ middle[1:]) / np.sqrt(1 + np.pi * variance / 8))
    return found


def _spread(score: Floats, count: Array) -> Index:
    """(SAMPLE,) rows at even steps through all homes in the order of the score; count: homes of each row."""
    order = np.argsort(score)
    until = np.cumsum(count[order])
    return np.asarray(order[np.searchsorted(until, (np.arange(SAMPLE) + 0.5) / SAMPLE * until[-1])])


def _logistic(x: Any) -> Any:
    return 1 / (1 + np.exp(-np.clip(x, -30, 30)))
