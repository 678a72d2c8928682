"""Forecasts: the figures that are scored, one at a time, each beside the rule that it has to beat."""

from __future__ import annotations

from lbdp_core.homelessness.model import Fitted, settings
from lbdp_core.homelessness.views import course
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

WHAT = "What is forecast"
TARGETS = {words: key for key, words in settings.TARGET_WORDS.items()}


def forecasts(model: Fitted, result: Result, picks: Picks) -> Shown:
    """One figure of the focus, with nothing changed."""
    text = (
        "These four are forecast from the publisher's own quarters and scored on later ones. Levers do not move "
        "them here: "
        "what levers do is under “Why” and “Levers”."
    )
    return Shown((text,), pictures=(course.target(model, result, TARGETS[picks[WHAT]]),))


FORECASTS = Scene(
    "What is expected of the duties, and of homes?", forecasts, lambda model, result: {WHAT: tuple(TARGETS)}
)
