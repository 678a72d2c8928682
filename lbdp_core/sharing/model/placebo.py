"""Placebo: an ask against itself shuffled within boroughs, for every ask that a meeting may look at.

A whole dataset is held against its shuffles by `bench.trial`. What is asked for may be less: its first field, the
smallest ask that is as good, by ward, of some boroughs alone. Each is shuffled by itself, once, when the model is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core import lift
from lbdp_core.lift import Base
from lbdp_core.sharing.model.settings import FEWER, FEWEST, SEED, SHUFFLES

Floats = NDArray[np.float64]
Index = NDArray[np.intp]


@lru_cache(maxsize=4)
def lot(boroughs: int) -> Index:
    """The order in which boroughs join: drawn by lot once."""
    return np.random.default_rng(SEED).permutation(boroughs)


def joining(given: Floats, borough: Index, sharing: int) -> NDArray[np.bool_]:
    """(boroughs,) the first `sharing` by lot of those that have anything to give."""
    size = int(borough.max()) + 1
    has = np.bincount(borough, np.isfinite(given).any(axis=1), size) > 0
    return np.isin(np.arange(size), [b for b in lot(size) if has[b]][:sharing])


def asks(frontier: Mapping[str, Any]) -> list[tuple[int, ...]]:
    """The asks that a meeting may look at, as positions of fields: the first alone, the smallest as good, every one."""
    points = frontier["points"]
    smallest = [points[n]["fields"] for n in frontier["smallest"][-1]]
    return list(dict.fromkeys(tuple(a) for a in ([0], *smallest, points[-1]["fields"]) if a))


def placebos(base: Base, given: Floats, borough: Index, chosen: Iterable[Sequence[int]]) -> list[dict[str, Any]]:
    """How many shuffles did as well as each ask, for each number of boroughs from the fewest that conclude anything.

    Returns:
        a row an ask and number of boroughs: fields (positions), boroughs, p: (origins,) share of shuffles that did as
        well over the last unseen year, the last two, and so on to all.
    """
    found, origins = [], range(base.origins)
    deals = lift.deals(borough, SHUFFLES, SEED)
    for ask in chosen:
        mine = given[:, list(ask)]
        most = int(joining(mine, borough, len(borough)).sum())
        for sharing in range(FEWEST, most + 1):
            made = lift.columns(mine, borough, joining(mine, borough, sharing))
            times = SHUFFLES if sharing == most else FEWER
            dealt = lift.shuffled(base, made, deals[:times], origins)
            gain = np.array([lift.saved(base, made, [o])[0][made.there].sum() for o in origins])
            found.append({"fields": list(ask), "boroughs": sharing, "p": p_values(gain, dealt)})
    return found


def p_values(gain: Floats, dealt: Floats) -> list[float]:
    """Share of shuffles (times, origins) that did as well as a gain (origins,), over the last year, the last two ...

    >>> p_values(np.array([1.0, 3.0]), np.array([[5.0, 2.0], [0.0, 1.0], [0.0, 0.0]]))
    [0.25, 0.5]
    """
    mine, theirs = np.cumsum(gain[::-1]), np.cumsum(dealt[:, ::-1], axis=1)
    as_well = (theirs >= mine - 1e-9).sum(axis=0)
    return [float(v) for v in (1 + as_well) / (len(dealt) + 1)]
