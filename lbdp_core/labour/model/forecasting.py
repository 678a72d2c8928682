"""Forecasting: a borough's claimant rate one and two years ahead, on the log scale.

Two things are known of London at the end of a year: how far it is from its own long-run middle, and its last change,
held within a quarter either way. Their weights are shrunk towards nought, that is towards the last value, and are
learnt from the years before alone; every borough moves with London. What boroughs did by themselves was tried and
left out, since it did not help. The plain rules stand beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
FEW = 3  # past years that a range or a choice needs
FIRST = 6  # years that must be known before anything is learnt
STRENGTH = 2.0  # of the pull towards the last value, in years' worth of the terms
CALM = 0.35  # of log points: a change of London's rate larger than this is told apart (the pandemic)
HELD = 0.25  # log points within which a change is taken as it is


@dataclass(frozen=True, eq=False)
class Forecast:
    """middle, low, high: (33,) the rate and its 80% range.
    model: whether the model is shown, and not the last value.
    """

    middle: Array
    low: Array
    high: Array
    model: bool


def terms(log: Array) -> Array:
    """(2,) what is known at the end of the last year of logs (t, 33): distance from the middle, and the last change."""
    london = log.mean(axis=1)
    away, change = np.median(london) - london[-1], london[-1] - london[-2]
    return np.array([np.clip(away, -2 * HELD, 2 * HELD), np.clip(change, -HELD, HELD)])


def weights(log: Array, horizon: int) -> Array:
    """(2,) by ridge from all earlier ends of years; a year of upheaval counts less, as its change tells of itself."""
    ends = range(FIRST, len(log) - horizon + 1)
    if len(ends) < FEW:
        return np.zeros(2)
    x = np.array([terms(log[:end]) for end in ends])
    y = np.array([(log[end - 1 + horizon] - log[end - 1]).mean() for end in ends])
    w = np.where(np.abs(y) > CALM, 0.1, 1.0)
    pull = STRENGTH * np.diag((w[:, None] * x**2).sum(axis=0) / w.sum())
    return np.linalg.solve(x.T @ (w[:, None] * x) + pull, x.T @ (w * y))


def middle(rate: Array, horizon: int) -> Array:
    """(33,) the rate expected so many years after the last of rates (t, 33)."""
    log = np.log(rate)
    return np.asarray(rate[-1] * np.exp(terms(log) @ weights(log, horizon)))


def rules(rate: Array, england: Array, horizon: int) -> dict[str, Array]:
    """The plain rules: the last value, and the last value with England's last change again."""
    return {"last_value": rate[-1], "england_change": rate[-1] * (england[-1] / england[-2]) ** horizon}


def learnt(rate: Array, horizon: int) -> bool:
    """Whether the two terms would have beaten the last value so far; until they have, the last value is shown."""
    pairs = [
        [np.abs(guess - rate[end - 1 + horizon]).mean() for guess in (middle(rate[:end], horizon), rate[end - 1])]
        for end in range(FIRST + 2, len(rate) - horizon + 1)
    ]
    return len(pairs) >= FEW and bool(np.mean(pairs, axis=0) @ [1.0, -1.0] < 0)


def past_errors(rate: Array, horizon: int, model: bool) -> tuple[Array, Array]:
    """(k,) errors that all boroughs shared, and (k, 33) each one's own, of earlier forecasts, in logs."""
    ends = range(FIRST, len(rate) - horizon + 1)
    made = [middle(rate[:end], horizon) if model else rate[end - 1] for end in ends]
    errors = np.array([np.log(rate[end - 1 + horizon] / guess) for end, guess in zip(ends, made, strict=True)])
    errors = errors.reshape(-1, rate.shape[1])
    common = errors.mean(axis=1)
    return common, errors - common[:, None]


def forecast(rate: Array, horizon: int) -> Forecast:
    """The model where it has beaten the last value so far, else the last value; with a range from past errors.

    The range is that within which eight in ten past errors lay, widened by one over the number of past years.
    """
    model = learnt(rate, horizon)
    at = middle(rate, horizon) if model else rate[-1]
    common, own = past_errors(rate, horizon, model)
    if len(common) < FEW:
        blank = np.full(len(at), np.nan)
        return Forecast(at, blank, blank, model)
    half = np.quantile(np.abs(common[:, None] + own), 0.8) * widened(len(common))
    return Forecast(at, at * np.exp(-half), at * np.exp(half), model)


def widened(count: int) -> float:
    """How much wider a range from so many past years is than their errors.

    >>> widened(4)
    1.25
    """
    return 1 + 1 / count
