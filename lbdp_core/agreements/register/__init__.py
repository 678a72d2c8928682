"""Register: the risks to people that a contract brings, by likelihood and severity, with measures and what is left."""

from __future__ import annotations

from lbdp_core.agreements.register.points import own_points, risk_points
from lbdp_core.agreements.register.register import (
    EFFECTS,
    LIKELIHOODS,
    OVERALL,
    SEVERITIES,
    Line,
    Register,
    checked,
    overall,
    register,
)

__all__ = [
    "EFFECTS", "LIKELIHOODS", "OVERALL", "SEVERITIES", "Line", "Register", "checked", "overall",
    "own_points", "register", "risk_points",
]  # fmt: skip
