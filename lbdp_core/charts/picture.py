"""Picture: a chart with its words, and the house's sizes and encodings that all charts share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import pandas as pd

from lbdp_core import palette, plain_json

Spec = dict[str, Any]
LABEL = 13  # px: legible from the back row
HEIGHT = 300
TITLE = 34  # characters of a line of an axis' title
HAS = {  # how a chart says that it has what a part of its settings is for
    "legend": r'"(color|fill|stroke|strokeDash|size|shape|opacity)": \{',
    "header": r'"(facet|row|column)": ',
    "text": r'"text"',
    "rule": r'"rule"',
}
NARROW = 600  # px of a chart on a phone, or beside the levers of an old projector
ROOM = 420  # px for a label of a large chart


@dataclass(frozen=True)
class Picture:
    """A chart with its words: what it shows, what to read from it, and the same figures as a table.

    wide: its words need more room than a phone has, so it scrolls there inside its own.
    """

    title: str
    alt: str
    spec: Spec
    table: pd.DataFrame
    note: str = ""
    wide: bool = False


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """A frame as chart data: missing values are null."""
    columns = [[None if v != v else v for v in frame[name].tolist()] for name in frame.columns]
    return [dict(zip(frame.columns, line, strict=True)) for line in zip(*columns, strict=True)]


def spec(layers: Sequence[Spec], height: int = HEIGHT, size: int = LABEL, **more: Any) -> Spec:
    """A chart of several layers with its words in `size` pixels, without a box around it."""
    axis = {"labelFontSize": size, "titleFontSize": size, "labelLimit": 290, "titleFontWeight": "normal"}
    axis["labelFlush"] = False  # every label at its own tick, the first and the last too
    return {
        "layer": list(layers),
        "height": height,
        "config": {
            "view": {"stroke": None},
            "axis": axis,
            "legend": {"labelFontSize": size, "symbolSize": 90, "columns": one_below(NARROW)},
        },
        **more,
    }


def one_below(width: int, columns: int = 0) -> Spec:
    """Columns of a key: one where the chart is narrower than `width` pixels (a phone), else so many, 0 for all."""
    return {"expr": f"width < {width} ? 1 : {columns}"}


def reference(axis: str, value: float, **more: Any) -> Spec:
    """A dashed line across the chart at a value of one axis ("x" or "y"): what the marks are read against."""
    return {
        "data": {"values": [{"at": value}]},
        "mark": {"type": "rule", "strokeDash": [5, 4], "color": palette.GREY},
        "encoding": {axis: {"field": "at", "type": "quantitative", **more}},
    }


def inked(drawn: Spec, mode: palette.Mode) -> Spec:
    """The chart with its words and plain rules in the ink of the page: the theme's grey is too pale for an axis.

    What the chart has none of is not told: a change of a lever sends every chart again.
    """
    ink, config = palette.INK[mode], drawn["config"]
    words = {"labelColor": ink, "titleColor": ink}
    parts = {name: config.get(name, {}) | words for name in ("axis", "legend", "header")}
    said = plain_json.text({name: part for name, part in drawn.items() if name not in ("config", "data", "usermeta")})
    whole = config | parts | {"text": {"color": ink}, "rule": {"color": ink}}
    return drawn | {"config": {name: part for name, part in whole.items() if re.search(HAS.get(name, ""), said)}}


def enlarged(drawn: Spec, size: int, height: int, columns: int = 1) -> Spec:
    """The chart for a projector: no word of it smaller than `size` pixels, `height` pixels high.

    columns: of the key, where it stands in columns.

    >>> enlarged({"layer": [{"mark": {"type": "text", "fontSize": 12}}], "config": {}}, 24, 400)["layer"][0]["mark"]
    {'type': 'text', 'fontSize': 24}
    """
    least = {"fontSize": size, "labelFontSize": size, "titleFontSize": size, "labelLimit": ROOM, "columns": columns}

    def larger(part: Any, name: str = "") -> Any:
        if isinstance(part, dict):
            return {key: value if key == "values" else larger(value, key) for key, value in part.items()}
        if isinstance(part, list):
            return [larger(one) for one in part]
        return max(part, least[name]) if name in least else part

    words = {"labelFontSize": size, "titleFontSize": size, "labelLimit": ROOM}
    config: Spec = drawn["config"]
    parts = {name: config.get(name, {}) | words for name in ("axis", "legend", "header")}
    sparse = {"axisQuantitative": {"labelOverlap": "greedy", "labelSeparation": size // 2}}
    sparse["axisDiscrete"] = {"labelOverlap": False}  # a row without its name says nothing
    made: Spec = larger(drawn | {"config": config | parts | sparse})
    return made | {"height": height} if "layer" in drawn else made


def x(field: str, title: str | None, kind: str = "quantitative", **more: Any) -> Spec:
    """One encoding: a field, its title (None for none) and its type."""
    lines = wrap(title or "", TITLE)
    return {"field": field, "type": kind, "title": lines if len(lines) > 1 else title, **more}
