"""Compare chart: every difference between two scenarios on one axis, as a share of the first, with its paired range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from lbdp_core import charts
from lbdp_core.charts import Picture
from lbdp_core.compare import Difference, Names
from lbdp_core.formatting import likely

LEAST = 2  # figures that make a picture
ROW, AROUND = 34, 110  # px: of a figure, whose name is long, and of axis and key
MOST = 200.0  # %: beyond it one bar would hide all others


def relative(differences: Sequence[Difference], names: Names) -> Picture | None:
    """A dot and its range a figure; None where fewer than two figures differ from one that is not nought.

    Differences of draws that two scenarios share: what both are unsure of alike is not in the ranges.
    """
    rows = []
    for d in differences:
        if not d.a or d.difference is None or d.low is None or d.high is None or not (d.low or d.high):
            continue
        value, low, high = (100 * v / abs(d.a) for v in (d.difference, d.low, d.high))
        if max(abs(low), abs(high)) <= MOST:
            rows.append((d.label, value, low, high, np.nan, f"{_percent(value)} {likely(*map(_percent, (low, high)))}"))
    if len(rows) < LEAST:
        return None
    frame = pd.DataFrame(rows, columns=["place", "value", "low", "high", "beside", "said"])
    ends = [f"{_percent(a)} to {_percent(b)}" for a, b in zip(frame["low"], frame["high"], strict=True)]
    table = pd.DataFrame(
        {"Figure": frame["place"], "Difference": frame["value"].map(_percent), "8 chances in 10": ends}
    )
    title = f"How far {names[1]} is from {names[0]}"
    alt = f"{title}, in % of each figure: {'; '.join(f'{r[0]} {r[5]}' for r in rows)}"
    note = "Dot: the difference. Bar: 8 chances in 10. A figure whose bar crosses nought may go either way."
    drawn = charts.standing(frame, f"Difference, % of {names[0]}", ("Difference", ""), title, alt, table, note, 0.0)
    return replace(drawn, spec=drawn.spec | {"height": ROW * len(rows) + AROUND})


def _percent(value: float) -> str:
    size = f"{abs(value):.0f}" if abs(value) >= 10 else f"{abs(value):.2g}" if abs(value) >= 0.01 else "under 0.01"
    return f"{'−' if value < 0 else '+' if value > 0 else ''}{size}%"
