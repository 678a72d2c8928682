"""Strip: everybody else as ticks on one line, and one place among them; a line a figure where there are several."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from lbdp_core import palette, plain_json
from lbdp_core.charts.picture import LABEL, Picture, Spec, reference, rows, spec, x

ROW = 44  # px


def strip(
    frame: pd.DataFrame,
    order: Sequence[str],
    kinds: Sequence[str],
    title: str,
    axis: str,
    alt: str,
    table: pd.DataFrame,
    note: str = "",
    at: float | None = None,
) -> Picture:
    """Ticks along each row: row, value, kind, place, said.

    kinds: the most usual first, at most three; the last is a dot. at: a value to compare with.
    """
    shade = {"domain": list(kinds), "range": [palette.GREY, palette.BLUE, palette.ORANGE][-len(kinds) :]}
    scale = {"zero": False, "nice": False, "padding": 12}
    alone, named = len(order) == 1, plain_json.text(kinds[-1])
    up = x(
        "row", None, "nominal", sort=list(order), axis=None if alone else {"labelLimit": 330, "labelFontSize": LABEL}
    )
    legend = {"orient": "top", "symbolOpacity": 1, "labelLimit": 300}
    tip = [{"field": "place", "title": " "}, {"field": "said", "title": " "}]
    shared = {"x": x("value", axis, scale=scale), "y": up, "tooltip": tip}
    shared |= {"color": x("kind", None, "nominal", scale=shade, legend=legend)}
    others: Spec = {
        "transform": [{"filter": f"datum.kind != {named}"}],
        "mark": {"type": "tick", "thickness": 2, "size": 22, "opacity": 0.7},
        "encoding": shared,
    }
    one: Spec = {
        "transform": [{"filter": f"datum.kind == {named}"}],
        "mark": {"type": "point", "filled": True, "size": 170, "opacity": 1, "shape": "diamond"},
        "encoding": shared,
    }
    layers = [others, one] if at is None else [reference("x", at), others, one]
    return Picture(title, alt, spec(layers, ROW * len(order) + 30, data={"values": rows(frame)}), table, note)
