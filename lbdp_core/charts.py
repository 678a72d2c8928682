"""Charts: from frames to ready Vega-Lite dicts. They compute no figure that a manager would quote.

A ready dict costs a fifth of the time of a chart object, and the core needs no charting package. Colours that carry no
meaning come from the page's theme, so that one dict serves light and dark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from lbdp_core import palette

Spec = dict[str, Any]
LABEL = 13  # px: legible from the back row
HEIGHT = 300


@dataclass(frozen=True)
class Picture:
    """A chart with its words: what it shows, what to read from it, and the same figures as a table."""

    title: str
    alt: str
    spec: Spec
    table: pd.DataFrame
    note: str = ""


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A frame as chart data: missing values are null."""
    columns = [[None if v != v else v for v in frame[name].tolist()] for name in frame.columns]
    return [dict(zip(frame.columns, line, strict=True)) for line in zip(*columns, strict=True)]


def spec(layers: Sequence[Spec], height: int = HEIGHT, size: int = LABEL, **more: Any) -> Spec:
    """A chart of several layers with its words in `size` pixels, without a box around it."""
    axis = {"labelFontSize": size, "titleFontSize": size, "labelLimit": 260, "titleFontWeight": "normal"}
    return {
        "layer": list(layers),
        "height": height,
        "config": {
            "view": {"stroke": None},
            "axis": axis,
            "legend": {"labelFontSize": size, "symbolSize": 90},
        },
        **more,
    }


def inked(drawn: Spec, mode: palette.Mode) -> Spec:
    """The chart with its own words in the ink of the page; axes and legends take it from the theme by themselves."""
    return drawn | {"config": drawn["config"] | {"text": {"color": palette.INK[mode]}}}


def x(field: str, title: str | None, kind: str = "quantitative", **more: Any) -> Spec:
    """One encoding: a field, its title (None for none) and its type."""
    return {"field": field, "type": kind, "title": title, **more}


_YEARS = {"labelAngle": 0, "labelOverlap": True}


def over_time(frame: pd.DataFrame, unit: str, marks: Mapping[str, str], size: int = LABEL) -> Picture:
    """What was seen, what is expected with and without the change, and notes on single periods.

    frame: period, observed, today, scenario, low, high (80 % interval of the expected figure).
    marks: period -> words to write beside that year. size: of the words, in pixels.
    """
    lines = rows(frame[["period", "observed", "today", "scenario", "low", "high"]].round(1))
    # the notes bring data of their own: without a domain Vega would begin the axis with the years it meets first
    time = x("period", None, "ordinal", scale={"domain": [line["period"] for line in lines]}, axis=_YEARS)
    high = max(v for line in lines for v in (line["observed"], line["high"]) if v is not None)
    amount = x("observed", unit, scale={"domain": [0, high * 1.08], "nice": False})
    grey = {"color": palette.GREY}
    layers: list[Spec] = [
        {
            "mark": {"type": "line", "point": {**grey, "size": 40}, "strokeWidth": 2.5, **grey},
            "encoding": {"y": amount},
        },
        {
            "mark": {"type": "bar", "width": {"band": 0.5}, "opacity": 0.3},
            "encoding": {"y": x("low", unit), "y2": {"field": "high"}},
        },
        {
            "mark": {"type": "tick", "thickness": 2, "width": {"band": 0.5}, **grey},
            "encoding": {"y": x("today", unit)},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
            "encoding": {"y": x("scenario", unit)},
        },
        *_notes(lines, marks, amount, high, size),
    ]
    note = "Grey: what was seen, and the years ahead without the change. Coloured: with it, and its 80 % range."
    drawn = spec(layers, 260, size, data={"values": lines}, encoding={"x": time})
    return Picture(f"{unit.capitalize()} over time", _course(lines), drawn, frame, note)


