"""Run chart: a series on its own axis with the limits of its own past, others beside it, and what is expected next."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lbdp_core import palette, plain_json
from lbdp_core.charts.picture import LABEL, Picture, Spec, reference, rows, spec, x

SHADES = (palette.ORANGE, palette.SLATE, palette.VIOLET, palette.GREY, palette.BLUE)
DASHES = ([1, 0], [7, 3], [2, 3], [9, 3, 2, 3], [1, 4])


def run_chart(
    frame: pd.DataFrame,
    order: Sequence[str],
    limits: tuple[float, float, float] | None,
    title: str,
    axis: str,
    alt: str,
    table: pd.DataFrame,
    note: str = "",
    size: int = LABEL,
) -> Picture:
    """Lines by year, a gap where a year has no value: period, kind, value, low, high (of what is expected).

    order: kinds, the one that stands out first. limits: mean, low and high of its own past, where there are enough
    years. Rows with a low and a high are expected, and stand as a dot in a bar.
    """
    ends = [*frame[["value", "low", "high"]].to_numpy(dtype=float).ravel(), *(limits or ())]
    known = [v for v in ends if v == v]
    pad = 0.05 * (max(known) - min(known) or 1.0)
    scale = {"domain": [max(0.0, min(known) - pad), max(known) + pad], "zero": False, "nice": False}
    periods = list(dict.fromkeys(frame["period"]))
    time = x("period", None, "ordinal", scale={"domain": periods}, axis={"labelAngle": 0, "labelOverlap": True})
    kinds = [kind for kind in order if kind in set(frame["kind"])]
    shade = {"domain": kinds, "range": list(SHADES[: len(kinds)])}
    dash = {"domain": kinds, "range": [list(d) for d in DASHES[: len(kinds)]]}
    legend = {"orient": "top", "symbolType": "stroke", "symbolSize": 300, "symbolOpacity": 1, "labelLimit": 260}
    colour = x("kind", None, "nominal", scale=shade, legend=legend)
    stroke = x("kind", None, "nominal", scale=dash, legend=legend)
    tip = [{"field": "kind", "title": " "}, {"field": "period", "title": "Year"}, {"field": "said", "title": " "}]
    value = x("value", axis, scale=scale)
    bar: Spec = {
        "transform": [{"filter": "isValid(datum.low)"}],
        "mark": {"type": "bar", "width": {"band": 0.4}, "opacity": 0.3},
        "encoding": {"y": x("low", axis, scale=scale), "y2": {"field": "high"}, "color": colour},
    }
    line: Spec = {
        "transform": [{"filter": "!isValid(datum.low)"}],
        "mark": {"type": "line", "strokeWidth": 2.5, "invalid": "break-paths-show-path-domains"},
        "encoding": {"y": value, "color": colour, "strokeDash": stroke},
    }
    dots: Spec = {
        "transform": [{"filter": "isValid(datum.value)"}],
        "mark": {"type": "point", "filled": True, "size": 40, "opacity": 1},
        "encoding": {"y": value, "color": colour, "tooltip": tip},
    }
    open_years = frame.loc[frame["kind"] == kinds[0], "value"].isna().any()
    words = {"type": "text", "angle": 270, "align": "right", "y": 0, "dx": -6, "fontSize": size - 1}
    gone: Spec = {  # a year without a figure is seen as one
        "transform": [{"filter": f"!isValid(datum.value) && datum.kind == {plain_json.text(kinds[0])}"}],
        "layer": [
            {"mark": {"type": "rule", "strokeWidth": 22, "opacity": 0.2, "color": palette.GREY}},
            {"mark": words, "encoding": {"text": {"datum": "no figure"}}},
        ],
    }
    rules = [reference("y", each, scale=scale) for each in limits or ()]
    for rule in rules:  # over the whole width, whatever the periods are
        rule["encoding"] |= {"x": {"value": 0}, "x2": {"value": "width"}}
    drawn = spec(
        [*([gone] if open_years else []), *rules, *([bar] if frame["low"].notna().any() else []), line, dots],
        280,
        size,
        data={"values": rows(frame)},
        encoding={"x": time},
    )
    return Picture(title, alt, drawn, table, note)
