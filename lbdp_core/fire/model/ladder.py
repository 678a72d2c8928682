"""The ladder: from last year's count to the operational model, every rung for the same coming year."""

from __future__ import annotations

import numpy as np

from lbdp_core.counts import empirical_bayes
from lbdp_core.fire.features import Ground
from lbdp_core.fire.model.driver import driver_model, five_years
from lbdp_core.fire.model.operational import Forecast
from lbdp_core.fire.model.regress import level, ridge_poisson
from lbdp_core.fire.model.settings import HISTORY_YEARS


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
