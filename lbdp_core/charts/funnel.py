"""Funnel: stages from top to bottom, a bar each, with its count beside it; two places stand side by side."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import LABEL, Picture, Spec, reference, rows, spec, x

BAR = 24  # px
SHADES = (palette.BLUE, palette.GREY)


def funnel(
    frame: pd.DataFrame, names: Sequence[str], title: str, axis: str, alt: str, table: pd.DataFrame, note: str = ""
) -> Picture:
    """One group of bars a stage, in the order given: stage, place, share (of the first stage), said (beside the bar).

    names: the places, the one in the accent first.
    """
    stages = list(dict.fromkeys(frame["stage"]))
    most = float(frame["share"].max())
    scale = {"domain": [0, 1.22 * most], "nice": False}  # room for the words at the longest bar
    up = x("stage", None, "nominal", sort=stages, axis={"labelLimit": 300, "labelFontSize": LABEL, "ticks": False})
    across = x("share", axis, scale=scale, axis={"format": ".0%", "values": [0, 0.25, 0.5, 0.75, 1]})
    beside = {"field": "place", "type": "nominal", "sort": list(names)}
    tip = [{"field": "place", "title": " "}, {"field": "stage", "title": " "}, {"field": "said", "title": " "}]
    shade = {"domain": list(names), "range": list(SHADES[: len(names)])}
    key = {"orient": "top", "title": None} if len(names) > 1 else None
    bar: Spec = {
        "mark": {"type": "bar", "cornerRadiusEnd": 2},
        "encoding": {
            "y": up,
            "yOffset": beside,
            "x": across,
            "color": x("place", None, "nominal", scale=shade, legend=key),
            "tooltip": tip,
        },
    }
    words: Spec = {
        "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": LABEL - 1, "baseline": "middle"},
        "encoding": {"y": up, "yOffset": beside, "x": across, "text": {"field": "said"}},
    }
    layers = [reference("x", 1.0, scale=scale), bar, words] if most > 1 else [bar, words]
    made = spec(layers, BAR * len(frame) + 12 * len(stages) + 70, data={"values": rows(frame)})
    return Picture(title, alt, made, table, note)
