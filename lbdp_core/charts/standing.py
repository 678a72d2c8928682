"""Standing: places side by side, each a dot with its interval; where intervals overlap, no order is claimed."""

from __future__ import annotations

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import LABEL, Picture, Spec, reference, rows, spec, x

ROW = 19  # px: thirty-three boroughs on one screen


def standing(
    frame: pd.DataFrame,
    axis: str,
    words: tuple[str, str],
    title: str,
    alt: str,
    table: pd.DataFrame,
    note: str = "",
    line: float | None = None,
) -> Picture:
    """One row a place, in the order given: place, value, low, high, beside, said.

    words: what the dot and what the ring (`beside`, blank for none) are. line: one value to compare with.
    """
    order = list(frame["place"])
    seen = frame[["value", "low", "high", "beside"]].to_numpy(dtype=float).ravel()
    ends = [v for v in (*seen, line) if v is not None and v == v]
    pad = 0.03 * (max(ends) - min(ends) or 1.0)
    scale = {"domain": [min(0.0, *ends), max(ends) + pad], "zero": False, "nice": False}
    y = x("place", None, "nominal", sort=order, axis={"labelLimit": 190, "grid": True, "labelFontSize": LABEL - 1})
    across = x("value", axis, scale=scale, axis={"tickCount": 6, "format": ",~r"})
    tip = [{"field": "place", "title": " "}, {"field": "said", "title": " "}]
    key = {"orient": "top", "title": None, "symbolOpacity": 1, "labelLimit": 320}
    kinds = list(words) if frame["beside"].notna().any() else [words[0]]
    shade = {"domain": kinds, "range": [palette.BLUE, palette.GREY][: len(kinds)]}
    layers: list[Spec] = [
        {
            "mark": {"type": "rule", "strokeWidth": 6, "opacity": 0.4, "color": palette.GREY, "strokeCap": "round"},
            "encoding": {"y": y, "x": across | {"field": "low"}, "x2": {"field": "high"}, "tooltip": tip},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
            "encoding": {
                "y": y,
                "x": across,
                "color": {"datum": words[0], "type": "nominal", "scale": shade, "legend": key},
                "tooltip": tip,
            },
        },
    ]
    if frame["beside"].notna().any():
        ring = {
            "transform": [{"filter": "isValid(datum.beside)"}],
            "mark": {"type": "point", "filled": False, "size": 55, "opacity": 1, "strokeWidth": 1.8},
            "encoding": {
                "y": y,
                "x": across | {"field": "beside"},
                "color": {"datum": words[1], "type": "nominal", "scale": shade, "legend": key},
                "tooltip": tip,
            },
        }
        layers.insert(1, ring)
    if line is not None:
        layers.insert(0, reference("x", line, scale=scale))
    made = spec(layers, ROW * len(frame) + 90, data={"values": rows(frame.round(2))})
    return Picture(title, alt, made, table, note)
