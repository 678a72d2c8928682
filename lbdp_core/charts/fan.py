"""Fan: what was counted, what is expected with its range, and beside it the naive lines and the error of the past."""

from __future__ import annotations

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import LABEL, Picture, Spec, rows, spec, x

LEAST = 1_000  # figures below it keep a decimal
LINES = {  # column: dash and colour; the words are the theme's
    "observed": ([1, 0], palette.GREY),
    "scenario": ([1, 0], "#3b82b8"),
    "today": ([7, 3], "#c2571a"),
    "naive": ([2, 3], palette.GREY),
}


def fan(
    frame: pd.DataFrame,
    words: dict[str, str],
    unit: str,
    sure: int,
    title: str,
    alt: str,
    table: pd.DataFrame,
    note: str = "",
    size: int = LABEL,
) -> Picture:
    """Lines over years with two bands: all that is in doubt, and inside it what past projections were wrong by.

    frame: year, observed, scenario, today, naive, low, high, and past_low, past_high where held; blank where unknown.
    words: of the lines, in the order of the key; a line without words is left out.
    sure:  the last year up to which the middle may be read without its band; a rule marks it if the years go on.
    """
    drawn_lines = [name for name in LINES if name in words]
    kept = frame[["year", *drawn_lines, *(c for c in ("low", "high", "past_low", "past_high") if c in frame)]]
    held = rows(kept.round(1 if frame["high"].max() < LEAST else 0))
    data = [{name: value for name, value in line.items() if value is not None} for line in held]
    top = max(float(kept.drop(columns="year").max().max()), 1.0)
    time = x("year", None, axis={"format": "d", "grid": False, "tickMinStep": 1}, scale={"nice": False, "zero": False})
    scale = {"domain": [0, 1.05 * top], "nice": False}
    key = {
        "domain": [words[name] for name in drawn_lines],
        "range": [LINES[name][1] for name in drawn_lines],
    }
    dash = {"domain": key["domain"], "range": [LINES[name][0] for name in drawn_lines]}
    legend = {
        "orient": "top",
        "symbolType": "stroke",
        "symbolSize": 320,
        "labelLimit": 330,
        "columns": 2,
        "title": None,
    }
    layers: list[Spec] = [_band("low", "high", unit, scale, 0.2, "#3b82b8")]
    if "past_low" in kept:
        layers.append(_band("past_low", "past_high", unit, scale, 0.45, palette.GREY))
    tip = [{"field": "year", "title": "Year"}]
    tip += [{"field": name, "title": words[name], "format": ",.0f"} for name in drawn_lines]
    tip += [
        {"field": "low", "title": "80 %: from", "format": ",.0f"},
        {"field": "high", "title": "to", "format": ",.0f"},
    ]
    for name in drawn_lines:
        layers.append(
            {
                "transform": [{"filter": f"isValid(datum.{name})"}],
                "mark": {"type": "line", "strokeWidth": 3 if name == "scenario" else 2.2}
                | ({"point": {"size": 26, "color": palette.GREY}} if name == "observed" else {}),
                "encoding": {
                    "y": x(name, unit, scale=scale),
                    "color": {"datum": words[name], "type": "nominal", "scale": key, "legend": legend},
                    "strokeDash": {"datum": words[name], "type": "nominal", "scale": dash, "legend": legend},
                },
            }
        )
    if sure < int(frame["year"].max()):
        layers += _beyond(sure, size)
    made = spec(layers, 300, size, data={"values": data}, encoding={"x": time, "tooltip": tip})
    return Picture(title, alt, made, table, note)


def _band(low: str, high: str, unit: str, scale: Spec, opacity: float, colour: str) -> Spec:
    return {
        "transform": [{"filter": f"isValid(datum.{low})"}],
        "mark": {"type": "area", "opacity": opacity, "color": colour},
        "encoding": {"y": x(low, unit, scale=scale), "y2": {"field": high}},
    }


def _beyond(sure: int, size: int) -> list[Spec]:
    """Where the middle line stops being a figure that may be quoted alone."""
    at = {"data": {"values": [{"year": sure, "words": "ten years on: only with its range"}]}}
    rule = {"mark": {"type": "rule", "strokeDash": [5, 4], "color": palette.GREY}}
    text = {"mark": {"type": "text", "align": "left", "dx": 5, "y": "height", "dy": -10, "fontSize": size - 1}}
    return [at | rule, at | text | {"encoding": {"text": {"field": "words"}}}]
