"""Forecasting: where an indicator will be in one to three years, by partial pooling towards statistical neighbours.

A council's distance from the middle council is carried forward as a weighted sum of four things that are known: its
distance now, what its two and its four years before say beside that, and how far its statistical neighbours' median is
from it. The weights of an indicator are shrunk towards weights that all indicators share, and those towards a plain
neighbour shrink, each the less the more past forecasts there are to learn them from; an indicator without a past of
its own keeps to the neighbour shrink, since how lasting it is cannot be learnt from others. Least absolute deviations
keep a few odd councils from deciding. The middle council itself is carried on unchanged.

Chosen on targets to 2021 and checked on 2022 to 2024 (docs/methods/children.md says what else was tried).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from lbdp_core.children.indicators import Indicator
from lbdp_core.children.load import DFE, Evidence

Array = NDArray[np.float64]
FRESH = 2  # years for which a last value stands in for a missing one
BEFORE = (2, 4)  # years before the last whose means are looked at
LEAST = 50  # councils that a year must have for an indicator to be learnt from it
NEIGHBOURS = {1: 0.1, 3: 0.3}  # how far the neighbour shrink, the rule to beat, moves towards their median
START = 0.13  # of the way to the neighbours a year: where the shared weights begin
SHARED, OWN = 300.0, 100.0  # how many councils' errors the weights that all start from, and those shared, are worth
STEPS, NEAR = 15, 0.05  # of the least absolute deviations, and the error below which all are alike
GRID = np.linspace(0.005, 0.995, 100)
SPREAD_YEARS = 2.0  # how many years of an indicator's own the common shocks of others are worth


def last_known(value: Array) -> Array:
    """The last value of each council (c,) of the last `FRESH` years and this one; NaN where there is none."""
    found: Array = np.full(value.shape[1], np.nan)
    for row in value[::-1][: FRESH + 1]:
        found = np.where(np.isnan(found), row, found)
    return found


def of_neighbours(value: Array, near: NDArray[np.int64]) -> Array:
    """The median of each council's statistical neighbours (c,), or of all councils where none has a value."""
    found = np.where(near >= 0, value[np.maximum(near, 0)], np.nan)
    ordered = np.sort(found, axis=1)  # NaN last
    count = np.isfinite(found).sum(axis=1)
    low, high = np.maximum((count - 1) // 2, 0), count // 2
    rows = np.arange(len(found))
    middle = (ordered[rows, low] + ordered[rows, np.minimum(high, found.shape[1] - 1)]) / 2
    return np.where(count > 0, middle, np.nanmedian(value))


def neighbour_shrink(value: Array, near: NDArray[np.int64], horizon: int) -> Array:
    """The rule to beat: the last value moved 10% (a year) or 30% (three) of the way to the neighbours' median."""
    last = last_known(value)
    return last + NEIGHBOURS.get(horizon, 0.1 * horizon) * (of_neighbours(last, near) - last)


@dataclass(frozen=True, eq=False)
class Situation:
    """What is known at the end of a year. middle: the middle council. known: (c, 4) distances; NaN rows are not known.

    unit: the usual distance from the middle, by which errors of different indicators are made comparable.
    """

    middle: float
    known: Array
    unit: float

    @classmethod
    def of(cls, value: Array, near: NDArray[np.int64]) -> Situation | None:
        """From values (t, c) to the end of a year; None where too few councils have one."""
        if np.isfinite(value[-1]).sum() < LEAST:
            return None
        last = last_known(value)
        middle = float(np.nanmedian(value[-1]))
        now = last - middle
        columns = [now]
        for years in BEFORE:
            back = value[-1 - years : -1]
            back = back[np.isfinite(back).sum(axis=1) > 0]
            away = back - np.nanmedian(back, axis=1, keepdims=True) if len(back) else np.empty((0, len(now)))
            count = np.isfinite(away).sum(axis=0)
            mean = np.nansum(away, axis=0) / np.maximum(count, 1)
            columns.append(np.where(count > 0, mean - now, 0.0))
        columns.append(of_neighbours(last, near) - last)
        unit = 1.4826 * float(np.nanmedian(np.abs(now)))
        return cls(middle, np.column_stack(columns), max(unit, 1e-6))


def least_absolute(known: Array, target: Array, start: Array, worth: float) -> Array:
    """Weights (k,) that make the absolute errors of `known @ weights` least, shrunk towards `start`.

    Iteratively reweighted least squares with a ridge towards `start`, worth so many rows of error one.

    >>> known = np.array([[1.0], [1.0], [1.0]])
    >>> least_absolute(known, np.array([1.0, 1.0, 9.0]), np.array([0.0]), 1e-6).round(1).tolist()
    [1.0]
    """
    weights = start.copy()
    for _ in range(STEPS):
        share = 1 / np.maximum(np.abs(target - known @ weights), NEAR)
        left = (known * share[:, None]).T @ known + worth * np.eye(len(start))
        right = (known * share[:, None]).T @ target + worth * start
        weights = np.asarray(np.linalg.solve(left, right), dtype=np.float64)
    return weights


def noise(one: Indicator, value: Array, of: Array) -> Array:
    """The standard deviation of a value by chance alone, from how many it is of; nought where that is not known."""
    p = np.maximum(value / one.times, 0)
    spread = p * np.clip(1 - p, 0.01, 1) if one.share else p
    return np.where(of > 0, one.times * np.sqrt(spread / np.maximum(of, 1)), 0.0)


def scale(one: Indicator, value: Array, of: Array, unit: float) -> Array:
    """How far forecasts of each council are usually off, up to a factor that is learnt.

    By chance; by the size of the value, for rates; and by the usual distance between councils.
    """
    chance = np.nan_to_num(noise(one, value, of))
    size = (
        0.5 * unit if one.share else 0.5 * unit * np.sqrt(np.maximum(value, 0) / max(float(np.nanmedian(value)), 1e-6))
    )
    return np.sqrt(chance**2 + np.nan_to_num(size, nan=0.5 * unit) ** 2 + (0.1 * unit) ** 2)


@dataclass(frozen=True, eq=False)
class Forecast:
    """middle: (c,) the expected value. low, high: (c,) 80%; NaN where nothing is known, or no past error yet."""

    middle: Array
    low: Array
    high: Array


@dataclass(frozen=True, eq=False)
class Method:
    """The forecast of a horizon, learnt from what was known at the end of the evidence.

    evidence: everything until then. horizon: years ahead.
    """

    evidence: Evidence
    horizon: int
    situations: dict[tuple[str, int], Situation | None] = field(default_factory=dict)

    def at(self, key: str, count: int) -> Situation | None:
        """What was known of an indicator after its first `count` years; worked out once and shared between methods."""
        if (key, count) not in self.situations:
            value = self.evidence.series[key].value[:count]
            self.situations[key, count] = Situation.of(value, self.near)
        return self.situations[key, count]

    @property
    def near(self) -> NDArray[np.int64]:
        near = self.evidence.neighbours.get(DFE)
        return near if near is not None else np.full((len(self.evidence.councils), 1), -1, dtype=np.int64)

    @property
    def start(self) -> Array:
        """The weights that all begin with: a neighbour shrink."""
        return np.array([1.0, 0.0, 0.0, START * self.horizon])

    @cached_property
    def past(self) -> Mapping[tuple[str, int], tuple[Array, Array, NDArray[np.bool_]]]:
        """(indicator, years known) -> distances then, what came, in usual distances; and of which councils."""
        found = {}
        for key, series in self.evidence.series.items():
            for count in range(1, len(series.value) - self.horizon + 1):
                then = self.at(key, count)
                if then is None:
                    continue
                came = (series.value[count - 1 + self.horizon] - then.middle) / then.unit
                there = np.isfinite(came) & np.isfinite(then.known).all(axis=1)
                if there.sum() >= LEAST // 2:
                    found[key, count] = then.known[there] / then.unit, came[there], there
        return found

    @cached_property
    def shared(self) -> Array:
        """The weights that all indicators share."""
        return self._learnt(list(self.past), self.start, SHARED)

    @cached_property
    def weights(self) -> Mapping[str, Array]:
        """(4,) by indicator."""
        found = {}
        for key in self.evidence.series:
            mine = [each for each in self.past if each[0] == key]
            begin = self.start + len(mine) / (len(mine) + 1) * (self.shared - self.start)
            found[key] = self._learnt(mine, begin, OWN)
        return found

    def _learnt(self, mine: list[tuple[str, int]], start: Array, worth: float) -> Array:
        """What moved all councils of a year alike is taken off first: it is no council's doing."""
        if not mine:
            return start
        rows = [(known, came - np.median(came - known @ self.start)) for known, came, _ in (self.past[k] for k in mine)]
        return least_absolute(np.vstack([r[0] for r in rows]), np.concatenate([r[1] for r in rows]), start, worth)

    @cached_property
    def errors(self) -> Mapping[tuple[str, int], Array]:
        """(indicator, years known) -> what came less what the weights say, in scales of each council."""
        found = {}
        for (key, count), (known, came, there) in self.past.items():
            series, one = self.evidence.series[key], self.indicator(key)
            then = self.at(key, count)
            assert then is not None
            last = last_known(series.value[:count])
            of = last_known(series.of[:count])
            found[key, count] = (came - known @ self.weights[key]) * then.unit / scale(one, last, of, then.unit)[there]
        return found

    def indicator(self, key: str) -> Indicator:
        return next(one for one in self.evidence.indicators if one.key == key)

    def spread(self, key: str) -> tuple[Array, Array] | None:
        """Quantiles of what moved all councils alike, and of what was each one's own (100,), in scales.

        The first are few, a year each, so that those of other indicators are worth `SPREAD_YEARS` years beside them.
        """
        own = {k: e for k, e in self.errors.items() if k[0] == key}
        if not self.errors:
            return None
        shocks = {k: float(np.median(e)) for k, e in self.errors.items()}
        mine, every = np.array([shocks[k] for k in own]), np.array(list(shocks.values()))
        rest = [e - shocks[k] for k, e in (own or self.errors).items()]
        weight = np.concatenate([np.ones(len(mine)), np.full(len(every), SPREAD_YEARS / len(every))])
        values = np.concatenate([mine, every])
        order = np.argsort(values, kind="stable")  # its own shocks stand twice, with different weights
        share = np.cumsum(weight[order]) - weight[order] / 2
        return np.interp(GRID, share / weight.sum(), values[order]), np.quantile(np.concatenate(rest), GRID)

    def forecast(self, key: str) -> Forecast | None:
        """The indicator so many years after the evidence ends; None where too few councils have a value."""
        series, one = self.evidence.series[key], self.indicator(key)
        now = self.at(key, len(series.value))
        if now is None:
            return None
        middle = kept(one, now.middle + now.known @ self.weights[key])
        both = self.spread(key)
        if both is None:
            return Forecast(middle, np.full_like(middle, np.nan), np.full_like(middle, np.nan))
        width = scale(one, last_known(series.value), last_known(series.of), now.unit)
        low, high = np.quantile(np.add.outer(*both), [0.1, 0.9])
        return Forecast(middle, kept(one, middle + low * width), kept(one, middle + high * width))


def kept(one: Indicator, value: Array) -> Array:
    """Values that the indicator can have: not below nought, and a share at most 100."""
    return np.clip(value, 0.0, 100.0 if one.share else np.inf)
