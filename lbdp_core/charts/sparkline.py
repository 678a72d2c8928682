"""Sparkline: a course as a small line without axes; the words around it say what it is."""

from __future__ import annotations

from collections.abc import Sequence

from lbdp_core import palette
from lbdp_core.charts.picture import Spec, spec

TALL = 44  # px


def sparkline(values: Sequence[float]) -> Spec:
    """The values in their order, from nought; the last with a dot."""
    points = [{"n": n, "value": value} for n, value in enumerate(values)]
    across = {"field": "n", "type": "quantitative", "axis": None, "scale": {"nice": False}}
    up = {"field": "value", "type": "quantitative", "axis": None, "scale": {"zero": True}}
    line = {"mark": {"type": "line", "color": palette.BLUE, "strokeWidth": 2}, "encoding": {"x": across, "y": up}}
    last = {
        "transform": [{"filter": f"datum.n == {len(points) - 1}"}],
        "mark": {"type": "point", "filled": True, "color": palette.BLUE, "size": 40},
        "encoding": {"x": across, "y": up},
    }
    return spec([line, last], TALL, data={"values": points})
