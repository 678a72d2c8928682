"""Would this dataset help, what is the privacy risk, and can we ask for less?"""

from __future__ import annotations

from functools import partial

from lbdp_core.result import Later, Result
from lbdp_core.sharing.model import Fitted
from lbdp_core.sharing.scenario import figures, tables, words
from lbdp_core.sharing.scenario.levers import OPENING, PRESETS, SharingLevers
from lbdp_core.sharing.scenario.world import World, asked, idle, kept

__all__ = ["OPENING", "PRESETS", "SharingLevers", "World", "asked", "kept", "run"]


def run(fitted: Fitted, levers: SharingLevers) -> Result:
    """Everything the page says of one ask, on fires that the model had not seen.

    places add up to the first headline. `extras`: `ask` (fields of the contract), `frontier`, `sweep`, `power`.
    """
    world = World.of(fitted, levers)
    found = figures.gain(world)
    before, *after = words.caveats(world, found)
    headlines = figures.headlines(world)
    again = partial(World.of, fitted, levers)  # a kept result should not keep a world's arrays
    return Result(
        theme="sharing",
        levers=levers.as_dict(),
        answer=words.answer(world, headlines[0], found),
        headlines=headlines,
        places=tables.places(world),
        over_time=tables.over_time(world),
        shortlist=tables.shortlist(world),
        drivers=tables.drivers(world),
        caveats=(before, *idle(world), *after),
        extras=Later(
            {
                "ask": lambda: tables.ask(again()),
                "frontier": lambda: tables.frontier(again()),
                "sweep": lambda: tables.sweep(again()),
                "power": lambda: tables.power(again()),
            }
        ),
    )
