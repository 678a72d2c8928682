"""Links: every flow of the scenario as a table, which is what the flow diagram draws."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.doubt import intervals
from lbdp_core.figure import over
from lbdp_core.refugees.model import Array
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario import entries_exits as v
from lbdp_core.refugees.scenario import support
from lbdp_core.refugees.scenario.world import Course, World

THERE = "In support at the start"
EARLIER = "Left support before"
BEYOND = "Duties of people from elsewhere"
NOT_YET = "Not yet at a council"
STILL = "Still in support"
CAME = {v.CLAIMS: "New claims", v.MOVED: "From hotels elsewhere", v.REST: "In, not explained"}
NAMES = {
    v.AWAITING: "Awaiting a decision",
    v.APPEAL: "Awaiting an appeal",
    v.SECTION_4: "Section 4",
    v.NOTICE: "Granted, on notice",
    v.DUTY: "In households owed a duty",
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
    v.REST: "Out, not explained",
}


def table(world: World) -> pd.DataFrame:
    """source, target, people, low, high (with the change) and today (without it), from the start to the quarter.

    Every person in support at the start or since is in one link out of each stage; links into a stage add up to those
    out of it.
    """
    ours, other = _links(world, world.today), _links(world, world.scenario)
    keys = list(dict.fromkeys([*other, *ours]))
    if not keys:
        return pd.DataFrame(columns=["source", "target", "people", "low", "high", "today"]).astype(
            {"people": float, "low": float, "high": float, "today": float}
        )
    none = np.zeros(s.DRAWS)
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
        add(THERE, NAMES[stage], over(course.history.stock[stage][0], world.here))
    for (way, source, target), flow in course.history.moved.items():
        if way == v.OWED or target == v.SEEKING:
            continue  # below
        people = over(flow[: world.step], world.here).sum(axis=0, dtype=float)
        add(CAME[way] if source == "" else NAMES[source], WENT[way] if target == "" else NAMES[target], people)
    _net(found)
    _reached(world, course, found)
    add(BEYOND, NAMES[v.DUTY], over(support.beyond(world.fitted, course.history)[world.step], world.here))
    for stage in v.STAGES:
        add(NAMES[stage], STILL, over(course.history.stock[stage][world.step], world.here))
    return found


def _reached(world: World, course: Course, found: dict[tuple[str, str], Array]) -> None:
    """Who is owed a duty by then, and who is still on the way: of those granted since, and of those before.

    People on the way are owed a duty at one pace, so those who were on it at the start can be told from the others.
    """
    stock = course.history.stock[v.SEEKING]
    began, ended = over(stock[0], world.here), over(stock[world.step], world.here)
    late = began * (1 - world.fitted.duty_lag) ** world.step  # of those at the start, still on the way
    owed = over(course.history.way(v.OWED)[: world.step], world.here).sum(axis=0, dtype=float)
    for source, reached, waits in (
        (EARLIER, began - late, late),
        (NAMES[v.NOTICE], owed - (began - late), ended - late),
    ):
        for target, people in ((NAMES[v.DUTY], reached), (NOT_YET, waits)):
            if np.any(people > 0):
                found[(source, target)] = np.maximum(people, 0.0)


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
