"""How many people will need a borough's help, and what if claims, decisions, notice or hotels change?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd

from lbdp_core.flows import History
from lbdp_core.places import LONDON
from lbdp_core.refugees.model import Fitted
from lbdp_core.refugees.scenario import (
    assumptions,
    caveats,
    costs,
    figures,
    links,
    national,
    routes,
    sensitivity,
    support,
    tables,
    words,
)
from lbdp_core.refugees.scenario.figures import GOALS, MONOTONE
from lbdp_core.refugees.scenario.levers import OPENING, PRESETS, RefugeesLevers
from lbdp_core.refugees.scenario.world import Course, World
from lbdp_core.result import Later, Result

__all__ = [
    "GOALS", "LONDON", "MONOTONE", "OPENING", "PRESETS", "Course", "RefugeesLevers", "World", "histories", "run"
]  # fmt: skip


EXTRAS: dict[str, Callable[[World], pd.DataFrame]] = {
    "links": links.table, "moves": sensitivity.table, "stages": tables.by_stage, "routes": routes.table,
    "money": costs.table, "assumptions": assumptions.log
}  # fmt: skip


def histories(fitted: Fitted, levers: RefugeesLevers) -> tuple[History, ...]:
    """Every system that a scenario runs: the country's queue, and support in each place."""
    return national.queue(fitted, levers), support.simulated(fitted, levers)


def run(fitted: Fitted, levers: RefugeesLevers) -> Result:
    """Everything the page says about one place at one quarter.

    places add up to the first headline. `extras`: `links` (every flow), `moves` (which lever moves it most), `stages`,
    `routes` (never added up), `money` (cost beside funding) and `assumptions` (the log).

    Raises:
        DataError: the data holds no such borough.
    """
    world = World.of(fitted, levers)
    headlines, places = figures.headlines(world), tables.places(world)
    again = partial(World.of, fitted, levers)  # a kept result should not keep a world's draws
    return Result(
        theme="refugees",
        levers=levers.as_dict(),
        answer=words.answer(world, headlines[0], headlines[1]),
        headlines=headlines,
        places=places,
        over_time=tables.over_time(world),
        shortlist=tables.shortlist(world, places),
        drivers=tables.drivers(world),
        caveats=caveats.caveats(world),
        extras=Later({name: partial(_later, make, again) for name, make in EXTRAS.items()}),
        totals=figures.totals(world),
    )


def _later(make: Callable[[World], pd.DataFrame], world: Callable[[], World]) -> pd.DataFrame:
    return make(world())
