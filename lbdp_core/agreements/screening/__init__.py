"""Screening: does a contract call for a data protection impact assessment, and which field or answer says so?"""

from __future__ import annotations

from lbdp_core.agreements.screening.rules import LISTS, Rule, checked, questions, rules
from lbdp_core.agreements.screening.screen import NOT_INDICATED, REQUIRED, Fired, Screening, screen

__all__ = [
    "LISTS", "NOT_INDICATED", "REQUIRED", "Fired", "Rule", "Screening", "checked", "questions", "rules", "screen",
]  # fmt: skip
