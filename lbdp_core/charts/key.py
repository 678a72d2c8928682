"""Key: what the colours of a map mean."""

from __future__ import annotations

from collections.abc import Sequence

from lbdp_core import palette
from lbdp_core.charts.picture import Spec


def legend(colours: Sequence[str], words: Sequence[str], size: int = 12) -> Spec:
    """The key of a map: a strip of its colours with what each means, in words of `size` pixels."""
    values = [{"i": i, "words": w, "colour": c} for i, (c, w) in enumerate(zip(colours, words, strict=True))]
    at = {"field": "i", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.04}}
    box = {
        "mark": {"type": "rect", "cornerRadius": 2, "stroke": palette.GREY, "strokeWidth": 0.5},
        "encoding": {
            "x": at,
            "y": {"value": 0},
            "y2": {"value": 12},
            "color": {"field": "colour", "scale": None},
        },
    }
    text = {
        "mark": {"type": "text", "baseline": "top", "fontSize": size},
        "encoding": {"x": at, "y": {"value": 18}, "text": {"field": "words"}},
    }
    strip = {"data": {"values": values}, "layer": [box, text]}  # inside, or the few rows are sent as a table
    return {"layer": [strip], "height": 22 + size, "config": {"view": {"stroke": None}}, "padding": 0}
