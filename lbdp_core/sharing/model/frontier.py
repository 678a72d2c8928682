"""Frontier: what every subset of a dataset's fields would add, and the smallest that is as good as the best.

Subsets are compared on the unseen years but one, which stays untouched until the chosen ones are reported on it: the
last in the chart, and each in turn where all of them are judged, so that no year chooses what it judges (Stone 1974,
Cross-validatory choice and assessment, Journal of the Royal Statistical Society B 36). A subset is as good as the best
when it falls short by no more than one standard error of that very difference, by whole boroughs (the
one-standard-error rule: Breiman and others 1984, Classification and Regression Trees, with paired errors). Of those the
ones with the fewest fields are kept; which of them is asked for is a matter of risk, which the model knows nothing of.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbdp_core import lift
from lbdp_core.lift import Base
from lbdp_core.sharing.model.settings import DRAWS, LEVEL, SEED

Floats = NDArray[np.float64]
Index = NDArray[np.intp]


def subsets(fields: int) -> list[tuple[int, ...]]:
    """Every subset, smallest first.

    >>> subsets(2)
    [(), (0,), (1,), (0, 1)]
    """
    return [chosen for size in range(fields + 1) for chosen in combinations(range(fields), size)]


def frontier(base: Base, given: Floats, borough: Index) -> dict[str, Any]:
    """Every subset with its lift on the inner years and on the untouched one; the best, and the smallest as good.

    Returns:
        points: fields (positions), inner, inner_low, inner_high, skill, low, high (of the untouched year).
        best: position among the points. smallest: for each unseen year, positions of the subsets with the fewest fields
            among those that are as good on the other years, highest lift first; the last is that of the chart.
    """
    made = lift.columns(given, borough)
    there, cluster, last = made.there, borough[made.there], base.origins - 1
    inner = [o for o in range(base.origins) if o != last] or [0]
    every = [list(chosen) for chosen in subsets(given.shape[1])]
    whole = np.stack([lift.against(base, made, [o])[1][there] for o in range(base.origins)])
    gain = np.stack([_gain(base, given[:, chosen], borough, there) for chosen in every])  # (subsets, origins, areas)
    points: list[dict[str, Any]] = [
        {"fields": chosen}
        | _lift(one[inner].sum(axis=0), whole[inner].sum(axis=0), cluster, ("inner", "inner_low", "inner_high"))
        | _lift(one[last], whole[last], cluster, ("skill", "low", "high"))
        for chosen, one in zip(every, gain, strict=True)
    ]
    best = int(np.argmax([p["inner"] for p in points]))
    others = [[o for o in range(base.origins) if o != held] or [0] for held in range(base.origins)]
    return {"points": points, "best": best, "smallest": [_smallest(every, gain[:, years], cluster) for years in others]}


def _gain(base: Base, given: Floats, borough: Index, there: NDArray[np.bool_]) -> Floats:
    """Deviance saved (origins, areas covered) with these columns."""
    if not given.shape[1]:
        return np.zeros((base.origins, int(there.sum())))
    made = lift.columns(given, borough)
    return np.stack([lift.saved(base, made, [o])[0][there] for o in range(base.origins)])


def _lift(saved: Floats, whole: Floats, cluster: Index, names: tuple[str, str, str]) -> dict[str, float]:
    """The share of the deviance that is saved, and its interval by whole boroughs."""
    draws, _ = lift.resampled(saved, whole, cluster, DRAWS, SEED)
    return dict(zip(names, map(float, (saved.sum() / whole.sum(), *np.quantile(draws, LEVEL))), strict=True))


def _smallest(every: Sequence[Sequence[int]], gain: Floats, cluster: Index) -> list[int]:
    """Of subsets with a gain (subsets, years, areas), those with the fewest fields that are as good as the best."""
    saved = gain.sum(axis=1)
    held = np.unique(cluster)
    by_borough = np.stack([np.bincount(cluster, one)[held] for one in saved])
    lift_of = saved.sum(axis=1)
    short = by_borough[int(np.argmax(lift_of))] - by_borough
    error = np.sqrt(len(held)) * short.std(axis=1, ddof=1) if len(held) > 1 else np.zeros(len(short))
    return fewest(every, lift_of.tolist(), np.flatnonzero(short.sum(axis=1) <= error).tolist())


def fewest(every: Sequence[Sequence[int]], gain: Sequence[float], as_good: Sequence[int]) -> list[int]:
    """Those with the fewest fields, highest lift first.

    >>> fewest([[0], [1], [0, 1]], [1.0, 2.0, 3.0], [0, 1, 2])
    [1, 0]
    """
    few = min(len(every[n]) for n in as_good)
    return sorted((n for n in as_good if len(every[n]) == few), key=lambda n: -gain[n])
