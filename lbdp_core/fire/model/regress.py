"""Regressions of counts on features, and London's level a year ahead: the parts that models are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from lbdp_core.fire.model.settings import HISTORY_YEARS, RIDGE


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
    from sklearn.linear_model import PoissonRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    glm = PoissonRegressor(alpha=RIDGE / exposure.sum(), solver="newton-cholesky", max_iter=200)
    pipe = make_pipeline(StandardScaler(), glm)
    # Counts over exposure, weighted by exposure, have the likelihood of counts with log exposure as offset.
    pipe.fit(z, y / exposure, poissonregressor__sample_weight=exposure)
    return pipe.predict


def boosted_poisson(
    z: np.ndarray, y: np.ndarray, exposure: np.ndarray, params: dict[str, Any], rounds: int, seed: int = 0
) -> Any:
    """A LightGBM Poisson model with log exposure as `init_score`; its predictions are rates per unit of exposure."""
    import lightgbm

    data = lightgbm.Dataset(z, y, init_score=np.log(exposure))
    return lightgbm.train(params | {"seed": seed}, data, rounds)
