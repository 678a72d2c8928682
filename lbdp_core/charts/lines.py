"""Lines: several courses on one axis, each with a dash as well as a colour of its own, each with its range."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import Picture, Spec, rows, spec, x

SHADES = (palette.BLUE, palette.ORANGE, palette.SLATE, palette.VIOLET)
DASHES = ([1, 0], [7, 3], [2, 3], [9, 3, 2, 3])


def lines(
    frame: pd.DataFrame, order: Sequence[str], title: str, axis: str, alt: str, table: pd.DataFrame, note: str = ""
) -> Picture:
    """One line a kind over the periods, from nought: period, kind, value, and low and high where a range is known."""
    periods = list(dict.fromkeys(frame["period"]))
    time = x("period", None, "ordinal", sort=periods, axis={"labelAngle": 0, "labelOverlap": True})
    top = float(frame[["value", *(["high"] if "high" in frame else [])]].max().max())
    scale = {"domain": [0, 1.05 * top or 1.0], "nice": False}
    colour = {"domain": list(order), "range": list(SHADES[: len(order)])}
    dash = {"domain": list(order), "range": [list(d) for d in DASHES[: len(order)]]}
    legend = {"orient": "top", "symbolType": "stroke", "symbolSize": 300, "symbolOpacity": 1, "labelLimit": 260}
    kind = x("kind", None, "nominal", scale=colour, legend=legend)
    layers: list[Spec] = []
    if "high" in frame:
        band = {"type": "area", "opacity": 0.18}
        ends = {"y": x("low", axis, scale=scale), "y2": {"field": "high"}}
        layers.append({"mark": band, "encoding": ends | {"color": kind}})
    stroke = x("kind", None, "nominal", scale=dash)
    value = {"y": x("value", axis, scale=scale), "color": kind, "strokeDash": stroke}
    layers.append({"mark": {"type": "line", "strokeWidth": 2.5}, "encoding": value})
    dots = {"y": x("value", axis, scale=scale), "color": kind}
    layers.append({"mark": {"type": "point", "filled": True, "size": 35, "opacity": 1}, "encoding": dots})
    drawn = spec(layers, 260, data={"values": rows(frame.round(3))}, encoding={"x": time})
    return Picture(title, alt, drawn, table, note)
