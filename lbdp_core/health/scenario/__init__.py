"""How many residents will live with a condition, and what if people stay well longer or a programme works?"""

from __future__ import annotations

from functools import partial

from lbdp_core.health.model import Fitted
from lbdp_core.health.scenario import assumptions, beside, by_borough, decomposition, figures, programmes, tables, words
from lbdp_core.health.scenario.figures import GOALS
from lbdp_core.health.scenario.levers import OPENING, PRESETS, HealthLevers
from lbdp_core.health.scenario.world import World
from lbdp_core.places import LONDON
from lbdp_core.result import Later, Result

__all__ = ["GOALS", "LONDON", "OPENING", "PRESETS", "HealthLevers", "World", "run"]


def run(fitted: Fitted, levers: HealthLevers) -> Result:
    """Everything the page says about one condition at one horizon.

    places add up to the first headline. `extras`: `split` (people, older people, rates), `split_by_borough`,
    `same_age`, `conditions` (each by itself), `needs` (carers, places, admissions, cost), `doubts` (where the width
    comes from), `forecasts` (of others), `evidence` (what programmes were found to do, null results among it) and
    `assumptions` (the log).

    Raises:
        DataError: the data holds no such borough, condition or year.
    """
    world = World.of(fitted, levers)
    headlines = figures.headlines(world)
    split, needs = decomposition.table(world), figures.needs_table(world, headlines[0])
    again = partial(World.of, fitted, levers)  # a kept result should not keep a world's draws
    return Result(
        theme="health",
        levers=levers.as_dict(),
        answer=words.answer(world, headlines[0], split),
        headlines=headlines,
        places=tables.places(world),
        over_time=tables.over_time(world),
        shortlist=tables.shortlist(world),
        drivers=decomposition.drivers(split),
        caveats=words.caveats(world),
        extras=Later(
            {
                "split": lambda: split,
                "split_by_borough": lambda: decomposition.boroughs(again()),
                "same_age": lambda: by_borough.same_age(again()),
                "conditions": lambda: tables.conditions(again()),
                "needs": lambda: needs,
                "doubts": lambda: decomposition.doubts(again()),
                "forecasts": lambda: beside.forecasts(again()),
                "evidence": programmes.table,
                "assumptions": lambda: assumptions.log(again()),
            }
        ),
        totals=figures.totals(world),
    )
