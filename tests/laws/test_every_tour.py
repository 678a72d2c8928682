"""Laws that every theme's tour keeps: it can be read, it can be said, and every step of it draws."""

from __future__ import annotations

import re

import pytest

from apps.shell import presenter, state
from apps.shell import tour as screens
from lbdp_core import tour
from lbdp_core.themes import THEMES
from tests.laws.test_every_page import page, visit, whole

each_theme = pytest.mark.parametrize("theme", THEMES, ids=lambda t: t.slug)


@each_theme
def test_a_theme_has_a_tour_of_four_to_seven_steps_without_a_figure_typed_by_hand(theme):
    assert tour.faults(tour.steps(theme.slug), theme) == []


@each_theme
def test_every_step_says_its_result_in_at_most_fifteen_words_and_draws_one_thing_to_look_at_and_no_lever(theme, stored):
    theme, model, score = stored(theme.slug)
    shown = {"map": "deck_gl_json_chart", "picture": "vega_lite_chart", "sure": "vega_lite_chart", "start": "table"}
    for n, step in enumerate(tour.steps(theme.slug), start=1):
        result = theme.run(model, step.levers(theme))
        said = tour.sentence(step, theme, model, result, score)
        assert len(said.split()) <= tour.WORDS, said
        assert not re.search(r"[{}]|\bnan\b|\binf\b|None", said), said
        assert {*step.figures} <= {h.key for h in result.figures}, said
        assert all(result.figure(key).scenario is not None for key in step.figures), said
        for key in re.findall(r"{(\w+)", step.say):  # a figure that is said is one that has a meaning at these levers
            assert key in {*(h.key for h in result.figures), "levers", "first", "driver", "map", "sure"}, said
        at = page(theme, step=str(n))
        whole(at)
        assert at.title[0].value.replace("\\", "") == said
        drawn = [e.type.removeprefix("arrow_") for e in at.main]
        assert shown.get(step.look, "metric") in drawn, (n, drawn)
        assert not [*at.slider, *at.selectbox, *at.number_input], "a control is in sight"
        assert len(at.metric) <= 2


@each_theme
def test_back_and_next_stop_at_the_end_and_leaving_takes_the_scenario_along(theme):
    """From the last step but one; a browser walks from the first."""
    count = len(tour.steps(theme.slug))
    at = page(theme, step=str(count - 1))
    for wanted in (count, count):
        at.button(key="lbdp-tour-next").click().run()
        assert at.query_params["step"] in (str(wanted), [str(wanted)])
    at.button(key="lbdp-tour-back").click().run()
    whole(at)
    step = tour.steps(theme.slug)[count - 2]
    at.button(key="lbdp-tour-leave").click().run()
    whole(at)
    assert at.get_by_key("view").value == "Present"
    for name, value in step.levers(theme).as_dict().items():
        assert at.get_by_key(f"{theme.slug}.{name}").value == value, name


@pytest.mark.parametrize("step", ["0", "-1", "99", "x", "1" * 400, "²"])
def test_a_step_that_is_none_shows_one_that_is(step):
    at = page(THEMES[0], step=step)
    whole(at)
    assert at.title


def test_the_meeting_holds_every_step_of_every_theme_in_its_order():
    shows = screens.of_meeting()
    assert shows[0].step is None
    assert [show.step for show in shows[1:]] == [
        step for slot in tour.running_order(tuple(t.slug for t in state.themes())) for step in tour.steps(slot.theme)
    ]


def test_a_presenter_s_window_follows_its_own_meeting_and_no_other():
    presenter.tell("aaa", 3, None)
    presenter.tell("bbb", 5, 1.0)
    first, second = (page(THEMES[0], step="1", code=code, presenter="1") for code in ("aaa", "bbb"))
    notes = [step.notes for step in tour.steps(THEMES[0].slug)]
    for at, at_step in ((first, 3), (second, 5)):
        whole(at)
        assert at.title[0].value.replace("\\", "") == notes[at_step - 1]
    presenter.tell("aaa", 4, None)
    for at, at_step in ((first.run(), 4), (second.run(), 5)):
        assert at.title[0].value.replace("\\", "") == notes[at_step - 1]
    assert visit(page(THEMES[0], step="1", code="ccc", presenter="1"), THEMES[0].slug).title[0].value == (
        "No tour is followed yet"
    )


def test_the_server_forgets_the_oldest_meetings():
    for n in range(presenter.KEPT + 5):
        presenter.tell(f"meeting {n}", 1, None)
    assert len(presenter._MEETINGS) == presenter.KEPT
    assert "meeting 0" not in presenter._MEETINGS
