"""The model: what each way of choosing homes learns, and what a random audit found."""

from __future__ import annotations

from lbdp_core.hmo.model.fitted import Fitted
from lbdp_core.hmo.model.fitting import fit

__all__ = ["Fitted", "fit"]
