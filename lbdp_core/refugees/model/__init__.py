"""The model: a course for each borough with its past errors, and the flows that move people through asylum support.

The course says how many people would be in support if nothing were changed. The flows (claims, decisions, appeals,
notice) say what a change would do to that; what they do not explain of the course is carried as a flow of its own.
"""

from __future__ import annotations

from lbdp_core.refugees.model import course, settings
from lbdp_core.refugees.model.fitted import Array, Fitted
from lbdp_core.refugees.model.fitting import fit

__all__ = ["Array", "Fitted", "course", "fit", "settings"]
