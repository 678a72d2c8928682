"""Frontier: what each ask would bring against what it would risk; the few that matter are named, legible far away."""

from __future__ import annotations

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import LABEL, Picture, Spec, reference, rows, spec, x

SHADES = {"grey": palette.GREY, "accent": palette.BLUE, "warm": palette.ORANGE, "dark": palette.SLATE}
LETTER = 0.56  # how wide a bold letter is, in sizes of the font


def frontier(
    frame: pd.DataFrame,
    axes: tuple[str, str],
    title: str,
    alt: str,
    table: pd.DataFrame,
    note: str = "",
    size: int = LABEL,
    height: int = 300,
) -> Picture:
    """A dot an ask: x, y, low, high, what ("" for one among many), shade, words.

    Asks with a `what` are large and have their interval and, above, their name; all others are small and grey.
    """
    named, rest = frame[frame["what"] != ""].sort_values("x", kind="stable"), frame[frame["what"] == ""]
    low, high = float(min(frame["low"].min(), 0.0)), float(max(frame["high"].max(), 0.0))
    tall = high - low or 1.0
    step = size + 9  # px: from one name to the next below it
    room = step * (len(named) + 0.6) / height
    right = float(frame["x"].max()) or 1.0
    across = x("x", axes[0], scale={"domain": [-0.04 * right, 1.06 * right], "nice": False}, axis={"tickCount": 5})
    ends = {"domain": [low - 0.06 * tall, high + tall * room / (1 - room)], "nice": False, "zero": False}
    up = x("y", axes[1], scale=ends, axis={"tickCount": 6})
    tip = [{"field": "words", "title": " "}]
    colour = {
        "field": "shade",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(SHADES), "range": list(SHADES.values())},
    }
    small = {"type": "point", "filled": True, "size": 45, "opacity": 0.55, "color": SHADES["grey"]}
    large = {"type": "point", "filled": True, "size": 260, "opacity": 1}
    span = {"x": across, "y": up | {"field": "low"}, "y2": {"field": "high"}, "color": colour}
    layers: list[Spec] = [
        reference("y", 0),
        {"data": {"values": rows(rest.round(4))}, "mark": small, "encoding": {"x": across, "y": up, "tooltip": tip}},
    ]
    for row, (_, one) in enumerate(named.iterrows()):
        held = {"data": {"values": rows(pd.DataFrame([one]).round(4))}}
        at = step * (row + 0.6)
        half = round(LETTER * (size + 1) * len(str(one["what"])) / 2)
        beside = f"clamp(scale('x', datum.x), {half}, max({half}, width - {half})) - scale('x', datum.x)"
        text = {"type": "text", "align": "center", "dx": {"expr": beside}, "y": at, "fontSize": size + 1}
        leader = {"type": "rule", "strokeWidth": 1, "strokeDash": [2, 3], "opacity": 0.7}
        layers += [
            held | {"mark": {"type": "rule", "strokeWidth": 2.5, "opacity": 0.55}, "encoding": span},
            held
            | {
                "mark": leader,
                "encoding": {"x": across, "y": up | {"field": "high"}, "y2": {"value": at}, "color": colour},
            },
            held | {"mark": large, "encoding": {"x": across, "y": up, "color": colour, "tooltip": tip}},
            held | {"mark": text | {"fontWeight": 600}, "encoding": {"x": across, "text": {"field": "what"}}},
        ]
    return Picture(title, alt, spec(layers, height, size), table, note)
