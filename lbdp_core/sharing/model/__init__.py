"""The bench: what one dataset adds to a model of fires that already holds much, and which of its fields do.

`trial` is the verdict on a whole dataset, `frontier` the smaller asks, `power` what it would take to see an effect.
"""

from __future__ import annotations

from lbdp_core.sharing.model.bench import Verdict, first, smallest_worth, trial, verdict
from lbdp_core.sharing.model.fitted import Fitted, bare, beside, fit, looked_at, whole
from lbdp_core.sharing.model.frontier import frontier, subsets
from lbdp_core.sharing.model.placebo import Information, joining, p_values, placebos
from lbdp_core.sharing.model.settings import DRAWS, FEWEST, LEVEL, PLACEBO, PLACES, SEED, SHUFFLES, TOP, WORLDS, WORTH

__all__ = [
    "DRAWS", "FEWEST", "LEVEL", "PLACEBO", "PLACES", "SEED", "SHUFFLES", "TOP", "WORLDS", "WORTH", "Fitted",
    "Information", "Verdict", "bare", "beside", "first", "fit", "frontier", "joining", "looked_at", "p_values",
    "placebos", "smallest_worth", "subsets", "trial", "verdict", "whole",
]  # fmt: skip
