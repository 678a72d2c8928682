"""Where the doubt comes from: the figure at the ends of each uncertain thing, everything else at its middle."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.doubt import intervals
from lbdp_core.health.model import Array, population_draws, rate_draws
from lbdp_core.health.scenario.world import World

PARTS = (
    "How many people there will be",
    "Rates today",
    "How rates drift",
    "How healthy later life is",
    "The programme",
)


def table(world: World) -> pd.DataFrame:
    """One row a source of doubt, widest first: what it is alone, and the 80 % range of the figure it makes."""
    course, year, here = world.scenario, world.year, world.here
    centre = course.centre[year][:, here]
    total = float(centre.sum())
    error, drift = rate_draws(world.fitted, course.condition)
    knots = (course.table[year][:, here] * (1 - course.taken[year] * course.cut.mean())[:, None, None]).sum(axis=(0, 1))
    cut = course.cut - course.cut.mean()
    alone: tuple[Array, ...] = (
        np.einsum("gdb,gb->d", population_draws(world.fitted)[year][:, :, here], centre.astype(np.float32)),
        error @ centre.sum(axis=1),
        drift[year] * total,
        course.weights[0] @ knots,
        total - cut * float((course.taken[year] * _before(world)).sum()),
    )
    low, high = intervals(np.stack(alone, axis=1).astype(float), np.full(len(alone), total))
    frame = pd.DataFrame({"doubt": PARTS, "low": low, "high": high, "centre": total})
    moves = frame[(frame["high"] - frame["low"]) > 1e-9 * max(total, 1.0)]
    order = np.argsort(-(moves["high"] - moves["low"]).to_numpy(), kind="stable")
    return moves.iloc[order].reset_index(drop=True)


def _before(world: World) -> Array:
    """People of each age group (groups,) in the focus before the programme acts."""
    course = world.scenario
    return np.asarray((course.table[world.year][:, world.here] @ course.weights[1]).sum(axis=1))
