"""Refitted: how far a driver's line moves when boroughs are left out and the driver model is fitted again.

The boroughs fall into eleven groups; the model is fitted eleven times, each time without one of them, and every area is
explained by each. Delete-a-group jackknife of the log ratio (Kott 2001, Journal of Official Statistics 17(4)). It holds
what another choice of boroughs would have changed, not what the data never measured.

Columns, long, one row a point of a driver's line, in the order of `interactions`:
    driver     the driver's column name.
    rank       the twentieth of areas by value, lowest first.
    ratio      rate ratio of the driver alone there, against a typical area. low, high: its 80% interval.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import explain
from lbdp_core.fire.features import ground
from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model import Fitted, driver_model, folds
from lbdp_core.fire.studies.interactions import DRIVERS, alone

Array = NDArray[np.float64]
Z80 = 1.2816


def refitted(evidence: Evidence, fitted: Fitted) -> pd.DataFrame:
    """The lines of the drivers that matter most, with their intervals over refits without a group of boroughs."""
    g, fold = ground(evidence), folds(fitted.borough)
    first = np.argsort(-explain.importance(fitted.contributions, fitted.households), kind="stable")[:DRIVERS]
    whole = _lines(fitted, fitted.trees, first)
    without = np.stack(
        [
            _lines(fitted, driver_model(g, evidence.fires, fold != k).trees.model_to_string(), first)
            for k in np.unique(fold)
        ]
    )
    sd = jackknife(without)
    table = pd.DataFrame(
        [(fitted.features[k], rank + 1) for k in first for rank in range(whole.shape[1])], columns=["driver", "rank"]
    )
    for name, shift in (("ratio", 0.0), ("low", -Z80), ("high", Z80)):
        table[name] = np.exp(whole + shift * sd).ravel().round(5)
    return table


def _lines(fitted: Fitted, trees: str, first: NDArray[np.intp]) -> Array:
    """(drivers, points) log ratios of what each driver does alone by these trees."""
    joint = explain.interactions(trees, fitted.values)
    return np.array([[np.log(point["ratio"]) for point in alone(fitted, joint, int(k))] for k in first])


def jackknife(without: Array) -> Array:
    """Standard error (...) from estimates (groups, ...), each made without one of the groups.

    Example:
        >>> jackknife(np.array([1.0, 2.0, 3.0])).round(4).item()  # sqrt(2/3 * 2)
        1.1547
    """
    groups = len(without)
    squares = ((without - without.mean(axis=0)) ** 2).sum(axis=0)
    return np.asarray(np.sqrt((groups - 1) / groups * squares))
