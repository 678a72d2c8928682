"""Bridge: from one count to another by parts that add up, each with its range."""

from __future__ import annotations

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import LABEL, Picture, Spec, rows, spec, x

COLOURS = {"end": palette.GREY, "up": palette.SEQUENTIAL["light"][4], "down": "#4b8fc0"}
BREAK = 1.1  # how far below the lowest step the axis begins, in lengths of the way from lowest to highest


def bridge(
    steps: pd.DataFrame, unit: str, title: str, alt: str, table: pd.DataFrame, note: str = "", size: int = LABEL
) -> Picture:
    """A waterfall in rows: step, start, end, low, high (where the end may lie; blank for none), words, kind.

    kind: "end" for the first and the last row, "up" or "down" between them. The axis begins at nought, or below all
    steps where they would be too small to see; the note then says so.
    """
    order = list(steps["step"])
    inner = steps[steps["kind"] != "end"]
    least = float(steps[["end", "low"]].min().min())
    most = float(steps[["end", "high"]].max().max())
    reach = float(inner[["start", "end"]].max().max() - inner[["start", "end"]].min().min())
    floor = least - BREAK * max(reach, most - least)
    floor = 0.0 if floor < 0.25 * most else float(f"{floor:.1g}") if floor >= 1 else 0.0
    drawn = steps.assign(start=steps["start"].where(steps["kind"] != "end", floor))
    drawn = drawn.assign(right=drawn[["start", "end", "high"]].max(axis=1))
    span = most - floor
    scale = {"domain": [floor, most + 0.62 * span], "zero": False, "nice": False}
    ticks = {"tickCount": 5, "format": ",~r", "grid": False}
    y = x("step", None, "nominal", sort=order, axis={"labelLimit": 260, "grid": False})
    across = x("start", unit, scale=scale, axis=ticks)
    colour = x("kind", None, "nominal", legend=None, scale={"domain": list(COLOURS), "range": list(COLOURS.values())})
    bar = {
        "mark": {"type": "bar", "height": {"band": 0.6}},
        "encoding": {"y": y, "x": across, "x2": {"field": "end"}, "color": colour},
    }
    doubt = {
        "transform": [{"filter": "isValid(datum.low)"}],
        "mark": {"type": "rule", "strokeWidth": 2, "color": palette.GREY},
        "encoding": {"y": y, "x": across | {"field": "low"}, "x2": {"field": "high"}},
    }
    text = {
        "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": size},
        "encoding": {"y": y, "x": across | {"field": "right"}, "text": {"field": "words"}},
    }
    layers: list[Spec] = [bar, doubt, text]
    made = spec(layers, 36 * len(steps) + 46, size, data={"values": rows(drawn.round(2))})
    begins = f" The axis begins at {floor:,.0f}." if floor else ""
    return Picture(title, alt, made, table, f"{note}{begins}".strip())
