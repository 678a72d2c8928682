"""The model: every indicator's verdicts at the last year, what need leads one to expect, and one to three years on."""

from __future__ import annotations

from lbdp_core.children.model.fitted import Fitted
from lbdp_core.children.model.fitting import fit

__all__ = ["Fitted", "fit"]
