"""Pictures: a chart as SVG or PNG on white paper, without a browser or a network."""

from __future__ import annotations

import re
import subprocess
import sys
import textwrap
from xml.sax.saxutils import escape

from lbdp_core import palette
from lbdp_core.brief.area_map import FONT
from lbdp_core.brief.record import Drawing
from lbdp_core.charts import Picture, inked

WIDE = 620  # px of the plot, without its axis
LETTER = 0.5  # mean width of a letter, of its size
TITLE, SOURCE, EDGE = 17, 12, 16  # px
PAINT = """
import os, sys, vl_convert
if hasattr(os, "nice"):
    os.nice(5)  # behind whoever moves a lever
svg = sys.stdin.buffer.read().decode()
sys.stdout.buffer.write(vl_convert.svg_to_png(svg, scale=float(sys.argv[1])))
"""
_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"[^>]*>')


def svg(picture: Picture, wide: int = WIDE) -> str:
    """The chart alone, as SVG; nothing is fetched for it."""
    import vl_convert

    drawn = {name: value for name, value in inked(picture.spec, "light").items() if name != "usermeta"}
    config = drawn.get("config", {}) | {"font": FONT, "background": palette.PAPER["light"]}
    made = vl_convert.vegalite_to_svg(drawn | {"width": wide, "config": config}, allowed_base_urls=[])
    return str(made)


def drawing(picture: Picture, title: str = "", wide: int = WIDE) -> Drawing:
    """The chart for a brief, with the words that go with it."""
    label = escape(picture.alt, {'"': "&quot;"})
    made = svg(picture, wide).replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)
    return Drawing(picture.title or title, picture.alt, picture.note, made)


def framed(picture: Picture, title: str, source: str, wide: int = WIDE) -> str:
    """The chart as it may stand alone in somebody's report: its title above, source, date and scenario below."""
    inner = svg(picture, wide)
    found = _SIZE.match(inner)
    if found is None:
        raise ValueError("The chart could not be drawn.")
    across, high = (float(size) for size in found.groups())
    above, below = (_wrapped(text, across, size) for text, size in ((title, TITLE), (source, SOURCE)))
    top = EDGE + 1.3 * TITLE * len(above) + EDGE / 2
    whole = top + high + EDGE + 1.4 * SOURCE * len(below) + EDGE
    lines = _lines(above, EDGE + TITLE, TITLE, "bold") + _lines(below, top + high + EDGE + SOURCE, SOURCE, "normal")
    label = escape(f"{title}. {picture.alt}", {'"': "&quot;"})
    size = f'width="{across + 2 * EDGE:g}" height="{whole:g}" viewBox="0 0 {across + 2 * EDGE:g} {whole:g}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {size} role="img" '
        f'aria-label="{label}"><rect width="100%" height="100%" fill="{palette.PAPER["light"]}"/>{lines}'
        f'<g transform="translate({EDGE},{top:g})">{inner[found.end() : inner.rindex("</svg>")]}</g></svg>'
    )


def png(drawn: str, scale: float = 2.0) -> bytes:
    """An SVG as PNG; the font of the words comes with the renderer.

    A process of its own draws it: the renderer lets no other thread of its process run until it is done, so in a server
    every other session would wait.
    """
    made = subprocess.run(
        [sys.executable, "-I", "-c", PAINT, str(scale)], input=drawn.encode(), capture_output=True, check=True
    )
    return made.stdout


def _wrapped(text: str, wide: float, size: int) -> list[str]:
    return textwrap.wrap(text, max(20, int(wide / (size * LETTER))))


def _lines(texts: list[str], top: float, size: int, weight: str) -> str:
    style = f'font-family="{FONT}" font-size="{size}" font-weight="{weight}" fill="{palette.INK["light"]}"'
    step = size * (1.3 if weight == "bold" else 1.4)
    return "".join(f'<text x="{EDGE}" y="{top + n * step:g}" {style}>{escape(t)}</text>' for n, t in enumerate(texts))
