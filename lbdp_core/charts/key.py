"""Key: what the colours of a map mean."""

from __future__ import annotations

import math
from collections.abc import Sequence

from lbdp_core import palette
from lbdp_core.charts.picture import Spec

ROOM = 80  # letters that fit side by side below a strip of colours
BOX, GAP = 12, 6  # pixels


def legend(colours: Sequence[str], words: Sequence[str], size: int = 12) -> Spec:
    """The key of a map: its colours with what each means, in words of `size` pixels.

    A strip; or a square of rows where the words are too long for one, each word broken at its comma.
    """
    square = sum(map(len, words)) > ROOM
    across = math.isqrt(len(words) - 1) + 1 if square else len(words)
    lines = 1 + square * max(word.count(", ") for word in words)
    row = BOX + GAP + lines * (size + 2)
    values = [
        {
            "i": i % across,
            "top": (top := i // across * (row + GAP)),
            "under": top + BOX,
            "at": top + BOX + GAP,
            "words": word.replace(", ", "\n") if square else word,
            "colour": colour,
        }
        for i, (colour, word) in enumerate(zip(colours, words, strict=True))
    ]
    at = {"field": "i", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.04}}
    box = {
        "mark": {"type": "rect", "cornerRadius": 2, "stroke": palette.GREY, "strokeWidth": 0.5},
        "encoding": {
            "x": at,
            "y": _pixels("top"),
            "y2": {"field": "under"},
            "color": {"field": "colour", "scale": None},
        },
    }
    text = {
        "mark": {"type": "text", "baseline": "top", "fontSize": size, "lineBreak": "\n"},
        "encoding": {"x": at, "y": _pixels("at"), "text": {"field": "words"}},
    }
    strip = {"data": {"values": values}, "layer": [box, text]}  # inside, or the few rows are sent as a table
    height = math.ceil(len(words) / across) * (row + GAP) - GAP + 2
    return {"layer": [strip], "height": height, "config": {"view": {"stroke": None}}, "padding": 0}


def _pixels(field: str) -> Spec:
    """A place that is given in pixels from the top."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}
