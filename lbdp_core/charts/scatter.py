"""Scatter: one dot a place, by two measures, in kinds that differ by shape as well as colour."""

from __future__ import annotations

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import Picture, rows, spec, x

SHAPES = ("circle", "triangle-up", "triangle-down")


def scatter(
    frame: pd.DataFrame,
    kinds: tuple[str, ...],
    title: str,
    axes: tuple[str, str],
    alt: str,
    table: pd.DataFrame,
    note: str = "",
) -> Picture:
    """Dots on two axes with the line on which both are equal: place, x, y, kind, words.

    kinds: the most usual first, which is drawn in grey; at most three.
    """
    least, most = min(frame["x"].min(), frame["y"].min()), max(frame["x"].max(), frame["y"].max())
    ends = (0.96 * least, 1.03 * most)
    scale = {"domain": list(ends), "zero": False, "nice": False}
    tip = [{"field": "place", "title": " "}, {"field": "words", "title": " "}]
    shade = [palette.GREY, palette.BLUE, palette.ORANGE][: len(kinds)]
    legend = {"orient": "top", "symbolOpacity": 1, "labelLimit": 320}
    dots = {
        "mark": {"type": "point", "filled": True, "size": 45, "opacity": 0.75},
        "encoding": {
            "x": x("x", axes[0], scale=scale),
            "y": x("y", axes[1], scale=scale),
            "color": x("kind", None, "nominal", scale={"domain": list(kinds), "range": shade}, legend=legend),
            "shape": x("kind", None, "nominal", scale={"domain": list(kinds), "range": list(SHAPES[: len(kinds)])}),
            "tooltip": tip,
        },
    }
    line = {
        "data": {"values": [{"x": v, "y": v} for v in ends]},
        "mark": {"type": "line", "strokeDash": [5, 4], "strokeWidth": 1, "color": palette.GREY},
        "encoding": {"x": x("x", axes[0], scale=scale), "y": x("y", axes[1], scale=scale)},
    }
    drawn = spec([line, dots], 340, data={"values": rows(frame.round(3))})
    return Picture(title, alt, drawn, table, note)
