"""Trends: the long decline by borough and by deprivation, the months of the year, and the hours of the day if held.

Expected is a Poisson log-linear trend (a constant share off every year): London's own; for a borough its own level and
*London's* trend, so a borough that leaves its bounds departs from London; for a deprivation quintile (areas by IMD
2025, about a fifth of London's homes each) its own level and trend. Counts of fires, not rates: homes are known for
2021 only, so new homes are in the trend. The fit has seen the years that it is shown beside.

Columns:
    level          london, borough, quintile, month, hour or slope.
    name           London, the borough, or the quintile. A month row is named by its place; a slope by what declines.
    period         the year; for a month "01".."12"; for an hour of the call "00".."23"; for a slope "2009-2021".
    observed       fires; a month's and an hour's are of all complete years together. Blank for a slope.
    expected       fires; for a month, had they come evenly by day on the falling trend; for an hour, evenly by hour.
                   For a slope: percent a year (minus is a decline). "London, most against least deprived" is by how
                   many percent the ratio of quintile 1 to quintile 5 changes a year (weighted least squares on its
                   log, so what shook both in one year cancels): above 0, the most deprived decline more slowly.
    low, high      95%. Years, months and hours: what luck gives around `expected`, widened by overdispersion
                   (Pearson), the doubt of the fitted line not included. Slopes: the interval of the slope,
                   overdispersion included.
    ratio          observed / expected; for a month 100 x ratio is the seasonal index. Blank for a slope.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import stdtrit

from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.studies.origins import bounds, dispersion

Array = NDArray[np.float64]
STEPS = 50


@dataclass(frozen=True, eq=False)
class Slope:
    """Log change a year with its 95% interval, the fitted values (t,), and variance over mean (at least 1)."""

    per_year: float
    low: float
    high: float
    expected: Array
    dispersion: float


def log_linear(years: Array, y: Array) -> Slope:
    """A quasi-Poisson trend log E(y) = a + b year by Newton's method; y (t,) must not be all zero.

    Example:
        >>> slope = log_linear(np.arange(2010, 2020), 1000 * 0.97 ** np.arange(10))
        >>> round(float(np.exp(slope.per_year)), 6), slope.dispersion
        (0.97, 1.0)
    """
    z = np.column_stack([np.ones(len(years)), years - np.mean(years)])
    beta = np.array([np.log(y.mean()), 0.0])
    for _ in range(STEPS):
        mu = np.exp(z @ beta)
        step = np.linalg.solve(z.T @ (mu[:, None] * z), z.T @ (y - mu))
        beta = beta + np.clip(step, -1, 1)
        if np.abs(step).max() < 1e-10:
            break
    mu = np.exp(z @ beta)
    spread = dispersion(y, mu, 2)
    variance = spread * np.linalg.inv(z.T @ (mu[:, None] * z))[1, 1]
    return _slope(beta[1], variance, len(y) - 2, mu, spread)


def log_ratio(years: Array, y: Array, other: Array) -> Slope:
    """The trend of log(y / other) by least squares, weighted by what Poisson luck leaves of each year's ratio.

    Half a fire is added to each count, so that a year without any has a ratio (Haldane 1956). Here the expected
    values are ratios, and the dispersion is that of the weighted residuals.
    """
    ratio, weight = np.log((y + 0.5) / (other + 0.5)), 1 / (1 / (y + 0.5) + 1 / (other + 0.5))
    centred = years - np.average(years, weights=weight)
    level = np.average(ratio, weights=weight)
    b = float((weight * centred * ratio).sum() / (weight * centred**2).sum())
    free = len(y) - 2
    spread = float(max(1.0, (weight * (ratio - level - b * centred) ** 2).sum() / free))
    return _slope(b, spread / (weight * centred**2).sum(), free, np.exp(level + b * centred), spread)


def _slope(b: float, variance: float, free: int, expected: Array, spread: float) -> Slope:
    step = float(stdtrit(free, 0.975) * np.sqrt(variance))
    return Slope(float(b), float(b) - step, float(b) + step, expected, spread)


SHARE = ("1 (lowest share)", "2", "3", "4", "5 (highest share)")
DEPRIVED = ("1 (most deprived)", "2", "3", "4", "5 (least deprived)")


def quintile(values: NDArray[np.float64], households: NDArray[np.float64]) -> NDArray[np.intp]:
    """Group 0..4 of each area, lowest values first, of equal homes as nearly as ties allow.

    Areas with the same value are never parted: their order would be that of their codes, which is by borough.

    Example:
        >>> quintile(np.array([3.0, 1.0, 1.0, 9.0, 5.0]), np.ones(5)).tolist()
        [2, 1, 1, 4, 3]
    """
    _, step = np.unique(values, return_inverse=True)
    homes = np.bincount(step, households)
    middle = np.cumsum(homes) - homes / 2
    return np.minimum((5 * middle / homes.sum()).astype(np.intp), 4)[step]


LONDON, AGAINST = "London", "London, most against least deprived"


def trends(evidence: Evidence, fitted: Fitted) -> pd.DataFrame:
    """Observed and expected fires by year, borough, quintile and month, and the slopes of their decline."""
    years, fires = np.array(evidence.years), evidence.fires.astype(float)
    names, borough = np.unique(evidence.areas["borough"].to_numpy(str), return_inverse=True)
    group = quintile(evidence.deprivation(newest=True), evidence.households)
    by_borough, by_quintile = _summed(fires, borough, len(names)), _summed(fires, group, len(DEPRIVED))
    total = fires.sum(axis=0)
    london = log_linear(years, total)
    quintiles = [log_linear(years, y) for y in by_quintile]
    in_boroughs = by_borough.sum(axis=1, keepdims=True) * london.expected / london.expected.sum()
    shared = dispersion(by_borough, in_boroughs, len(names) + 1)
    rows = [
        _years("london", LONDON, years, total, london.expected, london.dispersion),
        *(_years("borough", b, years, y, mu, shared) for b, y, mu in zip(names, by_borough, in_boroughs, strict=True)),
        *(
            _years("quintile", q, years, y, s.expected, s.dispersion)
            for q, y, s in zip(DEPRIVED, by_quintile, quintiles, strict=True)
        ),
        _months(evidence, london.per_year),
        _hours(evidence),
        _slopes(
            f"{years[0]}-{years[-1]}",
            {LONDON: london}
            | {f"Quintile {q}": s for q, s in zip(DEPRIVED, quintiles, strict=True)}
            | {AGAINST: log_ratio(years, by_quintile[0], by_quintile[-1])}
            | {str(b): log_linear(years, y) for b, y in zip(names, by_borough, strict=True) if y.any()},
        ),
    ]
    table = pd.concat(rows, ignore_index=True)
    return table.assign(ratio=table["observed"] / table["expected"].where(table["expected"] != 0)).round(3)


def _summed(fires: Array, group: NDArray[np.intp], groups: int) -> Array:
    """Fires (groups, years)."""
    sums = np.zeros((groups, fires.shape[1]))
    np.add.at(sums, group, fires)
    return sums


def _years(level: str, name: str, years: Array, observed: Array, expected: Array, spread: float) -> pd.DataFrame:
    return _rows(level, name, [str(year) for year in years], observed, expected, spread)


def _rows(level: str, name: str, periods: list[str], observed: Array, expected: Array, spread: float) -> pd.DataFrame:
    low, high = bounds(expected, spread)
    figures = {"observed": observed, "expected": expected, "low": low, "high": high}
    return pd.DataFrame({"level": level, "name": str(name), "period": periods, **figures})


def _slopes(period: str, slopes: dict[str, Slope]) -> pd.DataFrame:
    rows = [(name, *(100 * np.expm1(v) for v in (s.per_year, s.low, s.high))) for name, s in slopes.items()]
    table = pd.DataFrame(rows, columns=["name", "expected", "low", "high"])
    return table.assign(level="slope", period=period, observed=np.nan)


def _months(evidence: Evidence, per_year: float) -> pd.DataFrame:
    """London and the boroughs (as recorded with the fire) by month of the year, complete years only."""
    table = evidence.borough_month
    if table.empty:
        return pd.DataFrame()
    grid = pd.period_range(f"{evidence.years[0]}-01", f"{evidence.years[-1]}-12", freq="M")
    wide = table.pivot_table(index="borough", columns="month", values="fires", aggfunc="sum", fill_value=0)
    wide = _named(evidence, wide.reindex(columns=grid.strftime("%Y-%m"), fill_value=0))
    weight = grid.days_in_month.to_numpy(float) * np.exp(per_year * np.arange(len(grid)) / 12)
    evenly = weight.reshape(-1, 12) / weight.reshape(-1, 12).sum(axis=1, keepdims=True)
    return pd.concat(
        [_season("month", str(name), fires.reshape(-1, 12), evenly, 1) for name, fires in _places(wide)],
        ignore_index=True,
    )


def _hours(evidence: Evidence) -> pd.DataFrame:
    """London and the boroughs (as recorded with the fire) by hour of the call, where files have it."""
    if evidence.borough_hour is None:
        return pd.DataFrame()
    columns = pd.MultiIndex.from_product([evidence.years, range(24)])
    wide = evidence.borough_hour.pivot_table(
        index="borough", columns=["year", "hour"], values="fires", aggfunc="sum", fill_value=0
    )
    wide = _named(evidence, wide.reindex(columns=columns, fill_value=0))
    evenly = np.full((len(evidence.years), 24), 1 / 24)
    return pd.concat(
        [_season("hour", str(name), fires.reshape(-1, 24), evenly, 0) for name, fires in _places(wide)],
        ignore_index=True,
    )


def _named(evidence: Evidence, by_code: pd.DataFrame) -> pd.DataFrame:
    """The table with boroughs by name instead of code."""
    called = evidence.areas.drop_duplicates("borough_code").set_index("borough_code")["borough"]
    return by_code.set_axis(by_code.index.map(called.to_dict()), axis=0)


def _places(wide: pd.DataFrame) -> list[tuple[str, Array]]:
    table = wide.to_numpy(float)
    return [(LONDON, table.sum(axis=0)), *zip(wide.index, table, strict=True)]


def _season(level: str, name: str, fires: Array, evenly: Array, first: int) -> pd.DataFrame:
    """One place's months or hours; what varies from year to year beside them is its overdispersion.

    fires, evenly: (years, parts of the year or the day). first: number of the first part.
    """
    expected = fires.sum(axis=1, keepdims=True) * evenly
    season = fires.sum(axis=0) / np.maximum(expected.sum(axis=0), 1e-9)
    spread = dispersion(fires, expected * season, len(fires) + fires.shape[1] - 1)
    periods = [f"{part:02d}" for part in range(first, first + fires.shape[1])]
    return _rows(level, name, periods, fires.sum(axis=0), expected.sum(axis=0), spread)
