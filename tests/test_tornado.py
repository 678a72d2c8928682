"""Tornado: one lever at a time from end to end, widest first, and levers without a range left alone."""

from __future__ import annotations

import pytest

from lbdp_core import charts, tornado
from tests.test_compare import Pump, run


def test_bars_by_hand_widest_first():
    bars = tornado.bars(tornado.sweep(run, Pump(pumps=10)), "Drained")
    assert list(bars["lever"]) == ["pumps", "fuel", "leak"]
    first = bars.iloc[0]
    assert (first["low_at"], first["low"], first["high_at"], first["high"]) == ("5 pumps", 5, "20 pumps", 20)
    assert tuple(bars.iloc[1][["low_at", "low", "high_at", "high"]]) == ("Sunlight", 5, "Diesel", 10)
    assert bars.iloc[2]["low"] == pytest.approx(9)


def test_a_lever_that_does_not_move_a_figure_is_named_and_has_no_bar():
    looked = []
    found = tornado.sweep(lambda at: looked.append(at) or run(at), Pump(pumps=10))
    assert list(tornado.bars(found, "Cost")["lever"]) == ["pumps"]
    assert tornado.still(found, "Cost") == ("Leak", "Fuel")
    assert len(looked) == 1 + 2 + 1 + 1  # what stands already is not run again


def test_view_levers_and_levers_without_a_range_stay():
    found = tornado.sweep(run, Pump())
    assert set(found.swings) == {"pumps", "leak", "fuel"}
    assert tornado.bars(found, "Per pump").empty  # nothing to compare with: there are no pumps


def test_the_picture_has_a_band_a_row_a_lever_and_words_at_the_ends():
    found = tornado.sweep(run, Pump(pumps=10))
    bars, h = tornado.bars(found, "Drained"), found.base.headlines[0]
    drawn = charts.tornado(bars, tornado.made(h), tornado.band(h), "Drained", ("Widest: pumps", "How to read it"), bars)
    assert {row["words"] for row in drawn.spec["data"]["values"]} == {"5 pumps", "20 pumps", "Sunlight", "10%"}
    assert drawn.spec["layer"][0]["data"]["values"] == [{"base": h.change_low, "end": h.change_high}]
    certain = charts.tornado(bars, 1.0, (1.0, 1.0), "Drained", ("x", ""), bars)
    assert certain.spec["layer"][0]["mark"]["type"] == "rule"


def test_a_long_value_is_cut_at_what_there_is_room_for():
    found = tornado.sweep(run, Pump(pumps=10))
    bars = tornado.bars(found, "Drained").assign(low_at=["Short: long", "word " * 20, "y"])
    words = [row["words"] for row in charts.tornado(bars, 10.0, None, "", ("a", ""), bars).spec["data"]["values"]]
    assert words[0] == "Short: long"
    assert [len(line) <= 21 for line in words[1].split("\n")] == [True, True]
    assert words[1].endswith("…")
