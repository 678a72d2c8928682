"""Which homes should officers visit first, and how many unlicensed HMOs will they find?"""

from __future__ import annotations

from functools import partial

import pandas as pd

from lbdp_core.hmo.model import Fitted
from lbdp_core.hmo.scenario import figures, tables, words
from lbdp_core.hmo.scenario.figures import GOALS
from lbdp_core.hmo.scenario.levers import OPENING, PRESETS, HmoLevers
from lbdp_core.hmo.scenario.world import World
from lbdp_core.result import Later, Result

__all__ = ["GOALS", "OPENING", "PRESETS", "HmoLevers", "World", "run"]


def run(model: Fitted, levers: HmoLevers) -> Result:
    """Unlicensed HMOs that a round of inspections finds, and those that remain.

    `extras`: `hidden` (the total counted in four ways) and `assumptions` (the log).
    """
    world = World.of(model, levers)
    headlines = figures.headlines(world)
    again = partial(World.of, model, levers)  # a kept result should not keep a world's arrays
    return Result(
        theme="hmo",
        levers=levers.as_dict(),
        answer=words.answer(world, headlines),
        headlines=headlines,
        places=tables.places(world),
        over_time=pd.DataFrame(columns=["period", "observed", "today", "scenario", "low", "high"]),
        shortlist=tables.shortlist(world),
        drivers=tables.drivers(world),
        caveats=words.caveats(world),
        extras=Later(
            {"hidden": lambda: tables.hidden(again()), "assumptions": lambda: tables.assumptions_log(again())}
        ),
    )
