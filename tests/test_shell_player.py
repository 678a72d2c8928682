"""The player on the page: it begins, pauses, starts again, jumps, closes, and opens where the link says."""

from __future__ import annotations

import pytest

from lbdp_core.player import step_now
from lbdp_core.themes import by_slug
from tests.laws.test_every_page import page, whole

THEME = by_slug("postings")
DAY, PLAY = "postings.day", "postings.play"


def value(at, name: str) -> str:
    held = at.query_params[name]
    return held if isinstance(held, str) else held[0]


def press(at, words: str):
    at.button(key=f"postings:player:{words}").click().run()
    whole(at)
    return at


@pytest.mark.parametrize("view", ["Present", "Explore"])
def test_one_button_begins_it_and_another_ends_it(view):
    at = page(THEME, view=view)
    at.button(key="postings:play").click().run()
    whole(at)
    assert (int(value(at, DAY)) >= 41, value(at, PLAY)) == (True, "1")
    assert at.button(key="postings:player:Pause")
    at.button(key="postings:player:close").click().run()
    whole(at)
    assert DAY not in at.query_params
    assert at.button(key="postings:play")


def test_a_link_opens_where_it_stood_and_one_can_jump_and_start_again():
    at = page(THEME, view="Present", postings__day="100", postings__play="0")
    whole(at)
    assert not at.warning
    shown = [metric.value for metric in at.metric][:4]
    box = at.selectbox(key="postings:player:jump:100")
    box.set_value(box.options[200]).run()
    whole(at)
    assert (value(at, DAY), value(at, PLAY)) == ("200", "0")
    assert [metric.value for metric in at.metric][:4] != shown
    assert value(press(at, "Play"), PLAY) == "1"
    assert value(press(at, "Pause"), PLAY) == "0"
    assert int(value(press(at, "Start again"), DAY)) < 100


@pytest.mark.parametrize("day", ["", "-5", "nan", "99999", "999999999999", "<b>"])
def test_a_day_that_is_not_there_shows_one_that_is(day):
    at = page(THEME, view="Present", postings__day=day, postings__play="0")
    whole(at)
    assert at.metric


def test_the_last_day_is_the_last():
    assert step_now(360, 100.0, 4.0, 363) == 363
    at = page(THEME, view="Present", postings__day="363", postings__play="1")
    whole(at)
    assert value(at, PLAY) == "0"
