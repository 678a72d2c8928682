"""Audited: the chance that a home is an unlicensed HMO, learned from homes inspected at random.

A logistic model whose coefficients are drawn towards nought by a normal prior. How strongly is not known, so six
strengths are each weighed by how well they explain the audit (the evidence, by Laplace's approximation; MacKay 1992).
The officers' rules are drawn less: with a small audit the model goes by them. Each draw's mean chance is set to a draw
of the share that the audit found, so that the total is what the audit says and never what the sources suggest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core.hmo.model.design import RULES_TERM, TERMS
from lbdp_core.hmo.model.fitted import Array

STRENGTHS = (3.0, 6.0, 12.0, 25.0, 50.0, 100.0)  # precision of a coefficient of a standardised column
EASE = 15.0  # how many times less the rules are drawn
FLAT = 1e-3  # precision of the intercept
STEPS, DRAWS, SAMPLE, SEED = 8, 200, 1_000, 16
BLOCK = 2_048  # rows at once: what a processor keeps near
MATCHES = 5  # steps of Newton for the intercepts
Floats = NDArray[np.float32]


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


def learn(
    design: Floats, licensed: NDArray[np.bool_], at: NDArray[np.int64], hmo: NDArray[np.bool_], times: float = 1.0
) -> Learned:
    """From the homes `at` that were inspected at random, and which of them were HMOs.

    Args:
        design: (n, terms). licensed: (n,). times: how many times as common as here HMOs are to be taken (prior shift:
            Saerens, Latinne and Decaestecker 2002).
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
    draws = np.array(
        [fits[k][0] + fits[k][1] @ z for k, z in zip(which, rng.normal(size=(DRAWS, x.shape[1])), strict=True)]
    )
    found, n = float(y.sum()), len(y)
    rate = np.minimum(times * rng.beta(found + 0.5, n - found + 0.5, DRAWS), 0.9)
    expected = min(times * (found + 0.5) / (n + 1), 0.9)
    pool = np.flatnonzero(~licensed)
    sample = design[pool[:: max(len(pool) // SAMPLE, 1)]].astype(float)
    draws[:, 0] = _intercepts(sample, draws[:, 1:], rate)
    chance = np.zeros(len(design))
    chance[pool] = mean_chance(design[pool], *normal(draws))
    chance *= expected * len(pool) / chance.sum()
    mean = np.asarray(sum(w * fit[0][1:] for w, fit in zip(weight, fits, strict=True)))
    return Learned(mean, draws, rate, expected, np.minimum(chance, 1.0))


def drawn_chance(learned: Learned, design: Floats) -> Array:
    """(homes, DRAWS) chance of each home in each draw."""
    return _logistic(design.astype(float) @ learned.draws[:, 1:].T + learned.draws[:, 0])


def _fit(x: Array, y: Array, prior: Array, start: Array | None) -> tuple[Array, Array, float]:
    """Most likely coefficients, the lower root of their covariance, and the log of the evidence (Laplace)."""
    precision = np.r_[FLAT, prior]
    if start is None:
        start = np.r_[np.log((y.sum() + 0.5) / (len(y) - y.sum() + 0.5)), np.zeros(len(prior))]
    b = start
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-(x @ b)))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(precision)
        b = b + np.linalg.solve(hessian, x.T @ (y - p) - precision * b)
    logit = x @ b
    likelihood = float((y * logit - np.logaddexp(0, logit)).sum()) - 0.5 * float(precision @ b**2)
    evidence = likelihood + 0.5 * float(np.log(precision).sum()) - 0.5 * float(np.linalg.slogdet(hessian)[1])
    return b, np.linalg.cholesky(np.linalg.inv(hessian)), evidence


def _intercepts(sample: Array, slopes: Array, rate: Array) -> Array:
    """(DRAWS,) intercepts at which the mean chance of a sample of homes is `rate`."""
    logit = sample @ slopes.T
    at = np.log(rate / (1 - rate)) - logit.mean(axis=0)
    for _ in range(MATCHES):
        p = _logistic(logit + at)
        at = at + np.clip((rate - p.mean(axis=0)) / (p * (1 - p)).mean(axis=0), -1.5, 1.5)
    return np.asarray(at, dtype=float)


def normal(draws: Array) -> tuple[Array, Array]:
    """The mean of draws (1 + terms,) and the lower root of their covariance."""
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


def _logistic(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -30, 30))))
