"""Frontier: what each ask would bring against what it would risk; the few that matter are named, legible far away."""

from __future__ import annotations

import pandas as pd

from lbdp_core.charts.picture import LABEL, Picture, Spec, rows, spec, x

SHADES = {"grey": "#8a949e", "accent": "#3b82b8", "warm": "#c2571a", "dark": "#6b747d"}


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

    Asks with a `what` are large, carry their name and their interval; all others are small and grey.
    """
    named, rest = frame[frame["what"] != ""], frame[frame["what"] == ""]
    low, high = float(min(frame["low"].min(), 0.0)), float(max(frame["high"].max(), 0.0))
    pad = 0.12 * (high - low or 1.0)
    right = float(frame["x"].max()) or 1.0
    across = x("x", axes[0], scale={"domain": [-0.03 * right, 1.3 * right], "nice": False}, axis={"tickCount": 5})
    up = x("y", axes[1], scale={"domain": [low - pad, high + pad], "nice": False, "zero": False}, axis={"tickCount": 6})
    tip = [{"field": "words", "title": " "}]
    shade = {"field": "shade", "type": "nominal", "legend": None}
    scale = {"domain": list(SHADES), "range": list(SHADES.values())}
    colour = shade | {"scale": scale}
    layers: list[Spec] = [
        {
            "data": {"values": [{"zero": 0}]},
            "mark": {"type": "rule", "strokeDash": [5, 4], "color": SHADES["grey"]},
            "encoding": {"y": {"field": "zero", "type": "quantitative"}},
        },
        {
            "data": {"values": rows(rest.round(4))},
            "mark": {"type": "point", "filled": True, "size": 45, "opacity": 0.55, "color": SHADES["grey"]},
            "encoding": {"x": across, "y": up, "tooltip": tip},
        },
        {
            "data": {"values": rows(named.round(4))},
            "mark": {"type": "rule", "strokeWidth": 2.5, "opacity": 0.55},
            "encoding": {"x": across, "y": up | {"field": "low"}, "y2": {"field": "high"}, "color": colour},
        },
        {
            "data": {"values": rows(named.round(4))},
            "mark": {"type": "point", "filled": True, "size": 260, "opacity": 1},
            "encoding": {"x": across, "y": up, "color": colour, "tooltip": tip},
        },
        {
            "data": {"values": rows(named.round(4))},
            "mark": {"type": "text", "align": "left", "dx": 13, "dy": -9, "fontSize": size + 2, "fontWeight": 600},
            "encoding": {"x": across, "y": up, "text": {"field": "what"}},
        },
    ]
    return Picture(title, alt, spec(layers, height, size), table, note)
