"""Sensitivity: which lever moves this place most, each alone from end to end of its plausible range."""

from __future__ import annotations

import pandas as pd

from lbdp_core import charts
from lbdp_core.charts import Picture
from lbdp_core.formatting import signed, span
from lbdp_core.refugees.model import Fitted
from lbdp_core.refugees.views import scope
from lbdp_core.result import Result


def picture(model: Fitted, result: Result) -> Picture:
    """Bars of people in support at the quarter looked at, against today's course."""
    found = result.extras["moves"]
    least = found["low"] <= found["high"]
    bars = pd.DataFrame(
        {
            "what": found["words"],
            "low": found[["low", "high"]].min(axis=1),
            "high": found[["low", "high"]].max(axis=1),
            "low_at": found["from"].where(least, found["to"]),
            "high_at": found["to"].where(least, found["from"]),
        }
    )
    table = pd.DataFrame(
        {
            "Lever": bars["what"],
            "Fewest at": bars["low_at"],
            "People there": [signed(v) for v in bars["low"]],
            "Most at": bars["high_at"],
            "People at most": [signed(v) for v in bars["high"]],
        }
    )
    top = bars.iloc[0]
    alt = (
        f"What moves people in support in {scope.where(result)} most by {scope.when(model, result)}: "
        f"{top['what'].lower()}, {span(top['low'], top['high'], signed)}"
    )
    note = "Each lever alone, the others as today, over its plausible range; each lever says whether that is published."
    made = charts.tornado(
        bars, 0.0, None, f"more or fewer people in support, {scope.when(model, result)}", (alt, note), table
    )
    return Picture(f"What moves it most, {scope.where(result)}", made.alt, made.spec, made.table, made.note)
