"""The flow diagram's geometry, and a fan with a break in its series."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from lbdp_core import charts
from lbdp_core.charts.sankey import GAP, THICK

TABLE = pd.DataFrame({"What": ["a"]})
COLUMNS = (("New", "There"), ("Queue",), ("Home", "Out", "Empty"))
LINKS = pd.DataFrame(
    [
        ("There", "Queue", 60.0, "in", "there: 60"),
        ("New", "Queue", 40.0, "in", "new: 40"),
        ("Queue", "Out", 30.0, "rest", "out: 30"),
        ("Queue", "Home", 70.0, "out", "home: 70"),
        ("Queue", "Empty", 0.0, "on", "nobody"),
    ],
    columns=["source", "target", "people", "kind", "words"],
)


def drawn(links=LINKS, full=200.0, **more):
    return charts.sankey(links, COLUMNS, full, "T", "A", TABLE, **more)


def bands(picture):
    """By words: the kind, and x, y and y2 at both ends, between which the browser draws."""
    return {
        row["words"]: (
            row["kind"],
            *(
                {"x": row[x], "y": row[y], "y2": row[y] + row["wide"]}
                for x, y in (("left", "top"), ("right", "bottom"))
            ),
        )
        for row in picture.spec["layer"][0]["data"]["values"]
    }


def stages(picture):
    rows = picture.spec["data"]["values"]
    return {row["words"].partition(":")[0]: row for row in rows}


def test_a_band_is_as_wide_as_its_people_from_end_to_end():
    found = bands(drawn())
    assert set(found) == {"there: 60", "new: 40", "out: 30", "home: 70"}  # nobody's way is not drawn
    for words, (_, first, last) in found.items():
        people = float(words.split(": ")[1])
        for end in (first, last):
            assert end["y2"] - end["y"] == pytest.approx(people / 200, abs=1e-3)


def test_more_people_on_the_same_scale_are_a_wider_band_and_the_scale_is_the_caller_s():
    twice = bands(drawn(LINKS.assign(people=2 * LINKS["people"])))
    half = bands(drawn(full=400.0))
    for words, (_, first, _) in bands(drawn()).items():
        wide = first["y2"] - first["y"]
        assert twice[words][1]["y2"] - twice[words][1]["y"] == pytest.approx(2 * wide, abs=2e-3)
        assert half[words][1]["y2"] - half[words][1]["y"] == pytest.approx(wide / 2, abs=2e-3)


def test_bands_of_a_stage_lie_beside_each_other_and_fill_it():
    """100 people of 200 come to the queue and go from it: its height is a half, shared out from the top."""
    picture = drawn()
    queue, found = stages(picture)["Queue"], bands(picture)
    assert (queue["y"], queue["y2"]) == (0.0, 0.5)
    came = sorted((last["y"], last["y2"]) for words, (_, _, last) in found.items() if words[:3] in ("the", "new"))
    went = sorted((first["y"], first["y2"]) for words, (_, first, _) in found.items() if words[:3] in ("out", "hom"))
    assert np.array(came) == pytest.approx(np.array([[0, 0.2], [0.2, 0.5]]), abs=1e-3)
    assert np.array(went) == pytest.approx(np.array([[0, 0.35], [0.35, 0.5]]), abs=1e-3)


def test_bands_begin_and_end_at_their_stages_in_the_order_of_the_columns():
    picture = drawn()
    at, found = stages(picture), bands(picture)
    for words, source, target in (("new: 40", "New", "Queue"), ("out: 30", "Queue", "Out")):
        _, first, last = found[words]
        assert first["x"] == pytest.approx(at[source]["x2"], abs=1e-3)
        assert last["x"] == pytest.approx(at[target]["x"], abs=1e-3)
    assert found["new: 40"][2]["y"] < found["there: 60"][2]["y"]  # New stands above There, whatever the rows' order
    assert at["New"]["x"] == 0
    assert at["Home"]["x2"] == pytest.approx(1, abs=1e-3)
    assert at["Queue"]["x"] == pytest.approx((1 - THICK) / 2, abs=1e-3)


def test_stages_of_a_column_do_not_overlap_and_one_without_people_is_left_out():
    at = stages(drawn())
    assert "Empty" not in at
    assert at["There"]["y"] == pytest.approx(at["New"]["y2"] + GAP, abs=1e-3)
    assert at["Out"]["y"] == pytest.approx(at["Home"]["y2"] + GAP, abs=1e-3)


def test_every_stage_says_its_name_and_people():
    text = [row["words"] for row in drawn().spec["data"]["values"]]
    assert sorted(text) == ["Home: 70", "New: 40", "Out: 30", "Queue: 100", "There: 60"]


def test_a_column_may_begin_lower_and_what_goes_beyond_the_height_is_still_in_the_picture():
    lower = stages(drawn(tops=(0.0, 0.4, 0.0)))
    assert (lower["Queue"]["y"], lower["Queue"]["y2"]) == (0.4, 0.9)
    tall = drawn(full=50.0)
    lowest = tall.spec["layer"][0]["encoding"]["y"]["scale"]["domain"][0]
    assert lowest == pytest.approx(max(row["y2"] for row in stages(tall).values()))
    assert drawn().spec["layer"][0]["encoding"]["y"]["scale"]["domain"][0] == 1.0


def test_a_band_keeps_its_kind_and_every_kind_has_its_colour():
    found = bands(drawn())
    assert {words: kind for words, (kind, _, _) in found.items()} == {
        "new: 40": "in", "there: 60": "in", "home: 70": "out", "out: 30": "rest",
    }  # fmt: skip
    colour = drawn().spec["layer"][0]["encoding"]["color"]["scale"]
    assert {"in", "on", "out", "rest"} == set(colour["domain"])
    assert len(set(colour["range"])) == 4


FAN = pd.DataFrame(
    {
        "year": [2021.5, 2021.75, 2022.0, 2022.25],
        "period": ["2021Q2", "2021Q3", "2021Q4", "2022Q1"],
        "before": [5.0, 6.0, np.nan, np.nan],
        "observed": [np.nan, np.nan, 40.0, np.nan],
        "scenario": [np.nan, np.nan, 40.0, 44.0],
        "naive": [np.nan, np.nan, 40.0, 40.0],
        "low": [np.nan, np.nan, 40.0, 42.0],
        "high": [np.nan, np.nan, 40.0, 48.0],
        "past_low": [np.nan, np.nan, 40.0, 41.0],
        "past_high": [np.nan, np.nan, 40.0, 49.0],
    }
)
WORDS = {"observed": "Counted", "before": "Earlier", "scenario": "Expected", "naive": "Last"}


def fan(words=WORDS, **more):
    return charts.fan(FAN, words, "people", 9_999, "T", "A", TABLE, **more)


def test_a_break_is_a_rule_with_its_word_and_without_one_there_is_none():
    whole, broken = fan(), fan(breaks=[(2021.9, "another series")])
    assert len(broken.spec["layer"]) == len(whole.spec["layer"]) + 1
    mark = broken.spec["layer"][-1]
    assert mark["data"]["values"] == [{"year": 2021.9, "words": "another series"}]
    rule, text = mark["layer"]
    assert rule["mark"]["type"] == "rule"
    assert text["mark"]["align"] == "right"  # on the side of the past
    assert text["encoding"]["text"]["field"] == "words"


def test_lines_of_two_series_are_two_kinds_and_share_no_row():
    picture = fan(breaks=[(2021.9, "another series")])
    rows = picture.spec["data"]["values"]
    assert [sorted({"before", "observed"} & row.keys()) for row in rows] == [["before"], ["before"], ["observed"], []]
    line = next(x for x in picture.spec["layer"] if "strokeDash" in x.get("encoding", {}))
    assert line["transform"][0]["fold"] == ["observed", "before", "scenario", "naive"]
    dash = line["encoding"]["strokeDash"]["scale"]
    assert len({tuple(d) for d in dash["range"]}) >= 3
    assert dash["domain"] == ["Counted", "Earlier", "Expected", "Last"]


def test_a_quarter_is_named_where_a_reader_points_at_it():
    tips = fan().spec["encoding"]["tooltip"]
    assert tips[0] == {"field": "period", "title": "Quarter"}
    yearly = charts.fan(FAN.drop(columns="period"), WORDS, "people", 9_999, "T", "A", TABLE).spec["encoding"]["tooltip"]
    assert yearly[0] == {"field": "year", "title": "Year"}


def test_past_errors_have_a_band_of_their_own_inside_the_picture():
    with_past = json.dumps(fan().spec)
    without = json.dumps(
        charts.fan(FAN.drop(columns=["past_low", "past_high"]), WORDS, "people", 9_999, "T", "A", TABLE).spec
    )
    assert "past_low" in with_past
    assert "past_low" not in without
    top = fan().spec["layer"][0]["encoding"]["y"]["scale"]["domain"]
    assert top == [0, pytest.approx(1.05 * 49)]
