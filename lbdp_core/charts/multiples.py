"""Multiples: the same small chart for every place, on one scale, laid out as a grid in one drawing."""

from __future__ import annotations

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import LABEL, Picture, Spec, rows, spec, x

ACROSS = 6
WIDE, HIGH = 0.86, 0.56  # of a cell that its chart takes
CELL = 96  # px high
UNDER = 0.1  # of a cell, from the band to the words of its end


def multiples(frame: pd.DataFrame, title: str, alt: str, table: pd.DataFrame, note: str = "") -> Picture:
    """Lines with bands: place, year, value, low, high, as ratios to the first year; places in the order to be read.

    All charts share one scale, so that a steeper line is a faster rise; the dashed line is the first year.
    """
    places = list(dict.fromkeys(frame["place"]))
    cell = {place: (n % ACROSS, n // ACROSS) for n, place in enumerate(places)}
    deep = -(-len(places) // ACROSS)
    first, last = float(frame["year"].min()), float(frame["year"].max())
    floor, top = min(1.0, float(frame["low"].min())), max(1.0, float(frame["high"].max()))

    def up(ratio: pd.Series) -> pd.Series:
        return ((ratio - floor) / (top - floor or 1.0) * HIGH).round(3)

    column, row = (frame["place"].map(lambda place, k=k: cell[place][k]) for k in (0, 1))
    at = column + WIDE * (frame["year"] - first) / (last - first or 1.0)
    base = deep - 1 - row
    drawn = pd.DataFrame({"p": frame["place"], "x": at.round(3)})
    for name in ("value", "low", "high"):
        drawn[name] = base + up(frame[name])
    ends = frame.groupby("place", sort=False).tail(1)
    names = pd.DataFrame({"p": places, "x": [cell[p][0] for p in places], "y": [deep - 1 - cell[p][1] for p in places]})
    one = float(up(pd.Series([1.0])).iloc[0])
    names = names.assign(top=names["y"] + HIGH + 0.2, one=names["y"] + one, right=names["x"] + WIDE)
    names["under"] = names["y"] + up(ends["low"]).to_numpy() - UNDER
    names["said"] = [f"{v:+.0f} %".replace("-", "−") if round(v) else "0 %" for v in 100 * (ends["value"] - 1)]
    across = x("x", None, axis=None, scale={"domain": [-0.02, ACROSS], "nice": False, "zero": False})
    tall = {"domain": [-0.22, deep + 0.02], "nice": False, "zero": False}

    def y(field: str) -> Spec:
        return x(field, None, axis=None, scale=tall)

    each = {"detail": {"field": "p"}}
    small = {"type": "text", "baseline": "middle", "fontSize": LABEL - 1}
    labels = {"data": {"values": rows(names)}}
    layers: list[Spec] = [
        {
            "mark": {"type": "area", "opacity": 0.25, "color": palette.BLUE},
            "encoding": {"x": across, "y": y("low"), "y2": {"field": "high"}} | each,
        },
        labels
        | {
            "mark": {"type": "rule", "strokeDash": [3, 3], "color": palette.GREY},
            "encoding": {"x": across, "x2": {"field": "right"}, "y": y("one")},
        },
        {
            "mark": {"type": "line", "strokeWidth": 2, "color": palette.BLUE},
            "encoding": {"x": across, "y": y("value")} | each,
        },
        labels | {"mark": small | {"align": "left"}, "encoding": {"x": across, "y": y("top"), "text": {"field": "p"}}},
        labels
        | {
            "mark": small | {"align": "right"},
            "encoding": {"x": across | {"field": "right"}, "y": y("under"), "text": {"field": "said"}},
        },
    ]
    made = spec(layers, CELL * deep, data={"values": rows(drawn)})
    return Picture(title, alt, made, table, note)
