"""How much: six figures that are never added to one another, each with its 80 % interval from paired draws."""

from __future__ import annotations

from typing import Literal

import numpy as np

from lbdp_core import doubt
from lbdp_core.homelessness.scenario.world import Array, World
from lbdp_core.result import Headline

SEEN, LIVING, RETURNED = "People seen rough sleeping", "Living on the streets", "Returners"
OWED, HELD, COST = "Duties owed", "Households in temporary accommodation", "Cost"
SPARED = "Fewer people seen, added over the quarters"
FEW, MANY = 0, -3


def headlines(world: World) -> tuple[Headline, ...]:
    """Of the quarter looked at: people, then households, then money. Boroughs add up to the first."""
    when, end = world.when, f"end of {world.when.split(' to ')[-1]}"
    people = _pair(world, "seen", f"{SEEN}, {when}", "people", additive=True)
    living = _pair(world, "living", f"{LIVING}, {end}", "people")
    back = _pair(world, "returned", f"{RETURNED}, {when}", "people")
    owed = _pair(world, "owed", f"{OWED}, {when}", "households")
    held = _pair(world, "held", f"{HELD}, {end}", "households")
    return people, living, back, owed, held, cost(world)


def cost(world: World) -> Headline:
    """Temporary accommodation over the quarters, and the levers with it."""
    n, here = world.steps, world.here
    today = world.today.spent(n)[:, here].sum(axis=1)
    later = world.scenario.spent(n)[:, here].sum(axis=1) + world.lever_costs()
    over = f"over {n} quarters" if n > 1 else "in one quarter"
    label = f"{COST} of temporary accommodation and the levers, {over}"
    return _made(label, f"£ {over}", today, later)


def totals(world: World) -> tuple[Headline, ...]:
    """How many fewer people are seen than without the change, added over the quarters: one person may count in
    several.
    """
    quarters = slice(0, world.steps)
    today, later = (c.seen[quarters][..., world.here].sum(axis=(0, 2)) for c in (world.today, world.scenario))
    return (_made(f"{SPARED}", "people and quarters", np.zeros_like(today), today - later, "up"),)


def _pair(world: World, name: str, label: str, unit: str, additive: bool = False) -> Headline:
    today, later = world.pair(name)
    return _made(label, unit, today, later, additive=additive)


def _made(
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
