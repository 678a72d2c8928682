"""Costs: what people in support and after it cost a council at the unit values set, beside what it is paid for them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core import doubt
from lbdp_core.refugees.model import Array
from lbdp_core.refugees.scenario.levers import BEFORE, NOTHING
from lbdp_core.refugees.scenario.world import Course, World
from lbdp_core.refugees.tariffs import BY_KEY

YEAR = 4  # quarters
MONTHS = 3  # in a quarter
LINES = {
    "duties": "Homelessness duties",
    "school": "School places",
    "english": "English for adults",
    "grant": "Asylum grant received",
}


def lines(course: Course, step: int) -> dict[str, Array]:
    """Pounds (draws, p) from the start to a quarter: costs, and the grant as what takes away from them."""
    levers, span = course.levers, range(1, step + 1)
    return {
        "duties": course.duties(step) * levers.duty_cost,
        "school": _sum([course.school_age(t) for t in span]) * levers.school_cost / YEAR,
        "english": _sum([course.learners(t) for t in span]) * levers.esol_cost / YEAR,
        "grant": -grant(course, step),
    }


def net(course: Course, step: int) -> Array:
    """Costs less the grant (draws, p)."""
    return _sum(list(lines(course, step).values()))


def grant(course: Course, step: int) -> Array:
    """What the Home Office would pay to a quarter (draws, p), if the tariff chosen went on.

    2025/26: so much for everybody at the start of a year, and so much a month for those above that number. 2024/25: so
    much for every place at the start of a year, and for each place that a quarter adds: once more, and as a new place.
    """
    people, which = course.people, course.levers.tariff
    paid = np.zeros(people.shape[1:])
    if which == NOTHING:
        return paid
    old = which == BEFORE
    head, more = (BY_KEY[f"{name}_{which}"].each for name in ("grant", "growth"))
    more += BY_KEY["net_2024"].each if old else 0.0
    for t in range(1, step + 1):
        began = people[YEAR * ((t - 1) // YEAR)]
        above = people[t] - (people[t - 1] if old else began)
        paid = paid + head * began / YEAR + more * (1 if old else MONTHS) * np.maximum(above, 0.0)
    return paid


def table(world: World) -> pd.DataFrame:
    """A row a line: without the change, with it, and its 80% range; costs above nought, what is received below."""
    ours, other = lines(world.today, world.step), lines(world.scenario, world.step)
    rows = []
    for name, words in LINES.items():
        now, later = world.both(ours[name], other[name])
        rows.append((words, now.mean(), later.mean(), *doubt.interval(later, float(later.mean()))))
    now, later = world.both(net(world.today, world.step), net(world.scenario, world.step))
    rows.append(("Net", now.mean(), later.mean(), *doubt.interval(later, float(later.mean()))))
    return pd.DataFrame(rows, columns=["line", "today", "scenario", "low", "high"]).assign(unit="£")


def _sum(parts: list[Array]) -> Array:
    return np.asarray(sum(parts))
