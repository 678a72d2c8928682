"""Pooling: errors of many origins at each horizon, and coverage with an interval clustered by quarter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from lbdp_core import backtest
from lbdp_core.refugees.model import settings as s


def pooled(origins: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A row a horizon: absolute errors of all origins over all people, of the model, the last count and drift."""
    rows = []
    for horizon in sorted({o["horizon"] for o in origins}):
        mine = [o for o in origins if o["horizon"] == horizon]
        people = sum(o["people"] for o in mine)
        covered = np.array([o["coverage_80"] for o in mine])
        low, high = backtest.clustered_interval(covered, np.array([o["origin"] for o in mine]), s.SEED)
        model, last = (sum(o[name] for o in mine) / people for name in ("absolute", "absolute_last_value"))
        rows.append(
            {
                "horizon": horizon,
                "origins": len(mine),
                "model": model,
                "last_value": last,
                "drift": sum(o["absolute_drift"] for o in mine) / people,
                "skill": backtest.skill(model, last),
                "coverage_80": float(covered.mean()),
                "coverage_low": low,
                "coverage_high": high,
            }
        )
    return rows
