"""Verdicts: whether a council is unlike the others, or unlike itself, and what usually happens next. Pure functions.

Arrays are of councils (c,) or years by councils (t, c); NaN is a figure that was not published, and is left out.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Z95, Z998 = 1.96, 3.09
TAIL = 0.1  # of councils at either end that are drawn in before the scatter of all is measured
WIDTH = 2.66  # of an XmR chart: 3 / 1.128, the moving range of two to a standard deviation
LEAST_YEARS = 6  # that a run chart needs: fewer moving ranges say little of how much a council usually moves
RUN = 8  # years in a row on one side of the mean that are a shift


def wilson(n: Array, of: Array, z: float = Z95) -> tuple[Array, Array]:
    """Interval of a share n / of, by Wilson's score.

    Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22.

    >>> low, high = wilson(np.array([15.0]), np.array([50.0]))
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.191], [0.438])
    """
    size = np.where(of > 0, of, np.nan)
    p = n / size
    middle = (p + z**2 / (2 * size)) / (1 + z**2 / size)
    half = z / (1 + z**2 / size) * np.sqrt(np.maximum(p * (1 - p) / size + z**2 / (4 * size**2), 0))
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)


def byar(n: Array, of: Array, z: float = Z95) -> tuple[Array, Array]:
    """Interval of a rate n / of of a count, by Byar's approximation to the exact Poisson one.

    Breslow and Day (1987), Statistical methods in cancer research II, page 69.

    >>> low, high = byar(np.array([20.0]), np.array([1.0]))
    >>> low.round(1).tolist(), high.round(1).tolist()
    ([12.2], [30.9])
    """
    count = np.maximum(n, 1e-9)
    low = count * (1 - 1 / (9 * count) - z / (3 * np.sqrt(count))) ** 3
    more = n + 1
    high = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    size = np.where(of > 0, of, np.nan)
    return np.where(n >= 1, np.maximum(low, 0.0), 0.0 * n) / size, high / size


@dataclass(frozen=True, eq=False)
class Funnel:
    """How far each council is from all councils together.

    target: their rate. plain, z: (c,) distances in standard deviations, by chance alone, and by chance and by how
    councils normally differ. phi: how much wider than chance they scatter (1 is chance alone). between: the standard
    deviation between councils beyond chance, in the unit of the rate.
    """

    target: float
    plain: Array
    z: Array
    phi: float
    between: float

    def outside(self, limit: float = Z95) -> tuple[float, float]:
        """The share of councils beyond a limit, by chance alone and with how they normally differ."""
        there = np.isfinite(self.plain)
        return float((np.abs(self.plain[there]) > limit).mean()), float((np.abs(self.z[there]) > limit).mean())


def funnel(n: Array, of: Array, share: bool, expected: Array | None = None) -> Funnel:
    """A funnel with additive over-dispersion.

    Spiegelhalter (2005), Handling over-dispersion of performance indicators, Quality and Safety in Health Care 14: the
    distances are drawn in at both ends (winsorised), their mean square is how much wider than chance councils scatter,
    and what is beyond chance is added to each council's variance.

    Args:
        n, of: (c,) counts. share: n is a part of `of` (binomial); otherwise a count of events (Poisson).
        expected: (c,) the rate that each is held against; by default that of all together.
    """
    there = np.isfinite(n) & np.isfinite(of) & (of > 0) & (np.isfinite(expected) if expected is not None else True)
    target = float(n[there].sum() / of[there].sum()) if there.any() else float("nan")
    against = np.full(n.shape, target) if expected is None else expected
    safe = np.clip(against, 1e-9, 1 - 1e-9) if share else np.maximum(against, 1e-9)
    variance = np.where(there, safe * (1 - safe if share else 1) / np.where(of > 0, of, np.nan), np.nan)
    apart = np.where(there, n / np.where(of > 0, of, np.nan) - against, np.nan)
    plain = apart / np.sqrt(variance)
    known, weight = plain[there], 1 / variance[there]
    if len(known) < 2:
        return Funnel(target, plain, plain, 1.0, 0.0)
    drawn_in = np.clip(known, *np.quantile(known, [TAIL, 1 - TAIL]))
    phi = float((drawn_in**2).mean())
    count = len(known)
    spread = (count * phi - (count - 1)) / (weight.sum() - (weight**2).sum() / weight.sum())
    between = max(float(spread), 0.0)
    return Funnel(target, plain, apart / np.sqrt(variance + between), phi, float(np.sqrt(between)))


@dataclass(frozen=True, eq=False)
class RunChart:
    """An XmR chart of one council's years. mean, low, high: of the years; signal: what it shows of the last, or ""."""

    mean: float
    low: float
    high: float
    signal: str


def run_chart(series: Array) -> RunChart:
    """Individual values and moving ranges of one series (t,); a gap is no step.

    Wheeler (2000), Understanding variation. The last year is held against limits from the years before it.
    """
    known = series[np.isfinite(series)]
    if len(known) < LEAST_YEARS or not np.isfinite(series[-1]):
        return RunChart(float("nan"), float("nan"), float("nan"), "")
    before = series[:-1]
    steps = np.abs(np.diff(before))
    steps = steps[np.isfinite(steps)]
    mean = float(np.nanmean(before))
    half = WIDTH * float(steps.mean()) if len(steps) else float("nan")
    side = np.sign(known - mean)
    run = side[-1] != 0 and len(side) >= RUN and bool((side[-RUN:] == side[-1]).all())
    signal = ""
    if series[-1] > mean + half:
        signal = "higher than in its earlier years"
    elif series[-1] < mean - half:
        signal = "lower than in its earlier years"
    elif run:
        signal = f"for {RUN} years in a row {'above' if side[-1] > 0 else 'below'} its own mean"
    return RunChart(mean, mean - half, mean + half, signal)


def regression_to_mean(value: Array) -> tuple[float, float]:
    """What is left a year later of a distance from the middle, on average, and its standard error.

    The slope of this year's distance on last year's over all pairs of years (t, c). A council 10 above the middle last
    year averages 10 times the slope above it this year.
    """
    away = value - np.array([np.nanmedian(row) if np.isfinite(row).any() else np.nan for row in value])[:, None]
    x, y = away[:-1].ravel(), away[1:].ravel()
    there = np.isfinite(x) & np.isfinite(y)
    if there.sum() < 3:
        return float("nan"), float("nan")
    x, y = x[there] - x[there].mean(), y[there] - y[there].mean()
    slope = float(x @ y / (x @ x))
    error = float(np.sqrt(((y - slope * x) ** 2).sum() / (len(x) - 2) / (x @ x)))
    return slope, error


def next_year(value: float, middle: float, slope: float) -> float:
    """What a council with this value last year averages this year.

    >>> next_year(30.0, 20.0, 0.6)
    26.0
    """
    return middle + slope * (value - middle)


def quartile_changes(value: Array) -> float:
    """The share of councils that stand in another quarter of all councils than the year before; mean of the years."""
    shares = []
    for before, after in itertools.pairwise(value):
        there = np.isfinite(before) & np.isfinite(after)
        if there.sum() >= 8:
            bands = [np.digitize(row[there], np.quantile(row[there], [0.25, 0.5, 0.75])) for row in (before, after)]
            shares.append(float((bands[0] != bands[1]).mean()))
    return float(np.mean(shares)) if shares else float("nan")
