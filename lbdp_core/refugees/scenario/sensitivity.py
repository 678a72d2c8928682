"""Sensitivity: which lever moves a place's figure most, each alone from end to end of its plausible range."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.figure import over
from lbdp_core.model_cache import remembered
from lbdp_core.refugees.model import Array, Fitted
from lbdp_core.refugees.scenario.levers import HOTEL, RefugeesLevers
from lbdp_core.refugees.scenario.world import Course, World
from lbdp_core.tornado import one_at_a_time

PIPELINE = [
    name
    for name, spec in RefugeesLevers.specs().items()
    if spec.kind == "change" and spec.swing and spec.group != HOTEL and name not in ("school", "gp", "esol", "duties")
    and not name.endswith("_cost")
]  # fmt: skip


@remembered(2)
def ends(fitted: Fitted) -> dict[str, tuple[Array, Array]]:
    """By lever, people in support (9, p) at the low and the high end of its range, all others as today."""
    specs = RefugeesLevers.specs()

    def people(levers: RefugeesLevers) -> Array:
        return np.asarray(Course.of(fitted, levers).people.mean(axis=1))

    found = one_at_a_time(people, RefugeesLevers(), {name: specs[name].ends for name in PIPELINE})
    return {name: (low, high) for name, (low, high) in found.items()}


def table(world: World) -> pd.DataFrame:
    """lever, words, from, to (its range in words), low, high (change of people in support there), widest first."""
    specs, base = world.levers.specs(), over(world.today.people[world.step], world.here).mean()
    rows = []
    for name, found in ends(world.fitted).items():
        low, high = (float(each[world.step][world.here].sum() - base) for each in found)
        at = specs[name].swing or (0.0, 0.0)
        rows.append((name, specs[name].label, specs[name].words(at[0]), specs[name].words(at[1]), low, high))
    frame = pd.DataFrame(rows, columns=["lever", "words", "from", "to", "low", "high"])
    order = np.argsort(-(frame["high"] - frame["low"]).abs().to_numpy(), kind="stable")
    return frame.iloc[order].reset_index(drop=True)