def _notes(lines: list[dict[str, Any]], marks: Mapping[str, str], amount: Spec, high: float, size: int) -> list[Spec]:
    """A ring around a year that was seen, and words below it, or above where below would lie on the years."""
    noted = [
        {"period": line["period"], "observed": line["observed"], "words": marks[line["period"]]}
        for line in lines
        if line["period"] in marks and line["observed"] is not None
    ]
    if not noted:
        return []
    at = {"y": amount}
    below = all(line["observed"] > high / 3 for line in noted)
    text = {"type": "text", "dy": 2 * size if below else -2 * size, "fontSize": size, "align": "center"}
    ring = {"type": "point", "size": 160, "color": palette.GREY, "strokeWidth": 2}
    return [
        {"data": {"values": noted}, "mark": text, "encoding": at | {"text": {"field": "words"}}},
        {"data": {"values": noted}, "mark": ring, "encoding": at},
    ]


def _course(lines: list[dict[str, Any]]) -> str:
    """The course of the figures in words."""
    seen = [line for line in lines if line["observed"] is not None]
    ahead = [line for line in lines if line["scenario"] is not None]
    words = []
    if seen:
        first, last = seen[0], seen[-1]
        words.append(
            f"From {first['observed']:,.0f} in {first['period']} to {last['observed']:,.0f} in {last['period']}"
        )
    if ahead:
        end = ahead[-1]
        words.append(
            f"expected {end['period']}: {end['scenario']:,.0f}, 80 % range {end['low']:,.0f} to {end['high']:,.0f}"
        )
    return "; ".join(words)


def waterfall(steps: pd.DataFrame, unit: str, title: str) -> Picture:
    """From one rate to another by factors: step, start, end, words, kind ("beside", "from", "up", "down" or "to")."""
    order = list(steps["step"])
    colours = {
        "beside": "#8a949e66",
        "from": palette.GREY,
        "to": palette.GREY,
        "up": palette.SEQUENTIAL["light"][4],
        "down": "#4b8fc0",
    }
    colour = {
        "field": "kind",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(colours), "range": list(colours.values())},
    }
    y = x("step", None, "nominal", sort=order, axis={"labelLimit": 320})
    high = float(steps[["start", "end"]].to_numpy().max())
    low = float(steps[["start", "end"]].to_numpy().min())
    scale = {"domain": [low * 0.92, high * 1.08], "zero": False, "nice": False}
    data = {"values": rows(steps.round(4).assign(right=steps[["start", "end"]].max(axis=1).round(4)))}
    bar = {
        "mark": {"type": "bar", "height": {"band": 0.62}},
        "encoding": {"y": y, "x": x("start", unit, scale=scale), "x2": {"field": "end"}, "color": colour},
    }
    text = {
        "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": LABEL},
        "encoding": {"y": y, "x": x("right", unit, scale=scale), "text": {"field": "words"}},
    }
    chart = spec([bar, text], 34 * len(steps) + 40) | {"data": data}
    ends = {kind: words for kind, words in zip(steps["kind"], steps["words"], strict=True) if kind in ("from", "to")}
    alt = f"{title}: from {ends['from']} to {ends['to']}"
    table = steps[["step", "words"]].rename(columns={"step": "What", "words": unit})
    return Picture(title, alt, chart, table)


