"""Evaluate: the claimant rate from every earlier year, one and two years on, beside the rules it must beat."""

from __future__ import annotations

from typing import Any

import numpy as np

from lbdp_core import backtest, doubt
from lbdp_core.labour.load import Evidence
from lbdp_core.labour.model.forecasting import CALM, FIRST, forecast, rules
from lbdp_core.result import Scorecard

HORIZONS = (1, 2)
BASELINE = "last_value"


def evaluate(evidence: Evidence) -> Scorecard:
    """Mean absolute error over boroughs in percentage points, MASE, and how often 80% ranges held."""
    origins = [row for horizon in HORIZONS for row in _origins(evidence, horizon)]
    skill = float(np.mean([row["skill"] for row in origins]))
    more = {"pooled": [_pooled(origins, horizon, calm) for horizon in HORIZONS for calm in (False, True)],
            "openings": _openings(evidence)}  # fmt: skip
    what = "claimants as a share of residents aged 16 to 64, by borough"
    return Scorecard("labour", what, "mean absolute error", "percentage points", BASELINE, tuple(origins), skill, more)


def _origins(evidence: Evidence, horizon: int) -> list[dict[str, Any]]:
    rows = []
    for end in range(FIRST + 3, len(evidence.years) - horizon + 1):
        known = evidence.upto(evidence.years[end - 1])
        truth = evidence.rate[end - 1 + horizon]
        found = forecast(known.rate, horizon)
        guesses = {"model": found.middle, **rules(known.rate, known.england, horizon)}
        errors = {name: round(float(np.abs(guess - truth).mean()), 4) for name, guess in guesses.items()}
        held = float(((found.low <= truth) & (truth <= found.high)).mean())
        low, high = np.quantile(found.drawn @ evidence.people, doubt.ENDS)
        london = bool(low <= truth @ evidence.people <= high)
        change = float(np.log(truth / known.rate[-1]).mean())
        where = {"origin": str(known.years[-1]), "horizon": horizon, "target": str(known.years[-1] + horizon)}
        rows.append(
            backtest.entry(errors, BASELINE, round(held, 3), **where, upheaval=abs(change) > CALM, london=london)
        )
    return rows


def _pooled(origins: list[dict[str, Any]], horizon: int, calm: bool) -> dict[str, Any]:
    """Errors over all targets, or over those without an upheaval such as the pandemic; MASE is over the last value."""
    mine = [row for row in origins if row["horizon"] == horizon and not (calm and row["upheaval"])]
    pooled = backtest.pooled(mine, ("last_value", "england_change"))
    pooled["london_80"] = float(np.mean([row["london"] for row in mine]))
    mase = pooled["model"] / pooled["last_value"] if pooled["last_value"] else float("nan")
    return {"horizon": horizon, "without_upheaval": calm, "mase": round(mase, 4)} | {
        name: round(value, 4) if isinstance(value, float) else value for name, value in pooled.items()
    }


def _openings(evidence: Evidence) -> dict[str, float]:
    """How much of London's openings to the last year is replacement, from the published totals."""
    jobs = evidence.jobs
    mine = jobs[jobs["region"].eq("Greater London") & jobs["row"].eq("All occupations")].set_index("measure")[
        "thousands"
    ]
    return {"replacement": round(float(mine["replacement"]), 1), "openings": round(float(mine["requirement"]), 1),
            "share": round(float(mine["replacement"] / mine["requirement"]), 4)}  # fmt: skip
