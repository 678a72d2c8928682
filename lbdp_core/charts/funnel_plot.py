"""Funnel plot: a rate of many places against how many it is of, between the limits that chance would leave them in."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lbdp_core import palette, plain_json
from lbdp_core.charts.picture import Picture, Spec, reference, rows, spec, x

SHAPES = ("circle", "square", "diamond")
SHADES = (palette.GREY, palette.BLUE, palette.ORANGE)


def funnel_plot(
    frame: pd.DataFrame,
    limits: pd.DataFrame,
    kinds: Sequence[str],
    target: float,
    title: str,
    axes: tuple[str, str],
    alt: str,
    table: pd.DataFrame,
    note: str = "",
) -> Picture:
    """Dots by size and rate: place, size, rate, kind, said; two pairs of limits over the sizes.

    limits: size, low, high (with how places normally differ), plain_low, plain_high (chance alone). kinds: the most
    usual first, at most three; the last stands out. target: the rate of all together.
    """
    seen = pd.concat([frame["rate"], limits["low"], limits["high"]])
    pad = 0.03 * float(seen.max() - seen.min() or 1.0)
    scale = {"domain": [max(0.0, float(seen.min()) - pad), float(seen.max()) + pad], "zero": False, "nice": False}
    across = {"type": "log", "domain": [float(limits["size"].min()), float(limits["size"].max())], "nice": False}
    at = x("size", axes[0], scale=across, axis={"format": ",~r", "grid": False, "tickCount": 5})
    lines: list[Spec] = [
        {
            "data": {"values": rows(limits)},
            "mark": {"type": "line", "color": palette.GREY, "strokeDash": dash, "strokeWidth": width},
            "encoding": {"x": at, "y": x(name, axes[1], scale=scale)},
        }
        for names, dash, width in ((("low", "high"), [1, 0], 1.8), (("plain_low", "plain_high"), [4, 4], 1.2))
        for name in names
    ]
    named = {"domain": list(kinds), "range": list(SHADES[-len(kinds) :] if len(kinds) > 2 else SHADES[: len(kinds)])}
    legend = {"orient": "top", "symbolOpacity": 1, "labelLimit": 300}
    shape = {"domain": list(kinds), "range": list(SHAPES[: len(kinds)])}
    shared = {
        "x": at,
        "y": x("rate", axes[1], scale=scale),
        "color": x("kind", None, "nominal", scale=named, legend=legend),
        "shape": x("kind", None, "nominal", scale=shape),
        "tooltip": [{"field": "place", "title": " "}, {"field": "said", "title": " "}],
    }
    one = plain_json.text(kinds[-1])
    dots: list[Spec] = [
        {
            "transform": [{"filter": f"datum.kind {sign} {one}"}],
            "mark": {"type": "point", "filled": True, "opacity": opacity, "size": size},
            "encoding": shared,
        }
        for sign, size, opacity in (("!=", 36, 0.8), ("==", 240, 1))
    ]
    layers = [*lines, reference("y", target, scale=scale), *dots]
    return Picture(title, alt, spec(layers, 320, data={"values": rows(frame)}), table, note)
