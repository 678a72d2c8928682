"""Levers: one declaration is the default, the check, the link and the limits."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from lbdp_core.levers import Levers, choice, number


@dataclass(frozen=True, kw_only=True)
class Pump(Levers):
    speed: float = number(5, "Speed", unit="litres a second", range=(0, 10, 0.5))
    fuel: str = choice("diesel", "Fuel", {"diesel": "Diesel", "sun": "Sunlight"})
    side: str = choice("left", "Seen from", {"left": "The left", "right": "The right"}, kind="view")


def test_the_default_is_today():
    assert Pump().as_dict() == {"speed": 5, "fuel": "diesel", "side": "left"}
    assert Pump().moved() == {}


def test_a_value_is_said_with_its_unit():
    specs = Pump.specs()
    assert [specs["speed"].words(v) for v in (7.5, 1)] == ["7.5 litres a second", "1 litres a second"]
    assert specs["fuel"].words("sun") == "Sunlight"
    years, pounds = (number(1, "", unit=unit, range=(0, 9, 1)).metadata["lever"] for unit in ("years", "£"))
    assert [years.words(1), years.words(2), pounds.words(2500)] == ["1 year", "2 years", "£2,500"]


def test_a_swing_and_what_is_assumed_are_declared_with_the_lever():
    spec = number(1, "", unit="", range=(0, 9, 1), swing=(2, 3), assumed=True).metadata["lever"]
    assert (spec.swing, spec.assumed) == ((2, 3), True)
    assert (Pump.specs()["speed"].swing, Pump.specs()["fuel"].assumed) == (None, False)


@pytest.mark.parametrize("value", [-0.5, 10.5, float("nan"), float("inf"), True, "fast", None])
def test_a_number_out_of_range_is_refused_by_name(value):
    with pytest.raises(ValueError, match="speed is"):
        Pump(speed=value)


def test_a_word_that_is_not_a_choice_is_refused_by_name():
    with pytest.raises(ValueError, match=r"fuel is 'coal'; it may be diesel, sun\."):
        Pump(fuel="coal")


def test_a_link_is_read_and_what_it_does_not_name_is_today():
    levers, notices = Pump.parse({"speed": "7.5", "side": "right", "utm_source": "mail"})
    assert levers == Pump(speed=7.5, side="right")
    assert notices == ()


@pytest.mark.parametrize(
    ("texts", "named"),
    [
        ({"speed": "fast"}, "Speed"),
        ({"speed": "99"}, "Speed"),
        ({"speed": "nan"}, "Speed"),
        ({"fuel": "<script>"}, "Fuel"),
    ],
)
def test_a_bad_link_falls_back_with_one_notice(texts, named):
    levers, notices = Pump.parse(texts)
    assert levers == Pump()
    assert len(notices) == 1
    assert notices[0].startswith(f"{named} cannot be")


def test_a_very_long_bad_value_is_not_repeated_whole():
    _, notices = Pump.parse({"fuel": "x" * 5_000})
    assert len(notices[0]) < 200


def test_unchanged_keeps_the_look_and_drops_the_change():
    assert Pump(speed=9, fuel="sun", side="right").unchanged() == Pump(side="right")
    assert Pump(speed=9).moved() == {"speed": 9}
