"""The homelessness page in a browser: its story above the fold, its cheap levers, and every part of its explanation."""

from __future__ import annotations

import pytest

from lbdp_core.homelessness.views import PAGE as SHOWN
from lbdp_core.themes import THEMES
from tests.browser.test_pages import a_lever_is_cheap, no_grave_finding, quiet, sideways

PAGE = "/homelessness"
FIGURE = "[data-testid=stMetricValue]"
VIEWS = {view.lower(): f"{PAGE}?view={view}" for view in ("Present", "Explore", "Compare", "Explain")}
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif("homelessness" not in {theme.slug for theme in THEMES}, reason="homelessness is not registered"),
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


def test_every_part_of_explain_one_after_another(tab):
    """On the narrow screen, in one visit: offline, no error, axe, not sideways."""
    t = tab(1024, 768).visit(VIEWS["explain"])
    for part in (*SHOWN.scenes, "How sure", "Data", "Model card"):
        t.page.locator("[data-testid=stButtonGroup]").nth(1).get_by_text(part, exact=True).click()
        t.page.wait_for_timeout(1_200)
        no_grave_finding(t)
        assert not sideways(t), part
    quiet(t)


def test_synthetic_is_said_before_a_figure_is(tab):
    t = tab(1280, 720).visit(VIEWS["present"])
    said = t.page.get_by_text("Synthetic: rough sleeping by borough").first.bounding_box()
    assert said["y"] < t.page.locator(FIGURE).first.bounding_box()["y"]
