"""Maps: areas coloured in at most ten classes, with geometry that the browser fetches once.

The shapes are static files. What changes with a lever is one digit an area inside a deck.gl expression: about 10 KB
instead of several megabytes. There is no basemap, so no request leaves the machine.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import pydeck as pdk
from numpy.typing import NDArray

from lbdp_core import palette, plain_json

Level = Literal["lsoa", "ward", "borough"]
SHAPES: dict[Level, str] = {"lsoa": "lsoa.json", "ward": "wards.json", "borough": "boroughs.json"}
NO_DATA = 9
MARGIN = 1.1  # how much wider than the box the map looks


@dataclass(frozen=True)
class Measure:
    """Something that a map may show: a value for each area.

    values:   (n,) in the order of the areas; NaN where there is none.
    edges:    rising limits between the classes, fixed so that a colour keeps its meaning when a lever moves.
    decimals: for the legend and the table.
    level:    which areas: "lsoa", "ward" or "borough"; `shapes` says where theirs are.
    ranges:   (n, 2) the 80% range of each value for the table, where one is known.
    two_ended: whether the values are differences, and the edges stand evenly around nought.
    named, shades: what each class means and its colour by mode, for a map of two figures at once.
    part:     the code of the one borough whose areas these are; "" for all (`map_view`).
    """

    key: str
    label: str
    unit: str
    values: NDArray[np.float64]
    edges: tuple[float, ...]
    note: str = ""
    decimals: int = 0
    level: Level = "lsoa"
    ranges: NDArray[np.float64] | None = None
    two_ended: bool = False
    named: tuple[str, ...] = ()
    shades: Mapping[palette.Mode, tuple[str, ...]] | None = None
    part: str = ""

    @property
    def shapes(self) -> str:
        """URL of the areas' shapes; a feature's `i` is its position in `values`."""
        return f"app/static/{f'lsoa/{self.part}.json' if self.part else SHAPES[self.level]}"

    def digits(self) -> NDArray[np.int64]:
        """(n,) class of each area: 0 below the first edge, one more at each; 9 without a value."""
        found = np.digitize(self.values, self.edges)
        return np.where(np.isfinite(self.values), found, NO_DATA)

    def words(self) -> tuple[str, ...]:
        """What each class means, lowest first."""
        if self.named:
            return self.named
        show = [f"{edge:,.{self.decimals}f}".replace("-", "−") for edge in self.edges]
        if self.two_ended:
            inner = [f"{low} to {high}" for low, high in pairwise(show)]
            return (f"{show[0]} or less", *inner, f"{show[-1]} or more")
        inner = [f"{low}–{high}" for low, high in pairwise(show)]
        first = "none" if self.edges[0] <= 10**-self.decimals else f"under {show[0]}"
        return (first, *inner, f"{show[-1]}+")

    def colours(self, mode: palette.Mode) -> tuple[str, ...]:
        """One colour a class; the lowest is the colour of nothing when it means none."""
        if self.shades:
            return self.shades[mode]
        if self.two_ended:
            return palette.two_ended(mode, len(self.edges) // 2)
        count = len(self.edges) + 1
        if self.words()[0] == "none":
            return (palette.NOTHING[mode], *palette.steps(mode, count - 1))
        return palette.steps(mode, count)


def quantile_edges(values: NDArray[np.float64], classes: int = palette.CLASSES) -> tuple[float, ...]:
    """Limits that put about as many areas into each class, rounded to two significant figures and never twice the same.

    >>> quantile_edges(np.arange(1.0, 101.0), 4)
    (26.0, 50.0, 75.0)
    """
    raw = np.nanquantile(values, np.arange(1, classes) / classes)
    rounded = [float(f"{edge:.2g}") for edge in raw]
    return tuple(sorted(set(rounded))) or (1.0,)


def view(box: tuple[float, float, float, float], width: int, height: int) -> pdk.ViewState:
    """Where the map looks so that a box of west, south, east, north (degrees) fits into width by height (pixels)."""
    west, south, east, north = box
    lat = (south + north) / 2
    across = (east - west) / 360 * 512 / width
    down = (north - south) / 360 * 512 / math.cos(math.radians(lat)) / height
    return pdk.ViewState(latitude=lat, longitude=(west + east) / 2, zoom=-math.log2(max(across, down) * MARGIN))


def deck(
    measure: Measure,
    mode: palette.Mode,
    *,
    shapes: str,
    chosen: NDArray[np.bool_] | None = None,
    look: pdk.ViewState,
    hover: str,
    near: bool = False,
) -> Deck:
    """The map itself.

    shapes: URL of GeoJSON whose features carry `i`, their position in `measure.values`.
    chosen: (n,) areas to outline in the accent colour, for instance those that get visits.
    near:   whether areas are large enough on the screen for a line between them.
    hover:  text for one area, with `{name}` and so on from the shapes' own properties.
    """
    fills = [[*palette.rgb(c), 255] for c in measure.colours(mode)]
    fills += [[0, 0, 0, 0]] * (NO_DATA + 1 - len(fills))
    between = [*palette.rgb(palette.PAPER[mode]), 130 if near else 0]
    lines = [between, [*palette.rgb(palette.CHOSEN[mode]), 255]]
    digits = "".join(map(str, measure.digits()))
    layer: dict[str, Any] = {
        "get_fill_color": _lookup(fills, digits),
        "update_triggers": {"getFillColor": _mark(mode + digits)},
        "get_line_color": lines[0],
        "get_line_width": 1.8,
    }
    if chosen is not None and chosen.any():
        marks = _by_four(chosen)
        layer["get_line_color"] = _lookup_by_four(lines, marks)
        layer["update_triggers"] |= {"getLineColor": _mark(mode + marks)}
    areas = pdk.Layer(
        "GeoJsonLayer",
        id="areas",
        data=shapes,
        pickable=True,
        auto_highlight=True,
        highlight_color=[*palette.rgb(palette.ACCENT[mode]), 110],
        line_width_units=pdk.types.String("pixels"),
        **layer,
    )
    return Deck(
        layers=[areas, _boroughs(mode, chosen if measure.level == "borough" else None)],
        initial_view_state=look,
        map_provider=None,
        tooltip={"text": hover},
    )


class Deck(pdk.Deck):
    """A deck whose JSON goes without the blanks of a page that people read."""

    def to_json(self) -> str:
        return plain_json.text(json.loads(super().to_json()), separators=(",", ":"))


def _lookup(table: list[Any], digits: str) -> str:
    """A deck.gl expression: the entry of `table` that the area's digit names. The parentheses are needed."""
    return f"({plain_json.text(table, separators=(',', ':'))})[('{digits}')[properties.i]]"


