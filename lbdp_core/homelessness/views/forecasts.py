"""Forecasts: the figures that are scored, one at a time, each beside the rule that it has to beat and what was said."""

from __future__ import annotations

import pandas as pd

from lbdp_core import quarters
from lbdp_core.formatting import number, people, span
from lbdp_core.homelessness.model import Fitted, settings
from lbdp_core.homelessness.scenario import published_series
from lbdp_core.homelessness.views import course, scope
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

WHAT = "What is forecast"
TARGETS = {words: key for key, words in settings.TARGET_WORDS.items()}


def forecasts(model: Fitted, result: Result, picks: Picks) -> Shown:
    """One figure of the focus, with nothing changed, and what was said of its last quarter."""
    target = TARGETS[picks[WHAT]]
    text = (
        "These four are forecast from published quarters and scored on later ones. Levers do not move them here; see "
        "“Why” and “Levers” for what levers do."
    )
    told = said(published_series.said_before(scope.world(model, result), target))
    last = quarters.months(str(model.quarters[-1]))
    sheets = ((f"What this method said of {last}", told),) if len(told) else ()
    notes = () if len(told) else (f"{scope.where(result)} did not report {last}.",)
    return Shown((text,), pictures=(course.target(model, result, target),), sheets=sheets, notes=notes)


def said(frame: pd.DataFrame) -> pd.DataFrame:
    """The last quarter as it was said before it came, in words."""
    held = frame[["said", "low", "high", "published"]].itertuples(index=False, name=None)
    rows = [(people(s), f"{span(a, b)}", people(p), _off(s, p), _inside(a, p, b)) for s, a, b, p in held]
    table = pd.DataFrame(rows, columns=["Said", "80% range", "Published", "Off by", "In the range"])
    table.insert(0, "Quarters before", [f"{n}" for n in frame["ahead"]])
    return table


def _off(said_then: float, published: float) -> str:
    return f"{number(100 * (said_then / published - 1), 1, sign=True)}%" if published else "–"


def _inside(low: float, published: float, high: float) -> str:
    return "yes" if low <= published <= high else "no"


FORECASTS = Scene(
    "What is expected of the duties, and of homes?", forecasts, lambda model, result: {WHAT: tuple(TARGETS)}
)
