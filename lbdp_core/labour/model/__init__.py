"""The model: claimant rates one and two years ahead, and jobs by occupation as published."""

from __future__ import annotations

from lbdp_core.labour.model.fitted import Fitted
from lbdp_core.labour.model.fitting import fit

__all__ = ["Fitted", "fit"]
