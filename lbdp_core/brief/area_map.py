"""Area map: a measure drawn on paper from the same shapes as the page's map; one path a colour keeps it small."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
from numpy.typing import NDArray

from lbdp_core import palette
from lbdp_core.brief.record import Drawing
from lbdp_core.formatting import number
from lbdp_core.maps import NO_DATA, SHAPES, Level, Measure
from lbdp_core.sources import Shelf

WIDE = 1000  # units of the drawing; a ring is drawn to the nearest one
SCREEN = 560  # px
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"  # the first comes with the renderer: the same on every machine
HIGH = 760  # units at most, so that a tall borough leaves room for words
TEXT = 33  # units
MANY = 1_000  # areas between which a line would hide the colours
ACROSS = 4  # classes of the key on a line
MODE: palette.Mode = "light"  # paper is white
CALLED: dict[Level, str] = {"lsoa": "small area (LSOA)", "ward": "ward", "borough": "borough"}
Ring = NDArray[np.float64]  # (n, 2) degrees


def draw(
    shelf: Shelf,
    measure: Measure,
    chosen: NDArray[np.bool_],
    names: Sequence[str],
    inside: NDArray[np.bool_],
    focus: str,
) -> Drawing:
    """The areas of a measure, coloured in classes, with their key in words and the borough looked at outlined.

    Args:
        shelf: the data folder, which holds the shapes.
        chosen: (n,) areas to outline. names: (n,) of the areas. inside: (n,) areas to draw.
        focus: the borough looked at; London for none.
    """
    areas, outlines = (_shapes(shelf.bytes(f"geography/{name}")) for name in (SHAPES[measure.level], SHAPES["borough"]))
    rings = {i: found for i, _, found in areas if inside[i]}
    edges = {name: found for _, name, found in outlines}
    place = _Projection([ring for found in rings.values() for ring in found])
    digits, colours = measure.digits(), measure.colours(MODE)
    line = f'stroke="{palette.PAPER[MODE]}" stroke-width="{0.3 if len(rings) > MANY else 1.5}"'
    parts = [
        f'<path fill="{colours[c] if c < len(colours) else palette.PAPER[MODE]}" {line} d="{path}"/>'
        for c in sorted({*digits.tolist()})
        if (path := place.path(ring for i, found in rings.items() if digits[i] == c for ring in found))
    ]
    marked = place.path(ring for i, found in rings.items() if chosen[i] for ring in found)
    one = focus in edges
    shown = [focus] if one and measure.level == "lsoa" else list(edges)
    parts.append(_line(place.path(r for name in shown for r in edges[name]), palette.OUTLINE[MODE], 2))
    if marked and measure.level != "borough":
        parts.append(_line(marked, palette.CHOSEN[MODE], 3))
    if one:
        parts.append(_line(place.path(edges[focus]), palette.INK[MODE], 6))
    key, deep = _key(measure, bool((digits[inside] == NO_DATA).any()), place.high + 20)
    said = _alt(measure, names, inside, focus if one else "")
    outlined = f" {focus} is outlined in black." if one else ""
    svg = _svg(WIDE, place.high + 20 + deep, said, "".join([*parts, key]))
    return Drawing(measure.label, said, f"{measure.unit[:1].upper()}{measure.unit[1:]}. {measure.note}{outlined}", svg)


def _alt(measure: Measure, names: Sequence[str], inside: NDArray[np.bool_], focus: str) -> str:
    values = np.where(inside, measure.values, np.nan)
    level = CALLED[measure.level]
    where = focus if focus and measure.level == "lsoa" else "London"
    start = f"Map of {where} by {level}: {measure.label}"
    if not np.isfinite(values).any():
        return f"{start}. No area has a figure."
    best = int(np.nanargmax(values))
    said = f"{start}. Highest in {names[best]}: {number(float(values[best]), measure.decimals)} {measure.unit}"
    if focus in names and measure.level == "borough":
        said += f"; {focus}: {number(float(values[list(names).index(focus)]), measure.decimals)}"
    return said


class _Projection:
    """Degrees to whole units of the drawing, so that the rings fill its width."""

    def __init__(self, rings: Sequence[Ring]):
        every = np.concatenate(rings)
        (self.west, south), (east, self.north) = every.min(axis=0), every.max(axis=0)
        self.across = math.cos(math.radians((south + self.north) / 2))
        wide, high = (east - self.west) * self.across, self.north - south
        self.scale = min((WIDE - 20) / wide, (HIGH - 20) / high)
        self.high = round(high * self.scale) + 20
        self.left = round((WIDE - wide * self.scale) / 2)

    def path(self, rings: Iterable[Ring]) -> str:
        """Relative steps between whole units, without those that stand still."""
        return "".join(self._ring(ring) for ring in rings)

    def _ring(self, ring: Ring) -> str:
        x = np.rint((ring[:, 0] - self.west) * self.across * self.scale).astype(int) + self.left
        y = np.rint((self.north - ring[:, 1]) * self.scale).astype(int) + 10
        steps = np.stack([np.diff(x), np.diff(y)], axis=1)
        moves = steps[steps.any(axis=1)].tolist()
        if len(moves) < 3:  # smaller than a unit
            return ""
        said = " ".join(f"{dx} {dy}" for dx, dy in moves[:-1])
        return f"M{x[0]} {y[0]}l{said}z".replace(" -", "-")


@lru_cache(maxsize=len(SHAPES))
def _shapes(raw: bytes) -> tuple[tuple[int, str, tuple[Ring, ...]], ...]:
    """Position, name and rings of each area. Kept: while JSON is read no other thread runs."""
    found = json.loads(raw)["features"]
    return tuple((int(p["i"]), str(p["name"]), tuple(_rings(f["geometry"]))) for f in found for p in [f["properties"]])


def _rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        for ring in polygon:
            yield np.asarray(ring, dtype=float)


def _line(path: str, colour: str, wide: float) -> str:
    return f'<path fill="none" stroke="{colour}" stroke-width="{wide}" stroke-linejoin="round" d="{path}"/>'


def _key(measure: Measure, blank: bool, top: float) -> tuple[str, int]:
    """What the colours mean, and how much room that takes."""
    entries = list(zip(measure.colours(MODE), measure.words(), strict=True))
    entries += [(palette.PAPER[MODE], "no figure")] * blank
    out, wide, row = [], WIDE / ACROSS, TEXT + 16
    for n, (colour, words) in enumerate(entries):
        x, y = 10 + wide * (n % ACROSS), top + row * (n // ACROSS)
        out.append(
            f'<rect x="{x:g}" y="{y:g}" width="40" height="{TEXT}" fill="{colour}" stroke="{palette.GREY}"/>'
            f'<text x="{x + 52:g}" y="{y + TEXT - 4:g}" font-family="{FONT}" font-size="{TEXT}" '
            f'fill="{palette.INK[MODE]}">{escape(words)}</text>'
        )
    return "".join(out), row * (-(-len(entries) // ACROSS))


def _svg(wide: float, high: float, said: str, inner: str) -> str:
    size = f'width="{SCREEN}" height="{SCREEN * high / wide:.0f}" viewBox="0 0 {wide:g} {high:g}"'
    label = escape(said, {'"': "&quot;"})
    paper = f'<rect width="{wide:g}" height="{high:g}" fill="{palette.PAPER[MODE]}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{label}">{paper}{inner}</svg>'
