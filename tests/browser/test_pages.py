"""The real server in a real browser: what a person in the room would notice."""

from __future__ import annotations

import pytest

from lbdp_core.themes import THEMES
from tests.browser.conftest import AXE, PATIENCE

pytestmark = pytest.mark.browser
FIRE = "/fire"
VIEWS = ("Present", "Explore", "Explain")
PAGES = {"home": "/", **{view.lower(): f"{FIRE}?view={view}" for view in VIEWS}}
MAP = "[data-testid=stDeckGlJsonChart]"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_serious_for_people_who_cannot_see_well(tab, name, dark):
    """axe: nothing serious or critical. And: nothing leaves the machine, no error in the console, no sideways scroll."""
    t = tab(dark=dark).visit(PAGES[name])
    t.page.evaluate(AXE.read_text("utf-8"))
    found = t.page.evaluate("async () => (await axe.run()).violations")
    grave = {
        v["id"]: [n["html"][:200] for n in v["nodes"][:3]] for v in found if v["impact"] in ("serious", "critical")
    }
    assert not grave
    assert not t.log.outside()
    assert not t.log.errors
    assert not sideways(t)


@pytest.mark.parametrize("part", ["How+sure", "Data"])
def test_the_rest_of_the_explanation_is_no_worse(tab, part):
    t = tab().visit(f"{FIRE}?view=Explain&fire.part={part}")
    t.page.evaluate(AXE.read_text("utf-8"))
    found = t.page.evaluate("async () => (await axe.run()).violations")
    assert not [v["id"] for v in found if v["impact"] in ("serious", "critical")]
    assert not t.log.errors
    assert not t.log.outside()


@pytest.mark.parametrize("view", VIEWS)
def test_the_question_the_first_lever_and_the_first_figure_are_above_the_fold(tab, view):
    t = tab(1280, 720).visit(f"{FIRE}?view={view}")
    first = next(iter(THEMES[0].levers.specs().values())).label
    parts = {
        "title": t.page.locator("h1").first,
        "lever": t.page.get_by_role("slider", name=first),
        "answer": t.page.locator("h2").first,
    }
    if view != "Explain":
        parts["headline"] = t.page.locator("[data-testid=stMetricValue]").first
    for name, part in parts.items():
        box = part.bounding_box()
        assert box is not None, name
        assert box["y"] >= 0 and box["y"] + box["height"] <= 720, name


@pytest.mark.parametrize("name", PAGES)
def test_nothing_overflows_on_a_small_screen(tab, name):
    assert not sideways(tab(1024, 768).visit(PAGES[name]))


def test_the_map_changes_when_visits_change_and_the_change_is_cheap(tab):
    t = tab().visit(f"{FIRE}?view=Explore&fire.colour=Extra+visits", canvas=True)
    before, figures, received = picture(t), t.figures(), t.log.received
    lever = t.page.get_by_role("slider").first
    lever.focus()
    for _ in range(3):
        lever.press("PageUp")
    t.settle()
    assert t.figures() != figures
    assert t.log.received - received < 3 * 50_000
    assert differs(before, picture(t)) > 0.01
    assert "fire.visits=" in t.page.url
    other = tab().visit(t.page.url.removeprefix(t.root))
    assert other.figures() == t.figures(), "the link does not give the same figures in another browser"
    assert not t.log.outside()
    assert not t.log.errors


def test_a_lever_costs_less_than_50_kb_in_every_view(tab):
    for view in VIEWS:
        t = tab().visit(f"{FIRE}?view={view}")
        received = t.log.received
        t.page.get_by_role("slider").first.press("ArrowRight")
        t.settle()
        assert 0 < t.log.received - received < 50_000, view


def test_a_bad_link_says_so_and_draws(tab):
    t = tab().visit(f"{FIRE}?fire.visits=1e9&fire.rule=%3Cimg+src%3Dhttp%3A%2F%2Fexample.org%2Fx%3E&fire.old=1")
    notices = t.page.locator("[data-testid=stAlert]").all_inner_texts()
    assert len(notices) == 3
    assert t.figures()[0]
    assert not t.log.outside()


def test_a_preset_moves_the_levers_and_the_way_back_moves_them_back(tab):
    t = tab().visit(f"{FIRE}?view=Present")
    opening = t.figures()
    t.page.get_by_role("combobox", name="Start from").click()
    t.page.get_by_role("option", name="As today").click()
    t.settle()
    assert t.figures() != opening
    assert "fire.visits=0" in t.page.url
    t.page.get_by_role("button", name="More", exact=True).click()
    t.page.get_by_role("button", name="Back to the start").click()
    t.settle()
    assert t.figures() == opening


def test_the_home_card_leads_to_the_question(tab):
    t = tab().visit("/")
    t.page.get_by_role("link", name="Present").click()
    t.page.get_by_role("heading", name=THEMES[0].question, level=1).wait_for(timeout=PATIENCE)
    t.settle()
    assert "/fire" in t.page.url
    assert t.page.get_by_role("radio", name="Present").is_checked() or "view=Present" in t.page.url


def sideways(t) -> bool:
    return bool(t.page.evaluate("document.scrollingElement.scrollWidth > window.innerWidth + 1"))


def picture(t) -> bytes:
    t.page.wait_for_timeout(2500)  # WebGL without a graphics card draws late
    return bytes(t.page.locator(MAP).first.screenshot(timeout=PATIENCE))


def differs(one: bytes, other: bytes) -> float:
    """Share of pixels that are not the same."""
    import io

    import numpy as np
    from PIL import Image

    a, b = (np.asarray(Image.open(io.BytesIO(raw)).convert("RGB"), dtype=int) for raw in (one, other))
    assert a.shape == b.shape
    return float((np.abs(a - b).sum(axis=2) > 30).mean())
