"""One area and the ways of asking why, on the page: every way is drawn, and no link breaks it."""

import pytest
from streamlit.testing.v1 import AppTest

from apps.shell import area, explain, state
from lbdp_core.themes import by_slug
from tests.laws import test_every_page as every_page
from tests.laws.test_every_page import pictures, whole


def page(**link: str) -> AppTest:
    return every_page.page(by_slug("fire"), **{"view": "Explain", **link})


@pytest.mark.parametrize("ask", list(area.LOOKS))
def test_every_way_to_ask_of_an_area_is_drawn(ask):
    at = page(fire__part="One area", fire__ask=ask, fire__place="Enfield")
    whole(at)
    assert at.selectbox(key="fire.place").value == "Enfield"
    assert at.get_by_key("fire.ask").value == ask
    assert all(proto.alt.strip() for _, proto in pictures(at))


def test_every_way_to_ask_why_is_drawn():
    for why in explain.ways(state.opened("fire"))["fire.why"]:
        at = page(fire__why=why)
        whole(at)
        assert at.get_by_key("fire.why").value == why


def test_a_slider_moves_the_rate_and_back_again():
    at = page(fire__part="One area", fire__ask="What if")
    at.selectbox(key="fire:imagine:box0").set_value("social_rented").run()
    whole(at)
    (slider,) = [s for s in at.slider if str(s.key).startswith("fire:imagine:")]
    now = at.metric[1].value
    assert at.metric[0].value == now
    start = slider.value
    slider.set_value(slider.min).run()
    whole(at)
    assert at.metric[1].value != now
    assert any("An association is not an effect" in w.value for w in at.warning)
    next(s for s in at.slider if str(s.key).startswith("fire:imagine:")).set_value(start).run()
    assert at.metric[1].value == now


@pytest.mark.parametrize("value", ["", "Nowhere", "<script>alert(1)</script>", "![x](http://example.org)", "9" * 400])
def test_a_hostile_link_falls_back(value):
    names = ("place", "area", "ask", "run", "why", "driver", "versus")
    at = page(fire__part="One area", **{f"fire__{name}": value for name in names})
    whole(at)
    assert at.get_by_key("fire.ask").value == next(iter(area.LOOKS))
    assert all("<script>" not in w.value for w in at.warning)
    for ask in ("Over one driver",):
        at = page(fire__part="One area", fire__ask=ask, fire__run=value)
        whole(at)
    at = page(fire__why="One borough", fire__versus=value)
    whole(at)
