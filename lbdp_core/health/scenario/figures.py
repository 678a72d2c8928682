"""How much: people, the rise since the base, and what they ask for, each with its 80 % interval from paired draws."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import doubt
from lbdp_core.health.scenario import worth
from lbdp_core.health.scenario.levers import HealthLevers
from lbdp_core.health.scenario.world import World
from lbdp_core.result import Headline

PLACES = -3  # three significant figures, as sentences say them
SPARED = "people_spared"  # key of the figure that a goal asks for
SCALED = ("today", "scenario", "low", "high", "change", "change_low", "change_high")


def people(world: World) -> Headline:
    """People expected with the condition at the horizon; boroughs add up to it."""
    today, change = _centre(world)
    _, now, later = world.ends
    return doubt.paired(
        "people",
        f"{_first(world.noun)} in {world.when}",
        "people",
        "down",
        today,
        change,
        now,
        later - now,
        additive=True,
        chance_not_better=_chance(world),
        decimals=PLACES,
    )


def rise(world: World) -> Headline:
    """How many more than in the base year."""
    today, change = _centre(world)
    start, now, later = world.ends
    base = world.total(world.today, 0)
    label = f"Rise from {world.base} to {world.when}"
    return doubt.paired(
        "rise", label, "people", "down", today - base, change, now - start, later - now, decimals=PLACES
    )


def totals(world: World) -> tuple[Headline]:
    """How many people the change spares the condition at the horizon."""
    _, change = _centre(world)
    _, now, later = world.ends
    none, chance = np.zeros_like(now), _chance(world)
    return (
        doubt.paired(
            SPARED,
            "Fewer people than without the change",
            "people",
            "up",
            0.0,
            0.0 - change,
            none,
            now - later,
            chance_not_better=chance,
            decimals=PLACES,
        ),
    )


def asked_for(world: World, kind: str, counted: Headline) -> Headline:
    """What the people `counted` ask for, of a kind of `worth.KINDS`, at its unit value."""
    label, unit = worth.KINDS[kind]
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
    if levers.values == worth.OWN:
        own = {
            worth.COST: levers.own_cost,
            worth.PLACES: levers.own_places / 100,
            worth.BEDS: levers.own_beds / 100,
            worth.ADMISSIONS: levers.own_admissions / 100,
            worth.CARERS: levers.own_carers / 100,
        }
        return own[kind]
    found = worth.unit(levers.condition, kind)
    return None if found is None else found.each


def price_year(levers: HealthLevers, kind: str) -> int | None:
    """The year of the prices of a unit value; None where it is no money, or a person's own."""
    found = None if levers.values == worth.OWN else worth.unit(levers.condition, kind)
    return found.price_year if found else None


def headlines(world: World) -> tuple[Headline, ...]:
    """Four figures: people, their rise, and the first two needs that have a unit value (money before others)."""
    kinds = sorted(worth.KINDS, key=lambda kind: unit_value(world.levers, kind) is None)  # stable
    counted = people(world)
    return counted, rise(world), *(asked_for(world, kind, counted) for kind in kinds[:2])


def needs(world: World, counted: Headline) -> pd.DataFrame:
    """Everything that has a unit value, a row a kind: in the base year, without the change and with it.

    low, high: the 80 % interval with the change; today_low, today_high: without it. prices: of which year, of money.
    """
    without = doubt.interval(world.ends[1], counted.today or 0.0)
    each = {kind: unit_value(world.levers, kind) for kind in worth.KINDS}
    rows = []
    for kind, value in each.items():
        if value is not None:
            asked = asked_for(world, kind, counted)
            figures = {name: getattr(asked, name) for name in ("today", "scenario", "low", "high")}
            prices = f"{year} prices" if (year := price_year(world.levers, kind)) else ""
            about = {"need": worth.KINDS[kind][0], "unit": asked.unit, "each": value, "prices": prices}
            ends = {"today_low": without[0] * value, "today_high": without[1] * value}
            rows.append(about | {"base": world.total(world.today, 0) * value} | figures | ends)
    names = (
        "need",
        "unit",
        "each",
        "prices",
        "base",
        "today",
        "scenario",
        "low",
        "high",
        "today_low",
        "today_high",
    )
    return pd.DataFrame(rows, columns=list(names))


def _centre(world: World) -> tuple[float, float]:
    today = world.total(world.today, world.year)
    return today, world.total(world.scenario, world.year) - today


def _chance(world: World) -> float | None:
    """The chance that the change does not mean fewer people; None where nothing is changed."""
    _, now, later = world.ends
    return None if world.scenario is world.today or np.array_equal(now, later) else float(np.mean(later >= now))


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]