def _by_four(chosen: NDArray[np.bool_]) -> str:
    """One hexadecimal digit for four areas: the first of them counts eight, the last one.

    >>> _by_four(np.array([True, False, True, True, True]))
    'b8'
    """
    return np.packbits(chosen).tobytes().hex()[: -(-len(chosen) // 4)]


def _lookup_by_four(table: list[Any], digits: str) -> str:
    """The same for an area that is chosen or not, by the digit of its four."""
    found = f"('0x'+('{digits}')[properties.i>>2]>>(3-(properties.i&3)))&1"
    return f"({plain_json.text(table, separators=(',', ':'))})[{found}]"


def _mark(text: str) -> int:
    """A short stand-in for a long text, different when the text is: deck.gl recomputes when it changes."""
    return zlib.crc32(text.encode())


def _boroughs(mode: palette.Mode, chosen: NDArray[np.bool_] | None = None) -> pdk.Layer:
    """The boroughs' outlines, above all areas; where boroughs are the areas, the chosen ones stand out here."""
    line: dict[str, Any] = {"get_line_color": [*palette.rgb(palette.OUTLINE[mode]), 200], "get_line_width": 1}
    if chosen is not None and chosen.any():
        marks = _by_four(chosen)
        colours = [line["get_line_color"], [*palette.rgb(palette.CHOSEN[mode]), 255]]
        line |= {"get_line_color": _lookup_by_four(colours, marks), "get_line_width": _lookup_by_four([1, 4], marks)}
        line["update_triggers"] = {"getLineColor": _mark(mode + marks), "getLineWidth": _mark(marks)}
    return pdk.Layer(
        "GeoJsonLayer",
        id="boroughs",
        data="app/static/boroughs.json",
        filled=False,
        stroked=True,
        line_width_units=pdk.types.String("pixels"),
        **line,
    )


def aggregate(values: NDArray[np.float64], groups: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """(count,) sums of `values` by group, for instance from LSOAs to wards."""
    return np.bincount(groups, weights=values, minlength=count).astype(float)
