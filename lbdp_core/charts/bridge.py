"""Bridge: from one count to another by parts that add up, each with its range."""

from __future__ import annotations

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import LABEL, Picture, Spec, rows, spec, x

COLOURS = {"end": palette.GREY, "up": palette.ORANGE, "down": palette.BLUE}
THICK, LOWER = 15, 9  # px: of a bar, and how far it lies below the middle of its row, under its words
BREAK = 1.1  # how far below the lowest step the axis begins, in lengths of the way from lowest to highest


def bridge(
    steps: pd.DataFrame, unit: str, title: str, alt: str, table: pd.DataFrame, note: str = "", size: int = LABEL
) -> Picture:
    """A waterfall in rows: step, start, end, low, high (where the end may lie; blank for none), words, kind.

    kind: "end" for the first and the last row, "up" or "down" between them. The axis begins at nought, or below all
    steps where they would be too small to see; the note then says so. Large words have no room for an axis: it begins
    at nought, and each row says its figure.
    """
    large = size > LABEL
    order = list(steps["step"])
    inner = steps[steps["kind"] != "end"]
    least = float(steps[["end", "low"]].min().min())
    most = float(steps[["end", "high"]].max().max())
    reach = float(inner[["start", "end"]].max().max() - inner[["start", "end"]].min().min())
    floor = least - BREAK * max(reach, most - least)
    floor = 0.0 if large or floor < 0.25 * most else float(f"{floor:.1g}") if floor >= 1 else 0.0
    drawn = steps.assign(start=steps["start"].where(steps["kind"] != "end", floor))
    scale = {"domain": [floor, most + 0.02 * (most - floor)], "zero": False, "nice": False}
    ticks = {"tickCount": 5, "format": ",~r", "grid": False}
    y = x("step", None, "nominal", sort=order, axis=None)
    across = x("start", unit, scale=scale, axis=None if large else ticks)
    colour = x("kind", None, "nominal", legend=None, scale={"domain": list(COLOURS), "range": list(COLOURS.values())})
    bar = {
        "mark": {"type": "bar", "height": THICK, "yOffset": LOWER},
        "encoding": {"y": y, "x": across, "x2": {"field": "end"}, "color": colour},
    }
    doubt = {
        "transform": [{"filter": "isValid(datum.low)"}],
        "mark": {"type": "rule", "strokeWidth": 1.6, "yOffset": LOWER},
        "encoding": {"y": y, "x": across | {"field": "low"}, "x2": {"field": "high"}},
    }
    text = {"type": "text", "dy": -size + 1, "fontSize": size, "baseline": "middle"}
    name = {
        "mark": text | {"align": "left", "fontWeight": 600, "x": 0},
        "encoding": {"y": y, "text": {"field": "step"}},
    }
    words = {
        "mark": text | {"align": "right", "x": "width"},
        "encoding": {"y": y, "text": {"field": "words"}},
    }
    layers: list[Spec] = [bar, doubt, name, words]
    made = spec(layers, (2 * size + 20) * len(steps) + 46, size, data={"values": rows(drawn.round(2))})
    begins = f" The axis begins at {floor:,.0f}." if floor else ""
    return Picture(title, alt, made, table, f"{note}{begins}".strip())
