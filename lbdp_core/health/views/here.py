"""Here: what these levers look at, as the pictures need it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import numpy as np

from lbdp_core.health.model import Fitted
from lbdp_core.health.scenario import LONDON, HealthLevers, World, run
from lbdp_core.health.scenario.words import provisional
from lbdp_core.provenance import JUDGEMENT
from lbdp_core.result import Result

SURE = 10  # years ahead up to which a middle figure may stand without its interval


def levers(result: Result) -> HealthLevers:
    """The levers that a result was asked for."""
    return HealthLevers(**result.levers)


def condition(model: Fitted, result: Result) -> int:
    """The position of the condition looked at."""
    return int(np.flatnonzero(model.condition == levers(result).rates)[0])


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


def newest(model: Fitted) -> str:
    """The date of the newest count of residents, in words: "mid-2023", or "the Census of 2021"."""
    found = re.search(r"mid-\d{4}", str(model.base_source))
    return found[0] if found else f"the Census of {base(model)}"


def judged(status: str) -> bool:
    """Whether any of a condition's rates is a judgement, for want of a published one."""
    return JUDGEMENT in status


def scaled(model: Fitted, result: Result) -> bool:
    """Whether figures go by each borough's local figure: as chosen, or since the census counted them."""
    return World.of(model, levers(result)).today.local


def rates(model: Fitted, result: Result) -> str:
    """What has to be said of the rates wherever a figure stands; empty where all were read or worked out."""
    return provisional(str(model.status[condition(model, result)]))


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
