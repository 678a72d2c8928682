"""Tables: areas, years, where to start, programmes, and what the figures rest on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import assumptions, doubt
from lbdp_core.falls.scenario.evidence import PROGRAMMES
from lbdp_core.falls.scenario.figures import CARE_SOURCE, STAY
from lbdp_core.falls.scenario.levers import APART, BEST, FIRST, LAST, OWN, FallsLevers
from lbdp_core.falls.scenario.world import World, expected, expected_drawn, many_communal
from lbdp_core.provenance import JUDGEMENT

LISTED = 25  # areas of the list


def places(world: World) -> pd.DataFrame:
    """code, place, borough, today, scenario, risk, above, people: by LSOA."""
    model, here, year = world.model, world.here, float(world.levers.year)
    before, less = expected(model, year), world.less(year)[0]
    return pd.DataFrame(
        {
            "code": model.code[here],
            "place": model.name[here],
            "borough": model.borough[here],
            "today": before[here],
            "scenario": (before - less)[here],
            "risk": model.risk[here],
            "above": model.above[here],
            "people": world.people[here].sum(axis=1),
        }
    )


def over_time(world: World) -> pd.DataFrame:
    """Admissions counted and expected, to 2040."""
    model, here = world.model, world.here
    counted = float(model.admissions[here].sum())
    rows: list[dict[str, object]] = [{"period": f"{model.years[0]} to {model.years[-1]}, a year", "observed": counted}]
    for year in range(FIRST, LAST + 1):
        less, drawn = world.less(year)
        before = float(expected(model, year)[here].sum())
        after = before - float(less[here].sum())
        low, high = doubt.interval(expected_drawn(model, world.levers.borough, year) - drawn, after)
        rows.append({"period": str(year), "today": before, "scenario": after, "low": low, "high": high})
    return pd.DataFrame(rows, columns=["period", "observed", "today", "scenario", "low", "high"])


def shortlist(world: World) -> pd.DataFrame:
    """Areas to start in: those that the money reaches, else those surest to be above what ages would lead one to
    expect, with unsafe homes.
    """
    model = world.model
    kept = world.here & ~many_communal(model) if world.levers.communal == APART else world.here
    here = np.flatnonzero(kept)
    reached = world.people[here].sum(axis=1)
    first = reached if reached.any() else model.above[here] * (model.third_hazard[here] + model.third_frailty[here] + 1)
    order = np.lexsort((-model.risk[here], -first))[:LISTED]
    rows = here[order]
    table = {
        "place": model.name[rows],
        "borough": model.borough[rows],
        "risk": model.risk[rows],
        "above": model.above[rows],
        "admissions": (model.risk * model.expected)[rows],
        "communal": model.communal[rows],
        **{one.key: world.people[rows, j] for j, one in enumerate(PROGRAMMES)},
    }
    return pd.DataFrame(table)


def drivers(world: World) -> pd.DataFrame:
    """Admissions avoided in all by each programme, largest first."""
    frame = programmes(world)
    made = pd.DataFrame({"driver": frame["programme"], "contribution": frame["avoided"], "unit": "admissions"})
    return made.sort_values("contribution", ascending=False, key=np.abs, ignore_index=True)


def programmes(world: World) -> pd.DataFrame:
    """programme, people, money, avoided, low, high: of the areas looked at."""
    means, draws = world.avoided_by_each
    reached = world.people[world.here].sum(axis=0)
    rows = [
        (one.label, people, people * one.unit.value, mean, *doubt.interval(drawn, mean))
        for one, people, mean, drawn in zip(PROGRAMMES, reached.tolist(), means.tolist(), draws.T, strict=True)
    ]
    return pd.DataFrame(rows, columns=["programme", "people", "money", "avoided", "low", "high"])


def alternatives(world: World) -> pd.DataFrame:
    """choice, reached, spent, avoided, low, high: the same money on nothing, split best, or on one programme alone."""
    levers = replace(world.levers, split=BEST)
    choices = {"Nothing": replace(levers, budget=0.0), "The best split": levers}
    nothing: dict[str, Any] = dict.fromkeys((one.key for one in PROGRAMMES), 0.0) | {"split": OWN}
    choices |= {f"{one.label} alone": replace(levers, **(nothing | {one.key: 100.0})) for one in PROGRAMMES}
    rows = []
    for name, each in choices.items():
        other = World.of(world.model, each)
        mean, drawn = other.all_avoided()
        reached = float(other.people[other.here].sum())
        rows.append((name, reached, other.spent, mean, *doubt.interval(drawn, mean)))
    return pd.DataFrame(rows, columns=["choice", "reached", "spent", "avoided", "low", "high"])


def assumptions_log(world: World) -> pd.DataFrame:
    """Every assumption at these levers."""
    fixed = [(f"{one.label}: who it reaches", f"{one.eligible:.0%} of older people, {one.times:g} times others' risk",
              one.reach, JUDGEMENT) for one in PROGRAMMES]  # fmt: skip
    fixed += [(f"{one.label}: cost", one.unit.in_words, one.unit.source, one.unit.status) for one in PROGRAMMES]
    fixed += [
        ("A hospital stay", STAY.in_words, STAY.source, STAY.status),
        ("Care after it", "3 times (1 to 4)", CARE_SOURCE, JUDGEMENT),
    ]
    rows = assumptions.of_levers(world.levers, {}, lambda name: FallsLevers.specs()[name].kind == "change")
    return assumptions.log([*rows, *assumptions.fixed(*fixed)])
