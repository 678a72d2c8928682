"""Laws of scenarios that a person makes: named, kept in the link, built on one another, and taken back."""

from __future__ import annotations

import re

import pytest

from apps.shell import saved
from lbdp_core import scenarios
from tests.laws.test_every_compare_page import first_number
from tests.laws.test_every_page import each_theme, page, whole

NAME = "Winter plan"


def moved(theme, view="Explore", **link):
    """A page whose first number was moved, with its name and value."""
    name, value = first_number(theme)
    at = page(theme, view=view, **link)
    box = at.get_by_key(f"{theme.slug}.{name}")
    box.set_value(type(box.value)(value)).run()
    return at, name, value


@each_theme
def test_a_scenario_that_was_named_stands_in_the_link_and_is_offered_where_one_is_chosen(theme):
    """A name of the page's own, or none at all, is refused before it."""
    at, name, value = moved(theme)
    for text in (next(iter(theme.presets)), "<>"):
        at.text_input(key=f"{theme.slug}:name").set_value(text).run()
        assert at.warning, text
        assert f"{theme.slug}.saved" not in at.query_params
    at.text_input(key=f"{theme.slug}:name").set_value(NAME).run()
    whole(at)
    assert at.selectbox(key=f"{theme.slug}:preset").value == NAME
    (link,) = [held] if isinstance(held := at.query_params[f"{theme.slug}.saved"], str) else held
    again = page(theme, view="Compare", **{f"{theme.slug}__saved": link})
    whole(again)
    again.selectbox(key=f"{theme.slug}:preset").set_value(NAME).run()
    assert again.get_by_key(f"{theme.slug}.{name}").value == value
    levers = {n: again.get_by_key(f"{theme.slug}.{n}").value for n in theme.levers.specs()}
    text = scenarios.write(theme.levers(**levers), theme.presets)
    again.selectbox(key=f"{theme.slug}:preset").set_value(theme.opening).run()
    again.selectbox(key=f"{theme.slug}:against").set_value(text).run()
    whole(again)
    assert NAME in again.header[0].value


@each_theme
def test_undo_puts_the_levers_back_a_step_at_a_time(theme):
    at, name, value = moved(theme)
    start = getattr(theme.presets[theme.opening], name)
    assert at.get_by_key(f"{theme.slug}.{name}").value == value
    at.button(key=f"{theme.slug}:undo").click().run()
    whole(at)
    assert at.get_by_key(f"{theme.slug}.{name}").value == start
    assert at.button(key=f"{theme.slug}:undo").disabled


@each_theme
def test_a_scenario_starts_from_the_one_it_is_compared_with_and_no_letter_stands_for_either(theme):
    at, name, _ = moved(theme, "Compare")
    said = " ".join(e.value for e in (*at.header, *at.markdown, *at.caption, *at.subheader))
    assert not re.search(r"\bB\b|(with|than|against|in) A\b", said)
    assert "What you changed" in said
    preset = list(theme.presets)[-1]
    at.selectbox(key=f"{theme.slug}:against").set_value(preset).run()
    at.button(key=f"{theme.slug}:stack").click().run()
    whole(at)
    assert at.get_by_key(f"{theme.slug}.{name}").value == getattr(theme.presets[preset], name)
    assert at.header[0].value == "The two scenarios are the same."


@pytest.mark.parametrize("text", ["<img src=http://x>", "![x](http://x)", "a;b:c|d", "x" * 300, "=1+1", "`$x$`"])
def test_a_name_is_made_harmless(text):
    kept = saved.harmless(text)
    assert len(kept) <= saved.LONGEST
    assert not set("<>[];:|`$=!/*_") & set(kept)


@each_theme
def test_a_hostile_link_of_scenarios_is_left_out(theme):
    hostile = page(theme, **{f"{theme.slug}__saved": "<b>x</b>:nope=1;:;ok:"})
    whole(hostile)
    assert "ok" in hostile.selectbox(key=f"{theme.slug}:preset").options
