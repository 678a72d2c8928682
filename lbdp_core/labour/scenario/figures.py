"""Figures: people who claim, the rate, openings to 2035 with their two parts, and the gap that the levers make."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from lbdp_core import doubt
from lbdp_core.goal import Goal
from lbdp_core.labour.scenario.world import World
from lbdp_core.result import Headline

GOALS = (
    Goal(
        question="How many training places would leave this many extra workers to find?",
        figure="gap",
        lever="training",
        by="thousand training places a year",
        want="leave {goal} extra workers to find",
        start=0,
        least="least",
    ),
)


def headlines(world: World) -> tuple[Headline, ...]:
    """Claimants first: places add up to them."""
    return (claimants(world), rate(world), openings(world), replaced(world), gap(world))


def year(world: World) -> int:
    """The year that claimants are forecast for."""
    return int(world.model.years[-1]) + int(world.levers.horizon)


def claimants(world: World) -> Headline:
    """People who claim, on average over the year."""
    before, drawn = world.claimants(False)
    after, moved = world.claimants(True)
    here = world.here
    return doubt.paired(
        "claimants", f"People who claim, {year(world)}", "people", "down", float(before[here].sum()),
        float((after - before)[here].sum()), drawn[:, here].sum(axis=1), (moved - drawn)[:, here].sum(axis=1),
        additive=True, decimals=-3,
    )  # fmt: skip


def rate(world: World) -> Headline:
    """The same as a share of residents aged 16 to 64."""
    people = world.model.people[world.here]
    before, drawn = world.claimants(False)
    after, moved = world.claimants(True)
    each = [100 * values[..., world.here].sum(axis=-1) / people.sum() for values in (before, after, drawn, moved)]
    return doubt.paired(
        "rate", f"Claimant rate, {year(world)}", "% of residents aged 16 to 64", "down", float(each[0]),
        float(each[1] - each[0]), each[2], each[3] - each[2], decimals=1,
    )  # fmt: skip


def openings(world: World) -> Headline:
    """Openings of London: expansion and replacement together."""
    before, drawn = world.openings(False)
    after, moved = world.openings(True)
    made = doubt.paired(
        "openings", f"Openings in London, {world.model.span}", "jobs", "up", 1_000 * before, 1_000 * (after - before),
        1_000 * drawn, 1_000 * (moved - drawn), decimals=-3,
    )  # fmt: skip
    return replace(made, neutral=True)


def replaced(world: World) -> Headline:
    """How many of the openings replace people who leave."""
    net, leavers, _ = world.model.total
    more = world.levers.replacement / 100 * world.leavers.sum()
    part = 100 * leavers / (net + leavers)
    after = min(100 * (leavers + more) / (net + leavers + world.more.sum()), 100.0)  # all of them where jobs are lost
    _, drawn = world.openings(False)
    spread = part * (drawn.mean() / drawn)
    before, moved = np.minimum(spread, 100.0), np.minimum(spread + (after - part), 100.0)
    made = doubt.paired(
        "replaced", "Openings that replace leavers", "% of openings", "up", float(part), float(after - part),
        before, moved - before, decimals=0,
    )  # fmt: skip
    return replace(made, neutral=True)


def gap(world: World) -> Headline:
    """Jobs that the levers add, less people whom they add; below nought people are over. Supply is not projected."""
    more, supply = 1_000 * float(world.more.sum()), 1_000 * float(world.supply.sum())
    made = doubt.paired(
        "gap", f"Extra workers to find, {world.model.span}", "workers", "down", 0.0, more - supply,
        np.zeros(len(world.added)), 1_000 * world.added - supply, decimals=-3,
    )  # fmt: skip
    return replace(made, neutral=True)
