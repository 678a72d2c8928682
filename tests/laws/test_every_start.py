"""Laws of where to start: one sentence that says what to do, and rows that are left to act on."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from apps.shell import state
from lbdp_core.page import Page
from lbdp_core.themes import THEMES

each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)
LONGEST = 45  # words, names of places and levers among them


def results(theme, *more):
    """Every preset, over London and in one borough."""
    boroughs = ("London", "Enfield") if "borough" in theme.levers.specs() else ("London",)
    for preset in (*theme.presets.values(), *more):
        for borough in boroughs:
            levers = replace(preset, borough=borough) if len(boroughs) > 1 else preset
            yield state.asked(theme.slug, levers)


@each_theme
def test_it_is_one_sentence_and_its_rows_are_of_the_list(theme):
    """As the theme says it, and as a page says it of which the theme says nothing."""
    it = state.opened(theme.slug)
    for result, page in product(results(theme), (it.page, Page())):
        start = page.where_to_start(it.model, result)
        assert start.sentence.endswith(".")
        assert start.sentence[0] == start.sentence[0].upper()
        assert len(start.sentence.split()) <= LONGEST, start.sentence
        assert "nan" not in start.sentence
        assert set(start.rows.index) <= set(result.shortlist.index)
        assert bool(start.stops) == (0 < len(start.rows) < len(result.shortlist)) or start.rows.empty
        if len(start.rows):
            assert len(page.first_rows(replace(result, shortlist=start.rows), 8))


def test_fire_stops_where_no_visit_prevents_a_fire_that_shows():
    fire = next(theme for theme in THEMES if theme.slug == "fire")
    levers = fire.levers(visits=500, within="focus", borough="Enfield")
    result = state.asked("fire", levers)
    it = state.opened("fire")
    start = it.page.where_to_start(it.model, result)
    assert 0 < len(start.rows) < len(result.shortlist)
    assert (start.rows["fires_prevented"].round(2) > 0).all()
    assert f"about {start.rows['visits'].sum():,.0f} of the 500 visits in Enfield" in start.sentence
    assert "leave the rest to referrals" in start.sentence
