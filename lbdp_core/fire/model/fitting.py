"""Fitting: the driver model (it is explained), the operational model (it targets), and the ladder of baselines.

The driver model knows what a place is like and no fire history. The operational model knows the fire history of an area
and its neighbours. The ladder has every rung from last year's count to the operational model, for the same coming year.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from lbdp_core import columns
from lbdp_core.counts import empirical_bayes, overdispersion
from lbdp_core.fire.features import Ground, ground, operational
from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model.settings import (
    DRIVER_ROUNDS,
    DRIVER_TREES,
    EARLIEST,
    FOLDS,
    HISTORY_YEARS,
    OPERATIONAL_ROUNDS,
    OPERATIONAL_SEEDS,
    RIDGE,
    SEED,
    TREES,
    WINDOW,
)
from lbdp_core.model_cache import remembered


def level(totals: np.ndarray) -> tuple[float, float]:
    """London's total next year: last year's, moved by the mean log change of five years; and such forecasts' log-sd.

    The sd is the root mean square of the same forecast's errors at each earlier year (at least four of them).
    """
    logs = np.log(totals)

    def ahead(t: int) -> float:
        return logs[t - 1] + np.diff(logs[max(0, t - 1 - HISTORY_YEARS) : t]).mean()

    past = range(3, len(logs))
    errors = np.array([logs[t] - ahead(t) for t in past])
    sd = float(np.sqrt(np.mean(errors**2))) if len(errors) >= 4 else 0.05
    return float(np.exp(ahead(len(logs)))), sd


def ridge_poisson(z: np.ndarray, y: np.ndarray, exposure: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    """A Poisson GLM with log link and offset, ridge on standardised columns; returns rate(z) per unit of exposure."""
    return _log_linear(z, y, exposure).predict


def _log_linear(z: np.ndarray, y: np.ndarray, exposure: np.ndarray) -> Any:
    """The same as scikit-learn's pipeline of scaling and regression."""
    from sklearn.linear_model import PoissonRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    glm = PoissonRegressor(alpha=RIDGE / exposure.sum(), solver="newton-cholesky", max_iter=200)
    pipe = make_pipeline(StandardScaler(), glm)
    # Counts over exposure, weighted by exposure, have the likelihood of counts with log exposure as offset.
    return pipe.fit(z, y / exposure, poissonregressor__sample_weight=exposure)


def boosted_poisson(
    z: np.ndarray, y: np.ndarray, exposure: np.ndarray, params: dict[str, Any], rounds: int, seed: int = 0
) -> Any:
    """A LightGBM Poisson model with log exposure as `init_score`; its predictions are rates per unit of exposure."""
    import lightgbm

    data = lightgbm.Dataset(z, y, init_score=np.log(exposure))
    return lightgbm.train(params | {"seed": seed}, data, rounds)


@dataclass(frozen=True, eq=False)
class Driver:
    """LightGBM on what places are like, no fire history. trees(values) times per_home is fires a home a year."""

    trees: Any
    per_home: float

    def rate(self, values: np.ndarray) -> np.ndarray:
        return np.asarray(self.trees.predict(values, num_threads=1)) * self.per_home


def driver_model(g: Ground, fires: np.ndarray, keep: np.ndarray | None = None) -> Driver:
    """Fit to the counts of the last five years of the areas in `keep`, with recorded homes as exposure."""
    keep = np.ones(len(g.households), bool) if keep is None else keep
    y, exposure, per_home = five_years(g.recorded[keep], fires[keep])
    return Driver(boosted_poisson(g.drivers[keep], y, exposure, DRIVER_TREES, DRIVER_ROUNDS), per_home)


def out_of_fold(g: Ground, fires: np.ndarray) -> np.ndarray:
    """Driver rates (n,) a home a year, each from a model that saw no fire and no area of the same borough."""
    fold = folds(g.borough)
    rate = np.empty(len(g.households))
    for k in np.unique(fold):
        out = fold == k
        rate[out] = driver_model(g, fires, ~out).rate(g.drivers[out])
    return rate


def folds(borough: np.ndarray) -> np.ndarray:
    """The group (n,) in which each area's borough is left out with others."""
    names, index = np.unique(borough, return_inverse=True)
    return np.asarray((np.random.default_rng(SEED).permutation(len(names)) % FOLDS)[index])


