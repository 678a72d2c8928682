"""What would reduce rough sleeping most, and how soon?"""

from __future__ import annotations

from functools import partial

from lbdp_core import move_on
from lbdp_core.flows import History
from lbdp_core.homelessness import cited
from lbdp_core.homelessness.model import Fitted
from lbdp_core.homelessness.scenario import (
    assumptions,
    evidence,
    figures,
    moves,
    published_series,
    statutory,
    street,
    tables,
    words,
)
from lbdp_core.homelessness.scenario.figures import GOALS, MONOTONE
from lbdp_core.homelessness.scenario.levers import OPENING, PRESETS, HomelessnessLevers
from lbdp_core.homelessness.scenario.world import World
from lbdp_core.places import LONDON
from lbdp_core.result import Later, Result

__all__ = ["GOALS", "LONDON", "MONOTONE", "OPENING", "PRESETS", "HomelessnessLevers", "World", "histories", "run"]


def histories(fitted: Fitted, levers: HomelessnessLevers) -> tuple[History, ...]:
    """The statutory chain (households) and the street chain (people), never to be added."""
    return statutory.history(fitted, levers), street.history(fitted, levers)


def run(fitted: Fitted, levers: HomelessnessLevers) -> Result:
    """Everything the page says at one horizon and focus.

    places add up to the first headline. `extras`: `street`, `duties` (what moved from where to where), `states` (people
    in each state), `funnels` and `seasons` (published figures), `evidence` and `context` (what levers were found to do,
    null results among it), `move_on` (the dated rules of asylum notice), `policies` (changes of law that break a
    series), `chain` (people seen by state and quarter), `annual` and `autumns` (published years and autumn nights) and
    `assumptions` (the log).

    Raises:
        DataError: the data holds no such borough.
    """
    world = World.of(fitted, levers)
    headlines = figures.headlines(world)
    again = partial(World.of, fitted, levers)  # a kept result should not keep a world's draws
    return Result(
        theme="homelessness",
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
                "street": lambda: moves.street(again()),
                "duties": lambda: moves.duties(again()),
                "states": lambda: moves.standing(again()),
                "funnels": lambda: published_series.funnels(again()),
                "seasons": lambda: published_series.seasons(again()),
                "evidence": evidence.table,
                "context": evidence.context,
                "move_on": move_on.table,
                "chain": lambda: tables.street_table(again()),
                "annual": cited.annual,
                "autumns": cited.autumns,
                "policies": cited.policies,
                "assumptions": lambda: assumptions.log(again()),
            }
        ),
        totals=figures.totals(world),
    )
