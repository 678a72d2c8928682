"""The model: the relative risk of falls by small area, with its doubt, and how many older people there will be."""

from __future__ import annotations

from lbdp_core.falls.model.fitted import Fitted
from lbdp_core.falls.model.fitting import fit, fit_counts, fit_part

__all__ = ["Fitted", "fit", "fit_counts", "fit_part"]
