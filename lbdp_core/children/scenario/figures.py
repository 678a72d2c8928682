"""Figures: what the theme counts in the what-if, each declared once; the draws are paired."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from lbdp_core import figure
from lbdp_core.children.scenario import calibration
from lbdp_core.children.scenario.pipeline import CARE, PLAN
from lbdp_core.children.scenario.world import Course, World
from lbdp_core.figure import Figure, Per
from lbdp_core.formatting import people
from lbdp_core.goal import Goal
from lbdp_core.result import Headline

NEARLY_ALL = 0.9  # of the boroughs looked at
CHILDREN = Per(10_000, "children", lambda fitted: calibration.children(fitted, "looked_after"))


def _published(world: Any) -> pd.Series:
    """Children looked after by year, where nearly all boroughs looked at have a figure."""
    past = calibration.published(world.fitted, "looked_after")[:, world.here]
    known = np.isfinite(past).mean(axis=1) > NEARLY_ALL
    return pd.Series(np.nansum(past, axis=1), index=[str(year) for year in world.fitted.years])[known]


CARED_FOR = Figure[Course](
    "looked_after", "Children looked after", "children", lambda course, step: course.stock(CARE, step), at=" in {year}",
    neutral=True, additive=True, per=CHILDREN, published=_published,
    rises={"more": 1, "referrals": 1, "early_help": -1, "conferences_offered": -1, "edge_of_care": -1,
           "reunification": -1, "assessed": 1},
)  # fmt: skip
ON_PLANS = Figure[Course](
    "plans", "Children on a protection plan", "children", lambda course, step: course.stock(PLAN, step),
    at=" in {year}", neutral=True,
    rises={"plan_length": 1, "enquiries": 1, "conferences": 1, "planned": 1},
)  # fmt: skip
REFERRALS = Figure[Course](
    "referrals", "Referrals", "referrals", lambda course, step: course.events("referrals", step), at=", year to {year}",
    neutral=True,
)  # fmt: skip
ASSESSMENTS = Figure[Course](
    "assessments", "Assessments", "assessments", lambda course, step: course.events("assessments", step),
    at=", year to {year}", neutral=True,
)  # fmt: skip
WORKERS = Figure[Course](
    "social_workers", "Social workers needed at {target:g} cases each", "social workers",
    lambda course, step: course.needed(step), at=" ({in_post} in post)", neutral=True, rises={"target": -1},
)  # fmt: skip
COST = Figure[Course](
    "cost", "Cost of care and social work", "£ a year", lambda course, step: course.cost(step),
    at=", year to {year}", chance=False,
    rises={"to_foster": -1, "to_kinship": -1, "residential_cost": 1, "foster_cost": 1, "kinship_cost": 1},
)  # fmt: skip
FIGURES = (CARED_FOR, ON_PLANS, REFERRALS, ASSESSMENTS, WORKERS, COST)
MONOTONE = figure.monotone(FIGURES)
GOALS = (
    Goal(
        question="How many more children would have to go home for this many to be looked after?",
        figure=CARED_FOR.key, lever="reunification", by="% more leavers", want="bring children looked after to {goal}",
        start=9_000,
    ),
    Goal(
        question="How many referrals would early help have to replace for this many to be left?",
        figure=REFERRALS.key, lever="early_help", by="% of referrals", want="bring referrals to {goal}",
        start=95_000, least="least", fewer="less",
    ),
)  # fmt: skip


def headlines(world: World) -> tuple[Headline, ...]:
    """Of the year looked at; boroughs add up to the first."""
    in_post = float(world.scenario.base.in_post[world.here].sum())
    words = {"year": world.year, "target": world.levers.target, "in_post": people(in_post)}
    return figure.headlines(FIGURES, world, words)
