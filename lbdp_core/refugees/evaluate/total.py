"""The total: people in support since December 2022, forecast from each quarter as it was known then."""

from __future__ import annotations

from typing import Any

import numpy as np

from lbdp_core import backtest, quarters
from lbdp_core.boroughs import NAMES
from lbdp_core.refugees.load import Evidence
from lbdp_core.refugees.model import Array, Fitted, fit
from lbdp_core.refugees.model import settings as s
from lbdp_core.refugees.scenario.draws import doubts
from lbdp_core.refugees.scenario.support import alone

HORIZONS = (1, 2, 4, 8)
BOROUGHS = len(NAMES)


def total(evidence: Evidence) -> list[dict[str, Any]]:
    """One entry an origin and horizon that is over; the model is what `fit` makes of the evidence cut at the origin.

    A quarter that is not known is neither an origin nor a target.
    """
    found = []
    for n, horizons in backtest.origins(evidence.total.known, HORIZONS):
        origin = evidence.total.quarters[n]
        known = evidence.upto(origin)
        fitted = fit(known)
        flows = alone(fitted)
        for horizon in horizons:
            truth = evidence.total.people[n + horizon, :BOROUGHS]
            found.append(entry(fitted, flows[horizon], known.total.people, truth, origin, horizon))
    return found


def entry(fitted: Fitted, flows: Array, seen: Array, truth: Array, origin: str, horizon: int) -> dict[str, Any]:
    """The errors of one forecast: boroughs, and London as a whole."""
    made = fitted.centre[horizon - 1, :BOROUGHS]
    rungs = {
        "last_value": backtest.last_value(seen, horizon)[:BOROUGHS],
        "drift": backtest.drift(seen, horizon)[:BOROUGHS],
        "flows_alone": flows[:BOROUGHS],
    }
    errors = {"model": backtest.wape(made, truth)} | {n: backtest.wape(rung, truth) for n, rung in rungs.items()}
    drawn = doubts(fitted).people[horizon - 1][:, :BOROUGHS]
    inside = backtest.inside_80(backtest.pit(drawn, truth, s.SEED + quarters.index(origin)))
    target = f"{quarters.words(quarters.label(quarters.index(origin) + horizon))}, {horizon} ahead"
    covered = float(inside.mean())
    return backtest.entry(errors, "last_value", covered, origin=origin, horizon=horizon, target=target) | {
        "london": {
            "truth": float(truth.sum()),
            "model": float(made.sum() / truth.sum() - 1),
            **{name: float(forecast.sum() / truth.sum() - 1) for name, forecast in rungs.items()},
        },
        "rule": fitted.rule,
        "people": float(truth.sum()),
        "absolute": float(np.abs(made - truth).sum()),
        "absolute_total_known": float(np.abs(made * truth.sum() / made.sum() - truth).sum()),
        "absolute_shares_known": float(np.abs(made.sum() - truth.sum())),
        "absolute_last_value": float(np.abs(rungs["last_value"] - truth).sum()),
        "absolute_drift": float(np.abs(rungs["drift"] - truth).sum()),
    }
