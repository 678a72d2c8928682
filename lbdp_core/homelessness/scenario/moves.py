"""Moves: what moved from where to where, over the quarters to the horizon: the very numbers of both chains."""

from __future__ import annotations

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
    AWAY: "Not seen any more",
}
DUTY_WORDS = {
    statutory.PREVENTION: "Prevention duty",
    statutory.RELIEF: "Relief duty",
    statutory.DECIDING: "Main duty decided",
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
COLUMNS = ["way", "source", "target", "today", "scenario"]


def street(world: World) -> pd.DataFrame:
    """way, source, target, today, scenario: people moved over the quarters to the horizon, in the mean of the draws."""
    return _table(world, world.today.street, world.scenario.street, _of_street)


def duties(world: World) -> pd.DataFrame:
    """The same of households."""
    return _table(world, world.today.duties, world.scenario.duties, _of_duties)


def standing(world: World) -> pd.DataFrame:
    """state, start, today, scenario: people in each state of the street now and at the end of the horizon, in the
    mean.
    """
    rows = []
    for state, words in STREET_WORDS.items():
        start, today, later = (
            float(h.stock[state][at][..., world.here].sum(axis=-1).mean())
            for h, at in (
                (world.today.street, 0),
                (world.today.street, world.steps),
                (world.scenario.street, world.steps),
            )
        )
        rows.append((words, start, today, later))
    frame = pd.DataFrame(rows, columns=["state", "start", "today", "scenario"])
    return frame[frame["state"] != STREET_WORDS[ARRIVING]].reset_index(drop=True)


def _table(world: World, today: History, later: History, words: object) -> pd.DataFrame:
    rows = []
    for key, flow in today.moved.items():
        way, source, target = key
        named = words(way, source, target)  # type: ignore[operator]
        pair = (flow, later.moved[key])
        people = [float(f[: world.steps][..., world.here].sum(axis=(0, 2)).mean()) for f in pair]
        rows.append((way, *named, *people))
    frame = pd.DataFrame(rows, columns=COLUMNS)
    moved = frame[(frame["today"] > 0) | (frame["scenario"] > 0)]
    return moved.reset_index(drop=True)


def _of_street(way: str, source: str, target: str) -> tuple[str, str]:
    return STREET_WORDS.get(source, STREET_IN), STREET_WORDS.get(target, STREET_OUT)


def _of_duties(way: str, source: str, target: str) -> tuple[str, str]:
    start = DUTY_IN[way] if source == OUT else DUTY_WORDS[source]
    return start, DUTY_OUT[way] if target == OUT else DUTY_WORDS[target]
