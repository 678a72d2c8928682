"""The health page in a browser: its story above the fold, its cheap levers, and the year that the browser steps."""

from __future__ import annotations

import pytest

from lbdp_core.themes import THEMES
from tests.browser.test_pages import a_lever_is_cheap, no_grave_finding, quiet, sideways

HEALTH = "/health"
FIGURE = "[data-testid=stMetricValue]"
YEAR = "label:has-text('Year') input[type=range]"
VIEWS = {view.lower(): f"{HEALTH}?view={view}" for view in ("Present", "Explore", "Compare", "Explain")}
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif("health" not in {theme.slug for theme in THEMES}, reason="health is not registered"),
]


@pytest.mark.parametrize("name", VIEWS)
def test_a_page_keeps_its_promises(tab, name):
    """Offline, no error, axe, not sideways on two screens, and a lever that costs little."""
    t = tab(1280, 720).visit(VIEWS[name])
    no_grave_finding(t)
    assert not sideways(t)
    if name in ("present", "explore"):
        answer = t.page.locator("h1").nth(1) if name == "present" else t.page.locator("h2").first
        for part in (answer, *(t.page.locator(FIGURE).nth(n) for n in range(2))):
            box = part.bounding_box()
            assert box["y"] >= 0
            assert box["y"] + box["height"] <= 720
    t.page.set_viewport_size({"width": 1024, "height": 768})
    t.page.wait_for_timeout(800)
    assert not sideways(t)
    a_lever_is_cheap(t)
    quiet(t)


def test_play_steps_the_year_in_the_browser_alone_and_stops_at_the_end(tab):
    t = tab().visit(f"{VIEWS['explain']}&health.part=Ages&health.horizon=3")
    year, play = t.page.locator(YEAR), t.page.get_by_label("Play", exact=True)
    said = t.page.locator("[data-testid=stVegaLiteChart] .role-title")
    assert year.input_value() == "2026"
    assert said.first.text_content().startswith("2026: ")
    received = t.log.received
    play.check()
    t.page.wait_for_function("e => e.value === '2024'", arg=year.element_handle())
    assert said.first.text_content()[:6] in ("2024: ", "2025: ", "2026: ")  # a busy machine may look late
    t.page.wait_for_function("e => !e.checked", arg=play.element_handle())
    assert year.input_value() == "2026"
    assert t.log.received - received < 2_000
    quiet(t)


def test_nothing_moves_unless_play_is_pressed(tab):
    t = tab().visit(f"{VIEWS['explain']}&health.part=Ages")
    year = t.page.locator(YEAR)
    t.page.wait_for_timeout(2_500)
    assert year.input_value() == "2033"
