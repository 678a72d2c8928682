"""Rows of words over a line each: what a meeting reads, and where the figure lies between what is usual."""

from __future__ import annotations

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import LABEL, Picture, Spec, rows, spec, x

USUAL = 1.96  # standard deviations on either side
KINDS = ("Usual", "Unusual")


def five_rows(
    frame: pd.DataFrame, title: str, alt: str, table: pd.DataFrame, size: int = LABEL, note: str = ""
) -> Picture:
    """A row each: row (words), value (standard deviations from what is expected), kind ("Usual" or "Unusual"), said."""
    order = list(frame["row"])
    up = x("row", None, "nominal", sort=order, axis=None, scale={"paddingInner": 0, "paddingOuter": 0})
    ends = max(3.0, float(frame["value"].abs().max()))
    scale = {"domain": [-ends, ends], "nice": False}
    marks = [{"value": 0, "words": "as expected"}, {"value": -ends, "words": "low"}, {"value": ends, "words": "high"}]
    axis: Spec = {"values": [each["value"] for each in marks], "grid": False, "ticks": False, "domain": False}
    said = " : ".join(f"datum.value == {each['value']:g} ? '{each['words']}'" for each in marks[:1])
    axis["labelExpr"] = f"{said} : datum.value < 0 ? '{marks[1]['words']}' : '{marks[2]['words']}'"
    across = x("value", None, scale=scale, axis=axis)
    shade = {"domain": list(KINDS), "range": [palette.BLUE, palette.ORANGE]}
    below = size + 14
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "height": 10, "yOffset": below, "opacity": 0.35, "color": palette.GREY},
            "encoding": {
                "y": up,
                "x": {"datum": -USUAL, "type": "quantitative", "scale": scale},
                "x2": {"datum": USUAL},
            },
        },
        {
            "mark": {"type": "point", "filled": True, "size": 260, "opacity": 1, "shape": "diamond", "yOffset": below},
            "encoding": {
                "y": up,
                "x": across,
                "color": x("kind", None, "nominal", scale=shade, legend=None),
                "tooltip": [{"field": "said", "title": " "}],
            },
        },
        {
            "mark": {"type": "text", "align": "left", "x": 0, "fontSize": size, "baseline": "middle", "dy": 0},
            "encoding": {"y": up, "text": {"field": "row"}},
        },
    ]
    made = spec(layers, (2 * size + 32) * len(frame), size, data={"values": rows(frame)})
    return Picture(title, alt, made, table, note, wide=True)
