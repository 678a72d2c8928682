"""Forecast: a panel of boroughs with London's own row, some quarters ahead, as quantiles.

On the log scale: a level that takes up part of each new figure, London's seasonal pattern, shrunk, and London's own
damped trend. How wide the quantiles are is read from the method's own past errors up to the origin, at each horizon:
their shape from all boroughs together, their size from the borough's own errors, shrunk towards all boroughs'. The
seasonal-naive rule that it has to beat gets its width in the very same way, from its own errors.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from lbdp_core import backtest
from lbdp_core.backtest import LEVELS
from lbdp_core.homelessness.model import settings
from lbdp_core.homelessness.model.settings import Method

Array = NDArray[np.float64]
LOW, HIGH, WIDE = LEVELS.index(0.1), LEVELS.index(0.9), 2 * 1.2816  # of a normal's middle 80%, in its sd
Rule = Callable[[Array, int], Array]  # logs up to the origin (t, n), horizon -> centre (n,)


@dataclass(frozen=True, eq=False)
class Forecast:
    """Forecasts from one origin. n areas, London's own row the last; h horizons 1, 2, ...

    centre:    (h, n) the middle figure.
    sd:        (h, n) on the log scale, of the normal errors whose middle 80% is that of the quantiles.
    quantiles: (levels, h, n) at `backtest.LEVELS`.
    """

    centre: Array
    sd: Array
    quantiles: Array


def forecast(values: Array, method: Method, horizons: int) -> Forecast:
    """From the end of `values` (t, n), NaN where not published, London's own row last."""
    return _from(values, partial(middle, method=method), horizons)


def naive(values: Array, horizons: int) -> Forecast:
    """The seasonal-naive rule: the last figure of the same season, or the last figure where there is none."""
    return _from(values, partial(backtest.seasonal_naive, season=settings.SEASON), horizons)


def last_value(values: Array, horizons: int) -> Forecast:
    """The last figure of each area, carried on."""
    return _from(values, backtest.last_value, horizons)


def drift(values: Array, horizons: int) -> Forecast:
    """The last figure of each area, moved on by its own mean growth so far."""
    return _from(values, partial(backtest.drift, least=-np.inf), horizons)


def method_of(target: str) -> Method:
    """How a target is forecast."""
    return settings.STOCK if target in settings.STOCKS else settings.FLOW


def middle(logs: Array, horizon: int, method: Method) -> Array:
    """The middle forecast (n,) on the log scale, from all rows (t, n)."""
    origin = len(logs) - 1
    factors = seasonal_factors(logs[:, -1]) * method.season
    step = np.arange(len(logs)) % settings.SEASON
    bare = logs - factors[step][:, None]
    level = np.full(logs.shape[1], np.nan)
    for row in bare:
        moved = np.where(np.isnan(level), row, level + method.memory * (row - level))
        level = np.where(np.isnan(row), level, moved)
    before = np.flatnonzero(np.isfinite(bare[: max(origin - method.look + 1, 0), -1]))
    trend = (bare[-1, -1] - bare[before[-1], -1]) / (origin - before[-1]) if before.size else 0.0
    damped = sum(method.damp**k for k in range(1, horizon + 1))
    return np.asarray(level + factors[(origin + horizon) % settings.SEASON] + np.nan_to_num(trend) * damped)


def seasonal_factors(london: Array) -> Array:
    """How far each season lies from the year around it, on the log scale (4,), shrunk towards none; season 0 is row
    0's.

    >>> seasonal_factors(np.zeros(12)).tolist()
    [0.0, 0.0, 0.0, 0.0]
    """
    found: list[list[float]] = [[] for _ in range(settings.SEASON)]
    for at in range(2, len(london) - 2):
        year = (0.5 * london[at - 2] + london[at - 1] + london[at] + london[at + 1] + 0.5 * london[at + 2]) / 4
        if np.isfinite(year):
            found[at % settings.SEASON].append(float(london[at] - year))
    out = np.array([sum(each) / (len(each) + settings.SHRINK) for each in found])
    return out - out.mean()


def _from(values: Array, rule: Rule, horizons: int) -> Forecast:
    logs = np.log(values + settings.OFFSET)
    centre, sd, quantiles = [], [], []
    for horizon in range(1, horizons + 1):
        mid = rule(logs, horizon)
        shape, size = _errors(logs, rule, horizon)
        spread = mid + size * shape[:, None]
        centre.append(np.exp(mid) - settings.OFFSET)
        sd.append(size * (shape[HIGH] - shape[LOW]) / WIDE)
        quantiles.append(np.exp(spread) - settings.OFFSET)
    return Forecast(np.maximum(np.stack(centre), 0.0), np.stack(sd), np.maximum(np.stack(quantiles, axis=1), 0.0))


def _errors(logs: Array, rule: Rule, horizon: int) -> tuple[Array, Array]:
    """Standardised quantiles (levels,) of past errors of boroughs, with their middle at nought; sizes (n,) of
    errors.
    """
    published = np.asarray(np.isfinite(logs).any(axis=1))
    origins = [at for at in range(settings.FIRST, len(logs) - horizon) if published[at]]
    each = [logs[at + horizon] - rule(logs[: at + 1], horizon) for at in origins]
    errors = np.array(each).reshape(-1, logs.shape[1])
    known = ~np.isnan(errors)
    if not known[:, :-1].any():  # quarters without a book leave no error to learn a width from
        return np.full(len(LEVELS), np.nan), np.full(logs.shape[1], np.nan)
    squares = np.where(known, errors, 0.0) ** 2
    boroughs = np.s_[:, :-1]
    pooled = squares[boroughs].sum() / max(known[boroughs].sum(), 1)
    size = np.sqrt((squares.sum(axis=0) + settings.POOL * pooled) / (known.sum(axis=0) + settings.POOL))
    own = squares[:, -1].sum() + settings.LONDON_POOL * settings.LONDON_PART * pooled
    size[-1] = np.sqrt(own / (known[:, -1].sum() + settings.LONDON_POOL))
    size = np.maximum(size, settings.LEAST_SD)
    shape = np.quantile((errors / size)[boroughs][known[boroughs]], LEVELS)
    return np.asarray(shape - shape[len(shape) // 2]), size
