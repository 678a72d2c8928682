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
BENDS = "[0, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1]"  # made in the browser: a band is sent as one row
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
    bands = []
    for link in _ordered(links, columns):
        source, target, wide = str(link["source"]), str(link["target"]), float(link["people"]) / full
        top, bottom = (at[name][1] + used.get((name, side), 0.0) for name, side in ((source, "out"), (target, "in")))
        used[source, "out"] = used.get((source, "out"), 0.0) + wide
        used[target, "in"] = used.get((target, "in"), 0.0) + wide
        left, right = at[source][0] + THICK, at[target][0]
        bands.append((link["kind"], link["words"], left, right, top, bottom, wide))
    frame = pd.DataFrame(bands, columns=["kind", "words", "left", "right", "top", "bottom", "wide"]).round(FINE)
    return Picture(title, alt, _drawn(frame, _stages(at, links, columns), size, height), table, note, wide=True)


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


def _drawn(bands: pd.DataFrame, stages: pd.DataFrame, size: int, height: int) -> Spec:
    ends = [*stages["y2"], *(bands[["top", "bottom"]].max(axis=1) + bands["wide"])]
    lowest = max([1.0, *map(float, ends)])
    down = {"domain": [lowest, 0], "nice": False, "zero": False}
    across = {"domain": [0, 1], "nice": False}
    shade = {"domain": list(COLOURS), "range": list(COLOURS.values())}
    tip = [{"field": "words", "title": " "}]
    ribbon: Spec = {
        "data": {"values": rows(bands)},
        "transform": [
            {"calculate": BENDS, "as": "t"},
            {"flatten": ["t"]},
            {"calculate": "datum.left + (datum.right - datum.left) * datum.t", "as": "x"},
            {"calculate": "datum.top + (datum.bottom - datum.top) * datum.t * datum.t * (3 - 2 * datum.t)", "as": "y"},
            {"calculate": "datum.y + datum.wide", "as": "y2"},
        ],
        "mark": {"type": "area", "opacity": 0.42, "interpolate": "monotone"},
        "encoding": {
            "x": x("x", None, axis=None, scale=across),
            "y": x("y", None, axis=None, scale=down),
            "y2": {"field": "y2"},
            "detail": {"field": "words", "type": "nominal"},
            "color": x("kind", None, "nominal", scale=shade, legend=None),
            "tooltip": tip,
        },
    }
    place = {"x": x("x", None, axis=None, scale=across), "y": x("y", None, axis=None, scale=down)}
    bar: Spec = {
        "mark": {"type": "rect", "color": palette.OUTLINE["light"]},
        "encoding": place | {"x2": {"field": "x2"}, "y2": {"field": "y2"}, "tooltip": tip},
    }
    middle = place | {"y": place["y"] | {"field": "middle"}, "text": {"field": "words"}}
    words = [_words(size, last) | {"encoding": middle} for last in (False, True)]
    return spec([ribbon, bar, *words], height, size, data={"values": rows(stages)})


def _words(size: int, last: bool) -> Spec:
    """Names beside their stages: to the right of each, but to the left in the last columns."""
    side = {"align": "right", "dx": -7} if last else {"align": "left", "dx": 16}
    return {
        "transform": [{"filter": "datum.last" if last else "!datum.last"}],
        "mark": {
            "type": "text",
            "fontSize": {"expr": f"width < {NARROW} ? {size - 2} : {size}"},
            "baseline": "middle",
            "fontWeight": 600,
            **side,
        },
    }
