"""The model: two chains, of households through the duties and of people through the street.

The duties are forecast and scored on the publisher's own quarters; the street is calibrated to published totals.
"""

from __future__ import annotations

from lbdp_core.homelessness.model import settings
from lbdp_core.homelessness.model.fitted import Fitted
from lbdp_core.homelessness.model.fitting import fit

__all__ = ["Fitted", "fit", "settings"]
