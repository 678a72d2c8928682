"""Which jobs and skills will London need, and who is out of work meanwhile?"""

from __future__ import annotations

from functools import partial

from lbdp_core.labour.model import Fitted
from lbdp_core.labour.scenario import figures, tables, words
from lbdp_core.labour.scenario.figures import GOALS
from lbdp_core.labour.scenario.levers import OPENING, PRESETS, LabourLevers
from lbdp_core.labour.scenario.world import World
from lbdp_core.result import Later, Result

__all__ = ["GOALS", "OPENING", "PRESETS", "LabourLevers", "World", "run"]


def run(model: Fitted, levers: LabourLevers) -> Result:
    """Claimants by borough, and openings by occupation.

    `extras`: `occupations` (jobs, openings, their parts, location quotient) and `assumptions` (the log).
    """
    world = World.of(model, levers)
    headlines = figures.headlines(world)
    again = partial(World.of, model, levers)  # a kept result should not keep a world's draws
    return Result(
        theme="labour",
        levers=levers.as_dict(),
        answer=words.answer(world, headlines[0], headlines[-1]),
        headlines=headlines,
        places=tables.places(world),
        over_time=tables.over_time(world),
        shortlist=tables.shortlist(world),
        drivers=tables.drivers(world),
        caveats=words.caveats(world),
        extras=Later(
            {
                "occupations": lambda: tables.occupations(again()),
                "assumptions": lambda: tables.assumptions_log(again()),
            }
        ),
    )
