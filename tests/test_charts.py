import json

import numpy as np
import pandas as pd
import pytest

from lbdp_core import charts, palette

TIME = pd.DataFrame(
    {
        "period": ["2016", "2017", "2018", "2019"],
        "observed": [100.0, 90.0, 95.0, np.nan],
        "today": [np.nan, np.nan, np.nan, 94.0],
        "scenario": [np.nan, np.nan, np.nan, 80.0],
        "low": [np.nan, np.nan, np.nan, 70.0],
        "high": [np.nan, np.nan, np.nan, 90.0],
    }
)
STEPS = pd.DataFrame(
    {
        "step": ["London", "Tenure: 40%", "Here"],
        "start": [1.0, 1.5, 1.0],
        "end": [1.5, 1.8, 1.8],
        "words": ["1.50", "×1.20", "1.80"],
        "kind": ["from", "up", "to"],
    }
)
POINTS = pd.DataFrame(
    {
        "area": ["X", "Y"],
        "driver": ["A", "A"],
        "factor": [0.9, 1.2],
        "lane": [0.0, 0.5],
        "level": [0.1, 0.9],
        "words": ["1%", "9%"],
    }
)
DOTS = pd.DataFrame({"row": ["m", "m"], "value": [4.0, 4.2], "kind": ["year", "mean"], "words": ["a", "b"]})
RATIOS = pd.DataFrame(
    {"group": [1, 2], "ratio": [1.0, 1.2], "low": [0.9, 0.9], "high": [1.1, 1.1], "outside": ["within", "outside"]}
)
BARS = pd.DataFrame({"group": ["5%", "5%"], "row": ["ours", "theirs"], "value": [0.1, 0.09], "words": ["10%", "9%"]})
RANGES = pd.DataFrame(
    {"row": ["a", "b"], "value": [1.0, 2.0], "low": [0.5, 1.5], "high": [2.0, 2.5], "words": ["1", "2"]}
)
COURSE = pd.DataFrame(
    {
        "period": ["2016", "2017"],
        "observed": [9.0, 8.0],
        "expected": [9.5, 8.5],
        "low": [8.0, 7.0],
        "high": [11.0, 10.0],
    }
)
REACH = pd.DataFrame({"value": [0, 500], "figure": [0.0, 1.2], "low": [0.0, 0.5], "high": [0.0, 1.9]})
TABLE = pd.DataFrame({"What": ["a"]})
DOTS_OF_AREAS = pd.DataFrame({"value": [1.0, 9.0], "ratio": [0.9, 1.2], "level": [0.1, 0.9], "words": ["1%", "9%"]})
ALONE = pd.DataFrame({"value": [1.0, 9.0], "ratio": [0.95, 1.1], "low": [0.9, 1.0], "high": [1.0, 1.2]})
RUN = pd.DataFrame(
    {"value": [1.0, 9.0], "rate": [1.5, 2.0], "london": [1.4, 1.6], "seen": ["areas like this"] * 2, "run": [1, 1]}
)
NOW = pd.DataFrame({"value": [1.0], "rate": [1.5], "words": ["now 1.50"]})
PICTURES = {
    "over_time": charts.over_time(TIME, "fires a year", {"2017": "A word"}),
    "waterfall": charts.waterfall(STEPS, "fires per 1,000 homes", "From London to here"),
    "beeswarm": charts.beeswarm(POINTS, ["A"], "What pulls", TABLE),
    "dots": charts.dots_by_row(DOTS, ["m"], "Ladder", "skill", "Best is m", TABLE),
    "ratios": charts.ratio_by_group(RATIOS, "Calibration", ("tenth", "ratio"), "One of two", TABLE),
    "ranges": charts.ranges(RANGES, ["a", "b"], "By rule", "fires", "Most by b", TABLE, at=1.0),
    "course": charts.course(COURSE, "By year", "fires", "From 9 to 8", TABLE),
    "reach": charts.reach(REACH, ("Visits", "Fires"), 1.0, 500, TABLE),
    "dependence": charts.dependence(
        DOTS_OF_AREAS, ALONE, ("Driver (%)", "Other"), ("least", "most"), "Driver and rate", "From 1 to 9", TABLE
    ),
    "curve": charts.curve(RUN, NOW[["value"]], NOW, ("Driver (%)", "fires"), "Curve", "From 1.5 to 2.0", TABLE),
    "bars": charts.bars(BARS, ["ours", "theirs"], "Capture", "share", "First 5%", TABLE),
}


