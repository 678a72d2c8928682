"""Frontier: what every subset of a dataset's fields would add, and the smallest that is as good as the best.

Subsets are compared on the unseen years but the last, which stays untouched until the chosen ones are reported on it.
A subset is as good as the best when it falls short by no more than one standard error of that very difference, by whole
boroughs (the one-standard-error rule: Breiman and others 1984, Classification and Regression Trees, with paired
errors). Of those the ones with the fewest fields are kept; which of them is asked for is a matter of risk, which the
model knows nothing of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
        best: position among the points. smallest: positions of the subsets with the fewest fields among those that are
            as good, highest lift first.
    """
    inner, last = list(range(base.origins - 1)) or [0], base.origins - 1
    made = lift.columns(given, borough)
    there, cluster = made.there, borough[made.there]
    whole = [lift.against(base, made, years)[1][there] for years in (inner, [last])]
    points, per = [], []
    for chosen in subsets(given.shape[1]):
        gain = [np.zeros(len(cluster))] * 2
        if chosen:
            some = lift.columns(given[:, list(chosen)], borough)
            gain = [lift.saved(base, some, years)[0][there] for years in (inner, [last])]
        point: dict[str, Any] = {"fields": list(chosen)}
        for saved, total, name in zip(gain, whole, ("inner", "skill"), strict=True):
            draws, by_cluster = lift.resampled(saved, total, cluster, DRAWS, SEED)
            low, high = np.quantile(draws, LEVEL)
            ends = ("inner_low", "inner_high") if name == "inner" else ("low", "high")
            point |= {name: float(saved.sum() / total.sum()), ends[0]: float(low), ends[1]: float(high)}
            if name == "inner":
                per.append(by_cluster)
        points.append(point)
    best = int(np.argmax([p["inner"] for p in points]))
    short = [per[best] - one for one in per]
    error = [float(np.sqrt(len(d)) * d.std(ddof=1)) if len(d) > 1 else 0.0 for d in short]
    as_good = [n for n, d in enumerate(short) if d.sum() <= error[n]]
    return {"points": points, "best": best, "smallest": fewest(points, as_good)}


def fewest(points: Sequence[Mapping[str, Any]], as_good: Sequence[int]) -> list[int]:
    """Those with the fewest fields, highest lift first.

    >>> fewest([{"fields": [0], "inner": 1}, {"fields": [1], "inner": 2}, {"fields": [0, 1], "inner": 3}], [0, 1, 2])
    [1, 0]
    """
    few = min(len(points[n]["fields"]) for n in as_good)
    return sorted((n for n in as_good if len(points[n]["fields"]) == few), key=lambda n: -points[n]["inner"])