def five_years(recorded: np.ndarray, fires: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Counts (n,) of the last five years, their expectation at the common rate (n,), and that rate a home a year."""
    five = fires[:, -HISTORY_YEARS:]
    y = five.sum(axis=1)
    return y, recorded * y.sum() / recorded.sum(), float(y.sum() / recorded.sum() / five.shape[1])


@dataclass(frozen=True, eq=False)
class Operational:
    """A ridge Poisson GLM and LightGBM models on the same panel; the forecast is their geometric mean.

    per_home: fires a home that London's coming year is expected to have. now: (n, k + 5) what is known of the areas.
    """

    glm: Any
    trees: tuple[Any, ...]
    per_home: float
    now: np.ndarray

    def rates(self, z: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Rates (n,) against London's, by the GLM and by LightGBM (the geometric mean over its seeds)."""
        raw = np.mean([np.asarray(m.predict(z, raw_score=True, num_threads=1)) for m in self.trees], axis=0)
        return self.glm.predict(z), np.exp(raw)

    def contributions(self) -> tuple[np.ndarray, float]:
        """What each feature adds in every area (n, k + 5), and the base: row sums and base are log fires a home.

        Exact: a GLM's are its terms, the trees' are TreeSHAP, and the log of a geometric mean is the mean of logs.
        """
        scaler, regression = (step for _, step in self.glm.steps)
        terms = scaler.transform(self.now) * regression.coef_
        shap = np.mean([m.predict(self.now, pred_contrib=True, num_threads=1) for m in self.trees], axis=0)
        base = (regression.intercept_ + shap[0, -1]) / 2 + np.log(self.per_home)
        return (terms + shap[:, :-1]) / 2, float(base)


@dataclass(frozen=True, eq=False)
class Forecast:
    """Expected counts of one coming year.

    expected: (n,) fires by the operational model: the very figures that are scored and that place visits.
    parts:    the two models whose geometric mean this is, and GLMs that know less, to be scored too.
    shape:    gamma shape of true rates around the forecast.
    by:       the fitted models.
    """

    expected: np.ndarray
    parts: dict[str, np.ndarray]
    shape: float
    by: Operational


def forecast(g: Ground, fires: np.ndarray) -> Forecast:
    """The operational model: a ridge Poisson GLM and LightGBM on the same panel, and their geometric mean.

    Each training row is an area in one of the last five years, with the history that stood before that year.

    Args:
        fires: (n, t) counts of all years before the one forecast, oldest first; t >= 5.
    """
    t = fires.shape[1]
    targets = range(max(EARLIEST, t - WINDOW), t)
    z = np.vstack([operational(g, fires[:, :s]) for s in targets])
    y = np.concatenate([fires[:, s] for s in targets])
    exposure = np.concatenate([g.households * fires[:, s].sum() / g.households.sum() for s in targets])
    glm = _log_linear(z, y, exposure)
    trees = [boosted_poisson(z, y, exposure, TREES, OPERATIONAL_ROUNDS, s) for s in OPERATIONAL_SEEDS]

    total, _ = level(fires.sum(axis=0))
    unit = g.households * total / g.households.sum()
    now = operational(g, fires)
    by = Operational(glm, tuple(trees), float(total / g.households.sum()), now)
    linear, boosted = by.rates(now)
    parts = {"panel_glm": unit * linear, "panel_lightgbm": unit * boosted}
    expected = np.sqrt(parts["panel_glm"] * parts["panel_lightgbm"])
    history = list(range(g.linear.shape[1], z.shape[1]))
    older = [k for k, name in enumerate(g.names) if columns.BY_NAME[name].source == columns.IMD19]
    for rung, known in (("history_glm", history), ("history_imd2019_glm", [*older, *history])):
        parts[rung] = unit * ridge_poisson(z[:, known], y, exposure)(now[:, known])
    return Forecast(expected, parts, overdispersion(y, exposure * glm.predict(z)), by)


@remembered(64)
def known_before(evidence: Evidence, k: int) -> Forecast:
    """The forecast of year k from the fires of the years before it."""
    return forecast(ground(evidence), evidence.fires[:, :k])


def ladder(g: Ground, fires: np.ndarray, imd_rank: np.ndarray, f: Forecast) -> dict[str, np.ndarray]:
    """Expected counts of the coming year by every rung (n,), unscaled; `f` is the operational forecast, the top one.

    A count of nothing would make the deviance of last year's ranking infinite, so counts start at half a fire.
    """
    five = fires[:, -HISTORY_YEARS:]
    per_year = 1 / five.shape[1]
    y, exposure, per_home = five_years(g.recorded, fires)
    total, _ = level(fires.sum(axis=0))
    ahead = g.recorded * total / g.recorded.sum()
    rank = np.column_stack([imd_rank, imd_rank**2])
    rates, _ = empirical_bayes(five.sum(axis=1), g.households * five.shape[1])
    glm, imd = ridge_poisson(g.linear, y, exposure), ridge_poisson(rank, y, exposure)
    driver = ahead * driver_model(g, fires).rate(g.drivers) / per_home
    once_more = exposure * glm(g.linear)
    residual, _ = empirical_bayes(y, once_more)
    return {
        "last_year": fires[:, -1] + 0.5,
        "five_year_mean": (five.sum(axis=1) + 0.5) * per_year,
        "empirical_bayes": rates * g.households,
        "imd_glm": ahead * imd(rank),
        "full_glm": ahead * glm(g.linear),
        "lightgbm": driver,
        "glm_with_eb_residual": ahead * glm(g.linear) * residual,
        **f.parts,
        "model": f.expected,
    }
