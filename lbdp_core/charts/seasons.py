"""Seasons: the same four quarters year upon year, the last year in the accent."""

from __future__ import annotations

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import Picture, Spec, rows, spec, x

LEAST = 0.055  # of the height, between the names of two years
NAMES = ("Jan to Mar", "Apr to Jun", "Jul to Sep", "Oct to Dec")


def seasons(frame: pd.DataFrame, unit: str, title: str, alt: str, table: pd.DataFrame, note: str = "") -> Picture:
    """One line a year over the four quarters: year, season (0 is January to March), count."""
    last = int(frame["year"].max())
    held = frame.assign(
        quarter=[NAMES[s] for s in frame["season"]], year=frame["year"].astype(str), last=frame["year"] == last
    )
    scale: Spec = {"domain": [0.9 * float(frame["count"].min()), 1.04 * float(frame["count"].max())]}
    scale |= {"zero": False, "nice": False}
    across = x("quarter", None, "ordinal", sort=list(NAMES), axis={"labelAngle": 0, "grid": False})
    up = x("count", unit, scale=scale)
    tip = [{"field": "year", "title": "Year"}, {"field": "quarter", "title": "Quarter"}]
    tip += [{"field": "count", "title": unit, "format": ",.0f"}]
    colour = {"condition": {"test": "datum.last", "value": palette.BLUE}, "value": palette.GREY}
    line: Spec = {
        "mark": {"type": "line", "point": {"size": 40}},
        "encoding": {
            "x": across,
            "y": up,
            "detail": {"field": "year"},
            "color": colour,
            "opacity": {"condition": {"test": "datum.last", "value": 1}, "value": 0.55},
            "strokeWidth": {"condition": {"test": "datum.last", "value": 3.5}, "value": 1.5},
            "tooltip": tip,
        },
    }
    ends = _apart(held.sort_values(["year", "season"]).groupby("year").tail(1), scale["domain"])
    words: Spec = {
        "data": {"values": rows(ends[["year", "quarter", "at"]])},
        "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 12},
        "encoding": {"x": across, "y": up | {"field": "at"}, "text": {"field": "year"}},
    }
    made = spec([line, words], 280, data={"values": rows(held)})
    return Picture(title, alt, made, table, note)


def _apart(ends: pd.DataFrame, domain: list[float]) -> pd.DataFrame:
    """Where the names of years stand, `at`: by their line, and moved up where they would lie on one another."""
    gap = LEAST * (domain[1] - domain[0])
    placed: dict[str, float] = {}
    out = []
    for quarter, count in ends.sort_values("count")[["quarter", "count"]].itertuples(index=False, name=None):
        placed[quarter] = max(float(count), placed.get(quarter, -float("inf")) + gap)
        out.append(placed[quarter])
    return ends.sort_values("count").assign(at=out)
