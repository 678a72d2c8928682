"""Lines and scatter: kinds differ by more than colour, keep their order, and nothing is drawn outside the axes."""

import pandas as pd
import pytest

from lbdp_core.charts.lines import lines
from lbdp_core.charts.scatter import scatter

KINDS = ("Both", "One", "Other")


def encodings(spec):
    return [layer["encoding"] for layer in spec["layer"]]


def test_lines_have_a_dash_a_colour_and_a_range_each():
    frame = pd.DataFrame({"period": ["2020", "2021"] * 2, "kind": ["A", "A", "B", "B"], "value": [1.0, 2.0, 3.0, 4.0]})
    frame = frame.assign(low=frame["value"] - 0.5, high=frame["value"] + 0.5)
    drawn = lines(frame, ["A", "B"], "Title", "fires", "alt", frame).spec
    band, line, _ = encodings(drawn)
    assert band["y2"] == {"field": "high"}
    assert line["color"]["scale"]["domain"] == line["strokeDash"]["scale"]["domain"] == ["A", "B"]
    assert len({str(d) for d in line["strokeDash"]["scale"]["range"]}) == 2
    assert line["y"]["scale"]["domain"] == [0, pytest.approx(1.05 * 4.5)]
    assert drawn["encoding"]["x"]["sort"] == ["2020", "2021"]


def test_lines_without_a_range_have_no_band_and_stand_nought():
    frame = pd.DataFrame({"period": ["2020", "2021"], "kind": "A", "value": [0.0, 0.0]})
    drawn = lines(frame, ["A"], "Title", "fires", "alt", frame).spec
    assert len(drawn["layer"]) == 2
    assert drawn["layer"][0]["encoding"]["y"]["scale"]["domain"] == [0, 1.0]


def test_dots_differ_by_shape_too_and_the_line_is_where_both_are_equal():
    frame = pd.DataFrame({"place": list("abc"), "x": [1.0, 2.0, 3.0], "y": [1.5, 2.5, 2.0], "kind": KINDS, "words": ""})
    shown = scatter(frame, KINDS, "Title", ("x", "y"), "alt", frame)
    line, dots = shown.spec["layer"]
    assert dots["encoding"]["shape"]["scale"]["domain"] == list(KINDS)
    assert len(set(dots["encoding"]["shape"]["scale"]["range"])) == 3
    assert all(point["x"] == point["y"] for point in line["data"]["values"])
    low, high = dots["encoding"]["x"]["scale"]["domain"]
    assert low < 1.0
    assert high > 3.0
