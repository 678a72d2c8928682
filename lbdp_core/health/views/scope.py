"""Scope: what these levers look at, as the pictures need it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core import focus
from lbdp_core.focus import Focus
from lbdp_core.health.model import Fitted
from lbdp_core.health.scenario import HealthLevers, World, run
from lbdp_core.health.scenario.words import provisional
from lbdp_core.provenance import JUDGEMENT
from lbdp_core.result import Result

SURE = 10  # years ahead up to which a middle figure may stand without its interval


FOCUS: Focus[Fitted, HealthLevers] = Focus(HealthLevers, run)
where, levers, moved, places = focus.where, FOCUS.levers, FOCUS.moved, FOCUS.places


def condition(model: Fitted, result: Result) -> int:
    """The position of the condition looked at."""
    return int(np.flatnonzero(model.condition == levers(result).rates)[0])


def base(model: Fitted) -> int:
    """The calendar year that everything starts from."""
    return int(model.years[0])


def when(model: Fitted, result: Result) -> int:
    """The calendar year looked at."""
    return int(model.years[np.searchsorted(model.ahead, result.levers["horizon"])])


def noun(model: Fitted, result: Result) -> str:
    """What is counted, such as people living with dementia."""
    return str(model.noun[condition(model, result)])


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
    far = "Beyond ten years, always use the range." if _far(result) else ""
    return " ".join(line for line in (text, far, rates(model, result)) if line)


def per_1000(places: pd.DataFrame) -> pd.Series:
    """What makes people of a borough a rate per 1,000 residents; nought where nobody is expected."""
    return (places["per_1000"] / places["scenario"].where(places["scenario"] > 0)).fillna(0.0)


def _far(result: Result) -> bool:
    return float(result.levers["horizon"]) > SURE
