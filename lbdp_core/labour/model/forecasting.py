"""Forecasting: a borough's claimant rate one and two years ahead, on the log scale.

The rate goes on changing a part of the way that it changed last, where a change is pulled halfway towards the mean
change of all boroughs and held within limits. The part is learnt from the years before alone, by the error beside that
of the last value, and may be nought. A pull towards the long-run middle was tried and left out: what it gained was the
return after the pandemic alone (docs/methods/labour.md). The plain rules stand beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lbdp_core import doubt

SEED, DRAWS = 35, 400
Array = NDArray[np.float64]
FEW = 3  # past years that a range or a choice needs
FIRST = 6  # years that must be known before anything is learnt
CALM = 0.35  # of log points: a change of London's rate larger than this is told apart (the pandemic)
HELD = 0.15  # log points within which a change is taken as it is
POOLED = 0.5  # how far a borough's change is pulled towards that of all
PARTS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)  # of the last change that may go on
PRICE = 0.01  # of a whole part: how much smaller the error must be for it
LEAST = 0.02  # log points: an error of the last value that is taken as no smaller


@dataclass(frozen=True, eq=False)
class Forecast:
    """middle, low, high: (33,) the rate and its 80% range. drawn: (DRAWS, 33) what the range is taken from.
    model: whether the model is shown, and not the last value.
    """

    middle: Array
    low: Array
    high: Array
    drawn: Array
    model: bool


def change(rate: Array) -> Array:
    """(33,) the last change of rates (t, 33) in logs, pulled halfway towards that of all and held within limits.

    >>> change(np.array([[1.0, 1.0], [np.exp(0.1), 1.0]])).round(3).tolist()
    [0.075, 0.025]
    """
    last = np.log(rate[-1] / rate[-2])
    return np.asarray(np.clip(last + POOLED * (last.mean() - last), -HELD, HELD))


def part(rate: Array, horizon: int) -> float:
    """How much of a last change goes on: what would have erred least beside the last value on earlier years."""
    ends = range(3, len(rate) - horizon + 1)
    if len(ends) < FEW:
        return 0.0
    truth = np.array([np.log(rate[end - 1 + horizon] / rate[end - 1]) for end in ends])
    changes = np.array([change(rate[:end]) for end in ends])
    naive = np.maximum(np.abs(truth).mean(axis=1), LEAST)
    errors = [(np.abs(truth - p * changes).mean(axis=1) / naive).mean() + PRICE * p for p in PARTS]
    return PARTS[int(np.argmin(errors))]


def middle(rate: Array, horizon: int) -> Array:
    """(33,) the rate expected so many years after the last of rates (t, 33)."""
    return np.asarray(rate[-1] * np.exp(part(rate, horizon) * change(rate)))


def rules(rate: Array, england: Array, horizon: int) -> dict[str, Array]:
    """The plain rules: the last value, and the last value with England's last change again."""
    return {"last_value": rate[-1], "england_change": rate[-1] * (england[-1] / england[-2]) ** horizon}


def learnt(rate: Array, horizon: int) -> bool:
    """Whether the rule would have beaten the last value so far; until it has, the last value is shown."""
    pairs = [
        [np.abs(guess - rate[end - 1 + horizon]).mean() for guess in (middle(rate[:end], horizon), rate[end - 1])]
        for end in range(FIRST + 2, len(rate) - horizon + 1)
    ]
    return len(pairs) >= FEW and bool(np.mean(pairs, axis=0) @ [1.0, -1.0] < 0)


def past_errors(rate: Array, horizon: int, model: bool) -> tuple[Array, Array]:
    """(k,) errors that all boroughs shared, and (k, 33) each one's own, of earlier forecasts, in logs.

    The first years are forecast by the last value, since nothing can be learnt before them.
    """
    ends = range(1, len(rate) - horizon + 1)
    made = [middle(rate[:end], horizon) if model and end >= FIRST else rate[end - 1] for end in ends]
    errors = np.array([np.log(rate[end - 1 + horizon] / guess) for end, guess in zip(ends, made, strict=True)])
    errors = errors.reshape(-1, rate.shape[1])
    common = errors.mean(axis=1)
    return common, errors - common[:, None]


def half_width(errors: Array) -> float:
    """How far from a forecast an 80% range reaches, in logs, from past errors (years, boroughs).

    Boroughs share most of a year's error, so a year is one observation: the error within which eight in ten of its
    boroughs lay. Of n such years the range takes the one in place 0.8 (n + 1), rounded up (split conformal
    prediction: Vovk, Gammerman and Shafer 2005).

    >>> half_width(np.array([[0.1, -0.1], [0.2, 0.2], [0.3, 0.3], [-0.5, -0.5]]))
    0.5
    """
    years = np.sort(np.quantile(np.abs(errors), 0.8, axis=1))
    place = int(np.ceil(0.8 * (len(years) + 1)))
    return float(years[min(place, len(years)) - 1])


def outcomes(rate: Array, horizon: int, model: bool) -> tuple[Array, Array]:
    """(DRAWS,) a year's error that all boroughs share, and (DRAWS, 33) each one's own, in logs.

    Drawn from past errors of either sign and stretched, so that eight in ten are within the half width.
    """
    common, own = past_errors(rate, horizon, model)
    rng = np.random.default_rng([SEED, horizon])
    shock = rng.choice(np.concatenate([common, -common]), DRAWS)
    each = rng.choice(own.ravel(), size=(DRAWS, rate.shape[1]))
    within = float(np.quantile(np.abs(shock[:, None] + each), 0.8))
    stretch = half_width(common[:, None] + own) / within if within else 0.0
    return stretch * shock, stretch * each


def around(middle: Array, shock: Array, own: Array) -> Array:
    """(DRAWS, 33) rates around the middle, which is their mean."""
    drawn = middle * np.exp(shock[:, None] + own)
    return np.asarray(drawn * (middle / drawn.mean(axis=0)))


def forecast(rate: Array, horizon: int) -> Forecast:
    """The model where it has beaten the last value so far, else the last value; with a range from past errors."""
    model = learnt(rate, horizon)
    at = middle(rate, horizon) if model else rate[-1]
    if len(rate) - horizon < FEW:
        blank = np.full(len(at), np.nan)
        return Forecast(at, blank, blank, blank[None], model)
    drawn = around(at, *outcomes(rate, horizon, model))
    return Forecast(at, *doubt.intervals(drawn, at), drawn, model)
