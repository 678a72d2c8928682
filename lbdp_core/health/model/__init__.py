"""The model: published rates of ten conditions times projected people, with what is known of how wrong both have been.

Nothing is fitted to the figures that are shown. Widths come from published errors (settings.py says which).
"""

from __future__ import annotations

from lbdp_core.health.model.fitted import Fitted, ageing_draws, population_errors, rate_draws
from lbdp_core.health.model.fitting import fit, grown
from lbdp_core.health.model.intervals import Array, Draws, PopulationErrors
from lbdp_core.health.model.rates import expected, rates

__all__ = [
    "Array",
    "Draws",
    "Fitted",
    "PopulationErrors",
    "ageing_draws",
    "expected",
    "fit",
    "grown",
    "population_errors",
    "rate_draws",
    "rates",
]