def beeswarm(points: pd.DataFrame, order: Sequence[str], title: str, table: pd.DataFrame, note: str = "") -> Picture:
    """Each dot an area: driver, factor (rate ratio), lane (-1 to 1 in its row), level (0 to 1), words (real units)."""
    scale = {"type": "log", "nice": False}
    colour = {
        "field": "level",
        "type": "quantitative",
        "title": "Value in the area",
        "scale": {"range": ["#4b8fc0", "#c9ced3", "#bf6415"], "interpolate": "rgb"},
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
    zero = {
        "data": {"values": [{"zero": 0}]},
        "mark": {"type": "rule", "strokeDash": [5, 4], "color": palette.GREY},
    }
    rule = zero | {"encoding": {"x": {"field": "zero", "type": "quantitative"}}}
    chart = spec([rule, years, means], 36 * len(order) + 50) | {"data": {"values": rows(frame)}}
    return Picture(title, alt, chart, table, note)


def ratio_by_group(
    frame: pd.DataFrame, title: str, axes: tuple[str, str], alt: str, table: pd.DataFrame, note: str = ""
) -> Picture:
    """Dots that should lie on one, with the range that chance alone allows: group, ratio, low, high, outside."""
    at = x("group", axes[0], "ordinal", axis={"labelAngle": 0, "titlePadding": 8})
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
    one = {
        "data": {"values": [{"one": 1}]},
        "mark": {"type": "rule", "strokeDash": [5, 4], "color": palette.GREY},
    }
    rule = one | {"encoding": {"y": {"field": "one", "type": "quantitative", "scale": scale}}}
    return Picture(title, alt, spec([rule, band, dot], 260) | {"data": {"values": rows(frame)}}, table, note)


def bars(
    frame: pd.DataFrame, order: Sequence[str], title: str, axis: str, alt: str, table: pd.DataFrame, note: str = ""
) -> Picture:
    """Grouped bars: group, row, value (a share), words. The row named first carries the accent."""
    shades = ["#3b82b8", "#8a949e", "#b9c0c7", "#6b747d", "#d5dade"][: len(order)]
    chart = {
        "mark": {"type": "bar"},
        "encoding": {
            "y": x("group", None, "nominal", sort=None),
            "yOffset": {"field": "row", "type": "nominal", "sort": list(order)},
            "x": x("value", axis, axis={"format": ".0%"}),
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
    height = 26 * len(order) * groups + 60
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
    """One dot a row with its range: row, value, low, high, words. `at` draws a line to compare with."""
    y = x("row", None, "nominal", sort=list(order), axis={"labelLimit": 260, "grid": True})
    seen = [*frame["low"], *frame["high"], *frame["value"], *([] if at is None else [at])]
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
    if at is not None:
        line = {"type": "rule", "strokeDash": [5, 4], "color": palette.GREY}
        where = {"x": {"field": "at", "type": "quantitative", "scale": scale}}
        layers.insert(0, {"data": {"values": [{"at": at}]}, "mark": line, "encoding": where})
    drawn = spec(layers, 30 * len(order) + 80, data={"values": rows(frame.round(4))})
    return Picture(title, alt, drawn, table, note)


def course(frame: pd.DataFrame, title: str, axis: str, alt: str, table: pd.DataFrame, note: str = "") -> Picture:
    """What was seen against what was expected, in order: period, observed, expected, low, high."""
    lines = rows(frame.round(1))
    time = x("period", None, "ordinal", sort=[line["period"] for line in lines], axis=_YEARS)
    seen = [v for line in lines for v in (line["observed"], line["low"], line["high"])]
    scale = {"domain": [0.9 * min(seen), 1.04 * max(seen)], "zero": False, "nice": False}
    grey = {"color": palette.GREY}
    layers: list[Spec] = [
        {
            "mark": {"type": "area", "opacity": 0.25, **grey},
            "encoding": {"y": x("low", axis, scale=scale), "y2": {"field": "high"}},
        },
        {"mark": {"type": "line", "strokeDash": [5, 4], **grey}, "encoding": {"y": x("expected", axis, scale=scale)}},
        {"mark": {"type": "line", "point": {"size": 50}}, "encoding": {"y": x("observed", axis, scale=scale)}},
    ]
    return Picture(title, alt, spec(layers, 230, data={"values": lines}, encoding={"x": time}), table, note)


def legend(colours: Sequence[str], words: Sequence[str], size: int = 12) -> Spec:
    """The key of a map: a strip of its colours with what each means, in words of `size` pixels."""
    values = [{"i": i, "words": w, "colour": c} for i, (c, w) in enumerate(zip(colours, words, strict=True))]
    at = {"field": "i", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.04}}
    box = {
        "mark": {"type": "rect", "cornerRadius": 2, "stroke": palette.GREY, "strokeWidth": 0.5},
        "encoding": {
            "x": at,
            "y": {"value": 0},
            "y2": {"value": 12},
            "color": {"field": "colour", "scale": None},
        },
    }
    text = {
        "mark": {"type": "text", "baseline": "top", "fontSize": size},
        "encoding": {"x": at, "y": {"value": 18}, "text": {"field": "words"}},
    }
    return spec([box, text], 22 + size, data={"values": values}, padding=0)
