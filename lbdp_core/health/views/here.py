"""Here: what these levers look at, as the pictures need it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from lbdp_core.health.model import Fitted
from lbdp_core.health.scenario import LONDON, HealthLevers, run
from lbdp_core.result import Result

SURE = 10  # years ahead up to which a middle figure may stand without its interval


def levers(result: Result) -> HealthLevers:
    """The levers that a result was asked for."""
    return HealthLevers(**result.levers)


def condition(model: Fitted, result: Result) -> int:
    """The position of the condition looked at."""
    return int(np.flatnonzero(model.condition == result.levers["condition"])[0])


def base(model: Fitted) -> int:
    """The calendar year that everything starts from."""
    return int(model.years[0])


def when(model: Fitted, result: Result) -> int:
    """The calendar year looked at."""
    return int(model.years[np.searchsorted(model.ahead, result.levers["horizon"])])


def where(result: Result) -> str:
    """The borough looked at, or London."""
    return str(result.levers["borough"])


def noun(model: Fitted, result: Result) -> str:
    """What is counted, such as people living with dementia."""
    return str(model.noun[condition(model, result)])


def moved(result: Result) -> bool:
    """Whether the levers change anything from today's course."""
    return levers(result) != levers(result).unchanged()


def illustrative(status: str) -> bool:
    """Whether any of a condition's rates was remembered and not read in its source."""
    return not status.startswith("published")


def rates(model: Fitted, result: Result) -> str:
    """What has to be said of the rates wherever a figure stands; empty where they are published."""
    said = str(model.status[condition(model, result)])
    return "Illustrative rates: some were remembered and not read in their source." if illustrative(said) else ""


def noted(model: Fitted, result: Result, text: str) -> str:
    """A note below a picture, with what has to be said of its rates, and of years that are far away."""
    far = "Beyond ten years no middle figure should be used without its range." if _far(result) else ""
    return " ".join(line for line in (text, far, rates(model, result)) if line)


def whole(model: Fitted, result: Result) -> Result:
    """The same scenario over all boroughs, for what shows a borough among the others."""
    if where(result) == LONDON:
        return result
    return _over_london(model, tuple((dict(result.levers) | {"borough": LONDON}).items()))


@lru_cache(maxsize=16)
def _over_london(model: Fitted, values: tuple[tuple[str, Any], ...]) -> Result:
    return run(model, HealthLevers(**dict(values)))


def _far(result: Result) -> bool:
    return float(result.levers["horizon"]) > SURE
