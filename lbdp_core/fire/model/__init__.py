"""Models of dwelling fires, from last year's count to the operational model, and what is kept of them.

Target: primary and secondary fires in dwellings, all causes, by area and year; Poisson. Two views, never mixed: the
*driver* model knows no fire history and is the one explained; the *operational* model knows it and targets.
"""

from __future__ import annotations

from lbdp_core.fire.model.fitted import Fitted, Visited, borough_spread, fit, rate_draws, sums
from lbdp_core.fire.model.fitting import (
    Driver,
    Forecast,
    driver_model,
    folds,
    forecast,
    known_before,
    ladder,
    level,
    out_of_fold,
    ridge_poisson,
)
from lbdp_core.fire.model.settings import DRAWS, HISTORY_YEARS, TOP

__all__ = [
    "DRAWS",
    "HISTORY_YEARS",
    "TOP",
    "Driver",
    "Fitted",
    "Forecast",
    "Visited",
    "borough_spread",
    "driver_model",
    "fit",
    "folds",
    "forecast",
    "known_before",
    "ladder",
    "level",
    "out_of_fold",
    "rate_draws",
    "ridge_poisson",
    "sums",
]
