"""A tour's data: what a step is read from, how its sentence is made, and what is refused."""

from __future__ import annotations

import pytest

from lbdp_core import tour
from lbdp_core.result import Headline
from lbdp_core.sources import DataError
from lbdp_core.themes import THEMES
from lbdp_core.tour import Said, Step

FIRE = THEMES[0]
SEEN = Headline("seen", "People seen", "people", "down", 4_700.0, 4_600.0, 4_100.0, 5_200.0, -100.0, -140.0, -50.0)


def step(**more):
    return Step(**({"say": "One.", "look": "answer", "notes": "Say it."} | more))


@pytest.mark.parametrize(
    ("template", "expected"),
    [("{0}", "4,600"), ("{0:change}", "100 fewer"), ("{0:today}", "4,700"), ("{0:unit}", "4,600 people")],
)
def test_a_figure_is_written_as_people_say_it(template, expected):
    assert template.format(Said(SEEN)) == expected


def test_a_figure_without_a_value_is_no_sentence():
    with pytest.raises(ValueError, match="Nobody is counted"):
        f"{Said(Headline.undefined('seen', 'People seen', 'people', 'down', 'Nobody is counted.'))}"


def test_a_scenario_is_a_preset_or_levers_and_what_is_looked_at():
    assert step().levers(FIRE) == FIRE.levers()
    assert step(scenario="As today").levers(FIRE) == FIRE.presets["As today"]
    moved = step(scenario="visits=2000", view={"borough": "Enfield"}).levers(FIRE)
    assert (moved.visits, moved.borough) == (2000, "Enfield")
    with pytest.raises(DataError, match="names no scenario"):
        step(scenario="vists=1").levers(FIRE)


def test_what_no_step_may_be_is_refused():
    with pytest.raises(ValueError, match="one of answer"):
        step(look="film")
    with pytest.raises(ValueError, match="no field “music”"):
        tour._step({"say": "x", "look": "map", "notes": "y", "music": "z"})


def test_figures_typed_by_hand_and_tours_too_short_are_found():
    assert tour.faults([step()] * 4, FIRE) == []
    assert tour.faults([step()] * 3, FIRE) == ["3 steps; a tour has 4 to 7"]
    typed = tour.faults([step(say="About {expected_fires}, once 4,700.")] * 4, FIRE)
    assert typed[0] == "step 1 types a figure: “About {expected_fires}, once 4,700.”"
    assert "no view lever" in tour.faults([step(view={"visits": 1})] * 4, FIRE)[0]


def test_the_meeting_passes_over_a_theme_that_is_left_out():
    all_of_them = tour.running_order(tuple(theme.slug for theme in THEMES))
    without = tour.running_order(tuple(theme.slug for theme in THEMES[1:]))
    assert [slot for slot in all_of_them if slot.theme != FIRE.slug] == list(without)
    assert FIRE.slug in {slot.theme for slot in all_of_them}
