"""What the page shows differently when one borough is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lbdp_core.fire.model import Fitted
from lbdp_core.fire.scenario.levers import FOCUS, LONDON
from lbdp_core.fire.views.where import chosen, kept_inside
from lbdp_core.result import Result

GRENFELL = (
    {"2017": "Grenfell Tower fire, June 2017"},
    "On 14 June 2017, 72 people died in the Grenfell Tower fire. It is one fire in this count: "
    "the number of fires does not measure what is lost in them.",
)
TOLD_OF_GRENFELL = (LONDON, "Kensington and Chelsea")


def marks(levers: Mapping[str, Any]) -> tuple[Mapping[str, str], str]:
    """Years to mark on the chart over time, with their words, and a note below; only where they belong."""
    return GRENFELL if levers["borough"] in TOLD_OF_GRENFELL else ({}, "")


def in_words(levers: Mapping[str, Any]) -> Mapping[str, str]:
    """Further tables that one sentence says better at these levers, by name."""
    return {"less_than_pro_rata": f"All visits stay in {levers['borough']}."} if kept_inside(levers) else {}


def offer(model: Fitted, result: Result) -> tuple[str, Mapping[str, str]] | None:
    """A button's words and the levers it sets: to keep visits in a borough that steering leaves out."""
    levers = result.levers
    if levers["borough"] == LONDON or not levers["visits"] or kept_inside(levers) or chosen(model, result).any():
        return None
    return f"Keep the visits in {levers['borough']}", {"within": FOCUS}
