"""Where do unsafe homes and people who fall coincide, and which pound prevents most injuries?"""

from __future__ import annotations

from functools import partial

from lbdp_core.falls.model import Fitted
from lbdp_core.falls.scenario import evidence, figures, tables, words
from lbdp_core.falls.scenario.figures import GOALS
from lbdp_core.falls.scenario.levers import OPENING, PRESETS, FallsLevers
from lbdp_core.falls.scenario.world import World
from lbdp_core.result import Later, Result

__all__ = ["GOALS", "OPENING", "PRESETS", "FallsLevers", "World", "run"]


def run(model: Fitted, levers: FallsLevers) -> Result:
    """Admissions after falls in a year, and what the money avoids.

    `extras`: `programmes` (people reached, money and admissions avoided by each), `alternatives` (the same money on
    nothing, split best or on one programme), `evidence` (what was found of each) and `assumptions` (the log).

    Raises:
        DataError: the data holds no such borough.
    """
    world = World.of(model, levers)
    headlines = figures.headlines(world)
    again = partial(World.of, model, levers)  # a kept result should not keep a world's arrays
    return Result(
        theme="falls",
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
                "programmes": lambda: tables.programmes(again()),
                "alternatives": lambda: tables.alternatives(again()),
                "evidence": evidence.table,
                "assumptions": lambda: tables.assumptions_log(again()),
            }
        ),
    )
