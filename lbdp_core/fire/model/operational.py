"""The operational model: knows the fire history of an area and its neighbours, and is the one that targets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lbdp_core.counts import overdispersion
from lbdp_core.fire.features import GRID, Ground, operational
from lbdp_core.fire.model.regress import boosted_poisson, level, ridge_poisson
from lbdp_core.fire.model.settings import EARLIEST, OPERATIONAL_ROUNDS, OPERATIONAL_SEEDS, TREES, WINDOW


@dataclass(frozen=True, eq=False)
class Forecast:
    """Expected counts of one coming year.

    recorded: (n,) as they will be recorded (on the publisher's 100 m grid): what is scored.
    homes:    (n,) for the homes of each area, the grid's shift taken out: what targets. Same total.
    parts:    the two models whose geometric mean this is, and the GLM with fire history alone, to be scored too.
    shape:    gamma shape of true rates around the forecast.
    """

    recorded: np.ndarray
    homes: np.ndarray
    parts: dict[str, np.ndarray]
    shape: float


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
    glm = ridge_poisson(z, y, exposure)
    trees = [boosted_poisson(z, y, exposure, TREES, OPERATIONAL_ROUNDS, s) for s in OPERATIONAL_SEEDS]

    total, _ = level(fires.sum(axis=0))
    unit = g.households * total / g.households.sum()
    now = operational(g, fires)
    neutral = now.copy()
    neutral[:, GRID] = 0.0

    def both(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        raw = np.mean([np.asarray(m.predict(rows, raw_score=True, num_threads=1)) for m in trees], axis=0)
        return unit * glm(rows), unit * np.exp(raw)

    a, b = both(now)
    recorded = np.sqrt(a * b)
    c, d = both(neutral)
    homes = np.sqrt(c * d)
    shape = overdispersion(y, exposure * glm(z))
    past = slice(g.linear.shape[1], None)
    only_history = unit * ridge_poisson(z[:, past], y, exposure)(now[:, past])
    parts = {"history_glm": only_history, "panel_glm": a, "panel_lightgbm": b}
    return Forecast(recorded, homes * recorded.sum() / homes.sum(), parts, shape)
