"""Figures: people and their rise, each declared once, and what these people ask for, with paired draws."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from lbdp_core import doubt, figure
from lbdp_core.figure import Figure
from lbdp_core.formatting import capital
from lbdp_core.goal import Goal
from lbdp_core.health.scenario import valued_needs
from lbdp_core.health.scenario.course import Course
from lbdp_core.health.scenario.levers import HealthLevers
from lbdp_core.health.scenario.world import World
from lbdp_core.result import Headline

PEOPLE = Figure[Course]("people", "{noun}", "people", at=" in {when}", additive=True)
RISE = Figure[Course]("rise", "Rise from {base} to {when}", "people", chance=False)
SPARED = Figure[Course]("people_spared", "Fewer people than without the change", "people", better="up")
GOALS = (
    Goal(
        question="Fewest extra healthy years that spare a number of people the condition",
        figure=SPARED.key,
        lever="healthy_years",
        by="extra healthy years",
        want="spare {goal} the condition",
        start=5_000,
        more="spare {goal} the condition",
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
    """What the people `counted` ask for, of a kind of `worth.KINDS`, at its unit value."""
    label, unit = valued_needs.KINDS[kind]
    each = unit_value(world.levers, kind)
    if each is None:
        reason = f"No published figure was found for {world.name.lower()}; choose your own unit values to count it."
        return Headline.undefined(kind, f"{label}, {world.when}", unit, "down", reason)
    label = f"{label}, {world.when}" + (f", at {prices} prices" if (prices := price_year(world.levers, kind)) else "")
    scaled: dict[str, Any] = {name: (getattr(counted, name) or 0.0) * each for name in SCALED}
    scaled["draws"] = None if counted.draws is None else counted.draws * each
    return replace(counted, key=kind, label=label, unit=unit, additive=False, chance_not_better=None, **scaled)


def unit_value(levers: HealthLevers, kind: str) -> float | None:
    """What one person asks for at these levers; None where no published value was found."""
    if levers.values == valued_needs.OWN:
        own = {
            valued_needs.COST: levers.own_cost,
            valued_needs.PLACES: levers.own_places / 100,
            valued_needs.BEDS: levers.own_beds / 100,
            valued_needs.ADMISSIONS: levers.own_admissions / 100,
            valued_needs.CARERS: levers.own_carers / 100,
        }
        return own[kind]
    found = valued_needs.unit(levers.condition, kind)
    return None if found is None else found.each


def price_year(levers: HealthLevers, kind: str) -> int | None:
    """The year of the prices of a unit value; None where it is no money, or a person's own."""
    found = None if levers.values == valued_needs.OWN else valued_needs.unit(levers.condition, kind)
    return found.price_year if found else None


def headlines(world: World) -> tuple[Headline, ...]:
    """Four figures: people, their rise, and the first two needs that have a unit value (money before others)."""
    kinds = sorted(valued_needs.KINDS, key=lambda kind: unit_value(world.levers, kind) is None)  # stable
    counted = people(world)
    return counted, rise(world), *(asked_for(world, kind, counted) for kind in kinds[:2])


def needs(world: World, counted: Headline) -> pd.DataFrame:
    """Everything that has a unit value, a row a kind: in the base year, without the change and with it.

    low, high: the 80 % interval with the change; today_low, today_high: without it. prices: of which year, of money.
    """
    without = doubt.interval(world.ends[1], counted.today or 0.0)
    each = {kind: unit_value(world.levers, kind) for kind in valued_needs.KINDS}
    rows = []
    for kind, value in each.items():
        if value is not None:
            asked = asked_for(world, kind, counted)
            found = {name: getattr(asked, name) for name in ("today", "scenario", "low", "high")}
            prices = f"{year} prices" if (year := price_year(world.levers, kind)) else ""
            about = {"need": valued_needs.KINDS[kind][0], "unit": asked.unit, "each": value, "prices": prices}
            ends = {"today_low": without[0] * value, "today_high": without[1] * value}
            rows.append(about | {"base": world.total(world.today, 0) * value} | found | ends)
    names = ("need", "unit", "each", "prices", "base", "today", "scenario", "low", "high", "today_low", "today_high")
    return pd.DataFrame(rows, columns=list(names))


def _centre(world: World) -> tuple[float, float]:
    """Expected people at the horizon without the change and with it: exact means, which no draw is needed for."""
    return world.total(world.today, world.year), world.total(world.scenario, world.year)


def _words(world: World) -> figure.Words:
    return {"noun": capital(world.noun), "when": world.when, "base": world.base}
