"""Frontier: the named asks are large, have their interval and a name each that meets no other's; the rest are small."""

import itertools
import re

import pandas as pd
import pytest
import vl_convert

from lbdp_core.charts import frontier

WIDE = 300  # px


def drawn(size: int = 16):
    frame = pd.DataFrame(
        {
            "x": [0.0, 9.0, 41.0, 44.0, 72.0],
            "y": [0.0, 1.8, 1.8, 1.7, 1.8],
            "low": [0.0, 1.1, 1.1, 1.0, 1.0],
            "high": [0.0, 2.5, 2.5, 2.4, 2.5],
            "what": ["", "The same, by LSOA", "Smallest as good", "", "Whole contract"],
            "shade": ["grey", "accent", "accent", "grey", "warm"],
            "words": list("abcde"),
        }
    )
    return frontier(frame, ("risk", "gain"), "Title", "alt", frame, "", size, 330)


def test_each_named_ask_has_its_name_on_a_line_of_its_own():
    layers = drawn().spec["layer"]
    names = [layer for layer in layers if layer["mark"]["type"] == "text"]
    assert len(names) == 3
    lines = [layer["mark"]["y"] for layer in names]
    assert all(b - a >= 16 for a, b in itertools.pairwise(lines))
    assert all(layer["mark"]["fontSize"] > 16 for layer in names)


def test_a_name_at_either_end_stays_within_the_chart():
    svg = vl_convert.vegalite_to_svg({**drawn().spec, "width": WIDE})
    found = re.findall(r'translate\(([-\d.]+),[^>]*font-weight="600"[^>]*>([^<]+)', svg)
    assert [name for _, name in found] == ["The same, by LSOA", "Smallest as good", "Whole contract"]
    for middle, name in found:
        assert 0 <= float(middle) - 4 * len(name) < float(middle) + 4 * len(name) <= WIDE


def test_names_stand_above_every_interval():
    layers = drawn().spec["layer"]
    scale = layers[1]["encoding"]["y"]["scale"]["domain"]
    height = drawn().spec["height"]
    top_of_intervals = height * (scale[1] - 2.5) / (scale[1] - scale[0])
    lowest = max(layer["mark"]["y"] for layer in layers if layer["mark"]["type"] == "text")
    assert lowest <= top_of_intervals


@pytest.mark.parametrize("what", ["", "Only this"])
def test_one_ask_alone_draws(what):
    row = {"x": 0.0, "y": 0.0, "low": 0.0, "high": 0.0, "what": what, "shade": "accent", "words": "a"}
    frame = pd.DataFrame([row])
    shown = frontier(frame, ("risk", "gain"), "Title", "alt", frame)
    assert len(shown.spec["layer"]) == (6 if what else 2)
