"""Quarterly: what was counted quarter by quarter, and what is expected, with what past errors allow and the naive line."""

from __future__ import annotations

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.fan import LINES
from lbdp_core.charts.picture import LABEL, Picture, Spec, rows, spec, x

BANDS = (("low", "high", 0.2, "#3b82b8"), ("past_low", "past_high", 0.4, palette.GREY))


def quarterly(
    frame: pd.DataFrame,
    words: dict[str, str],
    unit: str,
    title: str,
    alt: str,
    table: pd.DataFrame,
    note: str = "",
    size: int = LABEL,
) -> Picture:
    """Lines over quarters with two bands.

    frame: period ("2024Q4"), observed, scenario, today, naive, low, high, and past_low, past_high where held; blank where
           unknown. The axis begins at nought.
    words: of the lines, in the order of the key; a line without words is left out.
    """
    named = [name for name in LINES if name in words]
    bands = [band for band in BANDS if band[0] in frame]
    columns = [*named, *(c for band in bands for c in band[:2])]
    at = frame["period"].str[:4] + "-" + (frame["period"].str[5].astype(int) * 3 - 1).map("{:02d}".format) + "-15"
    held = rows(frame[columns].round(0).assign(at=at, said=frame["period"].map(_said)))
    data = [{name: value for name, value in line.items() if value is not None} for line in held]
    scale = {"domain": [0, 1.05 * max(float(frame[columns].max().max()), 1.0)], "nice": False}
    layers: list[Spec] = [_band(low, high, unit, scale, shade, colour) for low, high, shade, colour in bands]
    layers += [_lines(words, named, unit, scale), _dots(unit, scale)]
    tip = [{"field": "said", "title": "Quarter"}]
    tip += [{"field": name, "title": words[name], "format": ",.0f"} for name in named]
    tip += [{"field": c, "title": f"80 %: {e}", "format": ",.0f"} for c, e in (("low", "from"), ("high", "to"))]
    time = x("at", None, "temporal", axis={"format": "%Y", "grid": False, "tickCount": "year", "labelAlign": "left"})
    made = spec(layers, 300, size, data={"values": data}, encoding={"x": time, "tooltip": tip})
    return Picture(title, alt, made, table, note)


def _said(period: str) -> str:
    """ "2024Q4" as "Oct to Dec 2024"."""
    return f"{('Jan to Mar', 'Apr to Jun', 'Jul to Sep', 'Oct to Dec')[int(period[5]) - 1]} {period[:4]}"


def _lines(words: dict[str, str], named: list[str], unit: str, scale: Spec) -> Spec:
    """One line a kind, told apart by dash as well as colour, with one key for both."""
    said = [words[name] for name in named]
    legend = {"orient": "top", "symbolType": "stroke", "symbolSize": 400, "labelLimit": 330, "columns": 2}
    return {
        "transform": [
            {"fold": named, "as": ["kind", "count"]},
            {"filter": "isValid(datum.count)"},
            {"calculate": f"{words!r}[datum.kind]", "as": "kind"},
        ],
        "mark": {"type": "line", "strokeWidth": 2.5},
        "encoding": {
            "y": x("count", unit, scale=scale),
            "color": x("kind", None, "nominal", scale={"domain": said, "range": [LINES[n][1] for n in named]}, legend=legend),
            "strokeDash": x(
                "kind", None, "nominal", scale={"domain": said, "range": [LINES[n][0] for n in named]}, legend=legend
            ),
        },
    }


def _dots(unit: str, scale: Spec) -> Spec:
    return {
        "transform": [{"filter": "isValid(datum.observed)"}],
        "mark": {"type": "point", "filled": True, "size": 22, "opacity": 1, "color": palette.GREY},
        "encoding": {"y": x("observed", unit, scale=scale)},
    }


def _band(low: str, high: str, unit: str, scale: Spec, opacity: float, colour: str) -> Spec:
    return {
        "transform": [{"filter": f"isValid(datum.{low})"}],
        "mark": {"type": "area", "opacity": opacity, "color": colour},
        "encoding": {"y": x(low, unit, scale=scale), "y2": {"field": high}},
    }