@pytest.mark.parametrize("name", PICTURES)
def test_every_field_that_is_drawn_is_in_the_data(name):
    spec = PICTURES[name].spec
    for layer in spec["layer"]:
        values = layer.get("data", spec.get("data"))["values"]
        for encoding in (spec.get("encoding", {}) | layer["encoding"]).values():
            for part in encoding if isinstance(encoding, list) else [encoding]:
                if "field" in part:
                    assert all(part["field"] in row for row in values), part["field"]


def test_a_year_with_a_note_is_marked_at_its_own_figure():
    layers = PICTURES["over_time"].spec["layer"]
    marked = [layer["data"]["values"] for layer in layers if "data" in layer]
    assert len(marked) == 2
    for values in marked:
        assert [(v["period"], v["observed"], v["words"]) for v in values] == [("2017", 90.0, "A word")]


def test_time_runs_forward_however_many_layers_there_are():
    spec = PICTURES["over_time"].spec
    assert spec["encoding"]["x"]["scale"]["domain"] == ["2016", "2017", "2018", "2019"]
    assert not any("x" in layer["encoding"] for layer in spec["layer"])


@pytest.mark.parametrize(("seen", "below"), [(90.0, True), (20.0, False)])
def test_a_note_keeps_clear_of_the_years_below_the_axis(seen, below):
    frame = TIME.assign(observed=TIME["observed"].where(TIME["period"] != "2017", seen))
    picture = charts.over_time(frame, "fires a year", {"2017": "A word"}, size=16)
    (text,) = [layer["mark"] for layer in picture.spec["layer"] if layer["mark"]["type"] == "text"]
    assert (text["dy"] > 0) == below
    assert text["fontSize"] == picture.spec["config"]["axis"]["labelFontSize"] == 16


def test_the_forecast_says_its_range_in_the_words():
    assert "expected 2019: 80, 80% range 70 to 90" in PICTURES["over_time"].alt


def test_a_note_for_a_year_that_is_not_there_is_left_out():
    picture = charts.over_time(TIME[TIME["period"] > "2017"], "fires a year", {"2017": "A word"})
    assert "A word" not in json.dumps(picture.spec)


def test_a_time_without_a_forecast_or_without_a_past_is_drawn():
    assert charts.over_time(TIME.head(3), "fires", {}).alt.endswith("95 in 2018")
    assert "expected 2019" in charts.over_time(TIME.tail(1), "fires", {}).alt


def test_missing_values_are_null_not_nan():
    assert charts.rows(pd.DataFrame({"a": [np.nan, 1.0]})) == [{"a": None}, {"a": 1.0}]


def test_the_key_has_a_box_and_words_for_each_class():
    values = charts.legend(["#fff", "#000"], ["few", "many"])["layer"][0]["data"]["values"]
    assert [v["words"] for v in values] == ["few", "many"]


def test_the_key_of_two_figures_at_once_is_a_square_of_rows():
    words = [f"hazard {a}, frailty {b}" for b in ("low", "middle", "high") for a in ("low", "middle", "high")]
    key = charts.legend(["#fff"] * 9, words)
    values = key["layer"][0]["data"]["values"]
    assert [v["i"] for v in values] == [0, 1, 2] * 3
    tops = [v["top"] for v in values]
    assert tops == sorted(tops)
    assert len(set(tops)) == 3
    assert values[5]["words"] == "hazard high\nfrailty middle"
    assert key["height"] > max(v["at"] for v in values) + 2 * 12


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_axes_and_keys_are_written_in_ink_that_reads(mode):
    keyed = {"mark": "rule", "encoding": {"color": {"field": "kind"}, "row": {"field": "borough"}}}
    config = charts.inked(charts.spec([keyed]), mode)["config"]
    assert "text" not in config, "no settings of what the chart does not have"
    inks = [config[part][words] for part in ("axis", "legend", "header") for words in ("labelColor", "titleColor")]
    assert min(palette.contrast(ink, palette.PAPER[mode]) for ink in inks) >= 4.5


def test_a_chart_for_a_projector_has_no_small_word_and_keeps_its_figures():
    small = charts.spec([{"mark": {"type": "text", "fontSize": 9}, "encoding": {"y": {"axis": {"labelFontSize": 12}}}}])
    large = charts.enlarged(small | {"data": {"values": [{"fontSize": 3}]}}, 24, 400)
    assert large["layer"][0]["mark"]["fontSize"] == large["layer"][0]["encoding"]["y"]["axis"]["labelFontSize"] == 24
    assert large["config"]["axis"]["labelFontSize"] == 24
    assert (large["height"], large["data"]["values"]) == (400, [{"fontSize": 3}])
    assert small["layer"][0]["mark"]["fontSize"] == 9, "the chart of the page was changed"
