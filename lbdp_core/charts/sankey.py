"""Sankey: stages side by side, and between them bands as wide as the people who went that way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import LABEL, Picture, Spec, rows, spec, x
from lbdp_core.formatting import number

GAP = 0.06  # between stages of a column, as a part of the height
THICK = 0.012  # of a stage, as a part of the width
FINE = 3  # decimals of a place: a third of a pixel
BENDS = (0.0, 0.2, 0.5, 0.8, 1.0)  # few: each is sent for every band, at every change of a lever
NARROW = 680  # px: below it names are smaller, so that those of neighbouring columns do not meet
TALL = 360  # px
COLOURS = {"in": palette.BLUE, "on": palette.GREY, "out": palette.ORANGE, "rest": palette.LILAC}


def sankey(
    links: pd.DataFrame,
    columns: Sequence[Sequence[str]],
    full: float,
    title: str,
    alt: str,
    table: pd.DataFrame,
    note: str = "",
    size: int = LABEL,
    height: int = TALL,
    tops: Sequence[float] = (),
) -> Picture:
    """One band a link: source, target, people, kind ("in", "on", "out", "rest"), words (for a reader who points at it).

    columns: the stages from left to right, each column from top to bottom; a stage without people is left out.
    full: the people that fill the height; kept the same while levers move, it lets the widths be compared.
    tops: where each column begins, as a part of the height; at the top where not given.
    """
    at = _places(links, columns, full, tops or [0.0] * len(columns))
    used: dict[tuple[str, str], float] = {}
    bands, said = [], []
    for n, link in enumerate(_ordered(links, columns)):
        source, target, wide = str(link["source"]), str(link["target"]), float(link["people"]) / full
        top, bottom = (at[name][1] + used.get((name, side), 0.0) for name, side in ((source, "out"), (target, "in")))
        used[source, "out"] = used.get((source, "out"), 0.0) + wide
        used[target, "in"] = used.get((target, "in"), 0.0) + wide
        left, right = at[source][0] + THICK, at[target][0]
        for t in BENDS:
            y = top + (bottom - top) * t * t * (3 - 2 * t)
            bands.append((n, left + (right - left) * t, y, y + wide))
        said.append((n, link["kind"], link["words"]))
    frame = pd.DataFrame(bands, columns=["n", "x", "y", "y2"]).round(FINE)
    words = pd.DataFrame(said, columns=["n", "kind", "words"])
    return Picture(title, alt, _drawn(frame, words, _stages(at, links, columns), size, height), table, note, wide=True)


def _sums(links: pd.DataFrame) -> dict[str, float]:
    """People who pass a stage: the larger of those who came and those who went."""
    came, went = (links.groupby(side)["people"].sum() for side in ("target", "source"))
    names = set(came.index) | set(went.index)
    return {str(name): max(float(came.get(name, 0.0)), float(went.get(name, 0.0))) for name in names}


def _places(
    links: pd.DataFrame, columns: Sequence[Sequence[str]], full: float, tops: Sequence[float]
) -> dict[str, tuple[float, float, float]]:
    """Left edge, top and height of every stage, as parts of the picture."""
    sums = _sums(links)
    out = {}
    for n, column in enumerate(columns):
        top = tops[n]
        for name in column:
            if sums.get(name, 0.0) > 0:
                out[name] = (n * (1 - THICK) / (len(columns) - 1), top, sums[name] / full)
                top += sums[name] / full + GAP
    return out


def _ordered(links: pd.DataFrame, columns: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    """Links from top to bottom at both ends, so that bands cross as little as they can."""
    rank = {name: n for n, name in enumerate(name for column in columns for name in column)}
    kept = links[links["people"] > 0]
    found = [{str(name): value for name, value in line.items()} for line in kept.to_dict("records")]
    return sorted(found, key=lambda link: (rank[link["source"]], rank[link["target"]]))


def _stages(
    at: dict[str, tuple[float, float, float]], links: pd.DataFrame, columns: Sequence[Sequence[str]]
) -> pd.DataFrame:
    sums, late = _sums(links), {name for column in columns[len(columns) // 2 + 1 :] for name in column}
    lines = [
        (left, left + THICK, top, top + max(tall, 0.004), top + tall / 2, f"{name}: {_said(sums[name])}", name in late)
        for name, (left, top, tall) in at.items()
    ]
    names = ["x", "x2", "y", "y2", "middle", "words", "last"]
    return pd.DataFrame(lines, columns=names).round(FINE)


def _said(people: float) -> str:
    return number(people, -3)


def _drawn(bands: pd.DataFrame, said: pd.DataFrame, stages: pd.DataFrame, size: int, height: int) -> Spec:
    lowest = max(
        1.0, float(stages["y2"].max()) if len(stages) else 1.0, float(bands["y2"].max()) if len(bands) else 1.0
    )
    down = {"domain": [lowest, 0], "nice": False, "zero": False}
    across = {"domain": [0, 1], "nice": False}
    shade = {"domain": list(COLOURS), "range": list(COLOURS.values())}
    tip = [{"field": "words", "title": " "}]
    ribbon: Spec = {
        "data": {"values": rows(bands)},
        "transform": [_told(said)],
        "mark": {"type": "area", "opacity": 0.42, "interpolate": "monotone"},
        "encoding": {
            "x": x("x", None, axis=None, scale=across),
            "y": x("y", None, axis=None, scale=down),
            "y2": {"field": "y2"},
            "detail": {"field": "n", "type": "nominal"},
            "color": x("kind", None, "nominal", scale=shade, legend=None),
            "tooltip": tip,
        },
    }
    place = {"x": x("x", None, axis=None, scale=across), "y": x("y", None, axis=None, scale=down)}
    bar: Spec = {
        "data": {"values": rows(stages)},
        "mark": {"type": "rect", "color": palette.OUTLINE["light"]},
        "encoding": place | {"x2": {"field": "x2"}, "y2": {"field": "y2"}, "tooltip": tip},
    }
    words = [_words(stages, size, last) for last in (False, True)]
    layers = [ribbon, bar, *(layer | {"encoding": _middle(place, layer)} for layer in words)]
    return spec(layers, height, size)


def _told(said: pd.DataFrame) -> Spec:
    """Kind and words of each band, sent once and not with every corner of it."""
    return {"lookup": "n", "from": {"data": {"values": rows(said)}, "key": "n", "fields": ["kind", "words"]}}


def _words(stages: pd.DataFrame, size: int, last: bool) -> Spec:
    """Names beside their stages: to the right of each, but to the left in the last columns."""
    side = {"align": "right", "dx": -7} if last else {"align": "left", "dx": 16}
    held = stages[stages["last"] == last]
    return {
        "data": {"values": rows(held[["x", "middle", "words"]])},
        "mark": {
            "type": "text",
            "fontSize": {"expr": f"width < {NARROW} ? {size - 2} : {size}"},
            "baseline": "middle",
            "fontWeight": 600,
            **side,
        },
    }


def _middle(place: Spec, layer: Spec) -> Spec:
    return place | {"y": place["y"] | {"field": "middle"}, "text": {"field": "words"}}
