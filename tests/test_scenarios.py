"""Scenarios as short texts: a link's words come back as they were, and hostile ones are one sentence."""

from __future__ import annotations

import pytest

from lbdp_core import scenarios
from lbdp_core.sources import DataError
from tests.test_compare import Pump

PRESETS = {"As today": Pump(), "Two, on sun": Pump(pumps=2, fuel="sun")}


def test_a_preset_goes_by_its_name_and_the_rest_by_what_differs_from_today():
    assert scenarios.write(Pump(side="right"), PRESETS) == "As today"
    assert scenarios.write(Pump(pumps=2, fuel="sun"), PRESETS) == "Two, on sun"
    assert scenarios.write(Pump(pumps=2.5, leak=5), PRESETS) == "pumps=2.5,leak=5"


def test_what_is_looked_at_is_no_part_of_it():
    assert scenarios.read("two, ON sun", Pump, PRESETS, Pump(pumps=9, side="right")) == Pump(
        pumps=2, fuel="sun", side="right"
    )
    assert scenarios.read("", Pump, PRESETS) == Pump()


def test_a_title_names_a_few_levers_in_words():
    assert scenarios.title("pumps=2", Pump, PRESETS) == "2 pumps"
    assert scenarios.title("pumps=2,leak=5,fuel=sun", Pump, PRESETS) == "2 pumps; Leak: 5%; Fuel: Sunlight"
    assert scenarios.title("Two, on sun", Pump, PRESETS) == "Two, on sun"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("nothing", "nothing"),
        ("pumps", "lever=value"),
        ("pumps=", "Pumps"),
        ("pumps=1e9", "1e9"),
        ("pumps=2,leak=5,pumps=3", "twice"),
        ("pumps=nan", "number"),
        ("fuel=coal", "coal"),
        ("side=right", "side=right"),  # a way of looking is no scenario
        ("pumps=1,__class__=x", "__class__"),
        ("fuel=<img src=x>", "<img"),
        ("x" * 501, "501"),
        ("pumps=" + "9" * 400, "Pumps"),
    ],
)
def test_a_text_that_names_no_scenario_is_one_sentence(text, named):
    with pytest.raises(DataError, match=r"\.$") as refused:
        scenarios.read(text, Pump, PRESETS)
    assert named in str(refused.value)
    assert len(str(refused.value)) < 200


def test_what_is_changed_begins_a_sentence():
    phrases = {"pumps": "{:g} more pumps".format}
    assert scenarios.subject(Pump(pumps=2), phrases) == "2 more pumps"
    assert scenarios.subject(Pump(pumps=2, leak=5), phrases) == "2 more pumps and “Leak” at 5%"
    assert scenarios.subject(Pump(pumps=2, leak=5), phrases, ("leak",)) == "2 more pumps"
    assert scenarios.subject(Pump(leak=5), phrases, ("leak",)) == "“Leak” at 5%"


def test_two_scenarios_are_called_by_their_presets_or_levers_and_by_letters_where_that_tells_nothing():
    a, b = PRESETS["Two, on sun"], Pump(pumps=5)
    assert scenarios.names(a, b, PRESETS) == ("“Two, on sun”", "“5 pumps”")
    assert scenarios.names(b, b, PRESETS) == scenarios.SAME_WORDS
