"""Fair: inspections, and those in vain, by which residents live where; no record says who anybody is."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.hmo.model import Fitted
from lbdp_core.hmo.model.ranking import CHECKLIST
from lbdp_core.hmo.scenario.levers import METHODS, HmoLevers
from lbdp_core.hmo.scenario.world import World
from lbdp_core.result import Result
from lbdp_core.scene import Picks, Scene, Shown

THIRDS = ("fewest white residents", "middle", "most white residents")


def show(model: Fitted, result: Result, picks: Picks) -> Shown:
    """Inspections and those in vain for 1,000 homes, by thirds of areas, beside the officers' rules."""
    levers = HmoLevers(**result.levers)
    mine = World.of(model, levers.usual())
    third = np.searchsorted(np.quantile(model.white, [1 / 3, 2 / 3]), model.white)[model.area_at]
    rows = []
    worlds = {METHODS[levers.method]: mine} | (
        {} if levers.method == CHECKLIST else {"Officers' rules": mine.beside(CHECKLIST)}
    )
    for words, world in worlds.items():
        for k, name in enumerate(THIRDS):
            homes, at = (third == k).sum(), world.visited[third[world.visited] == k]
            found = float(world.got.chance[at].sum())
            hmos = float(world.got.chance[third == k].sum())
            rows.append((words, name, *(f"{1_000 * v / homes:.1f}" for v in (hmos, len(at), len(at) - found))))
    names = ["Homes are chosen by", "A third of areas", "HMOs", "Inspections", "In vain"]
    said = (
        "Figures are for 1,000 private rented homes. In vain: the home is not an unlicensed HMO.",
        "No record of nationality, language or any surname is read. Where people live can still hint at who they are, "
        "so look at this table before each round. The Equality Act 2010 (section 149, the public sector duty) asks "
        "for it.",
    )
    return Shown(said, sheets=(("", pd.DataFrame(rows, columns=names)),))


FAIR = Scene("Who is visited in vain?", show, part="Fair")
