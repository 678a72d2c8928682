"""Screening: does a contract call for a data protection impact assessment, and which field or answer says so?"""

from __future__ import annotations

from lbdp_core.agreements.screening.screen import (
    LISTS,
    NOT_INDICATED,
    REQUIRED,
    Fired,
    Rule,
    Screening,
    checked,
    questions,
    rules,
    screen,
)

__all__ = [
    "LISTS", "NOT_INDICATED", "REQUIRED", "Fired", "Rule", "Screening", "checked", "questions", "rules", "screen",
]  # fmt: skip
