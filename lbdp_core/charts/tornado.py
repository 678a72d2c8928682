"""Tornado: bars from the low to the high end of what each lever makes of a figure, widest on top."""

from __future__ import annotations

from textwrap import wrap

import pandas as pd

from lbdp_core import palette
from lbdp_core.charts.picture import LABEL, Picture, Spec, reference, rows, spec, x

LONGEST = 21  # characters in a line of a value's words beside its bar; the table has them all
ROOM = 0.42  # of the bars' width, on either side, for those words
TEXT = {"fontSize": LABEL, "lineBreak": "\n", "lineHeight": 14}
LINES = {"expr": "indexof(datum.words, '\\n') < 0 ? 0 : -7"}  # two lines stand around the middle of the bar
BELOW, ABOVE = palette.BLUE, palette.ORANGE


def tornado(
    bars: pd.DataFrame,
    base: float,
    band: tuple[float, float] | None,
    axis: str,
    words: tuple[str, str],
    table: pd.DataFrame,
) -> Picture:
    """Bars: what, low_at, low, high_at, high, in the order to be drawn; `base` is the scenario, `band` its 80%.

    words: alternative text and note.
    """
    seen = [*bars["low"], *bars["high"], base, *(band or ())]
    room = ROOM * (max(seen) - min(seen) or 1.0)
    scale = {"domain": [min(seen) - room, max(seen) + room], "zero": False, "nice": False}
    y = x("what", None, "nominal", sort=list(bars["what"]), axis={"labelLimit": 330, "grid": False})
    across = x("from", axis, scale=scale, axis={"tickCount": 8})
    one_side = [
        pd.DataFrame({"what": bars["what"], "from": bars[end], "to": base, "side": end, "words": _short(bars, end)})
        for end in ("low", "high")
    ]
    ends = pd.concat(one_side, ignore_index=True)
    ends = ends[ends["from"] != ends["to"]]
    colour = {
        "field": "side",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": ["low", "high"], "range": [BELOW, ABOVE]},
    }
    tip = [{"field": "what", "title": "Lever"}, {"field": "words", "title": "At"}]
    tip.append({"field": "from", "title": "Figure", "format": ",.3~g"})
    bar = {
        "mark": {"type": "bar", "height": {"band": 0.58}},
        "encoding": {"y": y, "x": across, "x2": {"field": "to"}, "color": colour, "tooltip": tip},
    }
    layers: list[Spec] = [*_backdrop(base, band, scale), bar]
    for side, align, dx in (("low", "right", -6), ("high", "left", 6)):
        layers.append(
            {
                "transform": [{"filter": f"datum.side == '{side}'"}],
                "mark": {"type": "text", "align": align, "dx": dx, "dy": LINES, **TEXT},
                "encoding": {"y": y, "x": across, "text": {"field": "words"}},
            }
        )
    drawn = spec(layers, 34 * len(bars) + 70, data={"values": rows(ends.round(6))})
    return Picture("", words[0], drawn, table, words[1])


def _backdrop(base: float, band: tuple[float, float] | None, scale: Spec) -> list[Spec]:
    """The scenario's own 80% range as a band behind the bars, and a line where it stands."""
    at = {"field": "base", "type": "quantitative", "scale": scale}
    line = reference("x", base, scale=scale)
    if band is None or band[0] == band[1]:
        return [line]
    shade = {
        "data": {"values": [{"base": band[0], "end": band[1]}]},
        "mark": {"type": "rect", "color": palette.GREY, "opacity": 0.22},
        "encoding": {"x": at, "x2": {"field": "end"}},
    }
    return [shade, line]


def _short(bars: pd.DataFrame, end: str) -> list[str]:
    """Words of a value that fit beside a bar, in two lines at most."""
    return ["\n".join(wrap(words, LONGEST, max_lines=2, placeholder="…")) for words in bars[f"{end}_at"]]
