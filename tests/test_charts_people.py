"""Charts of people over ages, years and places: two years of ages, a fan, a bridge, places side by side."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd

from lbdp_core import charts, palette
from lbdp_core.charts.fan import _beyond

TABLE = pd.DataFrame({"What": ["a"]})
BARS = pd.DataFrame({"ages": ["0 to 4", "5 and over"] * 2, "sex": ["Women"] * 2 + ["Men"] * 2})
COUNTS = np.array([[1.0, 2.0], [30.0, 41.4], [1.5, 2.5], [20.0, 25.0]])
FAN = pd.DataFrame(
    {
        "year": [2019, 2020, 2021],
        "observed": [5.0, 6.0, np.nan],
        "scenario": [np.nan, 6.0, 7.0],
        "today": [np.nan, 6.0, 8.0],
        "naive": [np.nan, 6.0, 8.5],
        "low": [np.nan, 5.5, 5.0],
        "high": [np.nan, 6.5, 9.0],
    }
)
WORDS = {"observed": "Counted", "scenario": "Expected", "naive": "Naive"}
STEPS = pd.DataFrame(
    [
        ("2021", 0.0, 100.0, np.nan, np.nan, "100", "end"),
        ("More people", 100.0, 120.0, 110.0, 130.0, "+20", "up"),
        ("2031", 0.0, 120.0, 90.0, 150.0, "120", "end"),
    ],
    columns=["step", "start", "end", "low", "high", "words", "kind"],
)
PLACES = pd.DataFrame(
    {
        "place": ["A", "B"],
        "value": [2.0, 1.0],
        "low": [1.0, 0.5],
        "high": [3.0, 1.5],
        "beside": [1.8, np.nan],
        "said": "x",
    }
)


def profile(**more):
    return charts.profile(
        BARS, COUNTS, [2021, 2022], 2022, ["2021: few", "2022: it's more"], "p", "T", "A", TABLE, **more
    )


def fan(frame=FAN, sure=2030):
    return charts.fan(frame, WORDS, "people", sure, "T", "A", TABLE)


PICTURES = {
    "profile": profile(),
    "fan": fan(),
    "bridge": charts.bridge(STEPS, "people", "T", "A", TABLE),
    "standing": charts.standing(PLACES, "people", ("now", "then"), "T", "A", TABLE, line=1.0),
}


def test_women_stand_to_the_left_and_small_counts_keep_a_decimal():
    first, *_, last = profile().spec["data"]["values"]
    assert first["years"] == "-1 -2"
    assert last["years"] == "20 25"
    assert profile().spec["data"]["values"][1]["years"] == "-30 -41.4"


def test_the_year_is_stepped_by_the_browser_and_stops_at_the_last():
    year, playing = profile().spec["config"]["signals"]
    assert year["bind"] | {"name": ""} == {"input": "range", "min": 2021, "max": 2022, "step": 1, "name": ""}
    assert year["on"][0]["events"]["type"] == "timer"
    assert playing["value"] is False
    assert playing["on"][0]["update"] == "playing && year < 2022"


def test_the_ink_of_the_page_leaves_the_steps_of_the_year_alone():
    inked = charts.inked(profile().spec, "dark")
    assert inked["config"]["signals"] == profile().spec["config"]["signals"]
    assert inked["config"]["axis"]["labelColor"] == palette.INK["dark"]


def test_a_line_without_words_is_left_out_and_blanks_are_not_sent():
    values = fan().spec["data"]["values"]
    assert values[0] == {"year": 2019, "observed": 5.0}
    assert all("today" not in row for row in values)


def test_only_years_beyond_the_sure_ones_get_their_mark():
    assert "only with its range" not in json.dumps(fan().spec)
    assert "only with its range" in json.dumps(fan(sure=2020).spec)


def test_the_mark_s_words_stand_on_the_side_that_has_room():
    assert ['"align": "right"' in json.dumps(_beyond(2031, 12, late)) for late in (True, False)] == [True, False]


def test_a_bridge_begins_at_nought_unless_its_steps_would_vanish():
    small = STEPS.assign(**{c: STEPS[c] + 10_000 * (STEPS["kind"] != "x") for c in ("start", "end", "low", "high")})
    assert "begins" not in PICTURES["bridge"].note
    assert "The axis begins at" in charts.bridge(small, "people", "T", "A", TABLE).note


def test_places_without_a_ring_have_no_key_for_one():
    bare = charts.standing(PLACES.assign(beside=np.nan), "people", ("now", "then"), "T", "A", TABLE)
    assert '"then"' not in json.dumps(bare.spec)
    assert '"then"' in json.dumps(PICTURES["standing"].spec)
