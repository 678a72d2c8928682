"""What if there were more home fire safety visits, and where would they prevent most fires?"""

from __future__ import annotations

import pandas as pd

from lbdp_core import doubt
from lbdp_core.fire.model import Fitted
from lbdp_core.fire.scenario import effect, figures, tables, words
from lbdp_core.fire.scenario.backdrop import drivers
from lbdp_core.fire.scenario.figures import GOALS, World
from lbdp_core.fire.scenario.levers import AIMS, LONDON, OPENING, PRESETS, RULES, FireLevers
from lbdp_core.result import Result

__all__ = ["GOALS", "LONDON", "OPENING", "PRESETS", "FireLevers", "run"]


def run(fitted: Fitted, levers: FireLevers) -> Result:
    """Everything the page says about one year's extra visits, at the levers' focus.

    places add up to the first headline; `extras` are `less_than_pro_rata` (boroughs, least of their share
    first), `rules` (the same visits placed otherwise), `aims` (the same visits steered for fires and for harm)
    and `evidence` (the ladder).

    Raises:
        DataError: the model has no area in the borough asked for.
    """
    world = World.of(fitted, levers)
    here, visited = world.here, world.place(levers.rule, levers.floor)
    prevented, prevented_draws = world.prevented(visited.visits), world.prevented_draws(visited.visits)
    today_draws = figures.today_draws(fitted.of_rates, levers.borough)
    fires = figures.expected_fires(world, visited, today_draws, prevented_draws)
    aims = _aims(world)
    rate, money = figures.per_thousand(world, visited, prevented_draws)
    price = figures.price_of_equity(world, visited)
    total = float(prevented[here].sum())
    first_year, left = prevented / world.life, effect.weights(levers.years, levers.half_life)
    return Result(
        theme="fire",
        levers=levers.as_dict(),
        answer=words.answer(fitted, levers, fires, (total, *doubt.interval(prevented_draws, total))),
        headlines=(fires, rate, price, money),
        places=tables.places(world.scene, here, fitted.expected, fitted.expected - first_year, visited.visits),
        over_time=tables.over_time(fitted, levers, fires, today_draws, prevented_draws / world.life, left),
        shortlist=tables.shortlist(
            fitted,
            world.scene,
            here,
            visited,
            world.order(levers.rule, levers.aim),
            world.weight(levers.aim),
            prevented,
        ),
        drivers=drivers(fitted, levers.borough),
        caveats=words.caveats(fitted, levers, visited, here, fires, price, aims),
        extras={
            "less_than_pro_rata": tables.boroughs(fitted, world.scene, visited, prevented),
            "rules": _rules(world),
            "aims": aims,
            "evidence": effect.table(),
        },
        totals=figures.totals(world, visited, prevented_draws),
    )


def _rules(world: World) -> pd.DataFrame:
    """The same visits placed by each rule: what they prevent in the focus, all by the same expected fires."""
    found = [world.both(world.place(rule, world.levers.floor).visits) for rule in RULES]
    fires, weighted = zip(*found, strict=True)
    return pd.DataFrame({"rule": list(RULES.values()), "fires_prevented": fires, "harm_prevented": weighted})


def _aims(world: World) -> pd.DataFrame:
    """The same visits steered for fires and for harm: what each prevents in the focus."""
    found = [world.both(world.place(world.levers.rule, world.levers.floor, aim).visits) for aim in AIMS]
    fires, weighted = zip(*found, strict=True)
    return pd.DataFrame(
        {"aim": list(AIMS), "steered_for": list(AIMS.values()), "fires_prevented": fires, "harm_prevented": weighted}
    )
