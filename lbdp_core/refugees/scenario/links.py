"""Links: every flow of the scenario as a table, which is what the flow diagram draws."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.doubt import intervals
from lbdp_core.refugees.model import Array
from lbdp_core.refugees.scenario import support as v
from lbdp_core.refugees.scenario.world import Course, World

THERE = "In support at the start"
ELSEWHERE = "Granted elsewhere"
STILL = "Still in support at the end"
CAME = {v.CLAIMS: "New claims", v.MOVED: "From hotels elsewhere", v.REST: "Not accounted for, in"}
NAMES = {
    v.AWAITING: "Awaiting a decision",
    v.APPEAL: "Waiting for an appeal",
    v.SECTION_4: "Section 4",
    v.NOTICE: "Granted: notice to leave",
    v.DUTY: "Owed a homelessness duty",
    v.RENTED: "A rented home",
    v.FRIENDS: "Family and friends",
    v.STREET: "Rough sleeping",
}
WENT = {
    v.DECIDED: "Refused: support ends",
    v.HEARD: "Refused: support ends",
    v.LEFT_4: "Refused: support ends",
    v.WITHDRAWN: "Withdrawn or ended otherwise",
    v.CLOSED: "Moved away from a hotel",
    v.REST: "Not accounted for, out",
}


def table(world: World) -> pd.DataFrame:
    """source, target, people, low, high (with the change) and today (without it), from the start to the quarter.

    Every person in support at the start or since is in one link out of each stage; links into a stage add up to those
    out of it.
    """
    ours, other = _links(world, world.today), _links(world, world.scenario)
    keys = list(dict.fromkeys([*other, *ours]))
    none = np.zeros(len(next(iter(other.values()))))
    drawn = np.stack([other.get(key, none) for key in keys], axis=1)
    centre = drawn.mean(axis=0)
    low, high = intervals(drawn, centre)
    today = [float(ours.get(key, none).mean()) for key in keys]
    names = pd.DataFrame(keys, columns=["source", "target"])
    return names.assign(people=centre, low=low, high=high, today=today)


def _links(world: World, course: Course) -> dict[tuple[str, str], Array]:
    found: dict[tuple[str, str], Array] = {}

    def add(source: str, target: str, people: Array) -> None:
        if np.any(people):
            found[(source, target)] = found.get((source, target), np.zeros_like(people)) + people

    for stage in v.STAGES:
        add(THERE, NAMES[stage], _of(world, course.history.stock[stage][0]))
    for (way, source, target), flow in course.history.moved.items():
        people = _of(world, flow[: world.step].sum(axis=0))
        add(
            CAME[way] if source == "" else NAMES[source],
            WENT[way] if target == "" else NAMES[target],
            people,
        )
    _net(found)
    add(ELSEWHERE, NAMES[v.DUTY], _of(world, v.elsewhere(world.fitted, course.history)[world.step]))
    for stage in v.STAGES:
        add(NAMES[stage], STILL, _of(world, course.history.stock[stage][world.step]))
    return found


def _net(found: dict[tuple[str, str], Array]) -> None:
    """What is not accounted for, in less out: boroughs where it has one sign and those with the other cancel."""
    for stage in (NAMES[v.AWAITING], NAMES[v.APPEAL]):
        came, went = found.pop((CAME[v.REST], stage), None), found.pop((stage, WENT[v.REST]), None)
        if came is None and went is None:
            continue
        none = np.zeros(1)
        net = np.asarray((none if came is None else came) - (none if went is None else went))
        key = (CAME[v.REST], stage) if net.mean() >= 0 else (stage, WENT[v.REST])
        found[key] = net if net.mean() >= 0 else -net


def _of(world: World, people: Array) -> Array:
    return np.asarray(people[:, world.here].sum(axis=1))
