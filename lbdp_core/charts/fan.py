"""Fan: what was counted, what is expected with its range, and beside it the naive lines and the error of the past."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import LABEL, NARROW, Picture, Spec, one_below, rows, spec, x

LEAST = 1_000  # figures below it keep a decimal
LINES = {  # column: dash and colour; the words are the theme's
    "observed": ([1, 0], palette.GREY),
    "before": ([1, 2], palette.GREY),
    "scenario": ([1, 0], palette.BLUE),
    "today": ([7, 3], palette.ORANGE),
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
    breaks: Sequence[tuple[float, str]] = (),
) -> Picture:
    """Lines over years with two bands: all that is in doubt, and inside it what past ones were wrong by.

    frame: year (whole, or with a fraction and then `period`, its name), observed, scenario, today, naive, low, high,
        and before (a series of another meaning), past_low, past_high where held; blank where unknown. segment, if
        held: a line goes on only within one.
    words: of the lines, in the order of the key; a line without words is left out.
    sure:  the last year up to which the middle may be read without its band; a rule marks it if the years go on.
    breaks: years at which a series changes its meaning, and a word for each: no line goes on there.
    """
    named = [name for name in LINES if name in words]
    bands = [c for c in ("low", "high", "past_low", "past_high") if c in frame]
    named_time = [name for name in ("period", "segment") if name in frame]
    figures = frame[[*named, *bands]].round(1 if frame["high"].max() < LEAST else 0)
    held = rows(frame[["year", *named_time]].join(figures))
    data = [{name: value for name, value in line.items() if value is not None} for line in held]
    years = [float(frame["year"].min()), float(frame["year"].max())]
    scale = {"domain": [0, round(1.05 * max(float(frame[[*named, *bands]].max().max()), 1.0), 2)], "nice": False}
    layers: list[Spec] = [_band("low", "high", unit, scale, 0.2, palette.BLUE)]
    if "past_low" in bands:
        layers.append(_band("past_low", "past_high", unit, scale, 0.45, palette.GREY))
    parted = [{"field": "segment", "type": "nominal"}] if "segment" in frame else []
    layers += [
        _lines(words, named, unit, scale, one_below(NARROW, 2) if size <= LABEL else 1, parted),
        _dots(unit, scale),
    ]
    if sure < years[1]:
        layers += _beyond(sure, size, late=2 * sure > sum(years))
    layers += [_broken(when, said, size, n) for n, (when, said) in enumerate(breaks)]
    tip = [{"field": "period", "title": "Quarter"}] if "period" in frame else [{"field": "year", "title": "Year"}]
    tip += [{"field": name, "title": words[name], "format": ",.0f"} for name in named]
    tip += [{"field": c, "title": f"80%: {e}", "format": ",.0f"} for c, e in (("low", "from"), ("high", "to"))]
    time = x(
        "year", None, axis={"format": "d", "grid": False, "tickMinStep": 1}, scale={"nice": False, "domain": years}
    )
    room = 22 * len(words) if size > LABEL else 0  # a key in one column, above the chart
    made = spec(layers, 300 + room, size, data={"values": data}, encoding={"x": time, "tooltip": tip})
    return Picture(title, alt, made, table, note)


def _lines(words: dict[str, str], named: list[str], unit: str, scale: Spec, columns: Any, parted: list[Spec]) -> Spec:
    """One line a kind, told apart by dash as well as colour, with one key for both."""
    said = [words[name] for name in named]
    legend = {"orient": "top", "symbolType": "stroke", "symbolSize": 400, "labelLimit": 330, "columns": columns}
    colour = {"domain": said, "range": [LINES[name][1] for name in named]}
    dash = {"domain": said, "range": [LINES[name][0] for name in named]}
    return {
        "transform": [
            {"fold": named, "as": ["kind", "people"]},
            {"filter": "isValid(datum.people)"},
            {"calculate": f"{words!r}[datum.kind]", "as": "kind"},
        ],
        "mark": {"type": "line", "strokeWidth": 2.5},
        "encoding": {
            "y": x("people", unit, scale=scale),
            "color": x("kind", None, "nominal", scale=colour, legend=legend),
            "strokeDash": x("kind", None, "nominal", scale=dash, legend=legend),
            "detail": parted,
        },
    }


def _dots(unit: str, scale: Spec) -> Spec:
    return {
        "transform": [{"filter": "isValid(datum.observed)"}],
        "mark": {"type": "point", "filled": True, "size": 30, "opacity": 1, "color": palette.GREY},
        "encoding": {"y": x("observed", unit, scale=scale)},
    }


def _band(low: str, high: str, unit: str, scale: Spec, opacity: float, colour: str) -> Spec:
    return {
        "transform": [{"filter": f"isValid(datum.{low})"}],
        "mark": {"type": "area", "opacity": opacity, "color": colour},
        "encoding": {"y": x(low, unit, scale=scale), "y2": {"field": high}},
    }


def _broken(when: float, said: str, size: int, n: int) -> Spec:
    """A rule where a series changes its meaning, and a word beside it, on the side of the past: the next one lower."""
    rule = {"mark": {"type": "rule", "strokeWidth": 1.5, "color": palette.GREY}}
    text = {
        "mark": {
            "type": "text",
            "y": "height" if n else 8,
            "dy": -8 - (size + 2) * (n - 1) if n else 0,
            "dx": -5,
            "align": "right",
            "fontSize": size - 1,
        },
        "encoding": {"text": {"field": "words"}},
    }
    return {"data": {"values": [{"year": when, "words": said}]}, "layer": [rule, text]}


def _beyond(sure: int, size: int, late: bool) -> list[Spec]:
    """Where the middle line stops being a figure that may be quoted alone; late in the chart, with words before it."""
    at = {"data": {"values": [{"year": sure, "words": "ten years on: only with its range"}]}}
    rule = {"mark": {"type": "rule", "strokeDash": [5, 4], "color": palette.GREY}}
    text = {"mark": {"type": "text", "y": "height", "dy": -10, "fontSize": size - 1}}
    text["mark"] |= {"align": "right", "dx": -5} if late else {"align": "left", "dx": 5}
    return [at | rule, at | text | {"encoding": {"text": {"field": "words"}}}]
