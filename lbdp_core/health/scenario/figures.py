"""Figures: people and their rise, each declared once, and what these people ask for, with paired draws."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from lbdp_core import doubt, figure
from lbdp_core.figure import Figure
from lbdp_core.formatting import capital
from lbdp_core.goal import Goal
from lbdp_core.health.scenario import needs
from lbdp_core.health.scenario.course import Course
from lbdp_core.health.scenario.levers import HealthLevers
from lbdp_core.health.scenario.world import World
from lbdp_core.result import Headline

PEOPLE = Figure[Course]("people", "{noun}", "people", at=" in {when}", additive=True)
RISE = Figure[Course](
    "rise", "Rise from {base} to {when}", "people", chance=False, columns=("rise", "rise_low", "rise_high")
)
SPARED = Figure[Course]("people_spared", "Fewer people than if nothing changed", "people", better="up")
GOALS = (
    Goal(
        question="How few extra healthy years keep this many people free of the condition?",
        figure=SPARED.key,
        lever="healthy_years",
        by="extra healthy years",
        want="keep {goal} free of the condition",
        start=5_000,
        more="keep {goal} free of the condition",
    ),
)
SCALED = ("today", "scenario", "low", "high", "change", "change_low", "change_high")


def people(world: World) -> Headline:
    """People expected with the condition at the horizon; boroughs add up to it."""
    _, now, later = world.ends
    return figure.paired(PEOPLE, now, later, _words(world), _centre(world))


def rise(world: World) -> Headline:
    """How many more than in the base year."""
    start, now, later = world.ends
    base = world.total(world.today, 0)
    today, scenario = _centre(world)
    return figure.paired(RISE, now - start, later - start, _words(world), (today - base, scenario - base))


def totals(world: World) -> tuple[Headline]:
    """How many people the change spares the condition at the horizon."""
    _, now, later = world.ends
    return (figure.fewer(SPARED, now, later, _centre(world)),)


def asked_for(world: World, kind: str, counted: Headline) -> Headline:
    """What the people `counted` ask for, of a kind of `needs.KINDS`, at its unit value."""
    label, unit = needs.KINDS[kind]
    label, (each, prices) = f"{label}, {world.when}", unit_value(world.levers, kind)
    if each is None:
        reason = f"We found no published figure for {world.name.lower()}. Choose your own unit values to count it."
        return Headline.undefined(kind, label, unit, "down", reason)
    scaled: dict[str, Any] = {name: (getattr(counted, name) or 0.0) * each for name in SCALED}
    scaled["draws"] = None if counted.draws is None else counted.draws * each
    label += f", at {prices}" if prices else ""
    return replace(counted, key=kind, label=label, unit=unit, additive=False, chance_not_better=None, **scaled)


def unit_value(levers: HealthLevers, kind: str) -> tuple[float | None, str]:
    """What one person asks for, None where no published value was found; and of money, whose prices these are."""
    if levers.values == needs.OWN:
        own = float(getattr(levers, f"own_{kind}"))
        return own if kind == needs.COST else own / 100, ""
    unit = needs.unit(levers.condition, kind)
    return (None, "") if unit is None else (unit.each, f"{unit.price_year} prices" if unit.price_year else "")


def headlines(world: World) -> tuple[Headline, ...]:
    """Four figures: people, their rise, and the first two needs that have a unit value (money before others)."""
    kinds = sorted(needs.KINDS, key=lambda kind: unit_value(world.levers, kind)[0] is None)  # stable
    counted = people(world)
    return counted, rise(world), *(asked_for(world, kind, counted) for kind in kinds[:2])


def needs_table(world: World, counted: Headline) -> pd.DataFrame:
    """Everything that has a unit value, a row a kind: in the base year, without the change and with it.

    low, high: the 80% interval with the change; today_low, today_high: without it. prices: of which year, of money.
    """
    ends = doubt.interval(world.ends[1], counted.today or 0.0)
    rows = []
    for kind, (need, unit) in needs.KINDS.items():
        each, prices = unit_value(world.levers, kind)
        if each is not None:
            figures = (world.total(world.today, 0), counted.today, counted.scenario, counted.low, counted.high, *ends)
            rows.append((need, unit, each, prices, *((figure or 0.0) * each for figure in figures)))
    names = ("need", "unit", "each", "prices", "base", "today", "scenario", "low", "high", "today_low", "today_high")
    return pd.DataFrame(rows, columns=list(names))


def _centre(world: World) -> tuple[float, float]:
    """Expected people at the horizon without the change and with it: exact means, which no draw is needed for."""
    return world.total(world.today, world.year), world.total(world.scenario, world.year)


def _words(world: World) -> figure.Words:
    return {"noun": capital(world.noun), "when": world.when, "base": world.base}
