"""The model: published rates of ten conditions times projected people, with what is known of how wrong both have been.

Nothing is fitted to the figures that are shown. Widths come from published errors (settings.py says which).
"""

from __future__ import annotations

from lbdp_core.health.model import settings
from lbdp_core.health.model.fitted import Fitted, ageing_draws, population_draws, rate_draws
from lbdp_core.health.model.fitting import fit
from lbdp_core.health.model.intervals import Array, Draws, population_errors
from lbdp_core.health.model.project import grown
from lbdp_core.health.model.simulate import by_place, everything, over_places
from lbdp_core.health.model.tables import expected, rates

__all__ = [
    "Array",
    "Draws",
    "Fitted",
    "ageing_draws",
    "by_place",
    "everything",
    "expected",
    "fit",
    "grown",
    "over_places",
    "population_draws",
    "population_errors",
    "rate_draws",
    "rates",
    "settings",
]
