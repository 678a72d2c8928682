"""Curves: how a rate goes with one driver, over many areas and in one."""

from __future__ import annotations

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import Picture, Spec, reference, rows, spec, x

RANGE = [palette.BLUE, palette.PALER, palette.ORANGE]


def dependence(
    dots: pd.DataFrame,
    line: pd.DataFrame,
    axes: tuple[str, str],
    ends: tuple[str, str],
    title: str,
    alt: str,
    table: pd.DataFrame,
    note: str = "",
) -> Picture:
    """Dots of areas (value, ratio, level from 0 to 1, words); the line of the driver alone (value, ratio, low, high).

    axes: words of the driver and of what colours the dots. ends: what level 0 and 1 mean.
    """
    at = x("value", axes[0], scale={"zero": False, "nice": False}, axis={"grid": False})
    y = x("ratio", "Times a typical area", scale={"type": "log", "nice": False}, axis={"format": ".2f"})
    colour = {
        "field": "level",
        "type": "quantitative",
        "title": axes[1],
        "scale": {"range": RANGE, "interpolate": "rgb", "domain": [0, 1]},
        "legend": {
            "values": [0, 1],
            "labelExpr": f"datum.value ? '{ends[1]}' : '{ends[0]}'",
            "orient": "top",
            "titleLimit": 400,
            "gradientLength": 260,
        },
    }
    layers: list[Spec] = [
        {
            "data": {"values": rows(line)},
            "mark": {"type": "area", "opacity": 0.3, "color": palette.GREY},
            "encoding": {"x": at, "y": y | {"field": "low"}, "y2": {"field": "high"}},
        },
        {
            "data": {"values": rows(dots)},
            "mark": {"type": "circle", "size": 34, "opacity": 0.8},
            "encoding": {
                "x": at,
                "y": y,
                "color": colour,
                "tooltip": [
                    {"field": "value", "title": axes[0]},
                    {"field": "ratio", "title": "Times typical", "format": ".2f"},
                    {"field": "words", "title": axes[1]},
                ],
            },
        },
        {
            "data": {"values": rows(line)},
            "mark": {"type": "line", "strokeWidth": 2.5, "color": palette.GREY},
            "encoding": {"x": at, "y": y},
        },
        reference("y", 1),
    ]
    painted = {"embedOptions": {"renderer": "canvas"}}
    return Picture(title, alt, spec(layers, 320, usermeta=painted), table, note)


def curve(
    line: pd.DataFrame,
    areas: pd.DataFrame,
    now: pd.DataFrame,
    axes: tuple[str, str],
    title: str,
    alt: str,
    table: pd.DataFrame,
    note: str = "",
) -> Picture:
    """One area's rate over a driver's range (value, rate, london, seen, run), and where it is.

    seen: "areas like this" or "no area like this"; run: pieces of one kind, numbered, each drawn as a line.
    areas: value, where London's areas stand, as ticks below. now: value, rate, words; the area as it is.
    """
    at = x("value", axes[0], scale={"zero": False, "nice": False}, axis={"grid": False})
    y = x("rate", axes[1], scale={"zero": False})
    style = {
        "field": "seen",
        "type": "nominal",
        "title": None,
        "scale": {"domain": ["areas like this", "no area like this"], "range": [[1, 0], [3, 4]]},
        "legend": {"orient": "top", "symbolType": "stroke", "symbolSize": 300},
    }
    layers: list[Spec] = [
        {
            "data": {"values": rows(line[["value", "london"]].drop_duplicates())},
            "mark": {"type": "line", "strokeWidth": 1.5, "color": palette.GREY},
            "encoding": {"x": at, "y": x("london", axes[1], scale={"zero": False})},
        },
        {
            "data": {"values": rows(line.drop(columns="london"))},
            "mark": {"type": "line", "strokeWidth": 3},
            "encoding": {"x": at, "y": y, "strokeDash": style, "detail": {"field": "run"}},
        },
        {
            "data": {"values": rows(areas)},
            "mark": {"type": "tick", "color": palette.GREY, "opacity": 0.6, "yOffset": -6, "height": 9, "thickness": 1},
            "encoding": {"x": at, "y": {"value": "height"}},
        },
        {
            "data": {"values": rows(now)},
            "mark": {"type": "point", "filled": True, "size": 150, "opacity": 1},
            "encoding": {"x": at, "y": y, "tooltip": [{"field": "words", "title": " "}]},
        },
        {
            "data": {"values": rows(now)},
            "mark": {"type": "text", "dy": -16, "fontSize": 13},
            "encoding": {"x": at, "y": y, "text": {"field": "words"}},
        },
    ]
    return Picture(title, alt, spec(layers, 300), table, note)
