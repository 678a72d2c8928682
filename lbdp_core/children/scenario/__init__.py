"""Scenario: from referral to care: how many children, how many social workers and what cost, if a step changes."""

from __future__ import annotations

from functools import partial

from lbdp_core.children.model.fitted import Fitted
from lbdp_core.children.scenario import assumptions, evidence, figures, tables, words
from lbdp_core.children.scenario.figures import GOALS, MONOTONE
from lbdp_core.children.scenario.levers import OPENING, PRESETS, ChildrenLevers
from lbdp_core.children.scenario.world import World, course
from lbdp_core.flows import History
from lbdp_core.result import Later, Result

__all__ = ["GOALS", "MONOTONE", "OPENING", "PRESETS", "ChildrenLevers", "histories", "run"]


def histories(model: Fitted, levers: ChildrenLevers) -> tuple[History, ...]:
    """Children by quarter, from referral to care."""
    return (course(model, levers).history,)


def run(model: Fitted, levers: ChildrenLevers) -> Result:
    """Everything the page says at one horizon and focus.

    places add up to the first headline. `extras`: `links` (who moved from step to step), `stocks` (children in need, on
    plans and in care), `conversions` (published, with London and England), `evidence` (what evaluations found, null
    results among it) and `assumptions` (the log).

    Raises:
        DataError: the data holds no such borough.
    """
    world = World.of(model, levers)
    headlines = figures.headlines(world)
    again = partial(World.of, model, levers)  # a kept result should not keep a world's draws
    return Result(
        theme="children",
        levers=levers.as_dict(),
        answer=words.answer(world, headlines[0]),
        headlines=headlines,
        places=tables.places(world),
        over_time=tables.over_time(world),
        shortlist=tables.shortlist(world),
        drivers=tables.drivers(world),
        caveats=words.caveats(world),
        extras=Later(
            {
                "links": lambda: tables.links(again()),
                "stocks": lambda: tables.stocks(again()),
                "conversions": lambda: tables.conversions(again()),
                "evidence": evidence.table,
                "assumptions": lambda: assumptions.log(levers),
            }
        ),
    )
