"""Scope: what these levers look at, as the pictures need it."""

from __future__ import annotations

from lbdp_core import focus, quarters
from lbdp_core.focus import Focus
from lbdp_core.refugees.model import Fitted
from lbdp_core.refugees.scenario import RefugeesLevers, run
from lbdp_core.result import Result

FOCUS: Focus[Fitted, RefugeesLevers] = Focus(RefugeesLevers, run)
where, levers, moved, places = focus.where, FOCUS.levers, FOCUS.moved, FOCUS.places


def when(model: Fitted, result: Result) -> str:
    """The end of the quarter looked at, in words."""
    return quarters.words(str(model.ahead[round(result.levers["horizon"]) - 1]))


def base(model: Fitted) -> str:
    """The last count, in words."""
    return quarters.words(model.base)


def span(model: Fitted, result: Result) -> str:
    """Where, and from when to when."""
    return f"{where(result)}, {base(model)} to {when(model, result)}"
