"""Scores: dots, bars and ranges that set one method or group beside another."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import Picture, Spec, reference, rows, spec, x


def dots_by_row(
    frame: pd.DataFrame, order: Sequence[str], title: str, axis: str, alt: str, table: pd.DataFrame, note: str = ""
) -> Picture:
    """One row a method: small grey dots for single years, a large one for their mean; zero is the one to beat.

    frame: row, value, kind ("year" or "mean"), words.
    """
    y = x("row", None, "nominal", sort=list(order), axis={"labelLimit": 320, "grid": True})
    tip = [{"field": "row", "title": "Method"}, {"field": "words", "title": " "}]
    base = {"y": y, "x": x("value", axis), "tooltip": tip}
    years = {
        "transform": [{"filter": "datum.kind == 'year'"}],
        "mark": {"type": "circle", "size": 55, "color": palette.GREY, "opacity": 0.65},
        "encoding": base,
    }
    means = {
        "transform": [{"filter": "datum.kind == 'mean'"}],
        "mark": {"type": "point", "filled": True, "size": 170, "opacity": 1},
        "encoding": base,
    }
    chart = spec([reference("x", 0), years, means], 36 * len(order) + 50) | {"data": {"values": rows(frame)}}
    return Picture(title, alt, chart, table, note)


def ratio_by_group(
    frame: pd.DataFrame, title: str, axes: tuple[str, str], alt: str, table: pd.DataFrame, note: str = ""
) -> Picture:
    """Dots that should lie on one, with the range that chance alone allows: group, ratio, low, high, outside."""
    at = x("group", axes[0], "ordinal", sort=None, axis={"labelAngle": 0, "titlePadding": 8})
    values = [*frame["low"], *frame["high"], *frame["ratio"]]
    scale = {"domain": [min(values) - 0.03, max(values) + 0.03], "zero": False, "nice": False}
    band = {
        "mark": {
            "type": "rule",
            "strokeWidth": 12,
            "opacity": 0.3,
            "color": palette.GREY,
            "strokeCap": "round",
        },
        "encoding": {"x": at, "y": x("low", axes[1], scale=scale), "y2": {"field": "high"}},
    }
    dot = {
        "mark": {"type": "point", "filled": True, "size": 120, "opacity": 1},
        "encoding": {
            "x": at,
            "y": x("ratio", axes[1], scale=scale),
            "shape": {
                "field": "outside",
                "type": "nominal",
                "title": None,
                "scale": {"domain": ["within", "outside"], "range": ["circle", "triangle-up"]},
                "legend": {"orient": "top"},
            },
        },
    }
    chart = spec([reference("y", 1, scale=scale), band, dot], 260) | {"data": {"values": rows(frame)}}
    return Picture(title, alt, chart, table, note)


def bars(
    frame: pd.DataFrame, order: Sequence[str], title: str, axis: str, alt: str, table: pd.DataFrame, note: str = ""
) -> Picture:
    """Grouped bars: group, row, value (a share), words. The row named first carries the accent."""
    shades = [palette.BLUE, palette.GREY, palette.PALE, palette.SLATE, palette.PALEST][: len(order)]
    chart = {
        "mark": {"type": "bar"},
        "encoding": {
            "y": x("group", None, "nominal", sort=None),
            "yOffset": {"field": "row", "type": "nominal", "sort": list(order)},
            "x": x("value", axis, axis={"format": ".0%", "tickCount": 8, "titleAnchor": "end"}),
            "color": {
                "field": "row",
                "type": "nominal",
                "title": None,
                "scale": {"domain": list(order), "range": shades},
                "legend": {"orient": "top"},
            },
            "tooltip": [{"field": "row", "title": "Method"}, {"field": "words", "title": " "}],
        },
    }
    groups = frame["group"].nunique()
    height = max(26 * len(order) * groups, 78) + 60  # one bar alone is no thinner than three
    return Picture(title, alt, spec([chart], height) | {"data": {"values": rows(frame)}}, table, note)


def ranges(
    frame: pd.DataFrame,
    order: Sequence[str],
    title: str,
    axis: str,
    alt: str,
    table: pd.DataFrame,
    note: str = "",
    at: float | None = None,
) -> Picture:
    """One dot a row with its range: row, value, low, high, words. `at` draws a line to compare with.

    Where the frame has outer_low and outer_high, a thin line shows that wider range too.
    """
    y = x("row", None, "nominal", sort=list(order), axis={"labelLimit": 320, "grid": True})
    outer = [name for name in ("outer_low", "outer_high") if name in frame]
    seen = [*frame[["low", "high", "value", *outer]].to_numpy().ravel(), *([] if at is None else [at])]
    pad = 0.04 * (max(seen) - min(seen) or 1.0)
    scale = {"domain": [min(seen) - pad, max(seen) + pad], "zero": False, "nice": False}
    tip = [{"field": "row", "title": " "}, {"field": "words", "title": " "}]
    bar = {
        "mark": {"type": "rule", "strokeWidth": 9, "opacity": 0.35, "color": palette.GREY, "strokeCap": "round"},
        "encoding": {"y": y, "x": x("low", axis, scale=scale, axis={"tickCount": 8}), "x2": {"field": "high"}},
    }
    dot = {
        "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
        "encoding": {"y": y, "x": x("value", axis, scale=scale), "tooltip": tip},
    }
    layers: list[Spec] = [bar, dot]
    if outer:
        thin = {"mark": {"type": "rule", "strokeWidth": 1.5, "opacity": 0.8, "color": palette.GREY}}
        ends = {"x": x("outer_low", axis, scale=scale), "x2": {"field": "outer_high"}}
        layers.insert(0, thin | {"encoding": {"y": y} | ends})
    if at is not None:
        layers.insert(0, reference("x", at, scale=scale))
    drawn = spec(layers, 30 * len(order) + 80, data={"values": rows(frame.round(4))})
    return Picture(title, alt, drawn, table, note)
