"""Here: what these levers look at, as the pictures need it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lbdp_core.homelessness import published
from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.scenario import LONDON, HomelessnessLevers, World, run
from lbdp_core.result import Result

SYNTHETIC = (
    f"Borough figures are synthetic: Westminster has its published part of London's totals, "
    f"{100 * published.WESTMINSTER:.0f}%, and the rest is shared as in the autumn snapshot."
)
TOTALS = "London's totals are published figures; “Counts” names the source of each."
STATES = "People seen, new and living on the streets are published; the other states follow from rates we judged."


def levers(result: Result) -> HomelessnessLevers:
    """The levers that a result was asked for."""
    return HomelessnessLevers(**result.levers)


def where(result: Result) -> str:
    """The borough looked at, or London."""
    return str(result.levers["borough"])


def moved(result: Result) -> bool:
    """Whether the levers change anything from today's course."""
    return levers(result) != levers(result).unchanged()


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


def whole(model: Fitted, result: Result) -> Result:
    """The same scenario over all boroughs, for what shows a borough among the others."""
    if where(result) == LONDON:
        return result
    return _over_london(model, tuple((dict(result.levers) | {"borough": LONDON}).items()))


@lru_cache(maxsize=16)
def _over_london(model: Fitted, values: tuple[tuple[str, Any], ...]) -> Result:
    return run(model, HomelessnessLevers(**dict(values)))
