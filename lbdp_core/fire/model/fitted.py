"""What is kept of the models: the record that scenarios and pages read, and draws of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

import numpy as np

from lbdp_core import explain
from lbdp_core.counts import scaled, top_share
from lbdp_core.fire.features import ground
from lbdp_core.fire.load import Evidence, part_years
from lbdp_core.fire.model.fitting import driver_model, known_before, level, out_of_fold
from lbdp_core.fire.model.settings import BOROUGH_YEARS, DRAWS, HISTORY_YEARS, SEED, TOP
from lbdp_core.model_cache import remembered
from lbdp_core.sources import DataError


@dataclass(frozen=True, eq=False)
class Fitted:
    """What the scenario and the page need, n areas in the order of `areas/lsoa.csv`.

    expected:      (n,) dwelling fires expected in `forecast_year`.
    shape:         (n,) gamma shape of the true rate around the expectation (a higher shape, a surer area).
    level_sd:      log standard deviation of London's total around its forecast, from past one-year-ahead errors.
    borough_sd:    the same for a borough's total around the sum of its areas, from past forecasts of boroughs.
    visited:       (n,) homes that had a visit already; all zero when the data has none.
    values:        (n, k) features of the driver model in published units; contributions (n, k) TreeSHAP, log scale.
    steering:      (n, k + 5) what each feature, then history (`features.BEYOND`), adds to the forecast, log scale; rows
                   and steering_base add up to the log of `expected` a home.
    driver_rate:   (n,) fires a home a year by the driver model; driver_oof by models that never saw the borough.
    p_top:         (n,) probability that the true rate is among the top decile of households.
    trees:         the driver model as LightGBM text.
    part_years:    parts of years that the files hold, in words; nothing here knows them.
    """

    code: np.ndarray
    name: np.ndarray
    ward: np.ndarray
    borough: np.ndarray
    households: np.ndarray
    years: np.ndarray
    borough_names: np.ndarray
    fires_by_borough_year: np.ndarray
    last_year: np.ndarray
    five_year: np.ndarray
    imd_rank: np.ndarray
    expected: np.ndarray
    shape: np.ndarray
    level_sd: float
    borough_sd: float
    visited: np.ndarray
    features: tuple[str, ...]
    values: np.ndarray
    contributions: np.ndarray
    base: float
    steering: np.ndarray
    steering_base: float
    driver_rate: np.ndarray
    driver_oof: np.ndarray
    p_top: np.ndarray
    trees: str
    first_month: str
    last_month: str
    forecast_year: int
    part_years: tuple[str, ...]

    @property
    def of_rates(self) -> Fitted:
        """The model whose rates these are: what does not depend on visits already made is kept once, by it."""
        return self


@dataclass(frozen=True, eq=False)
class Visited(Fitted):
    """A fitted model with other visits already made (a file of a session's own); all else is the `origin` model's."""

    origin: Fitted

    @classmethod
    def of(cls, origin: Fitted, visited: np.ndarray) -> Visited:
        """The model with `visited` homes (n,) in place of its own; arrays are shared, not copied."""
        held = {field.name: getattr(origin, field.name) for field in fields(Fitted)}
        return cls(**held | {"visited": visited, "origin": origin.of_rates})

    @property
    def of_rates(self) -> Fitted:
        return self.origin


def fit(evidence: Evidence) -> Fitted:
    """Everything the page needs about the year after the last complete one.

    Raises:
        DataError: there are too few complete years in a row to learn from.
    """
    if len(evidence.years) <= HISTORY_YEARS:
        first, last = evidence.years[0], evidence.years[-1]
        raise DataError(
            f"Fire needs {HISTORY_YEARS + 1} complete years of dwelling fires in a row, and this folder has "
            f"{len(evidence.years)} ({first} to {last}); add incident files of earlier years or "
            "missing months."
        )
    g, table, fires = ground(evidence), evidence.areas, evidence.fires
    f = known_before(evidence, len(evidence.years))
    _, level_sd = level(fires.sum(axis=0))
    driver = driver_model(g, fires)
    text = driver.trees.model_to_string()
    contributions, base = explain.contributions(text, g.drivers)
    steering, steering_base = f.by.contributions()
    names, index = np.unique(g.borough, return_inverse=True)
    by_borough = np.zeros((len(names), fires.shape[1]))
    np.add.at(by_borough, index, fires)
    shape = np.full(len(table), f.shape)
    borough_sd = borough_spread(evidence, len(evidence.years))
    return Fitted(
        code=table["code"].to_numpy(str),
        name=table["name"].to_numpy(str),
        ward=table["ward"].to_numpy(str),
        borough=g.borough,
        households=g.households,
        years=np.array(evidence.years),
        borough_names=names,
        fires_by_borough_year=by_borough,
        last_year=fires[:, -1],
        five_year=fires[:, -HISTORY_YEARS:].mean(axis=1),
        imd_rank=evidence.deprivation(),
        expected=f.expected,
        shape=shape,
        level_sd=level_sd,
        borough_sd=borough_sd,
        visited=np.zeros(len(table)) if evidence.visits is None else evidence.visits,
        features=g.names,
        values=g.drivers,
        contributions=contributions,
        base=base + float(np.log(driver.per_home)),
        steering=steering.astype(np.float32),
        steering_base=steering_base,
        driver_rate=driver.rate(g.drivers),
        driver_oof=out_of_fold(g, fires),
        p_top=_chance_of_top(f.expected, shape, g.borough, borough_sd, g.households),
        trees=text,
        first_month=evidence.first_month,
        last_month=f"{evidence.years[-1]}-12",  # what the forecast knows, not what the file holds
        forecast_year=int(evidence.years[-1]) + 1,
        part_years=part_years(evidence.report),
    )


def rate_draws(fitted: Fitted) -> np.ndarray:
    """Draws (DRAWS, n) of next year's expected fires: areas, boroughs and London's level together, a world a row."""
    return _draws(fitted.of_rates)


@remembered(4)
def _draws(fitted: Fitted) -> np.ndarray:
    rng = np.random.default_rng(SEED)
    relative = _worlds(rng, fitted.shape, fitted.borough, fitted.borough_sd)
    tide = np.exp(fitted.level_sd * rng.standard_normal(DRAWS))
    relative *= (tide / tide.mean())[:, None]
    relative /= relative.mean(axis=0)  # in place: of many areas this is the largest thing there is
    relative *= fitted.expected
    return relative.astype(np.float32)


def _worlds(rng: np.random.Generator, shape: np.ndarray, borough: np.ndarray, borough_sd: float) -> np.ndarray:
    """True rates relative to expected ones (DRAWS, n): each area's own gamma, and what its borough shares."""
    own = rng.gamma(shape, 1 / shape, size=(DRAWS, len(shape)))
    names, index = np.unique(borough, return_inverse=True)
    shared = np.exp(borough_sd * rng.standard_normal((DRAWS, len(names))) - borough_sd**2 / 2)
    for k in range(DRAWS):
        own[k] *= shared[k, index]
    return own


def _chance_of_top(
    expected: np.ndarray, shape: np.ndarray, borough: np.ndarray, borough_sd: float, households: np.ndarray
) -> np.ndarray:
    rates = _worlds(np.random.default_rng(SEED + 1), shape, borough, borough_sd) * expected / households
    return top_share(rates, households, TOP).mean(axis=0)


def borough_spread(evidence: Evidence, k: int) -> float:
    """Log standard deviation of a borough's true total around its forecast for year k, from the years before k.

    Moments: over past forecasts (each scaled to its year's total, so that London's level is set aside) the squared
    error of a borough's count is its Poisson variance, plus its areas' own scatter, plus (sd x expected)^2. Without the
    last term the ranges of boroughs are too narrow: what moves one area of a borough often moves the others.
    """
    past = range(max(HISTORY_YEARS, k - BOROUGH_YEARS), k)
    names, index = np.unique(evidence.areas["borough"].to_numpy(str), return_inverse=True)
    excess, size = 0.0, 0.0
    for j in past:
        y, f = evidence.fires[:, j], known_before(evidence, j)
        mu = scaled(f.expected, y.sum())
        observed, expected, scatter = sums((y, mu, mu**2 / f.shape), index, len(names))
        excess += float(((observed - expected) ** 2 - expected - scatter).sum())
        size += float((expected**2).sum())
    return float(np.sqrt(max(excess, 0.0) / size)) if size else 0.0


def sums(values: Iterable[np.ndarray], index: np.ndarray, boroughs: int) -> list[np.ndarray]:
    """Each of the values (n,) added up by borough (boroughs,)."""
    return [np.bincount(index, v, minlength=boroughs) for v in values]
