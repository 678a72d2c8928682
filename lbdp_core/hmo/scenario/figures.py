"""Figures: unlicensed HMOs, how many are found, what a find takes, what comes in, and how much better than others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from lbdp_core import doubt
from lbdp_core.goal import Goal
from lbdp_core.hmo.model import ranking
from lbdp_core.hmo.model.ranking import CHECKLIST
from lbdp_core.hmo.scenario.world import Array, World
from lbdp_core.result import Headline

PEOPLE = 4  # who pay rent in an HMO that is found
ON_BENEFITS = 0.3  # of the rent that benefits paid
WEEKS = 52 / 12  # in a month
NOBODY = "Nobody is visited at these levers."
GOALS = (
    Goal(
        question="Fewest inspections that find a number of unlicensed HMOs",
        figure="found",
        lever="visits",
        by="inspections",
        want="make {goal}",
        more="make {goal}",
        start=100,
        least="fewest",
    ),
)


def headlines(world: World) -> tuple[Headline, ...]:
    """Found first, as a meeting reads them; places add up to those that are left."""
    still = np.zeros_like(world.total_drawn)
    found, drawn = world.found, world.found_drawn
    first = replace(
        doubt.paired("found", "Unlicensed HMOs found", "finds", "up", 0.0, found, still, drawn, decimals=-3),
        does="make {goal}",
    )
    base = world.base  # a larger audit, or other sources, may change what is known of the total as well
    left = doubt.paired(
        "left", "Unlicensed HMOs that remain", "HMOs", "down", base.total, world.total - found - base.total,
        base.total_drawn, world.total_drawn - drawn - base.total_drawn, additive=True, decimals=-3,
    )  # fmt: skip
    return (first, each(world), left, income(world), on_audit(world), *lifts(world))


def each(world: World) -> Headline:
    """Inspections for each one found."""
    key, label, unit = "each", "Inspections for each one found", "visits"
    count = len(world.visited)
    if not count:
        return Headline.undefined(key, label, unit, "down", NOBODY)
    return doubt.alone(
        key, label, unit, "down", count / world.found, count / np.maximum(world.found_drawn, 1e-6),
        reason="Nobody is visited today.", decimals=1,
    )  # fmt: skip


def a_find(world: World) -> float:
    """Pounds that come in for each one found."""
    levers = world.levers
    repaid = levers.repaid * WEEKS * float(world.model.room_rent[0]) * PEOPLE * ON_BENEFITS
    return levers.fee + levers.penalised / 100 * (levers.penalty + repaid)


def income(world: World) -> Headline:
    """Fees, penalties and rent repaid, less what the visits cost."""
    still = np.zeros_like(world.total_drawn)
    spent = world.levers.visit * len(world.visited)
    made = a_find(world) * world.found - spent
    drawn: Array = a_find(world) * world.found_drawn - spent
    return doubt.paired("income", "Income less cost of visits", "£", "up", 0.0, made, still, drawn, decimals=0)


def on_audit(world: World) -> Headline:
    """How many of a hundred homes without a licence are unlicensed HMOs: the audit alone, no model."""

    def rate(one: World) -> tuple[float, Array]:
        share = ranking.share(one.model, int(one.levers.audit))
        return 100 * share.expected, 100 * share.drawn

    (today, before), (share, after) = rate(world.base), rate(world)
    label = "Of 100 homes without a licence, by the audit"
    made = doubt.paired(
        "audit_rate", label, "unlicensed HMOs", "down", today, share - today, before, after - before, decimals=1
    )
    return replace(made, neutral=True)


def lifts(world: World) -> tuple[Headline, Headline]:
    """How many times as many are found as at random, and as by the officers' rules."""
    labels = (("lift_random", "Finds beside random visits"), ("lift_rules", "Finds beside officers' rules"))
    if not len(world.visited):
        none = [Headline.undefined(key, label, "times", "up", NOBODY) for key, label in labels]
        return none[0], none[1]
    count = world.access * len(world.visited)
    rules = world.beside(CHECKLIST)
    others = ((count * world.got.expected, count * world.got.rate), (rules.found, rules.found_drawn))
    made = [
        doubt.alone(key, label, "times", "up", world.found / mean, world.found_drawn / drawn,
                    reason="Nobody is visited today.", decimals=2)
        for (key, label), (mean, drawn) in zip(labels, others, strict=True)
    ]  # fmt: skip
    return made[0], made[1]
