"""Here: what these levers look at, as the pictures need it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from lbdp_core import quarters
from lbdp_core.refugees.model import Fitted
from lbdp_core.refugees.places import LONDON
from lbdp_core.refugees.scenario import RefugeesLevers, run
from lbdp_core.result import Result


def levers(result: Result) -> RefugeesLevers:
    """The levers that a result was asked for."""
    return RefugeesLevers(**result.levers)


def where(result: Result) -> str:
    """The borough looked at, or London."""
    return str(result.levers["borough"])


def when(model: Fitted, result: Result) -> str:
    """The end of the quarter looked at, in words."""
    return quarters.words(str(model.ahead[round(result.levers["horizon"]) - 1]))


def base(model: Fitted) -> str:
    """The last count, in words."""
    return quarters.words(model.base)


def moved(result: Result) -> bool:
    """Whether the levers change anything from today's course."""
    return levers(result) != levers(result).unchanged()


def whole(model: Fitted, result: Result) -> Result:
    """The same scenario over all of London, for what shows a borough among the others."""
    if where(result) == LONDON:
        return result
    return _over_london(model, tuple((dict(result.levers) | {"borough": LONDON}).items()))


@lru_cache(maxsize=16)
def _over_london(model: Fitted, values: tuple[tuple[str, Any], ...]) -> Result:
    return run(model, RefugeesLevers(**dict(values)))
