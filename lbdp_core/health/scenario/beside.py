"""Beside: what others publish of the same figures, said next to them. It changes nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.doubt import interval
from lbdp_core.health.conditions import CONDITIONS
from lbdp_core.health.scenario.course import COUNTED
from lbdp_core.health.scenario.world import World

RECORDED = {condition.key: condition.recorded for condition in CONDITIONS if condition.recorded}
FORECAST = "Carnall Farrar for the Alzheimer's Society (2024)"
TO, FORECASTS = 2040, {"London": 53.0, "United Kingdom": 43.0}  # percent more people with dementia by that year
CONDITION = "dementia"
HEAD = ("who", "place", "first", "last", "growth", "range")


def shares(world: World, from_age: int = 0) -> tuple[float, float]:
    """Percent of Londoners from an age on, today: at national rates, and with each borough's local figure."""
    course, fitted = world.today, world.fitted
    old = fitted.age >= from_age
    people = fitted.people[:, old, 0]
    expected = people @ fitted.rate[course.condition][old]
    local = expected * fitted.factor[:, course.condition]
    return tuple(100 * float(each.sum() / people.sum()) for each in (expected, local))  # type: ignore[return-value]


def published(world: World) -> str:
    """What national rates give for London beside what is recorded, counted or held locally; empty where nothing is."""
    fitted, c = world.fitted, world.today.condition
    if recorded := RECORDED.get(world.levers.condition):
        expected, _ = shares(world, recorded["age"])
        return (
            "At national rates, {:.1f}% of Londoners aged {age} and over would be affected. "
            "{who} {percent:g}% ({source})."
        ).format(expected, **recorded)
    expected, local = shares(world)
    at_national = f"At national rates, {expected:.1f}% of Londoners would be affected."
    if fitted.factor_basis[c] == COUNTED:
        return f"{at_national} The 2021 Census counted {local:.1f}%."
    if str(fitted.factor_source[c]):
        source = fitted.factor_source[c]
        return f"{at_national} Local figures give {local:.1f}%. Their source: {source}."
    return ""


def forecasts(world: World) -> pd.DataFrame:
    """Growth of dementia in percent, here and as others forecast it: a row each; none for other conditions.

    range: the 80% range of this suite's figure, in words; others publish none.
    """
    years = [int(year) for year in world.fitted.years]
    if world.levers.condition != CONDITION or TO not in years:
        return pd.DataFrame(columns=list(HEAD))
    at, everywhere = years.index(TO), np.ones(len(world.fitted.borough), bool)
    before, after = (world.today.draws_of(year, everywhere) for year in (0, at))
    growth = 100 * (float(world.today.centre[at].sum() / world.today.centre[0].sum()) - 1)
    low, high = interval(100 * (after / before - 1), growth)
    rows = [("This suite, if nothing changes", "London", str(years[0]), TO, growth, f"{low:.0f}% to {high:.0f}%")]
    rows += [(FORECAST, place, "not said", TO, percent, "not published") for place, percent in FORECASTS.items()]
    return pd.DataFrame(rows, columns=list(HEAD))


def forecast(world: World) -> str:
    """The same in a sentence; empty where there is nothing to set beside it."""
    table = forecasts(world)
    if table.empty:
        return ""
    ours, london, uk = table.to_dict("records")
    return (
        f"By {TO} this page expects {ours['growth']:.0f}% more people with dementia in London than in {ours['first']} "
        f"(8 chances in 10: {ours['range']}). {FORECAST} forecast {london['growth']:.0f}% more in London and "
        f"{uk['growth']:.0f}% more in the UK."
    )
