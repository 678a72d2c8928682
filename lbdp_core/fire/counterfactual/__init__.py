"""Counterfactual: one area as the driver model would see it, were some of its features other than they are.

Everything here asks the model that explains, never the one that targets, and says what the model would expect of a
place that *is* otherwise; what would happen to this place if somebody changed it is another question, which no figure
of where fires are can answer.
"""

from __future__ import annotations

from lbdp_core.fire.counterfactual.change import Changed, Curve, changed, curve, fault, rates
from lbdp_core.fire.counterfactual.data_support import Support, support, supported

__all__ = ["Changed", "Curve", "Support", "changed", "curve", "fault", "rates", "support", "supported"]
