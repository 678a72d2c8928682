"""How much: people in support, duties, places, registrations, learners and money, each from paired draws."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from lbdp_core import doubt
from lbdp_core.refugees.model import Array
from lbdp_core.refugees.scenario import money
from lbdp_core.refugees.scenario.world import World
from lbdp_core.result import Headline

PLACES = -3  # three significant figures, as sentences say them
FEWER = "fewer_supported"  # key of the figure that a goal asks for


def headlines(world: World) -> tuple[Headline, ...]:
    """Six figures at the quarter looked at; places add up to the first."""
    step, now, later = world.step, world.today, world.scenario
    span = f"{world.base} to {world.when}"
    return (
        _figure(
            world,
            "supported",
            f"People in asylum support, {world.when}",
            "people",
            now.people[step],
            later.people[step],
            additive=True,
        ),
        _figure(world, "duties", f"Homelessness duties, {span}", "households", now.duties(step), later.duties(step)),
        _figure(
            world,
            "school_places",
            f"School places, children in support, {world.when}",
            "children",
            now.school_age(step),
            later.school_age(step),
        ),
        _figure(
            world,
            "gp_registrations",
            f"GP registrations, {span}",
            "people",
            now.registrations(step),
            later.registrations(step),
        ),
        _figure(
            world,
            "english_learners",
            f"Learners of English, in support, {world.when}",
            "adults",
            now.learners(step),
            later.learners(step),
        ),
        _figure(
            world,
            "net_cost",
            f"Cost less asylum grant (illustrative), {span}",
            "£",
            money.net(now, step),
            money.net(later, step),
        ),
    )


def totals(world: World) -> tuple[Headline, ...]:
    """What a change makes less of, under a name that does not change with the quarter: for goals and comparisons."""
    return (_less(world, "people", world.today.people[world.step], world.scenario.people[world.step]),)


def _figure(
    world: World, key: str, label: str, unit: str, today: Array, scenario: Array, additive: bool = False
) -> Headline:
    """From two figures (draws, p)."""
    now, later = world.both(today, scenario)
    made = doubt.paired(
        key, label, unit, "down", float(now.mean()), float((later - now).mean()), now, later - now,
        additive=additive, chance_not_better=_chance(now, later), decimals=PLACES,
    )  # fmt: skip
    return replace(made, neutral=key not in ("duties", "net_cost"))


def _less(world: World, unit: str, today: Array, scenario: Array) -> Headline:
    now, later = world.both(today, scenario)
    none = np.zeros_like(now)
    return doubt.paired(
        FEWER, "Fewer people in support than without the change", unit, "up",
        0.0, float((now - later).mean()), none, now - later, chance_not_better=_chance(now, later), decimals=PLACES,
    )  # fmt: skip


def _chance(now: Array, later: Array) -> float | None:
    """The chance that a change does not mean fewer; None where nothing is changed."""
    return None if np.array_equal(now, later) else float(np.mean(later >= now))
