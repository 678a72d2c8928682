"""Charts of one place among many: a run chart with its gaps, a funnel with limits, a strip, five rows."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from lbdp_core import charts

NAN = float("nan")
TABLE = pd.DataFrame({"What": ["a"]})
YEARS = pd.DataFrame(
    [("2022", "A", 5.0, NAN, NAN, "5"), ("2023", "A", NAN, NAN, NAN, "no figure"), ("2024", "A", 7.0, NAN, NAN, "7"),
     ("2025", "A", 8.0, 6.0, 9.5, "8")],
    columns=["period", "kind", "value", "low", "high", "said"],
)  # fmt: skip
DOTS = pd.DataFrame(
    [("A", 100.0, 5.0, "Others", "5"), ("B", 1_000.0, 7.0, "Mine", "7")],
    columns=["place", "size", "rate", "kind", "said"],
)
LIMITS = pd.DataFrame({"size": [90.0, 1_100.0], "low": [1.0, 3.0], "high": [11.0, 9.0], "plain_low": [2.0, 5.0],
                       "plain_high": [10.0, 7.0]})  # fmt: skip


def plain(picture):
    return json.loads(json.dumps(picture.spec, allow_nan=False))


@pytest.mark.parametrize(("limits", "rules"), [((6.0, 4.0, 8.0), 3), (None, 0)])
def test_a_run_chart_keeps_its_gap_its_limits_and_its_own_axis(limits, rules):
    drawn = plain(charts.run_chart(YEARS, ["A"], limits, "t", "unit", "alt", TABLE))
    values = {row["period"]: row["value"] for row in drawn["data"]["values"]}
    assert values["2023"] is None
    across = [layer for layer in drawn["layer"] if layer["encoding" if "encoding" in layer else "layer"] and
              layer.get("encoding", {}).get("x2") == {"value": "width"}]  # fmt: skip
    assert len(across) == rules
    low, high = next(layer["encoding"]["y"]["scale"]["domain"] for layer in drawn["layer"][1:] if "encoding" in layer)
    assert 0 < low <= 4.0 + (limits is None)
    assert high > 9.5


def test_a_funnel_has_both_pairs_of_limits_and_one_that_stands_out():
    drawn = plain(charts.funnel_plot(DOTS, LIMITS, ("Others", "Mine"), 6.0, "t", ("size", "rate"), "alt", TABLE))
    lines = [layer["encoding"]["y"]["field"] for layer in drawn["layer"] if layer["mark"].get("type") == "line"]
    assert lines == ["low", "high", "plain_low", "plain_high"]
    sizes = [layer["mark"]["size"] for layer in drawn["layer"] if layer["mark"].get("type") == "point"]
    assert sizes == sorted(sizes)


def test_a_strip_is_a_tick_each_and_a_dot_for_one():
    frame = DOTS.rename(columns={"rate": "value"}).assign(row="")
    drawn = plain(charts.strip(frame, [""], ("Others", "Mine"), "t", "unit", "alt", TABLE, at=6.0))
    assert [layer["mark"]["type"] for layer in drawn["layer"]] == ["rule", "tick", "point"]


def test_five_rows_have_room_for_the_farthest():
    frame = pd.DataFrame({"row": ["a", "b"], "value": [0.5, -4.0], "kind": ["Usual", "Unusual"], "said": ["x", "y"]})
    drawn = plain(charts.five_rows(frame, "t", "alt", TABLE))
    assert drawn["layer"][1]["encoding"]["x"]["scale"]["domain"] == [-4.0, 4.0]
