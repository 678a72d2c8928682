"""Stacked: parts of a sum as one bar a row, those below nought to the left."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import LABEL, Picture, Spec, reference, rows, spec, x

ROW = 24  # px
SHADES = (palette.BLUE, palette.ORANGE, palette.SLATE)


def stacked(
    frame: pd.DataFrame,
    order: Sequence[str],
    kinds: Sequence[str],
    title: str,
    axis: str,
    alt: str,
    table: pd.DataFrame,
    note: str = "",
    size: int = LABEL,
) -> Picture:
    """One bar a row, in the order given: row, kind, value, said. kinds: at most three, in the order of the key."""
    shade = {"domain": list(kinds), "range": list(SHADES[: len(kinds)])}
    tip = [{"field": name, "title": " "} for name in ("row", "kind", "said")]
    bar: Spec = {
        "mark": {"type": "bar"},
        "encoding": {
            "y": x("row", None, "nominal", sort=list(order), axis={"labelLimit": 300, "ticks": False}),
            "x": x("value", axis, stack="zero", axis={"tickCount": 5}),
            "color": x("kind", None, "nominal", scale=shade, legend={"orient": "top", "labelLimit": 300}),
            "order": {"field": "kind", "type": "nominal", "sort": list(kinds)},
            "tooltip": tip,
        },
    }
    made = spec([bar, reference("x", 0)], ROW * len(order) + 70, size, data={"values": rows(frame.round(2))})
    return Picture(title, alt, made, table, note)
