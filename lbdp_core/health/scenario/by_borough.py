"""By borough: all at the same ages, and in how many draws one has more than another.

What all boroughs share (the rates of today, their drift, health in later life) is the same in each draw, so it cancels
between them: two boroughs may differ surely although their own ranges overlap.
Goldstein and Healy (1995), The graphical presentation of a collection of means.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from lbdp_core.doubt import intervals
from lbdp_core.health.model import Array
from lbdp_core.health.scenario.world import World


def surely(draws: Array) -> Array:
    """Share of draws (b, b) in which the row's borough has more than the column's; ties count half.

    Args:
        draws: (draws, b).

    >>> surely(np.array([[1.0, 2.0], [1.0, 3.0], [1.0, 1.0], [5.0, 4.0]]))
    array([[0.5  , 0.375],
           [0.625, 0.5  ]])
    """
    rows, columns = draws[:, :, None], draws[:, None, :]
    return np.asarray((rows > columns).mean(axis=0) + (rows == columns).mean(axis=0) / 2)


def same_age(world: World) -> pd.DataFrame:
    """Boroughs as they are and as they would be with London's ages, per 1,000 residents at the horizon.

    Expected figures use one set of rates, so at the same ages all boroughs are alike; diagnosed ones differ there.
    low, high: the 80% interval of people, on the residents that are expected.
    local_factor: the local figure over the expected one, whether it is used or not. local_held: whether there is one;
    where there is none the factor is one.
    """
    people, rate = world.scenario.people(world.year), world.scenario.rate(world.year)
    london = people.sum(axis=0) / people.sum()
    here = world.here
    own = 1_000 * (people * rate).sum(axis=1) / people.sum(axis=1)
    even = 1_000 * rate @ london
    whole = 1_000 * float((people * rate).sum() / people.sum())
    frame = {"borough": world.column("borough"), "per_1000": own[here], "same_age_per_1000": even[here]}
    c = world.today.condition
    local = world.fitted.factor[:, c] if world.fitted.factor_source[c] else np.ones(len(own))
    low, high = intervals(1_000 * world.placed[1].sum(axis=0).astype(float) / people.sum(axis=1), own)
    ends = {"low": low[here], "high": high[here]}
    more = {
        "due_to_ages": (own - even)[here],
        "london_per_1000": whole,
        "local_factor": local[here],
        "local_held": local[here] != 1.0,  # exactly one: no row was found for the borough
    }
    return pd.DataFrame({**frame, **ends, **more})
