"""The operational model: knows the fire history of an area and its neighbours, and is the one that targets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lbdp_core import columns
from lbdp_core.counts import overdispersion
from lbdp_core.fire.features import Ground, ground, operational
from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model.regress import boosted_poisson, level, ridge_poisson
from lbdp_core.fire.model.settings import EARLIEST, OPERATIONAL_ROUNDS, OPERATIONAL_SEEDS, TREES, WINDOW
from lbdp_core.model_cache import remembered


@dataclass(frozen=True, eq=False)
class Forecast:
    """Expected counts of one coming year.

    expected: (n,) fires by the operational model: the very figures that are scored and that place visits.
    parts:    the two models whose geometric mean this is, and GLMs that know less, to be scored too.
    shape:    gamma shape of true rates around the forecast.
    """

    expected: np.ndarray
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
    raw = np.mean([np.asarray(m.predict(now, raw_score=True, num_threads=1)) for m in trees], axis=0)
    parts = {"panel_glm": unit * glm(now), "panel_lightgbm": unit * np.exp(raw)}
    expected = np.sqrt(parts["panel_glm"] * parts["panel_lightgbm"])
    history = list(range(g.linear.shape[1], z.shape[1]))
    older = [k for k, name in enumerate(g.names) if columns.BY_NAME[name].source == columns.IMD19]
    for rung, known in (("history_glm", history), ("history_imd2019_glm", [*older, *history])):
        parts[rung] = unit * ridge_poisson(z[:, known], y, exposure)(now[:, known])
    return Forecast(expected, parts, overdispersion(y, exposure * glm(z)))


@remembered(64)
def known_before(evidence: Evidence, k: int) -> Forecast:
    """The forecast of year k from the fires of the years before it."""
    return forecast(ground(evidence), evidence.fires[:, :k])
