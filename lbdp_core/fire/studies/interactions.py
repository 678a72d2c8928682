"""Interactions: which drivers of the driver model work together, from SHAP interaction values of every area, once.

A contribution is what a driver does alone plus its halves of what it does together with each other driver
(`explain.interactions`). All means are weighted by households. "Low" and "high" are the lowest and highest fifth of
areas by value; a corner that fewer than 25 areas lie in is left blank.

Columns, long, one row a pair or a point of a line:
    kind       "pair": a driver and one of its three strongest partners. "alone": a point of the driver's own line.
    driver     the driver's column name. partner: the other's; blank for a line (read with keep_default_na=False).
    rank       1 is the strongest partner; for a line, the twentieth of areas by value, lowest first.
    strength   mean absolute log ratio that the pair makes together, beyond what each does alone; of a line, missing.
    value      of a line: the mean value of the driver in that twentieth, in published units.
    ratio      of a line: the rate ratio of the driver alone there, against a typical area.
    low_low, low_high, high_low, high_high   rate ratio of the pair together where the driver is (first word) and the
               partner is (second word), beyond what each does alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbdp_core import explain
from lbdp_core.fire.load import Evidence
from lbdp_core.fire.model import Fitted

Array = NDArray[np.float64]
DRIVERS, PARTNERS, POINTS, FEW = 12, 3, 20, 25
CORNERS = ("low_low", "low_high", "high_low", "high_high")


def interactions(evidence: Evidence, fitted: Fitted) -> pd.DataFrame:
    """The strongest partners of the twelve drivers that matter most, and what each driver does alone."""
    joint = explain.interactions(fitted.trees, fitted.values)
    order = np.argsort(-explain.importance(fitted.contributions, fitted.households), kind="stable")[:DRIVERS]
    found = [row for k in order for row in (*_partners(fitted, joint, int(k)), *alone(fitted, joint, int(k)))]
    columns = ["kind", "driver", "partner", "rank", "strength", "value", "ratio", *CORNERS]
    table = pd.DataFrame(found, columns=columns)
    return table.round(dict.fromkeys(("strength", "value", "ratio", *CORNERS), 5))


def _partners(fitted: Fitted, joint: Array, k: int) -> Iterator[dict[str, Any]]:
    strength = np.average(np.abs(2 * joint[:, k]), axis=0, weights=fitted.households)
    strength[k] = -1.0
    for rank, j in enumerate(np.argsort(-strength, kind="stable")[:PARTNERS], 1):
        one, other = fitted.values[:, k], fitted.values[:, j]
        ends = [(v <= np.quantile(v, 0.2), v >= np.quantile(v, 0.8)) for v in (one, other)]
        corners = [_mean_ratio(2 * joint[:, k, j], a & b, fitted.households) for a in ends[0] for b in ends[1]]
        pair = {"kind": "pair", "driver": fitted.features[k], "partner": fitted.features[j], "rank": rank}
        yield pair | {"strength": strength[j]} | dict(zip(CORNERS, corners, strict=True))


def _mean_ratio(pull: Array, where: NDArray[np.bool_], weight: Array) -> float:
    """A geometric mean, for ratios multiply."""
    return float(np.exp(np.average(pull[where], weights=weight[where]))) if where.sum() >= FEW else float("nan")


def alone(fitted: Fitted, joint: Array, k: int) -> Iterator[dict[str, Any]]:
    """The main effect by twentieths of areas, against its mean over London's homes."""
    weight, value, main = fitted.households, fitted.values[:, k], joint[:, k, k]
    usual = np.average(main, weights=weight)
    for rank, inside in enumerate(np.array_split(np.argsort(value, kind="stable"), POINTS), 1):
        at, pull = (float(np.average(v[inside], weights=weight[inside])) for v in (value, main - usual))
        line = {"kind": "alone", "driver": fitted.features[k], "partner": "", "rank": rank}
        yield line | {"value": at, "ratio": float(np.exp(pull))}
