"""Scope: what these levers look at, as the pictures need it."""

from __future__ import annotations

from lbdp_core import focus
from lbdp_core.focus import Focus
from lbdp_core.homelessness import cited
from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.scenario import LONDON, HomelessnessLevers, World, run
from lbdp_core.result import Result

SYNTHETIC = (
    f"Borough figures are synthetic: Westminster has its published share of London's total "
    f"({100 * cited.WESTMINSTER:.0f}%), and others share what is left as in the autumn snapshot."
)
TOTALS = "London's totals are published figures. Explain gives the source of each."
STATES = "People seen, new and living on the streets are published. All other states rest on our judgement."


FOCUS: Focus[Fitted, HomelessnessLevers] = Focus(HomelessnessLevers, run)
where, levers, moved, places = focus.where, FOCUS.levers, FOCUS.moved, FOCUS.places


def noted(model: Fitted, result: Result, text: str, states: bool = False) -> str:
    """A note below a picture of rough sleeping, with what has to be said of where its figures come from.

    states: whether it shows states that nobody publishes.
    """
    if where(result) == LONDON and (states or model.synthetic):
        return f"{text} {STATES if states else TOTALS}"
    return f"{text} {SYNTHETIC}" if model.synthetic else text


def world(model: Fitted, result: Result) -> World:
    """The world of a result."""
    return World.of(model, levers(result))
