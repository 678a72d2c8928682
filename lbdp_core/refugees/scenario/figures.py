"""Figures: what the theme counts, each declared once; headlines, places, courses and laws are derived from them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core import figure
from lbdp_core.figure import Figure, Per
from lbdp_core.goal import Goal
from lbdp_core.places import LONDON
from lbdp_core.refugees.scenario import costs
from lbdp_core.refugees.scenario.world import Course, World
from lbdp_core.result import Headline

RESIDENTS = Per(10_000, "residents", lambda fitted: fitted.residents)
HOMES = Per(1_000, "households", lambda fitted: fitted.households)


def _counted(world: World) -> pd.Series:
    """People in support at the end of each quarter, as counted."""
    return pd.Series(world.fitted.seen[:, world.here].sum(axis=1), index=list(map(str, world.fitted.quarters)))


def _last_count(world: World) -> pd.Series:
    """The last count, carried on."""
    return pd.Series(world.seen(), index=[world.fitted.base, *map(str, world.fitted.ahead)])


def _published_duties(world: World) -> pd.Series:
    """Households owed a duty in each quarter (H-CLIC), also after the last count of support; blank if not published."""
    fitted = world.fitted
    seen = fitted.duties_london if world.where == LONDON else fitted.duties[:, world.here].sum(axis=1)
    return pd.Series(np.where(seen < 0, np.nan, seen), index=list(map(str, fitted.duty_quarters)), dtype=float)


def _last_duties(world: World) -> pd.Series:
    """The last quarter that was published up to the last count, carried on."""
    seen = _published_duties(world)
    known = seen[seen.index <= world.fitted.base].dropna()
    return pd.Series(float(known.iloc[-1]) if len(known) else np.nan, index=list(map(str, world.fitted.ahead)))


# `rises` holds over London with all else as today: where hardly anybody appeals, say, more grants keep people longer;
# other places take in who leaves a hotel.
SUPPORTED = Figure[Course](
    "supported", "People in asylum support", "people", lambda course, step: course.people[step], at=", {when}",
    neutral=True, additive=True, per=RESIDENTS, published=_counted, naive=_last_count,
    rises={"claims": 1, "decisions": -1, "grant_rate": -1, "appeals": 1, "notice": 1, "dispersal": 1, "hotel_beds": -1}
)  # fmt: skip
DUTIES = Figure(
    "duties", "Homelessness duties", "households", Course.duties, at=", {span}", since=True, per=HOMES,
    columns=("duties", "duties_low", "duties_high"), published=_published_duties, naive=_last_duties,
    rises={"duties": 1}
)  # fmt: skip
SCHOOL = Figure(
    "school_places", "School places for children in support", "children", Course.school_age, at=", {when}",
    neutral=True, rises={"school": 1}
)  # fmt: skip
GP = Figure(
    "gp_registrations", "GP registrations", "people", Course.registrations, at=", {span}", since=True, neutral=True,
    rises={"gp": 1}
)  # fmt: skip
ENGLISH = Figure(
    "english_learners", "Adults in support who learn English", "adults", Course.learners, at=", {when}", neutral=True,
    rises={"esol": 1}
)  # fmt: skip
NET = Figure(
    "net_cost", "Cost less asylum grant (illustrative)", "£", costs.net, at=", {span}", since=True,
    rises={"duty_cost": 1, "school_cost": 1, "esol_cost": 1}
)  # fmt: skip
FIGURES = (SUPPORTED, DUTIES, SCHOOL, GP, ENGLISH, NET)
FEWER = Figure[Course]("fewer_supported", "Fewer people in support than if nothing changed", "people", better="up")
MONOTONE = figure.monotone(FIGURES)
GOALS = (
    Goal(
        question="How small a rise in decisions takes this many people out of support?",
        figure=FEWER.key,
        lever="decisions",
        by="% more decisions",
        want="take {goal} out of support",
        more="take {goal} out of support",
        start=1_000,
        least="least",
    ),
)


def headlines(world: World) -> tuple[Headline, ...]:
    """Six figures at the quarter looked at; places add up to the first."""
    return figure.headlines(FIGURES, world, {"when": world.when, "span": f"{world.base} to {world.when}"})


def totals(world: World) -> tuple[Headline, ...]:
    """What a change makes less of, under a name that does not change with the quarter: for goals and comparisons."""
    return (figure.fewer(FEWER, *figure.both(SUPPORTED, world)),)
