"""How much: six figures that are never added to one another, each with its 80% interval from paired draws."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np

from lbdp_core import doubt, quarters
from lbdp_core.homelessness.scenario.world import Array, World
from lbdp_core.result import Headline

SEEN, LIVING, RETURNED = "People seen rough sleeping", "Living on the streets", "Returners"
OWED, HELD = "Duties owed", "Households in temporary accommodation"
NET, SPENT = "Net cost of the levers", "Temporary accommodation, gross cost"
SPARED = "rough_sleeping_avoided"  # key of the figure that a goal asks for
KEYS = {
    "living": "living_on_streets",
    "returned": "returners",
    "owed": "duties_owed",
    "held": "temporary_accommodation",
}
MANY = -3  # three significant figures, as sentences say them


def headlines(world: World) -> tuple[Headline, ...]:
    """Of the quarter looked at: people, then households, then money. Boroughs add up to the first."""
    when, end = world.when, f"end of {quarters.words(world.quarter)}"
    people = _pair(world, "seen", f"{SEEN}, {when}", "people", additive=True)
    living = _pair(world, "living", f"{LIVING}, {end}", "people")
    back = _pair(world, "returned", f"{RETURNED}, {when}", "people")
    owed = _pair(world, "owed", f"{OWED}, {when}", "households")
    held = _pair(world, "held", f"{HELD}, {end}", "households")
    return people, living, back, owed, held, cost(world)


def cost(world: World) -> Headline:
    """What the levers cost over the quarters, less what they save of temporary accommodation.

    Unit costs have no range of their own here, and dearer is no failure of a lever: no chance of no gain is told.
    """
    n, here = world.steps, world.here
    spared = (world.today.spent(n) - world.scenario.spent(n))[:, here].sum(axis=1)
    net = world.lever_costs() - spared
    return replace(
        _made("net_cost", f"{NET}, {_over(n)}", f"£ {_over(n)}", np.zeros_like(net), net), chance_not_better=None
    )


def totals(world: World) -> tuple[Headline, ...]:
    """Fewer people seen, added over the quarters (one person seen in one quarter is one), and what homes cost."""
    n, here = world.steps, world.here
    today, later = (c.seen[:n][..., here].sum(axis=(0, 2)) for c in (world.today, world.scenario))
    spared = ("Quarters of rough sleeping avoided", "quarters (one person, three months)")
    fewer = replace(
        _made(SPARED, *spared, np.zeros_like(today), today - later, "up"), does="avoid {goal} of rough sleeping"
    )
    spent = (c.spent(n)[:, here].sum(axis=1) for c in (world.today, world.scenario))
    return fewer, _made("ta_cost", f"{SPENT}, {_over(n)}", f"£ {_over(n)}", *spent)


def _over(quarters: int) -> str:
    return "in one quarter" if quarters == 1 else f"over {quarters} quarters"


def _pair(world: World, name: str, label: str, unit: str, additive: bool = False) -> Headline:
    today, later = world.pair(name)
    return _made(KEYS.get(name, name), label, unit, today, later, additive=additive)


def _made(
    key: str,
    label: str,
    unit: str,
    today: Array,
    later: Array,
    better: Literal["up", "down"] = "down",
    additive: bool = False,
) -> Headline:
    change = later - today
    still = not change.any()
    worse = change >= 0 if better == "down" else change <= 0
    return doubt.paired(
        key,
        label,
        unit,
        better,
        float(today.mean()),
        0.0 if still else float(later.mean() - today.mean()),
        today,
        change,
        additive=additive,
        chance_not_better=None if still else float(np.mean(worse)),
        decimals=MANY,
    )
