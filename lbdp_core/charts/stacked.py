"""Stacked: parts of a sum as one bar a row, those below nought to the left."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import LABEL, Picture, Spec, rows, spec, x

ROW = 2.4  # heights of a word: a row has its name above its bar
BAR = 0.45  # of a row: its bar
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
    """One bar a row under its name, in the order given: row, kind, value, said. kinds: at most three, in key order.

    Names start at the left edge, so no line of the grid or at nought is drawn through them.
    """
    shade = {"domain": list(kinds), "range": list(SHADES[: len(kinds)])}
    tip = [{"field": name, "title": " "} for name in ("row", "kind", "said")]
    row = round(ROW * size)
    bare = x("value", None, stack="zero", axis=None)  # large words leave no room for an axis
    y = x("row", None, "nominal", sort=list(order), axis=None, scale={"paddingInner": 1 - BAR, "paddingOuter": 0.5})
    bar: Spec = {
        "mark": {"type": "bar"},
        "encoding": {
            "y": y,
            "x": x("value", axis, stack="zero", axis={"tickCount": 5, "grid": False}) if size == LABEL else bare,
            "color": x("kind", None, "nominal", scale=shade, legend={"orient": "top", "labelLimit": 300}),
            "order": {"field": "first", "type": "quantitative"},
            "tooltip": tip,
        },
    }
    name: Spec = {
        "transform": [{"aggregate": [{"op": "count", "as": "parts"}], "groupby": ["row"]}],
        "mark": {
            "type": "text",
            "align": "left",
            "baseline": "bottom",
            "dy": -round(BAR * row / 2) - 1,
            "fontSize": size,
            "limit": {"expr": "width"},
        },
        "encoding": {"y": y, "x": {"value": 0}, "text": {"field": "row"}},
    }
    drawn = frame.round(2).assign(first=frame["kind"].map(list(kinds).index))
    made = spec([bar, name], row * len(order) + 70, size, data={"values": rows(drawn)})
    return Picture(title, alt, made, table, note)
