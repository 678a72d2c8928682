"""Figures: what the theme counts, each declared once and never added to another; the draws are paired."""

from __future__ import annotations

import numpy as np

from lbdp_core import figure, quarters
from lbdp_core.figure import Figure, Per
from lbdp_core.goal import Goal
from lbdp_core.homelessness.scenario.world import Course, World
from lbdp_core.result import Headline

STREET = Per(10_000, "households", lambda fitted: fitted.households)
HOMES = Per(1_000, "households", lambda fitted: fitted.households)
SEEN = Figure[Course](
    "seen", "People seen rough sleeping", "people", lambda course, step: course.street.seen[step], at=", {when}",
    additive=True, per=STREET, rises={"nsno": -1, "move_on": -1, "arrivals": 1, "winter": 1}
)  # fmt: skip
LIVING = Figure[Course](
    "living_on_streets", "People living on the streets", "people", lambda course, step: course.street.living[step],
    at=", {end}", rises={"housing_first": -1}
)  # fmt: skip
RETURNED = Figure[Course](
    "returners", "People back on the streets", "people", lambda course, step: course.street.returned[step],
    at=", {when}"
)  # fmt: skip
OWED = Figure[Course](
    "duties_owed", "Homelessness duties owed", "households", lambda course, step: course.duties.owed[step],
    at=", {when}", rises={"lha": -1, "asylum_days": -1}
)  # fmt: skip
HELD = Figure[Course](
    "temporary_accommodation", "Households in temporary accommodation", "households",
    lambda course, step: course.duties.held[step], at=", {end}", per=HOMES,
    columns=("ta_scenario", "ta_low", "ta_high"), rises={"prevention": -1}
)  # fmt: skip
FIGURES = (SEEN, LIVING, RETURNED, OWED, HELD)
# Unit costs have no range of their own here, and dearer is no failure of a lever: no chance of no gain is told.
NET = Figure[Course]("net_cost", "Net cost of the levers", "£ {over}", at=", {over}", chance=False)
SPENT = Figure[Course](
    "ta_cost", "Temporary accommodation, gross cost", "£ {over}", lambda course, step: course.duties.cost(step + 1),
    at=", {over}", since=True
)  # fmt: skip
AVOIDED = Figure[Course](
    "rough_sleeping_avoided",
    "Quarters of rough sleeping avoided",
    "quarters (one person, three months)",
    better="up",
    does="avoid {goal} of rough sleeping",
)
MONTHS = 3  # of a quarter
MONOTONE = figure.monotone(FIGURES)
GOALS = (
    Goal(
        question="How few Housing First places avoid this many quarters of rough sleeping?",
        figure=AVOIDED.key,
        lever="housing_first",
        by="Housing First places",
        want="avoid {goal}",
        start=400,
    ),
    Goal(
        question="How little more No Second Night Out avoids this many quarters of rough sleeping?",
        figure=AVOIDED.key,
        lever="nsno",
        by="% more of the new people reached",
        want="avoid {goal}",
        start=400,
        least="least",
        fewer="less",
    ),
)


def headlines(world: World) -> tuple[Headline, ...]:
    """Of the quarter looked at: people, then households, then money. Boroughs add up to the first."""
    return (*figure.headlines(FIGURES, world, _words(world)), cost(world))


def cost(world: World) -> Headline:
    """What the levers cost over the quarters, less what they save of temporary accommodation."""
    today, later = figure.both(SPENT, world)
    net = world.lever_costs() - (today - later)
    return figure.paired(NET, np.zeros_like(net), net, _words(world))


def totals(world: World) -> tuple[Headline, ...]:
    """Fewer people seen, added over the quarters (one person seen in one quarter is one), and what homes cost."""
    today, later = (each.sum(axis=0) for each in figure.courses(SEEN, world, range(world.steps)))
    spent = figure.paired(SPENT, *figure.both(SPENT, world), _words(world))
    return figure.fewer(AVOIDED, today, later), spent


def _words(world: World) -> figure.Words:
    end = quarters.words(world.quarter)
    return {"when": world.when, "end": f"end of {end}", "over": f"over {MONTHS * world.steps} months"}
