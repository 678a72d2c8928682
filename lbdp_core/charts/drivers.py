"""Drivers: what pulls a rate up or down, everywhere and in one area."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import LABEL, Picture, rows, spec, x

ROOM = 0.2  # right of the longest bar, of its length: for the words at its end, on an old projector too


def waterfall(steps: pd.DataFrame, unit: str, title: str) -> Picture:
    """From one rate to another by factors: step, start, end, words, kind ("beside", "from", "up", "down" or "to").

    The axis begins at zero, and so do the bars of rates: twice the rate is twice the length.
    """
    order = list(steps["step"])
    colours = {
        "beside": f"{palette.GREY}66",
        "from": palette.GREY,
        "to": palette.GREY,
        "up": palette.ORANGE,
        "down": palette.BLUE,
    }
    colour = {
        "field": "kind",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(colours), "range": list(colours.values())},
    }
    y = x("step", None, "nominal", sort=order, axis={"labelLimit": 320})
    high = float(steps[["start", "end"]].to_numpy().max())
    scale = {"domain": [0, (1 + ROOM) * high], "nice": False}
    axis = {"tickCount": 8, "titleAnchor": "end"}  # in a narrow chart the title has room only to the left
    data = {"values": rows(steps.round(4).assign(right=steps[["start", "end"]].max(axis=1).round(4)))}
    bar = {
        "mark": {"type": "bar", "height": {"band": 0.62}},
        "encoding": {"y": y, "x": x("start", unit, scale=scale, axis=axis), "x2": {"field": "end"}, "color": colour},
    }
    text = {
        "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": LABEL},
        "encoding": {"y": y, "x": x("right", unit, scale=scale, axis=axis), "text": {"field": "words"}},
    }
    chart = spec([bar, text], 34 * len(steps) + 40) | {"data": data}
    ends = {kind: words for kind, words in zip(steps["kind"], steps["words"], strict=True) if kind in ("from", "to")}
    alt = f"{title}: from {ends['from']} to {ends['to']}"
    table = steps[["step", "words"]].rename(columns={"step": "What", "words": unit})
    return Picture(title, alt, chart, table, wide=True)


def beeswarm(points: pd.DataFrame, order: Sequence[str], title: str, table: pd.DataFrame, note: str = "") -> Picture:
    """Each dot an area: area (its name), driver, factor (rate ratio), lane (-1 to 1 in its row), level (0 to 1), words.

    words: the driver's value in the area, in its unit.
    """
    scale = {"type": "log", "nice": False}
    colour = {
        "field": "level",
        "type": "quantitative",
        "title": "Value in the area",
        "scale": {"range": [palette.BLUE, palette.PALER, palette.ORANGE], "interpolate": "rgb"},
        "legend": {"values": [0, 1], "labelExpr": "datum.value ? 'high' : 'low'", "gradientLength": 110},
    }
    dots = {
        "data": {"values": rows(points)},
        "mark": {"type": "circle", "size": 20, "opacity": 0.75},
        "encoding": {
            "y": x("driver", None, "nominal", sort=list(order), axis={"labelLimit": 320, "grid": False}),
            "yOffset": {"field": "lane", "type": "quantitative", "scale": {"domain": [-1, 1]}},
            "x": x("factor", "Times a typical area", scale=scale, axis={"format": ".2f"}),
            "color": colour,
            "tooltip": [
                {"field": "area", "title": "Area"},
                {"field": "driver", "title": "Driver"},
                {"field": "words", "title": "Value"},
                {"field": "factor", "title": "Times typical", "format": ".2f"},
            ],
        },
    }
    line = {"data": {"values": [{"one": 1}]}, "mark": {"type": "rule", "color": palette.GREY}}
    rule = line | {"encoding": {"x": {"field": "one", "type": "quantitative", "scale": scale}}}
    alt = f"{title}. The widest spread comes from {', '.join(list(order)[:3]).lower()}"
    # thousands of dots are painted, not built as elements: a screen reader has the words and the table
    painted = {"embedOptions": {"renderer": "canvas"}}
    return Picture(title, alt, spec([rule, dots], 34 * len(order) + 50, usermeta=painted), table, note)
