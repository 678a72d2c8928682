"""Moves: what moved from where to where, over the quarters to the horizon: the very numbers of both chains."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from lbdp_core.flows import OUT, History
from lbdp_core.homelessness.model.streets import ACCOMMODATION, ARRIVING, AWAY, FIRST, ON_AND_OFF, ON_STREET, SETTLED
from lbdp_core.homelessness.scenario import statutory
from lbdp_core.homelessness.scenario.world import World

STREET_WORDS = {
    ARRIVING: "New",
    ON_AND_OFF: "On and off the street",
    ON_STREET: "Living on the streets",
    ACCOMMODATION: "In accommodation",
    SETTLED: "Settled in a home",
    FIRST: "In added Housing First places",
    AWAY: "No longer seen",
}
DUTY_WORDS = {
    statutory.PREVENTION: "Prevention duty",
    statutory.RELIEF: "Relief duty",
    statutory.DECIDING: "Main duty decision",
    statutory.TA: "Temporary accommodation",
}
STREET_IN, STREET_OUT = "First time on the street", "No longer followed"
DUTY_IN = {
    statutory.THREATENED: "Threatened with homelessness",
    statutory.HOMELESS: "Homeless on application",
    statutory.OTHER: "Other placements",
}
DUTY_OUT = {
    statutory.PREVENTED: "Home kept or found",
    statutory.RELIEVED: "Home kept or found",
    statutory.OTHERWISE_P: "Ended otherwise",
    statutory.OTHERWISE_R: "Ended otherwise",
    statutory.NOT_ACCEPTED: "No main duty",
    statutory.LEFT: "Left",
    statutory.OTHER: "Left",
}
Words = Callable[[str, str, str], tuple[str, str]]  # way, source, target -> source and target as people read them


def street(world: World) -> pd.DataFrame:
    """way, source, target, today, scenario: people moved over the quarters to the horizon, in the mean of the draws."""
    return _table(world, world.today.street.mean(), world.scenario.street.mean(), _of_street)


def duties(world: World) -> pd.DataFrame:
    """The same of households."""
    return _table(world, world.today.duties.mean(), world.scenario.duties.mean(), _of_duties)


def standing(world: World) -> pd.DataFrame:
    """state, start, today, scenario: people in each state now and at the end of the horizon, in the mean."""
    now, later = world.today.street.mean().stock, world.scenario.street.mean().stock
    when = ((now, 0), (now, world.steps), (later, world.steps))
    rows = [
        (words, *(float(stock[state][step][world.here].sum()) for stock, step in when))
        for state, words in STREET_WORDS.items()
        if state != ARRIVING
    ]
    return pd.DataFrame(rows, columns=["state", "start", "today", "scenario"])


def _table(world: World, now: History, later: History, words: Words) -> pd.DataFrame:
    rows = [
        (way[0], *words(*way), *(float(flow[: world.steps, world.here].sum()) for flow in (now.moved[way], moved)))
        for way, moved in later.moved.items()
    ]
    frame = pd.DataFrame(rows, columns=["way", "source", "target", "today", "scenario"])
    return frame[(frame["today"] > 0) | (frame["scenario"] > 0)].reset_index(drop=True)


def _of_street(way: str, source: str, target: str) -> tuple[str, str]:
    return STREET_WORDS.get(source, STREET_IN), STREET_WORDS.get(target, STREET_OUT)


def _of_duties(way: str, source: str, target: str) -> tuple[str, str]:
    start = DUTY_IN[way] if source == OUT else DUTY_WORDS[source]
    return start, DUTY_OUT[way] if target == OUT else DUTY_WORDS[target]
