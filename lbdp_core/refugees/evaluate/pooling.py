"""Pooling: errors of many origins at each horizon, weighted by people, and coverage with an interval by quarter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lbdp_core import backtest
from lbdp_core.refugees.model import settings as s

RULES = ("last_value", "drift")  # the first is the one to beat


def pooled(origins: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A row a horizon: absolute errors of all origins over all people, of the model, the last count and drift."""
    rows = []
    for horizon, mine in backtest.by(origins, "horizon").items():
        low, high = backtest.interval(mine, "coverage_80", s.SEED)
        row = {"horizon": horizon} | backtest.pooled(mine, RULES, "people")
        rows.append(row | {"coverage_low": low, "coverage_high": high})
    return rows
