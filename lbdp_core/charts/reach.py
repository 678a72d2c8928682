"""Reach: what a figure does as one lever runs over its range, with its 80% range and what is asked of it."""

from __future__ import annotations

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import Picture, Spec, reference, rows, spec, x

HEIGHT = 240
ABOVE = {"titleAngle": 0, "titleAlign": "left", "titleX": 0, "titleY": -10}  # a long title would be cut beside it


def reach(points: pd.DataFrame, axes: tuple[str, str], wanted: float, at: float | None, table: pd.DataFrame) -> Picture:
    """A line through value, figure, low, high (rising values); `wanted` and, where it is reached, `at` are marked."""
    across = x("value", axes[0], axis={"tickCount": 8})
    band = {
        "mark": {"type": "area", "opacity": 0.22, "color": palette.GREY},
        "encoding": {"x": across, "y": x("low", axes[1], axis=ABOVE), "y2": {"field": "high"}},
    }
    tip = [
        {"field": "value", "title": axes[0], "format": ",.10~g"},
        {"field": "figure", "title": axes[1], "format": ",.3~g"},
    ]
    line = {
        "mark": {"type": "line", "point": {"size": 45}, "strokeWidth": 2.5},
        "encoding": {"x": across, "y": x("figure", axes[1], axis=ABOVE), "tooltip": tip},
    }
    layers: list[Spec] = [band, line, reference("y", wanted)]
    if at is not None:
        layers.append(reference("x", at))
    last = points.iloc[-1]
    reached = "not reached" if at is None else f"reached at {at:,.10g}"
    goes = "rises" if last["figure"] > points["figure"].iloc[0] else "goes"
    alt = f"{axes[1]} {goes} to {last['figure']:,.3g} at {last['value']:,.10g}; {wanted:,.10g} is {reached}"
    note = "Dots are runs of the model; the grey band is the 80% range. The dashed lines: what is asked for, and where."
    return Picture("", alt, spec(layers, HEIGHT, data={"values": rows(points.round(4))}), table, note)
