"""Courses: what was seen over the years, and what is expected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import LABEL, Picture, Spec, rows, spec, x

_YEARS = {"labelAngle": 0, "labelOverlap": True}


def over_time(frame: pd.DataFrame, unit: str, marks: Mapping[str, str], size: int = LABEL) -> Picture:
    """What was seen, what is expected with and without the change, and notes on single periods.

    frame: period, observed, today, scenario, low, high (80% interval of the expected figure).
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
    note = "Grey: what was seen, and the years ahead without the change. Coloured: with it, and its 80% range."
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
            f"expected {end['period']}: {end['scenario']:,.0f}, 80% range {end['low']:,.0f} to {end['high']:,.0f}"
        )
    return "; ".join(words)


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
